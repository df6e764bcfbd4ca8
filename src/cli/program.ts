import { Command, CommanderError } from 'commander';
import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import { addEvalCommands } from './groups/eval.ts';
import { addModelsCommands } from './groups/models.ts';
import { addRecordsCommands } from './groups/records.ts';
import { addReexecutionCommands } from './groups/reexecution.ts';
import { addViewCommands } from './groups/view.ts';
import type { Host } from './support/shell.ts';
import { Shell } from './support/shell.ts';
import { version } from './version.ts';

const EXAMPLES = `
Examples:
  pitwall run loss-drop-3000                          watch the debate, end with its memo
  pitwall run loss-drop-3000 --fact domainLoss.code=1.6
  pitwall ask "Do we keep the new mix?" --options "keep it; roll back"
  pitwall show last --memo                            the memo, ready for a pull request
  pitwall persona import ada.txt --out personas/ada.md  give any profile a seat
  pitwall tool mixture_shift --debate last --call 4.1 compute a cited figure again

Exit codes:
  0 done   1 it ran, and what was checked did not hold   2 your input or usage
  3 not a measurement   4 disk, lock, network or provider failed   130 interrupted

Debates are kept in .pitwall/debates.db of the folder you are in, or in PITWALL_DB, or --db.`;

const ID = 'a debate: the start of its id, `last`, or an exported file';

const several = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Options that a command about one stored debate shares. */
const withDatabase = (command: Command) => command.option('--db <file>', 'database of debates');

/** The option of every command that looks up members or scenarios by name. */
const withTeam = (command: Command) =>
  command.option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/');

/** Options of the two commands that run a debate. */
function withRunning(command: Command): Command {
  return withTeam(withDatabase(command))
    .option('--seed <n>', 'whole number that draws the words (default 1)')
    .option('--cast <members>', 'whole cast `a,b`, or changes to it `+a,-b`')
    .option('--card <member=file>', 'use this card for a member, or bring a new one; repeatable', several)
    .option('--rounds <n>', 'rounds of rebuttal')
    .option('--without <member>', 'close the desk of a member who answers for others; repeatable', several)
    .option(
      '--model <spec>',
      'playbook, PROVIDER:NAME[@URL][,option=value], a configured name, or member=SPEC; repeatable',
      several,
    )
    .option('--budget <caps>', 'usd=2,tokens=50000,calls=40,seconds=60, or pulse:usd=1; repeatable', several)
    .option('--dry-run', 'say what it would take in calls, tokens and USD, and stop')
    .option('--pace <ms>', 'at least so long a turn (600 on a terminal, else 0)')
    .option('--json', 'one JSON document on stdout and nothing else')
    .option('--quiet', 'the memo only');
}

export interface Program {
  /** What there is to be typed. */
  command: Command;
  /** Runs one command line to its exit code; what went wrong stands on stderr. */
  run(args: readonly string[]): Promise<number>;
}

/** The command line on whatever stands around it: the process, or a test. */
export function buildProgram(host: Host): Program {
  const shell = new Shell(host);
  const command = commandsOn(shell);
  return {
    command,
    async run(args) {
      try {
        await command.parseAsync(args, { from: 'user' });
        return shell.exitCode;
      } catch (error) {
        const known = error instanceof CommanderError ? usageError(error, command, args) : error;
        return known === null ? 0 : report(shell, known, args.includes('--json'));
      }
    },
  };
}

