import type { SpokenTurn } from '../../src/fidelity/model/turn.ts';
import type { Sample } from './mutant.ts';

/** A sample as scorers take it; its earlier turns become the context that it carries. */
export function spokenFrom({ id, persona, language, utterance, addressee, before }: Sample): SpokenTurn {
  return {
    id,
    persona,
    lang: language,
    utterance,
    ...(addressee === null ? {} : { addressee }),
    context: before.map((text) => ({ speaker: persona, text })),
  };
}
