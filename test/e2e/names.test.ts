import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
});
afterAll(() => removeFolder(cwd));

describe('scenario', () => {
  it('lists the shipped ones and those of the project', async () => {
    writeFileSync(join(cwd, 'note.txt'), '');
    await pitwall(['scenario', 'new', 'mine'], { cwd });
    const { scenarios } = JSON.parse((await pitwall(['scenario', 'list', '--json'], { cwd })).stdout);
    const origins = Object.fromEntries(scenarios.map(({ id, origin }: { id: string; origin: string }) => [id, origin]));
    expect(origins).toMatchObject({ mine: 'project', 'loss-drop-3000': 'shipped' });
    expect((await pitwall(['scenario', 'list'], { cwd })).stdout).toMatch(/^loss-drop-3000 +3000 step/m);
  });

  it('new writes a script that lints, and refuses to write over one', async () => {
    expect((await pitwall(['scenario', 'new', 'fresh'], { cwd })).code).toBe(0);
    const lint = await pitwall(['scenario', 'lint', 'fresh'], { cwd });
    expect(lint.code).toBe(0);
    expect(lint.stdout).toContain(
      'scenarios/fresh.yaml: fits (2 options, 7 facts, 1 quantity, 3 criteria, 3 members)\n',
    );
    expect(lint.stdout).not.toContain('warnings');
    expect(lint.stdout).not.toContain('worth a look');
    const text = readFileSync(join(cwd, 'scenarios', 'fresh.yaml'), 'utf8');
    expect((await pitwall(['scenario', 'new', 'fresh'], { cwd })).code).toBe(2);
    expect(readFileSync(join(cwd, 'scenarios', 'fresh.yaml'), 'utf8')).toBe(text);
  });

  it('lint lists what nothing rests on', async () => {
    const text = readFileSync(join(cwd, 'scenarios', 'mine.yaml'), 'utf8');
    writeFileSync(join(cwd, 'idle.yaml'), text.replace('facts:', 'facts:\n  unused: { value: 1 }\n'));
    const { code, stdout } = await pitwall(['scenario', 'lint', 'idle.yaml'], { cwd });
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^ {2}line \d+: no criterion rests on the fact `unused`, whatever is chosen$/m),
    ]);
  });

  it('lint says how each value was read, and what has no label', async () => {
    await pitwall(['scenario', 'new', 'bare', '--lang', 'ko'], { cwd });
    const file = join(cwd, 'scenarios', 'bare.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('facts:', 'facts:\n  spare: { value: 1 }'));
    const { stdout } = await pitwall(['scenario', 'lint', 'bare'], { cwd });
    expect(stdout).toMatch(/^ {2}line \d+: without a label, so called by the name: `spare`$/m);
    expect(stdout).toMatch(/^ {2}line \d+: the value `일정` as `schedule`$/m);
  });

  it('show names every fact with its value, and draws the machine as Mermaid', async () => {
    const { stdout } = await pitwall(['scenario', 'show', 'loss-drop-3000'], { cwd });
    expect(stdout).toMatch(/^ {2}gpuHourUsd +2\.5 USD\/hour/m);
    expect((await pitwall(['scenario', 'show', 'loss-drop-3000', '--chart'], { cwd })).stdout).toMatch(
      /^stateDiagram/m,
    );
    expect(existsSync(join(cwd, '.pitwall'))).toBe(false);
  });
});

describe('persona', () => {
  it('lists the team and shows a member by any of their names', async () => {
    expect((await pitwall(['persona', 'list'], { cwd })).stdout).toMatch(/^pulse +F1-08 +Pulse +김도윤 +/m);
    const byCallsign = await pitwall(['persona', 'show', 'Pulse'], { cwd });
    const byName = await pitwall(['persona', 'show', '김도윤'], { cwd });
    expect(byCallsign.stdout).toMatch(/^values +progress > /m);
    expect(byName.stdout).toBe(byCallsign.stdout);
    expect(JSON.parse((await pitwall(['persona', 'show', 'pulse', '--json'], { cwd })).stdout).documentId).toBe(
      'F1-08',
    );
  });
});

