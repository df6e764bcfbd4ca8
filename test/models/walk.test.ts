import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberAgent } from '../../agents/member.ts';
import type { Notice } from '../../src/core/notice.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { modelClients } from '../../src/models/clients.ts';
import { NO_SETTINGS } from '../../src/models/settings.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import type { SeatFor } from '../playbook/fixture.ts';
import { BILL, PORTS, peek, scenarioOf, setupOf, TOPICS } from '../playbook/fixture.ts';
import { HeldRecord } from '../playbook/held-record.ts';
import { spokenTurn } from './scripted.ts';
import { says, wireServer } from './wire-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs/ARCHITECTURE.md'), 'utf8').split('## The walk of a turn')[1] ?? '';
const WALK = [...PAGE.matchAll(/^\d+\. \[([^\]]+)\]/gm)].map(([, file = '']) => file);
const BESIDE = (/not part of the order: ([^.]+(?:\.ts,?\s+[^.]+)*\.ts)\./.exec(PAGE)?.[1] ?? '').split(/,\s+/);

/** What stands behind a port, and comes from where a debate is composed. */
const HANDED_IN = ['agents/member.ts', 'src/models/clients.ts'];

/** Files in which a function ran, from the first thinking of a turn to its record. */
const ran = new Set<string>();

beforeAll(async () => {
  const server = await wireServer(says({ calls: [{ name: 'turn_reply', arguments: JSON.stringify(spokenTurn()) }] }));
  const spec = parseModelSpec(`openai:m@${server.url}`);
  const clientFor = modelClients(NO_SETTINGS);
  const seatFor: SeatFor = (card, { options }) =>
    memberAgent({ card, spec, clientFor, tools: [BILL], topics: TOPICS, peek, options: Object.keys(options) });
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const take = async () => (await session.post('Profiler.takePreciseCoverage')).result;
  const on = async (notice: Notice) => {
    if (notice.kind === 'thinking' && ran.size === 0) await take();
    if (notice.kind !== 'event' || notice.event.type !== 'turn.recorded' || ran.size > 0) return;
    for (const { url, functions } of await take()) {
      const file = url.replace(/^file:\/\//, '');
      const isCalled = functions.some(({ functionName, ranges }) => functionName !== '' && (ranges[0]?.count ?? 0) > 0);
      if (file.startsWith(ROOT) && isCalled) ran.add(file.slice(ROOT.length));
    }
  };
  const scenario = scenarioOf(undefined, { cast: ['pulse', 'cortex'], protocol: ['opening', 'vote', 'close'] });
  await holdDebate({
    setup: setupOf({ scenario, seatFor, live: true }),
    ports: PORTS,
    record: new HeldRecord(),
    on,
  });
  session.disconnect();
  await server.close();
});

afterAll(() => ran.clear());

describe('the walk of a turn', () => {
  it('is at most 25 files, in an order in which each is imported by one before it or handed in by name', () => {
    expect(WALK.length).toBeGreaterThan(15);
    expect(WALK.length).toBeLessThanOrEqual(25);
    const strangers = WALK.slice(1).filter((file, index) => {
      const before = WALK.slice(0, index + 1);
      return !before.some((one) => importsOf(one).includes(file));
    });
    expect(strangers).toEqual(HANDED_IN);
  });

  it('leaves out no file of the agents, the debate or the models in which a function runs meanwhile', () => {
    const rooms = ['agents', 'src/debate', 'src/models'];
    const walked = [...ran].filter((file) => rooms.includes(dirname(file)));
    expect(walked.length).toBeGreaterThan(20);
    const unsaid = walked.filter((file) => !WALK.includes(file) && !BESIDE.includes(basename(file)));
    expect(unsaid).toEqual([]);
  });

  it('passes through each of its files', () => {
    const isRun = (file: string) => ran.has(file) || file === 'src/prompt/index.ts';
    expect(WALK.filter((file) => !isRun(file))).toEqual([]);
  });
});

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].map(([, to = '']) => join(dirname(file), to));
}