/** Says what went wrong in one sentence when it is ours, with its code under `--json`, with a stack when it is a fault; returns the exit code. */
function report(shell: Shell, error: unknown, json: boolean): number {
  if (error instanceof PitwallError) {
    const { code, sentence, place } = error;
    shell.remark(json ? JSON.stringify({ error: { code, sentence, place } }) : sentence);
    return error.exitCode;
  }
  shell.remark(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

/** Each command's work is imported when it is asked for, so that help and lists start at once. */
function commandsOn(shell: Shell): Command {
  const program = new Command('pitwall');
  program
    .description('A team of personas argues a question over real figures; the debate is a record that can be replayed.')
    .version(version(), '-V, --version')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.print(text),
      writeErr: () => undefined,
      getOutHelpWidth: () => shell.helpWidth,
      getOutHasColors: () => false,
    });

  withRunning(program.command('run <scenario>').description('run a scenario: its id, or a YAML file'))
    .option('--fact <name=value>', 'change a fact, `cluster.count=32` for one member; repeatable', several)
    .option('--data <name=file>', 'put your file behind a data name; repeatable', several)
    .option('--human <name>', 'sit at the table: in the seat of a member, or in one of your own')
    .option('--view', 'show it in the browser as it happens')
    .addHelpText(
      'after',
      '\nExample:\n  pitwall run loss-drop-3000 --fact gpuHourUsd=4 --data loss=./mine.csv --cast +blaze',
    )
    .action(async (scenario, options) => (await import('./commands/run.ts')).run(shell, scenario, options));

  withRunning(program.command('ask <question>').description('write a scenario from a question and run it'))
    .requiredOption('--options <list>', 'answers, separated by `;`')
    .addHelpText(
      'after',
      '\nExample:\n  pitwall ask "Rent or buy the next 64 cards?" --options "rent; buy" --cast pulse,blaze',
    )
    .action(async (question, options) => (await import('./commands/ask.ts')).ask(shell, question, options));

  withDatabase(program.command('list').description('debates in the database, newest first'))
    .option('--tree', 'each fork under the debate that it parted from')
    .option('--probes', 'probes and interviews too')
    .option('--json', 'as JSON')
    .action(async (options) => (await import('./commands/list.ts')).list(shell, options));

  withDatabase(program.command('show').description('print a debate as its run printed it').argument('<debate>', ID))
    .option('--json', 'the document that `run --json` prints')
    .option('--markdown', 'the whole debate as Markdown')
    .option('--memo', 'the memo as Markdown')
    .option('--html <file>', 'write the page of the viewer with this debate in it, as one file')
    .action(async (id, options) => (await import('./commands/show.ts')).show(shell, id, options));

  withDatabase(program.command('replay').description('read a debate at reading pace').argument('<debate>', ID))
    .option('--speed <n>', 'times as fast (default 1)')
    .option('--instant', 'without waiting')
    .option('--from <turn>', 'begin at this turn')
    .option('--verify', 'execute it again instead, as `verify` does')
    .action(async (id, options) => (await import('./commands/replay.ts')).replay(shell, id, options));

  withDatabase(program.command('export').description('the whole record as lines of JSON').argument('<debate>', ID))
    .option('--canonical', 'only its events, without times and ids: equal debates, equal bytes')
    .option('--salvage', 'what is sound of a damaged debate')
    .addHelpText('after', '\nExample:\n  pitwall export last > debate.jsonl && pitwall show debate.jsonl')
    .action(async (id, options) => (await import('./commands/export.ts')).exportDebate(shell, id, options));

  withTeam(
    program.command('model <scenario>').description('what a scenario computes for each option, and what would flip it'),
  )
    .option('--fact <name=value>', 'change a fact, `deadlineDays=12` or `"deadlineDays=2 weeks"`; repeatable', several)
    .option('--data <name=file>', 'put your file behind a data name; repeatable', several)
    .option('--cast <members>', 'whole cast `a,b`, or changes to it `+a,-b`')
    .option('--as <member>', 'as this member sees it before anybody has spoken')
    .option('--all', 'quantities too that no criterion rests on')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  pitwall model loss-drop-3000 --as sentinel')
    .action(async (scenario, options) => (await import('./commands/model.ts')).model(shell, scenario, options));

  addScenarioCommands(program.command('scenario').description('scenario scripts'), shell);
  addPersonaCommands(program.command('persona').description('members of the team'), shell);
  addReexecutionCommands(program, shell);
  addModelsCommands(program, shell);
  addRecordsCommands(program, shell);
  addEvalCommands(program, shell);
  addViewCommands(program, shell);

  withDatabase(program.command('tool [name]').description('run a calculator, or `tool list`'))
    .option('--args <json>', 'its arguments as JSON, or @FILE')
    .option('--card <name>', 'whose rules advise on a loss curve (default: pulse)')
    .option('--debate <id>', 'compute a call of this debate again')
    .option('--call <turn.k>', 'which call, as the memo names it: `4.1`')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nWithout --args it says what it takes.')
    .action(async (name, options) => (await import('./commands/tool.ts')).tool(shell, name, options));

  program
    .command('route [question]')
    .description('who answers a question, by the cards')
    .requiredOption('--to <member>', 'the member who is asked')
    .option('--file <file>', 'one JSON object a line with `id` and `text` instead of a question')
    .option('--card <member=file>', 'use this card for a member, or bring a new one; repeatable', several)
    .option('--json', 'one JSON object a question: id, route, probability, evidence')
    .addHelpText('after', '\nExample:\n  pitwall route --to pulse "Why is 4095 slower than 4096?"')
    .action(async (question, options) => (await import('./commands/route.ts')).route(shell, question, options));

  return program;
}

