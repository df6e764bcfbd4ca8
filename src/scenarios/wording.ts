import { factAt } from '../core/considerations.ts';
import { nearest } from '../core/nearest.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Finding } from './finding.ts';
import { attempt } from './finding.ts';
import type { Path } from './source.ts';

/** A text that somebody speaks, and the figures that it may name: `all` where a tool does not list its own. */
export interface Spoken {
  path: Path;
  text: string;
  figures: readonly string[] | 'all';
}

export interface Slot {
  kind: string;
  name: string;
  index: number;
}

const SLOT = /\{([^{}]*)\}/g;
const GROUP = /\(([^()]*\|[^()]*)\)/g;
const SPEECH_LEVELS = 3;

/** `{kind:name}` in a text, in order. */
export function slotsIn(text: string): Slot[] {
  return [...text.matchAll(SLOT)].map((match) => {
    const [reference = ''] = (match[1] ?? '').split('|');
    const [kind = '', ...name] = reference.split(':');
    return { kind, name: name.join(':'), index: match.index };
  });
}

/** Everything in a scenario that is spoken or printed as somebody's words. `figuresOf` lists what a tool gives. */
export function* spokenIn(scenario: Scenario, figuresOf: (tool: string) => Spoken['figures']): Generator<Spoken> {
  const list = (texts: readonly string[], path: Path, figures: Spoken['figures']): Spoken[] =>
    texts.map((text, index) => ({ path: [...path, index], text, figures }));
  yield { path: ['background'], text: scenario.background, figures: [] };
  for (const [name, { urge }] of Object.entries(scenario.options)) yield* list(urge, ['options', name, 'urge'], []);
  for (const [index, { from, ask, say, echo, otherwise }] of scenario.considerations.entries()) {
    const path = ['considerations', index];
    const figures = 'tool' in from ? figuresOf(from.tool) : [];
    yield* list(ask, [...path, 'ask'], figures);
    yield* list(say, [...path, 'say'], figures);
    yield* list(echo, [...path, 'echo'], figures);
    yield* list(otherwise?.say ?? [], [...path, 'otherwise', 'say'], figures);
    yield* list(otherwise?.echo ?? [], [...path, 'otherwise', 'echo'], figures);
    if ('judgement' in from) yield { path: [...path, 'from', 'judgement'], text: from.judgement, figures };
    if ('consult' in from) yield { path: [...path, 'from', 'question'], text: from.question, figures: [] };
  }
  for (const [index, { say }] of scenario.events.entries())
    yield { path: ['events', index, 'say'], text: say, figures: [] };
  if (scenario.experiment !== undefined) {
    const { consideration, rule } = scenario.experiment;
    const from = scenario.considerations.find(({ id }) => id === consideration)?.from;
    const figures = from !== undefined && 'tool' in from ? figuresOf(from.tool) : [];
    yield { path: ['experiment', 'rule'], text: rule, figures };
  }
}

/** Slots that lead nowhere, digits that come from no slot, and groups that do not have a part for each speech level. */
export function* checkWording({ path, text, figures }: Spoken, facts: Scenario['facts']): Generator<Finding> {
  for (const { kind, name, index } of slotsIn(text)) {
    if (kind === 'fact' && name !== '') {
      for (const finding of attempt(path, () => factAt(facts, name))) yield { ...finding, index };
    } else if (kind === 'figure' && name !== '') {
      if (figures !== 'all' && !figures.includes(name)) yield { path, index, sentence: unknownFigure(name, figures) };
    } else {
      const slot = text.slice(index, text.indexOf('}', index) + 1);
      const sentence = `expected \`{fact:NAME}\`, \`{fact:NAME.member}\` or \`{figure:NAME}\`, found \`${slot}\``;
      yield { path, index, sentence };
    }
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
  for (const match of outside.matchAll(GROUP)) {
    const parts = (match[1] ?? '').split('|').length;
    if (parts === SPEECH_LEVELS) continue;
    const sentence = `expected three speech levels in \`(plain|polite|formal)\`, found ${parts} in \`${text.slice(match.index, match.index + match[0].length)}\``;
    yield { path, index: match.index, sentence };
  }
  const plain = outside.replace(GROUP, (group) => ' '.repeat(group.length));
  yield* at(plain, /\|/, path, () => 'expected `|` only between round brackets, as in `(plain|polite|formal)`');
}

function* at(text: string, sought: RegExp, path: Path, sentence: (found: string) => string): Generator<Finding> {
  const match = sought.exec(text);
  if (match !== null) yield { path, index: match.index, sentence: sentence(match[0]) };
}

function unknownFigure(name: string, figures: readonly string[]): string {
  return figures.length === 0
    ? `expected a fact here, found the figure \`${name}\`: no tool stands behind this text`
    : `the tool gives no figure \`${name}\`${nearest(name, figures)}`;
}
