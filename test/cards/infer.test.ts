import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { registerOf, registersIn } from '../../src/cards/register.ts';
import { Value } from '../../src/core/values.ts';
import { reasonsOf } from '../../src/report/understood.ts';
import { lineOf, PROFILE } from './profile.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/cards/${name}.md`, import.meta.url), 'utf8');
const MASON = fixture('mason');
const SAIL = fixture('sail');
const mason = parseCard(MASON, 'mason.md');
const sail = parseCard(SAIL, 'sail.md');

const HEAD = '# A-1: Ada\n## "Ada" | Analyst\n\n';
const bare = (body: string) => parseCard(HEAD + body, 'ada.md');
const of = (card: ReturnType<typeof parseCard>, setting: string) => card.inferred.filter((one) => one.of === setting);

describe('the order of values', () => {
  it('is the one that framework, role, philosophy and strengths speak for', () => {
    expect(mason.persona.values[0]).toBe('reliability');
    expect(sail.persona.values.slice(0, 2)).toEqual(['evidence', 'efficiency']);
  });

  it('has for each value the places that speak for it, with their lines', () => {
    const [first] = reasonsOf(mason);
    expect(first?.of).toBe('values.reliability');
    expect(first?.places[0]).toMatchObject({ from: 'frameworks', line: lineOf('**Recovery-First', MASON), weight: 3 });
    for (const { text, line, from } of mason.inferred.filter(({ of: what }) => what.startsWith('values.'))) {
      if (from === 'frameworks' && text.includes(': ')) continue;
      expect(MASON.replaceAll('**', '').split('\n')[line - 1]).toContain(text.slice(0, 20));
    }
  });

  it('falls where the member is said to neglect something, and rises where they prefer it', () => {
    expect(mason.persona.values.indexOf('schedule')).toBeGreaterThan(mason.persona.values.indexOf('progress'));
    expect(of(sail, 'values.user-impact')).toEqual([
      {
        of: 'values.user-impact',
        from: 'growthAreas',
        text: 'Users: 사용자 관점',
        weight: -0.75,
        line: lineOf('- **Users', SAIL),
      },
    ]);
    expect(of(sail, 'values.efficiency').find(({ from }) => from === 'growthAreas')?.weight).toBe(0.75);
  });

  it('follows stated weights, however they are written', () => {
    const shares = (text: string) => bare(`## Slack Messages\n\n- ${text}\n`);
    expect(
      of(shares('데이터 품질이 80%고, 알고리즘은 20%야'), 'values.data-quality').map(({ weight }) => weight),
    ).toEqual([3.2]);
    expect(of(shares('데이터 품질 80 : 비용 20'), 'values.data-quality').map(({ weight }) => weight)).toEqual([3.2]);
    expect(of(shares('Data quality is 70%, cost is 30%.'), 'values.cost').map(({ weight }) => weight)).toEqual([1.2]);
    expect(of(shares('GPU 사용률이 70%밖에 안 나와요.'), 'values.efficiency')).toEqual([]);
  });

  it('follows a list of shares that make up a whole', () => {
    const card = bare('## Thinking Patterns\n\n```\n- 50%: 비용 분석\n- 30%: 사용자 조사\n- 20%: 일정 조율\n```\n');
    expect(card.persona.values.slice(0, 3)).toEqual(['cost', 'user-impact', 'schedule']);
    expect(of(card, 'values.cost').map(({ line }) => line)).toContain(7);
  });

  it('is that of the list when the text says nothing', () => {
    const { persona, inferred } = bare('## Personality\n\n초록색을 좋아한다.\n');
    expect([persona.values, inferred]).toEqual([Value.options, []]);
  });
});

describe('traits', () => {
  it('come from personality and growth areas, a negated word counting the other way', () => {
    expect(mason.persona.traits).toEqual({ readiness: 0.4, initiative: 0.3 });
    expect(sail.persona.traits).toEqual({ readiness: 0.6, initiative: 0.7 });
    expect(bare('## Growth Areas\n\n- 의견을 적극적으로 내지 않을 때가 있음\n').persona.traits.initiative).toBe(0.4);
    expect(bare('## Growth Areas\n\n- 고집이 없음\n').persona.traits.readiness).toBe(0.5);
  });
});

describe('the speech level', () => {
  it.each([
    ['plain', '그거 재 봤어? 숫자부터 줘.'],
    ['polite', '제가 볼게요. 금방 돼요.'],
    ['formal', '확인했습니다. 그대로 가겠습니다.'],
    ['polite', '확인했습니다. 그건 제가 볼게요. 같이 보죠.'],
    ['polite', 'All of it is in English.'],
  ])('is %s in "%s"', (register, text) => {
    expect(registerOf([{ text, line: 1 }]).register).toBe(register);
  });

  it('is that of the own messages, and never of what colleagues say', () => {
    expect(sail.persona.relationships).toEqual([
      { to: '*', address: { ko: '다들', en: 'everyone' }, register: 'plain', trust: 0.5 },
    ]);
    expect(mason.persona.relationships.at(-1)?.register).toBe('formal');
    expect(registersIn('지후가 있으면 밤에 잔다.')).toEqual(['plain']);
    expect(mason.feedback).toEqual([
      { by: 'Sail (Compilers)', text: '지후가 있으면 밤에 잔다.', line: lineOf('"지후가', MASON) },
    ]);
  });
});

describe('what is deferred', () => {
  it('comes from the dependencies, with a colleague whom the member trusts', () => {
    expect(mason.dependencies).toEqual([
      {
        on: 'Sail',
        topic: '커널 성능',
        quote: 'Kernels: 커널 성능은 Sail에게 의존',
        line: lineOf('- **Kernels', MASON),
      },
    ]);
    expect(mason.persona.defers).toEqual([
      { on: 'Sail', topic: 'hardware', quote: 'Kernels: 커널 성능은 Sail에게 의존' },
    ]);
    expect(mason.persona.relationships[0]).toMatchObject({ to: 'sail', trust: 0.8, register: 'formal' });
  });

  it('is nothing where a card names software or nobody', () => {
    expect(parseCard(PROFILE.replace('Tongs에게 의존', 'Bazel에 의존'), 'a.md').dependencies).toEqual([]);
    expect(sail.dependencies).toEqual([]);
  });

  it('may be listed in a section of its own, which keeps what names nobody', () => {
    const card = bare('## Dependencies\n\n- Tongs: presses and moulds\n- Bellows (air)\n- the weather\n');
    expect(card.dependencies.map(({ on, topic }) => [on, topic])).toEqual([
      ['Tongs', 'presses and moulds'],
      ['Bellows', 'air'],
    ]);
    expect(card.sections.map(({ text }) => text)).toEqual(['- the weather']);
  });
});

describe('front matter', () => {
  it('stands over what the text would say, and only the rest is inferred', () => {
    const card = parseCard(`---\nvalues: [cost]\n---\n\n${MASON}`, 'mason.md');
    expect(card.persona.values.slice(0, 2)).toEqual(['cost', 'progress']);
    expect(of(card, 'values.reliability')).toEqual([]);
    expect(card.persona.traits).toEqual(mason.persona.traits);
  });
});

describe('the pronoun', () => {
  it('is that of whole words: a log, a flag and a bug are nobody', () => {
    const of = (text: string) => bare(`## Personality\n\n${text}\n`).persona.pronoun;
    expect(of('로그는 남기고 플래그가 꺼지면 버그의 원인을 찾는다.')).toBe('they');
    expect(of('그는 말이 없다.')).toBe('he');
  });
});
