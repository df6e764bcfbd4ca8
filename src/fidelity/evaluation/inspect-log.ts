import { findingText, reasonText } from '../words/sentences.ts';
import type { FidelityReport, MemberReport } from './report.ts';
import { verdictOf } from './report.ts';
import type { ScoredTurn } from './turn-scores.ts';
import { scoredTurns } from './turn-scores.ts';

const VERSION = 2;

/**
 * A report as an eval log of Inspect, the JSON of `read_eval_log`: a sample a turn, a score a scorer.
 *
 * @param at when it was evaluated, ISO 8601 in UTC
 * @see inspect_ai.log.EvalLog, version 2
 */
export function inspectLogOf(report: FidelityReport, { at, version }: { at: string; version: string }) {
  const turns = scoredTurns(report);
  const models = [...new Set(report.members.flatMap((member) => member.models))];
  const model = models.length === 1 ? (models[0] ?? 'unknown') : models.length === 0 ? 'unknown' : 'several';
  return {
    version: VERSION,
    status: 'success',
    eval: {
      eval_id: report.head ?? `${report.subject.name}@${at}`,
      run_id: `${report.subject.kind}:${report.subject.name}`,
      created: at,
      task: report.subject.name,
      task_id: report.subject.name,
      task_version: 0,
      task_attribs: {},
      task_args: {},
      dataset: {
        name: report.subject.name,
        samples: turns.length,
        sample_ids: turns.map(({ id }) => id),
        shuffled: false,
      },
      model,
      model_args: {},
      config: {},
      packages: { pitwall: version },
      metadata: {
        verdict: verdictOf(report),
        debates: report.debates,
        remarks: [...report.judge.findings, ...report.remarks].map((one) => findingText(one)),
      },
    },
    plan: { name: 'pitwall', steps: [], config: {} },
    results: {
      total_samples: turns.length,
      completed_samples: turns.length,
      scores: report.members.flatMap((member) => scoresOf(member, turns)),
    },
    stats: { started_at: at, completed_at: at, model_usage: {} },
    samples: turns.map((turn) => sampleOf(turn, report)),
  };
}

/** The member's figures over all turns: intervals are over debates, and stand beside the mean. */
function scoresOf({ persona, card, intervals }: MemberReport, turns: readonly ScoredTurn[]) {
  const own = turns.filter((turn) => turn.persona === persona);
  return card.scores.flatMap(({ scorer, score, notes, version }) => {
    if (score === null) return [];
    const interval = intervals[scorer];
    const scored = own.filter(({ scores }) => scores.some((one) => one.scorer === scorer)).length;
    const metric = (name: string, value: number) => [name, { name, value, params: {} }] as const;
    return [
      {
        name: `${persona}/${scorer}`,
        scorer,
        scored_samples: scored,
        unscored_samples: own.length - scored,
        params: { member: persona, version },
        metrics: Object.fromEntries([
          metric('score', score),
          ...(interval === undefined || interval.low === null || interval.high === null
            ? []
            : [metric('low', interval.low), metric('high', interval.high)]),
        ]),
        metadata: { notes: notes.map((one) => findingText(one)) },
      },
    ];
  });
}

function sampleOf(turn: ScoredTurn, { members }: FidelityReport) {
  const { id, persona, utterance, before, scores, debate, seed, scenario, isSound } = turn;
  const member = members.find((one) => one.persona === persona);
  const model = member?.models[0] ?? 'unknown';
  const message = { role: 'assistant', content: utterance, source: 'generate', model };
  const input = before === '' ? scenario : before;
  return {
    id,
    epoch: 1,
    input,
    target: '',
    messages: [{ role: 'user', content: input, source: 'input' }, message],
    output: { model, choices: [{ message, stop_reason: 'stop' }], completion: utterance },
    scores: Object.fromEntries(
      scores.map(({ scorer, score, evidence }) => [
        scorer,
        {
          value: score,
          answer: utterance,
          explanation: evidence.map(({ quote, finding }) => `“${quote}”: ${findingText(finding)}`).join('\n') || null,
          metadata: { lines: evidence.flatMap(({ cardLine }) => (cardLine === undefined ? [] : [cardLine])) },
        },
      ]),
    ),
    metadata: {
      member: persona,
      debate,
      seed,
      turn: turn.turn,
      sound: isSound,
      verdict: member?.card.verdict ?? 'none',
      because: member?.card.because.map(reasonText) ?? [],
    },
    store: {},
    events: [],
    model_usage: {},
    attachments: {},
  };
}
