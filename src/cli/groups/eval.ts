import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';
import { several } from './options.ts';

/** Commands that measure how true members stay to their cards. */
export function addEvalCommands(program: Command, shell: Shell): void {
  const group = program
    .command('eval')
    .description('score how true members stay to their cards')
    .addHelpText('after', '\nExamples:\n  pitwall eval debate last\n  pitwall eval scenario loss-drop-3000 --seeds 3');
  const withDatabase = (command: Command) => command.option('--db <file>', 'database of debates');
  const withTeam = (command: Command) =>
    command.option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/');
  const withJudge = (command: Command) =>
    command.option(
      '--judge <spec>',
      'also ask this model as a judge; repeatable: judges must agree; exits 3 when a judge fails its qualification',
      several,
    );
  const withReport = (command: Command) =>
    withDatabase(command)
      .option('--json', 'the report as JSON')
      .option('--format <format>', 'print it as json, junit, inspect (Inspect’s eval log) or promptfoo (its results)')
      .option('--junit <file>', 'write JUnit XML there')
      .option('--strict', 'notes fail too, not only checks that are proven')
      .option('--truth <option>', 'the option that turned out right, to see whether the debate helped');

  withJudge(withReport(group.command('debate <debate>')))
    .description('score a recorded debate')
    .option('--probe', 'first ask the members off the record at three points; stored as child debates')
    .option('--control', 'first ask the language models alone, as a control for drift')
    .option('--model <spec>', 'with --probe: the model that answers instead of those in the seats')
    .addHelpText(
      'after',
      '\nExits 0 without a proven fault, 1 with one, 3 without a verdict.\nProbes are asked once and stored; later evaluations use them, and\n`list --probes` lists them.\nExamples:\n  pitwall eval debate last\n  pitwall eval debate last --format inspect > log.json',
    )
    .action(async (name, options) => (await import('../commands/eval-debate.ts')).evalDebate(shell, name, options));

  withJudge(withTeam(withReport(group.command('scenario [scenario]'))))
    .description('run a scenario once per seed and score it, with confidence intervals')
    .option('--seeds <n>', 'number of seeds, starting at 1 (default 5)')
    .option('--cast <members>', 'the whole cast, `a,b`, or changes to it, `+a,-b`')
    .option('--card <member=file>', 'use this card for a member; repeatable', several)
    .option('--model <spec>', 'playbook, openai:NAME[@URL], or member=SPEC for one seat; repeatable', several)
    .option('--record', 'store the debates; always on with a language model')
    .addHelpText('after', '\nExample:\n  pitwall eval scenario loss-drop-3000 --seeds 20 --junit fidelity.xml')
    .action(async (name, options) => (await import('../commands/eval-scenario.ts')).evalScenario(shell, name, options));

  withJudge(withTeam(withDatabase(group.command('compare <base> <new>'))))
    .description('compare two reports, paired by scenario and seed; fails when the change may be for the worse')
    .option('--format <format>', 'terminal, or github for a comment on a pull request')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nA report is a JSON file, a baseline, or the name of a debate or scenario that\nwas evaluated.\nExample:\n  pitwall eval compare main loss-drop-3000 --format github',
    )
    .action(async (base, now, options) =>
      (await import('../commands/eval-compare.ts')).evalCompare(shell, base, now, options),
    );

  const baseline = group
    .command('baseline')
    .description('saved reports to compare with')
    .addHelpText('after', '\nExample:\n  pitwall eval baseline save loss-drop-3000 --as main');
  withDatabase(baseline.command('save <report>'))
    .description('save a report under a name')
    .option('--as <name>', 'the name (default: baseline)')
    .addHelpText('after', '\nExample:\n  pitwall eval baseline save loss-drop-3000 --as main')
    .action(async (report, options) =>
      (await import('../commands/eval-compare.ts')).baselineSave(shell, report, options),
    );

  withJudge(withDatabase(group.command('turns <file>')))
    .description('score turns from any system: one JSON object per line')
    .option('--team <dir>', 'look in this folder first: personas/')
    .option('--card <member=file>', 'use this card for a member, or bring a new one; repeatable', several)
    .option(
      '--strict',
      'notes fail too: checks that are wrong too often to fail a turn, and turns that are suspicious as a whole',
    )
    .option('--json', 'one JSON object per turn: id, failed, flagged, score, by, reasons')
    .addHelpText(
      'after',
      '\nFields: id, persona (callsign, id or name), utterance; lang, context, addressee,\ndebate if known.' +
        '\nScores run from 0 to 1; low means out of character. `-` reads standard input.' +
        '\nExits 0 when no turn fails, 1 when one does, 3 when a turn, or the whole file,\ngets no verdict.' +
        '\nExample:\n  pitwall eval turns answers.jsonl --json',
    )
    .action(async (file, options) => (await import('../commands/eval-turns.ts')).evalTurns(shell, file, options));

  group
    .command('levels <file>')
    .description('the Korean speech level of each line, by its last predicate')
    .option('--json', 'one JSON object per line: level, register, sentences')
    .addHelpText(
      'after',
      '\nTakes text, or JSON lines with `utterance` or `text`. `-` reads standard input.\nExample:\n  pitwall eval levels messages.txt',
    )
    .action(async (file, options) => (await import('../commands/eval-levels.ts')).evalLevels(shell, file, options));

  withTeam(withDatabase(group.command('coverage <member>')))
    .description(
      'which lines of a card show in debates, which are contradicted or never seen, and what to ask for them',
    )
    .option('--scenario <id>', 'run this scenario for it; repeatable', several)
    .option('--seeds <n>', 'number of seeds per scenario (default 3)')
    .option('--debate <debate>', 'include this stored debate; repeatable', several)
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  pitwall eval coverage pulse --scenario loss-drop-3000')
    .action(async (name, options) => (await import('../commands/eval-coverage.ts')).evalCoverage(shell, name, options));

  withTeam(withDatabase(program.command('interview <member>')))
    .description('ask a member about their card, and score it')
    .option('--model <spec>', 'who answers (default playbook, from the card)')
    .option('--lang <language>', 'ko or en (default ko)')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  pitwall interview pulse --lang en')
    .action(async (name, options) => (await import('../commands/interview.ts')).interviewMember(shell, name, options));
}
