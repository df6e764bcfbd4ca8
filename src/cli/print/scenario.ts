import { inLanguage } from '../../core/language.ts';
import type { Criterion, Quantity, Scenario } from '../../core/scenario.ts';
import { VALUE_LABELS } from '../../core/values.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import { fillFacts } from '../../report/facts.ts';
import { phaseWords } from '../../report/labels.ts';
import { plainValue } from '../../report/phrases.ts';
import { columns, wrap } from '../../report/width.ts';
import type { Page } from './page.ts';
import { styleFor } from './style.ts';

/** A scenario as its author would check it: every name that a flag or a reference may use. */
export function scenarioForTerminal(context: PrintContext, page: Page): string {
  const { scenario, members } = context;
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
      'options',
      Object.entries(scenario.options).map(([name, { label }]) => [name, label]),
    ),
    ...part(
      'facts (--fact name=value)',
      Object.entries(scenario.facts).map(([name, { value, unit = '', source, knownBy }]) => [
        name,
        `${plainValue(value)} ${unit}`.trim(),
        [source, knownBy && `known by ${knownBy.map((id) => nameOf(context, id)).join(', ')}`]
          .filter(Boolean)
          .join('; '),
      ]),
    ),
    ...part(
      'data (--data name=FILE)',
      Object.entries(scenario.data).map(([name, file]) => [name, file]),
    ),
    ...part(
      'quantities',
      Object.entries(scenario.quantities).map(([name, quantity]) => [name, basis(quantity), quantity.label ?? '']),
    ),
    ...part(
      'criteria',
      scenario.criteria.map((criterion) => criterionRow(criterion, context)),
    ),
    ...part(
      'judgements',
      scenario.judgements.map(({ for: supported, against, because, weight }) => [
        supported === undefined ? `against ${against}` : `for ${supported}`,
        weight,
        because,
      ]),
    ),
    ...part(
      'measurements',
      scenario.measurements.map(({ learns, how, cost, days }) => [
        learns,
        how,
        [cost === undefined ? '' : `${plainValue(cost.value)} ${cost.unit}`, days === undefined ? '' : `${days} days`]
          .filter(Boolean)
          .join(', '),
      ]),
    ),
    ...part(
      'cast',
      members.map(({ id, name, role }) => [id, name, role]),
    ),
    ...part('protocol', [[scenario.protocol.map(phaseWords).join(', ')], [protocolWords(scenario)]]),
    ...part(
      'events',
      scenario.events.map(({ after, set, say }) => [
        after.phase === 'opening' ? 'after opening' : `after rebuttal ${after.round}`,
        Object.entries(set)
          .map(([name, value]) => `${name} = ${plainValue(value)}`)
          .join(', '),
        say,
      ]),
    ),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function basis(quantity: Quantity): string {
  if ('is' in quantity) return quantity.is;
  const by = 'consult' in quantity ? `consult on ${quantity.consult} by ${quantity.tool}` : quantity.tool;
  return quantity.figure === undefined ? by : `${by}: ${quantity.figure}`;
}

function criterionRow(criterion: Criterion, { language }: PrintContext): string[] {
  const value = inLanguage(VALUE_LABELS[criterion.value], language);
  if ('need' in criterion) return ['need', criterion.need, value];
  return 'more' in criterion
    ? ['more', `${criterion.more} (worth ${criterion.worth})`, value]
    : ['less', `${criterion.less} (worth ${criterion.worth})`, value];
}

/** Who gives the floor, who hears it, and how votes decide. */
function protocolWords({ floor, moderator, order, visibility = 'all', decision }: Scenario): string {
  const given =
    floor === 'moderated' && moderator !== undefined
      ? ` by ${moderator}`
      : floor === 'manual' && order !== undefined
        ? `: ${order.join(', ')}`
        : '';
  const heard = { all: '', blind: ', blind rounds', addressee: ', heard by the addressee' }[visibility];
  return `floor ${floor}${given}${heard}, decision ${decision}`;
}
