import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCardBytes } from '../../src/cards/repair/read-card.ts';
import type { RepairReport } from '../../src/core/repair.ts';
import { RepairReport as RepairReportSchema } from '../../src/core/repair.ts';
import type { CodePage } from './damage.ts';
import { damage, isBroken } from './damage.ts';

const PERSONAS = new URL('../../personas/', import.meta.url);
const CARDS = readdirSync(PERSONAS)
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(new URL(name, PERSONAS), 'utf8') }));
const PAGES: CodePage[] = ['windows-1254', 'windows-1252', 'latin1'];

const repaired = (text: string, page: CodePage, lexicon: string[] = []) =>
  readCardBytes(Buffer.from(damage(text, page)), 'card.md', { repair: true, lexicon });

/** Each character of the truth beside what was restored, and its candidates where it is listed. */
function compared(truth: string, { text, report }: { text: string; report: RepairReport }) {
  const listed = new Map(report.uncertain.map((one) => [`${one.line}:${one.column}`, one]));
  const found = text.split('\n').map((line) => [...line]);
  return truth.split('\n').flatMap((line, at) =>
    [...line].map((character, column) => ({
      character,
      found: found[at]?.[column],
      listed: listed.get(`${at + 1}:${column + 1}`),
    })),
  );
}

describe('a damaged card of ours', () => {
  it.each(CARDS.flatMap(({ name, text }) => PAGES.map((page) => ({ name, text, page }))))(
    '$name read as $page comes back: every sound character, and the broken ones within the bars',
    ({ text, page }) => {
      const result = repaired(text, page);
      const all = compared(text, result);
      const broken = all.filter(({ character }) => isBroken(character, page));
      expect([...result.text]).toHaveLength([...text].length);
      expect(all.filter(({ character, found }) => found !== character && !isBroken(character, page))).toEqual([]);
      expect(result.text).not.toContain('\uFFFD');
      const wrong = broken.filter(({ character, found }) => found !== character);
      expect(1 - wrong.length / broken.length).toBeGreaterThanOrEqual(0.95);
      expect(wrong.filter(({ listed }) => listed === undefined)).toEqual([]);
      expect(wrong.filter(({ character, listed }) => !listed?.candidates.includes(character))).toEqual([]);
      expect(result.report.uncertain.length / broken.length).toBeLessThanOrEqual(0.3);
      expect(result.report.restored).toBe([...text].filter((character) => character > '\x7f').length);
      expect(RepairReportSchema.parse(result.report)).toEqual(result.report);
    },
  );

  it('is restored better beside the cards of its team', () => {
    const [right, rightBesideTeam] = [false, true].map((team) =>
      CARDS.reduce((sum, { name, text }) => {
        const others = team ? CARDS.filter((other) => other.name !== name).map((other) => other.text) : [];
        const all = compared(text, repaired(text, 'windows-1254', others));
        return sum + all.filter(({ character, found }) => character === found).length;
      }, 0),
    );
    expect(rightBesideTeam).toBeGreaterThan(right ?? Number.POSITIVE_INFINITY);
  });

  it('is refused without the flag, in a sentence that names the damage and the flag', () => {
    const text = CARDS.find(({ name }) => name === 'pulse.md')?.text ?? '';
    const bytes = Buffer.from(damage(text, 'windows-1254'));
    expect(() => readCardBytes(bytes, 'card.md', { repair: false })).toThrow(
      /^card\.md: expected sound text, found UTF-8 read as Windows-1254 .*\(399 of its 1739 characters lost bytes\); --repair restores it \[CARD_INVALID\]$/,
    );
  });

  it('says by the letters which page it was read as', () => {
    const text = '훈련 🧠 모델의 최적화를 이해하면 길이 보인다';
    const names = PAGES.map((page) => repaired(text, page).report.encoding);
    expect(names).toEqual(['UTF-8 read as Windows-1254', 'UTF-8 read as Windows-1252', 'UTF-8 read as Latin-1']);
  });

  it('is refused when more is gone than is left', () => {
    const text = CARDS[0]?.text ?? '';
    expect(() => repaired(text, 'latin1-printable')).toThrow(
      /characters lost bytes; ask for the original \[CARD_INVALID\]$/,
    );
  });

  it('is restored when only a paragraph of it was damaged, and letters of other languages stay', () => {
    const sound = '# 김나래\n\n학습률을 낮추면 café에서도 수렴한다.\n';
    const result = readCardBytes(
      Buffer.from(`${sound}${damage('데이터를 모아 모델을 만든다', 'windows-1254')}`),
      'a.md',
      {
        repair: true,
      },
    );
    expect(result.text).toBe(`${sound}데이터를 모아 모델을 만든다`);
  });
});

describe('sound text that looks a little like damage', () => {
  it.each([
    'Il dit « CAFÉ» à l’été, déjà vu: naïve, garçon… voilà”',
    '김나래는 CAFÉ» 옆에서 일한다',
    'Şirketin ığdır İÇİN ğüşöç “değil”',
    'São Paulo, Ångström, Größe: 5° ± 2 µm — ½',
    'ÉTÉ… NOËL… ÀÉ',
  ])('stays: %s', (text) => {
    expect(readCardBytes(Buffer.from(text), 'card.md', { repair: true })).toEqual({
      text,
      report: { encoding: 'UTF-8', restored: 0, uncertain: [], dropped: [] },
    });
  });

  it.each(['Loss fell — by 3 % · “twice”', '5 × 3 °C', 'Привет, мир', 'café'])(
    'and damage without Hangul is seen: %s',
    (text) => {
      expect(repaired(text, 'windows-1252').text).toBe(text);
      expect(damage(text, 'windows-1252')).not.toBe(text);
    },
  );
});

describe('random Korean text', () => {
  const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((point) => String.fromCharCode(point));
  const sign = fc.constantFrom('—', '→', '“', '”', '│', '═', '❌', '⚠️', '🎯', '🧠', 'é', '·', 'ㅎ', '한', '의');
  const other = fc.constantFrom(' ', '\n', 'a', 'Loss', '7', ', ', '(', ')');
  const korean = fc
    .array(
      fc.oneof({ weight: 6, arbitrary: syllable }, { weight: 1, arbitrary: sign }, { weight: 3, arbitrary: other }),
      {
        minLength: 1,
        maxLength: 120,
      },
    )
    .map((parts) => `가나다 ${parts.join('')}`);

  it('has each true character among the candidates, and the sound ones as they were', () => {
    fc.assert(
      fc.property(korean, fc.constantFrom(...PAGES), (text, page) => {
        const all = compared(text, repaired(text, page));
        for (const { character, found, listed } of all) {
          if (!isBroken(character, page)) expect(found).toBe(character);
          else if (listed !== undefined) expect(listed.candidates).toContain(character);
        }
        expect(all.some(({ found }) => found === undefined || found === '\uFFFD')).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('stays as it is when nothing is damaged, with or without the flag', () => {
    fc.assert(
      fc.property(korean, fc.boolean(), (text, repair) => {
        const { text: same, report } = readCardBytes(Buffer.from(text), 'card.md', { repair });
        expect(same).toBe(text);
        expect(report).toEqual({ encoding: 'UTF-8', restored: 0, uncertain: [], dropped: [] });
      }),
    );
  });
});
