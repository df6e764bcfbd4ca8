import { PitwallError } from '../../core/error.ts';
import type { Finding } from '../../evaluate.ts';
import { SCORERS } from '../../evaluate.ts';
import { spearman, theilSen } from '../../fidelity/statistics/trend.ts';
import { measureWords } from '../../fidelity/words/measures.ts';
import type { DebateRow, FidelityView, KeptFidelity, PersonaScores, ScorerView, Trend } from '../api.ts';
import type { Measured, Measurements } from './measurements.ts';
import type { Records } from './records.ts';

/** Debates below which a line through their scores says nothing. */
const LEAST_DEBATES = 3;

/** Every scorer of tier A, in the order in which a table prints them. */
export const SCORER_VIEWS: ScorerView[] = SCORERS.map(({ id, hard, weight }) => ({
  id,
  name: measureWords(id).name,
  kind: hard ? 'gate' : weight > 0 ? 'weighed' : 'reported',
}));

/** How true each member stayed to their card in one debate: the vector of scorers, the turns behind it, and its means by round. */
export async function fidelityOf(measurements: Measurements, id: string): Promise<FidelityView> {
  return viewOf(await measurements.of(id));
}

/** The same if somebody has measured it already, without measuring it. */
export function keptFidelity(measurements: Measurements, id: string): KeptFidelity {
  const kept = measurements.kept(id);
  return { version: 1, fidelity: kept === null ? null : viewOf(kept) };
}

/** Said once, when the report of an older version has been replaced. */
const OLDER: Finding = { code: 'report.older-version', params: {} };

function viewOf({ report, at, unkept, isOlderKept = false }: Measured): FidelityView {
  const turnOf = new Map(report.turns.map((quoted) => [quoted.id, quoted.turn]));
  return {
    version: 1,
    measuredAt: at,
    unkept,
    judge: { ran: report.judge.ran, findings: report.judge.findings },
    remarks: [...(isOlderKept ? [OLDER] : []), ...report.remarks],
    scorers: SCORER_VIEWS,
    members: report.members.map(({ persona, name, hand, card, rounds }) => ({
      id: persona,
      name,
      hand,
      verdict: card.verdict,
      because: card.because,
      total: card.total,
      turns: card.turns,
      scores: card.scores.map(({ scorer, score, coverage, notes, figures, evidence }) => ({
        scorer,
        score,
        coverage,
        notes,
        figures,
        evidence: evidence.map(({ turn, quote, finding, cardLine = null }) => ({
          turn: turnOf.get(turn) ?? null,
          quote,
          finding,
          cardLine,
        })),
        drift: (rounds[scorer] ?? []).map(({ round, value }) => ({ round, value })),
      })),
    })),
  };
}

/** The same, or null where nobody has spoken and there is nothing to measure. */
export async function fidelityIfAny(measurements: Measurements, id: string): Promise<FidelityView | null> {
  try {
    return await fidelityOf(measurements, id);
  } catch (error) {
    if (error instanceof PitwallError && error.code === 'NO_MEASUREMENT') return null;
    throw error;
  }
}

/** A member's scores from debate to debate, as far as they are measured, and how they go. */
export function personaScores(
  { records, measurements }: { records: Records; measurements: Measurements },
  member: string,
  rows: readonly DebateRow[],
): PersonaScores {
  const ended = rows
    .filter(({ cast, status, turns }) => cast.some(({ id }) => id === member) && status !== 'running' && turns > 0)
    .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const known = measurements.known(ended.map(({ id }) => id));
  const castings = records.castings();
  const notes: Record<string, Finding[]> = {};
  const debates = ended.flatMap((row) => {
    const scores = known.get(row.id);
    const own = scores?.members.find(({ persona }) => persona === member);
    const seat = castings.get(row.id)?.cast.find(({ persona }) => persona === member);
    if (scores === undefined || own === undefined) return [];
    Object.assign(notes, own.notes);
    const { id, title, language, seed, createdAt } = row;
    const { hand, verdict, turns, total } = own;
    return [
      {
        id,
        title,
        language,
        seed,
        createdAt,
        measuredAt: scores.at,
        models: seat === undefined ? row.models : [seat.model],
        card: (seat?.cardHash ?? '').slice(0, 8),
        hand,
        verdict,
        turns,
        total,
        scores: own.scores,
      },
    ];
  });
  return {
    version: 1,
    scorers: SCORER_VIEWS,
    debates,
    trends: {
      total: trendOf(debates.map(({ total }) => total)),
      ...Object.fromEntries(SCORERS.map(({ id }) => [id, trendOf(debates.map(({ scores }) => scores[id] ?? null))])),
    },
    unscored: notes,
    older: measurements.older(ended.map(({ id }) => id)),
    unmeasured: ended.filter(({ id }) => !known.has(id)).map(({ id, title, turns }) => ({ id, title, turns })),
  };
}

function trendOf(values: readonly (number | null)[]): Trend | null {
  const points = values.flatMap((y, index) => (y === null ? [] : [{ x: index + 1, y }]));
  const slope = points.length < LEAST_DEBATES ? null : theilSen(points);
  if (slope === null) return null;
  const rests = points.map(({ x, y }) => y - slope * (x - 1)).sort((a, b) => a - b);
  const [below = 0, above = below] = [
    rests[Math.floor((rests.length - 1) / 2)],
    rests[Math.ceil((rests.length - 1) / 2)],
  ];
  return { debates: points.length, slope, start: (below + above) / 2, correlation: spearman(points) };
}
