import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintCard } from '../../src/cards/lint/lint.ts';
import { readMarkdown } from '../../src/cards/markdown.ts';
import { parseCard } from '../../src/cards/parse.ts';
import { cutMarkdown } from '../../src/cards/pieces.ts';
import { PersonaCard } from '../../src/core/card.ts';
import { PitwallError } from '../../src/core/error.ts';
import { counting, growth, NEARER_SQUARE, timesAsLong } from '../fixtures/pace.ts';
import { PROFILE } from './profile.ts';

const cards = [
  PROFILE,
  ...['mason', 'sail'].map((name) => readFileSync(new URL(`../fixtures/cards/${name}.md`, import.meta.url), 'utf8')),
  ...['blaze', 'cortex', 'flux', 'pulse', 'sentinel'].map((name) =>
    readFileSync(new URL(`../../personas/${name}.md`, import.meta.url), 'utf8'),
  ),
];

const scrap = fc.oneof(
  fc.constantFrom(
    '---\n',
    '\n```\n',
    '|',
    '"',
    '# ',
    '\n## ',
    '(',
    '[',
    '{',
    ': ',
    '&a ',
    '*a',
    '**',
    '\t',
    '\0',
    '\r',
    '\uD800',
    '\n- ',
    '\n\n',
    '<br>',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
/** A place as a share of the text, so that one edit fits every card. */
const share = fc.double({ min: 0, max: 1, noNaN: true });
const edit = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), from: share, length: fc.nat(400) }),
  fc.record({ kind: fc.constant('insert' as const), from: share, text: scrap }),
  fc.record({ kind: fc.constant('copy' as const), from: share, length: fc.nat(400), to: share }),
  fc.record({ kind: fc.constant('end' as const), from: share }),
);

function apply(text: string, change: typeof edit extends fc.Arbitrary<infer T> ? T : never): string {
  const at = (where: number) => Math.floor(where * text.length);
  const from = at(change.from);
  if (change.kind === 'cut') return text.slice(0, from) + text.slice(from + change.length);
  if (change.kind === 'insert') return text.slice(0, from) + change.text + text.slice(from);
  if (change.kind === 'end') return text.slice(0, from);
  const copied = text.slice(from, from + change.length);
  return text.slice(0, at(change.to)) + copied + text.slice(at(change.to));
}

/** Whether it was a card; anything but a card or one refusal with its place fails. */
function read(text: string): boolean {
  try {
    const card = parseCard(text, 'mutant.md');
    expect(PersonaCard.parse(card)).toEqual(card);
    for (const { line } of lintCard(card, text)) expect(line).toBeLessThanOrEqual(text.split(/\r\n?|\n/).length);
    return true;
  } catch (error) {
    if (!(error instanceof PitwallError)) throw error;
    expect(error.code).toBe('CARD_INVALID');
    expect(error.message).toMatch(/^mutant\.md:\d+:\d+: .+ \[CARD_INVALID\]$/s);
    expect(error.place.line).toBeLessThanOrEqual(text.split(/\r\n?|\n/).length + 1);
    return false;
  }
}

describe('any text', () => {
  it('that was a card before it was mutated or cut short is a card or one refusal with its place', () => {
    const taken: boolean[] = [];
    fc.assert(
      fc.property(fc.constantFrom(...cards), fc.array(edit, { minLength: 1, maxLength: 4 }), (card, edits) => {
        taken.push(read(edits.reduce(apply, card)));
      }),
      { numRuns: 1_000 },
    );
    expect(new Set(taken)).toEqual(new Set([true, false]));
  });

  it('of any characters is a card or one refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        read(text);
        read(`# A-1: ${text}\n## "A" | b\n${text}`);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['quotes', 5_000, (n: number) => '>'.repeat(n)],
    ['lists', 5_000, (n: number) => '- '.repeat(n)],
    ['brackets', 5_000, (n: number) => '['.repeat(n)],
    ['emphasis', 5_000, (n: number) => '*a '.repeat(n)],
    ['YAML', 5_000, (n: number) => `## Tool Chain\n\n\`\`\`yaml\na: ${'['.repeat(n)}\n\`\`\``],
    ['quotation', 2_000, (n: number) => `## Slack Messages\n\n${'"a\n'.repeat(n)}`],
    ['names in a growth area', 8_000, (n: number) => `## Growth Areas\n\n- ${'Aa Bb, '.repeat(n)}에게`],
    ['verbs in a growth area', 8_000, (n: number) => `## Growth Areas\n\n- ${'relies on '.repeat(n)}`],
    ['marks in a message', 50_000, (n: number) => `## Slack Messages\n\n- ${'~'.repeat(n)}가`],
    ['letters and a figure in a message', 50_000, (n: number) => `## Slack Messages\n\n- ${'가'.repeat(n)} 3`],
    ['shares', 10_000, (n: number) => `## Slack Messages\n\n- ${'a 5% '.repeat(n)}`],
    ['dashes in feedback', 8_000, (n: number) => `## Feedback\n\n${'"a" — b — '.repeat(n)}`],
    ['stars in feedback', 8_000, (n: number) => `## Feedback\n\n${'**a** '.repeat(n)}: "b"`],
    ['a long footer', 50_000, (n: number) => `*a: ${' '.repeat(n)}b*`],
    ['brackets in a job', 20_000, (n: number) => `## Career Path\n\n**A ${'('.repeat(n)}2012**`],
    ['points', 20_000, (n: number) => `## Strengths\n\n${'강점, '.repeat(n)}`],
    ['tools', 20_000, (n: number) => `## Tool Chain\n\n- ${'a/b, '.repeat(n)}`],
    ['quotes in a row', 1_600, (n: number) => `## Strengths\n\n${'> a\n\n'.repeat(n)}`],
    ['items in a row', 1_600, (n: number) => `## Strengths\n\n${'- a\n\nb\n\n'.repeat(n)}`],
    ['conditions', 500, (n: number) => `## Thinking Patterns\n\n\`\`\`\n${`if ${':a'.repeat(n)}\n`.repeat(20)}\`\`\``],
  ] as const)(
    'nested or repeated thousands of times (%s) takes time that grows with it, not with its square',
    (_, size, text) => {
      expect(growth((n) => read(`# A-1: Ada\n## "Ada" | Analyst\n\n${text(n)}\n`), size)).toBeLessThan(NEARER_SQUARE);
    },
  );
});

