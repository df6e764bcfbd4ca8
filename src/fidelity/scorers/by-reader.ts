import type { TurnFault } from '../findings/fault.ts';
import type { Finding } from '../findings/finding.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { TurnInPlace, TurnReading } from '../model/scorer.ts';
import { cite } from '../model/scorer.ts';
import { readTurn, tellingSentence } from '../reader/read.ts';
import { squeezed } from '../reading/text.ts';

/** Share of sound turns that look as much like a fault, below which the reader is sure, and below which it doubts. */
const SURE = 0.001;
const DOUBTS = 0.02;
/** Share of sound turns that are as suspicious as a whole, above which no one head is sure: a turn that is all in order but for one manner. */
const SURE_AS_A_WHOLE = 0.003;
/** Letters below which a turn shows too little to be sure of. */
const LEAST_SURE = 24;
/** Above the one share a turn counts against nobody, above the other it counts for them; between them the reader cannot tell. */
const COUNTS = 0.06;
const CLEAR = 0.2;

/** What the trained reader says of a turn for some kinds of fault; null where it cannot tell, or is unproven in all of them. */
export function byReader(place: TurnInPlace, card: CompiledCard, faults: readonly TurnFault[]): TurnReading {
  const reading = readTurn(place, card);
  const heads = reading?.heads.filter(({ fault, isProven }) => isProven && faults.includes(fault)) ?? [];
  const [worst] = [...heads].sort((a, b) => a.rarity - b.rarity);
  if (worst === undefined) return { score: null };
  const { rarity, fault } = worst;
  if (rarity > COUNTS) return { score: rarity > CLEAR ? 1 : null };
  const score = Math.max(0.05, rarity / COUNTS);
  if (rarity > DOUBTS) return { score };
  const params = { fault, inThousand: Math.max(1, Math.ceil(rarity * 1000)) };
  const isSure =
    rarity <= SURE && (reading?.rarity ?? 1) <= SURE_AS_A_WHOLE && squeezed(place.turn.utterance).length >= LEAST_SURE;
  const finding: Finding = { code: isSure ? 'reader.finds' : 'reader.doubts', params };
  return { score, evidence: [cite(place.turn.utterance, ...tellingSentence(place, card, fault), finding)] };
}

/** Two readings of one turn: the lower score, with all that was found. */
export function joinReadings(one: TurnReading, other: TurnReading): TurnReading {
  const scores = [one.score, other.score].filter((score) => score !== null);
  return {
    score: scores.length === 0 ? null : Math.min(...scores),
    evidence: [...(one.evidence ?? []), ...(other.evidence ?? [])],
    ...(one.read === false || other.read === false ? { read: false } : {}),
  };
}

/** Below this a reading breaks a hard scorer, which only rules do. */
const DOUBT = 0.3;

/** A reading that adds a doubt to a hard scorer and never breaks it. */
export function asDoubt({ score, ...reading }: TurnReading): TurnReading {
  return { ...reading, score: score === null ? null : Math.max(DOUBT, score) };
}
