import type { Heard, HeardTurn } from '../core/briefing.ts';
import type { Fact, FactValue } from '../core/scenario.ts';

/** Where a member's value of a fact is from. */
export interface Held {
  value: FactValue;
  how: 'known' | 'heard' | 'assumed';
  /** The turn in which it was said; null where the moderator said it, or it was known from the start. */
  turn: number | null;
}

type StartingFact = Held & { how: 'known' | 'assumed' };

/** A setting that the table has agreed to consider, or that somebody has proposed. */
export interface ProposedSetting {
  option: string;
  set: Readonly<Record<string, number>>;
  by: string;
  turn: number;
  /** The claim of that turn which says it. */
  claim: number;
  /** The turn that seconded it. */
  seconded: number | null;
}

/** One member's state of the model: a fold over what this member has heard. */
export interface Knowledge {
  facts: ReadonlyMap<string, Held>;
  proposals: readonly ProposedSetting[];
  /** Option -> input -> setting, once seconded or put on the table. */
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
  const proposals: ProposedSetting[] = [];
  const amended = new Map<string, Map<string, number>>();
  const set = (option: string, settings: Readonly<Record<string, number>>) => {
    const inputs = amended.get(option) ?? new Map<string, number>();
    for (const [input, value] of Object.entries(settings)) inputs.set(input, value);
    amended.set(option, inputs);
  };
  for (const said of heard) {
    if (said.kind === 'fact') {
      for (const [name, { to }] of Object.entries(said.set)) facts.set(name, { value: to, how: 'heard', turn: null });
    } else if (said.kind === 'shared') {
      for (const [name, { value }] of Object.entries(said.facts)) hear(facts, name, value, null);
      for (const [option, settings] of Object.entries(said.amended)) set(option, settings);
    } else if (said.kind === 'turn') {
      for (const [name, value] of Object.entries(said.disclosed)) hear(facts, name, value, said.body.turn);
      for (const proposal of secondedBy(said.body, proposals)) {
        proposal.seconded = said.body.turn;
        set(proposal.option, proposal.set);
      }
      const { proposes, speaker, turn, claims } = said.body;
      if (proposes === null) continue;
      const inputs = Object.keys(proposes.set).map((input) => `${proposes.option}/${input}`);
      const claim = claims.find(({ reason }) => reason !== null && inputs.includes(reason))?.claim ?? 1;
      proposals.push({ ...proposes, by: speaker, turn, claim, seconded: null });
    }
  }
  return { facts, proposals, amended };
}

/** What one knows is not heard again. */
function hear(facts: Map<string, Held>, name: string, value: FactValue, turn: number | null): void {
  const held = facts.get(name);
  if (held !== undefined && held.how !== 'assumed') return;
  facts.set(name, { value, how: 'heard', turn });
}

function secondedBy(
  { speaker, act, answers, proposes }: HeardTurn['body'],
  proposals: ProposedSetting[],
): ProposedSetting[] {
  return proposals.filter(
    (proposal) =>
      proposal.seconded === null &&
      proposal.by !== speaker &&
      ((answers?.turn === proposal.turn && (act === 'support' || act === 'concede')) ||
        (proposes !== null && proposes.option === proposal.option && sameSetting(proposes.set, proposal.set))),
  );
}

function sameSetting(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** The fold's facts as plain values. */
export function valuesIn(facts: ReadonlyMap<string, Held>): Map<string, FactValue> {
  return new Map([...facts].map(([name, { value }]) => [name, value]));
}
