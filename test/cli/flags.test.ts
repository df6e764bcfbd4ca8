import { describe, expect, it } from 'vitest';
import { modelsBySeat, namedValues, positiveNumber, wholeNumber } from '../../src/cli/support/flags.ts';
import { Shell } from '../../src/cli/support/shell.ts';
import { draftScenario, renamed, slugOf } from '../../src/project/draft.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';

describe('flags', () => {
  it.each(['x', '1.5', '1e3', '', '9007199254740993', '0x10', '--1'])('refuse `%s` as a whole number', (text) => {
    expect(() => wholeNumber('--seed', text)).toThrow(
      `expected \`--seed\` to be a whole number, got \`${text}\` [USAGE]`,
    );
  });

  it('take whole numbers, negative ones where nothing forbids them', () => {
    expect(wholeNumber('--seed', '-7')).toBe(-7);
    expect(wholeNumber('--seed', undefined)).toBeUndefined();
    expect(() => wholeNumber('--rounds', '-1', 1)).toThrow('from 1 up');
  });

  it.each(['0', '-1', 'fast', '', 'Infinity'])('refuse `%s` as a speed', (text) => {
    expect(() => positiveNumber('--speed', text)).toThrow('[USAGE]');
  });

  it.each([
    [{}, undefined, '/project/.pitwall/debates.db'],
    [{ PITWALL_DB: '/elsewhere/d.db' }, undefined, '/elsewhere/d.db'],
    [{ PITWALL_DB: '/elsewhere/d.db' }, 'mine.db', '/project/mine.db'],
  ])('name the database: %o and `--db %s`', (env, db, file) => {
    const shell = new Shell({ stdout: { write: () => true }, stderr: { write: () => true }, env, cwd: '/project' });
    expect(shell.databaseFile(db === undefined ? {} : { db })).toBe(file);
  });

  it('split at the first equals sign only, and refuse a name twice', () => {
    expect(namedValues('--fact', ['a.b=c=d'])).toEqual({ 'a.b': 'c=d' });
    expect(() => namedValues('--fact', ['a=1', 'a=2'])).toThrow('twice');
    expect(() => namedValues('--fact', ['=1'])).toThrow('`name=value`');
  });

  it('give a model to every seat or to one, and leave an equals sign in an address alone', () => {
    const models = modelsBySeat(['openai:gpt@http://host/v1?a=b', 'Pulse=playbook'], (name) => name.toLowerCase());
    expect(models).toEqual({ '*': 'openai:gpt@http://host/v1?a=b', pulse: 'playbook' });
  });
});

describe('a scenario from a question', () => {
  const korean = draftScenario({
    text: '64장을 9월에 빌릴까, 살까? 시간당 2.5달러',
    options: ['빌린다', '산다'],
    cast: ['pulse', 'blaze'],
    rounds: 1,
  });

  it('is a script that parses, in the language of the question', () => {
    const scenario = parseScenario(korean.text, 'asked.yaml');
    expect(scenario.language).toBe('ko');
    expect(scenario.motion).toBe('64장을 9월에 빌릴까, 살까? 시간당 2.5달러');
    expect(Object.values(scenario.options).map(({ label }) => label)).toEqual(['빌린다', '산다']);
    expect(scenario.criteria).toEqual([]);
  });

  it('lists the numbers that it could not use', () => {
    expect(korean.unused).toEqual(['64장을', '9월에', '2.5달러']);
  });

  it('names options by their words where they are Latin and different', () => {
    const { text } = draftScenario({
      text: 'Which?',
      options: ['Keep it', 'keep it!', 'roll back'],
      cast: ['a', 'b'],
      rounds: 2,
    });
    expect(Object.keys(parseScenario(text, 'asked.yaml').options)).toEqual(['keep-it', 'option-b', 'roll-back']);
  });

  it('survives quotes and colons in the question', () => {
    const { text } = draftScenario({
      text: 'Is "a: b" # right\\?',
      options: ['yes: "1"', 'no'],
      cast: ['a', 'b'],
      rounds: 2,
    });
    expect(parseScenario(text, 'asked.yaml').motion).toBe('Is "a: b" # right\\?');
  });

  it('has an id by sound, short enough, and another one when that is taken', () => {
    expect(slugOf('새 믹스로 계속 갈까')).toMatch(/^[a-z-]+$/);
    expect(slugOf('word '.repeat(40)).length).toBeLessThanOrEqual(48);
    expect(draftScenario({ text: '?!', options: ['a', 'b'], cast: ['a', 'b'], rounds: 2 }).id).toMatch(
      /^asked-[0-9a-f]{8}$/,
    );
    const other = renamed(korean);
    expect(other.id.startsWith(`${korean.id}-`)).toBe(true);
    expect(parseScenario(other.text, 'asked.yaml').id).toBe(other.id);
  });
});
