import { fileURLToPath } from 'node:url';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { memberAgent } from '../../agents/member.ts';
import type { Notice } from '../../src/core/notice.ts';
import { PromptLog } from '../../src/debate/prompt-log.ts';
import { turnRecorder } from '../../src/debate/recorder.ts';
import { modelClients } from '../../src/models/clients.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import { spans } from '../../src/models/tracing.ts';
import { forkDebate, loadScenario, loadTeam, openStore, resumeDebate, runDebate } from '../../src/pitwall.ts';
import { BILL, cardOf, FACTS_ONLY, PORTS, peek, scenarioOf, TOPICS } from '../playbook/fixture.ts';
import { spokenTurn } from './scripted.ts';
import { inTurn, says, wireServer } from './wire-server.ts';

const exporter = new InMemorySpanExporter();

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
});

afterAll(() => {
  trace.disable();
  context.disable();
});

it('a debate, its turns, their calls and tools are spans in each other, and no word of them is inside', async () => {
  const server = await wireServer(
    inTurn(
      says({ calls: [{ name: 'bill', arguments: '{"hours":4}' }] }),
      says({ calls: [{ name: 'turn_reply', arguments: JSON.stringify(spokenTurn()) }] }),
    ),
  );
  const seat = memberAgent({
    card: cardOf('pulse'),
    spec: parseModelSpec(`openai:m@${server.url},temperature=0.2`),
    clientFor: modelClients(),
    tools: [BILL],
    topics: TOPICS,
    options: Object.keys(scenarioOf(FACTS_ONLY).options),
    peek,
  });
  const io = turnRecorder({
    record: null,
    ports: PORTS,
    place: 'opening/1/pulse',
    speaker: 'pulse',
    turn: 1,
    live: true,
    signal: new AbortController().signal,
    prompts: new PromptLog(),
  });
  const messages = [{ role: 'user' as const, content: 'Give your opening.' }];
  await spans.debate('small', () => seat.speak({ seat: 'pulse', options: [], messages }, io));
  await server.close();
  const made = exporter.getFinishedSpans();
  const byId = new Map(made.map((span) => [span.spanContext().spanId, span.name]));
  const lines = made.map((span) => `${span.name} < ${byId.get(span.parentSpanContext?.spanId ?? '') ?? '-'}`);
  expect(lines.sort()).toEqual([
    'chat m < invoke_agent pulse',
    'chat m < invoke_agent pulse',
    'execute_tool bill < invoke_agent pulse',
    'invoke_agent pulse < invoke_workflow small',
    'invoke_workflow small < -',
  ]);
  expect(made.find(({ name }) => name === 'chat m')?.attributes).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'm',
    'gen_ai.request.temperature': 0.2,
    'gen_ai.response.finish_reasons': ['tool_calls'],
    'gen_ai.usage.input_tokens': 120,
    'gen_ai.usage.output_tokens': 30,
  });
  expect(JSON.stringify(made.map(({ attributes }) => attributes))).not.toContain('증설');
});

it('a debate that is resumed and one that is forked are spans as one that is run', async () => {
  exporter.reset();
  const projectDir = fileURLToPath(new URL('../..', import.meta.url));
  const team = loadTeam({ projectDir });
  const scenario = loadScenario('loss-drop-3000', { projectDir, team, cast: 'pulse,cortex,sentinel', rounds: 1 });
  const store = openStore(':memory:');
  const controller = new AbortController();
  const on = (notice: Notice) => {
    if (notice.kind === 'event' && notice.event.type === 'turn.recorded') controller.abort();
  };
  await expect(runDebate({ scenario, team, store, signal: controller.signal, on })).rejects.toThrow('INTERRUPTED');
  const id = store.resolve('last');
  await resumeDebate({ store, id });
  await forkDebate({ store, id, at: 5, changes: { facts: { gpuHourUsd: 4 } } });
  store.close();
  const made = exporter.getFinishedSpans();
  const debates = made.filter(({ name }) => name === 'invoke_workflow loss-drop-3000');
  expect(debates).toHaveLength(3);
  const turnsOf = (debate: (typeof made)[number]) =>
    made.filter(({ parentSpanContext }) => parentSpanContext?.spanId === debate.spanContext().spanId).length;
  expect(debates.map(turnsOf).every((turns) => turns > 0)).toBe(true);
});
