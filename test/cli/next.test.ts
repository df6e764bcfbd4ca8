import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextCommands } from '../../src/cli/print/next.ts';
import { runAgainAs } from '../../src/cli/support/run-again.ts';
import { printContext } from '../../src/report/context.ts';
import { KOREAN } from '../fixtures/debate-fixture.ts';

const { scenario, cards, document } = KOREAN;
const typed = (changed: typeof scenario, runAgain: string | null = 'mix') =>
  nextCommands(printContext(changed, cards, { runAgain }), document).map(({ command }) => command);
/** Sets these facts in the course of the debate. */
const setting = (...names: string[]) => ({
  ...scenario,
  events: [
    {
      after: { phase: 'opening' as const, round: 1 },
      set: Object.fromEntries(names.map((name) => [name, 1])),
      say: '',
    },
  ],
});

describe('what to type next', () => {
  it('tries the nearest flip whose fact no event sets', () => {
    expect(typed(setting())[1]).toBe('pitwall run mix --fact domainLoss.code=1.55');
    expect(typed(setting('domainLoss'))[1]).toBe('pitwall run mix --fact budget=400');
    expect(typed(setting('domainLoss.code'))[1]).toBe('pitwall run mix --fact budget=400');
  });

  it('tries no fact where events set each that flips the decision', () => {
    const facts = new Set(document.outcome?.flips.map(({ fact }) => fact));
    expect(typed(setting(...facts)).filter((command) => command.includes('--fact'))).toEqual([]);
  });

  it('goes from the record where the file is not known', () => {
    const id = document.debate.id;
    expect(typed(setting(), null)).toEqual([
      `pitwall show ${id} --memo`,
      `pitwall fork ${id} --at 1 --fact domainLoss.code=1.55`,
      `pitwall fork ${id} --at 1 --cast +you --card you=you.md`,
    ]);
  });
});

describe('a scenario to run again', () => {
  let projectDir: string;
  beforeAll(() => {
    projectDir = mkdtempSync(join(tmpdir(), 'pitwall-next-'));
    mkdirSync(join(projectDir, 'scenarios'));
    for (const file of ['scenarios/inside.yaml', 'other.yaml']) writeFileSync(join(projectDir, file), '');
  });
  afterAll(() => rmSync(projectDir, { recursive: true }));

  it('goes by its id where that leads to its file, however it was typed', () => {
    expect(runAgainAs('inside', { projectDir }, 'scenarios/inside.yaml')).toBe('inside');
    expect(runAgainAs('inside', { projectDir })).toBe('inside');
  });

  it('goes by the path that was typed where the id leads nowhere or elsewhere', () => {
    expect(runAgainAs('q1', { projectDir }, '../questions/q1.yaml')).toBe('../questions/q1.yaml');
    expect(runAgainAs('inside', { projectDir }, 'other.yaml')).toBe('other.yaml');
    expect(runAgainAs('q1', { projectDir }, "Ada's files/q1.yaml")).toBe(`'Ada'\\''s files/q1.yaml'`);
  });

  it('is not guessed for a record of a script from elsewhere', () => {
    expect(runAgainAs('q1', { projectDir })).toBeNull();
  });
});
