import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { pathsIn, pitwall } from './cli.ts';
import { SMALL_SCRIPT } from './small-script.ts';
import { untrustedProjects } from './untrusted.ts';

const project = untrustedProjects();
let cwd: string;
let home: string;
let ran: string;
beforeEach(() => {
  ({ cwd, home, ran } = project());
  writeFileSync(join(cwd, 'scenarios/other.yaml'), SMALL_SCRIPT.replace('id: small', 'id: other'));
});
const type = (...args: string[]) => pitwall(args, { cwd, env: { HOME: home } });
const configure = (fields: string, name = 'pitwall.config.ts') =>
  writeFileSync(
    join(cwd, name),
    `import { writeFileSync } from 'node:fs';
import { defineConfig, type PitwallConfig } from 'pitwall';
writeFileSync(${JSON.stringify(ran)}, '1');
const config: PitwallConfig = ${fields};
export default defineConfig(config);
`,
  );
const REFUSED = {
  code: 2,
  stdout: '',
  stderr:
    'expected `pitwall.config.ts` to be trusted, as it is code that would run here: read it, then add `--trust`\n',
};

describe('pitwall.config.ts', () => {
  it('sets what `run` runs and how, and a flag goes before it', async () => {
    configure("{ scenario: 'other', seed: 7, cast: 'pulse,flux', pace: 0 }");
    const { code, stdout, stderr } = await type('run', '--json', '--trust');
    expect([code, stderr]).toEqual([
      0,
      `trusted until it changes: pitwall.config.ts (${join(home, '.config/pitwall/trusted.json')})\nrun, as code of this folder: pitwall.config.ts\n`,
    ]);
    const { debate, cast } = JSON.parse(stdout);
    expect([debate.scenario, debate.seed, cast.map(({ persona }: { persona: string }) => persona)]).toEqual([
      'other',
      7,
      ['pulse', 'flux'],
    ]);
    const again = JSON.parse((await type('run', 'small', '--json', '--seed', '2')).stdout);
    expect([again.debate.scenario, again.debate.seed]).toEqual(['small', 2]);
  });

  it('does not run before it is trusted, nor after a byte of it changed, nor for an estimate', async () => {
    configure("{ scenario: 'other' }");
    expect(await type('run')).toEqual(REFUSED);
    expect((await type('run', 'small', '--dry-run')).stderr).toBe(
      'not run for an estimate, as code of this folder: pitwall.config.ts\n',
    );
    expect(existsSync(ran)).toBe(false);
    expect((await type('run', '--quiet', '--trust')).code).toBe(0);
    rmSync(ran);
    configure("{ scenario: 'other', seed: 2 }");
    expect(await type('run')).toEqual(REFUSED);
    expect(existsSync(ran)).toBe(false);
  });

  it('is not read by commands that read, nor behind a link that leads out of the folder', async () => {
    await type('run', 'small', '--quiet');
    configure("{ scenario: 'other' }");
    for (const args of [['show', 'last'], ['list'], ['export', 'last']])
      expect(await type(...args)).toMatchObject({ code: 0, stderr: '' });
    rmSync(join(cwd, 'pitwall.config.ts'));
    writeFileSync(join(home, 'elsewhere.ts'), `export default {};`);
    symlinkSync(join(home, 'elsewhere.ts'), join(cwd, 'pitwall.config.ts'));
    expect(await type('run', '--trust')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('found a link that leads out of the folder'),
    });
    expect(existsSync(ran)).toBe(false);
  });

  it('sets what each command has a meaning for, once it is trusted; before that it is left out of those that only look', async () => {
    configure(
      "{ scenario: 'other', seed: 7, cast: 'pulse,flux', model: 'nothing-of-the-kind', budget: 'calls=0,seconds=9', pace: 0 }",
    );
    const unread = 'not read, as nobody has trusted it: pitwall.config.ts (`pitwall run --trust` does)\n';
    expect(await type('model', 'small')).toMatchObject({ code: 0, stderr: unread });
    expect((await type('eval', 'scenario', 'small', '--seeds', '1', '--json')).stderr).toContain(unread);
    for (const args of [
      ['chat', 'pulse'],
      ['serve', '--port', '0'],
      ['mcp', '--http', '--port', '0'],
      ['ask', 'Do we?', '--options', 'yes; no'],
    ])
      expect(await type(...args)).toEqual(REFUSED);
    expect(existsSync(ran)).toBe(false);
    await type('run', '--model', 'playbook', '--quiet', '--trust');
    const model = JSON.parse((await type('model', '--json')).stdout);
    expect([model.scenario, model.members.map(({ id }: { id: string }) => id)]).toEqual(['other', ['pulse', 'flux']]);
    // The model that it names is none, and each of these says so.
    for (const args of [
      ['chat', 'pulse'],
      ['serve', '--port', '0'],
      ['mcp', '--http', '--port', '0'],
      ['ask', 'Do we?', '--options', 'yes; no'],
      ['eval', 'scenario', '--seeds', '1'],
    ])
      expect((await pitwall(args, { cwd, env: { HOME: home }, stdin: Readable.from(['hi\n']) })).stderr).toContain(
        'no model is called `nothing-of-the-kind`',
      );
    const stdin = Readable.from(['Who are you?\n']);
    const chat = await pitwall(['chat', 'pulse', '--model', 'playbook'], { cwd, env: { HOME: home }, stdin });
    expect(chat.stderr).toContain('The budget has no room for another answer.');
  });

  it('is refused in a sentence for a field that there is not, and for one of another kind', async () => {
    configure("{ senario: 'other' } as PitwallConfig");
    expect((await type('run', '--trust')).stderr).toContain('Unrecognized key: "senario"');
    configure("{ seed: 'seven' } as unknown as PitwallConfig");
    expect((await type('run', '--trust')).stderr).toMatch(/`pitwall\.config\.ts` to export .*`seed`: /);
    writeFileSync(join(cwd, 'pitwall.config.ts'), 'export default {');
    expect((await type('run', '--trust')).stderr).toContain(
      'expected a module at `pitwall.config.ts`, found one that does not load: ',
    );
  });
});

describe('a module of a member in TypeScript', () => {
  it('brings what it exports, with what it imports from beside it, and leaves nothing on disk', async () => {
    mkdirSync(join(cwd, 'agents'));
    writeFileSync(join(cwd, 'agents/words.ts'), "export const words = (who: string): string => 'Speak as ' + who;\n");
    writeFileSync(
      join(cwd, 'agents/pulse.ts'),
      "import { words } from './words.ts';\nexport default { tools: [], desk: [], guidance: words('Pulse' as string) };\n",
    );
    const before = pathsIn(cwd);
    const { code, stderr } = await type('run', 'small', '--quiet', '--trust');
    expect([code, stderr]).toEqual([0, expect.stringContaining('run, as code of this folder: agents/pulse.ts\n')]);
    expect(pathsIn(cwd).filter((path) => !path.startsWith('.pitwall'))).toEqual(before);
    expect((await type('verify', 'last')).code).toBe(0);
    writeFileSync(join(cwd, 'agents/words.ts'), "export const words = (who: string): string => 'Sing as ' + who;\n");
    expect((await type('run', 'small')).stderr).toContain('expected `agents/pulse.ts` to be trusted');
  });
});
