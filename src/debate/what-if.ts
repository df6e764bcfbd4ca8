import { PitwallError } from '../core/error.ts';
import { eventsOf } from '../core/events.ts';
import type { Flip } from '../core/outcome.ts';
import { distanceOf } from '../core/outcome.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import { factAt, factsIn } from '../reasoning/considerations.ts';
import { holdDebate } from './debate.ts';
import type { Ports } from './ports.ts';
import type { DebateSetup } from './setup.ts';

/** Facts are tried at these multiples of their value, nearest first, until the decision changes. */
const MULTIPLES = [0.5, 1.5, 0.1, 3, 10] as const;
/** A threshold is closed in on until both sides are this near, relative to its size. */
const PRECISION = 0.005;
/** A number is searched when it can take this much of the decision's support away. */
const WORTH_A_DEBATE = 0.03;
const MOST_STEPS = 14;

export interface WhatIf {
  /** The table with some facts changed, or another seed, in seats that cost nothing. */
  setup(change: { facts?: Record<string, FactValue>; seed?: number }): DebateSetup;
  ports(): Ports;
}

export type Decided = string | null;

/** The decision of one what-if run; undefined where the changed facts make no sense to a tool. */
async function decisionOf(whatIf: WhatIf, change: Parameters<WhatIf['setup']>[0]): Promise<Decided | undefined> {
  try {
    const events = await holdDebate({ setup: whatIf.setup(change), ports: whatIf.ports(), record: null });
    return eventsOf(events, 'debate.closed')[0]?.decision ?? null;
  } catch (error) {
    if (error instanceof PitwallError && error.exitCode === 2) return undefined;
    throw error;
  }
}

/** How many of the seeds 1..count decide as the debate did. */
export async function seedsAlike(
  whatIf: WhatIf,
  decision: Decided,
  count: number,
  step: () => void,
): Promise<{ tried: number; alike: number }> {
  let alike = 0;
  for (let seed = 1; seed <= count; seed += 1) {
    step();
    if ((await decisionOf(whatIf, { seed })) === decision) alike += 1;
  }
  return { tried: count, alike };
}

/** Numbers among the facts that some consideration rests on, by dotted path, and that no scripted event sets. */
export function flippableFacts({ facts, considerations, events }: Scenario): string[] {
  const scripted = new Set(events.flatMap(({ set }) => Object.keys(set).map((path) => path.split('.')[0])));
  // A fact that nothing reads on a scale counts the same whatever its value.
  const used = considerations.flatMap(({ from }) =>
    !('read' in from) ? [] : 'tool' in from ? factsIn(from.args) : [from.fact],
  );
  const paths = used.flatMap((path) => {
    const value = factAt(facts, path);
    if (typeof value === 'number') return [path];
    if (typeof value !== 'object' || Array.isArray(value)) return [];
    return Object.entries(value).flatMap(([member, inner]) => (typeof inner === 'number' ? [`${path}.${member}`] : []));
  });
  return [...new Set(paths)].filter((path) => !scripted.has(path.split('.')[0]));
}

/** Support of the decision on the closing graph under changed facts, in microseconds; undefined where they make no sense. */
export type Foretell = (facts: Record<string, FactValue>) => number | undefined;

/**
 * For each number, the nearest threshold on either side past which another outcome follows, found by whole debates on
 * both sides of it. The closing graph only says which numbers are worth the debates.
 */
export async function flipsOf(
  whatIf: WhatIf,
  scenario: Scenario,
  decision: Decided,
  foretell: Foretell,
  step: () => void,
): Promise<Flip[]> {
  const flips: Flip[] = [];
  const now = foretell({}) ?? 0;
  for (const fact of flippableFacts(scenario)) {
    const value = factAt(scenario.facts, fact) as number;
    // What a tool counts, it refuses in halves.
    const isWhole = Number.isInteger(value) && foretell({ [fact]: value + 0.5 }) === undefined;
    for (const beyond of ['below', 'above'] as const) {
      step();
      const candidates = candidatesFor(value, beyond, isWhole);
      const falls = candidates.map((candidate) => now - (foretell({ [fact]: candidate }) ?? now));
      const worst = falls.indexOf(Math.max(...falls));
      if ((falls[worst] ?? 0) < WORTH_A_DEBATE) continue;
      const hold: Try = (tried) => decisionOf(whatIf, { facts: { [fact]: tried } });
      // Where the graph sees the decision weakest is tried first: when it stands there, nothing nearer is looked for.
      const atWorst = await hold(candidates[worst] as number);
      if (atWorst === undefined || atWorst === decision) continue;
      const change = await nearestChange(hold, { value, isWhole }, candidates.slice(0, worst + 1), decision);
      if (change === null) continue;
      const { label, unit } = scenario.facts[fact.split('.')[0] ?? fact] ?? {};
      const member = fact.split('.').slice(1).join('.');
      flips.push({
        fact,
        label: [label ?? fact.split('.')[0], member].filter(Boolean).join(' '),
        unit: unit ?? '',
        now: value,
        at: isWhole ? change.flips : presentable(change.holds, change.flips),
        beyond,
        to: change.to,
        tried: { holds: change.holds, flips: change.flips },
      });
    }
  }
  return flips.sort((a, b) => distanceOf(a) - distanceOf(b));
}

/** Values to try on one side, nearest first. */
function candidatesFor(value: number, beyond: Flip['beyond'], isWhole: boolean): number[] {
  const tried = MULTIPLES.filter((multiple) => multiple < 1 === (beyond === 'below')).map((multiple) =>
    isWhole ? Math.round(value * multiple) : value * multiple,
  );
  return [...new Set(tried)].filter((candidate) => candidate !== value);
}

interface Change {
  holds: number;
  flips: number;
  to: Decided;
}

type Try = (value: number) => Promise<Decided | undefined>;

async function nearestChange(
  decide: Try,
  { value, isWhole }: { value: number; isWhole: boolean },
  candidates: readonly number[],
  decision: Decided,
): Promise<Change | null> {
  let holds = value;
  for (const candidate of candidates) {
    const decided = await decide(candidate);
    if (decided === undefined) return null;
    if (decided !== decision) {
      return closeIn(decide, { holds, flips: candidate, to: decided }, { decision, isWhole });
    }
    holds = candidate;
  }
  return null;
}

async function closeIn(
  decide: Try,
  from: Change,
  { decision, isWhole }: { decision: Decided; isWhole: boolean },
): Promise<Change | null> {
  let { holds, flips, to } = from;
  for (let step = 0; step < MOST_STEPS && Math.abs(flips - holds) > PRECISION * Math.abs(flips); step += 1) {
    const middle = isWhole ? Math.round((holds + flips) / 2) : rounded((holds + flips) / 2);
    if (middle === holds || middle === flips) break;
    const decided = await decide(middle);
    if (decided === undefined) return null;
    if (decided === decision) holds = middle;
    else {
      flips = middle;
      to = decided;
    }
  }
  return { holds, flips, to };
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** The shortest number between the two sides. */
function presentable(holds: number, flips: number): number {
  for (let digits = 1; digits <= 6; digits += 1) {
    const candidate = Number(((holds + flips) / 2).toPrecision(digits));
    if (candidate >= Math.min(holds, flips) && candidate <= Math.max(holds, flips)) return candidate;
  }
  return flips;
}
