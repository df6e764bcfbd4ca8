import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';
import { EvalLog, FineTuningLine, JUnit, PreferenceLine, PromptfooFile, parseCsv, parseXml } from './export-shapes.ts';

let cwd: string;
let debate: string;
let fork: string;
const type = (...args: string[]) => pitwall(args, { cwd });
const lines = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const parsed = <T extends z.ZodType>(shape: T, text: string): z.infer<T> => shape.parse(JSON.parse(text));

beforeAll(async () => {
  cwd = emptyFolder();
  await type('run', 'spike-at-12k', '--quiet');
  await type('fork', 'last', '--at', '8', '--fact', 'gpuHourUsd=9', '--quiet');
  const { debates } = JSON.parse((await type('list', '--json')).stdout);
  [fork, debate] = debates.map(({ id }: { id: string }) => id);
});
afterAll(() => removeFolder(cwd));

describe('pitwall export --format', () => {
  it('markdown, memo and html are the whole debate, its memo, and the page as a file', async () => {
    const markdown = (await type('export', debate, '--format', 'markdown')).stdout;
    expect(markdown).toContain('# The spike at 12k');
    const { stdout, stderr } = await type('export', debate, '--format', 'memo', '--out', 'memo.md');
    expect([stdout, stderr]).toEqual(['', 'wrote memo.md\n']);
    expect(readFileSync(join(cwd, 'memo.md'), 'utf8')).toBe((await type('show', debate, '--memo')).stdout);
    expect(markdown).toContain(readFileSync(join(cwd, 'memo.md'), 'utf8').split('\n')[4]);
  });

  it.skipIf(!existsSync(new URL('../../dist/page/index.html', import.meta.url)))('html is one file', async () => {
    const { code, stderr } = await type('export', debate, '--format', 'html', '--out', 'debate.html');
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^wrote debate\.html\n\d+ KB, opens from disk/)]);
    expect(readFileSync(join(cwd, 'debate.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('jsonl is the record that import takes, and what export gives without it', async () => {
    const whole = (await type('export', debate)).stdout;
    expect((await type('export', debate, '--format', 'jsonl')).stdout).toBe(whole);
    expect(lines(whole).length).toBeGreaterThan(20);
  });

  it('csv has a row a turn, and support that sums to one', async () => {
    const { stdout } = await type('export', debate, '--format', 'csv');
    const rows = parseCsv(stdout);
    const { turns } = JSON.parse((await type('show', debate, '--json')).stdout);
    expect(rows.length).toBe(turns.length);
    for (const [index, row] of rows.entries()) {
      const { turn, speaker, stance } = turns[index];
      expect([row['turn'], row['speaker'], row['option']]).toEqual([String(turn), speaker, stance.option ?? '']);
      const support = ['continue', 'rewind', 'lower-lr'].map((option) => Number(row[`support.${option}`]));
      expect(support.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }
    expect(rows.some((row) => /^(turn|fact):/.test(row['moved_by'] ?? ''))).toBe(true);
  });

  it('openai is an example a turn: the recorded prompt, and the turn in the form that a seat asks for', async () => {
    const { stdout } = await type('export', debate, '--format', 'openai', '--member', 'Kim Doyun');
    const examples = lines(stdout).map((line) => FineTuningLine.parse(line));
    const { turns } = JSON.parse((await type('show', debate, '--json')).stdout);
    const own = turns.filter(({ speaker }: { speaker: string }) => speaker === 'pulse');
    expect(examples.length).toBe(own.length);
    for (const [index, { messages, tools }] of examples.entries()) {
      const [call] = messages.at(-1)?.tool_calls ?? [];
      expect(JSON.parse(call?.function.arguments ?? '')).toMatchObject({ utterance: own[index].utterance });
      expect(messages[0]?.content).toContain('You are Pulse');
      // What is trained on is this turn: what the member said before has no weight.
      const weighed = messages.filter(({ role, weight }) => role === 'assistant' && weight === 1);
      expect(weighed.every(({ tool_calls }) => tool_calls !== undefined)).toBe(true);
      const form = tools.find(({ function: { name } }) => name === 'turn_reply')?.function.parameters;
      const fields = Object.keys(form?.['properties'] ?? {});
      expect(fields).toEqual(expect.arrayContaining(Object.keys(JSON.parse(call?.function.arguments ?? ''))));
    }
    expect((await type('export', debate, '--format', 'openai', '--member', 'puls')).stderr).toBe(
      '`puls` has no turn in this debate; did you mean `pulse`?\n',
    );
  });

  it('dpo pairs what a member said after hearing the same, chosen by whom the line names', async () => {
    const { stdout, stderr } = await type(
      ...['export', debate, '--format', 'dpo', '--against', fork, '--prefer', fork],
    );
    const pairs = lines(stdout).map((line) => PreferenceLine.parse(line));
    expect(pairs.map(({ turn }) => turn)).toEqual([8]);
    expect(pairs[0]).toMatchObject({
      decided_by: `person: --prefer ${fork}`,
      chosen_debate: fork,
      rejected_debate: debate,
      same_prompt: false,
    });
    expect(stderr).toBe('1 pair, 1 of which answered different prompts\n');
    const said = (pair: (typeof pairs)[number] | undefined, which: 'chosen' | 'rejected') =>
      JSON.parse(pair?.[which][0]?.tool_calls?.[0]?.function.arguments ?? '').utterance;
    const { turns } = JSON.parse((await type('show', debate, '--json')).stdout);
    expect(said(pairs[0], 'rejected')).toBe(turns[7].utterance);
    expect(said(pairs[0], 'chosen')).not.toBe(turns[7].utterance);
    const named = await type(...['export', debate, '--format', 'dpo', '--against', 'last', '--prefer', 'last']);
    expect(named.stdout).toBe(stdout);
    const other = await type(...['export', debate, '--format', 'dpo', '--against', fork, '--prefer', 'score']);
    expect(PreferenceLine.parse(lines(other.stdout)[0]).decided_by).toMatch(/^score [01]\.\d{4} : [01]\.\d{4}$/);
  });

  it('dpo has nothing of a debate against itself, nor of two questions', async () => {
    const itself = await type(...['export', debate, '--format', 'dpo', '--against', debate, '--prefer', debate]);
    expect([itself.code, itself.stderr]).toEqual([3, expect.stringContaining('took differently; no pair was found')]);
    await type('run', 'serve-32b', '--quiet', '--rounds', '1');
    const apart = await type(...['export', debate, '--format', 'dpo', '--against', 'last', '--prefer', 'score']);
    expect([apart.code, apart.stderr]).toEqual([2, expect.stringContaining('these are of different scenarios')]);
  });

  it.each([
    [['--format', 'markdwon'], /did you mean `markdown`\?/],
    [['--format', 'html'], /expected `--out FILE` with `--format html`/],
    [['--format', 'openai'], /expected `--member NAME`/],
    [['--format', 'dpo', '--against', 'last'], /who decides which turn is chosen/],
    [['--format', 'csv', '--canonical'], /expected `--canonical` with `--format jsonl`, got `csv`/],
    [['--format', 'dpo', '--against', 'last', '--prefer', 'nobody'], /expected `--prefer` to be `score` or the id/],
  ])('%j is refused in a sentence', async (flags, sentence) => {
    const { code, stdout, stderr } = await type('export', debate, ...flags);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(sentence)]);
  });
});

