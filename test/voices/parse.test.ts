import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { mergeVoices } from '../../src/voices/merge.ts';
import { parseVoice } from '../../src/voices/parse.ts';
import { SYMBOLS } from '../../src/voices/symbols.ts';
import { FOLDER, LANGUAGES, MEMBERS, NAMES, shipped } from './shipped.ts';

const FILE = 'personas/voices/bad.yaml';
const GOOD = `ko:
  open:
    - "{say}. <lean>"
    - "{say}."
    - { text: "곡선부터. {say}.", when: [evidence:tool] }
  lean:
    - "{option}(이야/야|이에요/예요|입니다)."
en:
  vote:
    - "{option}, because {why}."
`;

function errorOf(text: string): PitwallError {
  try {
    parseVoice(text, FILE);
  } catch (error) {
    if (error instanceof PitwallError) return error;
    throw error;
  }
  throw new Error('expected a voice that is refused, it was taken');
}

/** The good voice with one part replaced; `»` stands where the error must point. */
function spoiled(from: string, to: string): { text: string; line: number; column: number } {
  expect(GOOD.split(from)).toHaveLength(2);
  const marked = GOOD.replace(from, () => to);
  const before = marked.slice(0, marked.indexOf('»')).split('\n');
  return { text: marked.replace('»', ''), line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

describe('parseVoice', () => {
  it('keeps alternatives in their order, with their tags', () => {
    expect(parseVoice(GOOD, FILE)).toEqual({
      ko: {
        open: ['{say}. <lean>', '{say}.', { text: '곡선부터. {say}.', when: ['evidence:tool'] }],
        lean: ['{option}(이야/야|이에요/예요|입니다).'],
      },
      en: { vote: ['{option}, because {why}.'] },
    });
  });

  it.each([
    ['an unknown language', '\nen:', '\n»eng:', 'unknown language `eng`'],
    [
      'an unknown symbol',
      '  vote:',
      '  »vota:',
      'unknown symbol `vota`, and nothing uses it as `<vota>`; did you mean `vote`?',
    ],
    ['a helper that nothing uses', '  lean:\n', '  lean:\n    - "{option}."\n  »look:\n', 'unknown symbol `look`'],
    [
      'a target that nobody says',
      '"{say}. <lean>"',
      '»"{say}. <laen>"',
      'no voice says `<laen>`; did you mean `lean`?',
    ],
    ['a circle', '"{option}(이야', '»"<lean>{option}(이야', 'leads back to `lean`'],
    ['a slot of another symbol', '"{say}."', '»"{say}. {rule}."', '`open` has no slot `{rule}`'],
    [
      'a slot that a helper brings in',
      '"{option}(이야',
      '»"{mine} {option}(이야',
      '`open` (it uses `<lean>`) has no slot `{mine}`',
    ],
    ['a digit outside slots', '"{say}."', '»"{say}. 500 step."', 'found `5`'],
    ['two speech levels', '이에요/예요|입니다)', '입니다)', 'found 2 in'],
    ['a bar without brackets', '"{say}."', '»"{say}| 해."', 'only between round brackets'],
    ['a bracket that stays open', '"{say}."', '»"{say}. (해"', 'round brackets in pairs'],
    ['an open brace', '"{say}."', '»"{say}. {option"', 'found `{` without its partner'],
    ['a pair that nothing chooses', '"{say}."', '»"{say}. {option}한테/에게."', 'found `한테/에게`'],
    ['an unknown tag', '[evidence:tool]', '[evidnce:tool]', 'found `evidnce:tool`'],
    ['an unknown key', 'when: [evidence:tool]', '»whenn: [evidence:tool]', 'did you mean `when`?'],
    ['a number for a text', '"{say}."', '»3', 'expected a text, found `3`'],
    ['an empty list', '    - "{option}, because {why}."', '    »[]', 'found an empty list'],
    ['a text for a list', '\n    - "{option}, because {why}."', ' »"{option}"', 'expected a list of alternatives'],
    ['broken YAML', '  vote:\n', '  vote:\n   - x: [\n', 'expected YAML'],
    ['a symbol twice', '  lean:\n', '  lean:\n    - "{option}."\n  »lean:\n', 'expected each name once'],
    [
      'no way that always works',
      '"{option}, because {why}."',
      '"{option}, given {condition}."',
      'no other slot than `{why}`, `{option}`',
    ],
  ])('points at %s', (_, from, to, sentence) => {
    const marked = to.includes('»') ? spoiled(from, to) : undefined;
    const error = errorOf(marked?.text ?? GOOD.replace(from, () => to));
    expect(error.code).toBe('VOICE_INVALID');
    expect(error.message).toContain(sentence);
    expect(error.message.startsWith(`${FILE}:${error.place.line}:${error.place.column}: `)).toBe(true);
    if (marked) expect(error.place).toEqual({ file: FILE, line: marked.line, column: marked.column });
  });

  it('tells what stands first in the file', () => {
    const text = GOOD.replace('"{say}."', '"{say}. 1."').replace('"{option}, because {why}."', '"2"');
    expect(errorOf(text).place.line).toBe(4);
  });

  it('lets a voice use a helper of the voice behind it', () => {
    const text = 'en:\n  open:\n    - "<lean> {say}."\n    - "{say}."\n';
    expect(errorOf(text).message).toContain('no voice says `<lean>`');
    expect(parseVoice(text, FILE, { generic: shipped.generic }).en['open']).toHaveLength(2);
  });

  it('answers every text with a voice or with VOICE_INVALID', () => {
    const line = fc.constantFrom(
      'ko:',
      'en:',
      '  open:',
      '  x:',
      '    - "{say}."',
      '    - <open>',
      '    - {',
      '- a',
      ': ',
      '\t',
      '&a *a',
      '"',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n')),
        ),
        (text) => {
          try {
            const { ko, en } = parseVoice(text, FILE);
            expect([typeof ko, typeof en]).toEqual(['object', 'object']);
          } catch (error) {
            expect((error as PitwallError).code).toBe('VOICE_INVALID');
          }
        },
      ),
    );
  });
});

