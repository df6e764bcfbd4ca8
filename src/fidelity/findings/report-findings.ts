import { z } from 'zod';

const none = z.strictObject({});
const text = z.string();
const number = z.number();
const models = z.array(text);

/** A share with its 95 % interval. */
const Share = z.strictObject({ value: number, low: number, high: number, n: number });
const Range = z.strictObject({ value: number, low: number, high: number });

/** What a report says of itself: why there is no verdict, what did not run, what a judge came to, how two reports compare. */
export const REPORT_FINDINGS = {
  'report.no-turns': none,
  'report.no-scorer': none,
  'report.nothing-scored': none,
  'report.threw': z.strictObject({ error: text }),
  'report.few-read': z.strictObject({ percent: number, needed: number }),
  'report.playbook': none,
  'report.not-rated': none,
  'report.older-version': none,

  'judge.not-asked': none,
  'judge.no-question': none,
  'judge.invalid': z.strictObject({ models }),
  'judge.few-quotes': z.strictObject({ model: text }),
  'judge.tells-too-few': z.strictObject({ model: text, share: number, quotes: number, letters: number }),
  'judge.canary-missed': z.strictObject({ model: text, utterance: text, allowed: z.array(text), got: text.nullable() }),
  /** `sound`: of the true statements about a member, else of the false ones. */
  'judge.known-missed': z.strictObject({ model: text, sound: z.boolean(), right: number, of: number }),
  'judge.none-given': none,
  'judge.counts': z.strictObject({
    models,
    turns: number,
    requests: number,
    inCharacter: number,
    outOfCharacter: number,
    notJudged: number,
  }),
  'judge.tells': z.strictObject({ model: text, judge: Share, letters: number }),
  'judge.no-rate': none,
  'judge.rate-uncorrected': z.strictObject({ observed: Share, sensitivity: Share, specificity: Share }),
  'judge.rate': z.strictObject({ observed: Share, corrected: Range, sensitivity: Share, specificity: Share }),
  'judge.unproven': none,
  'judge.not-asked-to-compare': none,
  'judge.no-changed-turn': none,
  'judge.compared': z.strictObject({ models, turns: number, newer: number, older: number, undecided: number }),

  // Why one answer of a judge is no verdict.
  'answer.no-json': none,
  'answer.missing': none,
  'answer.twice': none,
  'answer.no-verdict': none,
  'answer.quote-not-in-turn': none,
  'answer.quote-not-in-card': none,
  'answer.disagree': none,

  'compare.no-pair': none,
  'compare.gone': z.strictObject({ name: text }),
  'compare.worse': z.strictObject({ name: text, low: number, least: number }),
  'compare.no-interval': z.strictObject({ name: text }),
};
