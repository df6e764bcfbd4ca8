import type { TurnFault } from '../findings/fault.ts';
import { sentencesOf } from '../korean/sentences.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { TurnInPlace } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { squeezed } from '../reading/text.ts';
import { gramsOf, turnFeatures } from './features.ts';
import { BUCKETS } from './grams.ts';
import { scaled } from './scale.ts';
import { sumOfTrees, treeInputs } from './trees.ts';
import type { HeadFile } from './weights.ts';
import { readerWeights, SHARES } from './weights.ts';

/** Below this AUROC on authors and personas that it has not seen, a head is unproven and gates nothing. */
export const PROVEN_AUROC = 0.8;
/** Letters below which a turn shows too little. */
const LEAST_LETTERS = 20;

/** What one head makes of a turn. */
export interface HeadReading {
  fault: TurnFault;
  /** Share of the sound turns by others that look at least as much like this fault. */
  rarity: number;
  /** 0..1, where as many turns are faulty as not. */
  probability: number;
  isProven: boolean;
}

/** What the trained reader makes of a turn. */
export interface ReaderReading {
  /** Share of the sound turns by others that look at least as suspicious. */
  rarity: number;
  /** That the turn is out of character, 0..1, where half of the turns are. */
  probability: number;
  heads: HeadReading[];
}

const known = new WeakMap<SpokenTurn, { card: CompiledCard; before: number; reading: ReaderReading | null }[]>();

/** Reads a turn with its card and what was said before it; null: it cannot tell, as the turn is too short or nothing is known of its situation. */
export function readTurn(place: TurnInPlace, card: CompiledCard): ReaderReading | null {
  const { turn, before } = place;
  const kept = known.get(turn) ?? [];
  const found = kept.find((one) => one.card === card && one.before === before.length);
  if (found !== undefined) return found.reading;
  // It has learnt from turns whose situation is told, and knows nothing of others.
  const canTell = before.length > 0 && squeezed(turn.utterance).length >= LEAST_LETTERS;
  const reading = canTell ? readingOf(place, card) : null;
  known.set(turn, [...kept, { card, before: before.length, reading }]);
  return reading;
}

/** Puts a reading in the place of the reader's own: how a measurement reads turns with weights that have not seen them. */
export function keepReading({ turn, before }: TurnInPlace, card: CompiledCard, reading: ReaderReading | null): void {
  known.set(turn, [{ card, before: before.length, reading }]);
}

function readingOf(place: TurnInPlace, card: CompiledCard): ReaderReading {
  const weights = readerWeights();
  const { index, value } = scaled(turnFeatures(place, card), weights.figures);
  const width = weights.figures.names.length + BUCKETS;
  const { steps } = weights;
  const scores = weights.heads.map(({ bias, scale }, head) => {
    let sum = 0;
    const from = head * width;
    for (let k = 0; k < index.length; k += 1)
      sum += (steps[from + (index[k] as number)] as number) * (value[k] as number);
    return bias + scale * sum;
  });
  const rarities = raritiesOf(scores, weights.heads);
  const inputs = treeInputs(rarities, value.subarray(0, weights.figures.names.length));
  return readingFrom(scores, sumOfTrees(weights.joined.trees, inputs), weights);
}

/** How rare each head's score is among those of sound turns. */
export const raritiesOf = (scores: readonly number[], heads: readonly Pick<HeadFile, 'sound'>[]): number[] =>
  heads.map(({ sound }, head) => rarityOf(scores[head] as number, sound));

/** What scores of the heads, and what the trees make of them, come to among those of sound turns. */
export function readingFrom(
  scores: readonly number[],
  suspicion: number,
  { heads, joined }: { heads: readonly HeadFile[]; joined: Pick<HeadFile, 'sound' | 'platt'> },
): ReaderReading {
  const rarities = raritiesOf(scores, heads);
  return {
    rarity: rarityOf(suspicion, joined.sound),
    probability: plattOf(suspicion, joined.platt),
    heads: heads.flatMap(({ fault, platt, auroc }, head) =>
      fault === null
        ? []
        : [
            {
              fault,
              rarity: rarities[head] as number,
              probability: plattOf(scores[head] as number, platt),
              isProven: auroc >= PROVEN_AUROC,
            },
          ],
    ),
  };
}

/** Share of the sound turns with a score this high, between the kept ones in proportion; beyond the rarest it falls e-fold with its distance. */
export function rarityOf(score: number, sound: readonly number[]): number {
  const first = sound[0] ?? 0;
  if (score >= first) {
    const step = Math.max(1e-6, first - (sound[4] ?? first - 1)) / Math.log((SHARES[4] ?? 1) / (SHARES[0] ?? 1));
    return (SHARES[0] ?? 0) * Math.exp(-Math.min(20, (score - first) / step));
  }
  for (let at = 1; at < sound.length; at += 1) {
    const low = sound[at] as number;
    if (score < low) continue;
    const high = sound[at - 1] as number;
    const part = high === low ? 0 : (score - low) / (high - low);
    return Math.exp(part * Math.log(SHARES[at - 1] as number) + (1 - part) * Math.log(SHARES[at] as number));
  }
  return 1;
}

const plattOf = (score: number, [a, b]: readonly [number, number]) => 1 / (1 + Math.exp(-(a * score + b)));

/** The sentence that says most for a fault: by its grams alone, as the rest belongs to the whole. */
export function tellingSentence(
  { turn: { utterance } }: Pick<TurnInPlace, 'turn'>,
  card: CompiledCard,
  fault: TurnFault,
): [number, number] {
  const { heads, steps, figures } = readerWeights();
  const head = heads.findIndex((one) => one.fault === fault);
  const from = head * (figures.names.length + BUCKETS) + figures.names.length;
  let best: [number, number] = [0, utterance.length];
  let most = -Infinity;
  for (const { text, start, end } of sentencesOf(utterance)) {
    const { buckets, values } = gramsOf(text, card, false);
    let sum = 0;
    for (const [at, bucket] of buckets.entries()) sum += (steps[from + bucket] as number) * (values[at] as number);
    if (sum <= most || text.trim() === '') continue;
    most = sum;
    best = [start, end];
  }
  return best;
}
