import type { DebateDocument } from '../../src/core/document.ts';
import type { Fact, Scenario } from '../../src/core/scenario.ts';
import type { Quantity } from '../../src/core/turn.ts';
import { factValue } from '../../src/reasoning/view.ts';

export interface Orphan {
  turn: number;
  text: string;
}

type Given = Pick<Scenario, 'facts' | 'considerations' | 'options'>;
type Said = DebateDocument['turns'][number];

/**
 * Numbers in utterances that rest on nothing: those that no quantity of the turn's claims stands for, and those whose
 * refs lead nowhere or to another figure than the one printed. A number is a quantity outside a name (`H100`,
 * `FlashAttention-2`, the text of a fact or of an option); `7B` is one unless a text that was given says it.
 * A ref to a count or to a line of a card cannot be computed from a document, and counts as leading nowhere.
 */
export function orphanNumbers(document: DebateDocument, scenario: Given): Orphan[] {
  const names = namesIn(scenario);
  return document.turns.flatMap((said) => {
    const values = valuesAt(said, document, scenario);
    const offered = said.claims.flatMap(({ numbers }) => numbers);
    const stood: Orphan[] = [];
    for (const text of numbersIn(said.utterance, names)) {
      const at = offered.findIndex((quantity) => quantity.text === text);
      const [quantity] = at < 0 ? [] : offered.splice(at, 1);
      if (quantity === undefined || !isFounded(quantity, values)) stood.push({ turn: said.turn, text });
    }
    return stood;
  });
}

/** How many numbers were looked at: a debate without numbers must not pass for a debate without orphans. */
export function countNumbers(document: DebateDocument, scenario: Given): number {
  const names = namesIn(scenario);
  return document.turns.reduce((sum, { utterance }) => sum + numbersIn(utterance, names).length, 0);
}

const NUMBER = /[+−-]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[BMT](?!\p{Script=Latin}))?|\p{No}/gu;
/** A word with a Latin letter before its first digit. */
const NAME = /\p{Script=Latin}[\p{L}_]*(?:[-.+/]?[\p{L}\p{N}]+)*/gu;

/** Numbers as printed, in order, names left out. */
export function numbersIn(utterance: string, names: readonly string[] = []): string[] {
  let rest = utterance;
  for (const name of names) rest = rest.replaceAll(name, ' ');
  rest = rest.replace(NAME, (word) => (/\p{N}/u.test(word) ? ' ' : word));
  return [...rest.matchAll(NUMBER)].map(([text]) => text);
}

/** Texts with a digit that the scenario gives as such, longest first. */
function namesIn({ facts, options }: Given): string[] {
  const inside = ({ value }: Fact): unknown[] => (typeof value === 'object' ? Object.values(value) : [value]);
  const texts = [
    ...Object.values(facts).flatMap(inside),
    ...Object.values(options).flatMap(({ label, short }) => [label, short]),
  ];
  return (
    texts
      .filter((text): text is string => typeof text === 'string' && /\p{N}/u.test(text))
      // At the start of a sentence a name has a capital.
      .flatMap((text) => [text, `${text.charAt(0).toUpperCase()}${text.slice(1)}`])
      .sort((a, b) => b.length - a.length)
  );
}

type Values = (ref: string) => number[];

/** Every value that a ref has had by the time of a turn: a colleague may still quote what was true a round ago. */
function valuesAt(said: Said, document: DebateDocument, { facts, considerations }: Given): Values {
  const changes = document.facts.filter(({ after }) => ended(after, said, document));
  const states = [facts, ...changes.map((_, index) => changes.slice(0, index + 1).reduce(withChange, facts))];
  const resolve = (ref: string): number[] => {
    const [, kind = '', rest = ''] = /^(\w+):(.+)$/.exec(ref) ?? [];
    if (kind === 'fact') return states.flatMap((state) => factValue(state, rest) ?? []);
    if (kind === 'tool' || kind === 'consult') {
      const [call = '', figure = ''] = rest.split('/');
      const calls: { turn: number; ref: string; figures: Record<string, { value: number }> }[] =
        kind === 'tool' ? document.tools : document.consults;
      const made = calls.find((one) => one.ref === `${kind}:${call}` && one.turn <= said.turn);
      return made?.figures[figure] ? [made.figures[figure].value] : [];
    }
    if (kind === 'rule') {
      const [id, end] = rest.split('.');
      const from = considerations.find((one) => one.id === id)?.from;
      if (from === undefined || !('read' in from) || (end !== 'neutral' && end !== 'full')) return [];
      return [from.read[end]];
    }
    if (kind === 'turn') {
      const [turn, claim] = rest.split('.').map(Number);
      const earlier = document.turns.find((one) => one.turn === turn && one.turn < said.turn);
      const figure = earlier?.claims.find((one) => one.claim === claim)?.figure;
      return figure ? [figure.value] : [];
    }
    return [];
  };
  return resolve;
}

function withChange(facts: Record<string, Fact>, { set }: DebateDocument['facts'][number]): Record<string, Fact> {
  const changed = Object.entries(set).map(([name, value]) => [name, { ...facts[name], value }] as const);
  return { ...facts, ...Object.fromEntries(changed) } as Record<string, Fact>;
}

function ended(after: string, said: Said, { turns }: DebateDocument): boolean {
  const last = turns.findLast(({ phase, round }) => `${phase} ${round}` === after);
  return last !== undefined && last.turn < said.turn;
}

function isFounded({ text, value, refs, op }: Quantity, values: Values): boolean {
  const { shown, half } = asPrinted(text);
  // Decimal halves are not exact in binary.
  const near = (a: number, b: number, within: number) => Math.abs(a - b) <= within + 1e-9 * Math.max(1, Math.abs(a));
  if (!near(shown, value, half)) return false;
  const referred = refs.map(values);
  if (referred.some((candidates) => candidates.length === 0)) return false;
  return combinations(referred).some((given) => near(outcome(op, given), value, half));
}

function outcome(op: Quantity['op'], given: readonly number[]): number {
  const [a = Number.NaN, b = Number.NaN] = given;
  switch (op) {
    case 'is':
      return given.length === 1 ? a : Number.NaN;
    case 'abs':
      return Math.abs(a);
    case 'percent':
      return 100 * a;
    case 'difference':
      return a - b;
    case 'ratio':
      return a / b;
    case 'sum':
      return given.reduce((sum, one) => sum + one, 0);
    case 'product':
      return given.reduce((product, one) => product * one, 1);
    case 'count':
      return Number.NaN;
  }
}

function combinations(lists: readonly number[][]): number[][] {
  return lists.reduce<number[][]>((all, list) => all.flatMap((done) => list.map((one) => [...done, one])), [[]]);
}

const SCALE: Record<string, number> = { T: 1e12, B: 1e9, M: 1e6 };

/** The number that a text shows, and half of its last digit. */
export function asPrinted(text: string): { shown: number; half: number } {
  const [, sign, digits = '', suffix = ''] = /^([+−-]?)([\d,.]+)([BMT]?)$/.exec(text) ?? [];
  const plain = digits.replaceAll(',', '');
  const scale = SCALE[suffix] ?? 1;
  const places = plain.split('.')[1]?.length ?? 0;
  const shown = Number(plain) * scale * (sign === '−' || sign === '-' ? -1 : 1);
  return { shown: plain === '' ? Number.NaN : shown, half: (0.5 * scale) / 10 ** places };
}
