import type { SpokenTurn } from '../../src/fidelity/model/turn.ts';

/** Changes that leave the character as it is. */
export const HARMLESS: Readonly<Record<string, (turn: SpokenTurn) => SpokenTurn>> = {
  'renamed speakers': (turn) => ({
    ...turn,
    context: turn.context.map((line, index) => ({
      ...line,
      ...(line.speaker === turn.persona ? {} : { speaker: `m${index}` }),
    })),
  }),
  'white space': (turn) => ({ ...turn, utterance: `  ${turn.utterance.replaceAll(' ', '  ')} \n` }),
  emoji: (turn) => ({ ...turn, utterance: `${turn.utterance} 🙂` }),
  'line breaks': (turn) => ({ ...turn, utterance: turn.utterance.replace(/(?<=[.!?]) /gu, '\n') }),
};
