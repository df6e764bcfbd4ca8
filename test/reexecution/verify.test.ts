import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DebateChanges } from '../../src/core/changes.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import { listScenarios, openStore, verifyDebate } from '../../src/pitwall.ts';
import { hold, ROOT, shippedTeam } from './held.ts';

let folder: string;
let store: TranscriptStore;
const held = new Map<string, string>();

async function heldOnce(scenario: string, seed = 1): Promise<string> {
  const key = `${scenario} ${seed}`;
  const id = held.get(key) ?? (await hold(store, { scenario, seed })).id;
  held.set(key, id);
  return id;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pitwall-'));
  store = openStore(join(folder, 'debates.db'));
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Each under one seed, the next one under another. */
const shipped = listScenarios({ projectDir: ROOT }).map(({ id }, index) => [id, 1 + (index % 3)] as const);
const verifiedUnder = async (scenario: string, changes: DebateChanges) =>
  verifyDebate({ store, id: await heldOnce(scenario), changes });

const cardText = (member: string) => shippedTeam().find(member).cardText;
const carded = (member: string, text: string): DebateChanges => ({
  cards: { [member]: { text, file: `${member}.md` } },
});
const scriptOf = async (scenario: string) => {
  const [opened] = store.events(await heldOnce(scenario));
  if (opened?.event.type !== 'debate.opened') throw new RangeError('expected an opening');
  return store.text(opened.event.body.scenarioHash);
};
const scripted = (text: string): DebateChanges => ({ scenario: { text, file: 'edited.yaml' } });

describe('a record of any shipped scenario', () => {
  it.each(shipped)('%s comes out as it was recorded, under seed %i', async (scenario, seed) => {
    const report = await verifyDebate({ store, id: await heldOnce(scenario, seed) });
    expect(report).toMatchObject({ equal: true, stopped: null, event: null, inputs: { prompts: 0, calls: [] } });
    expect(report.events.again).toBe(report.events.recorded);
  });
});

describe('an edit that matters is caught where it first does', () => {
  const SCENARIO = 'loss-drop-3000';
  const cast = ['pulse', 'cortex', 'flux', 'sentinel', 'blaze'];

  it.each(cast)('a word in the card of %s, in the first prompt that they are given', async (member) => {
    const text = cardText(member);
    for (const line of ['**Philosophy**', '**Specialization**', '**Role**']) {
      const edited = text.replace(new RegExp(`(${line.replaceAll('*', '\\*')} \\| .*?)( \\|)`), '$1 zebra$2');
      expect(edited).not.toBe(text);
      const report = await verifiedUnder(SCENARIO, carded(member, edited));
      if (report.equal) {
        // A line that no prompt carries cannot matter; the line must then be in none.
        expect(line).not.toBe('**Philosophy**');
        continue;
      }
      expect(report.inputs.first).toMatchObject({ speaker: expect.any(String) });
      expect(
        report.inputs.first?.words.some(({ in: side, text: words }) => side === 'again' && words.includes('zebra')),
      ).toBe(true);
    }
  });

  it.each(cast)('the order of values of %s, and what they do about it', async (member) => {
    const edited = cardText(member).replace(/^values: \[(\S+), (\S+),/m, 'values: [$2, $1,');
    const report = await verifiedUnder(SCENARIO, carded(member, edited));
    expect(report).toMatchObject({ equal: false, changed: [`card ${member}`], inputs: { first: { speaker: member } } });
  });

  it('a fact, in every prompt that tells it: every other number of the script', async () => {
    const { facts, options } = (await import('./held.ts')).configOf({ scenario: SCENARIO }).scenario;
    // In whose place every option sets its own is refused.
    const isRead = (name: string) => !Object.values(options).every(({ set }) => Object.hasOwn(set, name));
    const numbers = Object.entries(facts).flatMap(([name, { value }]) =>
      typeof value === 'number' && isRead(name) ? [[name, value] as const] : [],
    );
    expect(numbers.length).toBeGreaterThan(5);
    for (const [name, value] of numbers.filter((_, index) => index % 2 === 0)) {
      const report = await verifiedUnder(SCENARIO, { facts: { [name]: value + 1 } });
      expect([name, report.equal]).toEqual([name, false]);
      expect(report.inputs.prompts).toBeGreaterThan(0);
    }
  });

  it('an option, a phase, a motion and a consideration of the script', async () => {
    const script = await scriptOf(SCENARIO);
    const edits: [string, RegExp, string][] = [
      ['motion', /^motion: .*$/m, 'motion: 다른 물음입니까?'],
      ['phase', /rebuttal 2/, 'rebuttal 1'],
      ['title', /^title: .*$/m, 'title: 다른 제목'],
    ];
    for (const [what, from, to] of edits) {
      const edited = script.replace(from, to);
      expect([what, edited === script]).toEqual([what, false]);
      const report = await verifiedUnder(SCENARIO, scripted(edited));
      // A title is printed and told to nobody.
      expect([what, report.equal]).toEqual([what, what === 'title']);
    }
  });

  it('a model that would have to be asked stops it there, since nothing may be called', async () => {
    const report = await verifiedUnder(SCENARIO, { models: { pulse: 'openai:gpt-4.1' } });
    expect(report.equal).toBe(false);
    expect(report.stopped).toMatch(/opening\/1\/pulse/);
    // A language model is told what the playbook works out for itself.
    expect(report.inputs.first).toMatchObject({ speaker: 'pulse', turn: 1, message: expect.any(Number) });
  });

  it('says how many turns do something else, and what is decided', async () => {
    const report = await verifiedUnder(SCENARIO, { facts: { codeLoss: 2.4 } });
    expect(report.behaviour.turns.length).toBeGreaterThan(0);
    expect(report.behaviour.decision.recorded).toBe('ablate');
    expect(report.behaviour.decision.again).not.toBeNull();
  });
});

describe('what cannot matter is equal', () => {
  it('white space at the end of lines and of the card', async () => {
    for (const member of ['pulse', 'cortex']) {
      const edited = `${cardText(member).replaceAll(/([^|\n ])\n/g, '$1 \n')}\n\n`;
      expect(await verifiedUnder('loss-drop-3000', carded(member, edited))).toMatchObject({ equal: true });
    }
  });

  it('comments and blank lines of the script', async () => {
    const script = await scriptOf('loss-drop-3000');
    const edited = `# a comment\n\n${script.replaceAll(/^options:/gm, '# another\noptions:')}\n# the last\n`;
    expect(await verifiedUnder('loss-drop-3000', scripted(edited))).toMatchObject({ equal: true });
  });

  it('the same card again', async () => {
    expect(await verifiedUnder('loss-drop-3000', carded('pulse', cardText('pulse')))).toMatchObject({ equal: true });
  });
});

describe('a card that has no seat', () => {
  it.each([
    ['puls', 'pulse', '; did you mean `pulse`?'],
    ['axiom', 'axiom', '; there is `pulse`'],
  ])('is refused: %s', async (name, card, advice) => {
    const verifying = verifiedUnder('loss-drop-3000', carded(name, cardText(card)));
    await expect(verifying).rejects.toThrow(`\`${name}\` does not sit in this debate${advice}`);
  });
});

describe('a calculation that comes to something else', () => {
  it('is found at its call, with the same request, and by what it changes', async () => {
    const id = await heldOnce('loss-drop-3000');
    const [opened] = store.events(id);
    if (opened?.event.type !== 'debate.opened') throw new RangeError('expected an opening');
    const data = opened.event.body.data['loss'];
    if (data === undefined) throw new RangeError('expected a loss curve');
    const file = { text: store.text(data.hash), file: data.file };
    // The last column of every row, a tenth higher: the same file name, so the same request.
    const edited = file.text.replaceAll(/(\d+\.\d+)(?=\r?\n|$)/g, (value) => String(Number(value) * 1.1));
    const report = await verifyDebate({ store, id, changes: { data: { loss: { text: edited, file: file.file } } } });
    expect(report.equal).toBe(false);
    expect(report.results.length).toBeGreaterThan(0);
    expect(report.results[0]?.call).toMatch(/^opening\/1\/\w+\/model#1\/tool\[\d\]$/);
    expect(report.results[0]?.recorded).not.toEqual(report.results[0]?.again);
  });
});
