import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { PitwallError } from '../../src/core/error.ts';
import { Value } from '../../src/core/values.ts';
import { lineOf, PROFILE } from './profile.ts';

function refusal(text: string): PitwallError {
  try {
    parseCard(text, 'anvil.md');
  } catch (error) {
    if (error instanceof PitwallError) return error;
    throw error;
  }
  throw new Error('the card was taken');
}

const FRONT = `---
values: [evidence, cost]
traits: { readiness: 0.4, initiative: 0.6 }
relationships:
  - to: tongs
    address: { ko: 집게님, en: Tongs }
    register: polite
    trust: 0.8
  - { to: '*', address: { ko: 여러분 }, register: formal, trust: 0.5 }
tools: [design_experiment]
pronoun: she
---
`;
const withFront = (from: string, to: string) => `${FRONT.replace(from, to)}\n${PROFILE}`;

describe('front matter', () => {
  it('is the persona, and values that it leaves out follow in the order of their list', () => {
    const { persona } = parseCard(FRONT + PROFILE, 'anvil.md');
    expect(persona).toMatchObject({ pronoun: 'she', tools: ['design_experiment'], desk: [], defers: [] });
    expect(persona.values).toEqual([
      'evidence',
      'cost',
      ...Value.options.filter((value) => value !== 'evidence' && value !== 'cost'),
    ]);
  });

  it('moves every line of the card by its own length', () => {
    const moved = parseCard(FRONT + PROFILE, 'anvil.md');
    const by = FRONT.split('\n').length - 1;
    expect(moved.messages.map(({ line }) => line - by)).toEqual(
      parseCard(PROFILE, 'anvil.md').messages.map(({ line }) => line),
    );
  });

  it.each([
    [
      'a trait out of range',
      'readiness: 0.4',
      'readiness: 1.7',
      3,
      11,
      /`traits\.readiness` to be at most 1, found `1\.7`/,
    ],
    [
      'a value that is none',
      'evidence, cost',
      'evidence, luck',
      2,
      20,
      /`values\.1` to be one of progress, .*found `luck`/,
    ],
    ['an unknown name', 'pronoun: she', 'pronuon: she', 11, 1, /only known names in the front matter, found `pronuon`/],
    [
      'a wrong register',
      'register: polite',
      'register: rude',
      7,
      5,
      /`relationships\.0\.register` to be one of plain, polite, formal, found `rude`/,
    ],
    [
      'an empty address',
      '{ ko: 집게님, en: Tongs }',
      '{}',
      6,
      5,
      /`relationships\.0\.address` to be a text in ko or en/,
    ],
    [
      'a repeated value',
      'evidence, cost',
      'evidence, cost, evidence',
      2,
      26,
      /each entry of `values` once, found `evidence` again/,
    ],
    [
      'a colleague listed twice',
      "to: '*'",
      'to: Tongs',
      9,
      7,
      /each entry of `relationships` once, found `tongs` again/,
    ],
    ['broken YAML', 'pronoun: she', 'pronoun: "she', 11, 14, /front matter: expected YAML/],
    ['a name given twice', 'pronoun: she', 'tools: []', 11, 1, /expected each name once, found `tools`/],
    [
      'a name given twice deep inside',
      'pronoun: she',
      'traits2: { a: 1, a: 2 }',
      11,
      18,
      /expected each name once, found `a`/,
    ],
    [
      'a name that every object has',
      'pronoun: she',
      '__proto__: { polluted: 1 }',
      11,
      1,
      /another name than `__proto__`/,
    ],
    ['the same deep inside', 'pronoun: she', 'x: { constructor: 1 }', 11, 6, /another name than `constructor`/],
    ['a key that is a list', 'pronoun: she', '? [a]\n: b', 11, 3, /expected a name before the colon/],
    [
      'a tag',
      'pronoun: she',
      'pronoun: !!binary aGVsbG8=',
      11,
      19,
      /plain values, found the tag `tag:yaml.org,2002:binary`/,
    ],
    ['a tag that runs code', 'pronoun: she', 'pronoun: !!js/function "f"', 11, 10, /plain values, found a tag/],
    ['an alias', 'pronoun: she', 'pronoun: *she', 11, 10, /the value itself, found the alias `\*she`/],
  ])('with %s is refused where it stands', (_, from, to, line, column, sentence) => {
    const error = refusal(withFront(from, to));
    expect(error.code).toBe('CARD_INVALID');
    expect(error.message).toMatch(sentence);
    expect(error.place).toEqual({ file: 'anvil.md', line, column });
  });

  it('that leaves a name out has it inferred, and what it states stands', () => {
    const { persona, inferred } = parseCard(withFront('tools: [design_experiment]\n', ''), 'anvil.md');
    expect([persona.tools, persona.pronoun, persona.traits.readiness]).toEqual([[], 'she', 0.4]);
    expect(inferred.filter(({ of }) => of.startsWith('values.'))).toEqual([]);
  });

  it('names the first of several faults in the order of lines and keeps the others as data', () => {
    const error = refusal(withFront('readiness: 0.4', 'readiness: 9').replace('trust: 0.8', 'trust: 8'));
    expect(error.place.line).toBe(3);
    expect(error.data['issues']).toHaveLength(2);
  });

  it('that multiplies aliases is refused before they are', () => {
    const bomb = 'x: &x [a, a, a, a]\ny: &y [*x, *x, *x, *x]\nz: [*y, *y, *y, *y, *y, *y, *y, *y]\n';
    expect(refusal(`---\n${bomb}---\n${PROFILE}`).message).toBe(
      'anvil.md:3:8: front matter: expected the value itself, found the alias `*x` [CARD_INVALID]',
    );
  });

  it('that is opened and never closed is refused at its first line', () => {
    const open = `---\nvalues: [cost]\n\n${PROFILE.replaceAll('---\n', '\n')}`;
    expect(refusal(open).message).toBe(
      'anvil.md:1:1: expected the front matter that starts here to end with a line `---`, found the end of the file [CARD_INVALID]',
    );
  });
});

