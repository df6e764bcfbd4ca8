import { randomFrom } from '../../core/random.ts';
import { quantile } from '../statistics/quantile.ts';
import type { Rate } from '../statistics/rates.ts';
import { correctedRate, rate } from '../statistics/rates.ts';
import type { Judgement } from './judge.ts';
import { isRight } from './judge.ts';

/** How a judge did on turns whose verdict is known; null where there were none. */
export interface JudgeQuality {
  sensitivity: Rate | null;
  specificity: Rate | null;
}

/** The share of turns out of character, as it was judged and as it follows from how well the judge judges. */
export interface ContradictionRate {
  observed: Rate;
  /** Null where sensitivity and specificity sum to less than 1.2: the judge then says too little. */
  corrected: { value: number; low: number; high: number } | null;
}

/** From the turns of a valid run whose verdict is known; what could not be judged counts as not found. */
export function qualityOf({ known }: Pick<Judgement, 'known'>): JudgeQuality {
  const share = (isSound: boolean) => {
    const own = known.filter((one) => one.isSound === isSound);
    return rate(own.filter(({ verdict }) => isRight(verdict, isSound)).length, own.length);
  };
  return { sensitivity: share(false), specificity: share(true) };
}

/**
 * Share of turns out of character among what was judged, corrected by the judge's quality, with an interval that carries the doubt
 * about all three; null where nothing was judged or the quality is unknown.
 */
export function contradictionRate(
  { valid, verdicts }: Pick<Judgement, 'valid' | 'verdicts'>,
  { sensitivity, specificity }: JudgeQuality,
): ContradictionRate | null {
  const judged = verdicts.filter(({ verdict }) => verdict !== 'cannot judge');
  const observed = rate(judged.filter(({ verdict }) => verdict === 'out of character').length, judged.length);
  if (!valid || observed === null || sensitivity === null || specificity === null) return null;
  const value = correctedRate(observed.value, sensitivity.value, specificity.value);
  return { observed, corrected: value === null ? null : { value, ...intervalOf(observed, sensitivity, specificity) } };
}

const DRAWS = 2000;

/** Draws the three shares anew from as many items as each rests on; draws in which the judge says too little are left out. */
function intervalOf(observed: Rate, sensitivity: Rate, specificity: Rate): { low: number; high: number } {
  const random = randomFrom('rogan-gladen', observed.n, sensitivity.n, specificity.n);
  // Half an item on each side: a share of all or nothing is no certainty.
  const again = ({ value, n }: Rate) => {
    const chance = (value * n + 0.5) / (n + 1);
    let hits = 0;
    for (let item = 0; item < n; item += 1) hits += random() < chance ? 1 : 0;
    return n === 0 ? value : hits / n;
  };
  const drawn = Array.from({ length: DRAWS }, () =>
    correctedRate(again(observed), again(sensitivity), again(specificity)),
  ).flatMap((value) => value ?? []);
  return { low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) };
}
