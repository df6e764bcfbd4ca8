import type { LawFinding, LawStatement } from '../findings/finding.ts';

/** A number with what it counts. Values are in base units: parameters, tokens, bytes (decimal), bits, seconds, percent. */
export interface Quantity {
  value: number;
  unit: Unit;
  start: number;
  end: number;
  text: string;
}

export type Unit =
  | 'count'
  | 'parameters'
  | 'tokens'
  | 'bytes'
  | 'bytesPerSecond'
  | 'bits'
  | 'percent'
  | 'times'
  | 'seconds'
  | 'perSecond'
  | 'flops'
  | 'usd'
  | 'cards'
  | 'steps';

/** A sentence with its numbers, as laws see it. */
export interface Figures {
  /** The sentence, quotations blanked. */
  text: string;
  quantities: readonly Quantity[];
  /** The whole utterance. */
  utterance: string;
}

export interface Breach {
  start: number;
  end: number;
  finding: LawFinding;
  /** Line of the card that states the law; unset for arithmetic. */
  cardLine?: number;
}

/** One law of numbers. `check` returns null when the law has nothing to say of the sentence. */
export interface Law {
  id: string;
  /** What it states, for `persona lint` and the page. */
  states: LawStatement;
  /** Checked over the whole turn, as its figures may stand in sentences of their own. */
  wide?: boolean;
  check(figures: Figures): Breach[] | null;
}
