import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listScenarios, loadTeam } from '../../src/project/index.ts';
import { scenarioList } from '../../src/view/server/scenarios.ts';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

const SECRET = 'step,loss\n1,2.7182\n2,3.1415\n';
const script = (data: string) => `id: small
motion: Rent or wait?
language: en
options: { rent: rent more, wait: wait }
cast: [pulse, cortex]
data: { loss: ${JSON.stringify(data)} }
protocol: [opening blind, vote]
`;

let root: string;
let cwd: string;
const at = (name: string) => join(cwd, name);
beforeAll(() => {
  root = emptyFolder();
  cwd = join(root, 'project');
  mkdirSync(at('scenarios/below'), { recursive: true });
  writeFileSync(at('.env'), `KEY=${SECRET}`);
  writeFileSync(join(root, 'secret.csv'), SECRET);
  writeFileSync(at('beside.csv'), SECRET);
  writeFileSync(at('scenarios/good.csv'), 'step,loss\n1,9\n2,8\n');
  writeFileSync(at('scenarios/below/good.csv'), 'step,loss\n1,9\n2,8\n');
  symlinkSync('below/good.csv', at('scenarios/link-inside.csv'));
  symlinkSync('../../secret.csv', at('scenarios/link-out.csv'));
  symlinkSync(join(root, 'secret.csv'), at('scenarios/link-absolute.csv'));
  symlinkSync('link-out.csv', at('scenarios/link-twice.csv'));
  symlinkSync('../..', at('scenarios/around'));
  symlinkSync('/dev/zero', at('scenarios/link-zero.csv'));
  symlinkSync('link-round.csv', at('scenarios/link-round.csv'));
  execFileSync('mkfifo', [at('scenarios/pipe.csv'), at('pipe')]);
  writeFileSync(at('huge'), '');
  truncateSync(at('huge'), 2 ** 31);
});
afterAll(() => removeFolder(root));

const ELSEWHERE =
  /^scenarios\/small\.yaml:6:\d+: expected a data file in the scenario's folder, found `.*`; for one from elsewhere: --data loss=FILE\n$/;
const LEADS_OUT = /^expected a text file at `scenarios\/.*`, found a link that leads out of the folder\n$/;

const PATHS: [path: string | (() => string), sentence: RegExp][] = [
  ['/etc/passwd', ELSEWHERE],
  [() => join(root, 'secret.csv'), ELSEWHERE],
  [() => at('scenarios/good.csv'), ELSEWHERE],
  ['../beside.csv', ELSEWHERE],
  ['../.env', ELSEWHERE],
  ['../../secret.csv', ELSEWHERE],
  ['below/../../beside.csv', ELSEWHERE],
  ['..\\beside.csv', ELSEWHERE],
  ['~/.ssh/id_ed25519', ELSEWHERE],
  ['~root/x.csv', ELSEWHERE],
  ['file:///etc/passwd', ELSEWHERE],
  ['https://evil.example/x.csv', ELSEWHERE],
  ['C:\\x.csv', ELSEWHERE],
  ['\\\\server\\share\\x.csv', ELSEWHERE],
  ['//server/share/x.csv', ELSEWHERE],
  ['good.csv\0.txt', ELSEWHERE],
  ['link-out.csv', LEADS_OUT],
  ['link-absolute.csv', LEADS_OUT],
  ['link-twice.csv', LEADS_OUT],
  ['around/secret.csv', LEADS_OUT],
  ['link-zero.csv', /found a device\n$/],
  ['/dev/stdin', ELSEWHERE],
  ['/proc/self/environ', ELSEWHERE],
  ['pipe.csv', /found a named pipe\n$/],
  ['link-round.csv', /found links that lead to one another\n$/],
  ['below', /found a folder\n$/],
  ['.', /found a folder\n$/],
  ['good.csv/x', /found nothing\n$/],
];

