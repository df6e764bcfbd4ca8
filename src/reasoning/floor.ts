import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import { pick, randomFrom } from '../core/random.ts';
import type { FloorPolicy } from '../core/scenario.ts';

export type Grant = Pick<EventBody<'floor.granted'>, 'speaker' | 'why' | 'rule' | 'by' | 'effect'>;

/** Policies by which nobody has to be asked who speaks next. */
export type OwnPolicy = Exclude<FloorPolicy, 'moderated' | 'manual'>;

/** Turns of one phase and round so far, with the whole debate before them. */
export interface FloorState {
  seats: readonly string[];
  events: readonly TranscriptEvent[];
  phase: EventBody<'floor.granted'>['phase'];
  round: number;
  seed: number;
  /** Seats of language models: whether they have something to say only asking tells. */
  live?: readonly string[];
  /** Those of them who were asked in this round and had nothing to say; they are asked again only by name. */
  passed?: readonly string[];
  /** Those who had nothing to say to the last turn: they are not asked about it again. */
  declined?: readonly string[];
}

type Recorded = EventBody<'turn.recorded'>;

/**
 * In a round each seat has one turn of its own. By relevance, whoever was just asked or disputed answers at once and keeps
 * their own turn for later, unless they are the last who have one; an answer calls for no further one. Null when the round is over.
 */
export function nextSpeaker(policy: OwnPolicy, state: FloorState): Grant | null {
  const spoken = eventsOf(state.events, 'turn.recorded');
  const inRound = spoken.filter(({ phase, round }) => phase === state.phase && round === state.round);
  if (policy === 'round-robin') return inSeatOrder(state, inRound);
  if (policy === 'random') return byLot(state, inRound);
  if (policy === 'bid') return byBid(state, inRound, spoken);
  const answers = answersIn(state);
  const own = inRound.filter(({ turn }) => !answers.has(turn));
  const owed = owedFor(state, spoken, answers);
  const replies = inRound.filter(({ turn }) => answers.get(turn) === 'reply').length;
  const isFree = owed !== null && (owed.rule === 'asked' || leadingIsDisputed(state, spoken));
  if (owed !== null && (isFree || replies < mostReplies(state))) return owed;
  return byRelevance(state, inRound, spoken, own);
}

/**
 * Who is heard once more where a last round is over: whose claim the last turn disputed, then a member who alone holds an option and
 * has not spoken in this round. Language models only: whoever plays by rules has spoken while there was something to say.
 */
export function lastWord(state: FloorState): Grant | null {
  const spoken = eventsOf(state.events, 'turn.recorded');
  const last = spoken.at(-1);
  const { live = [], passed = [], declined = [], phase, round } = state;
  if (last === undefined || last.phase !== phase || last.round !== round) return null;
  const disputed = last.act === 'rebut' ? spoken.find(({ turn }) => turn === last.answers?.turn)?.speaker : undefined;
  const replied = answersIn(state).get(last.turn) === 'reply' && answersIn(state).get(last.turn - 1) === 'reply';
  const mayReply = disputed !== undefined && disputed !== last.speaker && !declined.includes(disputed);
  if (mayReply && live.includes(disputed) && !replied)
    return {
      speaker: disputed,
      rule: 'reply',
      why: `${last.speaker} disputed turn ${last.answers?.turn} in turn ${last.turn}`,
    };
  const held = new Map(spoken.map(({ speaker, stance }) => [speaker, stance.option]));
  const isAlone = (seat: string) =>
    held.get(seat) != null && [...held].every(([other, option]) => other === seat || option !== held.get(seat));
  const unheard = state.seats.find(
    (seat) =>
      live.includes(seat) &&
      !passed.includes(seat) &&
      isAlone(seat) &&
      spoken.every((turn) => turn.speaker !== seat || turn.phase !== phase || turn.round !== round),
  );
  return unheard === undefined
    ? null
    : { speaker: unheard, rule: 'waiting', why: `is alone for ${held.get(unheard)}, and is heard before the vote` };
}

