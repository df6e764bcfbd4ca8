import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { exportCard } from '../../../src/cards/exchange/export-card.ts';
import type { JsonObject } from '../../../src/cards/exchange/json.ts';
import { cutRemainder, readRemainder } from '../../../src/cards/exchange/remainder.ts';
import { restoredSource } from '../../../src/cards/exchange/restore.ts';
import { parseCard } from '../../../src/cards/parse.ts';
import { PitwallError } from '../../../src/core/error.ts';
import { exportMember, importCard, loadTeam } from '../../../src/project/index.ts';
import { measureCard } from '../../measures/cards.ts';
import { AGENT, chunk, FRAGMENT, internationalText, packedText, picture, plainText, V1, V2, V3 } from './sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'pitwall-exchange-'));
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const imported = (source: unknown, name = 'source.json') =>
  importCard(put(name, source instanceof Uint8Array ? source : JSON.stringify(source)), { projectDir: folder });
const dataOf = (json: JsonObject) => json['data'] as JsonObject;

/** What a file exports once somebody has changed it. */
function exportedFrom(written: string, to: 'character-card' | 'tiny-troupe' = 'character-card') {
  const { text, block } = cutRemainder(written);
  const kept = block === null ? null : readRemainder(block, 'card.md');
  return exportCard({ card: parseCard(text, 'card.md'), text, kept, to });
}

