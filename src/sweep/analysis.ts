import { z } from 'zod';
import { Estimate } from '../fidelity/statistics/intervals.ts';
import { mean } from '../fidelity/statistics/quantile.ts';
import { decide } from '../reasoning/decision.ts';
import type { Arm, Cell } from './cells.ts';
import { varied } from './cells.ts';
import type { AxisName } from './definition.ts';
import { AXES } from './definition.ts';
import type { Seen } from './estimates.ts';
import { differenceOf, shareOf } from './estimates.ts';
import type { Row } from './row.ts';

/** A cell whose debate has been held. */
export interface Held {
  at: Cell['at'];
  arm: Arm;
  row: Row;
}

export interface ScenarioAtStake {
  options: Record<string, string>;
  rule: 'plurality' | 'weighted' | 'consensus';
  truth: string | null;
}

const Axis = z.enum(AXES as [AxisName, ...AxisName[]]);
const Count = z.number().int().nonnegative();
const Share = Estimate.nullable();

/** How a level differs from the first one of its axis, in debates that share everything else. */
const Effect = z.strictObject({
  axis: Axis,
  level: z.string(),
  against: z.string(),
  pairs: Count,
  /** Share of the pairs with another decision. */
  changed: Share,
  /** Change in the share of votes for what was decided at the first level. */
  votes: Share,
  /** What it became, the most frequent first: scenario, from, to, and how often. */
  to: z.array(
    z.strictObject({ scenario: z.string(), from: z.string().nullable(), to: z.string().nullable(), count: Count }),
  ),
});
export type Effect = z.infer<typeof Effect>;

const Level = z.strictObject({
  axis: Axis,
  level: z.string(),
  scenario: z.string(),
  debates: Count,
  decisions: z.array(z.strictObject({ option: z.string().nullable(), share: Share })),
  /** Share of votes for the decision. */
  agreement: z.number().nullable(),
});

const Comparison = z.strictObject({
  /** `debate`, `vote`, `solo`, `repeat`, or `solo NAME`. */
  arm: z.string(),
  cases: Count,
  calls: z.number(),
  /** Share in which the debate decides the same; null for the debate itself. */
  same: Share,
  /** Share of right decisions where the truth is known. */
  right: Share,
  /** Squared distance of what was believed from the truth: 0 best, 2 worst. */
  brier: z.number().nullable(),
  /** How much more often the debate is right on the same cases. */
  gain: Share,
  /** Shares of right decisions on the cases that both have; null for the debate itself. */
  both: z.strictObject({ debate: z.number(), other: z.number() }).nullable(),
  /** Cases in which only the debate is right, and only this one. */
  won: Count.nullable(),
  lost: Count.nullable(),
});
export type Comparison = z.infer<typeof Comparison>;

/** What many debates show. Every interval is of 95 %. */
export const SweepReport = z.strictObject({
  name: z.string(),
  title: z.string(),
  planned: Count,
  held: Count,
  debates: Count,
  controls: Count,
  levels: z.partialRecord(Axis, z.array(z.string())),
  /** What is drawn for an interval. */
  clusters: z.enum(['seed', 'scenario']),
  scenarios: z.array(
    z.strictObject({
      scenario: z.string(),
      options: z.record(z.string(), z.string()),
      truth: z.string().nullable(),
      debates: Count,
      decisions: z.array(z.strictObject({ option: z.string().nullable(), share: Share })),
      agreement: z.number().nullable(),
      /** Share of debates in which somebody voted against the decision. */
      dissent: Share,
      /** Share of debates that decide otherwise than their own blind openings. */
      turned: Share,
      /** Members who changed sides, a debate. */
      moved: z.number(),
      turns: z.number(),
      fidelity: z.number().nullable(),
    }),
  ),
  axes: z.array(Level),
  effects: z.array(Effect),
  /** Over all levels of an axis. */
  sensitivity: z.array(z.strictObject({ axis: Axis, pairs: Count, changed: Share, votes: Share })),
  /** Share of debates that do not decide what most seeds decide with everything else the same; null with one seed. */
  noise: Share,
  comparisons: z.array(Comparison),
  /** Name of the member who, alone, is right most often; chosen on these cases. */
  best: z.string().nullable(),
  cost: z.strictObject({ calls: Count, tokens: Count, usd: z.number().nullable() }),
});
export type SweepReport = z.infer<typeof SweepReport>;

