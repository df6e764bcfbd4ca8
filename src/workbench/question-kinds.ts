import type { About } from './leads.ts';
import type { Said } from './mentions.ts';
import type { Quantities } from './question-quantities.ts';

/** A calculation that a question in words can ask for. */
export interface Calculation {
  tool: string;
  /** What of it is asked, and so said first; left out: what the calculator is for. */
  about?: About;
  /** Whether the words ask for what this calculates; `q` is what else they say. */
  asks(text: string, q: Quantities, said: Said): boolean;
  /** Arguments; one that is undefined was not said. */
  args(q: Quantities, text: string, said: Said): Record<string, unknown>;
  needs: readonly string[];
}

export const TRAINS = /\btrain|pretrain|학습|훈련/;
export const TUNES = /fine[\s-]?tun|튜닝|미세 ?조정|q?lora|dora/;
/** Asks for an amount. */
export const AMOUNT_ASKED =
  /how (?:much|many|big|large|long|high)|\bwhat(?:'s| is| are)?\b|\bsize\b|\bneed|\bestimate|calculate|compute\b|얼마|몇|크기|용량|필요|차지|먹|계산/;
export const FITS =
  /\bfits?\b|\benough\b|\bhold\b|\bload|\bserve|\brun (?:it |this |that |one |a |the )?(?:on|in|with)\b|\b(?:can|could|will|would|able to) [^.?!]{0,40}\brun\b|\bsqueeze|\boom\b|out of memory|들어가|들어갈|올라가|올라갈|올릴|올려|돌아가|돌릴|돌려|서빙|가능|되나|될까|모자라|부족|충분/;

/** What large dense runs are commonly reported at. */
export const MFU = 0.4;

/** The arguments that were said. */
export function some(values: Record<string, number | string | undefined>): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number | string] => entry[1] !== undefined),
  );
}
