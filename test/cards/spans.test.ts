import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, readCard } from '../../src/cards/parse.ts';
import type { Span } from '../../src/cards/spans.ts';
import { PitwallError } from '../../src/core/error.ts';
import { anyCard } from './any-card.ts';
import { PROFILE } from './profile.ts';

const shipped = ['blaze', 'cortex', 'flux', 'pulse', 'sentinel'].map((name) => [
  name,
  readFileSync(new URL(`../../personas/${name}.md`, import.meta.url), 'utf8'),
]) as [string, string][];

/** Letters and digits that no span holds, or that more than one does, with where they stand. */
function strays(text: string, spans: readonly Span[]): string[] {
  const held = new Uint8Array(text.length);
  for (const { start, end } of spans) for (let at = start; at < end; at++) held[at] = (held[at] ?? 0) + 1;
  const found: string[] = [];
  for (let at = 0; at < text.length; at++) {
    if (held[at] !== 1 && /[\p{L}\p{N}]/u.test(text.charAt(at)))
      found.push(`${held[at]}x at ${at}: ${text.slice(Math.max(0, at - 15), at + 15)}`);
  }
  return found;
}

/** Words that a span holds and its part of the card does not; numbers of list items only order them. */
function lost(text: string, { card, spans }: ReturnType<typeof readCard>): string[] {
  return spans
    .filter(({ isLabel, field }) => !isLabel && field !== 'persona')
    .flatMap(({ start, end, field }) => {
      const kept = new Set(wordsOf(leavesOf(card[field]).join(' ')));
      return wordsOf(text.slice(start, end).replace(/^\s*\d+[.)]\s/gm, ''))
        .filter((word) => !kept.has(word) && !kept.has(word.replace(/(?:에게|한테|께)$/u, '')))
        .filter((word) => !(MARKERS[field] ?? []).includes(word))
        .map((word) => `${field}: ${word}`);
    });
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const leavesOf = (value: unknown): string[] =>
  value !== null && typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [String(value)];

/** Words that say which field it is, or how to read what follows, and so are no content of it. */
const MARKERS: Partial<Record<Span['field'], string[]>> = {
  document: ['document', 'version', 'created', 'author', 'classification'],
  messages: ['to', 'all', '모두에게'],
  career: ['현재', 'current'],
  feedback: ['from'],
};

const read = (text: string) => {
  const plain = plainText(text);
  const result = readCard(text, 'card.md');
  return { plain, ...result };
};

describe('the text of a card', () => {
  it.each([['Anvil', PROFILE], ...shipped])('is in exactly one part of it, and no word is lost (%s)', (_, text) => {
    const { plain, card, spans } = read(text);
    expect(strays(plain, spans)).toEqual([]);
    expect(lost(plain, { card, spans })).toEqual([]);
  });

  it.each([
    [
      'a table under the title',
      '| Attribute | Value |\n|---|---|\n| Role | SRE |\n| Favourite food | noodles |\n\nProse.',
    ],
    ['a table without a head', '| Role | SRE |\n|---|---|\n| Team | Infra |'],
    ['one row of names over one of values', '| 이름 | 역할 | 팀 |\n|--|--|--|\n| 박아다 | SRE | 인프라 |'],
    ['lines in bold', '**역할:** 현장 엔지니어\n**팀**: 인프라\n\n아다는 로그부터 본다.'],
    ['a list', '- Role: SRE\n- Team: [Infra](https://x.example)\n- Note: something else\n  - nested'],
    ['a table of several people', '| Name | Role |\n|--|--|\n| Ada | SRE |\n| Bo | PM |\n\nRole: SRE'],
    ['a heading and lines', '## Quick Reference\n\nRole: SRE\n**Callsign**: Anchor\n\nThe rest: is prose.'],
  ])('is in exactly one part of it, with a role, however it says who it is: %s', (_, body) => {
    const { plain, card, spans } = read(`# S-7: Ada Park\n\n${body}\n\n## Personality\n\nCalm.\n`);
    expect(Object.values(card.role)).toEqual([expect.stringMatching(/^(?:SRE|현장 엔지니어)$/)]);
    expect(strays(plain, spans)).toEqual([]);
    expect(lost(plain, { card, spans })).toEqual([]);
  });

  it('is in exactly one part of it, with every word, whatever cards are made of', () => {
    fc.assert(
      fc.property(anyCard, (text) => {
        const { plain, card, spans } = read(text);
        expect(strays(plain, spans)).toEqual([]);
        expect(lost(plain, { card, spans })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is in exactly one part of it, however it was cut or mixed up', () => {
    const cards: number[] = [];
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const edit = fc.record({ from: place, length: fc.nat(300), to: place });
    fc.assert(
      fc.property(
        fc.constantFrom(PROFILE, ...shipped.map(([, text]) => text)),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        (card, edits) => {
          const text = edits.reduce((whole, { from, length, to }) => {
            const at = Math.floor(from * whole.length);
            const moved = whole.slice(at, at + length);
            const rest = whole.slice(0, at) + whole.slice(at + length);
            const target = Math.floor(to * rest.length);
            return rest.slice(0, target) + moved + rest.slice(target);
          }, card);
          try {
            const { plain, spans } = read(text);
            cards.push(1);
            expect(strays(plain, spans)).toEqual([]);
          } catch (error) {
            if (!(error instanceof PitwallError)) throw error;
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(cards.length).toBeGreaterThan(100);
  });
});
