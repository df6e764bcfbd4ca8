/** A scorecard's verdict: a pass is that no proven check failed, however low the scores are. */
export const VERDICT_WORDS = {
  pass: 'no proven fault',
  fail: 'proven fault',
  none: 'no verdict',
  invalid: 'invalid',
} as const;

/** A comparison's verdict. */
export const CHANGE_WORDS = { pass: 'no worse', fail: 'worse', none: 'no verdict' } as const;
