import type { PersonaCard } from '../../src/core/card.ts';
import type { Language } from '../../src/core/language.ts';
import type { Random } from '../../src/core/random.ts';

/** What a mutant does to a turn that was in character. */
export const MUTATION_CLASSES = [
  'identity_fact',
  'biography_year',
  'language',
  'register',
  'hardware_overclaim',
  'swapped_speaker',
  'generic_assistant',
  'ai_disclosure',
  'stance_flip',
  'numeric_error',
  'number_scaled',
  'parroting',
  'self_repetition',
  'role_confusion',
  'prompt_leak',
  'tone',
] as const;
export type MutationClass = (typeof MUTATION_CLASSES)[number];

/** What looks like a mutant and is none: each of these is in character. */
export const HARD_NEGATIVES = [
  'third_person_fact',
  'negated_fact',
  'quotation',
  'over_training',
  'stance_change_with_evidence',
  'full_of_terms',
  'acknowledgement',
  'plain_to_a_peer',
] as const;
export type HardNegative = (typeof HARD_NEGATIVES)[number];

/** Whose hand a turn is by: what the playbook wrote from a card is no evidence that a scorer measures that card. */
export type Hand = 'quote' | 'model' | 'playbook';

/** A turn that is taken to be in character. */
export interface Sample {
  id: string;
  /** Whose card it is to be held against. */
  persona: string;
  language: Language;
  /** To whom it was said, where that is known: an id, callsign or `all`. */
  addressee: string | null;
  utterance: string;
  /** Earlier turns of the same speaker, oldest first. */
  before: readonly string[];
  hand: Hand;
}

export interface Mutant {
  id: string;
  kind: MutationClass | HardNegative;
  corrupted: boolean;
  /** Names the wording within its class; a template is wholly in one half. */
  template: string;
  seed: number;
  /** Thresholds are set on `tune` and reported on `held`. */
  half: 'tune' | 'held';
  turn: Sample;
}

/** What an operator may look at beside the turn. */
export interface Surroundings {
  card: PersonaCard;
  /** Cards of the others at the table. */
  others: readonly PersonaCard[];
  /** Turns of the others, in the language of the sample. */
  otherTurns: readonly Sample[];
  random: Random;
}

/** Null where the operator finds nothing in this turn or card to work on. */
export type Template = (sample: Sample, around: Surroundings) => Pick<Sample, 'utterance' | 'before'> | null;

/** Wordings of one class, by name. */
export type Templates = Readonly<Record<string, Template>>;
