import { factAt, factsIn } from '../core/considerations.ts';
import { PitwallError } from '../core/error.ts';
import { eventsOf } from '../core/events.ts';
import type { Flip } from '../core/outcome.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import type { Outside } from '../models/recorder.ts';
import { holdDebate } from './debate.ts';
import type { Table } from './table.ts';

/** Facts are tried at these multiples of their value, nearest first, until the decision changes. */
const MULTIPLES = [0.5, 1.5, 0.25, 2, 0.1, 3, 0.01, 10] as const;
/** A threshold is closed in on until both sides are this near, relative to its size. */
const PRECISION = 0.002;
const MOST_STEPS = 14;

export interface WhatIf {
  /** The table with some facts changed, or another seed, in seats that cost nothing. */
  table(change: { facts?: Record<string, FactValue>; seed?: number }): Table;
  outside(): Outside;
}

export type Decided = string | null;

/** The decision of one what-if run; undefined where the changed facts make no sense to a tool. */
async function decisionOf(whatIf: WhatIf, change: Parameters<WhatIf['table']>[0]): Promise<Decided | undefined> {
  try {
    const events = await holdDebate({ table: whatIf.table(change), outside: whatIf.outside(), record: null });
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
): Promise<{ tried: number; alike: number }> {
  let alike = 0;
  for (let seed = 1; seed <= count; seed += 1) {
    if ((await decisionOf(whatIf, { seed })) === decision) alike += 1;
  }
  return { tried: count, alike };
}

/** Numbers among the facts that some consideration rests on, by dotted path, and that no scripted event sets. */
export function flippableFacts({ facts, considerations, events }: Scenario): string[] {
  const scripted = new Set(events.flatMap(({ set }) => Object.keys(set).map((path) => path.split('.')[0])));
  const used = considerations.flatMap(({ from }) =>
    'tool' in from ? factsIn(from.args) : 'fact' in from ? [from.fact] : [],
  );
  const paths = used.flatMap((path) => {
    const value = factAt(facts, path);
    if (typeof value === 'number') return [path];
    if (typeof value !== 'object' || Array.isArray(value)) return [];
    return Object.entries(value).flatMap(([member, inner]) => (typeof inner === 'number' ? [`${path}.${member}`] : []));
  });
  return [...new Set(paths)].filter((path) => !scripted.has(path.split('.')[0]));
}

/** For each number, the nearest threshold on either side past which another outcome follows; both sides were tried. */
export async function flipsOf(whatIf: WhatIf, scenario: Scenario, decision: Decided): Promise<Flip[]> {
  const flips: Flip[] = [];
  for (const fact of flippableFacts(scenario)) {
    const value = factAt(scenario.facts, fact) as number;
    const decide = (tried: number) => decisionOf(whatIf, { facts: { [fact]: tried } });
    for (const beyond of ['below', 'above'] as const) {
      const change = await nearestChange(decide, value, beyond, decision);
      if (change === null) continue;
      const { label, unit } = scenario.facts[fact.split('.')[0] ?? fact] ?? {};
      const member = fact.split('.').slice(1).join('.');
      flips.push({
        fact,
        label: [label ?? fact.split('.')[0], member].filter(Boolean).join(' '),
        unit: unit ?? '',
        at: presentable(change.holds, change.flips),
        beyond,
        to: change.to,
        tried: { holds: change.holds, flips: change.flips },
      });
    }
  }
  return flips;
}

async function nearestChange(
  decide: (value: number) => Promise<Decided | undefined>,
  value: number,
  beyond: Flip['beyond'],
  decision: Decided,
): Promise<{ holds: number; flips: number; to: Decided } | null> {
  const candidates = MULTIPLES.filter((multiple) => multiple < 1 === (beyond === 'below')).map(
    (multiple) => value * multiple,
  );
  let holds = value;
  for (const candidate of candidates) {
    const decided = await decide(candidate);
    if (decided === undefined) return null;
    if (decided === decision) {
      holds = candidate;
      continue;
    }
    return closeIn(decide, holds, candidate, decision, decided);
  }
  return null;
}

async function closeIn(
  decide: (value: number) => Promise<Decided | undefined>,
  from: number,
  to: number,
  decision: Decided,
  first: Decided,
): Promise<{ holds: number; flips: number; to: Decided } | null> {
  let holds = from;
  let flips = to;
  let other = first;
  for (let step = 0; step < MOST_STEPS && Math.abs(flips - holds) > PRECISION * Math.abs(flips); step += 1) {
    const middle = rounded((holds + flips) / 2);
    if (middle === holds || middle === flips) break;
    const decided = await decide(middle);
    if (decided === undefined) return null;
    if (decided === decision) holds = middle;
    else {
      flips = middle;
      other = decided;
    }
  }
  return { holds, flips, to: other };
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
