import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { exportCard, homeOf } from '../../../src/cards/exchange/export-card.ts';
import { cutRemainder, readRemainder } from '../../../src/cards/exchange/remainder.ts';
import { parseCard } from '../../../src/cards/parse.ts';
import { importCard } from '../../../src/project/index.ts';
import { measureCard } from '../../measures/cards.ts';

/** Written by hand in the manners of many tools, before anybody looked whether the importer takes them. */
const FOLDER = fileURLToPath(new URL('../../fixtures/others-cards/', import.meta.url));
const files = readdirSync(FOLDER).sort();
const scratch = mkdtempSync(join(tmpdir(), 'pitwall-others-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const imported = (name: string) => importCard(join(FOLDER, name), { projectDir: scratch });

function partsOf(written: string) {
  const { text, block } = cutRemainder(written);
  if (block === null) throw new Error('nothing is kept of the source');
  return { card: parseCard(text, 'card.md'), text, kept: readRemainder(block, 'card.md') };
}

describe('cards by others', () => {
  it('are twenty Character Cards and ten TinyTroupe agents or fragments', () => {
    const formats = files.map((name) => imported(name).source?.format.split('-')[0]);
    expect([
      formats.filter((one) => one === 'character').length,
      formats.filter((one) => one === 'tiny').length,
    ]).toEqual([20, 10]);
  });

  it.each(files)('lose no string and come back equal: %s', (name) => {
    expect(measureCard(join(FOLDER, name))).toMatchObject({ lost: [], holdsSource: true, isSteady: true });
  });

  it.each(files)('go through the other format and come back as they were: %s', (name) => {
    const { written } = imported(name);
    const parts = partsOf(written);
    const to = homeOf(parts.kept) === 'tiny-troupe' ? 'character-card' : 'tiny-troupe';
    const file = join(scratch, `${name}.json`);
    writeFileSync(file, JSON.stringify(exportCard({ ...parts, to }).json));
    expect(importCard(file, { projectDir: scratch }).written).toBe(written);
  });

  it('say what the person does where their text says so under a label, in one of several manners', () => {
    const roles = ['c01-wpp.json', 'c07-ko-bom.json', 'c16-names.json', 'c09-v2.png'].map(
      (name) => imported(name).card.role,
    );
    expect(roles).toEqual([
      { en: 'grid operator, night shift lead' },
      { ko: '지하철 신호 엔지니어' },
      { en: 'tide modeller' },
      { en: 'Character' },
    ]);
  });

  it('call nobody by a title or a sign', () => {
    const shorts = ['c15-alichat.json', 'c16-names.json', 'c08-ja.json'].map(
      (name) => imported(name).card.names.aliases,
    );
    expect(shorts).toEqual([['Wen'], ['Juno'], ['アオイ ワタル', '蒼井・航']]);
  });

  it('keep an entry of a lorebook that is switched off from what the person knows', () => {
    const { text, source } = imported('c04-book.json');
    expect(text).toContain('The studio has one 32 A circuit.');
    expect(text).not.toContain('the old glaze holds lead');
    expect(source?.kept.map(({ field }) => field)).toContain('data.character_book.entries');
  });

  it('of an earlier TinyTroupe have their traits, interests and skills as lists, which may be edited', () => {
    const { card, written, source } = imported('t02.agent.json');
    expect(card.personality).toContain('You are fast paced.');
    expect(card.strengths.map(({ text }) => text)).toEqual(['AutoCAD']);
    expect(source?.unknown).toEqual([]);
    const { json } = exportCard({
      ...partsOf(written.replace('- AutoCAD', '- AutoCAD\n- Surveying')),
      to: 'tiny-troupe',
    });
    expect(json).toMatchObject({ persona: { skills: [{ skill: 'AutoCAD' }, { skill: 'Surveying' }] } });
  });

  it('in a picture are found whatever the case of their keyword', () => {
    expect(imported('c13-raw.png').card.names.en).toBe('Bare');
  });
});
