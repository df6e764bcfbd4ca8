import type { HeardTurn } from '../core/briefing.ts';
import type { EventBody } from '../core/events.ts';
import type { Fact, FactValue } from '../core/scenario.ts';
import { isSwitch } from './switches.ts';

/** What a calculation of `evaluate` was given. */
interface Evaluated {
  facts?: Record<string, FactValue>;
  /** Names of those that its caller only assumed. */
  assumed?: string[];
}

/** Facts that a turn makes common knowledge: cited themselves, or known to the speaker and behind a figure that is cited. */
export function disclosedBy(
  body: Pick<HeardTurn['body'], 'claims' | 'turn'>,
  tools: readonly Pick<EventBody<'tool.called'>, 'call' | 'args'>[],
  facts: Readonly<Record<string, Fact>>,
): Record<string, FactValue> {
  const disclosed: Record<string, FactValue> = {};
  const cited = body.claims.flatMap(({ evidence, numbers }) => [
    ...(evidence.ref === null ? [] : [evidence.ref]),
    ...numbers.flatMap(({ refs }) => refs),
  ]);
  for (const ref of cited) {
    const [named] = factIn(ref);
    const fact = named === undefined ? undefined : facts[named];
    if (named !== undefined && fact !== undefined) disclosed[named] = fact.value;
    const [, turn, call] = /^tool:(\d+)\.(\d+)/.exec(ref) ?? [];
    if (Number(turn) !== body.turn) continue;
    const { facts: given = {}, assumed = [] } = (tools.find((tool) => tool.call === Number(call))?.args ??
      {}) as Evaluated;
    for (const [name, value] of Object.entries(given)) if (!assumed.includes(name)) disclosed[name] = value;
  }
  return disclosed;
}

/**
 * Facts that a turn says: their value stands in its words, by a number that is read as theirs. A fact that is no number is said by who
 * refers to it. What only stands behind a figure has been said by nobody.
 */
export function saidBy(
  { claims }: Pick<HeardTurn['body'], 'claims'>,
  facts: Readonly<Record<string, Fact>>,
): Record<string, FactValue> {
  const said = claims.flatMap(({ numbers }) => numbers.flatMap(({ refs }) => refs.flatMap(factIn)));
  const cited = claims.flatMap(({ evidence }) => (evidence.ref === null ? [] : factIn(evidence.ref)));
  const named = [...said, ...cited.filter((name) => !isNumber(facts[name]))];
  return Object.fromEntries(
    named.flatMap((name) => {
      const fact = facts[name];
      return fact === undefined ? [] : [[name, fact.value] as const];
    }),
  );
}

/** Whether a fact's value is said by a number; a switch is on or off. */
const isNumber = (fact: Fact | undefined): boolean => typeof fact?.value === 'number' && !isSwitch(fact);

const factIn = (ref: string): string[] => /^fact:([^./]+)/.exec(ref)?.slice(1, 2) ?? [];
