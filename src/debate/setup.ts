import type { RosterEntry, SeatBriefing } from '../core/briefing.ts';
import type { Budget, Estimate } from '../core/budget.ts';
import type { PersonaCard } from '../core/card.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Configuration, TranscriptEvent } from '../core/events.ts';
import type { Questionnaire } from '../core/questionnaire.ts';
import type { Routing } from '../core/routing.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import type { Choosing, Seat, Writing } from '../core/seat.ts';
import type { Terms, Voice } from '../core/voice.ts';
import type { AmendedInput, ChangedFact } from '../prompt/index.ts';
import { forAudience, namesOf, scenarioMessage, seatMessage } from '../prompt/index.ts';
import { seatingOf } from '../reasoning/seating.ts';

export interface SeatSetup {
  card: PersonaCard;
  guidance: string;
  cardHash: string;
  voice: Voice;
  voiceIs: 'own' | 'generic';
  voiceHash: string | null;
  model: string;
  /** Whether calls of this model cost or vary. */
  live: boolean;
  /** The most that a call of its model may take with this prompt; absent where calls cost nothing. */
  worst?: ((messages: readonly PromptMessage[]) => Estimate) | undefined;
  /** Tokens of a transcript above which it is folded for this seat; absent where nothing is known of its model. */
  foldAbove?: number;
  seat: Seat;
}

/** Who names the next speaker where somebody has to be asked. */
export type ModeratorSetup =
  | { kind: 'person' }
  | ({ kind: 'model'; choosing: Choosing } & Pick<SeatSetup, 'model' | 'worst' | 'foldAbove'>);

/** Who writes the memo where a model does: what it is told of a debate that these events close, and how it is asked. */
export interface MemoSetup extends Pick<SeatSetup, 'worst'> {
  /** The model's spec. */
  model: string;
  brief(events: readonly TranscriptEvent[]): { messages: PromptMessage[]; writing: Writing };
}

/** Everything that a debate rests on, before anybody speaks. Member names in it are ids. */
export interface DebateSetup {
  scenario: Scenario;
  scenarioHash: string;
  seed: number;
  seats: SeatSetup[];
  desks: { member: string; topic: string }[];
  /** Tells what a text is about; without it only the topics that questions name are known. */
  routing?: Routing;
  /** Data name -> file name, as tools take it, and content hash. */
  data: Record<string, { file: string; hash: string }>;
  overrides: Record<string, FactValue>;
  budget?: Budget;
  terms: Terms;
  termsHash: string;
  genericVoiceHash: string;
  /** Absent where a policy or the offline engine gives the floor. */
  moderator?: ModeratorSetup;
  /** Spec of the model that moderates, where it is none of the cast. */
  moderatorModel?: string;
  /** Absent where the memo is composed from the record. */
  memo?: MemoSetup;
  /** Spec of the model that writes the memo. */
  memoModel?: string;
  /** An interview: these are asked, and no debate is held. */
  asked?: Questionnaire;
}

/** The settings that a fork may change, as events have them. */
export function configurationOf({
  seats,
  desks,
  data,
  overrides,
  budget,
  moderatorModel,
  memoModel,
}: Pick<DebateSetup, 'desks' | 'data' | 'overrides' | 'budget' | 'moderatorModel' | 'memoModel'> & {
  seats: readonly Pick<SeatSetup, 'card' | 'cardHash' | 'voiceHash' | 'model'>[];
}): Configuration {
  return {
    cast: seats.map(({ card, cardHash, voiceHash, model }) => ({ persona: card.id, cardHash, voiceHash, model })),
    desks,
    data,
    overrides,
    ...(budget ? { budget } : {}),
    ...(moderatorModel === undefined ? {} : { moderator: moderatorModel }),
    ...(memoModel === undefined ? {} : { memo: memoModel }),
  };
}

/** The two messages that every prompt of a seat begins with, with facts and settings as they stand. */
export function firstMessages(
  setup: DebateSetup,
  now: { changed: ReadonlyMap<string, ChangedFact>; amended: ReadonlyMap<string, AmendedInput> },
): Map<string, PromptMessage[]> {
  const { scenario, seats, desks, seed, terms } = setup;
  const cards = seats.map(({ card }) => card);
  const ids = idsOf(cards);
  const seatings = seatingOf(scenario, cards, desks);
  const roster: RosterEntry[] = cards.map((card) => ({
    id: card.id,
    names: namesOf(card),
    role: card.role,
    desk: card.persona.desk,
    defers: card.persona.defers.map(({ on, topic }) => ({ on: ids.get(on.toLowerCase()) ?? on.toLowerCase(), topic })),
  }));
  const data = Object.fromEntries(Object.entries(setup.data).map(([name, { file }]) => [name, file]));
  return new Map(
    seats.map(({ card, voice, voiceIs, guidance }) => {
      const seating = seatings.get(card.id);
      if (seating === undefined) throw new RangeError(`expected a seating for ${card.id}`);
      const { language } = scenario;
      const chat = setup.asked?.kind === 'chat' ? { colleagues: setup.asked.colleagues ?? [] } : undefined;
      const first = seatMessage({ card, voice, voiceIs, ids, language, guidance, chat, desks });
      const seat = first.typed as SeatBriefing;
      const question = scenarioMessage({ scenario, seating, seed, data, roster, desks, seat, ...now });
      return [card.id, [first, forAudience(question, scenario, terms)]];
    }),
  );
}

/** Callsign, document id and id of each card, lower case -> id. */
function idsOf(cards: readonly PersonaCard[]): Map<string, string> {
  return new Map(
    cards.flatMap(({ id, callsign, documentId }) =>
      [id, callsign, documentId].flatMap((name) => (name ? [[name.toLowerCase(), id] as const] : [])),
    ),
  );
}
