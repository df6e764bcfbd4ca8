/** What is measured, by the id that reports carry: a plain name, and a sentence that is true of who does well. */
export const MEASURES_EN = {
  A0: {
    name: 'Readable speech',
    sentence: 'What they say is speech: not empty, no unfilled template, no one character over and over.',
  },
  A1: {
    name: 'Language and register',
    sentence: 'They speak the language and, in Korean, at the speech level that their card uses toward this colleague.',
  },
  A2: { name: 'Identity', sentence: 'What they say of themselves agrees with the facts and dates on their card.' },
  A3: { name: 'Own words', sentence: 'They use words of their own, and do not recite the card.' },
  A4: {
    name: 'Numbers',
    sentence: 'Their numbers agree with the source that they cite or, without one, with the card’s rules for numbers.',
  },
  A5: { name: 'Boundaries', sentence: 'They leave to colleagues the work that their card leaves to colleagues.' },
  A6: { name: 'Stance', sentence: 'They do not give up what their card holds dear without a reason.' },
  A7: { name: 'Drift', sentence: 'Voice, politeness, vocabulary and length stay as they were from round to round.' },
  A8: {
    name: 'Recognizable voice',
    sentence: 'By their words they can be told from their colleagues and from an AI assistant.',
  },
  A9: { name: 'No repetition', sentence: 'They neither repeat themselves nor echo another speaker.' },
  A10: {
    name: 'A person, not an AI assistant',
    sentence: 'They neither say that they are a program nor talk like an AI assistant.',
  },
  A11: { name: 'Use of the card', sentence: 'What they say has to do with their card.' },
  A12: {
    name: 'Changes for new reasons',
    sentence: 'They changed their stance after a new reason, and not because the majority had.',
  },
  A13: {
    name: 'Effect on the vote',
    sentence: 'The debate turned their vote to the better, where the right answer is known.',
  },
  A14: {
    name: 'Only their own lines',
    sentence: 'Their turns hold nobody else’s lines, no stage directions and no instructions.',
  },
};
