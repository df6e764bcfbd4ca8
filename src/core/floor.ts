import type { EventBody, TranscriptEvent } from './events.ts';
import { eventsOf } from './events.ts';
import { randomFrom } from './random.ts';

export type Grant = Pick<EventBody<'floor.granted'>, 'speaker' | 'why' | 'rule'>;

/** Turns of one phase and round so far, with the whole debate before them. */
export interface FloorState {
  seats: readonly string[];
  events: readonly TranscriptEvent[];
  phase: EventBody<'floor.granted'>['phase'];
  round: number;
  seed: number;
}

type Recorded = EventBody<'turn.recorded'>;

/** A round is as many turns as there are seats, whoever takes them, and the answer that is still owed then; null when it is over. */
export function nextSpeaker(policy: 'round-robin' | 'relevance', state: FloorState): Grant | null {
  const spoken = eventsOf(state.events, 'turn.recorded');
  const inRound = spoken.filter(({ phase, round }) => phase === state.phase && round === state.round);
  if (inRound.length >= state.seats.length)
    return policy === 'relevance' && inRound.length < state.seats.length + MOST_OWED ? owed(spoken) : null;
  return policy === 'round-robin' ? inSeatOrder(state, inRound) : byRelevance(state, spoken, inRound);
}

function inSeatOrder({ seats, round }: FloorState, inRound: readonly Recorded[]): Grant | null {
  // Seats may have come or gone since the round began.
  const speaker = seats.find((seat) => inRound.every((turn) => turn.speaker !== seat));
  if (speaker === undefined) return null;
  return { speaker, rule: 'seat-order', why: `seat ${inRound.length + 1} of ${seats.length} in round ${round}` };
}

const MOST_PER_ROUND = 2;
const MOST_OWED = 1;

function owed(spoken: readonly Recorded[]): Grant | null {
  const last = spoken.at(-1);
  if (last?.question == null || last.addressee === 'all') return null;
  return { speaker: last.addressee, rule: 'asked', why: `${last.speaker} asked in turn ${last.turn}` };
}

/**
 * Whoever owes an answer first: a question put to him, then a claim of his that was disputed, then whoever has waited longest.
 * Nobody speaks twice in a row, nor more than twice in a round.
 */
function byRelevance(
  { seats, seed, round }: FloorState,
  spoken: readonly Recorded[],
  inRound: readonly Recorded[],
): Grant {
  const last = spoken.at(-1)?.speaker;
  const candidates = seats.filter(
    (seat) =>
      (seat !== last || seats.length === 1) &&
      inRound.filter(({ speaker }) => speaker === seat).length < MOST_PER_ROUND,
  );
  const ranked = (candidates.length > 0 ? candidates : seats).map((seat) => {
    const own = spoken.findLast(({ speaker }) => speaker === seat)?.turn ?? 0;
    const asked = spoken.find(
      (turn) =>
        turn.question !== null &&
        turn.addressee === seat &&
        !spoken.some((later) => later.speaker === seat && later.answers?.turn === turn.turn),
    );
    const disputed = spoken.findLast(
      ({ act, answers, turn }) =>
        act === 'rebut' && turn > own && spoken.some((claim) => claim.turn === answers?.turn && claim.speaker === seat),
    );
    const waits = !inRound.some(({ speaker }) => speaker === seat);
    const waited = (spoken.at(-1)?.turn ?? 0) - own;
    const score = (asked ? 8 : 0) + (disputed ? 4 : 0) + (waits ? 4.5 : 0) + waited * 0.15;
    return {
      seat,
      asked,
      disputed,
      waited,
      score: score + 0.4 * randomFrom(seed, 'floor', round, inRound.length, seat)(),
    };
  });
  const { seat, asked, disputed, waited } = ranked.reduce((a, b) => (b.score > a.score ? b : a));
  if (asked) return { speaker: seat, rule: 'asked', why: `${asked.speaker} asked in turn ${asked.turn}` };
  if (disputed)
    return {
      speaker: seat,
      rule: 'answered',
      why: `${disputed.speaker} disputed turn ${disputed.answers?.turn} in turn ${disputed.turn}`,
    };
  return {
    speaker: seat,
    rule: 'waiting',
    why: waited === 0 ? 'nobody is waiting' : `has not spoken for ${waited} turns`,
  };
}

/** Who closes: the firmest voter for the decision, then the firmest against it; of an undecided table the firmest voter alone. */
export function closingSpeakers(
  votes: readonly { member: string; option: string | null; confidence: number }[],
  decision: string | null,
): { member: string; role: 'champion' | 'dissent' }[] {
  const firmest = (list: typeof votes) => [...list].sort((a, b) => b.confidence - a.confidence)[0];
  const champion = firmest(decision === null ? votes : votes.filter(({ option }) => option === decision));
  const dissent = decision === null ? undefined : firmest(votes.filter(({ option }) => option !== decision));
  return [
    ...(champion ? [{ member: champion.member, role: 'champion' as const }] : []),
    ...(dissent ? [{ member: dissent.member, role: 'dissent' as const }] : []),
  ];
}
