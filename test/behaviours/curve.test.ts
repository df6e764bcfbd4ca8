import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { Trial } from '../../src/pitwall.ts';
import { pitwall } from '../e2e/cli.ts';
import { script, trial } from '../measures/debates.ts';
import { SEEDS } from '../measures/held.ts';

const RUN = {
  ko: `id: stuck-run
title: 떨어지지 않는 loss
language: ko
motion: loss가 이틀째 그대로인데 이 run을 계속 돌릴 것인가?
options:
  keep: 계속 돌린다
  stop: 멈추고 설정을 고친다
facts:
  daysFlat: { value: 2, unit: days, label: 그대로인 날 }
  gpuHourUsd: { value: 640, unit: USD, label: 하루에 드는 돈, knownBy: [sentinel, pulse] }
  shardAge: { value: 9, unit: days, label: 마지막으로 바꾼 샤드의 나이, knownBy: [flux] }
  CURVE
considerations:
  - { id: paid, for: stop, value: cost, from: { fact: gpuHourUsd, read: { neutral: 100, full: 1500 } } }
  - { id: patience, for: keep, value: progress, from: { fact: daysFlat, read: { neutral: 7, full: 0 } }, raisedBy: [pulse] }
  - { id: sameData, for: keep, value: data-quality, from: { fact: shardAge, read: { neutral: 0, full: 20 } }, raisedBy: [flux] }
  READOFF
cast: [pulse, flux, sentinel]
protocol: [opening blind, rebuttal 2, vote, close]
`,
};
const WITH = RUN.ko
  .replace('CURVE', 'gradientNorm: { value: 0.02, unit: x, label: 평소와 견준 gradient norm, knownBy: [flux] }')
  .replace(
    'READOFF',
    '- { id: quiet, for: stop, value: validity, raisedBy: [flux], ask: gradient norm은 (어때?|어때요?|어떻습니까?), from: { fact: gradientNorm, read: { neutral: 1, full: 0 } } }',
  );
const WITHOUT = RUN.ko.replace(/^ {2}(CURVE|READOFF)\n/gm, '');

const folder = mkdtempSync(join(tmpdir(), 'pitwall-curve-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const turnsIn = ({ events }: Trial) => eventsOf(events, 'turn.recorded');
const asksForCurve = ({ utterance, question }: { utterance: string; question: unknown }) =>
  question !== null && /curve|곡선|gradient norm/.test(utterance);

describe('Pulse on a run without a curve', () => {
  it('asks for it once, and the memo keeps the question that nobody could answer', async () => {
    const loaded = script(written('without.yaml', WITHOUT));
    for (const seed of SEEDS) {
      const debate = await trial(loaded, seed);
      const asked = turnsIn(debate).filter((turn) => turn.speaker === 'pulse' && asksForCurve(turn));
      expect(asked, `seed ${seed}`).toHaveLength(1);
      expect(debate.outcome?.unanswered.map(({ turn, member }) => [turn, member])).toContainEqual([
        asked[0]?.turn,
        'pulse',
      ]);
    }
  });

  it('asks the colleague who has read something off it, and he answers with the value', async () => {
    const loaded = script(written('with.yaml', WITH));
    for (const seed of SEEDS) {
      const debate = await trial(loaded, seed);
      const turns = turnsIn(debate);
      const asked = turns.find((turn) => turn.speaker === 'pulse' && asksForCurve(turn));
      if (asked?.addressee === 'all') {
        // Somebody had told the value already; the curve itself is still not there.
        expect(
          turns.some(({ turn, claims }) => turn < asked.turn && claims.some(({ reason }) => reason === 'quiet')),
        ).toBe(true);
        continue;
      }
      expect(asked?.addressee, `seed ${seed}`).toBe('flux');
      const answer = turns.find(({ answers }) => answers?.turn === asked?.turn);
      expect(answer?.speaker).toBe('flux');
      expect(answer?.utterance).toContain('0.02');
    }
  });

  it('leaves the question to him: nobody else asks for a curve', async () => {
    const loaded = script(written('others.yaml', WITHOUT), { cast: '-pulse' });
    for (const seed of SEEDS.slice(0, 5)) expect(turnsIn(await trial(loaded, seed)).filter(asksForCurve)).toEqual([]);
  });
});

describe('the command line on a run without a curve', () => {
  let printed = '';
  beforeAll(async () => {
    ({ stdout: printed } = await pitwall(['run', written('printed.yaml', WITHOUT)], { cwd: folder }));
  });

  it('prints the open question in the memo', () => {
    const memo = printed.slice(printed.indexOf('── 메모'));
    expect(memo).toMatch(/남은 질문 +Pulse +.*(curve|곡선)/);
  });

  it('has Pulse ask for it where the question is all there is', async () => {
    const { stdout } = await pitwall(
      ['ask', 'loss가 3000 step에서 튀었다. 계속 갈까?', '--options', '계속 간다; 멈춘다', '--cast', 'pulse,flux'],
      { cwd: folder },
    );
    expect(stdout).toMatch(/Pulse[\s\S]*?(loss|curve|곡선)/);
  });
});
