import type { DebateDocument } from '../../core/document.ts';
import { factAt } from '../../reasoning/references.ts';
import type { PrintContext } from '../../report/context.ts';
import { factLabel, optionName } from '../../report/context.ts';
import type { DebateDiff } from '../../report/diff.ts';
import { flipLine } from '../../report/flip-lines.ts';
import { printAmount } from '../../wording/amounts.ts';
import type { Comparison, Forecast } from '../api.ts';
import { flipPast } from './rerun.ts';

type Side = 'a' | 'b';

/** What is needed of each of the two. */
export interface Told {
  context: PrintContext;
  document: DebateDocument;
}

/** What the memo of one foretold of the other; null where more than facts is different, or nothing is. */
export function forecastOf(
  { a, b }: Pick<Comparison, 'a' | 'b'>,
  { settings }: Pick<DebateDiff, 'settings'>,
  told: Record<Side, Told>,
): Forecast | null {
  if (settings.length === 0 || settings.some(({ of }) => of !== 'fact')) return null;
  const side: Side = a.parting?.parent === b.id ? 'a' : 'b';
  const other: Side = side === 'a' ? 'b' : 'a';
  const { context, document } = told[other];
  const { outcome } = document;
  if (outcome === null) return null;
  const name = (id: string | null) => optionName(context, id, context.labels.undecided);
  const facts = settings.map((setting) => ({
    label: factLabel(context, setting.name),
    from: valueText(context, setting.name, setting[other]),
    to: valueText(context, setting.name, setting[side]),
  }));
  const [only, ...more] = settings;
  const flip =
    only === undefined || more.length > 0 ? null : flipPast(outcome, only.name, Number(only[side] ?? Number.NaN));
  const line = flip && flipLine(context, flip);
  const after = told[side].document.outcome;
  return {
    side,
    facts,
    flip: flip && line && { line: `${line.head}: ${line.text}`, to: name(flip.to) },
    before: name(outcome.decision),
    after: name(after?.decision ?? null),
    verdict: after === null ? 'open' : verdictOf(outcome.decision, after.decision, flip),
  };
}

/** A value as it is read, with its unit; null: as the scenario has it. */
function valueText({ scenario }: PrintContext, path: string, value: string | null): string {
  const [head = ''] = path.split('.');
  const scripted = factAt(scenario.facts, path);
  const shown = value ?? (typeof scripted === 'string' ? scripted : JSON.stringify(scripted ?? null));
  const unit = scenario.facts[head]?.unit;
  const number = Number(shown);
  if (unit === undefined || shown.trim() === '' || Number.isNaN(number)) return shown;
  return printAmount(number, unit, scenario.language).text;
}

function verdictOf(
  before: string | null,
  after: string | null,
  flip: { to: string | null } | null,
): Forecast['verdict'] {
  if (flip === null) return after === before ? 'kept' : 'unforeseen';
  if (after === flip.to) return 'predicted';
  return after === before ? 'missed' : 'otherwise';
}
