import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { eventsOf } from '../../src/core/events.ts';
import { decide } from '../../src/reasoning/decision.ts';
import { script, trial } from './debates.ts';

const FOLDER = 'scenarios/hindsight';

const Answers = z.record(
  z.string(),
  z.strictObject({ answer: z.string(), by: z.enum(['calculation', 'publication']), source: z.string().min(1) }),
);

/** A case whose outcome is known by now: computed, or published after what its script says. */
export interface Case {
  id: string;
  answer: string;
  by: 'calculation' | 'publication';
  source: string;
}

export function cases(): Case[] {
  const text = readFileSync(new URL(`../../${FOLDER}/answers.yaml`, import.meta.url), 'utf8');
  return Object.entries(Answers.parse(parse(text))).map(([id, rest]) => ({ id, ...rest }));
}

/** What somebody held: the option, and the share of their belief that went to each. */
export interface Held {
  option: string | null;
  share: Record<string, number>;
}

export interface CaseResult extends Case {
  seed: number;
  blind: Held;
  debate: Held;
  /** Each member as they opened, before they had heard anybody. */
  alone: Record<string, Held>;
}

export async function holdCase(one: Case, seed: number): Promise<CaseResult> {
  const loaded = script(`${FOLDER}/${one.id}.yaml`);
  const { events, outcome } = await trial(loaded, seed);
  const options = Object.keys(loaded.scenario.options);
  const turns = eventsOf(events, 'turn.recorded');
  const votes = (blind: boolean) => eventsOf(events, 'vote.cast').filter((vote) => vote.blind === blind);
  const stancesIn = (phase: 'opening' | 'vote') =>
    turns.filter((turn) => turn.phase === phase).map(({ stance }) => stance);
  return {
    ...one,
    seed,
    blind: {
      option: decide(loaded.scenario.decision, votes(true)).decision,
      share: meanShare(stancesIn('opening'), options),
    },
    debate: { option: outcome?.decision ?? null, share: meanShare(stancesIn('vote'), options) },
    alone: Object.fromEntries(
      turns
        .filter(({ phase }) => phase === 'opening')
        .map(({ speaker, stance }) => [speaker, { option: stance.option, share: stance.support }]),
    ),
  };
}

function meanShare(
  stances: readonly { support: Record<string, number> }[],
  options: readonly string[],
): Record<string, number> {
  return Object.fromEntries(
    options.map((option) => [
      option,
      stances.reduce((sum, { support }) => sum + (support[option] ?? 0), 0) / stances.length,
    ]),
  );
}

/** Accuracy is the share of right answers; Brier the squared distance of the shares from the truth, 0 best, 2 worst. */
export interface Marks {
  accuracy: number;
  brier: number;
}

export function marksOf(results: readonly CaseResult[], held: (result: CaseResult) => Held): Marks {
  const right = results.filter((result) => held(result).option === result.answer).length;
  const distances = results.map((result) => brierOf(held(result), result.answer));
  return { accuracy: right / results.length, brier: distances.reduce((sum, one) => sum + one, 0) / results.length };
}

export function brierOf({ share }: Held, answer: string): number {
  return Object.entries(share).reduce((sum, [option, value]) => sum + (value - (option === answer ? 1 : 0)) ** 2, 0);
}

/** The member who, alone, is right most often; on a tie, whose shares lie nearer. */
export function bestMember(results: readonly CaseResult[]): { member: string } & Marks {
  const members = Object.keys(results[0]?.alone ?? {});
  const ranked = members
    .map((member) => ({ member, ...marksOf(results, ({ alone }) => alone[member] ?? { option: null, share: {} }) }))
    .sort((a, b) => b.accuracy - a.accuracy || a.brier - b.brier);
  return ranked[0] as { member: string } & Marks;
}

export async function holdAll(seeds: readonly number[]): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of cases()) for (const seed of seeds) results.push(await holdCase(one, seed));
  return results;
}
