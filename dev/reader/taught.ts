import { scenarioTurns } from '../../src/app/evaluation.ts';
import type { TurnFault } from '../../src/fidelity/findings/fault.ts';
import type { CompiledCard } from '../../src/fidelity/index.ts';
import type { TurnInPlace } from '../../src/fidelity/model/scorer.ts';
import { inPlace } from '../../src/fidelity/model/scorer.ts';
import type { Team } from '../../src/project/index.ts';
import { listScenarios, loadScenario } from '../../src/project/index.ts';
import { foldsOf } from '../meta/folds.ts';
import type { Mutant } from '../mutation/mutant.ts';
import { spokenFrom } from '../mutation/spoken.ts';

/** A turn whose label follows from how it was made. */
export interface TaughtPlace {
  place: TurnInPlace;
  card: CompiledCard;
  /** Null: in character. */
  fault: TurnFault | null;
}

/** Turns a scenario and member at most, so that debates do not drown what people wrote. */
const MOST_EACH = 4;

/** What a mutant of this kind shows; kinds that a rule of form finds are left to it. */
const FAULT_OF: Partial<Record<Mutant['kind'], TurnFault>> = {
  identity_fact: 'identity_fact',
  biography_year: 'identity_fact',
  language: 'language_register',
  register: 'language_register',
  hardware_overclaim: 'domain_overclaim',
  swapped_speaker: 'swapped_speaker',
  generic_assistant: 'generic_assistant',
  ai_disclosure: 'generic_assistant',
  stance_flip: 'stance_flip',
  numeric_error: 'numeric_error',
  role_confusion: 'speaks_for_others',
  prompt_leak: 'prompt_leak',
  tone: 'tone',
};
const PLAN = { seed: 7, perClass: 40, perNegative: 30 } as const;

/** Mutants of the cards' own examples, in the half of the wordings on which nothing is reported, read beside the whole card as every turn is. */
function mutantPlaces(cards: readonly CompiledCard[]): TaughtPlace[] {
  return foldsOf(
    cards.map(({ card }) => card),
    PLAN,
  ).flatMap(({ mutants }) =>
    mutants.flatMap(({ id, kind, half, corrupted, turn }): TaughtPlace[] => {
      const card = cards.find((one) => one.id === turn.persona);
      const fault = FAULT_OF[kind];
      if (half !== 'tune' || card === undefined || (corrupted && fault === undefined)) return [];
      const [place] = inPlace([spokenFrom({ ...turn, id })], []);
      return place === undefined ? [] : [{ card, place, fault: corrupted ? (fault ?? null) : null }];
    }),
  );
}

/**
 * Turns whose label follows from how they were made: examples of the cards and mutants of them, and debates of the playbook. They
 * teach the reader what else sounds so, and count in none of its figures: no threshold and no share of errors rests on them.
 */
export async function taughtPlaces(
  team: Team,
  cards: readonly CompiledCard[],
  projectDir: string,
): Promise<TaughtPlace[]> {
  const examples = cards.flatMap((card) =>
    card.examples.map(({ text, to, lang, line }): TaughtPlace => {
      const turn = {
        id: `${card.id}:${line}`,
        persona: card.id,
        utterance: text,
        lang,
        context: [],
        ...(to === undefined || to === '*' ? {} : { addressee: to }),
      };
      return { card, place: { turn, before: [] }, fault: null };
    }),
  );
  const held: TaughtPlace[] = [];
  for (const { id } of listScenarios({ projectDir })) {
    const [debate] = await scenarioTurns({ scenario: loadScenario(id, { projectDir, team }), team, seeds: [1] });
    const turns = debate?.turns ?? [];
    for (const card of cards) {
      const own = inPlace(
        turns.filter(({ persona }) => persona === card.id),
        turns,
      );
      held.push(...own.slice(0, MOST_EACH).map((place) => ({ card, place, fault: null })));
    }
  }
  const shipped = cards.filter(({ id }) => team.members.some(({ card }) => card.id === id));
  return [...examples, ...held, ...mutantPlaces(shipped)];
}
