import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { planSweep, runSweep, sweepRows } from '../../src/pitwall.ts';
import { packageRoot } from '../../src/project/index.ts';
import { parseSweep } from '../../src/sweep/definition.ts';
import { emptyFolder, removeFolder } from '../e2e/cli.ts';

const FOLDER = join(packageRoot(), 'docs/studies');
const STUDIES = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');

/** A cell of each study that is held again: a scenario, and, where it is not the first, a level of its axis. */
const SLICES: Record<string, { axes: Record<string, unknown>; printed: string }> = {
  'absent.yaml': {
    axes: { scenario: ['build-or-buy'], cast: { '-sentinel': 'axiom,blaze,cortex,flux,forge,prism,pulse' } },
    printed: 'build-or-buy: buying the text → SHORT',
  },
  'hindsight.yaml': {
    axes: { scenario: ['scenarios/hindsight/palm-spikes.yaml'] },
    printed: '| palm-spikes              | SHORT ',
  },
  'calmer-pulse.yaml': {
    axes: { scenario: ['spike-at-12k'], card: { calmer: { pulse: 'docs/studies/pulse-calmer.md' } } },
    printed: '| spike-at-12k     | SHORT ',
  },
};

let folder: string;
beforeAll(() => {
  folder = emptyFolder();
});
afterAll(() => removeFolder(folder));

const grounds = {
  projectDir: packageRoot(),
  settings: { env: {}, fromFolder: new Set<string>(), named: new Map(), prices: new Map() },
};

describe('the studies', () => {
  it('are three, and each has its report', () => {
    expect(STUDIES.sort()).toEqual(Object.keys(SLICES).sort());
    for (const file of STUDIES) expect(read(file.replace('.yaml', '.report.md'))).toContain('## In short');
  });

  it.each(STUDIES)('%s fits, and a slice of it comes to the row that its report prints', async (file) => {
    parseSweep(read(file), file);
    const { axes = {}, printed = '' } = SLICES[file] ?? {};
    const { arms: _arms, ...written } = parse(read(file)) as Record<string, unknown>;
    const slice = join(folder, file);
    writeFileSync(slice, stringify({ ...written, axes: { ...axes, seed: 1 } }));
    const plan = await planSweep(slice, grounds);
    const database = join(folder, `${file}.db`);
    await runSweep({ plan, grounds, database, concurrency: 1 });
    const [row] = [...sweepRows(plan, database).values()];
    const [scenario] = [...plan.scenarios.values()];
    const short = scenario?.options[row?.decision ?? ''] ?? 'no decision';
    expect(read(file.replace('.yaml', '.report.md'))).toContain(printed.replace('SHORT', short));
  });
});