/** From so many scenarios on they, and not seeds, are what a result may rest on. */
const SCENARIOS_AS_CLUSTERS = 5;

export interface ReportInput {
  name: string;
  title: string;
  /** Debates that the plan has. */
  planned: number;
  held: readonly Held[];
  scenarios: ReadonlyMap<string, ScenarioAtStake>;
  /** Debate -> mean score of its members, where it was scored. */
  fidelity?: ReadonlyMap<string, number>;
}

export function analyse({ name, title, planned, held, scenarios, fidelity = new Map() }: ReportInput): SweepReport {
  const debates = held.filter(({ arm }) => arm.kind === 'debate');
  const clusters = scenarios.size >= SCENARIOS_AS_CLUSTERS ? 'scenario' : 'seed';
  const seen = (one: Pick<Held, 'at'>, value: number | boolean): Seen => ({
    value: Number(value),
    cluster: clusters === 'scenario' ? one.at.scenario : one.at.seed,
  });
  // Within one scenario only seeds can be drawn.
  const bySeed = ({ at }: Pick<Held, 'at'>, value: number | boolean): Seen => ({
    value: Number(value),
    cluster: at.seed,
  });
  const axes = varied(debates);
  const effects = axes
    .filter((axis) => axis !== 'seed' && axis !== 'scenario')
    .flatMap((axis) => pairsOf(debates, axis));
  const rows = new Map(held.map(({ row }) => [row.id, row]));
  return {
    name,
    title,
    planned,
    held: rows.size,
    debates: new Set(debates.map(({ row }) => row.id)).size,
    controls: new Set(held.filter(({ arm }) => arm.kind !== 'debate').map(({ row }) => row.id)).size,
    levels: Object.fromEntries(axes.map((axis) => [axis, [...new Set(debates.map(({ at }) => at[axis]))]])),
    clusters,
    scenarios: [...scenarios].flatMap(([scenario, { options, truth }]) => {
      const own = debates.filter(({ at }) => at.scenario === scenario);
      if (own.length === 0) return [];
      const scored = own.flatMap(({ row }) => fidelity.get(row.id) ?? []);
      return {
        scenario,
        options,
        truth,
        debates: own.length,
        decisions: decisionsOf(own, bySeed),
        agreement: agreementOf(own),
        dissent: shareOf(
          own.map((one) =>
            seen(
              one,
              one.row.votes.some(({ option }) => option !== one.row.decision),
            ),
          ),
        ),
        turned: shareOf(
          own.flatMap((one) => (one.row.before ? [bySeed(one, one.row.before.decision !== one.row.decision)] : [])),
        ),
        moved: mean(own.map(({ row }) => row.moved.length)),
        turns: mean(own.map(({ row }) => row.turns)),
        fidelity: scored.length === 0 ? null : mean(scored),
      };
    }),
    axes: axes
      .filter((axis) => axis !== 'seed' && axis !== 'scenario')
      .flatMap((axis) =>
        [...groupedBy(debates, ({ at }) => `${at.scenario}\n${at[axis]}`).values()].map((own) => ({
          axis,
          level: own[0]?.at[axis] ?? '',
          scenario: own[0]?.at.scenario ?? '',
          debates: own.length,
          decisions: decisionsOf(own, bySeed),
          agreement: agreementOf(own),
        })),
      ),
    effects: [...groupedBy(effects, ({ axis, level }) => `${axis}\n${level}`).values()].map((pairs) => ({
      axis: pairs[0]?.axis ?? 'cast',
      level: pairs[0]?.level ?? '',
      against: pairs[0]?.base.at[pairs[0].axis] ?? '',
      ...effectOf(pairs, seen),
      to: changesIn(pairs),
    })),
    sensitivity: [...groupedBy(effects, ({ axis }) => axis).values()].map((pairs) => ({
      axis: pairs[0]?.axis ?? 'cast',
      ...effectOf(pairs, seen),
    })),
    noise: noiseIn(debates, seen),
    ...comparisonsOf(held, { scenarios, seen }),
    cost: {
      calls: sum([...rows.values()], ({ calls }) => calls),
      tokens: sum([...rows.values()], ({ tokens }) => tokens),
      usd: [...rows.values()].every(({ usd }) => usd !== null) ? sum([...rows.values()], ({ usd }) => usd ?? 0) : null,
    },
  };
}

