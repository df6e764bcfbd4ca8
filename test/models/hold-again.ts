/**
 * `npm run records`: holds the recorded debates of language models again with the replies that they have, and writes them anew. It is
 * for changes of a prompt: the replies stay those of the models, and the record says by which prompts they are now served.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelReply } from '../../src/core/effects.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import { loadScenario, loadTeam, openStore, readModelSettings, runDebate } from '../../src/pitwall.ts';
import { pitwall } from '../e2e/cli.ts';
import type { WireRequest } from './wire-server.ts';
import { says, wireServer } from './wire-server.ts';

const projectDir = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(projectDir, 'test', 'fixtures', 'records');
const dir = mkdtempSync(join(tmpdir(), 'pitwall-records-'));

/** Whose request it is: the question says who reads it. */
function seatOf({ body }: WireRequest): string {
  const told = (body.messages ?? []).map(
    ({ content }) => /^At the table beside you \((\w+)\):$/m.exec(String(content))?.[1],
  );
  return told.find((seat) => seat !== undefined) ?? '';
}

/** What is asked of it. */
function phaseOf({ body }: WireRequest): string {
  const asked = (body.messages ?? []).findLast(
    ({ role, content }) => role === 'user' && /^\[turn \d+, /.test(String(content)),
  );
  const [, task = ''] =
    /^\[turn \d+, [^\n]*\] (Give your opening|Vote|Close|It is your turn)/.exec(String(asked?.content)) ?? [];
  return { 'Give your opening': 'opening', Vote: 'vote', Close: 'close' }[task] ?? 'rebuttal';
}

/** Who is given the floor once more than when the debate was held says nothing more. */
const NO_MORE = {
  name: 'turn_reply',
  arguments: JSON.stringify({ utterance: '', act: 'pass', option: null, confidence: 0 }),
};

interface Row {
  row: string;
  call?: string;
  kind?: string;
  result?: unknown;
}

/** As they were written: a record whose events are of an older version gives its replies all the same. */
const rowsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));

for (const name of readdirSync(folder).filter((file) => file.endsWith('.jsonl'))) {
  const rows = rowsOf(join(folder, name));
  const events = rows.filter(({ row }) => row === 'event') as unknown as TranscriptEvent[];
  const [opened] = eventsOf(events, 'debate.opened');
  if (opened === undefined) throw new Error(`expected ${name} to begin with debate.opened`);
  // A seat speaks one turn at a time: its replies of a phase come in the order in which they were given, passes among them.
  const replies = new Map<string, ModelReply[]>();
  for (const { call = '', kind, result } of rows) {
    const [, phase = '', seat = ''] =
      kind === 'model' ? (/^(\w+)\/\d+\/(\w+)(?:\.\d+)?\/model#\d+$/.exec(call) ?? []) : [];
    const key = `${phase} ${seat}`;
    if (seat !== '') replies.set(key, [...(replies.get(key) ?? []), result as ModelReply]);
  }
  const port = Number(/:(\d+)\/v1/.exec(opened.cast[0]?.model ?? '')?.[1]);
  const server = await wireServer((response, request, index) => {
    const key = `${phaseOf(request)} ${seatOf(request)}`;
    const reply = replies.get(key)?.shift();
    if (reply === undefined && key.startsWith('rebuttal'))
      return says({ text: '', calls: [NO_MORE], usage: false })(response, request, index);
    if (reply === undefined) throw new Error(`${name}: no further reply was recorded for ${key}`);
    const calls = reply.toolCalls.map((call) => ({ name: call.name, arguments: JSON.stringify(call.args) }));
    says({ text: reply.content, calls, usage: false })(response, request, index);
  }, port);
  const team = loadTeam({ projectDir });
  const rounds = opened.protocol.flatMap((phase) =>
    phase.startsWith('rebuttal ') ? [Number(phase.split(' ')[1])] : [],
  )[0];
  const cast = opened.cast.map(({ persona }) => persona).join(',');
  const scenario = loadScenario(opened.scenario, { projectDir, team, cast, rounds });
  const file = join(dir, `${name}.db`);
  const store = openStore(file);
  const models = Object.fromEntries(opened.cast.map(({ persona, model }) => [persona, model]));
  await runDebate({ scenario, team, store, seed: opened.seed, models, modelSettings: readModelSettings({}) });
  store.close();
  await server.close();
  const { stdout } = await pitwall(['export', 'last', '--db', file], { cwd: projectDir });
  writeFileSync(join(folder, name), stdout);
  process.stdout.write(`${name}\n`);
}
rmSync(dir, { recursive: true, force: true });
