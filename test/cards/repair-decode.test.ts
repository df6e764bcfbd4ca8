import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCardBytes } from '../../src/cards/repair/read-card.ts';
import { PitwallError } from '../../src/core/error.ts';
import { damage } from './damage.ts';

const TEXT = '# F1-99: 김나래 (Kim Narae)\n뷁 학습률을 낮춘다 — "천천히"\n';
const read = (bytes: Uint8Array, repair = false) => readCardBytes(bytes, 'card.md', { repair });
const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

describe('the encoding of a card', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-8', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
    ['UTF-8', Buffer.from(TEXT.replaceAll('\n', '\r'))],
    ['UTF-16LE', utf16(`\uFEFF${TEXT}`, false)],
    ['UTF-16BE', utf16(`\uFEFF${TEXT}`, true)],
    ['UTF-16LE', utf16(TEXT, false)],
    ['UTF-16BE', utf16(TEXT, true)],
  ])('%s is read with plain line ends and without a mark (%#)', (encoding, bytes) => {
    expect(read(bytes)).toEqual({ text: TEXT, report: { encoding, restored: 0, uncertain: [], dropped: [] } });
  });

  it('CP949 is read with the syllables that EUC-KR lacks', () => {
    // 훈련 in EUC-KR; 똠방각하 뷁 with two syllables of CP949 alone; a syllable on the last lead byte.
    const bytes = [
      0xc8, 0xc6, 0xb7, 0xc3, 0x20, 0x8c, 0x63, 0xb9, 0xe6, 0x20, 0x94, 0xee, 0x20, 0x81, 0x41, 0xc6, 0x52,
    ];
    expect(read(Uint8Array.from(bytes))).toEqual({
      text: '훈련 똠방 뷁 갂힣',
      report: { encoding: 'CP949', restored: 0, uncertain: [], dropped: [] },
    });
  });

  it('CP949 has the euro sign, and no character in the area that users fill for themselves', () => {
    const korean = [0xc8, 0xc6, 0xb7, 0xc3];
    expect(read(Uint8Array.from([...korean, 0xa2, 0xe6])).text).toBe('훈련€');
    expect(() => read(Uint8Array.from([...korean, 0xc9, 0xa1]))).toThrow('expected UTF-8, UTF-16 or CP949');
  });

  it('a damaged card in UTF-16 is restored too', () => {
    const { text, report } = read(utf16(`\uFEFF${damage('데이터를 모아 모델을 만든다', 'windows-1254')}`, false), true);
    expect(text).toBe('데이터를 모아 모델을 만든다');
    expect(report.encoding).toMatch(/^UTF-8 read as .*, in UTF-16LE$/);
  });

  it('a mark that was damaged with the rest goes', () => {
    const { text, report } = read(Buffer.from(damage('\uFEFF감을 믿고 모델을 만든다', 'windows-1252')), true);
    expect(text).toMatch(/^.을 믿고 모델을 만든다$/);
    expect(report.uncertain.at(0)).toMatchObject({ line: 1, column: 1, text: text.charAt(0) });
  });
});

describe('what is no card', () => {
  it.each([
    ['a PDF document', Buffer.from('%PDF-1.7\n'), 'FILE_UNREADABLE'],
    ['a ZIP archive, such as a Word document', Buffer.from('PK\x03\x04rest'), 'FILE_UNREADABLE'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d), 'FILE_UNREADABLE'],
    ['binary data (character code 0)', Buffer.from('text\0and\0'), 'FILE_UNREADABLE'],
    ['2.5 MB', new Uint8Array(2.5 * 1024 * 1024).fill(0x41), 'FILE_UNREADABLE'],
    ['bytes that are no character in UTF-8', Uint8Array.of(0x41, 0x0a, 0xff, 0xff), 'CARD_INVALID'],
    ['U+FFFD, the mark of a character whose bytes are gone', Buffer.from('김\uFFFD윤'), 'CARD_INVALID'],
  ])('%s is refused', (found, bytes, code) => {
    expect(() => read(bytes, true)).toThrow(`found ${found} [${code}]`);
  });

  it('a card cut within a character is told with its line and column', () => {
    const bytes = Buffer.from('# 이름\n모델을 만든다');
    expect(() => read(bytes.subarray(0, bytes.length - 1))).toThrow(/^card\.md:2:7: expected UTF-8/);
  });

  it('any bytes are a text without U+FFFD or one sentence', () => {
    const korean = fc.constantFrom(
      ...['훈련한다', 'ê¹€ë„ìœ¤', 'é', '\n', 'a', '🧠'].map((text) => [...Buffer.from(text)]),
    );
    const noise = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 3 });
    const mixed = fc.array(fc.oneof({ weight: 4, arbitrary: korean }, { weight: 1, arbitrary: noise }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(mixed, fc.boolean(), (parts, repair) => {
        try {
          expect(read(Uint8Array.from(parts.flat()), repair).text).not.toContain('\uFFFD');
        } catch (error) {
          if (!(error instanceof PitwallError)) throw error;
          expect(error.message).toMatch(
            /^card\.md(:\d+){0,2}: expected .+ found .+ \[(CARD_INVALID|FILE_UNREADABLE)\]$/,
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
