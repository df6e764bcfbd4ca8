import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { damage } from '../cards/damage.ts';
import { codeOf, emptyFolder, pathsIn, pitwall, removeFolder, spawned } from './cli.ts';

const CARDS = new URL('../fixtures/cards/', import.meta.url);
const PERSONAS = new URL('../../personas/', import.meta.url);
const MASON = readFileSync(new URL('mason.md', CARDS), 'utf8');

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
  for (const name of ['mason', 'sail']) copyFileSync(new URL(`${name}.md`, CARDS), join(cwd, `${name}.txt`));
});
afterAll(() => removeFolder(cwd));

const at = (path: string) => join(cwd, path);
const reading = (path: string) => readFileSync(at(path), 'utf8');

/** Of one rule: the first word of a finding's code. */
function findingsOf(lint: string, rule: string) {
  const findings = JSON.parse(lint).cards[0].findings as { level: string; line: number; finding: { code: string } }[];
  return findings.filter(({ finding }) => finding.code.startsWith(`${rule}.`));
}

describe('persona import', () => {
  it('says what was understood, each priority with its line, and writes nothing', async () => {
    const before = pathsIn(cwd);
    const { code, stdout } = await pitwall(['persona', 'import', 'mason.txt'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^values +reliability > /m);
    expect(stdout).toMatch(/^ {2}values\.reliability \+\d/m);
    expect(stdout).toMatch(/^ {4}line \d+: \+3 frameworks: Recovery-First Reliability$/m);
    expect(stdout).toMatch(/^voice +generic$/m);
    expect(pathsIn(cwd)).toEqual(before);
  });

  it('gives card, text and report as JSON', async () => {
    const { stdout } = await pitwall(['persona', 'import', 'mason.txt', '--json'], { cwd });
    const { card, text, report } = JSON.parse(stdout);
    expect([card.id, text, report]).toEqual([
      'mason',
      MASON,
      { encoding: 'UTF-8', restored: 0, uncertain: [], dropped: [] },
    ]);
  });

  it('writes a card that takes its seat at once, with a report beside it, and overwrites nothing unasked', async () => {
    const args = ['persona', 'import', 'mason.txt', '--out', 'personas/mason.md'];
    expect((await pitwall(args, { cwd })).code).toBe(0);
    expect(reading('personas/mason.md')).toBe(MASON);
    expect(reading('personas/mason.report.md')).toContain('- rules: 2');
    writeFileSync(at('personas/mason.md'), `${MASON}\n`);
    const again = await pitwall(args, { cwd });
    expect([again.code, again.stderr]).toEqual([
      2,
      'expected a new file, `personas/mason.md` exists already; --force overwrites it\n',
    ]);
    expect(await codeOf([...args, '--json'], { cwd })).toBe('USAGE');
    expect(reading('personas/mason.md')).toBe(`${MASON}\n`);
    expect((await pitwall([...args, '--force'], { cwd })).code).toBe(0);
    expect(reading('personas/mason.md')).toBe(MASON);
    const listed = (await pitwall(['persona', 'list'], { cwd, env: { COLUMNS: '110' } })).stdout;
    expect(listed).toMatch(/^mason +Q-31 +Mason .*project, voice: generic$/m);
    expect(listed).not.toContain('report');
  });

  it('refuses a damaged file in one sentence that names damage and flag, and restores it when asked', async () => {
    writeFileSync(at('broken.txt'), damage(MASON, 'windows-1254'));
    const refused = await pitwall(['persona', 'import', 'broken.txt'], { cwd });
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(
      /^broken\.txt: expected sound text, found UTF-8 read as .*--repair restores it.*\n$/,
    );
    const { stdout } = await pitwall(['persona', 'import', 'broken.txt', '--repair', '--out', 'fixed/', '--json'], {
      cwd,
    });
    const { text, report, card } = JSON.parse(stdout);
    expect(report.restored).toBeGreaterThan(100);
    expect(card.uncertain).toEqual(report.uncertain);
    for (const { line, column, text: character } of report.uncertain)
      expect([...(text.split('\n')[line - 1] ?? '')][column - 1]).toBe(character);
    const written = reading('fixed/mason.md');
    expect(written.startsWith('---\n')).toBe(report.uncertain.length > 0);
    const lint = await pitwall(['persona', 'lint', 'fixed/mason.md', '--json'], { cwd });
    expect(findingsOf(lint.stdout, 'uncertain')).toHaveLength(report.uncertain.length);
  });

  it('is pointed to where a damaged card is to take a seat', async () => {
    writeFileSync(at('broken.txt'), damage(MASON, 'windows-1254'));
    const { code, stderr } = await pitwall(['run', 'loss-drop-3000', '--card', 'mason=broken.txt'], {
      cwd,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('pitwall persona import broken.txt --repair --out FILE');
  });

  it('takes a profile of another shape as far as it can be read, and tells everything that is missing at once', async () => {
    const text = '# Kim Ara (김아라), "Loom" - Weaver\n\nShe joined in 2019.\n\n## What she is like\n\nCalm.\n';
    writeFileSync(at('free.md'), text);
    const { code, stdout } = await pitwall(['persona', 'import', 'free.md', '--out', 'free/'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^id +loom \(loom\)$/m);
    expect(stdout).toMatch(/^role +Weaver$/m);
    const flat = stdout.replace(/\s+/g, ' ');
    expect(flat).not.toContain('Nothing dropped');
    expect(flat).toMatch(/read into no field: .*What she is like/);
    expect(flat).toMatch(/Gaps: .*no specialization; no philosophy; no career/);
    expect(reading('free/loom.md')).toBe(text.replace(/^.*\n/, '# loom: Kim Ara (김아라)\n## "Loom" | Weaver\n'));
    expect(reading('free/loom.report.md')).toContain('read into no field');
    writeFileSync(at('free.md'), '# Ada\n\n## 경력\n');
    const refused = await pitwall(['persona', 'import', 'free.md'], { cwd });
    expect(refused.stderr).toMatch(/expected a level-1 heading "ID: name" and a role, /);
  });

  it.each([
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), /found a picture/],
    ['nothing of a card', new TextEncoder().encode('hello\n'), /expected a level-1 heading/],
  ])('refuses %s in one sentence', async (_, bytes, sentence) => {
    writeFileSync(at('odd.bin'), bytes);
    const { code, stderr } = await pitwall(['persona', 'import', 'odd.bin'], { cwd });
    expect([code, stderr.split('\n').length]).toEqual([2, 2]);
    expect(stderr).toMatch(sentence);
  });
});

describe('persona lint', () => {
  it('exits 1 on a contradiction, with file, line and rule, and 0 on what is only odd', async () => {
    writeFileSync(at('old.md'), MASON.replace('11 years', '30 years'));
    const wrong = await pitwall(['persona', 'lint', 'old.md'], { cwd });
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(/^old\.md:16: error \(experience\): 30 years/m);
    const right = await pitwall(['persona', 'lint', 'sail.txt'], { cwd });
    expect(right.code).toBe(0);
    expect(right.stdout).toMatch(/^0 errors, \d+ warnings\n$/m);
  });

  it('knows who is in the team', async () => {
    const alone = await pitwall(['persona', 'lint', 'mason.txt', '--json'], { cwd });
    expect(alone.code).toBe(1);
    expect(findingsOf(alone.stdout, 'nobody')).toMatchObject([
      { level: 'error', finding: { sentence: 'depends on Sail, who is not on the team' } },
    ]);
    mkdirSync(at('crew/personas'), { recursive: true });
    copyFileSync(at('sail.txt'), at('crew/personas/sail.md'));
    const together = await pitwall(['persona', 'lint', 'mason.txt', '--team', 'crew', '--json'], { cwd });
    expect([together.code, findingsOf(together.stdout, 'nobody')]).toEqual([0, []]);
  });

  it('finds a changed text under the version that a debate had', async () => {
    const folder = emptyFolder();
    const card = (text: string) => writeFileSync(join(folder, 'personas/pulse.md'), text);
    mkdirSync(join(folder, 'personas'));
    const shipped = readFileSync(new URL('pulse.md', PERSONAS), 'utf8');
    card(shipped);
    await pitwall(['run', 'spike-at-12k', '--rounds', '1', '--quiet'], { cwd: folder });
    const versions = async () => {
      const { stdout } = await pitwall(['persona', 'lint', 'pulse', '--json'], { cwd: folder });
      return findingsOf(stdout, 'version');
    };
    expect(await versions()).toEqual([]);
    card(shipped.replace('16 years', '14 years'));
    const line = shipped.split('\n').findIndex((row) => row.includes('Document Version')) + 1;
    expect(await versions()).toMatchObject([
      { level: 'error', line, finding: { sentence: expect.stringContaining('but both have version 1.0') } },
    ]);
    card(shipped.replace('16 years', '14 years').replace('Version: 1.0', 'Version: 1.1'));
    expect(await versions()).toEqual([]);
    removeFolder(folder);
  });

  it('lets a card without a version be edited after a debate', async () => {
    const folder = emptyFolder();
    const unversioned = readFileSync(new URL('pulse.md', PERSONAS), 'utf8').replace(/^\*Document Version.*$/m, '');
    const card = (text: string) => writeFileSync(join(folder, 'personas/pulse.md'), text);
    mkdirSync(join(folder, 'personas'));
    card(unversioned);
    await pitwall(['run', 'spike-at-12k', '--rounds', '1', '--quiet'], { cwd: folder });
    card(unversioned.replace('16 years', '17 years'));
    const { stdout } = await pitwall(['persona', 'lint', 'pulse', '--json'], { cwd: folder });
    expect(findingsOf(stdout, 'version')).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ cards: [{ id: 'pulse' }] });
    removeFolder(folder);
  });
});

