import type { Finding } from '../findings/finding.ts';
import { levelsOf, REGISTER_OF } from '../korean/levels.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import type { Scorer } from '../model/scorer.ts';
import { nullScore, scoreOf } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { contentWords } from '../reading/text.ts';
import { clusterBootstrap } from '../statistics/intervals.ts';
import { mean } from '../statistics/quantile.ts';
import type { Point } from '../statistics/trend.ts';
import { isTrend, theilSen, theilSenInterval } from '../statistics/trend.ts';
import { soundsLike } from './discriminability.ts';

/** Rounds below which a line through them is no course. */
const LEAST_ROUNDS = 3;
/** Change a round at which a member is another one after ten rounds. */
const STEEP = 0.1;

type MetricName = 'voice' | 'politeness' | 'ownWords' | 'length';
type Metric = (turn: SpokenTurn, card: CompiledCard) => number | null;

/** What may drift, a number in 0..1 for each turn; null where a turn does not show it. */
const METRICS: Record<MetricName, Metric> = {
  voice: ({ utterance }, card) => soundsLike(utterance, card)?.[card.id] ?? null,
  politeness: ({ utterance }) => {
    const shown = levelsOf(utterance).flatMap(({ level }) => REGISTER_OF[level] ?? []);
    return shown.length === 0 ? null : shown.filter((level) => level !== 'plain').length / shown.length;
  },
  ownWords: ({ utterance }, { lexicon }) => {
    const words = contentWords(utterance);
    return words.length < 3 ? null : words.filter((word) => (lexicon.get(word) ?? 0) > 0).length / words.length;
  },
  length: ({ utterance }, { length }) => (length === null ? null : Math.min(1, utterance.length / (length.high * 2))),
};

/** A slope a round, less the control arm's, with its 95 % interval. */
interface Course {
  name: MetricName;
  slope: number;
  low: number;
  high: number;
  /** Whether it is more than chance would make. */
  isSure: boolean;
}

/**
 * A7: the slope of each metric over the rounds, less the slope of the same member alone with an interviewer. Of one debate the
 * interval is Sen's over its turns, of several it is over debates; only a slope beyond chance lowers the score. Votes and closes
 * are turns of another kind and stay out.
 */
export const drift: Scorer = {
  id: 'A7',
  hard: false,
  weight: 0,
  version: 2,
  pooled: true,
  score(turns, card, { control = [] } = {}) {
    const course = turns.filter(({ act, round }) => act !== 'close' && round !== undefined);
    const rounds = new Set(course.map(({ round }) => round));
    if (rounds.size < LEAST_ROUNDS)
      return nullScore(drift, card, { code: 'drift.few-rounds', params: { rounds: rounds.size, least: LEAST_ROUNDS } });
    const alone = control.filter(({ persona }) => persona === card.id);
    const read = (Object.entries(METRICS) as [MetricName, Metric][]).map(([name, metric]) => ({
      name,
      slope: slopeOf(course, alone, card, metric),
      course: courseOf(name, course, alone, card, metric),
    }));
    const figures = Object.fromEntries(
      read.flatMap(({ name, slope }) => (slope === null ? [] : [[`${name} a round`, slope]])),
    );
    const sure = read.flatMap((one) => one.course ?? []);
    const arm: Finding =
      alone.length === 0
        ? { code: 'drift.no-control', params: {} }
        : { code: 'drift.control', params: { turns: alone.length } };
    if (sure.length === 0) {
      const debates = new Set(course.map(({ debate }) => debate)).size;
      const params = { turns: course.length, debates };
      return { ...nullScore(drift, card, { code: 'drift.no-interval', params }), figures };
    }
    for (const { name, low, high } of sure) Object.assign(figures, { [`${name} low`]: low, [`${name} high`]: high });
    const beyond = sure
      .map((one) => ({ ...one, by: one.isSure ? Math.abs(one.slope) : 0 }))
      .sort((a, b) => b.by - a.by);
    const steepest = beyond[0]?.by ?? 0;
    return {
      ...scoreOf(drift, card, []),
      score: Math.max(0, 1 - steepest / STEEP),
      coverage: 1,
      evidence: beyond.filter(({ by }) => by > 0).flatMap((one) => place(one, course)),
      figures,
      notes: [arm],
    };
  },
};

function pointsOf(turns: readonly SpokenTurn[], card: CompiledCard, read: Metric): Point[] {
  return turns.flatMap((turn) => {
    const y = read(turn, card);
    return turn.round === undefined || y === null ? [] : [{ x: turn.round, y }];
  });
}

const isCourse = (points: readonly Point[]) => new Set(points.map(({ x }) => x)).size >= LEAST_ROUNDS;

/** Slope of each debate less that of its control arm; debates without a course are left out. */
function slopesOf(
  course: readonly SpokenTurn[],
  alone: readonly SpokenTurn[],
  card: CompiledCard,
  read: Metric,
): number[] {
  return [...new Set(course.map(({ debate }) => debate))].flatMap((id) => {
    const own = pointsOf(
      course.filter(({ debate }) => debate === id),
      card,
      read,
    );
    const slope = isCourse(own) ? theilSen(own) : null;
    return slope === null
      ? []
      : [
          slope -
            controlSlope(
              alone.filter(({ debate }) => debate === id),
              card,
              read,
            ),
        ];
  });
}

function controlSlope(alone: readonly SpokenTurn[], card: CompiledCard, read: Metric): number {
  const points = pointsOf(alone, card, read);
  return (isCourse(points) ? theilSen(points) : null) ?? 0;
}

function slopeOf(
  course: readonly SpokenTurn[],
  alone: readonly SpokenTurn[],
  card: CompiledCard,
  read: Metric,
): number | null {
  const slopes = slopesOf(course, alone, card, read);
  return slopes.length === 0 ? null : mean(slopes);
}

function courseOf(
  name: MetricName,
  course: readonly SpokenTurn[],
  alone: readonly SpokenTurn[],
  card: CompiledCard,
  read: Metric,
): Course | null {
  const slopes = slopesOf(course, alone, card, read);
  if (slopes.length > 1) {
    const over = clusterBootstrap(
      slopes.map((slope) => [slope]),
      (items) => mean(items),
    );
    return over === null || over.low === null || over.high === null
      ? null
      : { name, slope: over.value, low: over.low, high: over.high, isSure: over.low > 0 || over.high < 0 };
  }
  const own = pointsOf(course, card, read);
  const [slope] = slopes;
  const interval = slope === undefined || !isCourse(own) ? null : theilSenInterval(own);
  if (slope === undefined || interval === null) return null;
  const base = controlSlope(alone, card, read);
  return { name, slope, low: interval.low - base, high: interval.high - base, isSure: isTrend(own) };
}

/** Where it has come to: the last turn of the course. */
function place({ name, slope, low, high }: Course, course: readonly SpokenTurn[]): ScoreEvidence[] {
  const last = [...course].sort((a, b) => (a.round ?? 0) - (b.round ?? 0)).at(-1);
  if (last === undefined) return [];
  const finding: Finding = { code: 'drift.moves', params: { metric: name, slope, low, high } };
  return [{ turn: last.id, span: [0, last.utterance.length], quote: last.utterance, finding }];
}