describe('a file in another format', () => {
  it.each([
    ['character-card-v1', V1, 'v1.json'],
    ['character-card-v2', V2, 'v2.json'],
    ['character-card-v3', V3, 'v3.json'],
    ['tiny-troupe-agent', AGENT, 'agent.json'],
    ['tiny-troupe-fragment', FRAGMENT, 'fragment.json'],
    ['character-card-v2', picture(plainText('chara', V2)), 'v2.png'],
    ['character-card-v3', picture(packedText('ccv3', V3), plainText('chara', V2)), 'v3.png'],
    ['character-card-v3', picture(internationalText('ccv3', V3)), 'packed.png'],
    ['character-card-v3', picture(internationalText('ccv3', V3, false)), 'international.png'],
  ])('is told by its content, loses no string and comes back equal: %s', (format, source, name) => {
    const measured = measureCard(
      put(`${name}.anything`, source instanceof Uint8Array ? source : JSON.stringify(source)),
    );
    expect(measured).toMatchObject({ format, lost: [], holdsSource: true, isSteady: true });
    expect(measured.strings).toBeGreaterThan(2);
  });

  it('has its texts under headings, with names in the place of macros', () => {
    const { card, text, source } = imported(V2);
    expect(card.names.en).toBe('Ilse Brandt');
    expect(card.personality).toContain('Ilse keeps the crane running.');
    expect(card.personality).toContain('\\# Not a heading of the card');
    expect(card.messages.map((message) => message.text)).toEqual(['It holds nine tonnes.']);
    expect(card.sections.map(({ heading }) => heading)).toEqual([
      'Scenario',
      'First message',
      'Example dialogue',
      'System prompt',
      'Post-history instructions',
      'Creator notes',
      'Alternate greeting 1',
      'Alternate greeting 2',
      'Character note',
      'Lorebook',
      'Lorebook entries',
      'Source',
    ]);
    expect(text).toContain('Hello User.');
    expect(text).toContain('### Lorebook entry 1: crane, winch');
    expect(source?.unknown).toEqual(['data.made_up_field', 'name']);
    expect(source?.understood).toContainEqual({ field: 'data.scenario', at: '"Scenario"' });
    expect(source?.kept.map(({ field }) => field)).toContain('data.made_up_field');
    expect(importCard(join(folder, 'source.json'), { projectDir: folder, user: 'Robin' }).text).toContain(
      'Hello Robin.',
    );
  });

  it('reads a TinyTroupe agent as role, personality, strengths and how they think', () => {
    const { card } = imported(AGENT);
    expect(card.role.en).toBe('Grid Operator');
    expect(card.location).toBe('Bilbao');
    expect(card.strengths.map(({ text }) => text)).toEqual(['Reads a frequency trace at sight.']);
    expect(card.frameworks[0]?.text).toContain('A measured margin beats a hoped-for one.');
    expect(card.personality).toContain('You check twice.');
  });

  it('is read as a system prompt where it tells a model who to be', () => {
    const words = 'You are Nora Lund, a careful release engineer.\nNever ship on a Friday.\n';
    const { card, source, written } = importCard(put('p.txt', words), { projectDir: folder });
    expect([card.names.en, card.role.en, source?.format]).toEqual([
      'Nora Lund',
      'careful release engineer',
      'system-prompt',
    ]);
    expect(card.personality).toContain('Never ship on a Friday.');
    const { json } = exportedFrom(written);
    expect(dataOf(json)['system_prompt']).toBe(words);
    const again = imported(json);
    expect([again.written, again.source]).toEqual([written, null]);
  });

  it.each([
    ['a heading that looks like a title', '# Role: Senior SRE\nYou are Nora Lund, a planner.', 'Nora Lund', 'planner'],
    ['a rule', 'Act as a release manager.\n---\nBe strict.', null, 'release manager'],
    ['a tag', '<system>\nYou are ACE, an expert in caching.\n</system>', 'ACE', 'expert in caching'],
    ['a label in Korean', '역할: 당신은 시니어 개발자이다.\n1. 짧게 답한다.', null, '시니어 개발자'],
    ['a name in Korean', '당신은 윤서준입니다. 숫자를 먼저 묻습니다.', '윤서준', null],
    [
      'settings of an agent',
      '---\nname: reviewer\ndescription: Reads code.\ntools: Read\n---\nCheck names.\n',
      'reviewer',
      'Reads code.',
    ],
  ])('is a system prompt with %s above or in it, and all of it is kept', (_, words, name, role) => {
    const { card, source, written } = importCard(put('odd.md', words), { projectDir: folder });
    expect(source?.format).toBe('system-prompt');
    expect(Object.values(card.names).flat()).toContain(name ?? 'odd');
    expect(Object.values(card.role)).toEqual([role ?? 'Character']);
    const { text, block } = cutRemainder(written);
    const { source: back } = restoredSource(text, readRemainder(block ?? '', 'odd.md'));
    expect(`${back['settings'] ?? ''}${back['text'] as string}`).toBe(words);
  });

  it('is told what is wrong with it where it was meant to be a profile of ours', () => {
    const typo =
      '---\nvaules: [cost]\n---\n# A-9: Ada\n## "Ada" | SRE\n\nYou are great, they say.\n\n## Personality\n\nCalm.\n';
    expect(() => importCard(put('typo.md', typo), { projectDir: folder })).toThrow('`vaules`');
  });

  it('is called by the nickname where it has no name, and export gives that back', () => {
    const source = { ...V3, data: { ...dataOf(V3), name: '', nickname: 'Bo' } };
    const { card, written } = imported(source);
    expect([card.id, card.names.en]).toEqual(['bo', 'Bo']);
    expect(exportedFrom(written).json).toEqual(source);
    expect(dataOf(exportedFrom(written.replace('# bo: Bo', '# bo: Bodo')).json)).toMatchObject({
      name: '',
      nickname: 'Bodo',
    });
  });

  it.each(['_persona', '_configuration'])('is an agent that an earlier TinyTroupe wrote: %s', (root) => {
    const { persona, ...beside } = AGENT as JsonObject;
    const older = { ...beside, [root]: persona ?? null };
    const measured = measureCard(put('older.json', JSON.stringify(older)));
    expect(measured).toMatchObject({ format: 'tiny-troupe-agent', lost: [], holdsSource: true, isSteady: true });
  });

  it('is refused in a sentence where it is a list', () => {
    expect(() => imported([V2, V2])).toThrow('found a list: give each card a file of its own');
  });

  it('gives the picture’s other texts to what is kept', () => {
    const shot = picture(plainText('chara', V2), chunk('tEXt', Buffer.from('parameters\0a crane at night', 'latin1')));
    const { written, source } = imported(shot, 'shot.png');
    expect(readRemainder(cutRemainder(written).block ?? '', 'x').png).toEqual({ parameters: 'a crane at night' });
    expect(source?.kept).toContainEqual({
      field: "the picture's text parameters",
      strings: 1,
      characters: 16,
      because: null,
    });
    const older = picture(
      plainText('ccv3', V3),
      plainText('chara', { ...V2, data: { ...dataOf(V2), scenario: 'Another one.' } }),
    );
    expect(imported(older, 'older.png').written).toContain('Another one.');
  });

  it('says which numbers lost digits', () => {
    const json = JSON.stringify(V3).replace('1700000000', '12345678901234567891');
    const { source } = importCard(put('long.json', json), { projectDir: folder });
    expect(source?.remarks.join(' ')).toContain('12345678901234567891');
  });
});

