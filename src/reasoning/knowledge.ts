import type { Heard } from '../core/briefing.ts';
import type { Fact, FactValue } from '../core/scenario.ts';
import type { AgreedSetting, ProposedSetting } from './proposals.ts';
import { ProposalFold } from './proposals.ts';

/** Where a member's value of a fact is from. */
export interface Held {
  value: FactValue;
  how: 'known' | 'heard' | 'assumed';
  /** The turn in which it was said; null where the moderator said it, or it was known from the start. */
  turn: number | null;
}

type StartingFact = Held & { how: 'known' | 'assumed' };

/** One member's state of the model: a fold over what this member has heard. */
export interface Knowledge {
  facts: ReadonlyMap<string, Held>;
  /** All that may still be seconded, and those that were. */
  proposals: readonly ProposedSetting[];
  /** Settings that count, in the order in which they came to. */
  agreed: readonly AgreedSetting[];
  /** The same as option -> input -> setting. */
  amended: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** What a member knows or assumes before anybody has spoken. */
export function startingFacts(
  facts: Readonly<Record<string, Omit<Fact, 'value'>>>,
  known: Readonly<Record<string, FactValue>>,
): Map<string, StartingFact> {
  const held = new Map<string, StartingFact>();
  for (const [name, { assumed }] of Object.entries(facts)) {
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    if (value !== undefined) held.set(name, { value, how: 'known', turn: null });
    else if (assumed !== undefined) held.set(name, { value: assumed, how: 'assumed', turn: null });
  }
  return held;
}

/** Values of the facts that a member knows at the start, and those of the others left out. */
export function knownTo(facts: Readonly<Record<string, Fact>>, member: string): Record<string, FactValue> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, { value, knownBy }]) =>
      knownBy === undefined || knownBy.includes(member) ? [[name, value] as const] : [],
    ),
  );
}

/** Folds what was heard into what was known. */
export function knowledgeAfter(start: ReadonlyMap<string, Held>, heard: readonly Heard[]): Knowledge {
  const facts = new Map(start);
  const fold = new ProposalFold();
  for (const said of heard) {
    if (said.kind === 'fact')
      for (const [name, { to }] of Object.entries(said.set)) facts.set(name, { value: to, how: 'heard', turn: null });
    if (said.kind === 'shared')
      for (const [name, { value }] of Object.entries(said.facts)) hear(facts, name, value, null);
    if (said.kind === 'turn')
      for (const [name, value] of Object.entries(said.disclosed)) hear(facts, name, value, said.body.turn);
    fold.hear(said);
  }
  const proposals = fold.proposals.filter(({ isDropped }) => !isDropped);
  return { facts, proposals, agreed: fold.agreed, amended: byOption(fold.agreed) };
}

/** Option -> input -> setting. */
function byOption(agreed: readonly AgreedSetting[]): Map<string, Map<string, number>> {
  const amended = new Map<string, Map<string, number>>();
  for (const { option, input, to } of agreed) amended.set(option, new Map(amended.get(option)).set(input, to));
  return amended;
}

/** What one knows is not heard again. */
function hear(facts: Map<string, Held>, name: string, value: FactValue, turn: number | null): void {
  const held = facts.get(name);
  if (held !== undefined && held.how !== 'assumed') return;
  facts.set(name, { value, how: 'heard', turn });
}

/** The fold's facts as plain values. */
export function valuesIn(facts: ReadonlyMap<string, Held>): Map<string, FactValue> {
  return new Map([...facts].map(([name, { value }]) => [name, value]));
}
