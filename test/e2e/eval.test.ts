import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FidelityReport, measureWords, SCORERS } from '../../src/evaluate.ts';
import { packageRoot } from '../../src/project/index.ts';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

it('scores a scenario, keeps the report, and compares it with itself without a change', async () => {
  const cwd = emptyFolder();
  onTestFinished(() => removeFolder(cwd));
  const files = ['--junit', 'report.xml', '--json'];
  const scored = await pitwall(['eval', 'scenario', 'loss-drop-3000', '--seeds', '2', ...files], { cwd });
  expect(scored.code).toBe(0);
  const report = FidelityReport.parse(JSON.parse(scored.stdout));
  expect(report.debates.map(({ seed }) => seed)).toEqual([1, 2]);
  expect(report.members.every(({ hand }) => hand === 'playbook')).toBe(true);
  expect(report.remarks[0]).toMatchObject({
    code: 'report.playbook',
    sentence: expect.stringContaining('expected to pass'),
  });
  expect(readFileSync(join(cwd, 'report.xml'), 'utf8')).toMatch(/<testsuites .*failures="0" errors="0"/);

  expect((await pitwall(['eval', 'baseline', 'save', 'loss-drop-3000', '--as', 'main'], { cwd })).code).toBe(0);
  const compared = await pitwall(['eval', 'compare', 'main', 'loss-drop-3000', '--format', 'github'], { cwd });
  expect(compared).toMatchObject({ code: 0, stdout: expect.stringContaining('No turn changed.') });

  expect(compared.stderr).not.toContain('was edited');

  // An edit after the scores is no "no change": it is said, and how it is scored.
  mkdirSync(join(cwd, 'personas'));
  const card = readFileSync(join(packageRoot(), 'personas/flux.md'), 'utf8');
  writeFileSync(join(cwd, 'personas/flux.md'), `${card}\nA line more.\n`);
  const edited = await pitwall(['eval', 'compare', 'main', 'loss-drop-3000'], { cwd });
  expect(edited.stderr).toContain(
    'Flux: the card was edited after these scores; `pitwall eval scenario loss-drop-3000`',
  );
  rmSync(join(cwd, 'personas'), { recursive: true });

  writeFileSync(join(cwd, 'older.json'), JSON.stringify({ ...report, schema: 1 }));
  const older = await pitwall(['eval', 'compare', 'older.json', 'loss-drop-3000'], { cwd });
  expect(older).toMatchObject({ code: 2, stderr: expect.stringContaining('made by an older version of Pitwall') });

  const unknown = await pitwall(['eval', 'compare', 'main', 'nope'], { cwd });
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('there is main, loss-drop-3000') });
});

it('prints measures by name, with a sentence where one falls short, and their ids in JSON alone', async () => {
  const cwd = emptyFolder();
  onTestFinished(() => removeFolder(cwd));
  expect((await pitwall(['run', 'spike-at-12k', '--quiet'], { cwd })).code).toBe(0);
  const { stdout } = await pitwall(['eval', 'debate', 'last'], { cwd });
  for (const { id } of SCORERS) expect(stdout).toContain(measureWords(id).name);
  expect(stdout).not.toMatch(/\bA\d+\b/);
  expect(stdout.replace(/\s+/g, ' ')).toContain(`What is asked: ${measureWords('A9').sentence}`);
  expect(stdout).toMatch(/^(?:no )?proven fault {2,}\w/m);
  // No figure with more digits than anybody reads.
  expect(stdout).not.toMatch(/\d\.\d{5}/);
  expect((await pitwall(['eval', 'debate', 'last', '--json'], { cwd })).stdout).toContain('"scorer": "A9"');
});
