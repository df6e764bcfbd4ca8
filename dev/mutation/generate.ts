import type { PersonaCard } from '../../src/core/card.ts';
import { randomFrom, shuffled } from '../../src/core/random.ts';
import { hardwareOverclaim } from './boundary.ts';
import { selfRepetition, stanceFlip } from './course.ts';
import { numberScaled, numericError } from './figures.ts';
import {
  acknowledgement,
  fullOfTerms,
  negatedFact,
  overTraining,
  plainToAPeer,
  quotation,
  stanceChangeWithEvidence,
  thirdPersonFact,
} from './hard-negatives.ts';
import { biographyYear, identityFact } from './identity.ts';
import { language, register } from './language.ts';
import type { HardNegative, Mutant, MutationClass, Sample, Templates } from './mutant.ts';
import { HARD_NEGATIVES, MUTATION_CLASSES } from './mutant.ts';
import { promptLeak, roleConfusion, swappedSpeaker } from './roles.ts';
import { aiDisclosure, genericAssistant, parroting, tone } from './voice.ts';

export const OPERATORS: Readonly<Record<MutationClass | HardNegative, Templates>> = {
  identity_fact: identityFact,
  biography_year: biographyYear,
  language,
  register,
  hardware_overclaim: hardwareOverclaim,
  swapped_speaker: swappedSpeaker,
  generic_assistant: genericAssistant,
  ai_disclosure: aiDisclosure,
  stance_flip: stanceFlip,
  numeric_error: numericError,
  number_scaled: numberScaled,
  parroting,
  self_repetition: selfRepetition,
  role_confusion: roleConfusion,
  prompt_leak: promptLeak,
  tone,
  third_person_fact: thirdPersonFact,
  negated_fact: negatedFact,
  quotation,
  over_training: overTraining,
  stance_change_with_evidence: stanceChangeWithEvidence,
  full_of_terms: fullOfTerms,
  acknowledgement,
  plain_to_a_peer: plainToAPeer,
};

export interface MutationPlan {
  samples: readonly Sample[];
  cards: readonly PersonaCard[];
  seed: number;
  /** At most so many mutants a class. */
  perClass: number;
  /** At most so many hard negatives a kind. */
  perNegative: number;
}

/**
 * Mutants of every class and hard negatives of every kind, as many as the turns and cards carry. The same plan gives the
 * same mutants; a template is wholly in one half, so that no wording on which a threshold was set is reported on.
 */
export function mutantsOf({ samples, cards, seed, perClass, perNegative }: MutationPlan): Mutant[] {
  return [...MUTATION_CLASSES, ...HARD_NEGATIVES].flatMap((kind) => {
    const corrupted = isMutation(kind);
    return ofKind(kind, { samples, cards, seed }, corrupted ? perClass : perNegative).map(
      (mutant): Mutant => ({ ...mutant, corrupted }),
    );
  });
}

export function isMutation(kind: MutationClass | HardNegative): kind is MutationClass {
  return (MUTATION_CLASSES as readonly string[]).includes(kind);
}

/** Both halves get a share: the templates of a kind, in the order in which they are written, go by turns. */
export function halfOf(kind: MutationClass | HardNegative, template: string): Mutant['half'] {
  return Object.keys(OPERATORS[kind]).indexOf(template) % 2 === 0 ? 'held' : 'tune';
}

function ofKind(
  kind: MutationClass | HardNegative,
  { samples, cards, seed }: Pick<MutationPlan, 'samples' | 'cards' | 'seed'>,
  most: number,
): Omit<Mutant, 'corrupted'>[] {
  // Template by template over the turns, so that a cut at `most` keeps as many templates as there are.
  const columns = Object.entries(OPERATORS[kind]).map(([template, apply]) =>
    shuffled(randomFrom(kind, template, seed), samples).flatMap((sample) => {
      const card = cards.find(({ id }) => id === sample.persona);
      if (card === undefined) return [];
      const result = apply(sample, {
        card,
        others: cards.filter(({ id }) => id !== sample.persona),
        otherTurns: samples.filter(({ persona }) => persona !== sample.persona),
        random: randomFrom(kind, template, seed, sample.id),
      });
      if (result === null) return [];
      const id = `${sample.id}/${kind}/${template}/${seed}`;
      return [{ id, kind, template, seed, half: halfOf(kind, template), turn: { ...sample, ...result, id } }];
    }),
  );
  const longest = Math.max(0, ...columns.map(({ length }) => length));
  return Array.from({ length: longest }, (_, row) => columns.flatMap((column) => column[row] ?? []))
    .flat()
    .slice(0, most);
}