describe.skipIf(process.platform === 'win32')('what a scenario names as data', () => {
  it.each(PATHS)('%s is refused in one sentence, and nothing of it is kept', async (path, sentence) => {
    writeFileSync(at('scenarios/small.yaml'), script(typeof path === 'string' ? path : path()));
    for (const args of [
      ['run', 'small', '--quiet'],
      ['scenario', 'lint', 'small'],
      ['model', 'small'],
      ['run', 'small', '--dry-run'],
    ]) {
      const { code, stdout, stderr } = await pitwall(args, { cwd });
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(sentence)]);
      expect(stderr).not.toContain('2.7182');
    }
    expect(readdirSync(cwd)).not.toContain('.pitwall');
  });

  it.each(['good.csv', './good.csv', 'below/good.csv', 'link-inside.csv'])(
    '%s is in its folder and is read',
    async (path) => {
      writeFileSync(at('scenarios/small.yaml'), script(path));
      expect(await pitwall(['run', 'small', '--dry-run', '--quiet'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    },
  );

  it('a person may put in its place by any path', async () => {
    writeFileSync(at('scenarios/small.yaml'), script('good.csv'));
    for (const file of ['../secret.csv', join(root, 'secret.csv'), 'scenarios/link-out.csv'])
      expect(await pitwall(['run', 'small', '--dry-run', '--data', `loss=${file}`], { cwd })).toMatchObject({
        code: 0,
        stderr: '',
      });
  });

  it('is no larger than a record can keep', async () => {
    writeFileSync(at('scenarios/large.csv'), '');
    truncateSync(at('scenarios/large.csv'), 17 * 2 ** 20);
    writeFileSync(at('scenarios/small.yaml'), script('large.csv'));
    const { code, stderr } = await pitwall(['run', 'small'], { cwd });
    expect([code, stderr]).toEqual([
      2,
      'expected a text file at `scenarios/large.csv`, found one of 17 MB, more than the 16 MB that are read\n',
    ]);
  });
});

/** Every command that reads a file that is named to it, with `FILE` in its place. */
const READERS: string[][] = [
  ['run', './FILE'],
  ['model', './FILE'],
  ['scenario', 'lint', './FILE'],
  ['scenario', 'show', './FILE'],
  ['run', 'small', '--data', 'loss=FILE'],
  ['run', 'small', '--card', 'pulse=FILE'],
  ['persona', 'lint', './FILE'],
  ['persona', 'import', 'FILE'],
  ['persona', 'try', './FILE'],
  ['eval', 'turns', 'FILE'],
  ['eval', 'levels', 'FILE'],
  ['eval', 'compare', 'FILE', 'FILE'],
  ['route', '--to', 'pulse', '--file', 'FILE'],
  ['tool', 'diagnose_loss_curve', '--args', '@FILE'],
  ['tool', 'diagnose_loss_curve', '--args', '{"file":"FILE"}'],
  ['show', './FILE'],
  ['import', 'FILE'],
  ['verify', './FILE'],
  ['list', '--db', 'FILE'],
  ['db', 'check', '--db', 'FILE'],
];

describe.skipIf(process.platform === 'win32')('a pipe, a device and two gigabytes', () => {
  beforeAll(() => writeFileSync(at('scenarios/small.yaml'), script('good.csv')));

  it.each(READERS.map((args) => [args.join(' '), args] as const))(
    'are refused by `%s` in one sentence, unread',
    async (_, args) => {
      for (const file of ['pipe', '/dev/zero', 'huge']) {
        const named = args.map((part) =>
          part.replace('./FILE', file.startsWith('/') ? file : `./${file}`).replace('FILE', file),
        );
        const { code, stdout, stderr } = await pitwall(named, { cwd });
        expect([named.join(' '), code, stdout, stderr]).toEqual([
          named.join(' '),
          2,
          '',
          expect.stringMatching(
            /^.*(?:found (?:a named pipe|a device|one of \d|something that is not a file)|another kind of file).*\n$/,
          ),
        ]);
      }
    },
  );

  it.each([
    ['a scenario', 'scenarios/waits.yaml', ['scenario', 'list']],
    ['a card', 'personas/waits.md', ['persona', 'list']],
    ['a voice', 'personas/voices/pulse.yaml', ['persona', 'list']],
    ['the .env', '.env', ['models', 'list']],
    ['the user’s models', 'models.yaml', ['models', 'list']],
  ])('are not waited for as %s of a folder', async (_, name, args) => {
    const folder = join(root, 'waiting');
    mkdirSync(join(folder, 'scenarios'), { recursive: true });
    mkdirSync(join(folder, 'personas/voices'), { recursive: true });
    execFileSync('mkfifo', [join(folder, name)]);
    const { stdout, stderr } = await pitwall(args, {
      cwd: folder,
      env: { PITWALL_MODELS: join(folder, 'models.yaml') },
    });
    expect(stdout + stderr).toContain('found a named pipe');
    if (name.startsWith('scenarios')) {
      expect(listScenarios({ projectDir: folder }).find(({ id }) => id === 'waits')?.problem).toContain(
        'found a named pipe',
      );
      expect(scenarioList({ projectDir: folder }).scenarios.find(({ id }) => id === 'waits')?.problem).toContain(
        'found a named pipe',
      );
    }
    if (name.startsWith('personas'))
      expect(loadTeam({ projectDir: folder }).broken.map(({ problem }) => problem)).toEqual([
        expect.stringContaining('found a named pipe'),
      ]);
    rmSync(folder, { recursive: true });
  });
});
