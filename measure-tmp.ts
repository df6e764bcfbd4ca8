/**
 * `npm run records [FOLDER]`: holds the recorded debates of language models again with the replies that they have, writes them anew,
 * and says how many replies were given back before and now. It is for changes of a prompt or of how a reply is read: the replies stay
 * those of the models, and one that was given back and is taken now makes its second version superfluous.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelReply } from '/tmp/w/seats/src/core/effects.ts';
import type { EventBody, TranscriptEvent } from '/tmp/w/seats/src/core/events.ts';
import { eventsOf } from '/tmp/w/seats/src/core/events.ts';
import { loadScenario, loadTeam, openStore, readModelSettings, runDebate } from '/tmp/w/seats/src/pitwall.ts';
import type { WireRequest } from '/tmp/w/seats/test/models/wire-server.ts';
import { says, wireServer } from '/tmp/w/seats/test/models/wire-server.ts';

const projectDir = '/tmp/w/seats';
const folder = process.argv[2] ?? join(projectDir, 'test', 'fixtures', 'records');
const dir = mkdtempSync(join(tmpdir(), 'pitwall-records-'));

/** Whose request it is: the question says who reads it. */
function seatOf(request: WireRequest): string {
  if (isOfMemo(request)) return 'memo';
  const { body } = request;
  const told = (body.messages ?? []).map(
    ({ content }) => /^At the table beside you \((\w+)\):$/m.exec(String(content))?.[1],
  );
  return told.find((seat) => seat !== undefined) ?? '';
}

/** What is asked of it. */
function phaseOf(request: WireRequest): string {
  if (isOfMemo(request)) return 'close';
  const { body } = request;
  const asked = (body.messages ?? []).findLast(
    ({ role, content }) => role === 'user' && /^\[turn \d+, /.test(String(content)),
  );
  const [, task = ''] =
    /^\[turn \d+, [^\n]*\] (Give your opening|Vote|Close|It is your turn)/.exec(String(asked?.content)) ?? [];
  return { 'Give your opening': 'opening', Vote: 'vote', Close: 'close' }[task] ?? 'rebuttal';
}

/** Whether a request begins a turn: nothing was called or given back in it yet. */
const isNewTurn = ({ body }: WireRequest): boolean =>
  /^\[turn \d+, |^Write the memo now/m.test(String((body.messages ?? []).at(-1)?.content));

/** Whether the memo is asked for. */
const isOfMemo = ({ body }: WireRequest): boolean =>
  (body.messages ?? []).some(({ content }) => /^Write the memo now/m.test(String(content)));

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
  hash?: string;
  body?: unknown;
}

/** As they were written: a record whose events are of an older version gives its replies all the same. */
const rowsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));

/** A scenario of this project by its name; any other from the text that the record has. */
function scenarioOf({ scenario, scenarioHash }: EventBody<'debate.opened'>, rows: readonly Row[]): string {
  if (existsSync(join(projectDir, 'scenarios', `${scenario}.yaml`))) return scenario;
  const text = rows.find(({ row, hash }) => row === 'text' && hash === scenarioHash)?.body;
  const file = join(dir, `${scenario}.yaml`);
  writeFileSync(file, String(text));
  return file;
}

for (const name of readdirSync(folder).filter((file) => file.endsWith('.jsonl'))) {
  const rows = rowsOf(join(folder, name));
  const events = rows.filter(({ row }) => row === 'event') as unknown as TranscriptEvent[];
  const [opened] = eventsOf(events, 'debate.opened');
  if (opened === undefined) throw new Error(`expected ${name} to begin with debate.opened`);
  // A seat speaks one turn at a time: its turns of a phase come in the order in which they were given, passes among them.
  const turns = new Map<string, ModelReply[][]>();
  const groups = new Map<string, ModelReply[]>();
  for (const { call = '', kind, result } of rows) {
    const [, place = '', phase = '', seat = ''] =
      kind === 'model' ? (/^((\w+)\/\d+\/(\w+)(?:\.\d+)?)\/model#\d+$/.exec(call) ?? []) : [];
    if (seat === '') continue;
    const known = groups.get(place);
    const replies = known ?? [];
    replies.push(result as ModelReply);
    groups.set(place, replies);
    if (known === undefined) turns.set(`${phase} ${seat}`, [...(turns.get(`${phase} ${seat}`) ?? []), replies]);
  }
  const current = new Map<string, { left: ModelReply[]; last: ModelReply | undefined }>();
  const port = Number(/:(\d+)\/v1/.exec(opened.cast[0]?.model ?? '')?.[1]);
  let chars = 0, tools = 0, asked = 0, most = 0;
  const server = await wireServer((response, request, index) => {
    const size = JSON.stringify((request.body as any).messages).length; chars += size; most = Math.max(most, size); asked += 1; tools += JSON.stringify((request.body as any).tools ?? []).length;
    const key = `${phaseOf(request)} ${seatOf(request)}`;
    if (isNewTurn(request)) current.set(key, { left: turns.get(key)?.shift() ?? [], last: undefined });
    const turn = current.get(key) ?? { left: [], last: undefined };
    // Who is given back once more than when the debate was held stays with what they said.
    const reply = turn.left.shift() ?? turn.last;
    turn.last = reply;
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
  const scenario = loadScenario(scenarioOf(opened, rows), { projectDir, team, cast, rounds });
  const file = join(dir, `${name}.db`);
  const store = openStore(file);
  // A debate that was held before models wrote memos has none.
  const models = {
    ...Object.fromEntries(opened.cast.map(({ persona, model }) => [persona, model])),
    memo: opened.memo ?? 'playbook',
  };
  const { id } = await runDebate({
    scenario,
    team,
    store,
    seed: opened.seed,
    models,
    modelSettings: readModelSettings({}),
  });
  const lines = [...store.exported(id).lines];
  const again = eventsOf(
    store.events(id).map(({ event }) => event),
    'reply.repaired',
  );
  store.close();
  await server.close();
  writeFileSync(join(folder, name), lines.map((line) => `${line.trimEnd()}\n`).join(''));
  process.stdout.write(`SIZE ${name} requests ${asked} characters ${chars} tools ${tools} longest ${most}\n`);
  const before = eventsOf(events, 'reply.repaired').length;
  process.stdout.write(`${name.padEnd(44)} given back: ${before} before, ${again.length} now\n`);
  for (const { turn, detail } of again) process.stdout.write(`  turn ${turn}: ${detail}\n`);
}
rmSync(dir, { recursive: true, force: true });