function addScenarioCommands(group: Command, shell: Shell): void {
  withTeam(group.command('list'))
    .description('every scenario that can be named')
    .option('--json', 'as JSON')
    .action(async (options) => (await import('./commands/scenario-list.ts')).scenarioList(shell, options));
  withTeam(group.command('show <scenario>'))
    .description('motion, facts, quantities, criteria, cast and protocol')
    .option('--json', 'as JSON')
    .option('--chart', 'the debate machine of this scenario as Mermaid')
    .action(async (name, options) => (await import('./commands/scenario-show.ts')).scenarioShow(shell, name, options));
  withTeam(group.command('lint <scenario>'))
    .description('check a script; says what was read how, what nobody can compute and what decides nothing')
    .option('--json', 'as JSON')
    .action(async (name, options) => (await import('./commands/scenario-lint.ts')).scenarioLint(shell, name, options));
  group
    .command('new <id>')
    .description('write scenarios/<id>.yaml to start from')
    .option('--lang <language>', 'ko or en (default en)')
    .action(async (id, options) => (await import('./commands/scenario-new.ts')).scenarioNew(shell, id, options));
}

function addPersonaCommands(group: Command, shell: Shell): void {
  withTeam(group.command('list'))
    .description('callsign, name and role of every card')
    .option('--json', 'as JSON')
    .action(async (options) => (await import('./commands/persona-list.ts')).personaList(shell, options));
  withTeam(group.command('show <member>'))
    .description('a card in short: callsign, id, Korean or Latin name')
    .option('--json', 'the whole card as JSON')
    .action(async (name, options) => (await import('./commands/persona-show.ts')).personaShow(shell, name, options));
  withTeam(group.command('import <file>'))
    .description('read any profile as a card, say what was understood')
    .option('--repair', 'restore text that was saved in a wrong encoding')
    .option('--out <file>', 'write the card there, and a report beside it')
    .option('--force', 'write over what is there')
    .option('--json', '`{card, text, report}` as JSON')
    .addHelpText(
      'after',
      '\nWithout --out nothing is written.\nExample:\n  pitwall persona import ada.txt --repair --out personas/ada.md',
    )
    .action(async (file, options) =>
      (await import('./commands/persona-import.ts')).personaImport(shell, file, options),
    );
  withTeam(group.command('try <member>'))
    .description('lint, six questions and one debate of a card; with --watch again on each save')
    .option('--watch', 'go on: after each save, what has changed, the text before beside the text now')
    .option('--scenario <id>', 'the debate (default: the first scenario that casts the member)')
    .option('--seed <n>', 'whole number that draws the words (default 1)')
    .option('--json', 'one line of JSON, and one more a save')
    .addHelpText(
      'after',
      '\nTakes a name or a file. The playbook speaks in every seat and nothing is kept.\nExample:\n  pitwall persona try personas/ada.md --watch --scenario loss-drop-3000',
    )
    .action(async (name, options) => (await import('./commands/persona-try.ts')).personaTry(shell, name, options));
  withTeam(withDatabase(group.command('lint [member]')))
    .description('contradictions, references to nobody, thin parts of a card')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nTakes a name, a file, or nothing for everybody; exits 1 when there is an error.\nA changed text under an unchanged version is found by the newest debate that the member sat in.',
    )
    .action(async (name, options) => (await import('./commands/persona-lint.ts')).personaLint(shell, name, options));
}

/** Commander's complaint as one sentence of ours; null when it only printed help or the version. */
export function usageError(error: CommanderError, program: Command, args: readonly string[]): PitwallError | null {
  if (error.exitCode === 0) return null;
  const at = commandAt(program, args);
  const names = at.commands.map((command) => command.name());
  if (error.code === 'commander.help') {
    const whole = [program.name(), ...(at === program ? [] : [at.name()])].join(' ');
    return new PitwallError(
      'USAGE',
      `expected a command after \`${whole}\`: ${names.join(', ')}; see \`${whole} --help\``,
    );
  }
  const [complaint = '', hint] = error.message.replace(/^error: /, '').split('\n');
  const [, unknown] = /^unknown (?:command|option) '(.+)'$/.exec(complaint) ?? [];
  if (unknown === undefined)
    return new PitwallError('USAGE', [complaint, hint].filter(Boolean).join(' ').replace(/\.$/, ''));
  const flags = at.options.flatMap(({ long }) => long ?? []);
  const isFlag = error.code === 'commander.unknownOption';
  return new PitwallError(
    'USAGE',
    `no ${isFlag ? 'flag' : 'command'} is called \`${unknown}\`${nearest(unknown, isFlag ? flags : names)}`,
    {
      data: { unknown },
    },
  );
}

/** The command that the arguments lead to, as far as they name one. */
function commandAt(program: Command, args: readonly string[]): Command {
  let at = program;
  for (const word of args) {
    const next = at.commands.find((command) => command.name() === word);
    if (next === undefined) break;
    at = next;
  }
  return at;
}
