import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** What `npm run router:train` writes to weights.json.br; the build puts that beside the compiled code. */
export interface WeightsFile {
  /** One a topic: what a step of it is worth. */
  scales: number[];
  temperature: number;
  /** How nearness to a card's examples becomes a probability. */
  nearest: { bias: number; words: number; topics: number };
  /** Features. */
  names: string[];
  /** One signed byte a feature and topic, in base64. */
  steps: string;
}

export interface Weights extends Omit<WeightsFile, 'names' | 'steps'> {
  index: ReadonlyMap<string, number>;
  /** `[feature * topics + topic]`, in steps of the topic's scale. */
  steps: Int8Array;
}

let read: Weights | undefined;

/** Read with the first question, and kept. */
export function weights(): Weights {
  if (read !== undefined) return read;
  const packed = readFileSync(new URL('weights.json.br', import.meta.url));
  const { names, steps, ...rest } = JSON.parse(brotliDecompressSync(packed).toString('utf8')) as WeightsFile;
  read = {
    ...rest,
    index: new Map(names.map((name, at) => [name, at])),
    steps: Int8Array.from(Buffer.from(steps, 'base64')),
  };
  return read;
}
