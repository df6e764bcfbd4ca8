import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ruleOf } from '../../src/cards/lint/finding.ts';
import { lintCard } from '../../src/cards/lint/lint.ts';
import { tokensPerParameterIn, tokensPerParameterInCode } from '../../src/cards/lint/quantities.ts';
import { cardFindingText } from '../../src/cards/lint/words/sentences.ts';
import { parseCard } from '../../src/cards/parse.ts';
import { withUncertain } from '../../src/cards/written.ts';
import { lineOf, PROFILE } from './profile.ts';

const MASON = readFileSync(new URL('../fixtures/cards/mason.md', import.meta.url), 'utf8');
const lint = (text: string) => lintCard(parseCard(text, 'card.md'), text);
const errors = (text: string) => lint(text).filter(({ level }) => level === 'error');
const of = (text: string, rule: string) => lint(text).filter((finding) => ruleOf(finding) === rule);

describe('a sound card', () => {
  it('has no error', () => {
    expect(errors(MASON)).toEqual([]);
  });
});

describe('tokens for each parameter', () => {
  it.each([
    ['optimal_tokens = optimal_params  # ratio', 1],
    ['    tokens = 20 * params', 20],
    ['const tokens = model_params * 20.5;', 20.5],
    ['tokens = params + 1', undefined],
    ['loss = power_law(params, tokens)', undefined],
  ])('are read from the code `%s`', (line, ratio) => {
    expect(tokensPerParameterInCode(line)).toBe(ratio);
  });

  it.each([
    ['7B로 정하면 토큰은 140B 밑으로 못 내려가요.', 20],
    ['A 1.5B model wants 30B tokens.', 20],
    ['70억 파라미터면 토큰이 1400억은 있어야지.', 20],
    ['7B면 충분해.', undefined],
    ['3B, 7B, 13B 가운데 토큰에 맞는 걸로.', undefined],
  ])('are read from "%s"', (text, ratio) => {
    expect(tokensPerParameterIn(text)).toBe(ratio);
  });

  it('that the code and an example put differently are an error at the example', () => {
    const text = PROFILE.replace('return min(cores * 2,', 'tokens = params\n        return min(cores * 2,').replace(
      '캐시 적중률이 12%야.',
      '7B면 토큰은 140B야.',
    );
    expect(of(text, 'tokens')).toEqual([
      {
        level: 'error',
        line: lineOf('"7B면', text),
        finding: { code: 'tokens.differ', params: { here: 20, code: 1, line: lineOf('tokens = params', text) } },
      },
    ]);
    expect(of(text.replace('tokens = params', 'tokens = 20 * params'), 'tokens')).toEqual([]);
  });
});

describe('years', () => {
  it('of experience against the first post are an error where the experience stands', () => {
    const text = MASON.replace('11 years', '16 years');
    expect(of(text, 'experience')).toEqual([
      {
        level: 'error',
        line: lineOf('| **Experience**', text),
        finding: {
          code: 'experience.years',
          params: { years: 16, first: 2015, line: lineOf('**Quay Works', text), since: 11, until: 2026 },
        },
      },
    ]);
  });

  it.each(['현재', 'present', 'now', 'today', '지금'])('up to %s are as many as somebody says, but no fewer', (end) => {
    const undated = (years: string) =>
      PROFILE.replace('9 years', years)
        .replace('2021-Present', `2021-${end}`)
        .replace(/^\*(?:Created|Last Updated).*$/gm, '');
    expect(of(undated('30 years'), 'experience')).toEqual([]);
    expect(of(undated('2 years'), 'experience')).toMatchObject([
      { level: 'error', finding: { params: { years: 2, first: 2014, since: 7, until: 2021 } } },
    ]);
  });

  it('after the last post are too many where every post has an end', () => {
    const ended = PROFILE.replace('9 years', '30 years')
      .replace('2021-Present', '2021-2024')
      .replace(/^\*Created.*$/gm, '');
    expect(of(ended, 'experience')).toMatchObject([{ finding: { params: { years: 30, since: 10, until: 2024 } } }]);
  });

  it('of a post that runs backwards are an error, of two that overlap odd', () => {
    expect(errors(MASON.replace('2015-2020', '2022-2020')).map(ruleOf)).toContain('career');
    expect(of(MASON.replace('2015-2020', '2015-2022'), 'career')).toMatchObject([
      { level: 'warning', line: lineOf('**현재: Quay', MASON) },
    ]);
  });

  it('of a post that another section puts otherwise are odd', () => {
    const text = MASON.replace('## Slack', '## Achievements\n\n**Quay Works (2014-2019)**\n- 상\n\n## Slack');
    expect(of(text, 'career')).toMatchObject([{ level: 'warning', line: lineOf('**Quay Works (2014', text) }]);
  });
});

