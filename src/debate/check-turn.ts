import { PitwallError } from '../core/error.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Turn } from '../core/turn.ts';
import { ANSWERING_ACTS } from '../core/turn.ts';

/** What a seat returns is checked against what was offered before anybody uses it. Throws TURN_INVALID. */
export function checkTurn(
  turn: Turn,
  {
    speaker,
    seats,
    options,
    events,
  }: { speaker: string; seats: readonly string[]; options: readonly string[]; events: readonly TranscriptEvent[] },
): void {
  const fail = (sentence: string): never => {
    throw new PitwallError('TURN_INVALID', `${speaker}: ${sentence}`, { data: { turn } });
  };
  if (turn.addressee !== 'all' && !seats.includes(turn.addressee))
    fail(`expected an addressee at the table or \`all\`, got \`${turn.addressee}\``);
  if (turn.addressee === speaker) fail('expected to address a colleague or `all`, got the speaker');
  const { option, support } = turn.stance;
  if (option !== null && !options.includes(option))
    fail(`expected a stance on one of ${options.join(', ')}, got \`${option}\``);
  const stray = Object.keys(support).find((name) => !options.includes(name));
  if (stray !== undefined) fail(`expected support of ${options.join(', ')} only, got \`${stray}\``);
  if (turn.answers === null) {
    if (ANSWERING_ACTS.has(turn.act)) fail(`expected an act \`${turn.act}\` to name the claim it answers`);
    return;
  }
  const { turn: number, claim } = turn.answers;
  const answered = eventsOf(events, 'turn.recorded').find((earlier) => earlier.turn === number);
  if (!answered?.claims.some((candidate) => candidate.claim === claim))
    fail(`expected to answer an earlier claim, got turn ${number}, claim ${claim}`);
  if (answered?.speaker === speaker && turn.act === 'rebut')
    fail(`expected to rebut another member's claim, got turn ${number} of their own`);
}
