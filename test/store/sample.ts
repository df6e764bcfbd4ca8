import { canonicalJson } from '../../src/core/canonical.ts';
import type { Measured } from '../../src/core/effects.ts';
import type { EventBody, TranscriptEvent } from '../../src/core/events.ts';
import { hashText } from '../../src/core/hash.ts';
import type { DebateRecord, NewDebate, TranscriptStore } from '../../src/core/record.ts';
import { promptHash } from '../../src/store/hashes.ts';

const SEATS = ['pulse', 'cortex', 'flux', 'sentinel', 'blaze'];
const MEASURED: Measured = { latencyMs: 1.5, attempts: 1, usage: { inputTokens: 1200, outputTokens: 90 } };
const LOSS = { name: 'residual', value: 0.05, unit: 'nats' };

export const SCENARIO_TEXT = 'id: loss-drop-3000\nmotion: 새 데이터 믹스로 계속 갈 것인가?\n';

export function newDebate(seed = 7): NewDebate {
  const text = { hash: hashText(SCENARIO_TEXT), body: SCENARIO_TEXT };
  return { scenario: 'loss-drop-3000', seed, key: hashText(`key of ${seed}`), texts: [text] };
}

export function opened(seed = 7): TranscriptEvent {
  const cast = SEATS.map((persona) => ({ persona, cardHash: hashText(persona), voiceHash: null, model: 'playbook' }));
  return {
    type: 'debate.opened',
    body: {
      schema: 2,
      scenario: 'loss-drop-3000',
      scenarioHash: hashText(SCENARIO_TEXT),
      termsHash: hashText('words'),
      language: 'ko',
      seed,
      cast,
      genericVoiceHash: hashText('voice'),
      desks: [{ member: 'blaze', topic: 'hardware' }],
      data: { loss: { file: 'loss.csv', hash: hashText('step,loss\n1,2.9\n') } },
      overrides: {},
      protocol: ['opening blind', 'rebuttal 2', 'vote', 'close'],
    },
  };
}

export function speakerOf(turn: number): string {
  return SEATS[(turn - 1) % SEATS.length] ?? 'pulse';
}

export function recorded(turn: number, changes: Partial<EventBody<'turn.recorded'>> = {}): TranscriptEvent {
  const share = ((turn * 37) % 60) / 100 + 0.2;
  const utterance = `${turn}번째 차례입니다. 코드 비중이 10에서 30%로 올랐으면 시험지가 바뀐 거라 같은 점수표로 읽으면 안 돼요. 비율만 바꿔 계산하면 0.28 내려가야 하는데 ${share} 내려갔어요.`;
  const claim = (number: number, reason: string) => ({
    claim: number,
    gist: `${reason} ${share}`,
    text: `${reason}: 비율만 바꿔도 내려갈 값과 실제로 내려간 값의 차이가 ${share}입니다`,
    reason,
    option: 'keep',
    side: 'against' as const,
    evidence: { kind: 'tool' as const, ref: `tool:${turn}.1` },
    figure: LOSS,
    numbers: [
      { text: String(share), value: share, unit: 'nats', refs: [`tool:${turn}.1/residual`], op: 'is' as const },
    ],
  });
  return {
    type: 'turn.recorded',
    body: {
      turn,
      round: Math.ceil(turn / SEATS.length),
      phase: turn <= SEATS.length ? 'opening' : 'rebuttal',
      speaker: speakerOf(turn),
      utterance,
      act: turn <= SEATS.length ? 'open' : 'rebut',
      addressee: turn <= SEATS.length ? 'all' : speakerOf(turn - 1),
      answers: turn <= SEATS.length ? null : { turn: turn - 1, claim: 1 },
      question: null,
      claims: [claim(1, 'mixture'), claim(2, turn % 2 ? 'dedup' : 'curve')],
      stance: {
        option: 'ablate',
        confidence: share,
        support: { keep: 1 - share, ablate: share },
        movedBy: turn > SEATS.length ? ['mixture'] : [],
      },
      proposes: null,
      withdraws: [],
      condition: null,
      unused: [],
      prompt: hashText(`prompt ${turn}`),
      effect: hashText(`effect ${turn}`),
      ...changes,
    },
  };
}

