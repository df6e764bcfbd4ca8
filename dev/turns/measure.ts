import { TurnFault } from '../../src/fidelity/findings/fault.ts';
import type { CompiledCard, TurnVerdict } from '../../src/fidelity/index.ts';
import { SCORERS, turnVerdicts } from '../../src/fidelity/index.ts';
import { clusterBootstrap } from '../../src/fidelity/statistics/intervals.ts';
import type { Rate } from '../../src/fidelity/statistics/rates.ts';
import { rate } from '../../src/fidelity/statistics/rates.ts';
import type { LabelledTurn } from '../labelled.ts';
import { auroc } from '../statistics/auroc.ts';

export interface JudgedTurn extends LabelledTurn {
  verdict: TurnVerdict;
}

/** What a check does to turns whose label is known. */
interface CheckRow {
  /** Code of the finding. */
  check: string;
  scorer: string;
  /** Share of the sound turns in which it finds something, and of the corrupted ones. */
  sound: Rate | null;
  corrupted: Rate | null;
}

interface GroupRow {
  name: string;
  /** Shares of the sound turns. */
  failed: Rate | null;
  flagged: Rate | null;
  /** Share of the corrupted turns that are flagged. */
  recall: Rate | null;
  auroc: number | null;
}

export interface Measured {
  sound: number;
  corrupted: number;
  total: GroupRow & { interval: { low: number | null; high: number | null } };
  classes: GroupRow[];
  checks: CheckRow[];
  authors: GroupRow[];
  personas: GroupRow[];
}

/** A verdict for each turn, each turn alone with its context. */
export function judgeLabelled(turns: readonly LabelledTurn[], cards: ReadonlyMap<string, CompiledCard>): JudgedTurn[] {
  return [...cards.values()].flatMap((card) => {
    const own = turns.filter(({ turn }) => turn.persona === card.id);
    const verdicts = turnVerdicts(
      own.map(({ turn }) => turn),
      card,
      SCORERS,
    );
    return own.flatMap((one, index) => {
      const verdict = verdicts[index];
      return verdict === undefined ? [] : [{ ...one, verdict }];
    });
  });
}

const suspicion = ({ verdict }: JudgedTurn) => 1 - (verdict.score ?? 0);
const isSound = ({ corruption }: JudgedTurn) => corruption === null;

export const aurocOf = (turns: readonly JudgedTurn[]) =>
  auroc(turns.map((one) => ({ value: suspicion(one), positive: !isSound(one) })));

function groupRow(name: string, turns: readonly JudgedTurn[]): GroupRow {
  const sound = turns.filter(isSound);
  const corrupted = turns.filter((one) => !isSound(one));
  const flagged = (some: readonly JudgedTurn[]) => some.filter(({ verdict }) => verdict.flagged !== false).length;
  return {
    name,
    failed: rate(sound.filter(({ verdict }) => verdict.failed).length, sound.length),
    flagged: rate(flagged(sound), sound.length),
    recall: rate(flagged(corrupted), corrupted.length),
    auroc: aurocOf(turns),
  };
}

/** Everything by check, class, author and persona; a class is held against all sound turns. Intervals of AUROC are over authors. */
export function measured(turns: readonly JudgedTurn[]): Measured {
  const sound = turns.filter(isSound);
  const corrupted = turns.filter((one) => !isSound(one));
  const by = <K extends string>(keyOf: (one: JudgedTurn) => K) =>
    [...new Set(turns.map(keyOf))].sort().map((name) => ({ name, turns: turns.filter((one) => keyOf(one) === name) }));
  const authors = by(({ author }) => author);
  const interval = clusterBootstrap(
    authors.map((one) => one.turns),
    aurocOf,
    { draws: 400 },
  );
  return {
    sound: sound.length,
    corrupted: corrupted.length,
    total: { ...groupRow('all', turns), interval: { low: interval?.low ?? null, high: interval?.high ?? null } },
    classes: TurnFault.options.map((kind) =>
      groupRow(kind, [...sound, ...corrupted.filter(({ corruption }) => corruption === kind)]),
    ),
    checks: checksOf(sound, corrupted),
    authors: authors.map((one) => groupRow(one.name, one.turns)),
    personas: by(({ turn }) => turn.persona).map((one) => groupRow(one.name, one.turns)),
  };
}

function checksOf(sound: readonly JudgedTurn[], corrupted: readonly JudgedTurn[]): CheckRow[] {
  const found = ({ verdict }: JudgedTurn) => [
    ...new Set(
      verdict.reasons.map(({ scorer, evidence: { finding } }) =>
        [scorer, finding.code, ...('fault' in finding.params ? [finding.params.fault] : [])].join(' '),
      ),
    ),
  ];
  const count = (some: readonly JudgedTurn[]) => {
    const counts = new Map<string, number>();
    for (const one of some) for (const name of found(one)) counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  };
  const [inSound, inCorrupted] = [count(sound), count(corrupted)];
  return [...new Set([...inSound.keys(), ...inCorrupted.keys()])].sort().map((name) => {
    const [scorer = '', ...check] = name.split(' ');
    return {
      check: check.join(' '),
      scorer,
      sound: rate(inSound.get(name) ?? 0, sound.length),
      corrupted: rate(inCorrupted.get(name) ?? 0, corrupted.length),
    };
  });
}
