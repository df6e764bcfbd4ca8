/** That something is not so, in the case that a rule names. */
const NOT_SO = /\b(?:without|unless|not?|never|fail\w*|miss\w*)\b|n['’]t\b/i;
/** To leave what was decided. */
const LEAVES =
  /\b(?:stop\w*|abort\w*|back|revert\w*|undo(?:ne|es)?|cancel\w*|withdraw\w*|ends|ended|instead|(?:turn|switch|shut|take)\w* (?:\w+ ){0,3}(?:off|down|away))\b/i;
const CASE_FIRST =
  /(?:^|[:;]\s*|\band\s)((?:if|unless|without|with no|should|in case|where|when)\b[^,;·]+),\s*([^·]+)/giu;
const CASE_LAST = /([^·;:]+?)(?<!\b(?:only|even)),?\s\b(?:if|unless|where|when|in case)\b/giu;
const NOT_SO_KO = /(?:없|않|못\s?[하되]|아니|안\s[가-힣]|실패하|어긋나|벗어나)[가-힣]{0,3}면,?\s+\S/u;
const LEAVES_KO =
  /면,?\s[^·]*?(?:되돌[리린려아]|돌아[가간]|멈[추춘춥]|중단|그만|접[는고]|끈다|끄[고기]|내[린리]다?|물[린리]|취소)/u;

/** Whether a condition says itself what is done where it is not met: `without a gain on day 20, everybody goes back`. */
export function tellsDeed(condition: string): boolean {
  const first = [...condition.matchAll(CASE_FIRST)].some(
    ([, when = '', deed = '']) => NOT_SO.test(when) || LEAVES.test(deed),
  );
  const last = [...condition.matchAll(CASE_LAST)].some(([, deed = '']) => LEAVES.test(deed));
  return first || last || NOT_SO_KO.test(condition) || LEAVES_KO.test(condition);
}