describe('pitwall eval --format', () => {
  it('inspect is an eval log of version 2 with a sample a turn', async () => {
    const { stdout } = await type('eval', 'debate', debate, '--format', 'inspect');
    const log = parsed(EvalLog, stdout);
    const report = JSON.parse((await type('eval', 'debate', debate, '--json')).stdout);
    expect(log.samples.map(({ id }) => id)).toEqual(report.turns.map(({ id }: { id: string }) => id));
    expect(log.results.total_samples).toBe(log.samples.length);
    const [pulse] = report.members;
    const numbers = pulse.card.scores.find(({ scorer }: { scorer: string }) => scorer === 'A4');
    expect(log.results.scores.find(({ name }) => name === 'pulse/A4')?.metrics['score']?.value).toBe(numbers.score);
    for (const { turn, score } of numbers.turns)
      expect(log.samples.find(({ id }) => id === turn)?.scores['A4']?.value).toBe(score ?? undefined);
  });

  it('promptfoo is its results file with a case a turn', async () => {
    const { stdout } = await type('eval', 'debate', debate, '--format', 'promptfoo');
    const { results } = parsed(PromptfooFile, stdout);
    expect(results.stats.successes + results.stats.failures).toBe(results.results.length);
    expect(results.prompts.map(({ label }) => label)).toEqual(['Pulse', 'Sentinel', 'Flux', 'Blaze']);
    for (const { promptIdx, vars, namedScores, score } of results.results) {
      expect(results.prompts[promptIdx]?.label.toLowerCase()).toBe(vars['member']);
      const each = Object.values(namedScores);
      expect(score).toBeCloseTo(each.reduce((sum, one) => sum + one, 0) / each.length, 9);
    }
  });

  it('junit is what --junit writes', async () => {
    const { stdout, code } = await type('eval', 'debate', debate, '--format', 'junit', '--junit', 'report.xml');
    expect(stdout).toBe(readFileSync(join(cwd, 'report.xml'), 'utf8'));
    const { children, attributes } = JUnit.parse(parseXml(stdout));
    expect(children.map((suite) => suite.attributes.name)).toEqual(['pulse', 'sentinel', 'flux', 'blaze']);
    const sum = children.reduce((all, suite) => all + suite.attributes.tests, 0);
    expect([attributes.tests, code]).toEqual([sum, 0]);
    for (const suite of children) expect(suite.children.length).toBe(suite.attributes.tests);
  });

  it('is refused in a sentence before anything is evaluated', async () => {
    for (const args of [
      ['eval', 'debate', 'last', '--format', 'promptfo'],
      ['eval', 'scenario', 'nothing', '--format', 'promptfo'],
    ])
      expect((await type(...args)).stderr).toMatch(/behind `--format`, got `promptfo`; did you mean `promptfoo`\?/);
    expect((await type('eval', 'debate', 'last', '--format', 'junit', '--json')).stderr).toContain('got both');
  });
});
