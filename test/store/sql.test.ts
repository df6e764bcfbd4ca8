import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pitwall } from '../e2e/cli.ts';
import { folder } from './place.ts';
import { WHOLE } from './whole-database.ts';

const STORE = fileURLToPath(new URL('../../src/store/', import.meta.url));

/** What stands between the parts of a statement: names and pieces of SQL that are written in the store's own sources. */
const CONSTANTS = [
  'APPLICATION_ID',
  'COLUMNS',
  'EFFECT_COLUMNS',
  'KIND',
  'SAYABLE',
  "conditions.join(' AND ')",
  "found(way, 'rowid')",
  "found(way, 'seq')",
  'migrations.length',
  'order',
  'outcome',
  'same',
  'sql',
  'table',
];

describe('statements of SQL', () => {
  it('are made of constants: what somebody says is bound', () => {
    const statements = readdirSync(STORE)
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) =>
        [...readFileSync(join(STORE, name), 'utf8').matchAll(/`([^`]*)`/g)].map(([, text]) => text ?? ''),
      )
      .filter((text) =>
        /^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ATTACH|NOT EXISTS|WHERE)\b|\bFROM\b|_(?:id|version) = /.test(text),
      );
    const parts = statements.flatMap((text) => [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, part]) => part ?? ''));
    expect(statements.length).toBeGreaterThan(25);
    expect([...new Set(parts)].filter((part) => !CONSTANTS.includes(part))).toEqual([]);
  });
});

describe('a name that would be SQL', () => {
  const NAMES = [
    "'; DROP TABLE events;--",
    "' OR '1'='1",
    '" OR ""="',
    "last'; DELETE FROM records;--",
    '%',
    '_',
    'x\0y',
    '6%',
    '\u{1f4a5}',
  ];

  it.each(NAMES)('is a name: %j', async (name) => {
    const cwd = folder();
    const file = join(cwd, 'debates.db');
    copyFileSync(WHOLE.file, file);
    const before = await pitwall(['db', 'check', '--db', file], { cwd });
    for (const args of [
      ['show', name],
      ['replay', name, '--instant'],
      ['export', name],
      ['verify', name],
      ['resume', name],
      ['fork', name, '--at', '1'],
      ['diff', name, 'last'],
      ['search', 'loss', '--speaker', name],
      ['search', 'loss', '--scenario', name],
      ['tool', '--debate', name, '--call', '1.1'],
    ]) {
      const { code, stdout, stderr } = await pitwall([...args, '--db', file], { cwd });
      expect([args.join(' '), code, stdout]).toEqual([args.join(' '), 2, '']);
      expect(stderr).not.toMatch(/^ +at |SqliteError/m);
    }
    await pitwall(['search', name, '--db', file], { cwd });
    expect(await pitwall(['db', 'check', '--db', file], { cwd })).toEqual(before);
  });
});
