import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { TurnFault } from '../findings/fault.ts';
import type { Tree } from './trees.ts';

/** How a head does on authors and personas that it has not seen, against turns in character. */
export interface HeadQuality {
  auroc: number;
  /** Share of the faulty turns beyond what one sound turn in a hundred reaches. */
  recall: number;
  /** Faulty turns that it was measured on. */
  n: number;
}

/** One logistic regression: a score is `bias` + the sum over features. */
export interface HeadFile extends HeadQuality {
  /** Null: of any fault. */
  fault: TurnFault | null;
  bias: number;
  /** What a step of a weight is worth. */
  scale: number;
  /** Log-odds of a fault in a set of as many sound turns as faulty ones: `a` x score + `b` (Platt 1999). */
  platt: [number, number];
  /** Scores of held-out sound turns, the highest first, at the shares in `SHARES`. */
  sound: number[];
}

/** What `npm run reader:train` writes to weights.json.br; the build puts that beside the compiled code. */
export interface ReaderFile {
  /** Sound turns behind the shares. */
  sound: number;
  authors: number;
  personas: number;
  figures: { names: string[]; mean: number[]; deviation: number[] };
  heads: HeadFile[];
  /** Trees over the heads and the figures, what they come to for held-out sound turns, the highest first, at `SHARES`, and its own Platt scaling. */
  joined: Pick<HeadFile, 'sound' | 'platt'> & HeadQuality & { trees: Tree[] };
  /** One signed byte a head and feature, figures first, in base64. */
  steps: string;
}

/** Shares of the sound turns at which scores are kept, the rarest first. */
export const SHARES = [
  0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75,
];

export interface ReaderWeights extends Omit<ReaderFile, 'steps'> {
  /** `[head * width + feature]`, in steps of the head's scale. */
  steps: Int8Array;
}

let read: ReaderWeights | undefined;

/** Read with the first turn, and kept. */
export function readerWeights(): ReaderWeights {
  if (read !== undefined) return read;
  const packed = readFileSync(new URL('weights.json.br', import.meta.url));
  const { steps, ...rest } = JSON.parse(brotliDecompressSync(packed).toString('utf8')) as ReaderFile;
  read = { ...rest, steps: Int8Array.from(Buffer.from(steps, 'base64')) };
  return read;
}
