import { describe, expect, it } from 'vitest';
import { readPoints } from '../../src/cards/growth.ts';
import { splitPoints } from '../../src/cards/lists.ts';
import { readMessages } from '../../src/cards/messages.ts';
import { parseCard } from '../../src/cards/parse.ts';
import { readDependencies } from '../../src/cards/people.ts';
import { readNames } from '../../src/cards/reference.ts';
import { readRules } from '../../src/cards/rules.ts';
import { readToolChain } from '../../src/cards/toolchain.ts';

const lines = (text: string) => ({ line: 10, lines: text.split('\n') });
const rules = (code: string) => readRules(lines(code), new Set()).map(({ when, then, line }) => [when, then, line]);

describe('rules in code', () => {
  it('are read with braces, and what is left over holds otherwise', () => {
    const code = 'const char *f(void) {\n    if (c->cold) {\n        return "warm it";\n    }\n    return "go on";\n}';
    expect(rules(code)).toEqual([
      ['c->cold', 'warm it', 11],
      ['otherwise', 'go on', 14],
    ]);
  });

  it('are read from a switch', () => {
    const code =
      'switch {\ncase b < 5:\n\treturn "freeze"\ncase b < 20:\n\treturn "careful" // with a canary\ndefault:\n\treturn "ship"\n}';
    expect(rules(code)).toEqual([
      ['b < 5', 'freeze', 11],
      ['b < 20', 'careful', 13],
      ['otherwise', 'ship', 15],
    ]);
  });

  it('are read from one line, and from conditions that hold a colon', () => {
    expect(rules('if x["a:b"] > 1: return "one"\nelif y[1:2]:\n    return \'two\'')).toEqual([
      ['x["a:b"] > 1', 'one', 10],
      ['y[1:2]', 'two', 11],
    ]);
  });

  it('are not made of what returns no literal, nor across functions', () => {
    const code = 'def f(x):\n    if x.ok():\n        return False\n    return x * 2\n\ndef g(x):\n    return "no rule"';
    expect(rules(code)).toEqual([]);
  });

  it('do not take the advice of a later branch for an earlier condition', () => {
    expect(rules('if a:\n    log(a)\nif b:\n    return "b"')).toEqual([['b', 'b', 12]]);
  });

  it('have ids that are unique in the card and name what is tested', () => {
    const taken = new Set<string>();
    const ids = (code: string) => readRules(lines(code), taken).map(({ id }) => id);
    expect(ids('if self.is_flat(x):\n    return "a"\nif not self.is_flat(x):\n    return "b"')).toEqual([
      'is_flat',
      'not-is_flat',
    ]);
    expect(ids('if self.is_flat(y):\n    return "c"\nif r.left < 5:\n    return "d"')).toEqual(['is_flat-2', 'left-5']);
  });
});

describe('the tool chain', () => {
  it('keeps the entry that is no YAML verbatim and reads the others', () => {
    const text = 'good:\n  - A: "x"\nmesh:\n  - Istio: "big", Linkerd\n  - Envoy\nlast:\n  - B/Cc';
    expect(readToolChain(lines(text))).toEqual([
      { category: 'good', items: ['A: x'], line: 10 },
      { category: 'mesh', items: ['- Istio: "big", Linkerd', '- Envoy'], line: 12 },
      { category: 'last', items: ['B/Cc'], line: 15 },
    ]);
  });

  it('parts slash lists, and nothing else that has a slash', () => {
    const text = 'x:\n  - LoRA/QLoRA/DoRA\n  - C++17/20\n  - I/O\n  - BF16/FP16 mixed\n  - JAX/Flax: "TPU"';
    expect(readToolChain(lines(text))[0]?.items).toEqual([
      'LoRA',
      'QLoRA',
      'DoRA',
      'C++17/20',
      'I/O',
      'BF16/FP16 mixed',
      'JAX/Flax: TPU',
    ]);
  });

  it('never expands an alias', () => {
    expect(readToolChain(lines('a: &a [x, y]\nb: [*a, *a]')).map(({ items }) => items)).toEqual([
      ['x', 'y'],
      ['*a', '*a'],
    ]);
  });

  it('reads plain scalars and numbers as they are written', () => {
    expect(readToolChain(lines('a: 1.10\nb:\n  v: 0x1F\n  w:'))).toEqual([
      { category: 'a', items: ['1.10'], line: 10 },
      { category: 'b', items: ['v: 0x1F', 'w'], line: 11 },
    ]);
  });
});

describe('messages', () => {
  const relationships = [
    { to: 'Tongs', address: { ko: '집게님', en: 'Tongs' }, register: 'polite' as const, trust: 0.5 },
    { to: '*', address: { ko: '여러분', en: 'everyone' }, register: 'polite' as const, trust: 0.5 },
  ];
  const read = (text: string) => readMessages([lines(text)], relationships);

  it('name their addressee in front, in each of the forms', () => {
    const text = 'to Tongs: "a"\n- to all: "b"\n→ Bellows: “c”\n@tongs: "d"\n> Bellows에게: "e"\n모두에게: "f"';
    expect(read(text).found.map(({ to, text: said }) => [to, said])).toEqual([
      ['tongs', 'a'],
      ['*', 'b'],
      ['bellows', 'c'],
      ['tongs', 'd'],
      ['bellows', 'e'],
      ['*', 'f'],
    ]);
  });

  it('are told by the form of address that opens them, and by no part of a word', () => {
    expect(read('"집게님, 봐 주세요."\n"집게님들이 오네요."\n"여러분, 모이세요."').found.map(({ to }) => to)).toEqual([
      'tongs',
      undefined,
      undefined,
    ]);
  });

  it('keep quotation marks inside and end with the one that closes the line', () => {
    expect(read('"He said "no" twice.\nThen left."').found).toEqual([
      { text: 'He said "no" twice.\nThen left.', line: 10 },
    ]);
  });

  it('leave over what is no message, an unclosed one too', () => {
    expect(read('Garam says:\n"never closed\n\n"closed"')).toEqual({
      found: [{ text: 'closed', line: 13 }],
      rest: [
        { line: 10, text: 'Garam says:' },
        { line: 11, text: '"never closed' },
      ],
    });
  });
});

