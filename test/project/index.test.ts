import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { hashText } from '../../src/core/hash.ts';
import {
  listScenarios,
  loadScenario,
  loadTeam,
  packageRoot,
  readFrom,
  readText,
  scenarioFrom,
} from '../../src/project/index.ts';

let projectDir: string;
beforeEach(() => {
  projectDir = mkdtempSync(join(tmpdir(), 'pitwall-project-'));
});
afterEach(() => rmSync(projectDir, { recursive: true, force: true }));

const write = (path: string, text: string | Uint8Array) => {
  const file = join(projectDir, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const SCRIPT = `id: cache
title: Cache or not
language: en
motion: Do we cache?
options: { cache: cache it, skip: leave it }
facts:
  hitRate: { value: .4, unit: share, knownBy: [Flux] }
  machine: { value: { count: 4, memory: 32 } }
judgements:
  - { for: cache, value: efficiency, because: nothing is read twice, by: [정하린] }
cast: [Pulse, f1-10, 배준혁]
protocol: [opening, rebuttal 1, vote]
`;

const caught = (work: () => unknown): PitwallError => {
  try {
    work();
  } catch (error) {
    if (error instanceof PitwallError) return error;
    throw error;
  }
  throw new Error('expected a PitwallError, nothing was thrown');
};

describe('the team', () => {
  it('is the shipped one, in the order of its documents, in an empty project', () => {
    const { members } = loadTeam({ projectDir });
    expect(members.map(({ card }) => card.id)).toEqual([
      'forge',
      'blaze',
      'axiom',
      'pulse',
      'prism',
      'flux',
      'sentinel',
      'cortex',
    ]);
    expect(new Set(members.map(({ origin }) => origin))).toEqual(new Set(['shipped']));
    for (const { cardText, cardHash } of members) expect(cardHash).toBe(hashText(cardText));
  });

  it.each(['pulse', 'PULSE', 'F1-08', '김도윤', 'Kim Doyun', 'doyun kim', ' Pulse '])('finds Pulse as `%s`', (name) => {
    expect(loadTeam({ projectDir }).find(name).card.id).toBe('pulse');
  });

  it('names the nearest member when there is no such one', () => {
    const error = caught(() => loadTeam({ projectDir }).find('pulze'));
    expect(error.message).toBe('no member is called `pulze`; did you mean `Pulse`? [UNKNOWN_NAME]');
  });

  it('puts a card of the project before the shipped one', () => {
    const text = readText(join(packageRoot(), 'personas', 'pulse.md')).replace('16 years', '17 years');
    write('personas/pulse.md', text);
    const pulse = loadTeam({ projectDir }).find('pulse');
    expect([pulse.origin, pulse.card.experience, pulse.cardHash]).toEqual(['project', '17 years', hashText(text)]);
  });

  it('refuses a card under a name that is a slip of the pen for its own', () => {
    expect(() => loadTeam({ projectDir: packageRoot(), cards: { puls: 'personas/pulse.md' } })).toThrow(
      'no member is called `puls`, and `personas/pulse.md` is the card of `pulse`',
    );
  });

  it('takes a card from the command line under the name that it was given there', () => {
    const text = readText(join(packageRoot(), 'personas', 'pulse.md'));
    write('mine.md', text.replaceAll('Pulse', 'Comet').replaceAll('F1-08', 'F1-99'));
    const added = loadTeam({ projectDir, cards: { you: 'mine.md' } });
    expect(added.members).toHaveLength(9);
    expect([added.find('you').card.id, added.find('comet').card.id, added.find('pulse').card.id]).toEqual([
      'comet',
      'comet',
      'pulse',
    ]);
    const error = caught(() => loadTeam({ projectDir, cards: { Pulse: 'mine.md' } }));
    expect(error.message).toBe(
      'expected a card of `Pulse`, `mine.md` is one of `comet`; bring it as `--card comet=mine.md` [USAGE]',
    );
    write('older.md', text.replace('16 years', '17 years'));
    const older = loadTeam({ projectDir, cards: { 김도윤: 'older.md' } });
    expect([older.members.length, older.find('pulse').card.experience]).toEqual([8, '17 years']);
  });

  it('looks in a team’s folder first, then in the project, then in the package', () => {
    const text = readText(join(packageRoot(), 'personas', 'pulse.md'));
    write('personas/pulse.md', text.replace('16 years', '17 years'));
    write('crew/personas/pulse.md', text.replace('16 years', '18 years'));
    write('crew/personas/pulse.report.md', '# no card\n');
    const experience = (teamDir?: string) => loadTeam({ projectDir, teamDir }).find('pulse').card.experience;
    expect([experience(), experience('crew')]).toEqual(['17 years', '18 years']);
    const team = loadTeam({ projectDir, teamDir: 'crew' });
    expect([team.find('pulse').origin, team.find('flux').origin]).toEqual(['team', 'shipped']);
    write('crew/scenarios/cache.yaml', SCRIPT.replace('Cache or not', 'From the crew'));
    write('scenarios/cache.yaml', SCRIPT);
    expect(loadScenario('cache', { projectDir, team }).scenario.title).toBe('From the crew');
    expect(listScenarios({ projectDir, teamDir: 'crew' }).find(({ id }) => id === 'cache')?.origin).toBe('team');
    expect(caught(() => loadTeam({ projectDir, teamDir: 'crew/personas' })).message).toBe(
      'expected `--team` to be a folder with `personas/`, `scenarios/`, `agents/`, found none of them at `crew/personas` [USAGE]',
    );
  });

  it('says where a card is broken, to whoever needs its member, and stops nobody else', () => {
    write('personas/broken.md', 'no heading at all\n');
    write('personas/prism.md', '');
    const team = loadTeam({ projectDir });
    expect(team.broken.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/^personas[/\\]broken\.md:1:/),
      expect.stringMatching(/^personas[/\\]prism\.md:1:/),
    ]);
    expect(caught(() => team.find('broken'))).toMatchObject({ code: 'CARD_INVALID', place: { line: 1 } });
    expect(team.find('pulse').card.id).toBe('pulse');
    // The shipped card does not stand in for the one that was meant.
    expect(caught(() => team.find('Prism'))).toMatchObject({ code: 'CARD_INVALID' });
    expect(caught(() => team.find('nobody')).message).toMatch(/no member is called `nobody`.*broken\.md/);
    rmSync(join(projectDir, 'personas/broken.md'));
    rmSync(join(projectDir, 'personas/prism.md'));
  });

  it('takes the voice that stands beside the card', () => {
    for (const { card, voice, voiceText, voiceHash } of loadTeam({ projectDir }).members) {
      const shipped = readdirSync(join(packageRoot(), 'personas')).includes('voices')
        ? readdirSync(join(packageRoot(), 'personas', 'voices'))
        : [];
      expect(voice !== null).toBe(shipped.includes(`${card.id}.yaml`));
      expect(voiceHash).toBe(voiceText === null ? null : hashText(voiceText));
    }
  });
});

