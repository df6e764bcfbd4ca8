import { z } from 'zod';
import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { DecisionRule } from '../core/scenario.ts';
import { decide } from '../reasoning/decision.ts';

const Ballot = z.strictObject({ member: z.string(), option: z.string().nullable(), confidence: z.number() });

/** What one debate came to, as far as a table of many needs it. */
export const Row = z.strictObject({
  id: z.string(),
  decision: z.string().nullable(),
  margin: z.number(),
  stop: z.string(),
  turns: z.number().int(),
  /** The last votes; of blind openings alone, what each opened with. */
  votes: z.array(Ballot),
  /** What the same rule makes of the openings; undefined where nobody opened blind. */
  before: z.strictObject({ decision: z.string().nullable() }).optional(),
  /** Members who voted for something else than they opened with. */
  moved: z.array(z.string()),
  /** Mean share of each option in what the voters believed. */
  support: z.record(z.string(), z.number()),
  calls: z.number().int(),
  tokens: z.number().int(),
  usd: z.number().nullable(),
});
export type Row = z.infer<typeof Row>;

/** Read from a closed debate. Where only openings were held, they are the vote. */
export function rowOf(
  events: readonly TranscriptEvent[],
  { id, rule, taken }: { id: string; rule: DecisionRule; taken: { calls: number; tokens: number; usd: number | null } },
): Row {
  const cast = eventsOf(events, 'vote.cast');
  const ballots = (blind: boolean) =>
    cast
      .filter((vote) => vote.blind === blind)
      .map(({ member, option, confidence }) => ({ member, option, confidence }));
  const [opened, last] = [ballots(true), ballots(false)];
  const votes = last.length > 0 ? last : opened;
  const { decision, margin } = decide(rule, votes);
  const turns = eventsOf(events, 'turn.recorded');
  const closed = eventsOf(events, 'debate.closed').at(-1);
  const voters = turns.filter(
    ({ phase }) => phase === (turns.some((turn) => turn.phase === 'vote') ? 'vote' : 'opening'),
  );
  const options = [...new Set(voters.flatMap(({ stance }) => Object.keys(stance.support)))];
  const share = (option: string) =>
    voters.reduce((sum, { stance }) => sum + (stance.support[option] ?? 0), 0) / voters.length;
  return {
    id,
    decision,
    margin,
    stop: closed?.stopReason ?? 'failed',
    turns: turns.length,
    votes,
    ...(opened.length > 0 ? { before: { decision: decide(rule, opened).decision } } : {}),
    moved: last.flatMap(({ member, option }) => {
      const first = opened.find((vote) => vote.member === member);
      return first !== undefined && first.option !== option ? [member] : [];
    }),
    support: Object.fromEntries(options.map((option) => [option, share(option)])),
    ...taken,
  };
}