type Seeing = (one: Pick<Held, 'at'>, value: number | boolean) => Seen;

interface Pair {
  axis: AxisName;
  level: string;
  base: Held;
  other: Held;
}

/** Each debate at another level with the one at the first level of its scenario that shares everything else. */
function pairsOf(debates: readonly Held[], axis: AxisName): Pair[] {
  const first = new Map<string, string>();
  for (const { at } of debates) if (!first.has(at.scenario)) first.set(at.scenario, at[axis]);
  const key = ({ at }: Held) => AXES.map((name) => (name === axis ? '' : at[name])).join('\n');
  return [...groupedBy(debates, key).values()].flatMap((own) => {
    const base = own.find(({ at }) => at[axis] === first.get(at.scenario));
    if (base === undefined) return [];
    return own.flatMap((other) => (other === base ? [] : [{ axis, level: other.at[axis], base, other }]));
  });
}

function effectOf(pairs: readonly Pair[], seen: Seeing) {
  const votesFor = ({ votes }: Row, option: string | null) =>
    votes.filter((vote) => vote.option === option).length / votes.length;
  return {
    pairs: pairs.length,
    changed: shareOf(pairs.map(({ base, other }) => seen(base, base.row.decision !== other.row.decision))),
    votes: differenceOf(
      pairs
        .filter(({ base }) => base.row.decision !== null)
        .map(({ base, other }) =>
          seen(base, votesFor(other.row, base.row.decision) - votesFor(base.row, base.row.decision)),
        ),
    ),
  };
}

function changesIn(pairs: readonly Pair[]): Effect['to'] {
  const changed = pairs.filter(({ base, other }) => base.row.decision !== other.row.decision);
  const same = ({ base, other }: Pair) => JSON.stringify([base.at.scenario, base.row.decision, other.row.decision]);
  return [...groupedBy(changed, same).values()]
    .map((own) => ({
      scenario: own[0]?.base.at.scenario ?? '',
      from: own[0]?.base.row.decision ?? null,
      to: own[0]?.other.row.decision ?? null,
      count: own.length,
    }))
    .sort((a, b) => b.count - a.count);
}

function decisionsOf(own: readonly Held[], seen: Seeing) {
  const options = [...groupedBy(own, ({ row }) => String(row.decision)).values()].sort((a, b) => b.length - a.length);
  return options.map((alike) => {
    const option = alike[0]?.row.decision ?? null;
    return { option, share: shareOf(own.map((one) => seen(one, one.row.decision === option))) };
  });
}

function agreementOf(own: readonly Held[]): number | null {
  const decided = own.filter(({ row }) => row.decision !== null);
  if (decided.length === 0) return null;
  return mean(
    decided.map(({ row }) => row.votes.filter(({ option }) => option === row.decision).length / row.votes.length),
  );
}

function noiseIn(debates: readonly Held[], seen: Seeing) {
  const settings = groupedBy(debates, ({ at }) => AXES.map((axis) => (axis === 'seed' ? '' : at[axis])).join('\n'));
  const repeated = [...settings.values()].filter((own) => own.length > 1);
  return shareOf(
    repeated.flatMap((own) => {
      const [most] = [...groupedBy(own, ({ row }) => String(row.decision)).values()].sort(
        (a, b) => b.length - a.length,
      );
      return own.map((one) => seen(one, one.row.decision !== most?.[0]?.row.decision));
    }),
  );
}

/** What one arm came to in one cell. */
interface Came {
  at: Held['at'];
  decision: string | null;
  support: Record<string, number>;
  calls: number;
}

