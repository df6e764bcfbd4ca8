import { describe, expect, it } from 'vitest';
import { asStep, linked } from '../../src/wording/links.ts';
import { withParticles } from '../../src/wording/particles.ts';

describe('a Korean clause carried on', () => {
  it.each([
    ['비중만으로 내려(가|가요|갑니다)', '내려가니까', '내려가지만', '내려가면'],
    ['비교가 (없어|없어요|없습니다)', '없으니까', '없지만', '없으면'],
    ['236달러 (들어|들어요|듭니다)', '드니까', '들지만', '들면'],
    ['아직 (몰라|몰라요|모릅니다)', '모르니까', '모르지만', '모르면'],
    ['읽기 (어려워|어려워요|어렵습니다)', '어려우니까', '어렵지만', '어려우면'],
    ['비교가 안 (돼|돼요|됩니다)', '되니까', '되지만', '되면'],
    ['외운 (거야|거예요|겁니다)', '거니까', '거지만', '거면'],
    ['아는 (사람이야|사람이에요|사람입니다)', '사람이니까', '사람이지만', '사람이면'],
    ['증거가 (아니야|아니에요|아닙니다)', '아니니까', '아니지만', '아니면'],
    ['값은 8.2%(이야/야|이에요/예요|입니다)', '8.2%니까', '8.2%지만', '8.2%면'],
  ])('%s', (clause, since, but, ifSo) => {
    const end = (link: 'since' | 'but' | 'if') =>
      withParticles(linked(clause, link) ?? '')
        .split(' ')
        .at(-1);
    expect([end('since'), end('but'), end('if')]).toEqual([since, but, ifSo]);
  });

  it('makes no condition of a past', () => {
    expect(linked('0.23 (떨어졌어|떨어졌어요|떨어졌습니다)', 'since')).toBe('0.23 떨어졌으니까');
    expect(linked('0.23 (떨어졌어|떨어졌어요|떨어졌습니다)', 'if')).toBeNull();
  });

  it('takes the ending of the last sentence and leaves the rest as it is', () => {
    expect(linked('코드는 1.30(이야|이에요|입니다). 평균은 (내려가|내려가요|내려갑니다)', 'and')).toBe(
      '코드는 1.30(이야|이에요|입니다). 평균은 내려가고',
    );
  });

  it('gives up where no ending shows a stem', () => {
    expect(linked('we have a cause', 'since')).toBeNull();
    expect(linked('기한을 (넘겨|넘겨요|넘김)', 'since')).toBeNull();
  });
});

describe('an undertaking as a step', () => {
  it.each([
    ['사본을 (뜰게|뜰게요|뜨겠습니다)', '사본을 뜨고', '사본을 뜨면'],
    ['새 설정을 (걸게|걸게요|걸겠습니다)', '새 설정을 걸고', '새 설정을 걸면'],
    ['기록을 (찾을게|찾을게요|찾겠습니다)', '기록을 찾고', '기록을 찾으면'],
  ])('%s', (undertaking, and, once) => {
    expect([asStep(undertaking, 'and'), asStep(undertaking, 'once')]).toEqual([and, once]);
  });

  it('is none of what is not promised', () => {
    expect(asStep('사본을 (떠|떠요|뜹니다)', 'and')).toBeNull();
  });
});
