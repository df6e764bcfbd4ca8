import { scenarioTurns } from '../../app/evaluation.ts';
import type { CompiledCard } from '../../fidelity/index.ts';
import type { TurnInPlace } from '../../fidelity/model/scorer.ts';
import { inPlace } from '../../fidelity/model/scorer.ts';
import type { Team } from '../../project/index.ts';
import { listScenarios, loadScenario } from '../../project/index.ts';

/** Turns of a card's own examples, and of debates that the playbook held. */
export interface SoundPlace {
  place: TurnInPlace;
  card: CompiledCard;
}

/** Turns a scenario and member at most, so that debates do not drown what people wrote. */
const MOST_EACH = 4;

/**
 * Turns that are in character by construction: examples of the cards, and debates of the playbook. They teach the reader what else
 * sounds so, and count in none of its figures: no threshold and no share of errors rests on them.
 */
export async function soundPlaces(
  team: Team,
  cards: readonly CompiledCard[],
  projectDir: string,
): Promise<SoundPlace[]> {
  const examples = cards.flatMap((card) =>
    card.examples.map(({ text, to, lang, line }): SoundPlace => {
      const turn = {
        id: `${card.id}:${line}`,
        persona: card.id,
        utterance: text,
        lang,
        context: [],
        ...(to === undefined || to === '*' ? {} : { addressee: to }),
      };
      return { card, place: { turn, before: [] } };
    }),
  );
  const held: SoundPlace[] = [];
  for (const { id } of listScenarios({ projectDir })) {
    const [debate] = await scenarioTurns({ scenario: loadScenario(id, { projectDir, team }), team, seeds: [1] });
    const turns = debate?.turns ?? [];
    for (const card of cards) {
      const own = inPlace(
        turns.filter(({ persona }) => persona === card.id),
        turns,
      );
      held.push(...own.slice(0, MOST_EACH).map((place) => ({ card, place })));
    }
  }
  return [...examples, ...held];
}
