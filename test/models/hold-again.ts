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

/** The place of a request: the turn that it asks for, and how many replies of that turn went before. */
function placeOf({ body }: WireRequest): string {
  const messages = body.messages ?? [];
  const closing = messages.findLastIndex(
    ({ role, content }) => role === 'user' && /^\[turn \d+, /.test(String(content)),
  );
  const [, turn] = /^\[turn (\d+), /.exec(String(messages[closing]?.content)) ?? [];
  return `${turn} ${messages.slice(closing + 1).filter(({ role }) => role === 'assistant').length}`;
}

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
  const replies = new Map<string, ModelReply>();
  const spoken = new Map<string, number>();
  for (const { turn, phase, round, speaker } of eventsOf(events, 'floor.granted')) {
    const seat = `${phase}/${round}/${speaker}`;
    const time = (spoken.get(seat) ?? 0) + 1;
    spoken.set(seat, time);
    const place = `${seat}${time > 1 ? `.${time}` : ''}/model#`;
    for (const { call = '', kind, result } of rows)
      if (kind === 'model' && call.startsWith(place))
        replies.set(`${turn} ${Number(call.slice(place.length)) - 1}`, result as ModelReply);
  }
  const port = Number(/:(\d+)\/v1/.exec(opened.cast[0]?.model ?? '')?.[1]);
  const server = await wireServer((response, request, index) => {
    const reply = replies.get(placeOf(request));
    if (reply === undefined) throw new Error(`${name}: no reply was recorded for ${placeOf(request)}`);
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
