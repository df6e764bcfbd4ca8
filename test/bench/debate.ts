import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Turn } from '../../src/core/turn.ts';
import { InstantModel } from './instant-model.ts';
import { CALCULATION, MOTION, OPTIONS, PERSONAS, Replies, wordsOf } from './workload.ts';

const { card, scenario } = await fromBuild<typeof import('../../src/testing.ts')>('testing');
const { TURN_REPLY } = await fromBuild<typeof import('../../src/playbook/reply.ts')>('playbook/reply');

/** What users get: the build, and not the sources through a compiler. */
export const built = () => fromBuild<typeof import('../../src/pitwall.ts')>('pitwall');

function fromBuild<T>(path: string): Promise<T> {
  return import(new URL(`../../dist/src/${path}.js`, import.meta.url).href) as Promise<T>;
}

/** A project that holds the workload as a debate of `turns` turns, then a vote and who closes. */
export function project(turns: number): { projectDir: string; remove: () => void } {
  const projectDir = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
  mkdirSync(join(projectDir, 'personas'));
  for (const persona of PERSONAS)
    writeFileSync(
      join(projectDir, `personas/${persona}.md`),
      card({ id: `${persona[0]?.toUpperCase()}${persona.slice(1)}` }),
    );
  const rounds = turns / PERSONAS.length - 1;
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new RangeError(`expected whole rounds of turns, got ${turns} turns`);
  const script = scenario({
    motion: MOTION,
    options: Object.fromEntries(OPTIONS.map((option) => [option, `To ${option}`])),
    cast: PERSONAS,
    floor: 'round-robin',
    stopWhenStalled: false,
    protocol: ['opening', `rebuttal ${rounds}`, 'vote', 'close'],
  });
  writeFileSync(join(projectDir, 'release.yaml'), script);
  return { projectDir, remove: () => rmSync(projectDir, { recursive: true, force: true }) };
}

/** Seats whose models say the workload's lines, with a window that holds every prompt whole. */
export function seatsOf(turns: number, latencyMs = 0) {
  const replies = new Replies();
  let calls = 0;
  let [inFlight, waves] = [0, 0];
  const model = new InstantModel(
    () => {
      const { turn, calls: isCall } = replies.next();
      calls += 1;
      const act = turn <= PERSONAS.length ? 'open' : turn > turns ? 'close' : 'support';
      return isCall && turn <= turns
        ? { call: { name: 'calculate', args: CALCULATION } }
        : { call: { name: TURN_REPLY, args: turnOf(turn, act) } };
    },
    latencyMs,
    {
      began: () => {
        if (inFlight === 0) waves += 1;
        inFlight += 1;
      },
      ended: () => {
        inFlight -= 1;
      },
    },
  );
  const spec = 'instant:model,context=100000000';
  return {
    seats: { models: { '*': spec }, chatModels: { 'instant:model': model } },
    calls: () => calls,
    /** Calls that had to wait for one before them. */
    waves: () => waves,
  };
}

/** What a member says, as a language model fills in the form; one claim, and no figure. */
function turnOf(turn: number, act: Turn['act']): Turn {
  const words = wordsOf(turn);
  const text = words.slice(0, words.indexOf('.') + 1);
  const option = OPTIONS[turn % OPTIONS.length] ?? OPTIONS[0];
  const evidence = { kind: 'none', ref: null } as const;
  return {
    utterance: words,
    act,
    addressee: 'all',
    answers: null,
    question: null,
    claims: [{ claim: 1, text, gist: text, reason: null, option, side: 'for', evidence, figure: null, numbers: [] }],
    stance: { option, confidence: 0.5, support: { ship: 0.25, wait: 0.25, split: 0.25, [option]: 0.5 }, movedBy: [] },
    proposes: null,
    withdraws: [],
    condition: null,
    unused: [],
  };
}
