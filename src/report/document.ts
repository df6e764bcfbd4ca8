import type { DebateDocument, DebateSummary } from '../core/document.ts';
import type { ModelReply } from '../core/effects.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Spending } from '../core/spending.ts';

/** One debate as `--json` prints it: a projection of its events, its outcome and the usage beside its effects. */
export function documentOf({
  summary,
  scenario,
  events,
  outcome,
  classification = null,
  usage,
}: {
  summary: Omit<DebateSummary, 'kind'>;
  scenario: Scenario;
  events: readonly TranscriptEvent[];
  outcome: Outcome | null;
  /** The strictest classification of the cast's cards. */
  classification?: string | null;
  usage: { modelCalls: number; reported: ModelReply['usage'][]; spent?: Spending | null };
}): DebateDocument {
  const [opened] = eventsOf(events, 'debate.opened');
  const ended = eventsOf(events, 'debate.closed')[0] ?? eventsOf(events, 'debate.failed')[0];
  const why = new Map(eventsOf(events, 'floor.granted').map((granted) => [granted.turn, granted.why]));
  const tools = eventsOf(events, 'tool.called');
  const consults = eventsOf(events, 'consult.answered');
  const reported = usage.reported.filter((one) => one !== null);
  const { id, seed, status, createdAt } = summary;
  return {
    debate: {
      id,
      scenario: summary.scenario,
      title: scenario.title,
      motion: scenario.motion,
      seed,
      status,
      stopReason: ended?.stopReason ?? null,
      ...(ended !== undefined && 'because' in ended ? { because: ended.because } : {}),
      createdAt,
      classification,
      ...(opened?.asked === undefined ? {} : { kind: opened.asked.kind }),
    },
    cast: (opened?.cast ?? []).map(({ persona, model }) => ({ persona, model })),
    turns: eventsOf(events, 'turn.recorded').map(({ prompt: _prompt, effect: _effect, ...turn }) => ({
      ...turn,
      why: why.get(turn.turn) ?? '',
    })),
    ...(opened?.asked?.kind === 'chat' ? { lines: linesOf(events) } : {}),
    consults: consults.map(({ turn, call, from, to, topic, question, answer, figures, stub }) => ({
      turn,
      ref: `consult:${turn}.${call}`,
      from,
      to,
      topic,
      question,
      answer,
      figures,
      stub,
    })),
    tools: tools.map(({ turn, call, speaker, name, args, result, figures }) => ({
      turn,
      ref: `tool:${turn}.${call}`,
      speaker,
      name,
      args,
      result,
      figures,
    })),
    facts: eventsOf(events, 'fact.changed').map(({ phase, round, set, say }) => ({
      after: `${phase} ${round}`,
      set: Object.fromEntries(Object.entries(set).map(([name, { to }]) => [name, to])),
      say,
    })),
    outcome,
    usage: {
      modelCalls: usage.modelCalls,
      toolCalls: tools.length,
      consults: consults.length,
      inputTokens: reported.length === 0 ? null : reported.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
      outputTokens: reported.length === 0 ? null : reported.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
      spent: usage.spent ?? null,
    },
  };
}

/** What the person of a chat wrote and the member said; null where the record ends before an answer. */
export function linesOf(events: readonly TranscriptEvent[]): NonNullable<DebateDocument['lines']> {
  const said = new Map(eventsOf(events, 'question.answered').map((body) => [body.turn, body.said]));
  return eventsOf(events, 'question.asked').map(({ turn, member, text }) => {
    return { turn, member, asked: text, said: said.get(turn) ?? null };
  });
}