describe('a scenario', () => {
  const load = (name: string, options: Partial<Parameters<typeof loadScenario>[1]> = {}) =>
    loadScenario(name, { projectDir, team: loadTeam({ projectDir }), ...options });

  it('is found by its id in the project, or by a path', () => {
    const file = write('scenarios/cache.yaml', SCRIPT);
    expect(load('cache').file).toBe(file);
    expect(load('./scenarios/cache.yaml').hash).toBe(hashText(SCRIPT));
    expect(load(file).scenario.id).toBe('cache');
  });

  it('names its members by id, wherever it names them', () => {
    write('scenarios/cache.yaml', SCRIPT);
    const { scenario } = load('cache');
    expect(scenario.cast).toEqual(['pulse', 'flux', 'sentinel']);
    expect(scenario.facts['hitRate']?.knownBy).toEqual(['flux']);
    expect(scenario.judgements[0]?.by).toEqual(['flux']);
  });

  it('has the changed facts, rounds and cast in it, and says which facts were changed', () => {
    write('scenarios/cache.yaml', SCRIPT);
    const { scenario, overrides } = load('cache', {
      facts: { hitRate: 0.9, 'machine.count': 8 },
      rounds: 3,
      cast: '+진성훈,-flux',
    });
    expect(scenario.facts['hitRate']?.value).toBe(0.9);
    expect(scenario.facts['machine']?.value).toEqual({ count: 8, memory: 32 });
    expect(scenario.protocol[1]).toEqual({ kind: 'rebuttal', rounds: 3 });
    expect(scenario.cast).toEqual(['pulse', 'sentinel', 'blaze']);
    expect(overrides).toEqual({ hitRate: 0.9, 'machine.count': 8 });
  });

  it.each([
    [
      'an unknown member, with its place',
      SCRIPT.replace('[Pulse,', '[Pulze,'),
      /cache\.yaml:11:8: no member is called `Pulze`; did you mean `Pulse`\? \[UNKNOWN_NAME\]$/,
    ],
    [
      'an unknown knower, with its place',
      SCRIPT.replace('[Flux]', '[Nobody]'),
      /cache\.yaml:7:\d+: no member is called `Nobody`/,
    ],
    ['broken YAML, with its place', SCRIPT.replace('options: {', 'options: {{'), /cache\.yaml:\d+:\d+: /],
  ])('refuses %s', (_what, text, sentence) => {
    write('scenarios/cache.yaml', text);
    expect(caught(() => load('cache')).message).toMatch(sentence);
  });

  it('refuses a fact, an id and a file that are not there', () => {
    write('scenarios/cache.yaml', SCRIPT);
    expect(caught(() => load('cache', { facts: { hitrate: 1 } })).message).toContain('did you mean `hitRate`?');
    expect(caught(() => load('cach')).message).toContain('did you mean `cache`?');
    expect(caught(() => load('missing.yaml')).message).toBe(
      'expected a text file at `missing.yaml`, found nothing [FILE_UNREADABLE]',
    );
    mkdirSync(join(projectDir, 'folder'));
    expect(caught(() => load('./folder')).message).toContain('found a folder');
  });

  it('is listed with the project first, and a script that does not load with its reason', () => {
    write('scenarios/cache.yaml', SCRIPT);
    write('scenarios/broken.yaml', 'id: [');
    write('.pitwall/asked/why.yaml', SCRIPT.replace('id: cache', 'id: why'));
    const entries = listScenarios({ projectDir });
    expect(entries.find(({ id }) => id === 'cache')).toMatchObject({
      title: 'Cache or not',
      origin: 'project',
      problem: null,
    });
    expect(entries.find(({ id }) => id === 'why')).toMatchObject({ origin: 'asked' });
    expect(entries.find(({ id }) => id === 'broken')?.problem).toMatch(/broken\.yaml:1:/);
    expect(entries.filter(({ origin }) => origin === 'shipped').map(({ id }) => id)).toContain('loss-drop-3000');
  });

  it('can be read from a text that no file holds yet', () => {
    const loaded = scenarioFrom(SCRIPT, join(projectDir, 'new.yaml'), { projectDir, team: loadTeam({ projectDir }) });
    expect(loaded.scenario.title).toBe('Cache or not');
    expect(readdirSync(projectDir)).toEqual([]);
  });
});