describe('tool', () => {
  it('lists the tools, and says what one takes', async () => {
    const { tools } = JSON.parse((await pitwall(['tool', 'list', '--json'], { cwd })).stdout);
    expect(tools.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['diagnose_loss_curve', 'mixture_shift', 'design_experiment']),
    );
    expect((await pitwall(['tool', 'mixture_shift'], { cwd })).stdout).toMatch(
      /^loss +\{name: number\} · Loss in each domain/m,
    );
  });

  it('computes a cited figure of a debate again, and takes its arguments from a file', async () => {
    const ran = await pitwall(['run', 'loss-drop-3000', '--json'], { cwd });
    const { outcome, tools, debate } = JSON.parse(ran.stdout);
    const cited = outcome.claims.filter(({ command }: { command: string | null }) => command !== null);
    expect(cited.length).toBeGreaterThan(0);
    for (const { command } of cited) {
      const [program, ...args] = command.split(' ');
      expect(program).toBe('pitwall');
      expect((await pitwall(args, { cwd })).code).toBe(0);
    }
    const shift = tools.find(({ name }: { name: string }) => name === 'design_experiment');
    expect(shift.ref).toMatch(/^tool:/);
    const again = await pitwall(
      ['tool', 'design_experiment', '--debate', debate.id, '--call', shift.ref.slice(5), '--json'],
      { cwd },
    );
    expect(JSON.parse(again.stdout)).toMatchObject({ matches: true, result: shift.result, figures: shift.figures });
  });

  it('runs on arguments of your own, from the line and from a file', async () => {
    const args = JSON.stringify({ params: 7e9, tokens: 1e9 });
    writeFileSync(join(cwd, 'args.json'), args);
    const line = await pitwall(['tool', 'design_experiment', '--args', args, '--json'], { cwd });
    const file = await pitwall(['tool', 'design_experiment', '--args', '@args.json', '--json'], { cwd });
    expect([line.code, line.stdout, line.stderr]).toEqual([
      file.code,
      file.stdout,
      file.stderr.replaceAll('@args.json', args),
    ]);
  });
});

describe('scenario show', () => {
  it('has its headings, people and events in the language of the scenario, facts filled in', async () => {
    const { stdout } = await pitwall(['scenario', 'show', 'loss-drop-3000'], { cwd });
    expect(stdout).toContain('시간당 4달러로 올랐습니다');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('아는 사람 Cortex');
    const headings = stdout
      .split('\n')
      .filter((line, index, all) => all[index - 1] === '' && /^\S+(?: \(--.*)?$/.test(line));
    expect(headings.length).toBeGreaterThan(7);
    expect(headings.filter((line) => !/^\p{Script=Hangul}/u.test(line))).toEqual([]);
    const { stdout: english } = await pitwall(['scenario', 'show', 'example'], { cwd });
    expect(english).toContain('the reservation was cut, 6 days are left');
    expect(english).toMatch(/^measurements$/m);
  });
});

describe('help', () => {
  it('is short, has examples and every exit code', async () => {
    const { stdout, code } = await pitwall(['--help'], { cwd });
    expect(code).toBe(0);
    expect(stdout.split('\n').length).toBeLessThan(50);
    for (const exit of ['0 done', '1 it ran', '2 wrong input', '3 no verdict', '4 disk', '130 interrupted'])
      expect(stdout).toContain(exit);
  });

  it('every command has its own', async () => {
    for (const command of ['run', 'ask', 'model', 'list', 'show', 'replay', 'export', 'scenario', 'persona', 'tool']) {
      const { stdout, code } = await pitwall([command, '--help'], { cwd });
      expect([code, stdout]).toEqual([0, expect.stringContaining(`Usage: pitwall ${command}`)]);
    }
  });

  it("--version is the package's", async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect((await pitwall(['--version'], { cwd })).stdout).toBe(`${version}\n`);
  });
});

describe('what a command says to type next', () => {
  const npx = { npm_execpath: '/usr/lib/npx-cli.js' };

  it.each([
    [['list']],
    [['chat']],
    [['tool', 'roofline']],
    [['scenario', 'new', 'other']],
    [['run', '--help']],
    [['sweep', '--help']],
    [['persona', 'draft', 'a careful SRE']],
  ])('begins as the program was started: %j', async (args) => {
    const folder = emptyFolder();
    const { stdout, stderr } = await pitwall(args, { cwd: folder, env: npx });
    const commands = `${stdout}${stderr}`.match(/(?:npx )?pitwall [a-z[].*/g) ?? [];
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((command) => !command.startsWith('npx '))).toEqual([]);
    const installed = await pitwall(args, { cwd: emptyFolder() });
    expect(`${installed.stdout}${installed.stderr}`).not.toContain('npx');
    removeFolder(folder);
  });
});
