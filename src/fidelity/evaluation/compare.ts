import type { Finding } from '../findings/finding.ts';
import type { Estimate } from '../statistics/intervals.ts';
import { clusterBootstrap } from '../statistics/intervals.ts';
import { mean } from '../statistics/quantile.ts';
import type { FidelityReport, MemberReport } from './report.ts';

/** How one scorer, or all that count, moved for one member over the debates that both sides hold. */
export interface Change {
  persona: string;
  name: string;
  /** A scorer's id, or `mean`: the plain mean over what counts, required and weighted alike, which is not a scorecard's weighted total. */
  scorer: string;
  base: number;
  now: number;
  delta: Estimate;
}

/** One turn on both sides, with the scorers that see it otherwise. */
export interface ChangedTurn {
  persona: string;
  name: string;
  debate: string;
  turn: number;
  before: string;
  after: string;
  /** `finding`: the first of the new side; null where it has none. */
  moves: { scorer: string; base: number | null; now: number | null; finding: Finding | null }[];
  /** Sum of the changes, in scores. */
  size: number;
}

export interface Comparison {
  base: string;
  now: string;
  /** Debates on both sides: the same scenario and seed. */
  paired: number;
  unpaired: { base: number; now: number };
  changes: Change[];
  turns: ChangedTurn[];
  verdict: 'pass' | 'fail' | 'none';
  because: Finding[];
}

/** A mean may fall so far before it counts as worse. */
export const TOLERANCE = 0.02;

/**
 * Pairs debates by scenario and seed. The gate is the lower bound of each member's mean of what counts: at least -TOLERANCE passes,
 * a bound that one debate cannot carry is no verdict unless nothing moved at all.
 *
 * @param counted scorers that the mean is over
 */
export function compare(base: FidelityReport, now: FidelityReport, counted: readonly string[]): Comparison {
  const pairs = base.debates.flatMap((debate) => {
    const same = now.debates.find(({ scenario, seed }) => scenario === debate.scenario && seed === debate.seed);
    return same === undefined
      ? []
      : [{ base: debate.id, now: same.id, name: `${debate.scenario} seed ${debate.seed}` }];
  });
  const members = base.members.flatMap((before) => {
    const after = now.members.find(({ persona }) => persona === before.persona);
    return after === undefined ? [] : [{ before, after }];
  });
  const changes = members.flatMap(({ before, after }) => changesOf(before, after, pairs, counted));
  const turns = members
    .flatMap(({ before, after }) => pairs.flatMap((pair) => changedTurns(before, after, pair, base, now)))
    .filter(({ size, before, after }) => size > 0 || before !== after)
    .sort((a, b) => b.size - a.size || Number(b.before !== b.after) - Number(a.before !== a.after));
  const means = changes.filter(({ scorer }) => scorer === 'mean');
  const worse = means.filter(({ delta }) => (delta.low ?? delta.value) < -TOLERANCE);
  const unsure = means.filter(({ delta }) => delta.low === null && delta.value !== 0);
  const gone = base.members.filter(({ persona }) => !now.members.some((member) => member.persona === persona));
  const because: Finding[] = [
    ...(pairs.length === 0 ? [{ code: 'compare.no-pair', params: {} } as const] : []),
    ...gone.map(({ name }): Finding => ({ code: 'compare.gone', params: { name } })),
    ...worse.map(
      ({ name, delta }): Finding => ({
        code: 'compare.worse',
        params: { name, low: delta.low ?? delta.value, least: -TOLERANCE },
      }),
    ),
    ...unsure.map(({ name }): Finding => ({ code: 'compare.no-interval', params: { name } })),
  ];
  const verdict =
    pairs.length === 0 || gone.length > 0 ? 'none' : worse.length > 0 ? 'fail' : unsure.length > 0 ? 'none' : 'pass';
  return {
    base: base.subject.name,
    now: now.subject.name,
    paired: pairs.length,
    unpaired: { base: base.debates.length - pairs.length, now: now.debates.length - pairs.length },
    changes,
    turns,
    verdict,
    because,
  };
}

interface Pair {
  base: string;
  now: string;
  name: string;
}

function changesOf(
  before: MemberReport,
  after: MemberReport,
  pairs: readonly Pair[],
  counted: readonly string[],
): Change[] {
  const shared = before.card.scores.flatMap(({ scorer }) =>
    after.card.scores.some((one) => one.scorer === scorer) ? [scorer] : [],
  );
  const rows = shared.map((scorer) => ({
    scorer,
    values: pairs.map((pair) => [inDebate(before, scorer, pair.base), inDebate(after, scorer, pair.now)] as const),
  }));
  const means = pairs.map((_, at) => {
    const own = rows.filter(({ scorer }) => counted.includes(scorer)).map(({ values }) => values[at]);
    const both = own.flatMap((pair) => (pair?.[0] == null || pair[1] == null ? [] : [[pair[0], pair[1]] as const]));
    return both.length === 0
      ? ([null, null] as const)
      : ([mean(both.map(([value]) => value)), mean(both.map(([, value]) => value))] as const);
  });
  return [...rows, { scorer: 'mean', values: means }].flatMap(({ scorer, values }) => {
    const both = values.flatMap(([a, b]) => (a === null || b === null ? [] : [{ a, b }]));
    const delta = clusterBootstrap(
      both.map((one) => [one]),
      (items) => mean(items.map(({ a, b }) => b - a)),
    );
    if (delta === null) return [];
    const side = (key: 'a' | 'b') => mean(both.map((one) => one[key]));
    return [{ persona: before.persona, name: after.name, scorer, base: side('a'), now: side('b'), delta }];
  });
}

/** Mean of a scorer over a member's turns of one debate; null where it scored none of them. */
function inDebate({ card }: MemberReport, scorer: string, debate: string): number | null {
  const score = card.scores.find((one) => one.scorer === scorer);
  const values = (score?.turns ?? []).flatMap((one) =>
    one.turn.startsWith(`${debate}/`) && one.score !== null ? [one.score] : [],
  );
  return values.length === 0 ? null : mean(values);
}

function changedTurns(
  before: MemberReport,
  after: MemberReport,
  pair: Pair,
  base: FidelityReport,
  now: FidelityReport,
): ChangedTurn[] {
  return base.turns
    .filter(({ debate, persona }) => debate === pair.base && persona === before.persona)
    .flatMap((said) => {
      const again = now.turns.find(
        ({ debate, persona, turn }) => debate === pair.now && persona === said.persona && turn === said.turn,
      );
      if (again === undefined || said.turn === null) return [];
      const moves = before.card.scores.flatMap(({ scorer, turns }) => {
        const was = turns.find(({ turn }) => turn === said.id)?.score ?? null;
        const is = after.card.scores.find((one) => one.scorer === scorer)?.turns.find(({ turn }) => turn === again.id);
        return was === (is?.score ?? null)
          ? []
          : [{ scorer, base: was, now: is?.score ?? null, finding: is?.evidence[0]?.finding ?? null }];
      });
      const size = moves.reduce((sum, move) => sum + Math.abs((move.now ?? 1) - (move.base ?? 1)), 0);
      const { name } = after;
      return [
        {
          persona: said.persona,
          name,
          debate: pair.name,
          turn: said.turn,
          before: said.utterance,
          after: again.utterance,
          moves,
          size,
        },
      ];
    });
}