describe('dependencies', () => {
  const depend = (text: string, software: string[] = []) =>
    readDependencies([{ text, line: 7 }], { software: new Set(software), people: new Set() }).map(
      ({ on, topic }) => `${on}: ${topic}`,
    );

  it.each([
    ['하드웨어 레벨 최적화는 Blaze에게 의존', ['Blaze: 하드웨어 레벨 최적화']],
    ['Infrastructure: ML 인프라 측면은 Pulse, Blaze에게 의존', ['Pulse: ML 인프라', 'Blaze: ML 인프라']],
    ['배포는 Sentinel과 Forge한테 크게 기댄다', ['Sentinel: 배포', 'Forge: 배포']],
    ['relies on Blaze for kernel work', ['Blaze: kernel work']],
    [
      'Relies heavily on Pulse and Blaze for ML infrastructure.',
      ['Pulse: ML infrastructure', 'Blaze: ML infrastructure'],
    ],
    ['Hardware level: depends on Blaze', ['Blaze: Hardware level']],
    ['For networks, leans on Wire', ['Wire: networks']],
    ['Blaze에게 하드웨어 최적화를 맡기는 편', ['Blaze: 하드웨어 최적화']],
    ['커널은 성훈 형에게 물어본다', ['성훈: 커널']],
    ['Distributed set-up: needs the help of Pulse for cluster layout', ['Pulse: cluster layout']],
    ['Kernel tuning is left to Blaze', ['Blaze: Kernel tuning']],
    ["relies on Blaze's judgement for memory layout", ['Blaze: memory layout']],
  ])('are read from "%s"', (text, expected) => {
    expect(depend(text)).toEqual(expected);
  });

  it.each([
    '서비스 간 의존성 정리가 느림',
    'Kubernetes에 의존하는 설계가 잦음',
    '의존 구문 분석에 치우침',
    'depends on the weather',
    'Blaze에게 일을 맡기지 못함',
    '비개발자에게 설명할 때 예시의 도움을 받음',
    '팀원들에게 의존하지 않고 혼자 끝내려 함',
    'Prism에게 도움을 주느라 자기 일이 밀림',
    'relies on Kubernetes for everything',
    'depends on Infrastructure for capacity',
    '의존성 그래프를 끝까지 그리지 않음',
  ])('are not read from "%s"', (text) => expect(depend(text)).toEqual([]));

  it('are not on a tool of the card', () => {
    expect(depend('relies on Bazel for everything', ['bazel'])).toEqual([]);
  });
});

describe('a career', () => {
  const career = (text: string) =>
    parseCard(`# W-7: Ara\n## Weaver\n\n## Career\n\n${text}\n`, 'card.md').career.map(
      ({ employer, from, to, role, achievements }) => [employer, from, to, role, achievements],
    );

  it('is read from bullets as from paragraphs', () => {
    expect(
      career('- **Selvedge (2012-2019)** - Weaver\n  - Two looms\n- **Warp Ltd (2019-now)** - Senior Weaver'),
    ).toEqual([
      ['Selvedge', 2012, 2019, 'Weaver', ['Two looms']],
      ['Warp Ltd', 2019, null, 'Senior Weaver', []],
    ]);
  });

  it('takes bullets under a job for what was done there, years or not', () => {
    expect(career('**Selvedge (2012-2019)** - Weaver\n\n- **Best cloth (2016)** - a prize\n- Two looms')).toEqual([
      ['Selvedge', 2012, 2019, 'Weaver', ['Best cloth (2016) - a prize', 'Two looms']],
    ]);
  });

  it('leaves a bold bullet without years where it stands', () => {
    const card = parseCard('# W-7: Ara\n## Weaver\n\n## Career\n\n- **Weaving** - for years\n', 'card.md');
    expect(card.career).toEqual([]);
    expect(card.sections.map(({ text }) => text)).toEqual(['- **Weaving** - for years']);
  });
});

describe('lists in prose', () => {
  it('part at commas outside brackets, or at sentences where there are any', () => {
    expect(splitPoints('캐시 설계(원격, 로컬), 고집')).toEqual(['캐시 설계(원격, 로컬)', '고집']);
    expect(splitPoints('Fast, but terse. Forgets lunch.')).toEqual(['Fast, but terse.', 'Forgets lunch.']);
  });

  it('keep two names of one phrase together', () => {
    expect(splitPoints('말이 적음, 인프라는 Pulse, Blaze에게 의존')).toEqual([
      '말이 적음',
      '인프라는 Pulse, Blaze에게 의존',
    ]);
  });

  it('give nothing for nothing', () => {
    expect(readPoints([])).toEqual({ found: [], rest: [] });
    expect(splitPoints(' , ')).toEqual([]);
  });
});

describe('names', () => {
  it('are told apart by script; the given name is the last in Korea and the first elsewhere', () => {
    expect(readNames(['남궁민수 (Namgung Minsu)'], [])).toEqual({
      ko: '남궁민수',
      en: 'Namgung Minsu',
      aliases: ['민수', 'Minsu'],
    });
    expect(readNames(['Ada King Lovelace'], ['Countess'])).toEqual({
      en: 'Ada King Lovelace',
      aliases: ['Ada', 'Countess'],
    });
  });
});