/** Cuts wherever it may, however little it gains. */
const SMALLEST = 0;
const whole = (text: string) => [{ text, offset: 0, line: 1, gaps: [] }];

describe('front matter', () => {
  const front = (n: number) =>
    `relationships:\n${Array.from({ length: n }, (_, i) => `  - { to: n${i}, trust: 0.5, register: polite, address: { en: N${i} } }`).join('\n')}`;

  it.each([
    ['of many entries', 800, front],
    ['of many names', 4_800, (n: number) => Array.from({ length: n }, (_, i) => `k${i}: 1`).join('\n')],
  ] as const)('%s takes time that grows with it, not with its square', (_, size, text) => {
    expect(growth((n) => read(`---\n${text(n)}\n---\n${PROFILE}`), size)).toBeLessThan(NEARER_SQUARE);
  });
});

describe('a text cut into pieces', () => {
  it('has the nodes and positions of the whole', () => {
    const cut: number[] = [];
    fc.assert(
      fc.property(fc.constantFrom(...cards), fc.array(edit, { maxLength: 3 }), (card, edits) => {
        const text = edits.reduce(apply, card).replace(/\r\n?/g, '\n');
        const pieces = cutMarkdown(text, SMALLEST);
        cut.push(pieces.length);
        expect(readMarkdown(text, pieces)).toEqual(readMarkdown(text, whole(text)));
      }),
      { numRuns: 150 },
    );
    expect(Math.max(...cut)).toBeGreaterThan(5);
  });

  it.each([
    ['front matter', '---\na: 1\n\n# note\n---\n\n# A\n', 2],
    ['a fence', '# A\n\n```\n\n## B\n```\n\n## C\n', 2],
    ['a longer fence', '# A\n\n````\n```\n\n## B\n````\n\n## C\n', 2],
    ['a fence before a rule', '# A\n\n```\nx\n```\n---\na: 1\n---\n', 1],
    ['a fence with words behind its name', '# A\n\n~~~py  title="b c" \n[x]: y\n<b>\n~~~\ntext\n', 1],
    ['an open fence', '# A\n\n```js\n\n## B\n', 1],
    ['a definition', '# [A][x]\n\n## B\n\n[x]: y\n', 1],
    ['a comment', '# A\n\n<!--\n\n## B\n-->\n', 1],
    ['a fence in a list', '# A\n\n- ```\n  b\n  ```\n\n```\n\n## B\n```\n', 1],
  ])('is not cut inside %s', (_, text, count) => {
    const pieces = cutMarkdown(text, SMALLEST);
    expect(pieces).toHaveLength(count);
    expect(readMarkdown(text, pieces)).toEqual(readMarkdown(text, whole(text)));
  });
});

describe('a long card', () => {
  it('of 100 KB is read in under sixteen times what counting to 10^8 takes', () => {
    const [, body = ''] = PROFILE.split('## 🧠');
    const sections = Math.ceil(100_000 / Buffer.byteLength(body));
    const text = PROFILE + `\n## 🧠${body}`.repeat(sections);
    expect(Buffer.byteLength(text)).toBeGreaterThan(100_000);
    const reading = () => expect(parseCard(text, 'long.md').messages).toHaveLength(4 * (sections + 1));
    expect(timesAsLong(reading, counting, 16)).toBeLessThan(16);
  });

  it('is read by a process that has read nothing before in under 24 times what counting to 10^8 takes', async () => {
    const body = PROFILE.slice(PROFILE.indexOf('## 🧠'));
    const text = PROFILE + `\n${body}`.repeat(Math.ceil(100_000 / Buffer.byteLength(body)));
    const folder = mkdtempSync(join(tmpdir(), 'pitwall-long-'));
    writeFileSync(join(folder, 'long.md'), text);
    const script = `
      import { readFileSync } from 'node:fs';
      const { parseCard } = await import(${JSON.stringify(new URL('../../src/cards/parse.ts', import.meta.url).href)});
      const text = readFileSync(${JSON.stringify(join(folder, 'long.md'))}, 'utf8');
      const start = performance.now();
      parseCard(text, 'long.md');
      const wall = performance.now() - start;
      const counting = performance.now();
      for (let n = 0; n < 1e8; n++);
      console.log(wall / (performance.now() - counting));`;
    const times: number[] = [];
    for (let run = 0; run < 5; run++) {
      const { stdout } = await promisify(execFile)(process.execPath, [
        '--import',
        import.meta.resolve('tsx'),
        '--input-type=module',
        '-e',
        script,
      ]);
      times.push(Number(stdout));
    }
    rmSync(folder, { recursive: true });
    expect(Math.min(...times)).toBeGreaterThan(0);
    expect(Math.min(...times)).toBeLessThan(24);
  });
});