describe('every shipped scenario', () => {
  const team = loadTeam({ projectDir: packageRoot() });
  const shipped = listScenarios({ projectDir: packageRoot() });

  it.each(shipped.map(({ id }) => id))('%s loads, with its data', (id) => {
    const { scenario, data } = loadScenario(id, { projectDir: packageRoot(), team });
    expect(scenario.id).toBe(id);
    for (const [name, { file, text, hash }] of Object.entries(data)) {
      expect(scenario.data[name]).toBe(file);
      expect(hash).toBe(hashText(text));
      expect(readFrom(data)(file)).toBe(text);
    }
  });

  it('takes other data under the name that the tools know it by, and refuses data that they cannot read', () => {
    const root = packageRoot();
    cpSync(join(root, 'scenarios', 'loss-drop-3000.csv'), join(projectDir, 'mine.csv'));
    const mine = loadScenario('loss-drop-3000', { projectDir, team, data: { loss: 'mine.csv' } });
    expect(mine.scenario.data).toEqual({ loss: 'mine.csv' });
    expect(mine.data['loss']?.text).toBe(readFileSync(join(projectDir, 'mine.csv'), 'utf8'));
    write('bad.csv', 'this is no curve\n');
    const error = caught(() => loadScenario('loss-drop-3000', { projectDir, team, data: { loss: 'bad.csv' } }));
    expect(error.exitCode).toBe(2);
    expect(error.message).toContain('bad.csv');
    expect(
      caught(() => loadScenario('loss-drop-3000', { projectDir, team, data: { los: 'mine.csv' } })).message,
    ).toContain('did you mean `loss`?');
  });
});

describe('a text file', () => {
  it('that is binary or not UTF-8 is refused', () => {
    expect(caught(() => readText(write('a', Uint8Array.of(0, 1)))).message).toContain('found a binary one');
    expect(caught(() => readText(write('b', Uint8Array.of(0xff, 0xfe, 0x41)))).message).toContain('not UTF-8');
  });
});
