import type { Finding } from '../findings/finding.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { Scorer } from '../model/scorer.ts';
import { VIOLATION } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { probeChanges } from '../scorers/probes-held.ts';
import type { Estimate } from '../statistics/intervals.ts';
import { clusteredMean } from '../statistics/intervals.ts';
import type { DebateTurns } from './debate-turns.ts';
import type { Confusion, FidelityReport, MemberReport } from './report.ts';
import { REPORT_VERSION } from './report.ts';
import { scorecard } from './scorecard.ts';
import { swapMatrix } from './swap.ts';

export interface Evaluation {
  subject: FidelityReport['subject'];
  debates: readonly DebateTurns[];
  /** Only members with a card are scored. */
  cards: readonly CompiledCard[];
  scorers: readonly Scorer[];
  judge?: FidelityReport['judge'];
  /** Turns of the same members alone with an interviewer, by the debate that they stand beside. */
  control?: readonly SpokenTurn[];
  /** Whether every member's turns are scored against every card too, which takes as many times as long. */
  withSwap?: boolean;
  remarks?: readonly Finding[];
}

const NO_JUDGE: Finding = { code: 'judge.not-asked', params: {} };
const NOT_RATED: Finding = { code: 'report.not-rated', params: {} };
const PLAYBOOK: Finding = { code: 'report.playbook', params: {} };

/** Scores every member over all the debates; intervals are over debates, never over turns. */
export function evaluate({
  subject,
  debates,
  cards,
  scorers,
  judge,
  control = [],
  withSwap = false,
  remarks = [],
}: Evaluation): FidelityReport {
  const all = debates.flatMap(({ turns }) => turns);
  const members = cards
    .filter(({ id }) => all.some(({ persona }) => persona === id))
    .map((card) => memberReport(card, debates, scorers, control));
  return {
    schema: REPORT_VERSION,
    subject,
    debates: debates.map(({ id, scenario, seed }) => ({ id, scenario, seed })),
    members,
    confusion: confusionOf(all, cards),
    ...probedIn(debates),
    ...(withSwap ? { swap: swapOf(all, cards, scorers) } : {}),
    turns: all.map(({ id, debate = '', persona, utterance }) => ({
      id,
      debate,
      turn: Number(/\/(\d+)$/.exec(id)?.[1] ?? Number.NaN) || null,
      persona,
      utterance,
    })),
    judge: judge ?? { ran: false, valid: null, findings: [NO_JUDGE], verdicts: [] },
    remarks: [...(members.some(({ hand }) => hand === 'playbook') ? [PLAYBOOK] : []), NOT_RATED, ...remarks],
  };
}

function memberReport(
  card: CompiledCard,
  debates: readonly DebateTurns[],
  scorers: readonly Scorer[],
  control: readonly SpokenTurn[],
): MemberReport {
  const own = debates.map((debate) => debate.turns.filter(({ persona }) => persona === card.id));
  const all = debates.flatMap(({ turns }) => turns);
  const sides = debates.map((debate) => debate.sides);
  const result = scorecard(own.flat(), card, scorers, { all, sides, control });
  const spoke = own.filter((turns) => turns.length > 0).length;
  const intervals: Record<string, Estimate> = {};
  const rounds: MemberReport['rounds'] = {};
  for (const { scorer, score, turns } of result.scores) {
    const definition = scorers.find(({ id }) => id === scorer);
    if (score === null || definition?.pooled === true) continue;
    const byTurn = new Map(turns.map((one) => [one.turn, gated(one.score, definition?.hard === true)]));
    const valuesOf = (said: readonly SpokenTurn[]) => said.flatMap(({ id }) => byTurn.get(id) ?? []);
    const clusters =
      turns.length > 0
        ? own.map(valuesOf)
        : debates.map((debate, index) => alone(definition, own[index] ?? [], card, debate));
    const estimate = clusteredMean(clusters);
    if (estimate !== null) intervals[scorer] = { ...estimate, value: score };
    const numbers = [...new Set(own.flat().flatMap(({ round }) => round ?? []))].sort((a, b) => a - b);
    if (turns.length === 0 || numbers.length < 2) continue;
    rounds[scorer] = numbers.flatMap((round) => {
      const mean = clusteredMean(own.map((said) => valuesOf(said.filter((turn) => turn.round === round))));
      return mean === null ? [] : [{ round, ...mean }];
    });
  }
  const models = [...new Set(debates.flatMap(({ models }) => models[card.id] ?? []))];
  const { callsign, names } = card.card;
  const name = callsign ?? names.en ?? names.ko ?? card.id;
  return { persona: card.id, name, hand: handOf(models), models, debates: spoke, card: result, intervals, rounds };
}

