import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cacheScript } from './cache-script.ts';
import { emptyFolder, pathsIn, pitwall, removeFolder } from './cli.ts';

const SCRIPT = cacheScript('40 %');

let cwd: string;
let before: string[];
beforeAll(() => {
  cwd = emptyFolder();
  mkdirSync(join(cwd, 'folder'));
  writeFileSync(join(cwd, 'cache.yaml'), SCRIPT);
  writeFileSync(join(cwd, 'broken.yaml'), 'id: x\ntitle: [\n');
  writeFileSync(join(cwd, 'stranger.yaml'), SCRIPT.replace('[pulse, flux]', '[pulse, nobody]'));
  writeFileSync(join(cwd, 'text.db'), 'this is no database, and long enough to be looked at\n'.repeat(20));
  writeFileSync(join(cwd, 'card.md'), 'no heading\n');
  const turns = [{ id: [1] }, { id: 1 }, { id: 'a', round: 'two' }];
  const lines = turns.map((turn) => JSON.stringify({ persona: 'pulse', utterance: 'Hold it.', ...turn }));
  writeFileSync(join(cwd, 'turns.jsonl'), `${lines.join('\n')}\n`);
  before = pathsIn(cwd);
});
afterAll(() => removeFolder(cwd));

const CASES: [what: string, args: string[], sentence: RegExp][] = [
  ['a missing file', ['run', 'missing.yaml'], /expected a text file at `missing\.yaml`, found nothing/],
  ['a folder', ['run', './folder'], /found a folder/],
  ['broken YAML', ['run', 'broken.yaml'], /^broken\.yaml:\d+:\d+: /],
  ['an unknown scenario', ['run', 'los-drop-3000'], /did you mean `loss-drop-3000`\?/],
  [
    'a member that is not there, in the script',
    ['run', 'stranger.yaml'],
    /^stranger\.yaml:11:\d+: no member is called `nobody`/,
  ],
  [
    'a member that is not there, on the command line',
    ['run', 'cache.yaml', '--cast', '+pulze'],
    /no member is called `pulze`; did you mean/,
  ],
  ['a cast of one', ['run', 'cache.yaml', '--cast', 'pulse'], /at least two members/],
  ['negative rounds', ['run', 'cache.yaml', '--rounds', '-1'], /rounds from 1 .*got `-1`/],
  ['no rounds', ['run', 'cache.yaml', '--rounds', '0'], /rounds/],
  ['a seed that is no number', ['run', 'cache.yaml', '--seed', 'lucky'], /`--seed` to be a whole number, got `lucky`/],
  ['a seed that is not whole', ['run', 'cache.yaml', '--seed', '1.5'], /got `1\.5`/],
  ['a negative pace', ['run', 'cache.yaml', '--pace', '-5'], /`--pace`/],
  ['an unknown fact', ['run', 'cache.yaml', '--fact', 'hitrat=1'], /did you mean `hitRate`\?/],
  [
    'a fact of a name that every object has',
    ['run', 'cache.yaml', '--fact', '__proto__=1'],
    /no fact is called `__proto__`/,
  ],
  ['the same to compute with', ['model', 'cache.yaml', '--fact', '__proto__=1'], /no fact is called `__proto__`/],
  ['the same inside a fact', ['run', 'cache.yaml', '--fact', 'hitRate.__proto__=1'], /has no member `__proto__`/],
  ['another such name', ['run', 'cache.yaml', '--fact', 'constructor=1'], /no fact is called `constructor`/],
  [
    'a data name of that kind',
    ['run', 'cache.yaml', '--data', '__proto__=card.md'],
    /no data file is called `__proto__`/,
  ],
  ['a card of that name', ['run', 'cache.yaml', '--card', '__proto__=none.md'], /`none\.md`, found nothing/],
  ['a model of that name', ['run', 'cache.yaml', '--model', '__proto__=playbook'], /no member is called `__proto__`/],
  ['a budget of that name', ['run', 'cache.yaml', '--budget', '__proto__:usd=1'], /no member is called `__proto__`/],
  [
    'a fact of another kind',
    ['run', 'cache.yaml', '--fact', 'hitRate=often'],
    /expected a number for the fact `hitRate`/,
  ],
  ['a fact without a value', ['run', 'cache.yaml', '--fact', 'hitRate'], /`--fact` as `name=value`/],
  ['an unknown data name', ['run', 'cache.yaml', '--data', 'loss=card.md'], /no data file is called `loss`/],
  ['a broken card', ['run', 'cache.yaml', '--card', 'pulse=card.md'], /^card\.md:1:/],
  ['a card that is not there', ['run', 'cache.yaml', '--card', 'pulse=none.md'], /`none\.md`, found nothing/],
  ['a model that no one knows', ['run', 'cache.yaml', '--model', 'oracle:9000'], /oracle/],
  ['a model for nobody', ['run', 'cache.yaml', '--model', 'pulze=playbook'], /no member is called `pulze`/],
  ['a file that is not a database', ['run', 'cache.yaml', '--db', 'text.db'], /text\.db/],
  ['a file that is not a database, to list', ['list', '--db', 'text.db'], /text\.db/],
  ['a debate before there is one', ['show', 'last'], /no debate has been run yet/],
  ['two forms at once', ['show', 'last', '--json', '--memo'], /expected one form/],
  [
    'a database without a name',
    ['run', 'cache.yaml', '--db', ''],
    /^expected a file behind `--db`, got an empty path$/m,
  ],
  ['the same to read', ['list', '--db', ' '], /^expected a file behind `--db`, got an empty path$/m],
  [
    'turns whose parts are of another kind',
    ['eval', 'turns', 'turns.jsonl'],
    /^turns\.jsonl:1: `id`: expected string or number, found \[1\]; line 3: `round`: expected number, found "two"$/m,
  ],
  ['a speed of nothing', ['replay', 'last', '--speed', '0'], /`--speed`/],
  [
    'a command without its group',
    ['lint'],
    /no command is called `lint`; did you mean `scenario lint` or `persona lint`\?/,
  ],
  ['an unknown command', ['rnu'], /no command is called `rnu`; did you mean `run`\?/],
  ['an unknown flag', ['run', 'cache.yaml', '--sed', '1'], /no flag is called `--sed`; did you mean `--seed`\?/],
  ['an unknown command of a group', ['scenario', 'shw'], /did you mean `show`\?/],
  ['no argument', ['completion'], /^expected `pitwall completion <shell>`, got no shell; see --help$/m],
  ['no command of a group', ['persona'], /expected a command after `pitwall persona`/],
  ['no scenario', ['run'], /expected the name of a scenario, as this folder has none/],
  ['one argument too many', ['run', 'cache.yaml', 'more'], /too many arguments/],
  [
    'a question that nothing calculates, without answers',
    ['ask', 'Why?'],
    /^no calculation covers the question\. With answers, `--options "a; b"`/,
  ],
  [
    'a question near to what is calculated',
    ['ask', 'What throughput will prefill caching give?'],
    /^no calculation covers the question\. Nearest that one does: time of the prefill \(.*`--options "a; b"`/,
  ],
  ['cards that cannot be', ['ask', 'How many tokens a second do 0 H100s give for 70B?'], /How many cards: 0 cannot be/],
  ['a question with one answer', ['ask', 'Why?', '--options', 'because'], /two or more different answers/],
  [
    'a question for nobody',
    ['ask', 'Why?', '--options', 'a; b', '--cast', 'pulse,nobody'],
    /no member is called `nobody`/,
  ],
  ['a question of a hundred thousand letters', ['ask', 'x'.repeat(100_000)], /at most 8000 characters, got 100000/],
  [
    'a speed that no timer can wait for',
    ['replay', 'last', '--speed', '1e-300'],
    /`--speed` to be a number from 0\.01 up/,
  ],
  ['a script to lint that is broken', ['scenario', 'lint', 'broken.yaml'], /^broken\.yaml:\d+:\d+: /],
  ['an id that is none', ['scenario', 'new', 'Not An Id'], /lower-case letters/],
  ['a member to show that is not there', ['persona', 'show', 'pulze'], /did you mean `Pulse`\?/],
  ['an unknown tool', ['tool', 'mixture_shft', '--args', '{}'], /did you mean `mixture_shift`\?/],
  ['arguments that are not JSON', ['tool', 'mixture_shift', '--args', '{loss'], /`--args` as JSON/],
  ['arguments that are no object', ['tool', 'mixture_shift', '--args', '[1]'], /JSON object/],
  ['arguments that the tool refuses', ['tool', 'mixture_shift', '--args', '{}'], /mixture_shift/],
  ['a call without a debate', ['tool', 'mixture_shift', '--call', '1.1'], /`--debate ID --call T\.K` together/],
];

describe.concurrent('bad input gets one sentence, exit 2, and writes nothing:', () => {
  it.each(CASES)('%s', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await pitwall(args, { cwd });
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/^ +at |\[[A-Z_]+\]$/m);
    expect([code, stdout]).toEqual([2, '']);
  });
});

it('with --json says which kind of refusal it is, and where', async () => {
  const { code, stdout, stderr } = await pitwall(['run', 'broken.yaml', '--json'], { cwd });
  expect([code, stdout]).toEqual([2, '']);
  expect(JSON.parse(stderr)).toMatchObject({
    error: {
      code: 'SCENARIO_INVALID',
      sentence: expect.stringMatching(/^broken\.yaml:/),
      place: { file: 'broken.yaml' },
    },
  });
});

describe('after all of them', () => {
  it('the folder holds what it held', () => {
    expect(pathsIn(cwd)).toEqual(before);
  });
});