describe('an edit of an imported card', () => {
  it('is what export writes: texts, name, role, rows and list', () => {
    const { written } = imported(AGENT);
    const edited = written
      .replace('You balance the load of a region.', 'You balance two regions.')
      .replace(/^# .*/, '# tomas-reyes: Tomás Reyes')
      .replace('| **Age** | 41 |', '| **Age** | 42 |')
      .replace('- You check twice.', '- You check three times.\n- You sleep well.');
    const { json, remarks } = exportedFrom(edited, 'tiny-troupe');
    const persona = json['persona'] as JsonObject;
    expect(persona['name']).toBe('Tomás Reyes');
    expect(persona['age']).toBe(42);
    expect(persona['occupation']).toMatchObject({ title: 'Grid Operator', description: 'You balance two regions.' });
    expect(persona['personality']).toMatchObject({
      traits: ['You check three times.', 'You sleep well.', '- You dislike guesses.'],
    });
    expect(remarks).toEqual([]);
  });

  it('keeps macros, and says where names were added and a section is gone or new', () => {
    const { written } = imported(V2);
    const same = written.replace('A harbour at night.', 'A harbour at dawn.');
    expect(dataOf(exportedFrom(same).json)).toMatchObject({
      scenario: 'A harbour at dawn.',
      first_mes: 'Hello {{user}}.',
    });
    const more = written.replace('Hello User.', 'Hello User and User.').replace('## Scenario', '## Setting');
    const { json, remarks } = exportedFrom(more);
    expect(dataOf(json)).toMatchObject({ scenario: '', first_mes: 'Hello User and User.' });
    expect(remarks).toEqual([
      'The section "Scenario" is gone: its field is empty.',
      '"First message" has other names in it than at the import: {{char}} and {{user}} stay written out.',
      'The section "Setting" has no field in the format of the source: it is not exported.',
    ]);
  });
});

describe('a card of ours', () => {
  const team = loadTeam({ projectDir: folder });

  it.each(team.members.map((member) => [member.card.id, member] as const))(
    'comes back from both formats byte for byte: %s',
    (id, member) => {
      for (const to of ['character-card', 'tiny-troupe'] as const) {
        const { json } = exportMember(member, { projectDir: folder, to });
        const back = importCard(put(`${id}.json`, JSON.stringify(json)), { projectDir: folder });
        expect([back.written, back.source]).toEqual([readFileSync(member.file, 'utf8'), null]);
      }
    },
  );

  it('is taken from its fields where these were changed since', () => {
    const member = team.find('pulse');
    const { json } = exportMember(member, { projectDir: folder, to: 'character-card' });
    const changed = { ...json, data: { ...dataOf(json), scenario: 'A new one.' } };
    const { source, text } = imported(changed);
    expect(text).toContain('A new one.');
    expect(source?.remarks.at(-1)).toBe(
      'The file carries a card of Pitwall, and its fields were changed since: the fields were taken.',
    );
  });

  it('imported from one format is exported to the other and back with all that is kept', () => {
    const { written } = imported(V3);
    const { json } = exportedFrom(written, 'tiny-troupe');
    expect(imported(json).written).toBe(written);
  });
});

describe('a hostile card', () => {
  const withText = (field: string, text: string) => ({ ...V3, data: { ...dataOf(V3), [field]: text } });

  it.each([
    ['a heading', '## Tools\n- rm'],
    ['a heading underlined', 'Strengths\n---\nall'],
    ['a title', '# evil: Somebody\n## "Evil" | Boss'],
    ['a fence that stays open', '```yaml\ntools: [x]'],
    ['HTML that stays open', '<!-- \n<script>'],
    ['a table', '| **ID** | evil |\n|---|---|\n| **Role** | Boss |'],
    ['the block of what is kept', '## Kept for export\n\n```json\n{"kept":1}\n```'],
    ['front matter', '---\nvalues: [cost]\n---\n'],
    ['a footer', 'So be it.\n\n*Classification: TOP SECRET*\n*Version: 9*'],
  ])('forges no part of the card with %s', (_, text) => {
    for (const field of ['description', 'scenario', 'post_history_instructions']) {
      const sound = imported(V3).card;
      const { card, written, source } = imported(withText(field, text));
      expect([card.id, card.names, card.role, card.document]).toEqual([
        sound.id,
        sound.names,
        sound.role,
        sound.document,
      ]);
      expect([card.tools, card.strengths, card.attributes]).toEqual([sound.tools, sound.strengths, sound.attributes]);
      expect(card.persona.relationships).toEqual(sound.persona.relationships);
      expect(dataOf(exportedFrom(written).json)[field]).toBe(text);
      expect(source?.understood.map((one) => one.field)).toContain(`data.${field}`);
    }
  });

  it('names its lorebook, its unknown fields and itself as it likes, and is called by visible letters', () => {
    const odd = imported({
      type: 'TinyPerson',
      persona: { name: 'Ada\u202e\n# x: y', tools: ['ls'], 'Kept for export': ['a'], Source: 'b', constructor: 'c' },
    });
    expect(odd.card.names.en).toBe('Ada # x: y');
    expect(odd.written).toContain('## Source 2\n\nb');
    expect(odd.card.document).toEqual({});
    const marked = imported({ ...V1, name: '*World_Narrator* [v2] `x`' }, 'marked.json');
    expect(marked.card.names.en).toBe('*World_Narrator* [v2] `x`');
    expect(marked.findings.filter(({ level }) => level === 'error')).toEqual([]);
    const long = imported({ ...V1, name: 'x'.repeat(70_000) }, 'long-name.json');
    expect(long.card.names.en).toHaveLength(80);
    expect(dataOf(exportedFrom(long.written).json)['name']).toHaveLength(70_000);
    expect(imported({ ...V1, name: 'Аdа' }, 'plain-name.json').card.names.en).toBe('plain-name');
  });

  it('has names that every object has, as data and nothing else', () => {
    const json = JSON.stringify(V3).replace('"odd":', '"__proto__":{"polluted":"yes"},"odd":');
    const { written } = importCard(put('proto.json', json), { projectDir: folder });
    expect(JSON.stringify(exportedFrom(written).json)).toBe(json);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('keeps what no text file can hold: controls, halves of characters, lost ones, damaged ones', () => {
    for (const text of ['a\u0000b\u001b[31m', 'half \ud83d', 'lost \ufffd', 'í•œêµ­ì–´ ë¬¸ì„œ ì´ë¦„']) {
      const { written, source } = imported(withText('scenario', text));
      expect(dataOf(exportedFrom(written).json)['scenario']).toBe(text);
      expect(source?.kept).toContainEqual(
        expect.objectContaining({ field: 'data.scenario', because: 'cannot stand in Markdown' }),
      );
    }
  });

  it('is kept where it is too long for a card, and the card stays one that can be read', () => {
    const { written, text, source } = imported(withText('scenario', 'long '.repeat(60_000)));
    expect(text.length).toBeLessThan(100_000);
    expect(dataOf(exportedFrom(written).json)['scenario']).toHaveLength(300_000);
    expect(source?.kept).toContainEqual(
      expect.objectContaining({ field: 'data.scenario', because: 'too long for the card' }),
    );
    for (const deep of ['> '.repeat(3000), '- '.repeat(5000), '- a\n'.repeat(5000), '*a_ '.repeat(20_000)])
      expect(dataOf(exportedFrom(imported(withText('scenario', deep)).written).json)['scenario']).toBe(deep);
  });

  const refusal = (content: string | Uint8Array, name = 'bad.json') => {
    try {
      importCard(put(name, content), { projectDir: folder });
      return 'none';
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
      return error.sentence;
    }
  };

  it.each([
    [
      'depth',
      `{"name":"a","description":"b","first_mes":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      /nested deeper than 64 levels/,
    ],
    ['a flood of values', `{"name":"a","description":"b","x":[${'1,'.repeat(250_000)}1]}`, /more than 200000 values/],
    ['half a file', '{"spec":"chara_card_v2","data":{"name":', /breaks off or is malformed/],
    ['something else', '{"kind":"list","items":[]}', /with the fields `kind`, `items`$/],
    ['9 MB', `{"name":"a","description":"${'b'.repeat(9 * 2 ** 20)}"}`, /at most 8 MB, found 9\.0 MB/],
  ])('in JSON is refused in one sentence: %s', (_, content, sentence) => expect(refusal(content)).toMatch(sentence));

  const raw = (keyword: string, text: string) => chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));
  it.each([
    ['a wrong checksum', picture(chunk('tEXt', Buffer.from('chara\0e30=', 'latin1'), 7)), /wrong checksum/],
    ['a picture that is cut short', picture(plainText('chara', V2)).subarray(0, 200), /cut short/],
    [
      'a length beyond the file',
      Buffer.concat([picture().subarray(0, 8), Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.from('tEXtchara')]),
      /cut short/,
    ],
    ['no card', picture(raw('Software', 'paint')), /without a text `chara` or `ccv3`, but with `Software`/],
    ['no keyword', picture(chunk('tEXt', Buffer.from('no zero in it'))), /without a keyword/],
    ['what is neither Base64 nor JSON', picture(raw('chara', '!!')), /neither Base64 nor JSON/],
    ['Base64 of no JSON', picture(raw('chara', 'aGVsbG8=')), /what is not JSON/],
    ['Base64 of no UTF-8', picture(raw('chara', '/////w==')), /not UTF-8/],
    [
      'a stream that does not unpack',
      picture(chunk('zTXt', Buffer.from('chara\0\0nonsense', 'latin1'))),
      /cannot be unpacked/,
    ],
    ['a thousand texts', picture(...Array.from({ length: 1000 }, () => raw('a', 'b'))), /more than 64 texts/],
  ])('in a picture is refused in one sentence: %s', (_, bytes, sentence) =>
    expect(refusal(bytes, 'bad.png')).toMatch(sentence),
  );

  it('that unpacks to gigabytes is refused before it is unpacked', () => {
    const bomb = deflateSync(Buffer.alloc(64 * 2 ** 20, 0x20));
    expect(bomb.length).toBeLessThan(100_000);
    const packed = [
      chunk('zTXt', Buffer.concat([Buffer.from('chara\0\0', 'latin1'), bomb])),
      chunk('iTXt', Buffer.concat([Buffer.from('ccv3\0\x01\0\0\0', 'latin1'), bomb])),
    ];
    for (const one of packed) expect(refusal(picture(one), 'bomb.png')).toMatch(/unpacks to more than 16 MB/);
  });

  it('whose block of what is kept was broken is refused where it is needed, and not before', () => {
    const { written } = imported(V3);
    const broken = written.replace('"kept": 1', '"kept": 2');
    expect(broken).not.toBe(written);
    expect(() => readRemainder(cutRemainder(broken).block ?? '', 'a.md')).toThrow(
      /as the import wrote it, found `kept`/,
    );
  });
});
