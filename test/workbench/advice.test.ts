import { describe, expect, it } from 'vitest';
import { seeded } from '../../dev/noise.ts';
import { parseCard } from '../../src/cards/parse.ts';
import { rulesOf } from '../../src/core/card-rules.ts';
import { diagnoseLossCurve } from '../../src/workbench/diagnose-loss-curve.ts';
import { kindsOfCondition } from '../../src/workbench/loss-curve/match-rule.ts';
import { cardText } from './card-text.ts';

const rules = (...pairs: [when: string, then: string][]) => ({
  member: 'ada',
  rules: pairs.map(([when, then], i) => ({ id: `r${i}`, when, then, line: 10 + i })),
});

/** A thousand points of a law with noise, and something on top. */
function points(extra: (share: number, i: number) => number) {
  const random = seeded(3);
  return Array.from({ length: 1000 }, (_, i) => ({
    step: i + 1,
    loss: 2 + 8 * (i + 1) ** -0.4 + 0.02 * random.normal() + extra((i + 1) / 1000, i),
  }));
}
const adviceOn = (curve: ReturnType<typeof points>, given: ReturnType<typeof rules>) =>
  diagnoseLossCurve
    .run({ points: curve, rules: given }, () => '')
    .findings.map(({ kind, advice }) => ({ kind, advice }));

describe('the condition of a rule', () => {
  it.each([
    ['curve.is_flat()', 'plateau'],
    ['self.detect_spike(loss_history)', 'spike'],
    ['curve.isOscillating()', 'oscillation'],
    ['loss.falls_too_slowly()', 'slow-convergence'],
    ['math.isnan(loss)', 'divergence'],
    ['not math.isfinite(loss)', 'divergence'],
    ['abs(slope(loss)) < eps', 'plateau'],
    ['loss.std() > threshold', 'oscillation'],
    ['loss_is_not_improving', 'plateau'],
    ['curve.drops_suddenly()', 'improvement'],
    ['손실이 정체되면', 'plateau'],
    ['loss가 더 이상 내려가지 않으면', 'plateau'],
    ['loss가 튀면', 'spike'],
    ['곡선이 출렁이면', 'oscillation'],
    ['수렴이 느릴 때', 'slow-convergence'],
    ['loss가 NaN이면', 'divergence'],
    ['loss가 갑자기 떨어지면', 'improvement'],
  ])('`%s` speaks of %s', (condition, kind) => {
    expect(kindsOfCondition(condition)).toEqual([kind]);
  });

  it.each(['spike or divergence', 'loss가 튀거나 발산하면'])('`%s` speaks of two findings', (condition) => {
    expect(kindsOfCondition(condition)).toEqual(['spike', 'divergence']);
  });

  it.each([
    'not curve.is_flat()',
    '!curve.spikes()',
    'latency.spikes()',
    'p->bandwidth_is_saturated',
    'dropout > 0.5',
    'i.FollowsRecentChange',
    'change.rests_on_one_benchmark()',
    'safety == "critical"',
  ])('`%s` speaks of none', (condition) => {
    expect(kindsOfCondition(condition)).toEqual([]);
  });
});

describe('the advice', () => {
  it('is named in the language of the debate where the card is written in another', () => {
    const given = rules(['loss.jumps()', '기울기가 폭발했으니 클리핑을 걸거나 배치 크기를 바꾼다']);
    const spoken = (language: 'ko' | 'en') =>
      diagnoseLossCurve.run({ points: spike, rules: given, language }, () => '').findings[0]?.advice;
    expect(spoken('en')?.inWords).toBe('clip the gradients or change the batch size');
    expect(spoken('en')?.appliesWhen).not.toMatch(/[가-힣]/u);
    expect(spoken('ko')?.inWords).toBeNull();
    const english = rules(['loss.jumps()', 'clip the gradients']);
    const korean = diagnoseLossCurve.run({ points: spike, rules: english, language: 'ko' }, () => '').findings[0];
    expect(korean?.advice?.inWords).toBe('기울기 클리핑');
    expect(korean?.advice?.appliesWhen).toMatch(/[가-힣]/u);
  });

  const spike = points((_, i) => (i >= 500 && i < 512 ? 2 : 0));

  it('is the sentence of the card, with its rule and line', () => {
    expect(
      adviceOn(spike, rules(['loss.is_flat()', 'add data'], ['loss.jumps()', 'clip the gradients'])),
    ).toMatchObject([
      { kind: 'spike', advice: { rule: 'r1', text: 'clip the gradients', line: 11, member: 'ada', fits: true } },
    ]);
  });

  it('is that of the first rule which speaks of the finding', () => {
    const given = rules(['loss.spikes()', 'first'], ['loss.jumps()', 'second']);
    expect(adviceOn(spike, given)).toMatchObject([{ advice: { text: 'first' } }]);
  });

  it('is null where the card says nothing of the finding, or no card came', () => {
    expect(adviceOn(spike, rules(['loss.is_flat()', 'add data']))).toEqual([{ kind: 'spike', advice: null }]);
    expect(diagnoseLossCurve.run({ points: spike }, () => '').findings.map(({ advice }) => advice)).toEqual([null]);
  });

  it('fits a warmup to an oscillation that begins early and not to one that begins late', () => {
    const warmup = rules(['loss.oscillates()', 'the rate is too high, add a warmup']);
    const wave = (share: number) => 0.15 * Math.sin(2 * Math.PI * 60 * share);
    const [early] = adviceOn(
      points((share) => (share < 0.35 ? wave(share) : 0)),
      warmup,
    );
    const [late] = adviceOn(
      points((share) => (share > 0.6 ? wave(share) : 0)),
      warmup,
    );
    expect([early?.kind, early?.advice?.fits]).toEqual(['oscillation', true]);
    expect([late?.kind, late?.advice?.fits]).toEqual(['oscillation', false]);
    expect(late?.advice?.appliesWhen).toMatch(/^It does not fit: .*after any warmup has ended/);
  });

  it('fits clipping to a spike that moved the weights and not to a single value', () => {
    const clip = rules(['spike', '기울기를 클리핑한다']);
    expect(adviceOn(spike, clip)).toMatchObject([{ advice: { fits: true } }]);
    const lone = adviceOn(
      points((_, i) => (i === 500 ? 3 : 0)),
      clip,
    );
    expect(lone).toMatchObject([{ kind: 'spike', advice: { fits: false } }]);
    expect(lone[0]?.advice?.appliesWhen).toContain('그 배치의 데이터');
  });

  it('admits that it does not know when an unheard-of remedy fits', () => {
    expect(adviceOn(spike, rules(['spike', 'sing to it']))).toMatchObject([
      { advice: { text: 'sing to it', fits: null } },
    ]);
  });
});

describe('the card of Pulse', () => {
  const advise = (text: string) => {
    const [found] = adviceOn(
      points((_, i) => (i >= 500 && i < 512 ? 2 : 0)),
      rulesOf(parseCard(text, 'pulse.md')) as never,
    );
    return found?.advice;
  };
  const text = cardText('pulse');

  it('is where the words come from: another sentence in the card, another answer', () => {
    const advice = advise(text);
    const line = text.split('\n')[(advice?.line ?? 0) - 1] ?? '';
    expect(kindsOfCondition(line)).toEqual(['spike']);
    expect(text).toContain(advice?.text);
    const edited = text.replace(advice?.text ?? '', '배치를 버리고 다음으로 간다');
    expect(advise(edited)?.text).toBe('배치를 버리고 다음으로 간다');
    expect(advise(text.replace(`${line}\n`, `\n${line}\n`))?.line).toBe((advice?.line ?? 0) + 1);
  });
});
