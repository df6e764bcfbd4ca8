import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Scenario } from '../core/scenario.ts';
import { factAt } from '../reasoning/considerations.ts';
import type { Finding } from './finding.ts';
import { attempt } from './finding.ts';
import { isMapping } from './shape.ts';
import type { Path } from './source.ts';

/** A text that somebody speaks, and what may stand in it besides facts. */
export interface Spoken {
  path: Path;
  text: string;
  /** Figures by name; `all` where a tool does not list its own. */
  figures: readonly string[] | 'all';
  /** True where `{figure}` and `{figure-label}` stand for what the consideration reads. */
  reads: boolean;
}

export interface Slot {
  kind: string;
  name: string;
  /** How a number is printed, e.g. `abs` in `{figure:fall|abs}`. */
  directives: string[];
  index: number;
}

const SLOT = /\{([^{}]*)\}/g;
const GROUP = /\(([^()]*\|[^()]*)\)/;
const SPEECH_LEVELS = 3;
const DIRECTIVES = ['abs', 'bare', 'signed', 'percent', 'whole'];

/** `{kind:name|directive}` in a text, in order. */
export function slotsIn(text: string): Slot[] {
  return [...text.matchAll(SLOT)].map((match) => {
    const [reference = '', ...directives] = (match[1] ?? '').split('|');
    const [kind = '', ...name] = reference.split(':');
    return { kind, name: name.join(':'), directives, index: match.index };
  });
}

/** Everything in a scenario that is spoken or printed as somebody's words. `figuresOf` lists what a tool gives. */
export function* spokenIn(
  scenario: Scenario,
  figuresOf: (tool: string, args: unknown) => Spoken['figures'],
): Generator<Spoken> {
  const one = (text: string, path: Path): Spoken => ({ path, text, figures: [], reads: false });
  const list = (texts: readonly string[], path: Path) => texts.map((text, index) => one(text, [...path, index]));
  yield one(scenario.background, ['background']);
  for (const [name, { urge, actions }] of Object.entries(scenario.options)) {
    yield* list(urge, ['options', name, 'urge']);
    for (const [index, action] of actions.entries()) {
      yield one(action.do, ['options', name, 'actions', index, 'do']);
    }
  }
  for (const [index, { from, ask, say, echo, so, otherwise }] of scenario.considerations.entries()) {
    const path = ['considerations', index];
    const known = { figures: 'tool' in from ? figuresOf(from.tool, from.args) : [], reads: 'read' in from };
    yield* list(ask, [...path, 'ask']);
    for (const [words, under] of [
      [{ say, echo, so }, path],
      [otherwise, [...path, 'otherwise']],
    ] as const) {
      for (const form of ['say', 'echo', 'so'] as const) {
        for (const spoken of list(words?.[form] ?? [], [...under, form])) yield { ...spoken, ...known };
      }
    }
    if ('judgement' in from) yield one(from.judgement, [...path, 'from', 'judgement']);
    if ('consult' in from) yield one(from.question, [...path, 'from', 'question']);
  }
  for (const [index, { say, learnt }] of scenario.events.entries()) {
    yield one(say, ['events', index, 'say']);
    yield* list(learnt ?? [], ['events', index, 'learnt']);
  }
  for (const [term, { is }] of Object.entries(scenario.terms ?? {})) yield one(is, ['terms', term]);
  if (scenario.experiment !== undefined) yield one(scenario.experiment.rule, ['experiment', 'rule']);
}

/** Slots that lead nowhere, digits that come from no slot, and groups that do not have a part for each speech level. */
export function* checkWording(spoken: Spoken, facts: Scenario['facts']): Generator<Finding> {
  const { path, text } = spoken;
  for (const slot of slotsIn(text)) {
    for (const sentence of wrongIn(slot, spoken, facts)) yield { path, index: slot.index, sentence };
  }
  const outside = text.replace(SLOT, (slot) => ' '.repeat(slot.length));
  yield* at(outside, /[{}]/, path, () => 'expected a slot like `{fact:NAME}`, found a brace without its partner');
  yield* at(
    outside,
    /\p{N}/u,
    path,
    (digit) =>
      `expected every number to come from a slot like \`{fact:NAME}\`, found \`${digit}\`; a name with a digit in it can be a fact too`,
  );
  let plain = outside;
  for (let group = GROUP.exec(plain); group !== null; group = GROUP.exec(plain)) {
    const { index } = group;
    const [whole, inside = ''] = group;
    const parts = inside.split('|').length;
    if (parts !== SPEECH_LEVELS) {
      const found = text.slice(index, index + whole.length);
      const sentence = `expected three speech levels as in \`(plain|polite|formal)\`, found ${parts} in \`${found}\``;
      yield { path, index, sentence };
    }
    plain = plain.slice(0, index) + ' '.repeat(whole.length) + plain.slice(index + whole.length);
  }
  yield* at(plain, /\|/, path, () => 'expected `|` only between round brackets, as in `(plain|polite|formal)`');
}

function* wrongIn(
  { kind, name, directives }: Slot,
  { figures, reads }: Spoken,
  facts: Scenario['facts'],
): Generator<string> {
  if (kind === 'fact' && name !== '') {
    for (const { sentence } of attempt([], () => refuseUnprintable(name, facts))) yield sentence;
  } else if (kind === 'figure' && name !== '') {
    if (figures !== 'all' && !figures.includes(name)) yield unknownFigure(name, figures);
  } else if (!((kind === 'figure' || kind === 'figure-label') && reads)) {
    yield `expected \`{fact:NAME}\`, \`{fact:NAME.member}\` or \`{figure:NAME}\`, found \`{${name === '' ? kind : `${kind}:${name}`}}\``;
  }
  for (const directive of directives.filter((other) => !DIRECTIVES.includes(other))) {
    yield `no number is printed \`${directive}\`${nearest(directive, DIRECTIVES)}`;
  }
}

/** A number or a text can stand in a sentence; true, a list or a mapping cannot. */
function refuseUnprintable(name: string, facts: Scenario['facts']): void {
  const value = factAt(facts, name);
  if (typeof value === 'number' || typeof value === 'string') return;
  const member = isMapping(value) ? Object.keys(value)[0] : undefined;
  const hint = member === undefined ? '' : `; name one member, as in \`{fact:${name}.${member}}\``;
  throw new PitwallError(
    'SCENARIO_INVALID',
    `expected a number or a text in a sentence, \`${name}\` is neither${hint}`,
  );
}

function* at(text: string, sought: RegExp, path: Path, sentence: (found: string) => string): Generator<Finding> {
  const match = sought.exec(text);
  if (match !== null) yield { path, index: match.index, sentence: sentence(match[0]) };
}

function unknownFigure(name: string, figures: readonly string[]): string {
  return figures.length === 0
    ? `expected a fact here, found the figure \`${name}\`: nothing has been computed behind this text`
    : `the tool gives no figure \`${name}\`${nearest(name, figures)}`;
}