describe('identity', () => {
  it.each([
    ['documentId', '# Q-31:', '# Q-13:'],
    ['callsign', '## "Mason"', '## "Brick"'],
    ['name', ': 석지후 (', ': 석진후 ('],
  ])('with another %s in the title than in the table is an error', (what, from, to) => {
    expect(errors(MASON.replace(from, to)).map(({ finding }) => finding)).toMatchObject([
      { code: 'identity.differs', params: { what } },
    ]);
  });
});

describe('front matter against prose', () => {
  const front = (yaml: string) => `---\n${yaml}\n---\n\n${MASON}`;
  const sentences = (yaml: string) => of(front(yaml), 'front-matter').map((one) => [one.line, cardFindingText(one)]);

  it('names the value that the text speaks for most, and stands last', () => {
    const yaml = 'values: [cost, simplicity, progress, validity, user-impact, data-quality, evidence, schedule]';
    expect(sentences(yaml)).toEqual([
      [2, expect.stringMatching(/^`reliability` is number 9 of the values, but the text supports it most/)],
    ]);
  });

  it('names a first value that the text speaks against', () => {
    expect(sentences('values: [schedule, reliability]')).toEqual([
      [2, expect.stringMatching(/^`schedule` is the first value, but the text speaks against it/)],
    ]);
  });

  it('names work that is left to somebody on one side only', () => {
    expect(sentences('defers: [{ on: Anchor, topic: hardware }]')).toEqual([
      [2, '`hardware` is left to Anchor, but no growth area says so'],
      [lineOf('- **Kernels', front('x')), '커널 성능 depends on Sail, but `defers` on line 2 leaves nothing to Sail'],
    ]);
  });

  it('names another pronoun and another speech level than the text has', () => {
    const text = `---\npronoun: he\nrelationships:\n  - { to: sail, address: { ko: 래온 }, register: plain, trust: 0.5 }\n---\n\n${MASON.replace('신중하고', '그녀는 신중하고').replace('"사본이', 'to Sail: "사본이')}`;
    expect(of(text, 'front-matter').map((one) => cardFindingText(one))).toContainEqual(
      expect.stringMatching(/^the pronoun is `he`, but the text says `she`/),
    );
    expect(of(text, 'register')).toMatchObject([
      { line: 4, finding: { code: 'register.differs', params: { to: 'sail', stated: 'plain', read: 'formal' } } },
    ]);
  });
});

describe('gaps', () => {
  it('are thin sections, at their headings', () => {
    const text = MASON.replace(/```go[\s\S]*?```/, '').replace(
      '신중하고 말수가 적다. 급한 자리에서도 차분하게 순서를 지킨다.',
      '신중.',
    );
    expect(of(text, 'thin').map(({ line }) => line)).toEqual([lineOf('## 🧠', text), lineOf('## Personality', text)]);
  });

  it('are what cannot be scored for lack of examples', () => {
    expect(of(MASON, 'unscored').map((one) => cardFindingText(one))).toEqual([
      'cannot be scored: how the member writes English (0 of 3 example messages)',
      'cannot be scored: how the member speaks to sail (no message to them)',
    ]);
    const alone = MASON.replace(', English (Fluent)', '');
    expect(alone).not.toBe(MASON);
    expect(of(alone, 'unscored').map(({ finding }) => finding.code)).toEqual(['unscored.addressees']);
  });
});

describe('what a repair left open', () => {
  it('is found at its place until its entry is deleted, and the front matter moves no other line', () => {
    const line = lineOf('"사본이', MASON);
    const text = withUncertain(MASON, [{ line, column: 2, text: '사', candidates: ['사', '삭', '"'] }]);
    const [found] = of(text, 'uncertain');
    expect(text.split('\n')[(found?.line ?? 0) - 1]).toBe(MASON.split('\n')[line - 1]);
    expect(parseCard(text, 'card.md').uncertain).toEqual([
      { line: found?.line, column: 2, text: '사', candidates: ['사', '삭', '"'] },
    ]);
    expect(of(text.replace(/ {2}- \{ line.*\n/, '').replace('uncertain:', 'uncertain: []'), 'uncertain')).toEqual([]);
  });

  it('joins the front matter that is there', () => {
    const own = `---\nvalues: [cost]\n---\n\n${MASON}`;
    const line = lineOf('## Personality', own);
    const text = withUncertain(own, [{ line, column: 4, text: 'P', candidates: ['P'] }]);
    const { persona, uncertain } = parseCard(text, 'card.md');
    expect(persona.values[0]).toBe('cost');
    expect(text.split('\n')[(uncertain[0]?.line ?? 0) - 1]).toBe('## Personality');
  });

  it('leaves a text without guesses as it is', () => {
    expect(withUncertain(MASON, [])).toBe(MASON);
  });
});