/** One debate's score of a scorer that looks at the whole; nothing where it has none. */
function alone(
  scorer: Scorer | undefined,
  turns: readonly SpokenTurn[],
  card: CompiledCard,
  debate: DebateTurns,
): number[] {
  if (scorer === undefined || turns.length === 0) return [];
  const { score } = scorer.score(turns, card, { all: debate.turns, sides: [debate.sides] });
  return score === null ? [] : [score];
}

/** A hard score is kept or broken. */
function gated(score: number | null, hard: boolean): number | undefined {
  if (score === null) return undefined;
  return hard ? Number(score >= VIOLATION) : score;
}

function handOf(models: readonly string[]): MemberReport['hand'] {
  if (models.length === 0) return 'unknown';
  const isPlaybook = models.map((model) => model === 'playbook');
  return isPlaybook.every(Boolean) ? 'playbook' : isPlaybook.some(Boolean) ? 'mixed' : 'model';
}

function probedIn(debates: readonly DebateTurns[]): Pick<FidelityReport, 'probes'> {
  const probes = debates.flatMap(({ sides }) =>
    probeChanges(sides).map(({ answer: { debate, persona, probe, question, round, answer }, change }) => ({
      debate,
      persona,
      probe,
      question,
      round,
      answer,
      change,
    })),
  );
  return probes.length === 0 ? {} : { probes };
}

/** Turns of each member that are scored against every card. */
const MOST_SWAPPED = 30;

/** Null where fewer than two members spoke. */
function swapOf(turns: readonly SpokenTurn[], cards: readonly CompiledCard[], scorers: readonly Scorer[]) {
  const said = cards.flatMap(({ id }) => {
    const own = turns.filter(({ persona }) => persona === id);
    const step = Math.max(1, own.length / MOST_SWAPPED);
    const drawn = own.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
    return drawn.length === 0 ? [] : [{ persona: id, turns: drawn }];
  });
  if (said.length < 2) return null;
  const seated = cards.filter(({ id }) => said.some(({ persona }) => persona === id));
  const { personas, values, top1 } = swapMatrix(said, seated, scorers);
  return { personas, values, top1 };
}

/** Null where no card has examples enough to tell voices apart. */
function confusionOf(turns: readonly SpokenTurn[], cards: readonly CompiledCard[]): Confusion | null {
  const voice = cards.find((card) => card.voice !== null)?.voice;
  if (voice == null) return null;
  const { classes } = voice;
  const rows = cards.flatMap(({ id }) => {
    const said = turns.filter(({ persona }) => persona === id);
    if (said.length === 0) return [];
    const heard = said.map(({ utterance }) => loudest(voice.logOdds(utterance, 'full'), classes));
    return [{ persona: id, counts: classes.map((name) => heard.filter((one) => one === name).length) }];
  });
  return rows.length === 0 ? null : { classes: [...classes], rows };
}

function loudest(odds: Record<string, number>, classes: readonly string[]): string {
  return classes.reduce(
    (best, name) => ((odds[name] ?? -Infinity) > (odds[best] ?? -Infinity) ? name : best),
    classes[0] ?? '',
  );
}