/** Lines of front matter, one behind the other. */
const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n');

describe('a card with more in it than any person', () => {
  it.each([
    ['characters', `${PROFILE}${'a '.repeat(140_000)}`, /expected a card of at most 262144 characters, found \d+/],
    [
      'front matter',
      `---\n${rows(20_000, (i) => `k${i}: 1`)}\n---\n${PROFILE}`,
      /expected front matter of at most 65536 characters, found 188889/,
    ],
    [
      'unknown names',
      `---\n${rows(500, (i) => `k${i}: 1`)}\n---\n${PROFILE}`,
      /found `k0`, `k1`, `k2`, `k3`, `k4`, `k5`, `k6`, `k7` and 492 more \[/,
    ],
    [
      'items in a section',
      `${PROFILE}\n## Strengths\n\n${rows(2001, (i) => `- strength ${i}`)}\n`,
      /expected at most 2000 quotes, list items and fences in the section of line \d+, found more/,
    ],
    [
      'quotes in a section',
      `${PROFILE}\n## Strengths\n\n${rows(2001, (i) => `> quote ${i}\n`)}\n`,
      /at most 2000 quotes/,
    ],
    [
      'marks of emphasis that open and never close',
      `${PROFILE}\n## Personality\n\n${'*a_ '.repeat(20_000)}\n`,
      /expected at most 6000 marks of emphasis in the paragraph that ends here, found more/,
    ],
    ['fences in a section', `${PROFILE}\n## Strengths\n\n${rows(1001, () => '```\na\n```')}\n`, /at most 2000 quotes/],
  ])('is refused in one sentence: %s', (_, text, sentence) => {
    const error = refusal(text);
    expect([error.code, error.message]).toEqual(['CARD_INVALID', expect.stringMatching(sentence)]);
    expect(error.sentence.length).toBeLessThan(300);
  });

  it('may have as many over all its sections, and as many lines of front matter', () => {
    const items = (heading: string) => `\n## ${heading}\n\n${rows(900, (i) => `- ${heading} ${i}`)}\n`;
    expect(
      parseCard(`${PROFILE}${items('Strengths')}${items('One')}${items('Two')}`, 'anvil.md').strengths.length,
    ).toBeGreaterThan(899);
    const many = `---\nrelationships:\n${rows(600, (i) => `  - { to: n${i}, trust: 0.5, register: polite, address: { en: N${i} } }`)}\n---\n${PROFILE}`;
    expect(parseCard(many, 'anvil.md').persona.relationships).toHaveLength(600);
  });
});

describe('a card', () => {
  it.each([
    ['empty', '', 1, 'found nothing'],
    ['plain text', 'Ada\n\n# A-1: Ada\n', 1, 'found paragraph "Ada"'],
    ['titled too deep', '\n\n## A-1: Ada\n', 3, 'found a level-2 heading "A-1: Ada"'],
    ['without an id', '# Ada\n\n## "Ada" | Analyst\n', 1, 'found "Ada"'],
  ])('that is %s is refused with what was found', (_, text, line, found) => {
    const error = refusal(text);
    expect(error.message).toContain(`expected a level-1 heading "ID: name", ${found}`);
    expect(error.place).toEqual({ file: 'anvil.md', line, column: 1 });
  });

  it('that quotes 500 levels deep is refused at that line', () => {
    const error = refusal(`# A-1: Ada\n\n${'> '.repeat(500)}\n`);
    expect(error.message).toContain('expected quotes that are nested less than 500 levels deep');
    expect(error.place).toMatchObject({ file: 'anvil.md', line: 3 });
  });

  it('without a role is refused at its title', () => {
    const error = refusal('\n# A-1: Ada\n\n## Personality\n\ncalm\n');
    expect(error.message).toMatch(/^anvil\.md:2:1: expected a role, /);
  });

  it.each([
    ['that turns what follows around', '한\u202e가람', 'a name of visible characters, found U+202E'],
    ['that nobody sees', 'Han\u200bgaram', 'a name of visible characters, found U+200B'],
    ['that is a tag', 'Hangaram\u{e0041}', 'a name of visible characters, found U+E0041'],
    ['that looks like another', 'H\u0430ngaram', 'a name in letters of one script'],
    ['of Greek that looks like another', '\u039dancy Drew', 'a name in letters of one script'],
  ])('has no character in its name %s', (_, name, says) => {
    const error = refusal(PROFILE.replace('# X-21: 한가람', `# X-21: ${name}`));
    expect([error.code, error.message]).toEqual(['CARD_INVALID', expect.stringContaining(`expected ${says}`)]);
  });

  it.each(['한가람', 'Núñez García', 'Владимир', 'Νίκος Ελ', 'O’Brien-Smith', '田中 花子', 'Иван (Ivan)'])(
    'may be called %s',
    (name) => {
      expect(() => parseCard(PROFILE.replace('# X-21: 한가람', `# X-21: ${name}`), 'anvil.md')).not.toThrow();
    },
  );

  it('takes its id from the table when the title has none', () => {
    const { documentId } = parseCard(PROFILE.replace('# X-21: 한가람', '# 한가람'), 'anvil.md');
    expect(documentId).toBe('X-21');
    expect(lineOf('| **ID** | X-21 |')).toBe(10);
  });
});