/** The events of one turn: the floor, a tool call, a consult now and then, what was said. */
export function turnEvents(turn: number): TranscriptEvent[] {
  const { round, phase, speaker } = recorded(turn).body as EventBody<'turn.recorded'>;
  const figures = { residual: { value: 0.05, unit: 'nats', formula: 'seen - composition', source: 'mixture_shift' } };
  const consult: TranscriptEvent = {
    type: 'consult.answered',
    body: {
      turn,
      call: 1,
      from: speaker,
      to: 'blaze',
      topic: 'hardware',
      question: '32장씩이면 통신이 병목 될까?',
      calculation: { name: 'ring_all_reduce', args: { cards: 32 } },
      answer: '계산으로는 step 6.6초에 all-reduce 0.54초, 하나도 안 겹쳐도 8%야.',
      figures: { share: { value: 0.08, unit: 'share' } },
      confidence: 0.7,
      method: 'ring all-reduce',
      stub: true,
      door: 'turn',
      effect: hashText(`consult ${turn}`),
    },
  };
  return [
    { type: 'floor.granted', body: { turn, round, phase, speaker, why: `${speaker}의 차례`, rule: 'seat-order' } },
    {
      type: 'tool.called',
      body: {
        turn,
        call: 1,
        speaker,
        name: 'mixture_shift',
        args: { before: { web: 0.9, code: 0.1 }, after: { web: 0.7, code: 0.3 } },
        result: { predicted: -0.28, seen: -0.23 },
        figures,
        effect: hashText(`tool ${turn}`),
      },
    },
    ...(turn % 5 === 0 ? [consult] : []),
    recorded(turn),
  ];
}

export function ending(turns: number): TranscriptEvent[] {
  const votes = SEATS.slice(0, 4).flatMap((member, seat): TranscriptEvent[] => [
    {
      type: 'vote.cast',
      body: { member, option: 'keep', confidence: 0.6, blind: true, reason: 'curve', condition: null, turn: seat + 1 },
    },
    {
      type: 'vote.cast',
      body: {
        member,
        option: seat === 3 ? 'rollback' : 'ablate',
        confidence: 0.8,
        blind: false,
        reason: 'mixture',
        condition: null,
        turn: Math.max(1, turns - 4 + seat),
      },
    },
  ]);
  return [
    ...votes,
    { type: 'debate.closed', body: { stopReason: 'rounds', decision: 'ablate', margin: 0.5, confidence: 0.78, turns } },
  ];
}

/** Every event of a debate that closed. */
export function debateEvents(turns: number, seed = 7): TranscriptEvent[] {
  return [
    opened(seed),
    { type: 'phase.opened', body: { phase: 'opening', index: 0 } },
    ...range(turns).flatMap(turnEvents),
    ...ending(turns),
  ];
}

/** Writes a debate as the recorder does: prompt, effects, then events, one turn after the other. */
export async function writeDebate(store: TranscriptStore, turns: number, seed = 7): Promise<string> {
  const record = await store.create(newDebate(seed));
  await record.append([opened(seed), { type: 'phase.opened', body: { phase: 'opening', index: 0 } }]);
  const heads = new Map<string, { prompt: string; heard: number }>();
  for (const turn of range(turns)) {
    await writeTurnEffects(record, turn, heads);
    await record.append(turnEvents(turn));
  }
  await record.append(ending(turns));
  await record.end('closed');
  return record.id;
}

/** Each seat's prompt grows by what it has heard since it last spoke; a heard turn is one message, the same for every seat. */
async function writeTurnEffects(
  record: DebateRecord,
  turn: number,
  heads: Map<string, { prompt: string; heard: number }>,
): Promise<void> {
  const speaker = speakerOf(turn);
  const head = heads.get(speaker) ?? null;
  const heard = range(turn - 1)
    .slice(head?.heard ?? 0)
    .map((earlier) => ({ role: 'user', content: canonicalJson(recorded(earlier).body) }));
  const brief = { role: 'user', content: `${turn}번째 차례, ${speaker}님. 답할 주장과 지금 입장을 밝혀 주세요.` };
  const appended = [...heard, brief].map(canonicalJson).map((body) => ({ hash: hashText(body), body }));
  const prompt = promptHash(
    head?.prompt ?? null,
    appended.map(({ hash }) => hash),
  );
  await record.prompt({ hash: prompt, parent: head?.prompt ?? null, appended });
  heads.set(speaker, { prompt, heard: turn - 1 });
  const call = `rebuttal/${turn}/${speaker}/model#1`;
  await record.effect(
    {
      call: `${call}/tool[0]`,
      kind: 'tool',
      purity: 'pure',
      request: hashText(call),
      result: { predicted: -0.28, seen: -0.23 },
    },
    { ...MEASURED, usage: null },
  );
  await record.effect(
    {
      call,
      kind: 'model',
      purity: 'pure',
      request: prompt,
      result: {
        content: '',
        toolCalls: [{ name: 'turn', args: recorded(turn).body }],
        finishReason: 'tool_calls',
        usage: null,
      },
    },
    MEASURED,
  );
}

export function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index + 1);
}
