import { inLanguage } from '../../core/language.ts';
import type { Criterion, Quantity, Scenario } from '../../core/scenario.ts';
import { VALUE_LABELS } from '../../core/values.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import { fillFacts } from '../../report/facts.ts';
import { phaseWords } from '../../report/labels.ts';
import { priceOf } from '../../report/outcome-words.ts';
import { plainValue } from '../../report/phrases.ts';
import { columns, wrap } from '../../report/width.ts';
import type { Page } from './page.ts';
import type { ScenarioWords } from './scenario-words.ts';
import { SCENARIO_WORDS } from './scenario-words.ts';
import { styleFor } from './style.ts';

/** A scenario as its author would check it: every name that a flag or a reference may use. */
export function scenarioForTerminal(context: PrintContext, page: Page): string {
  const { scenario, members, language } = context;
  const words = SCENARIO_WORDS[language];
  const style = styleFor(
    page.colour,
    members.map(({ id }) => id),
  );
  const part = (title: string, rows: readonly (readonly string[])[]) =>
    rows.length === 0
      ? []
      : ['', style.dim(title), ...columns(rows, { width: page.width - 2 }).map((row) => `  ${row}`)];
  const lines = [
    style.bold(scenario.title),
    ...(scenario.motion === scenario.title ? [] : wrap(scenario.motion, page.width)),
    ...(scenario.background === '' ? [] : ['', ...wrap(fillFacts(scenario.background, context), page.width)]),
    ...part(
      words.options,
      Object.entries(scenario.options).map(([name, { label }]) => [name, label]),
    ),
    ...part(
      words.facts,
      Object.entries(scenario.facts).map(([name, { value, unit = '', source, knownBy }]) => [
        name,
        `${plainValue(value)} ${unit}`.trim(),
        [source, knownBy && words.knownBy(knownBy.map((id) => nameOf(context, id)))].filter(Boolean).join('; '),
      ]),
    ),
    ...part(
      words.data,
      Object.entries(scenario.data).map(([name, file]) => [name, file]),
    ),
    ...part(
      words.quantities,
      Object.entries(scenario.quantities).map(([name, quantity]) => [
        name,
        basis(quantity, words),
        quantity.label ?? '',
      ]),
    ),
    ...part(
      words.criteria,
      scenario.criteria.map((criterion) => criterionRow(criterion, context)),
    ),
    ...part(
      words.judgements,
      scenario.judgements.map(({ for: supported, against, because, weight }) => [
        supported === undefined ? words.against(against ?? '') : words.for(supported),
        weight,
        because,
      ]),
    ),
    ...part(
      words.measurements,
      scenario.measurements.map(({ learns, how, cost, days }) => [
        learns,
        how,
        priceOf(context, { cost: cost ?? null, days: days ?? null }).join(', '),
      ]),
    ),
    ...part(
      words.cast,
      members.map(({ id, name, role }) => [id, name, role]),
    ),
    ...part(words.protocol, [[scenario.protocol.map(phaseWords).join(', ')], [protocolWords(scenario)]]),
    ...part(
      words.events,
      scenario.events.map(({ after, set, say }) => [
        words.after(after.phase === 'opening' ? 'opening' : `rebuttal ${after.round}`),
        Object.entries(set)
          .map(([name, value]) => `${name} = ${plainValue(value)}`)
          .join(', '),
        fillFacts(say, context, Object.fromEntries(Object.entries(set).map(([name, to]) => [name, { to }]))),
      ]),
    ),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function basis(quantity: Quantity, words: ScenarioWords): string {
  if ('is' in quantity) return quantity.is;
  const by = 'consult' in quantity ? words.consult(quantity.consult, quantity.tool) : quantity.tool;
  return quantity.figure === undefined ? by : `${by}: ${quantity.figure}`;
}

function criterionRow(criterion: Criterion, { language }: PrintContext): string[] {
  const words = SCENARIO_WORDS[language];
  const value = inLanguage(VALUE_LABELS[criterion.value], language);
  if ('need' in criterion) return [words.need, criterion.need, value];
  const [way, goal] = 'more' in criterion ? [words.more, criterion.more] : [words.less, criterion.less];
  return [way, `${goal} (${words.worth(String(criterion.worth))})`, value];
}

/** Who gives the floor, who hears it, and how votes decide. */
function protocolWords({ floor, moderator, order, visibility = 'all', decision, language }: Scenario): string {
  const words = SCENARIO_WORDS[language];
  const by = floor === 'moderated' ? moderator : floor === 'manual' ? order?.join(', ') : undefined;
  const heard = { all: [], blind: [words.blind], addressee: [words.addressee] }[visibility];
  return [words.floor(floor, by ?? null), ...heard, words.decision(decision)].join(', ');
}
