import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAIRS, withParticles } from '../../src/wording/particles.ts';

describe('particles after', () => {
  it.each([
    // Hangul
    ['근거을/를', '근거를'],
    ['실험을/를', '실험을'],
    ['지금으로/로', '지금으로'],
    ['서울으로/로', '서울로'],
    ['되돌리기이야/야', '되돌리기야'],
    ['읽기과/와 맡기기', '읽기와 맡기기'],
    ['장당 초당 0.7쪽이어도/여도', '장당 초당 0.7쪽이어도'],
    ['두 배이어도/여도', '두 배여도'],
    ['비교 실험이야/야', '비교 실험이야'],
    ['보류이에요/예요', '보류예요'],
    ['증설이라는/라는', '증설이라는'],
    // digits, as they are read
    ['2.56이/가', '2.56이'],
    ['2.33은/는', '2.33은'],
    ['0.05을/를', '0.05를'],
    ['2.0을/를', '2.0을'],
    ['10을/를', '10을'],
    ['300이/가', '300이'],
    ['3,000은/는', '3,000은'],
    ['2으로/로', '2로'],
    ['3으로/로', '3으로'],
    ['1으로/로', '1로'],
    ['7으로/로', '7로'],
    ['8으로/로', '8로'],
    ['6으로/로', '6으로'],
    ['0을/를', '0을'],
    // percent and units
    ['11%을/를', '11%를'],
    ['11%이/가', '11%가'],
    ['27GB이/가', '27GB가'],
    ['147달러이/가', '147달러가'],
    ['28분이/가', '28분이'],
    ['64장으로/로', '64장으로'],
    ['7B은/는', '7B는'],
    // English words as they are said
    ['500 step을/를', '500 step을'],
    ['loss이/가', 'loss가'],
    ['run이/가', 'run이'],
    ['web은/는', 'web은'],
    ['model으로/로', 'model로'],
    ['batch을/를', 'batch를'],
    ['checkpoint은/는', 'checkpoint는'],
    ['all-reduce이/가', 'all-reduce가'],
    ['rollback은/는', 'rollback은'],
    ['check은/는', 'check는'],
    ['LLM은/는', 'LLM은'],
    ['GPU을/를', 'GPU를'],
    ['ML으로/로', 'ML로'],
    ['H100이/가', 'H100이'],
    ['FlashAttention-2을/를', 'FlashAttention-2를'],
    ['FP8으로/로', 'FP8로'],
    // quotes and brackets
    ["'계속'은/는", "'계속'은"],
    ['“유지”을/를', '“유지”를'],
    ['H100(80GB)을/를', 'H100(80GB)을'],
    ['증설(임시)이/가', '증설(임시)이'],
  ])('%s', (text, said) => {
    expect(withParticles(text)).toBe(said);
  });

  it('every ending, in the middle of a sentence too, once each', () => {
    expect(withParticles('임대료이/가 올라서 증설은/는 실험으로/로, 2.5달러을/를 낸다')).toBe(
      '임대료가 올라서 증설은 실험으로, 2.5달러를 낸다',
    );
  });

  it('are chosen for every pair on both sounds, and no slash is left', () => {
    for (const pair of PAIRS) {
      const [closed, open] = pair.split('/');
      expect(withParticles(`실험${pair} 끝`)).toBe(`실험${closed} 끝`);
      expect(withParticles(`근거${pair} 끝`)).toBe(`근거${open} 끝`);
    }
  });

  it('leave a text without pairs as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('/'));
        expect(withParticles(text)).toBe(text);
      }),
    );
    expect(withParticles('50GB/s, A/B, km/h')).toBe('50GB/s, A/B, km/h');
  });
});
