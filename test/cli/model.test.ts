import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { modelForTerminal } from '../../src/cli/print/model.ts';
import type { Language } from '../../src/core/language.ts';
import type { Adjustable } from '../../src/core/scenario.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { settingsIn } from '../../src/reasoning/settings.ts';
import { ModelReport, modelReport } from '../../src/report/model-report.ts';
import { widthOf } from '../../src/report/width.ts';
import { loaded } from '../scenarios/load.ts';

const reportOf = (id: string, as: string | null = null) => {
  const { scenario, cards, calculate } = loaded(id);
  return modelReport(compileModel(scenario), { cards, calculate, as });
};
const printed = (report: ModelReport, { all = false, width = 110, language = 'en' as Language } = {}) =>
  modelForTerminal(report, { all, language, page: { width, colour: false } });
const part = (text: string, title: string) => text.split(/\n(?=\S)/).find((one) => one.startsWith(title)) ?? '';

describe('modelReport', () => {
  it('is what its schema says', () => {
    for (const report of [reportOf('lost-checkpoint'), reportOf('lost-checkpoint', 'pulse')])
      expect(ModelReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it('has what criteria are about first, then what they rest on', () => {
    const { rows } = reportOf('lost-checkpoint');
    const names = rows.map(({ name }) => name);
    expect(names.indexOf('back')).toBeLessThan(names.indexOf('stepTime'));
    expect(rows.every(({ matters }) => matters)).toBe(true);
  });

  it('shows a member what they know, assume and cannot know', () => {
    const pulse = reportOf('lost-checkpoint', 'pulse');
    const sentinel = reportOf('lost-checkpoint', 'sentinel');
    const gap = (report: ModelReport) => report.rows.find(({ name }) => name === 'gap')?.values['weights'];
    expect(gap(pulse)).toMatchObject({ value: 0.06, state: 'known' });
    expect(gap(sentinel)).toMatchObject({ value: 0, state: 'assumed' });
    expect(sentinel.facts.find(({ name }) => name === 'coldGap')?.state).toBe('assumed');
    expect(reportOf('lost-checkpoint').facts).toEqual([]);
  });

  it('shows an option at the setting that is asked for, in whatever unit', () => {
    const { scenario, cards, calculate } = loaded('tokens-for-7b');
    const model = compileModel(scenario);
    const set = settingsIn(model, { 'long.tokens': '1.2T tokens' });
    expect(set).toEqual([{ option: 'long', input: 'tokens', to: 1.2e12 }]);
    const time = (report: ModelReport) => report.rows.find(({ name }) => name === 'time')?.values['long']?.value ?? 0;
    expect(time(modelReport(model, { cards, calculate, set }))).toBeGreaterThan(time(reportOf('tokens-for-7b')));
    expect(() => settingsIn(model, { 'long.tokens': '9T tokens' })).toThrow(
      /`long.tokens` from 5e11 to 1.45e12 tokens?, which the scenario allows/,
    );
    expect(() => settingsIn(model, { 'long.token': '1T tokens' })).toThrow(
      /no setting is called `long.token`.*`long.tokens`/,
    );
  });

  it.each([
    [
      '{ from: 1e12, to: 1.4e12, step: 1e11 }',
      '1.25T tokens',
      '1.3T tokens',
      'from 1e12 to 1.4e12 in steps of 1e11 tokens',
    ],
    ['[1e12, 1.2e12, 1.4e12]', '1.3T tokens', '1.2T tokens', 'at one of 1e12, 1.2e12, 1.4e12 tokens'],
    ['[1, 9]', '2.5 tokens', '3 tokens', 'from 1 to 9 tokens, which the scenario allows, and whole'],
  ])('takes no setting but those of %s', (adjust, refused, taken, sentence) => {
    const { scenario } = loaded('tokens-for-7b');
    const { long } = scenario.options;
    if (long === undefined) throw new Error('there is a long run');
    const given = { ...long, adjust: { tokens: parse(adjust) as Adjustable } };
    const model = compileModel({ ...scenario, options: { ...scenario.options, long: given } });
    expect(() => settingsIn(model, { 'long.tokens': refused })).toThrow(sentence);
    expect(settingsIn(model, { 'long.tokens': taken })).toHaveLength(1);
  });

  it('says who stood where at first, and where once everything is known', () => {
    const { members, decision } = reportOf('lost-checkpoint');
    expect(decision).toBe('whole');
    expect(members.find(({ id }) => id === 'sentinel')).toMatchObject({ first: 'weights', informed: 'whole' });
  });

  it('does not let a member compute with a calculator that their card does not have', () => {
    const time = (member: string) =>
      reportOf('tokens-for-7b', member).rows.find(({ name }) => name === 'time')?.values['long'];
    expect(time('axiom')).toMatchObject({ value: null, state: 'unknown' });
    expect(time('pulse')?.value).toBeGreaterThan(15);
  });
});

describe('modelForTerminal', () => {
  it.each(['lost-checkpoint', 'nan-for-a-junior', 'qlora-32b'])('aligns %s, Hangul counted as two columns', (id) => {
    const rows = part(printed(reportOf(id)), 'quantities')
      .split('\n')
      .slice(1)
      .filter(Boolean);
    expect(rows.length).toBeGreaterThan(3);
    expect(new Set(rows.map((row) => widthOf(row))).size).toBe(1);
  });

  it('marks a limit that is missed, what would repair it, and what would flip the decision', () => {
    const text = printed(reportOf('serve-32b'), { width: 200 });
    expect(part(text, 'limits')).toMatch(/the speed for each user >= .*MISSED by/);
    expect(text).toContain(
      'gptq: Korean in the calibration text (koreanText) at 0.30 instead of 0 keeps what is lost on Korean chats <= ',
    );
    expect(part(text, 'flips')).toMatch(/the four-bit kernel reaches \(awqKernel\) below \d/);
  });

  it('speaks the language of its scenario, amounts and fixed words alike', () => {
    const report = reportOf('loss-drop-3000', 'flux');
    const text = printed(report, { language: 'ko', width: 200 });
    expect(part(text, '계산값')).toMatch(/드는 돈.* 27\.9달러/);
    expect(part(text, '한도')).toMatch(/답을 기다리는 시간 <= 계획 동결까지 +지킴, 9일 여유/);
    expect(part(text, '목표')).toMatch(/적을수록 .*드는 돈.* \(의미 있는 차이 500달러\), 비용 +\.00 +\.00 \(−0\.1\)/);
    expect(part(text, '토론 전에 flux가')).not.toBe('');
    const { scenario } = loaded('loss-drop-3000');
    const own = [
      scenario.motion,
      ...report.options.map(({ label }) => label),
      ...report.facts.map(({ doubt }) => doubt),
    ];
    const words = own.reduce<string>((rest, written) => rest.replace(written ?? '', ''), text).match(/[a-z-]{2,}/gi);
    const ids = new Set(JSON.stringify([report, scenario.facts]).match(/[a-z-]{2,}/gi));
    expect((words ?? []).filter((word) => !ids.has(word))).toEqual([]);
  });

  it('breaks into blocks on a narrow page', () => {
    const text = part(printed(reportOf('tokens-for-7b'), { width: 80 }), 'quantities');
    expect(
      text.split('\n').filter((line) => /^\s+(optimal|long|fill|longest|bigger)\b/.test(line)).length,
    ).toBeGreaterThan(1);
  });

  it('marks what a member assumes', () => {
    const text = printed(reportOf('lost-checkpoint', 'sentinel'));
    expect(text).toContain('As sentinel sees it');
    expect(part(text, 'quantities')).toMatch(/the gap at the start.*~0/);
    expect(part(text, 'what sentinel knows')).toMatch(/~ coldGap/);
  });
});
