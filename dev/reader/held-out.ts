import { TurnFault } from '../../src/fidelity/findings/fault.ts';
import type { ReaderReading } from '../../src/fidelity/reader/read.ts';
import { raritiesOf, readingFrom } from '../../src/fidelity/reader/read.ts';
import { sumOfTrees, treeInputs } from '../../src/fidelity/reader/trees.ts';
import type { HeadFile, HeadQuality, ReaderFile } from '../../src/fidelity/reader/weights.ts';
import { SHARES } from '../../src/fidelity/reader/weights.ts';
import type { LabelledTurn } from '../labelled.ts';
import { auroc } from '../statistics/auroc.ts';
import type { Prepared } from './examples.ts';
import { binned, grownTrees } from './grow.ts';
import { plattFrom, scoreOf, trainHead } from './trainer.ts';

/** One head of any fault, and one a fault. */
export const FAULTS: readonly (TurnFault | null)[] = [null, ...TurnFault.options];

/** A turn with one score a head, and what trees make of them, by heads and trees that saw neither its author nor its persona. */
export interface HeldOut {
  one: LabelledTurn;
  scores: number[];
  /** What the trees are told of it. */
  inputs: Float32Array;
  suspicion: number;
}

export const targetOf = ({ corruption }: Pick<LabelledTurn, 'corruption'>, fault: TurnFault | null) =>
  corruption === null ? 0 : fault === null || corruption === fault ? 1 : -1;

/** Groups of authors, and of personas: each is read by what was trained without it. */
const GROUPS = 5;

/** Turns of one group of authors and one of personas, with what may be learnt from to read them. */
interface Cell {
  own: number[];
  isOther(turn: LabelledTurn): boolean;
  isOtherPersona(persona: string): boolean;
}

function cellsOf(turns: readonly LabelledTurn[]): Cell[] {
  const grouped = (names: readonly string[]) =>
    new Map([...new Set(names)].sort().map((name, at) => [name, at % GROUPS] as const));
  const authors = grouped(turns.map(({ author }) => author));
  const personas = grouped(turns.map(({ turn }) => turn.persona));
  return Array.from({ length: GROUPS * GROUPS }, (_, cell) => {
    const [of, about] = [Math.floor(cell / GROUPS), cell % GROUPS];
    return {
      own: turns.flatMap(({ author, turn }, at) =>
        authors.get(author) === of && personas.get(turn.persona) === about ? [at] : [],
      ),
      isOther: ({ author, turn }) => authors.get(author) !== of && personas.get(turn.persona) !== about,
      isOtherPersona: (persona) => personas.get(persona) !== about,
    };
  });
}

/** Every turn is scored by what was trained without its author and without its persona. */
export function heldOut({ turns, examples, taught, figures, width }: Prepared): HeldOut[] {
  const all = [...examples, ...taught.map(({ example }) => example)];
  const scores = turns.map(() => FAULTS.map(() => 0));
  const cells = cellsOf(turns);
  for (const { own, isOther, isOtherPersona } of cells)
    for (const [head, fault] of FAULTS.entries()) {
      const targets = [
        ...turns.map((one) => (isOther(one) ? targetOf(one, fault) : -1)),
        ...taught.map((one) => (isOtherPersona(one.persona) ? targetOf({ corruption: one.fault }, fault) : -1)),
      ];
      const weights = trainHead(all, targets, width);
      for (const at of own)
        (scores[at] as number[])[head] = scoreOf(weights, examples[at] as (typeof examples)[number]);
    }
  const heads = headsTold(turns.map((one, at) => ({ one, scores: scores[at] as number[] })));
  const inputs = examples.map(({ value }, at) =>
    treeInputs(raritiesOf(scores[at] as number[], heads), value.subarray(0, figures.names.length)),
  );
  const table = binned(inputs);
  const isFaulty = turns.map(({ corruption }) => corruption !== null);
  const suspicions = turns.map(() => 0);
  for (const { own, isOther } of cells) {
    const trees = grownTrees(
      table,
      isFaulty,
      turns.flatMap((one, at) => (isOther(one) ? [at] : [])),
    );
    for (const at of own) suspicions[at] = sumOfTrees(trees, inputs[at] as Float32Array);
  }
  return turns.map((one, at) => ({
    one,
    scores: scores[at] as number[],
    inputs: inputs[at] as Float32Array,
    suspicion: suspicions[at] as number,
  }));
}

export const isSound = ({ one }: Pick<HeldOut, 'one'>) => one.corruption === null;

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

type HeadTold = Omit<HeadFile, 'bias' | 'scale'>;

const headsTold = (held: readonly Pick<HeldOut, 'one' | 'scores'>[]): HeadTold[] =>
  FAULTS.map((fault, head) => {
    const rows = held
      .filter(({ one }) => targetOf(one, fault) >= 0)
      .map((row) => ({ score: row.scores[head] as number, positive: !isSound(row) }));
    return { fault, ...toldBy(rows) };
  });

/** What held-out scores tell of each head, and of all of them joined. */
export function tellingOf(held: readonly HeldOut[]): {
  heads: HeadTold[];
  joined: Omit<ReaderFile['joined'], 'trees'>;
} {
  const joined = held.map((row) => ({ score: row.suspicion, positive: !isSound(row) }));
  return { heads: headsTold(held), joined: toldBy(joined) };
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
    return held.flatMap(({ one, scores, suspicion }) =>
      one.author === author ? [{ one, reading: readingFrom(scores, suspicion, { heads, joined: told.joined }) }] : [],
    );
  });
}