describe('a card dropped in', () => {
  it("replaces a member in a run with no other change, and brings that member's tools", async () => {
    // The shipped card without its front matter: what a person writes, with nothing by hand.
    const plain = readFileSync(new URL('pulse.md', PERSONAS), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
    writeFileSync(at('mine.md'), plain);
    const { code, stdout, stderr } = await pitwall(['run', 'loss-drop-3000', '--card', 'pulse=mine.md', '--json'], {
      cwd,
    });
    expect([code, stderr]).toEqual([0, '']);
    const { turns, tools, outcome } = JSON.parse(stdout);
    expect(
      tools.filter(({ speaker }: { speaker: string }) => speaker === 'pulse').map(({ name }: { name: string }) => name),
    ).toContain('diagnose_loss_curve');
    expect(turns.some(({ speaker }: { speaker: string }) => speaker === 'pulse')).toBe(true);
    expect(outcome.decision).toBe('ablate');
  });
});

describe("a team's folder", () => {
  beforeAll(() => {
    for (const part of ['personas', 'scenarios', 'agents']) mkdirSync(at(`quay/${part}`), { recursive: true });
    copyFileSync(at('mason.txt'), at('quay/personas/mason.md'));
    copyFileSync(at('sail.txt'), at('quay/personas/sail.md'));
    writeFileSync(
      at('quay/scenarios/loss-drop-3000.yaml'),
      readFileSync(new URL('../../scenarios/loss-drop-3000.yaml', import.meta.url), 'utf8').replace(
        /^title: .*$/m,
        'title: 부두의 급락',
      ),
    );
    copyFileSync(
      new URL('../../scenarios/loss-drop-3000.csv', import.meta.url),
      at('quay/scenarios/loss-drop-3000.csv'),
    );
  });

  it('goes before the project and the shipped team, and lists say so', async () => {
    const personas = JSON.parse(
      (await pitwall(['persona', 'list', '--team', 'quay', '--json'], { cwd })).stdout,
    ).personas;
    const origins = Object.fromEntries(personas.map(({ id, origin }: { id: string; origin: string }) => [id, origin]));
    expect(origins).toMatchObject({ mason: 'team', sail: 'team', pulse: 'shipped' });
    const { scenarios } = JSON.parse((await pitwall(['scenario', 'list', '--team', 'quay', '--json'], { cwd })).stdout);
    expect(scenarios.find(({ id }: { id: string }) => id === 'loss-drop-3000')).toMatchObject({
      origin: 'team',
      title: '부두의 급락',
    });
  });

  it("brings its members' tools in agents/, and two members without a hand-made file open as their texts differ", async () => {
    writeFileSync(
      at('quay/agents/mason.mjs'),
      "export default { tools: ['communication_share'], guidance: 'Copies first.' };\n",
    );
    const list = (await pitwall(['persona', 'show', 'mason', '--team', 'quay'], { cwd })).stdout;
    expect(list).toMatch(/^agent +quay\/agents\/mason\.mjs$/m);
    const args = ['run', 'loss-drop-3000', '--team', 'quay', '--trust', '--cast', '+mason,+sail', '--json'];
    const { outcome, debate } = JSON.parse((await spawned(args, { cwd, env: { HOME: cwd } })).stdout);
    const opened = (id: string) =>
      outcome.votes.find((one: { member: string; blind: boolean }) => one.member === id && one.blind)?.option;
    // Who keeps a way back doubts the trial, which needs the only checkpoint; whoever wants to know runs it.
    expect([opened('mason'), opened('sail')]).toEqual(['keep', 'ablate']);
    expect(debate.classification).toBe('Quay Crew Confidential');
  });

  it('is carried out under the strictest classification of its cards', async () => {
    const { stdout } = await pitwall(['export', 'last', '--format', 'markdown'], { cwd });
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('*문서 등급: Quay Crew Confidential*');
    expect((await pitwall(['show', 'last', '--memo'], { cwd })).stdout).toContain('Quay Crew Confidential');
    const [first] = (await pitwall(['export', 'last'], { cwd })).stdout.split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({ row: 'record', classification: 'Quay Crew Confidential' });
  });

  it('that is none is refused, and so is an agent that does not load', async () => {
    const none = await pitwall(['persona', 'list', '--team', 'nowhere'], { cwd });
    expect([none.code, none.stderr]).toEqual([
      2,
      'expected `--team` to be a folder with `personas/`, `scenarios/`, `agents/`, found nothing at `nowhere`\n',
    ]);
    expect(await codeOf(['persona', 'list', '--team', 'nowhere', '--json'], { cwd })).toBe('USAGE');
    writeFileSync(at('quay/agents/sail.mjs'), 'export default { tool: 1 };\n');
    const args = ['run', 'loss-drop-3000', '--team', 'quay', '--trust', '--rounds', '1'];
    const odd = await spawned(args, { cwd, env: { HOME: cwd } });
    expect([odd.code, odd.stderr]).toEqual([
      2,
      expect.stringMatching(/\nexpected `quay\/agents\/sail\.mjs` to export/),
    ]);
    expect(existsSync(at('.pitwall/debates.db'))).toBe(true);
  });
});
