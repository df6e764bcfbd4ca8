import { TurnFault } from '../../src/fidelity/findings/fault.ts';
import type { ReaderReading } from '../../src/fidelity/reader/read.ts';
import { joinedSuspicion, rarityOf, readingFrom } from '../../src/fidelity/reader/read.ts';
import type { HeadFile, HeadQuality, ReaderFile } from '../../src/fidelity/reader/weights.ts';
import { SHARES } from '../../src/fidelity/reader/weights.ts';
import type { LabelledTurn } from '../labelled.ts';
import { auroc } from '../statistics/auroc.ts';
import type { Prepared } from './examples.ts';
import { plattFrom, scoreOf, trainHead } from './trainer.ts';

/** One head of any fault, and one a fault. */
export const FAULTS: readonly (TurnFault | null)[] = [null, ...TurnFault.options];

/** A turn with one score a head, by heads that saw neither its author nor its persona. */
export interface HeldOut {
  one: LabelledTurn;
  scores: number[];
}

export const targetOf = ({ corruption }: Pick<LabelledTurn, 'corruption'>, fault: TurnFault | null) =>
  corruption === null ? 0 : fault === null || corruption === fault ? 1 : -1;

/** Every cell of author and persona is scored by heads trained without that author and without that persona. */
export function heldOut({ turns, examples, taught, width }: Prepared): HeldOut[] {
  const all = [...examples, ...taught.map(({ example }) => example)];
  const scores = turns.map(() => FAULTS.map(() => 0));
  const cells = new Map<string, number[]>();
  for (const [at, { author, turn }] of turns.entries())
    cells.set(`${author}\t${turn.persona}`, [...(cells.get(`${author}\t${turn.persona}`) ?? []), at]);
  for (const own of cells.values()) {
    const { author, turn } = turns[own[0] ?? 0] as LabelledTurn;
    for (const [head, fault] of FAULTS.entries()) {
      const targets = [
        ...turns.map((one) => (one.author === author || one.turn.persona === turn.persona ? -1 : targetOf(one, fault))),
        ...taught.map((one) => (one.persona === turn.persona ? -1 : targetOf({ corruption: one.fault }, fault))),
      ];
      const weights = trainHead(all, targets, width);
      for (const at of own)
        (scores[at] as number[])[head] = scoreOf(weights, examples[at] as (typeof examples)[number]);
    }
  }
  return turns.map((one, at) => ({ one, scores: scores[at] as number[] }));
}

export const isSound = ({ one }: HeldOut) => one.corruption === null;

function sharesOf(scores: readonly number[]): number[] {
  const sorted = [...scores].sort((a, b) => b - a);
  return SHARES.map((share) => Number((sorted[Math.floor(share * sorted.length)] ?? 0).toFixed(4)));
}

function qualityOf(rows: readonly { score: number; positive: boolean }[]): HeadQuality {
  const cut = sharesOf(rows.flatMap(({ score, positive }) => (positive ? [] : [score])))[SHARES.indexOf(0.01)] ?? 0;
  const faulty = rows.filter(({ positive }) => positive);
  return {
    auroc: round(auroc(rows.map(({ score, positive }) => ({ value: score, positive }))) ?? 0),
    recall: round(faulty.filter(({ score }) => score > cut).length / Math.max(1, faulty.length)),
    n: faulty.length,
  };
}

export const round = (value: number) => Number(value.toFixed(4));

/** What held-out scores tell of each head, and of all of them joined. */
export function tellingOf(held: readonly HeldOut[]): {
  heads: Omit<HeadFile, 'bias' | 'scale'>[];
  joined: ReaderFile['joined'];
} {
  const heads = FAULTS.map((fault, head) => {
    const rows = held
      .filter(({ one }) => targetOf(one, fault) >= 0)
      .map((row) => ({ score: row.scores[head] as number, positive: !isSound(row) }));
    return { fault, ...toldBy(rows) };
  });
  const joined = held.map((row) => ({
    score: joinedSuspicion(
      heads,
      heads.map(({ sound }, head) => rarityOf(row.scores[head] as number, sound)),
    ),
    positive: !isSound(row),
  }));
  return { heads, joined: toldBy(joined) };
}

const toldBy = (rows: readonly { score: number; positive: boolean }[]) => ({
  platt: plattFrom(rows),
  sound: sharesOf(rows.flatMap(({ score, positive }) => (positive ? [] : [score]))),
  ...qualityOf(rows),
});

/**
 * Readings of turns whose author and persona no head has seen, held against sound turns of the other authors: what a new
 * author's turns would be told.
 */
export function heldOutReadings(held: readonly HeldOut[]): { one: LabelledTurn; reading: ReaderReading }[] {
  const authors = [...new Set(held.map(({ one }) => one.author))];
  return authors.flatMap((author) => {
    const told = tellingOf(held.filter(({ one }) => one.author !== author));
    const heads = told.heads.map((head) => ({ ...head, bias: 0, scale: 1 }));
    return held.flatMap(({ one, scores }) =>
      one.author === author ? [{ one, reading: readingFrom(scores, { heads, joined: told.joined }) }] : [],
    );
  });
}