function comparisonsOf(
  held: readonly Held[],
  { scenarios, seen }: { scenarios: ReadonlyMap<string, ScenarioAtStake>; seen: Seeing },
): Pick<SweepReport, 'comparisons' | 'best'> {
  const key = ({ at }: { at: Held['at'] }) => AXES.map((axis) => at[axis]).join('\n');
  const came = ({ at, row }: Held): Came => ({ at, decision: row.decision, support: row.support, calls: row.calls });
  const debates = new Map(held.flatMap((one) => (one.arm.kind === 'debate' ? [[key(one), came(one)] as const] : [])));
  const truthOf = ({ at }: Came) => scenarios.get(at.scenario)?.truth ?? null;

  const compare = (arm: string, all: readonly Came[]): Comparison => {
    const known = all.filter((one) => truthOf(one) !== null);
    const isRight = (one: Came) => one.decision === truthOf(one);
    const paired = known.flatMap((one) => {
      const debate = debates.get(key(one));
      return debate === undefined || arm === 'debate' ? [] : [{ one, debate }];
    });
    const both = all.flatMap((one) => {
      const debate = debates.get(key(one));
      return debate === undefined ? [] : [seen(one, debate.decision === one.decision)];
    });
    return {
      arm,
      cases: all.length,
      calls: mean(all.map(({ calls }) => calls)),
      same: arm === 'debate' ? null : shareOf(both),
      right: shareOf(known.map((one) => seen(one, isRight(one)))),
      brier: known.length === 0 ? null : mean(known.map((one) => brierOf(one.support, truthOf(one) ?? ''))),
      gain: differenceOf(paired.map(({ one, debate }) => seen(one, Number(isRight(debate)) - Number(isRight(one))))),
      both:
        paired.length === 0
          ? null
          : {
              debate: mean(paired.map(({ debate }) => Number(isRight(debate)))),
              other: mean(paired.map(({ one }) => Number(isRight(one)))),
            },
      won: paired.length === 0 ? null : paired.filter(({ one, debate }) => isRight(debate) && !isRight(one)).length,
      lost: paired.length === 0 ? null : paired.filter(({ one, debate }) => !isRight(debate) && isRight(one)).length,
    };
  };

  // One who is asked alone answers the same whoever else is cast: such a debate counts once, beside the first cast.
  const seenAlone = new Set<string>();
  const armOf = (kind: Arm['kind']) =>
    held.filter(({ arm, row }) => {
      if (arm.kind !== kind) return false;
      if (kind === 'vote' || kind === 'debate') return true;
      const isNew = !seenAlone.has(row.id);
      seenAlone.add(row.id);
      return isNew;
    });
  const solo = armOf('solo');
  const alone = [...groupedBy(solo, ({ arm }) => (arm.kind === 'solo' ? arm.member : '')).entries()].map(
    ([member, own]) => compare(`solo ${member}`, own.map(came)),
  );
  const samples = [...groupedBy(armOf('repeat'), key).values()].map((own): Came => {
    const ballots = own.flatMap(({ row }) => row.votes);
    const options = [...new Set(own.flatMap(({ row }) => Object.keys(row.support)))];
    const share = (option: string) => mean(own.map(({ row }) => row.support[option] ?? 0));
    return {
      at: (own[0] as Held).at,
      decision: decide('plurality', ballots).decision,
      support: Object.fromEntries(options.map((option) => [option, share(option)])),
      calls: sum(own, ({ row }) => row.calls),
    };
  });
  const most = Math.max(0, ...alone.map(({ cases }) => cases));
  // Whoever sits in few of the cases is right in few of them.
  const ranked = alone
    .filter(({ cases, right }) => cases * 2 >= most && right !== null)
    .sort((a, b) => (b.right?.value ?? 0) - (a.right?.value ?? 0) || (a.brier ?? 2) - (b.brier ?? 2));
  const votes = armOf('vote').map(came);
  const solos = solo.map(came);
  const any =
    votes.length + solos.length + samples.length > 0 || [...debates.values()].some((one) => truthOf(one) !== null);
  return {
    comparisons: !any
      ? []
      : [
          compare('debate', [...debates.values()]),
          ...(votes.length > 0 ? [compare('vote', votes)] : []),
          ...(solos.length > 0 ? [compare('solo', solos)] : []),
          ...(samples.length > 0 ? [compare('repeat', samples)] : []),
          ...alone.sort((a, b) => (b.right?.value ?? 0) - (a.right?.value ?? 0)),
        ],
    best: ranked[0]?.arm.slice('solo '.length) ?? null,
  };
}

export function brierOf(support: Readonly<Record<string, number>>, truth: string): number {
  return Object.entries(support).reduce((all, [option, share]) => all + (share - Number(option === truth)) ** 2, 0);
}

function groupedBy<T>(items: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of items) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

const sum = <T>(items: readonly T[], of: (one: T) => number) => items.reduce((all, one) => all + of(one), 0);
