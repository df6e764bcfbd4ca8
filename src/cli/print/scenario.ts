import { inLanguage } from '../../core/language.ts';
import type { Consideration } from '../../core/scenario.ts';
import { VALUE_LABELS } from '../../core/values.ts';
import { figureRead } from '../../reasoning/considerations.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf, optionName } from '../../report/context.ts';
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
      'considerations',
      scenario.considerations.map((consideration) => [
        consideration.id,
        target(context, consideration),
        inLanguage(VALUE_LABELS[consideration.value], context.language),
        basis(consideration),
      ]),
    ),
    ...part(
      'cast',
      members.map(({ id, name, role }) => [id, name, role]),
    ),
    ...part('protocol', [
      [scenario.protocol.map(phaseWords).join(', ')],
      [`floor ${scenario.floor}, decision ${scenario.decision}`],
    ]),
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

function target(context: PrintContext, { for: supported, against, excludes }: Consideration): string {
  const named = (name: string) => (Object.hasOwn(context.scenario.options, name) ? optionName(context, name) : name);
  if (supported !== undefined) return `for ${named(supported)}`;
  if (against !== undefined) return `against ${named(against)}`;
  return excludes === undefined ? '' : `excludes ${named(excludes)}`;
}

function basis({ from }: Consideration): string {
  if ('judgement' in from) return `judgement, ${from.weight}: ${from.judgement}`;
  const scale = 'read' in from ? `${from.read.neutral} to ${from.read.full}` : 'no scale: counts as a judgement';
  if ('fact' in from) return `fact ${from.fact}, ${scale}`;
  const by = 'consult' in from ? `consult on ${from.consult} by ${from.tool}` : `tool ${from.tool}`;
  return `${by}: ${figureRead(from)}, ${scale}`;
}
