import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../dev/voice-samples.ts';
import type { Language, Register } from '../../src/core/language.ts';
import { Register as Registers } from '../../src/core/language.ts';
import { randomFrom } from '../../src/core/random.ts';
import type { Alternative, Grammar } from '../../src/core/voice.ts';
import { SYMBOLS } from '../../src/voices/symbols.ts';
import type { Speech } from '../../src/wording/expand.ts';
import { capitalised, expand } from '../../src/wording/expand.ts';
import { PAIRS } from '../../src/wording/particles.ts';
import { LANGUAGES, NAMES, spoken, textOf, whenOf } from './shipped.ts';

const SYMBOL_NAMES = Object.keys(SYMBOLS);
const RAW_PAIR = new RegExp(`(${PAIRS.join('|')})`, 'u');

interface Saying {
  symbol: string;
  language: Language;
  register: Register;
  grammar: Grammar;
  tags?: readonly string[];
  /** Only the slots that are always there. */
  bare?: boolean;
  seed: number;
}

function say({ symbol, language, register, grammar, tags = [], bare = false, seed }: Saying): string {
  const { always = [], maybe = [] } = SYMBOLS[symbol] ?? {};
  const slots = bare ? always : [...always, ...maybe];
  const speech: Speech = {
    language,
    register,
    tags: new Set(tags),
    grammars: [grammar],
    fill: (name, random) => (slots.includes(name.split(':')[0] ?? name) ? sampleOf(language, name, random) : null),
  };
  const { text } = expand(symbol, speech, randomFrom('aloud', symbol, seed));
  return language === 'en' ? capitalised(text) : text;
}

/** What is wrong with a sentence as it would stand in a transcript; empty when nothing is. */
function faultsIn(text: string, language: Language): string[] {
  const signs: [string, boolean][] = [
    ['a sign of the grammar', /[{}<>|]/.test(text)],
    ['a bracket of nothing', /\(\s*\)/.test(text)],
    ['no value', /undefined|null|NaN|Infinity/.test(text)],
    ['a particle that was not chosen', RAW_PAIR.test(text)],
    ['two spaces', /\s\s/.test(text)],
    ['a space before a stop', /\s[.,?!…]/.test(text)],
    ['two stops', /[.,:;?!]\s*[.,:;?!]/.test(text)],
    ['no end', !/[.?!…]$/.test(text)],
    ['Korean in English', language === 'en' && /[가-힣]/.test(text)],
    ['a small letter at the start', language === 'en' && /^[a-z]/.test(text)],
  ];
  return signs.filter(([, found]) => found).map(([name]) => `${name}: ${text}`);
}

/** The grammar with one symbol narrowed to one of its alternatives. */
function only(grammar: Grammar, symbol: string, alternative: Alternative): Grammar {
  return { ...grammar, [symbol]: [textOf(alternative)] };
}

const every = NAMES.flatMap((name) => LANGUAGES.map((language) => ({ name, language })));

describe.each(every)('$name in $language', ({ name, language }) => {
  const grammar = spoken(name, language);

  it('says each alternative of each symbol in every speech level', () => {
    const faults = SYMBOL_NAMES.flatMap((symbol) =>
      (grammar[symbol] ?? []).flatMap((alternative) =>
        Registers.options.flatMap((register) =>
          [0, 1, 2].flatMap((seed) =>
            faultsIn(
              say({
                symbol,
                language,
                register,
                grammar: only(grammar, symbol, alternative),
                tags: whenOf(alternative),
                seed,
              }),
              language,
            ),
          ),
        ),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('has something to say whatever the seed, the tags and the content', () => {
    const tags = ['for', 'against', 'first', 'close', 'answering'];
    const marks = ['evidence:tool', 'evidence:fact', 'value:progress', 'value:data-quality', 'value:reliability'];
    fc.assert(
      fc.property(
        fc.record({
          symbol: fc.constantFrom(...SYMBOL_NAMES),
          register: fc.constantFrom(...Registers.options),
          tags: fc.subarray([...tags, ...marks]),
          bare: fc.boolean(),
          seed: fc.nat(),
        }),
        (saying) => {
          expect(faultsIn(say({ ...saying, language, grammar }), language)).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('brings the content that the symbol exists for', () => {
    const content = ['say', 'now', 'why', 'left', 'ask', 'decision', 'theirs', 'option'];
    for (const symbol of SYMBOL_NAMES) {
      // An aside names what moved the speaker, or what follows from it.
      const slot = symbol.startsWith('aside.')
        ? '(?:echo|why|value)'
        : content.find((candidate) => SYMBOLS[symbol]?.always.includes(candidate));
      if (slot === undefined) continue;
      const brings = (name: string, depth = 0): boolean =>
        depth < 5 &&
        (grammar[name] ?? []).every((alternative) => {
          const text = textOf(alternative);
          const targets = [...text.matchAll(/<([a-z.-]+)>/g)].map(([, target = '']) => target);
          return new RegExp(`\\{${slot}[:}]`).test(text) || targets.some((target) => brings(target, depth + 1));
        });
      // A `second` may name nothing: it says whom it answers.
      if (symbol !== 'second') expect(brings(symbol), symbol).toBe(true);
    }
  });

  it('sounds different under another seed', () => {
    for (const symbol of SYMBOL_NAMES) {
      const said = new Set(
        Array.from({ length: 40 }, (_, seed) => say({ symbol, language, register: 'polite', grammar, seed })),
      );
      expect(said.size, symbol).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('the check of sentences', () => {
  it.each([
    ['이건 (맞아|맞아요|맞습니다).', 'a sign of the grammar'],
    ['비교 실험을/를 하자.', 'a particle that was not chosen'],
    ['하나  더.', 'two spaces'],
    ['하나 더 .', 'a space before a stop'],
    ['하나 더:.', 'two stops'],
    ['하나 더', 'no end'],
  ])('finds what is wrong with %s', (text, fault) => {
    expect(faultsIn(text, 'ko').map((found) => found.split(':')[0])).toContain(fault);
  });
});
