import { Command, CommanderError, Help } from 'commander';
import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import { addChatCommands } from './groups/chat.ts';
import { addEvalCommands } from './groups/eval.ts';
import { addModelsCommands } from './groups/models.ts';
import { several, TRUST, withDatabase, withTeam } from './groups/options.ts';
import { addRecordsCommands } from './groups/records.ts';
import { addReexecutionCommands } from './groups/reexecution.ts';
import { addStartCommands } from './groups/start.ts';
import { addSweepCommands } from './groups/sweep.ts';
import { addViewCommands } from './groups/view.ts';
import { mirrorServers } from './support/mirrored.ts';
import type { Host } from './support/shell.ts';
import { Shell } from './support/shell.ts';
import { version } from './support/version.ts';

const EXAMPLES = `
Examples:
  pitwall run loss-drop-3000   watch a debate; then: show last --memo

Exit codes:
  0 done   1 it ran, but a check failed   2 wrong input or usage
  3 no verdict   4 disk, lock, network or provider failed   130 interrupted
Behind a command, --help says what it takes; "completion" is for the tab key.
Debates are in .pitwall/debates.db; PITWALL_DB or --db names another file.`;

const ID = 'a debate: the start of its id, `last`, or an exported file';

/** Options of the two commands that run a debate. */
function withRunning(command: Command): Command {
  return withTeam(withDatabase(command))
    .option('--seed <n>', 'random seed, a whole number (default 1)')
    .option('--cast <members>', 'the whole cast, `a,b`, or changes to it, `+a,-b`')
    .option('--card <member=file>', 'use this card for a member, or bring a new one; repeatable', several)
    .option('--rounds <n>', 'rounds of rebuttal')
    .option('--without <member>', 'let nobody consult this member outside the debate; repeatable', several)
    .option(
      '--model <spec>',
      'playbook, PROVIDER:NAME[@URL][,option=value], a configured name, or member=SPEC; repeatable',
      several,
    )
    .option('--budget <caps>', 'usd=2,tokens=50000,calls=40,seconds=60, or pulse:usd=1; repeatable', several)
    .option('--dry-run', 'estimate calls, tokens and USD, and stop')
    .option('--trust', TRUST)
    .option('--pace <ms>', 'minimum milliseconds per turn (default 600 on a terminal, else 0)')
    .option('--json', 'print one JSON document and nothing else')
    .option('--quiet', 'print only the memo')
    .option('--full', 'end with the whole memo in place of the card');
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
        if (args.length === 0) command.outputHelp();
        else await command.parseAsync(args, { from: 'user' });
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
    if (json) shell.remarkJson({ error: { code, sentence, place } });
    else shell.remark(sentence);
    return error.exitCode;
  }
  shell.remark(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

/** A command in a list of commands: with what it is about, without its flags. */
function termOf(command: Command): string {
  const about = command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`));
  return [command.name(), ...about].join(' ');
}

/** What scripts call, and what is typed once. */
const isHidden = (command: Command) => ['complete', 'completion'].includes(command.name());

/** Each command's work is imported when it is asked for, so that help and lists start at once. */
function commandsOn(shell: Shell): Command {
  const program = new Command('pitwall');
  program
    .description('Simulated engineers argue a decision over real figures, on the record.')
    .version(version(), '-V, --version')
    .addHelpText('after', EXAMPLES)
    .configureHelp({
      subcommandTerm: termOf,
      // What there is beside commands is said at the end.
      visibleCommands: ({ commands }) => commands.filter((one) => !isHidden(one)),
      visibleOptions: (command) => (command === program ? [] : new Help().visibleOptions(command)),
    })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.print(shell.asTyped(text)),
      writeErr: () => undefined,
      getOutHelpWidth: () => shell.helpWidth,
      getOutHasColors: () => false,
    });

  mirrorServers(program, shell);
  program.commandsGroup('Run:');
  addStartCommands(program, shell);
  withRunning(program.command('run [scenario]').description('run a scenario: its id, a YAML file, or the only one'))
    .option('--fact <name=value>', 'change a fact, `cluster.count=32` for one member; repeatable', several)
    .option('--data <name=file>', 'use your own file for a data name; repeatable', several)
    .option('--floor <policy>', 'who speaks next: relevance, round-robin, random, bid, moderated or manual')
    .option('--order <members>', 'who speaks in the rebuttals, `a,b,a`; without it a manual floor asks you')
    .option('--visibility <who>', 'who hears a rebuttal: all, addressee, or blind rounds')
    .option('--human <name>', 'take part yourself, in a member’s seat or as somebody new')
    .option('--view', 'watch it in the browser')
    .addHelpText('after', '\nExample:\n  pitwall run loss-drop-3000 --fact gpuHourUsd=4 --data loss=./mine.csv')
    .action(async (scenario, options) => (await import('./commands/run.ts')).run(shell, scenario, options));

  withRunning(program.command('ask <question>').description('calculate a question, or debate it'))
    .option('--options <list>', 'answers to debate, separated by `;`; without them the question is calculated')
    .option('--save <file>', 'with --options: write the question as a scenario to fill in, and hold no debate')
    .addHelpText(
      'after',
      '\nA question is calculated without a key. Answers are debated by language models\n(--model); without one nobody could choose among them, and you get a scenario to\nfill in that has the numbers of the question.\nExamples:\n  pitwall ask "How many tokens a second do 8 H100s give for 70B?"\n  pitwall ask "Rent or buy 64 cards?" --options "rent; buy" --save x.yaml\n  pitwall ask "Rent or buy?" --options "rent; buy" --model openai:gpt-4.1',
    )
    .action(async (question, options) => (await import('./commands/ask.ts')).ask(shell, question, options));

  addChatCommands(program, shell);
  addSweepCommands(program, shell);

  withTeam(program.command('model [scenario]').description('what each option comes to, and what flips it'))
    .option('--fact <name=value>', 'change a fact, `deadlineDays=12` or `"deadlineDays=2 weeks"`; repeatable', several)
    .option('--data <name=file>', 'use your own file for a data name; repeatable', several)
    .option('--cast <members>', 'the whole cast, `a,b`, or changes to it, `+a,-b`')
    .option('--set <option.input=value>', 'an option at another setting, `rent.nodes=4`; repeatable', several)
    .option('--as <member>', 'as this member sees it before anyone speaks')
    .option('--events', 'as it stands after all events of the scenario')
    .option('--all', 'include quantities that no criterion uses')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  pitwall model loss-drop-3000 --as sentinel')
    .action(async (scenario, options) => (await import('./commands/model.ts')).model(shell, scenario, options));

  addScenarioCommands(program.command('scenario').description('list, show, check and create scenarios'), shell);

  withDatabase(program.command('tool [name]').description('run a calculator, or `tool list`'))
    .option('--args <json>', 'its arguments as JSON, or @FILE')
    .option('--card <name>', 'whose rules advise on a loss curve (default pulse)')
    .option('--debate <id>', 'recompute a call of this debate')
    .option('--call <turn.k>', 'which call, as the memo names it: `4.1`')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  pitwall tool list\n  pitwall tool training_cost --help\n  pitwall tool --debate last --call 4.1',
    )
    .helpOption(false)
    .option('-h, --help', 'display help for command; behind a name, what that calculator takes')
    .action(async (name, options, command: Command) => {
      if (options.help === true && name === undefined) command.outputHelp();
      else await (await import('./commands/tool.ts')).tool(shell, name, options);
    });

  addModelsCommands(program, shell);

  program.commandsGroup('Read:');
  withDatabase(program.command('list').description('debates in the database, newest first'))
    .option('--tree', 'show each fork under its parent')
    .option('--probes', 'include probes and interviews')
    .option('--chats', 'chats in their place')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  pitwall list --tree')
    .action(async (options) => (await import('./commands/list.ts')).list(shell, options));

  withDatabase(program.command('show').description('print a debate as its run printed it').argument('<debate>', ID))
    .option('--full', 'end with the whole memo in place of the card')
    .option('--json', 'the document that `run --json` prints')
    .option('--memo', 'the memo: in columns on a terminal, else as Markdown')
    .addHelpText('after', '\nExamples:\n  pitwall show last\n  pitwall show last --memo > memo.md')
    .action(async (id, options) => (await import('./commands/show.ts')).show(shell, id, options));

  withDatabase(program.command('replay').description('play a debate back at reading pace').argument('<debate>', ID))
    .option('--speed <n>', 'speed factor (default 1)')
    .option('--instant', 'without waiting')
    .option('--from <turn>', 'start at this turn')
    .option('--full', 'end with the whole memo in place of the card')
    .option('--verify', 'execute it again instead, like `verify`')
    .addHelpText('after', '\nExample:\n  pitwall replay last --speed 2')
    .action(async (id, options) => (await import('./commands/replay.ts')).replay(shell, id, options));

  addRecordsCommands(program, shell);
  addViewCommands(program, shell);

  withDatabase(
    program.command('export').description('write a debate for something else to read').argument('<debate>', ID),
  )
    .option('--format <format>', 'jsonl (the whole record), markdown, memo, html, csv, openai or dpo')
    .option('--out <file>', 'write it there; html needs it')
    .option('--canonical', 'events only, without times and ids; equal debates give equal bytes')
    .option('--salvage', 'the undamaged part of a damaged debate')
    .option('--member <member>', 'openai, dpo: whose turns')
    .option('--against <debate>', 'dpo: the other debate, as a fork of this one')
    .option('--prefer <debate>', 'dpo: the debate whose turns are chosen, or `score`: those more likely in character')
    .addHelpText(
      'after',
      '\nExamples:\n  pitwall export last > debate.jsonl && pitwall show debate.jsonl\n  pitwall export last --format html --out debate.html\n  pitwall export last --format openai --member pulse > pulse.jsonl\n  pitwall export ID --format dpo --against FORK --prefer FORK > pairs.jsonl',
    )
    .action(async (id, options) => (await import('./commands/export.ts')).exportDebate(shell, id, options));

  program.commandsGroup('Re-run:');
  addReexecutionCommands(program, shell);

  program.commandsGroup('Cards and scores:');
  addPersonaCommands(program.command('persona').description('list, show, import, export, draft, try and check'), shell);

  program
    .command('route [question]')
    .description('find out which member answers a question')
    .requiredOption('--to <member>', 'the member who is asked')
    .option('--file <file>', 'a file of questions: one JSON object per line with `id` and `text`')
    .option('--card <member=file>', 'use this card for a member, or bring a new one; repeatable', several)
    .option('--json', 'one JSON object per question: id, route, probability, evidence')
    .addHelpText('after', '\nExample:\n  pitwall route --to pulse "Why is 4095 slower than 4096?"')
    .action(async (question, options) => (await import('./commands/route.ts')).route(shell, question, options));

  addEvalCommands(program, shell);

  return program;
}

function addScenarioCommands(group: Command, shell: Shell): void {
  group.addHelpText('after', '\nExamples:\n  pitwall scenario list\n  pitwall scenario show spike-at-12k');
  withTeam(group.command('list'))
    .description('list scenarios')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  pitwall scenario list')
    .action(async (options) => (await import('./commands/scenario-list.ts')).scenarioList(shell, options));
  withTeam(group.command('show <scenario>'))
    .description('motion, facts, quantities, criteria, cast and protocol')
    .option('--json', 'as JSON')
    .option('--chart', 'the debate machine of this scenario as Mermaid')
    .addHelpText(
      'after',
      '\nExamples:\n  pitwall scenario show spike-at-12k\n  pitwall scenario show loss-drop-3000 --chart',
    )
    .action(async (name, options) => (await import('./commands/scenario-show.ts')).scenarioShow(shell, name, options));
  withTeam(group.command('lint <scenario>'))
    .description('check a scenario: how it was read, what nobody can compute, what decides nothing')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  pitwall scenario lint scenarios/cache-or-not.yaml')
    .action(async (name, options) => (await import('./commands/scenario-lint.ts')).scenarioLint(shell, name, options));
  group
    .command('new <id>')
    .description('write scenarios/<id>.yaml to start from')
    .option('--lang <language>', 'ko or en (default en)')
    .addHelpText('after', '\nExample:\n  pitwall scenario new cache-or-not && pitwall run cache-or-not')
    .action(async (id, options) => (await import('./commands/scenario-new.ts')).scenarioNew(shell, id, options));
}

function addPersonaCommands(group: Command, shell: Shell): void {
  group.addHelpText('after', '\nExamples:\n  pitwall persona list\n  pitwall persona try personas/ada.md --watch');
  withTeam(group.command('list'))
    .description('list cards: callsign, name and role')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  pitwall persona list')
    .action(async (options) => (await import('./commands/persona-list.ts')).personaList(shell, options));
  withTeam(group.command('show <member>'))
    .description('summarize a card, found by callsign, id or name')
    .option('--json', 'the whole card as JSON')
    .addHelpText('after', '\nExample:\n  pitwall persona show pulse')
    .action(async (name, options) => (await import('./commands/persona-show.ts')).personaShow(shell, name, options));
  withTeam(group.command('import <file>'))
    .description('turn any profile into a card and report what was understood')
    .option('--repair', 'restore text that was saved in the wrong encoding')
    .option('--user <name>', 'what {{user}} of a Character Card becomes (default User)')
    .option('--name <name>', 'what the person is called (default: as the source says, else as its file)')
    .option('--out <file>', 'write the card there, and a report beside it')
    .option('--force', 'overwrite existing files')
    .option('--json', '`{card, text, report}` as JSON, with `source` for other formats')
    .addHelpText(
      'after',
      '\nReads a profile in any encoding, a Character Card V1 to V3 (JSON or PNG), a\nTinyTroupe agent or fragment, or a system prompt, told by its content.\nWithout --out nothing is written.\nExamples:\n  pitwall persona import ada.txt --repair --out personas/ada.md\n  pitwall persona import seraphina.png --out personas/',
    )
    .action(async (file, options) =>
      (await import('./commands/persona-import.ts')).personaImport(shell, file, options),
    );
  withTeam(group.command('export <member>'))
    .description('write a card as a Character Card V3 or a TinyTroupe agent')
    .option('--to <format>', 'character-card or tiny-troupe (default: where it is from)')
    .option('--out <file>', 'write it there instead of on stdout')
    .option('--force', 'overwrite an existing file')
    .addHelpText(
      'after',
      '\nTakes a name or a file. Importing what was exported gives the card back.\nExample:\n  pitwall persona export pulse --to tiny-troupe --out pulse.agent.json',
    )
    .action(async (name, options) =>
      (await import('./commands/persona-export.ts')).personaExport(shell, name, options),
    );
  withTeam(group.command('draft <description>'))
    .description('let a language model write a card for you to edit')
    .option('--model <spec>', 'which model: PROVIDER:NAME[@URL][,option=value] or a configured name')
    .option('--out <file>', 'where to (default personas/)')
    .option('--force', 'overwrite an existing file')
    .option('--json', '`{file, card, findings, replies}` as JSON')
    .addHelpText(
      'after',
      '\nThe card is in the language of the description. What the model writes is parsed\nand linted, and given back at most twice.\nExample:\n  pitwall persona draft "a careful SRE of a bank" --model openai:gpt-4.1',
    )
    .action(async (text, options) => (await import('./commands/persona-draft.ts')).personaDraft(shell, text, options));
  withTeam(group.command('try <member>'))
    .description('try a card while you write it: lint, six questions and one debate')
    .option('--watch', 'repeat after each save and show what changed')
    .option('--scenario <id>', 'the debate (default: the first scenario that casts the member)')
    .option('--seed <n>', 'random seed, a whole number (default 1)')
    .option('--json', 'one line of JSON, and one more after each save')
    .addHelpText(
      'after',
      '\nTakes a name or a file. Runs offline; nothing is stored.\nExample:\n  pitwall persona try personas/ada.md --watch --scenario loss-drop-3000',
    )
    .action(async (name, options) => (await import('./commands/persona-try.ts')).personaTry(shell, name, options));
  withTeam(withDatabase(group.command('lint [member]')))
    .description('find contradictions, unknown names and thin sections in a card')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nTakes a name, a file, or nothing for the cards of this folder, and of the\npackage where it has none; exits 1 on an error.\nA card that changed without a new version is found by comparing it with the\nmember’s newest debate.\nExample:\n  pitwall persona lint personas/ada.md',
    )
    .action(async (name, options) => (await import('./commands/persona-lint.ts')).personaLint(shell, name, options));
}

/** Commander's complaint as one sentence of ours; null when it only printed help or the version. */
export function usageError(error: CommanderError, program: Command, args: readonly string[]): PitwallError | null {
  if (error.exitCode === 0) return null;
  const at = commandAt(program, args);
  const names = at.commands.map((command) => command.name());
  if (error.code === 'commander.help') {
    const whole = wholeOf(at);
    return new PitwallError(
      'USAGE',
      `expected a command after \`${whole}\`: ${names.join(', ')}; see \`${whole} --help\``,
    );
  }
  const [complaint = '', hint] = error.message.replace(/^error: /, '').split('\n');
  if (error.code === 'commander.missingArgument') {
    const [, argument = ''] = /'(.+)'/.exec(complaint) ?? [];
    return new PitwallError('USAGE', `expected \`${wholeOf(at)} <${argument}>\`, got no ${argument}; see --help`);
  }
  const [, unknown] = /^unknown (?:command|option) '(.+)'$/.exec(complaint) ?? [];
  if (unknown === undefined)
    return new PitwallError('USAGE', [complaint, hint].filter(Boolean).join(' ').replace(/\.$/, ''));
  const flags = at.options.flatMap(({ long }) => long ?? []);
  const isFlag = error.code === 'commander.unknownOption';
  return new PitwallError(
    'USAGE',
    `no ${isFlag ? 'flag' : 'command'} is called \`${unknown}\`${(isFlag ? '' : inGroup(at, unknown)) || nearest(unknown, isFlag ? flags : names)}`,
    {
      data: { unknown },
    },
  );
}

/** A command of a group that was typed without its group. */
function inGroup(at: Command, name: string): string {
  const groups = at.commands.filter(({ commands }) => commands.some((one) => one.name() === name));
  const said = groups.map((group) => `\`${group.name()} ${name}\``);
  return said.length === 0 ? '' : `; did you mean ${said.join(' or ')}?`;
}

/** A command as it is typed: the program, its groups and its own name. */
function wholeOf(command: Command): string {
  return command.parent === null ? command.name() : `${wholeOf(command.parent)} ${command.name()}`;
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
