import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../../src/project/index.ts';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

const shipped = readFileSync(join(packageRoot(), 'personas', 'pulse.md'), 'utf8');
const PLACE = /(\*\*Location\*\* \| )[^|]*/;
let cwd = '';
let file = '';

beforeEach(() => {
  cwd = emptyFolder();
  onTestFinished(() => removeFolder(cwd));
  mkdirSync(join(cwd, 'personas'));
  file = join(cwd, 'personas', 'pulse.md');
  writeFileSync(file, shipped);
});

/** Runs with `--watch`, and after each printed piece that a step waits for, does that step. */
async function watched(
  args: readonly string[],
  steps: readonly { after: RegExp; then: (interrupt: () => void) => void }[],
) {
  let heard = '';
  let next = 0;
  return pitwall(['persona', 'try', 'pulse', '--watch', ...args], {
    cwd,
    onOutput(text, kill) {
      heard += text;
      const step = steps[next];
      if (step === undefined || !step.after.test(heard)) return;
      heard = '';
      next += 1;
      step.then(() => kill('SIGINT'));
    },
  });
}

describe('persona try', () => {
  it('lints, asks six questions and holds a debate, and exits by what it found', async () => {
    expect(PLACE.test(shipped)).toBe(true);
    const { code, stdout } = await pitwall(['persona', 'try', 'pulse', '--json'], { cwd });
    const trial = JSON.parse(stdout);
    expect(trial).toMatchObject({ ok: true, persona: 'pulse', changes: null, debate: { scenario: 'loss-drop-3000' } });
    expect(new Set(trial.probes.map(({ kind }: { kind: string }) => kind)).size).toBe(6);
    expect(trial.debate.turns.length).toBeGreaterThan(3);
    // The shipped card disagrees with itself, which lint says.
    expect(trial.findings.map(({ level }: { level: string }) => level)).toContain('error');
    expect(code).toBe(1);
  });

  it('names what is scored and what was decided', async () => {
    const { stdout } = await pitwall(['persona', 'try', 'pulse', '--scenario', 'tokens-for-7b'], { cwd });
    const { debate } = JSON.parse(
      (await pitwall(['persona', 'try', 'pulse', '--scenario', 'tokens-for-7b', '--json'], { cwd })).stdout,
    );
    const page = stdout.slice(stdout.indexOf('tokens-for-7b seed 1'));
    expect(page).toMatch(/Language and register +[.\d]+/);
    expect(page).not.toMatch(/\bA\d+ [.\d]/);
    expect(page).not.toContain(`decides ${debate.decision}`);
    expect(debate.faults.length).toBeGreaterThan(0);
    for (const { turn } of debate.faults) expect(page).toContain(`t${turn} “`);
    expect(page).toMatch(/ {2}(?:no )?proven fault\n/);
  });

  it('shows after a save what changed beside what was, and only that', async () => {
    const { code, stdout } = await watched(
      ['--scenario', 'loss-drop-3000'],
      [
        { after: /weighted total/, then: () => writeFileSync(file, shipped.replace(PLACE, '$1제주, 대한민국 ')) },
        { after: /saved personas\/pulse\.md[\s\S]*weighted total/, then: (interrupt) => interrupt() },
      ],
    );
    const said = stdout.slice(stdout.indexOf('saved personas/pulse.md'));
    expect(said).toMatch(/서울.* │ 제주/);
    expect(said).not.toContain('혹시 AI예요?');
    expect(said).not.toContain('turns changed');
    expect(code).toBe(130);
  });

  it('says what is wrong with a card that is none and goes on, whichever way the editor saves', async () => {
    const { code, stdout, stderr } = await watched(
      ['--json'],
      [
        { after: /"changes":null/, then: () => writeFileSync(file, '# nothing of a card') },
        {
          after: /CARD_INVALID/,
          then: () => {
            const swap = join(cwd, 'personas', '.pulse.md.swp');
            writeFileSync(swap, shipped.replace(/^values: \[(\w[\w-]*), (\w[\w-]*)/m, 'values: [$2, $1'));
            renameSync(swap, file);
          },
        },
        { after: /\n$/, then: (interrupt) => interrupt() },
      ],
    );
    const [first, broken, mended, ...rest] = stdout
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row));
    expect(first.ok).toBe(true);
    expect(broken).toMatchObject({
      ok: false,
      error: { code: 'CARD_INVALID', place: { file: 'personas/pulse.md', line: 1 } },
    });
    expect(mended.changes.turns.length).toBeGreaterThan(0);
    expect(rest).toEqual([]);
    expect(stderr).toContain('stopped watching personas/pulse.md');
    expect(code).toBe(130);
  });
});