/** Whether the last turn disputes a claim for the option that most hold: nobody goes on before that is answered. */
function leadingIsDisputed({ live = [] }: FloorState, spoken: readonly Recorded[]): boolean {
  const last = spoken.at(-1);
  const disputed = spoken.find(({ turn }) => turn === last?.answers?.turn);
  if (last === undefined || disputed === undefined || !live.includes(disputed.speaker)) return false;
  const held = [...new Map(spoken.map(({ speaker, stance }) => [speaker, stance.option])).values()];
  const count = (option: string | null) => held.filter((other) => other === option).length;
  const { option = null } = disputed.claims.find(({ claim }) => claim === last.answers?.claim) ?? {};
  return option !== null && held.every((other) => count(other) <= count(option));
}

function inSeatOrder({ seats, round, passed = [] }: FloorState, inRound: readonly Recorded[]): Grant | null {
  // Seats may have come or gone since the round began.
  const speaker = seats.find((seat) => !passed.includes(seat) && inRound.every((turn) => turn.speaker !== seat));
  if (speaker === undefined) return null;
  return { speaker, rule: 'seat-order', why: `seat ${inRound.length + 1} of ${seats.length} in round ${round}` };
}

/** One of those who have not spoken in this round, and not twice in a row where somebody else is left. */
function byLot({ seats, seed, round, passed = [] }: FloorState, inRound: readonly Recorded[]): Grant | null {
  const due = seats.filter((seat) => !passed.includes(seat) && inRound.every(({ speaker }) => speaker !== seat));
  if (due.length === 0) return null;
  const speaker = pick(randomFrom(seed, 'lot', round, inRound.length), due);
  return { speaker, rule: 'drawn', why: `drawn among ${due.length} who have not spoken in round ${round}` };
}

/**
 * Whoever wants the floor most, as often as they do: a round has as many turns as there are seats, and nobody has two in a row. What
 * a bid is made of: an open question to them, a dispute of what they said, standing against most, and how long they have waited.
 */
function byBid(
  { seats, seed, round, passed = [] }: FloorState,
  inRound: readonly Recorded[],
  spoken: readonly Recorded[],
): Grant | null {
  if (inRound.length >= seats.length) return null;
  const last = spoken.at(-1);
  const held = new Map(spoken.map(({ speaker, stance }) => [speaker, stance.option]));
  const bids = seats
    .filter((seat) => !passed.includes(seat) && seat !== last?.speaker)
    .map((seat) => {
      const before = spoken.findLast(({ speaker }) => speaker === seat)?.turn ?? 0;
      const since = spoken.filter(({ turn }) => turn > before);
      const asked = since.find(({ question, addressee }) => question !== null && addressee === seat);
      const disputed = since.find(
        ({ act, answers }) =>
          act === 'rebut' && spoken.some(({ turn, speaker }) => turn === answers?.turn && speaker === seat),
      );
      const alike = [...held.values()].filter((option) => option === held.get(seat)).length;
      const isFew = held.get(seat) != null && alike * 2 < held.size;
      const why =
        (asked && `${asked.speaker} asked in turn ${asked.turn}`) ??
        (disputed && `${disputed.speaker} disputed what they said in turn ${disputed.turn}`) ??
        (isFew ? `stands against most, for ${held.get(seat)}` : `has waited for ${since.length} turns`);
      const jitter = 0.4 * randomFrom(seed, 'bid', round, inRound.length, seat)();
      const bid = (asked ? 4 : 0) + (disputed ? 3 : 0) + (isFew ? 1 : 0) + 0.3 * since.length + jitter;
      return { seat, bid, why };
    });
  const [first, ...rest] = bids;
  if (first === undefined) return null;
  const { seat, bid, why } = rest.reduce((a, b) => (b.bid > a.bid ? b : a), first);
  return { speaker: seat, rule: 'bid', why: `bids most (${bid.toFixed(1)}): ${why}` };
}

/** Half of the table may reply out of turn in one round; a question is always answered. */
function mostReplies({ seats }: FloorState): number {
  return Math.ceil(seats.length / 2);
}

/** Turns that were given to answer the turn before, and by which rule. */
function answersIn({ events }: FloorState): Map<number, string> {
  const granted = eventsOf(events, 'floor.granted').filter(({ rule }) => rule === 'asked' || rule === 'reply');
  return new Map(granted.map(({ turn, rule }) => [turn, rule]));
}

