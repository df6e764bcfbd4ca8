import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { searchDebates, wordsOf } from '../../src/store/search.ts';
import { failureOf } from './failure-of.ts';
import { folder } from './place.ts';
import { newDebate, opened, recorded, speakerOf } from './sample.ts';

/** A file with one debate that says these utterances, each with the claims of the sample, or none. */
async function saying(utterances: readonly string[], claims: 'claims' | 'none' = 'none', scenario = 'loss-drop-3000') {
  const file = join(folder(), 'debates.db');
  const store = openStore(file);
  onTestFinished(() => store.close());
  const record = await store.create({ ...newDebate(), scenario });
  await record.append([opened()]);
  for (const [index, utterance] of utterances.entries())
    await record.append([recorded(index + 1, { utterance, ...(claims === 'none' ? { claims: [] } : {}) })]);
  return { file, id: record.id, record, store };
}

const marked = ({ text, marks }: { text: string; marks: [number, number][] }) =>
  marks.map(([start, end]) => text.slice(start, end));

describe('a search', () => {
  it('finds Korean words of one, two and three syllables inside a word', async () => {
    const { file, id } = await saying(['하드웨어 성능이 부족해요.', '데이터를 다시 보죠.', '돈이 없어요.']);
    const turns = (text: string) => searchDebates(file, { text }).map(({ turn }) => turn);
    expect([turns('하드웨'), turns('성능'), turns('돈'), turns('드웨어 부족'), turns('메모리')]).toEqual([
      [1],
      [1],
      [3],
      [1],
      [],
    ]);
    expect(searchDebates(file, { text: '성능' })).toMatchObject([{ debate: id, turn: 1, speaker: 'pulse', claim: 0 }]);
  });

  it('marks each word where it stands, whatever its case', async () => {
    const { file } = await saying(['The All-Reduce is slow; an all-reduce costs é time.']);
    const [found] = searchDebates(file, { text: 'ALL-REDUCE ti É' });
    expect(found && marked(found)).toEqual(['All-Reduce', 'all-reduce', 'é', 'ti']);
  });

  it('needs every word, and takes what is quoted as one', async () => {
    const { file } = await saying(['loss fell twice', 'twice the loss fell']);
    const turns = (text: string) => searchDebates(file, { text }).map(({ turn }) => turn);
    expect([turns('fell loss'), turns('"loss fell"'), turns('"loss fell twice"'), turns('fell rose')]).toEqual([
      [1, 2],
      [1, 2],
      [1],
      [],
    ]);
  });

  it('says a turn once, with its utterance before its claims', async () => {
    const { file } = await saying(['mixture is said here', 'nothing of it'], 'claims');
    expect(searchDebates(file, { text: 'mixture' }).map(({ turn, claim }) => [turn, claim])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  it('keeps to a speaker and to a scenario, and says who there is', async () => {
    const { file, record } = await saying(['the loss', 'the loss', 'the loss']);
    await record.append([{ type: 'moderator.spoke', body: { turn: 4, text: 'mind the loss' } }]);
    const speakers = (speaker?: string) => searchDebates(file, { text: 'loss', speaker }).map((one) => one.speaker);
    expect(speakers()).toEqual([speakerOf(1), speakerOf(2), speakerOf(3), 'moderator']);
    expect([speakers('Cortex'), speakers('moderator')]).toEqual([['cortex'], ['moderator']]);
    expect(failureOf(() => searchDebates(file, { text: 'loss', speaker: 'corte' }))).toMatchObject({
      code: 'UNKNOWN_NAME',
      message: expect.stringContaining('did you mean `cortex`?'),
    });
    expect(searchDebates(file, { text: 'loss', scenario: 'loss-drop-3000' })).toHaveLength(4);
    expect(failureOf(() => searchDebates(file, { text: 'loss', scenario: 'other' })).code).toBe('UNKNOWN_NAME');
    expect(failureOf(() => searchDebates(file, { text: ' "" ' })).code).toBe('USAGE');
  });

  it.each([
    'NEAR(a b)',
    'text:x',
    'a OR b',
    'a*',
    '^a',
    '-a',
    '"unclosed',
    "'; DROP TABLE said;--",
    '100%',
    '_',
    '\\',
    '\ud800',
  ])('takes %j for words and not for syntax', async (text) => {
    const { file } = await saying([`before ${text} behind`, 'a b OR x']);
    const [first] = searchDebates(file, { text });
    expect(first?.turn).toBe(1);
  });

  it('finds any part of what was said, and only what holds it', async () => {
    const utterances = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(
        utterances,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 8 }),
        async (texts, which, from, length) => {
          const spoken = texts.map((text) => text.normalize('NFC').toLowerCase());
          const { file } = await saying(spoken);
          const source = [...(spoken[which % spoken.length] ?? '')];
          const part = source
            .slice(from % source.length, (from % source.length) + length)
            .join('')
            .replaceAll('"', '');
          const words = wordsOf(part);
          if (words.length === 0) return;
          const found = searchDebates(file, { text: part }).map(({ turn }) => turn);
          const holding = spoken.flatMap((text, index) =>
            words.every((word) => text.includes(word)) ? [index + 1] : [],
          );
          for (const turn of holding) expect(found).toContain(turn);
          for (const turn of found)
            expect(words.every((word) => fold(spoken[turn - 1]).includes(fold(word)))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Letters that SQLite's tokenizer takes for one. */
const fold = (text = '') => text.toLowerCase().toUpperCase().toLowerCase();