describe('mergeVoices', () => {
  it('takes a symbol from the member, and from the neutral voice what the member has not', () => {
    const own = parseVoice(GOOD, FILE);
    const merged = mergeVoices(own, shipped.generic);
    expect(merged.ko['open']).toEqual(own.ko['open']);
    expect(merged.ko['vote']).toEqual(shipped.generic.ko['vote']);
    expect(merged.en['vote']).toEqual(own.en['vote']);
    expect(merged.en['open']).toEqual(shipped.generic.en['open']);
  });

  it('gives the neutral voice to a card that has none', () => {
    expect(mergeVoices(null, shipped.generic)).toEqual(shipped.generic);
  });
});

describe('the shipped voices', () => {
  const FREQUENT = ['open', 'compare', 'limit', 'noise', 'concede.hold', 'concede.move', 'vote'];

  it('are the ones that are listed here, and the terms', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && file !== 'terms.yaml');
    expect(files.sort()).toEqual(NAMES.map((name) => `${name}.yaml`).sort());
  });

  it.each(NAMES)('%s has two frames for a symbol, and three for what is said in every debate', (name) => {
    for (const language of LANGUAGES) {
      for (const symbol of Object.keys(SYMBOLS)) {
        // What a member leaves out is said in the neutral voice.
        const own = shipped[name][language][symbol] ?? shipped.generic[language][symbol];
        const least = FREQUENT.includes(symbol) ? 3 : 2;
        expect(own?.length ?? 0, `${language} ${symbol}`).toBeGreaterThanOrEqual(least);
      }
    }
  });

  it('share no sentence of four words or more among the members', () => {
    const seen = new Map<string, string>();
    const shared: string[] = [];
    for (const name of MEMBERS) {
      for (const language of LANGUAGES) {
        for (const text of new Set(
          Object.values(shipped[name][language])
            .flat()
            .map((said) => JSON.stringify(said)),
        )) {
          if (
            text
              .replace(/[<{][^>}]*[>}]|\([^)]*\)/g, '')
              .split(/\s+/)
              .filter((word) => /[\p{L}]{2}/u.test(word)).length < 4
          )
            continue;
          if (seen.has(text)) shared.push(`${seen.get(text)} and ${name}: ${text}`);
          seen.set(text, name);
        }
      }
    }
    expect(shared).toEqual([]);
  });

  it('cover every symbol that the playbook asks for', () => {
    const source = readdirSync(new URL('../../src/playbook/', import.meta.url))
      .map((file) => readFileSync(new URL(`../../src/playbook/${file}`, import.meta.url), 'utf8'))
      .join('\n');
    const asked = [
      ...source.matchAll(
        /symbol[:=?] ?'([a-z.]+)'|'((?:open|then|concede|reopen|aside|vote|close|answer|measure|limit)(?:\.[a-z]+)?)'/g,
      ),
    ].map(([, named = '', dotted = '']) => named || dotted);
    const names = new Set(asked.filter((name) => name.includes('.') || source.includes(`symbol: '${name}'`)));
    expect(names.size).toBeGreaterThan(15);
    expect([...names].filter((name) => !Object.hasOwn(SYMBOLS, name))).toEqual([]);
  });
});
