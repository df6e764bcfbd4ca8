import type { About } from './leads.ts';

import type { Tagged } from './question/tag.ts';
import type { Quantities } from './question-quantities.ts';

/** A calculation that a question in words can ask for. */
export interface Calculation {
  tool: string;
  /** What of it is asked, and so said first; left out: what the calculator is for. */
  about?: About;
  /** Whether the words ask for what this calculates; `q` is what else they say. */
  asks(text: string, q: Quantities, tags: readonly Tagged[]): boolean;
  /** Arguments; one that is undefined was not said. */
  args(q: Quantities, text: string, tags: readonly Tagged[]): Record<string, unknown>;
  needs: readonly string[];
}

export const TRAINS = /\btrain|pretrain|학습(?!률)|훈련/;
/** Asks for a time. */
export const TIME_ASKED =
  /how (?:long|many (?:seconds|minutes|hours))|\b(?:seconds|minutes|time|stall\w*|blocked|pause\w*)\b|몇 ?(?:초|분)|얼마나|시간|멈추/;
export const TUNES = /fine[\s-]?tun|full[\s-]?tun|full[\s-]?param|\bsft\b|튜닝|미세 ?조정|q?lora|dora/;
/** Asks for an amount. */
export const AMOUNT_ASKED =
  /how (?:much|many|big|large|long|high|wide|heavy)|\bwhat(?:'s| is| are| does| do| would)?\b|\bwhich\b|\bsize\b|\bneed|\bestimate|calculate|compute\b|tell me|give me|roughly|\btotal\b|weigh\b|\bin (?:gb|tb|gib|days|seconds|hours|minutes)\b|(?:gb|memory|disk|space|footprint|days|cost|bill|parameters?|params|weights?|cache|loss|flops|hours)\s*\?|(?:파라미터|캐시|가중치|메모리|비용|시간)\s*(?:은|는|이|가)?\s*\?|얼마|몇|크기|용량|필요|차지|먹|계산|총|드나|들까|드는/;
export const FITS =
  /\bfits?\b|\benough\b|\bhold\b|\bload|\bserve|\brun (?:it |this |that |one |a |the )?(?:on|in|with)\b|\b(?:can|could|will|would|able to) [^.?!]{0,40}\brun\b|\bsqueeze|\boom\b|out of memory|들어가|들어갈|올라가|올라갈|올릴|올려|돌아가|돌릴|돌려|서빙|가능|되나|될까|모자라|부족|충분/;

export const RATE =
  /tokens?\s*(?:\/|a|per|each|every)\s*sec|(?:tokens?|generation|decoding|decode)[^.?!]{0,20}(?:speed|rate|throughput)|tok(?:en)?s?\s*\/\s*s|\btps\b|(?<![a-z])t\/s\b|초당.{0,12}토큰|초에.{0,6}토큰|토큰.{0,6}초당|토큰\s*\/\s*(?:초|s)|(?:decod|generat|inference)\w*\s*(?:speed|rate|throughput)|(?:디코딩|생성|추론)\s*(?:속도|처리량)|(?:ceiling|limit|bound|how fast).{0,16}(?:decod|generat)/;
export const TIME_OF_TOKEN =
  /(?:ms|milliseconds?|seconds?|time|latency)\s*(?:\/|per|a|an|for (?:one|each|a)|of (?:one|each|a))\s*(?:output |generated |decoded |new )?tok|tpot|inter-?token|토큰\s*(?:하나|한 ?개|1개|당).{0,14}(?:ms|밀리초|초|시간|지연|걸)/;
/** What also gives tokens a second, by other arithmetic. */
export const NOT_DECODING = /prefill|first token|ttft|speculat|draft model|프리필|첫 토큰|추측/;

/** What large dense runs are commonly reported at. */
export const MFU = 0.4;

/** The arguments that were said. */
export function some(values: Record<string, number | string | undefined>): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number | string] => entry[1] !== undefined),
  );
}
