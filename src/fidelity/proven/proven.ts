import type { Finding } from '../findings/finding.ts';
import { MEASURED } from './measured.ts';

/** A check gates only if, of turns in character by others, at most so many are failed by it. */
const MOST_WRONG = 0.01;
/** And if it was ever wrong, only if it was right so many times as often, where half of the turns are corrupted: in use far fewer are. */
const TIMES_RIGHT = 10;

/** Codes that speak of one turn and could be wrong about it; laws of numbers beside them. The rest is told and never gates. */
const OF_ONE_TURN =
  /^(?:speech\.|register\.(?:language|script|not-asked-for|level|addressee|address$)|identity\.|own-words\.copied|source\.|lines\.|repetition\.twice)/u;
const NEVER =
  /^(?:scorer|register|own-words|boundary|stance|drift|voice|repetition|reader|moved|vote|unscored|report|judge|answer|compare|law)\./u;

/** Of so many sound turns a check was wrong about so many. */
export interface CheckError {
  wrong: number;
  of: number;
}

/** How often a check was wrong on turns in character by others; of the reader: all that it was sure of, whatever the fault. */
export const errorOf = (code: Finding['code']): CheckError => ({
  wrong: MEASURED.wrong[code] ?? 0,
  of: MEASURED.sound,
});

/** Whether a finding fails a turn. The reader says that it is sure only where its head is proven, and of one sound turn in a thousand. */
export function gates({ code }: Finding): boolean {
  if (code === 'reader.finds') return true;
  if (!OF_ONE_TURN.test(code) && NEVER.test(code)) return false;
  const { wrong, of } = errorOf(code);
  return wrong <= MOST_WRONG * of && (MEASURED.right[code] ?? 0) >= TIMES_RIGHT * wrong;
}

/** By chance a sound member may be failed so often. */
const CHANCE = 0.05;

/** Whether so many findings in so many turns are more than the check's own errors account for. */
export function isMoreThanChance(code: Finding['code'], found: number, turns: number): boolean {
  const { wrong, of } = errorOf(code);
  const share = (wrong + 1) / (of + 2);
  // The chance of `found` or more among `turns` sound turns.
  let fewer = 0;
  let term = (1 - share) ** turns;
  for (let k = 0; k < found; k += 1) {
    fewer += term;
    term *= ((turns - k) / (k + 1)) * (share / (1 - share));
  }
  return 1 - fewer < CHANCE;
}
