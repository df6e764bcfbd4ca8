import { z } from 'zod';
import { TurnFault } from './fault.ts';

const none = z.strictObject({});
const text = z.string();
const number = z.number();
/** Years of a post as the card has them; null: not stated, or the present post. */
const years = { from: number.nullable(), to: number.nullable() };

/** What scorers of tier A find in turns, and why a score is null; the first word names what was looked at. */
export const TURN_FINDINGS = {
  'scorer.nothing-to-score': none,

  'speech.empty': none,
  'speech.no-letters': none,
  'speech.template': none,
  'speech.one-character': none,
  'speech.circles': none,

  'register.language': z.strictObject({ language: text, card: z.array(text) }),
  'register.script': z.strictObject({ card: z.array(text) }),
  'register.not-asked-for': z.strictObject({ language: text, expected: text }),
  'register.not-the-table': z.strictObject({ language: text, table: text }),
  'register.level': z.strictObject({
    kind: z.enum(['formal', 'polite', 'plain', 'clipped', 'command', 'archaic']),
    count: number,
    sentences: number,
    word: text,
  }),
  /** `to`: the colleague's id; the levels are as the card has them and as they are said. */
  'register.addressee': z.strictObject({
    to: text,
    card: z.enum(['plain', 'polite', 'formal']),
    said: z.enum(['plain', 'polite', 'formal']),
    word: text,
  }),
  'register.address': z.strictObject({ said: text, card: text }),
  'register.length': z.strictObject({ length: number, low: number, high: number }),

  'identity.claim': z.strictObject({
    field: z.enum(['school', 'degree', 'location', 'service', 'native']),
    said: text,
    card: text,
  }),
  'identity.denies': z.strictObject({
    what: z.enum(['doctorate', 'degree', 'experience', 'service', 'korean']),
    card: text,
  }),
  'identity.denies-papers': none,
  'identity.denies-language': z.strictObject({ language: text, level: text }),
  'identity.name': z.strictObject({ said: text, card: text }),
  'identity.speaks-as': z.strictObject({ said: text, card: text }),
  'identity.document-id': z.strictObject({ said: text, card: text }),
  'identity.trade': z.strictObject({ said: text, card: text }),
  'identity.denies-trade': z.strictObject({ said: text }),
  'identity.employer': z.strictObject({ said: text, card: z.array(text) }),
  'identity.denies-employer': z.strictObject({ employer: text }),
  'identity.whole-career': z.strictObject({ employer: text, posts: number }),
  'identity.year': z.strictObject({ year: number, employer: text, ...years }),
  'identity.duration': z.strictObject({ years: number, employer: text, ...years }),
  'identity.experience': z.strictObject({ years: number, card: text }),
  'identity.apart': z.strictObject({ said: text, beside: text }),
  'identity.venue': z.strictObject({ venue: text, year: text, card: text }),

  'own-words.copied': z.strictObject({ percent: number }),
  'own-words.phrase': z.strictObject({ phrase: text, percent: number }),
  'own-words.habit': z.strictObject({ phrase: text, percent: number, most: number }),

  'source.none': z.strictObject({ said: text }),
  'source.differs': z.strictObject({
    said: text,
    sources: z.array(z.strictObject({ ref: text, value: number.nullable(), unit: text })),
  }),

  'boundary.passed-on': z.strictObject({ deferred: number, owned: number }),
  'boundary.passes-on': z.strictObject({ deferred: number, owned: number, most: number }),

  'stance.probe': z.strictObject({
    question: text,
    answer: text,
    round: number,
    before: text,
    beforeRound: number,
    lacks: z.enum(['reason', 'concession']),
  }),
  'stance.probes': z.strictObject({ kept: number, updated: number, drifted: number }),

  /** A slope a round, with its 95 % interval. */
  'drift.moves': z.strictObject({
    metric: z.enum(['voice', 'politeness', 'ownWords', 'length']),
    slope: number,
    low: number,
    high: number,
  }),
  'drift.few-rounds': z.strictObject({ rounds: number, least: number }),
  'drift.no-interval': z.strictObject({ turns: number, debates: number }),
  'drift.no-control': none,
  'drift.control': z.strictObject({ turns: number }),

  'voice.sounds-like': z.strictObject({ whom: text }),
  'voice.sounds-generic': none,
  'voice.few-turns': z.strictObject({ turns: number, enough: number }),
  'voice.few-examples': z.strictObject({ examples: number, enough: number }),

  'repetition.repeats': z.strictObject({ percent: number, whose: z.enum(['own', 'other']) }),
  'repetition.twice': none,

  /** `inThousand`: of a thousand sound turns by others so many look as much like this fault. */
  'reader.finds': z.strictObject({ fault: TurnFault, inThousand: number }),
  'reader.doubts': z.strictObject({ fault: TurnFault, inThousand: number }),

  'moved.never': none,
  'moved.counts': z.strictObject({ changes: number, newReason: number, repeatedReason: number, majority: number }),

  'vote.none': none,
  'vote.changed': z.strictObject({ changed: number, debates: number }),
  'vote.right': z.strictObject({ debates: number }),

  'lines.of-other': z.strictObject({ name: text }),
  'lines.speaks-as': z.strictObject({ name: text }),
  'lines.stage-direction': none,
  'lines.third-person': none,
  'lines.own-name': none,

  // What a card has too little for.
  'unscored.speech-level': z.strictObject({ sentences: number, enough: number }),
  'unscored.facts': none,
  'unscored.own-words': z.strictObject({ examples: number, enough: number }),
  'unscored.laws': none,
  'unscored.boundaries': none,
  'unscored.voice': z.strictObject({ examples: number, enough: number }),
};