/** Whom the last turn asked, or whose claim it disputed. */
function owedFor(
  { seats, live = [], declined = [] }: FloorState,
  spoken: readonly Recorded[],
  answers: ReadonlyMap<number, string>,
): Grant | null {
  const last = spoken.at(-1);
  if (last === undefined || last.phase === 'opening') return null;
  const disputed = (last.act === 'rebut' && spoken.find(({ turn }) => turn === last.answers?.turn)?.speaker) || null;
  if (answers.has(last.turn) && !goesOn(last, disputed, answers, live)) return null;
  const may = (seat: string): boolean => seat !== last.speaker && seats.includes(seat) && !declined.includes(seat);
  if (last.question !== null && may(last.addressee)) {
    return { speaker: last.addressee, rule: 'asked', why: `${last.speaker} asked in turn ${last.turn}` };
  }
  if (disputed === null || !may(disputed)) return null;
  return {
    speaker: disputed,
    rule: 'reply',
    why: `${last.speaker} disputed turn ${last.answers?.turn} in turn ${last.turn}`,
  };
}

/** So many answers in a row may each call for the next. */
const MOST_ANSWERS = 3;

/** Whether an answer asks somebody, or disputes a language model, in its turn: they answer next too, but not without end. */
function goesOn(
  last: Recorded,
  disputed: string | null,
  answers: ReadonlyMap<number, string>,
  live: readonly string[],
): boolean {
  const isCalled = last.question !== null || (disputed !== null && live.includes(disputed));
  if (!isCalled) return false;
  const row = Array.from({ length: MOST_ANSWERS }, (_, back) => answers.has(last.turn - back));
  return !row.every((isAnswer) => isAnswer);
}

/**
 * Among those whose own turn is still to come: who owes an answer from before, then who has waited longest. Nobody
 * speaks twice in a row.
 */
function byRelevance(
  { seats, seed, round, passed = [], live = [] }: FloorState,
  inRound: readonly Recorded[],
  spoken: readonly Recorded[],
  own: readonly Recorded[],
): Grant | null {
  const last = spoken.at(-1)?.speaker;
  const waiting = seats.filter((seat) => !passed.includes(seat) && own.every(({ speaker }) => speaker !== seat));
  const others = waiting.filter((seat) => seat !== last);
  if (others.length === 0 && inRound.some(({ speaker }) => speaker === last)) return null;
  if (waiting.length === 0) return null;
  const ranked = (others.length > 0 ? others : waiting).map((seat) => {
    const before = spoken.findLast(({ speaker }) => speaker === seat)?.turn ?? 0;
    const asked = spoken.find(
      (turn) =>
        turn.question !== null &&
        turn.addressee === seat &&
        !spoken.some(
          (later) =>
            later.speaker === seat &&
            // Whoever was given the floor for a question has answered it, whatever they filled in.
            (later.answers?.turn === turn.turn || (live.includes(seat) && later.turn > turn.turn)),
        ),
    );
    const disputed = spoken.findLast(
      ({ act, answers, turn }) =>
        act === 'rebut' &&
        turn > before &&
        spoken.some((claim) => claim.turn === answers?.turn && claim.speaker === seat),
    );
    const waited = (spoken.at(-1)?.turn ?? 0) - before;
    const jitter = 0.4 * randomFrom(seed, 'floor', round, own.length, seat)();
    return { seat, asked, disputed, waited, score: (asked ? 8 : 0) + (disputed ? 4 : 0) + waited * 0.15 + jitter };
  });
  const [first, ...rest] = ranked;
  if (first === undefined) return null;
  const { seat, asked, disputed, waited } = rest.reduce((a, b) => (b.score > a.score ? b : a), first);
  const owes = asked
    ? `${asked.speaker} asked in turn ${asked.turn}`
    : disputed && `${disputed.speaker} disputed turn ${disputed.answers?.turn} in turn ${disputed.turn}`;
  if (owes) return { speaker: seat, rule: 'answered', why: owes };
  return {
    speaker: seat,
    rule: 'waiting',
    why: waited === 0 ? 'nobody else is waiting' : `has not spoken for ${waited === 1 ? 'a turn' : `${waited} turns`}`,
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
