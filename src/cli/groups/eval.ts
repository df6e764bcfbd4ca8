import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';

const several = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Commands that measure how true members stay to their cards. */
export function addEvalCommands(program: Command, shell: Shell): void {
  const group = program.command('eval').description('how true each member stays to their card');
  const withDatabase = (command: Command) => command.option('--db <file>', 'database of debates');
  const withTeam = (command: Command) =>
    command.option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/');
  const withJudge = (command: Command) =>
    command.option(
      '--judge <spec>',
      'ask this model as a judge; a second one must agree; repeatable; exits 3 when it fails its own tests',
      several,
    );
  const withReport = (command: Command) =>
    withDatabase(command)
      .option('--json', 'the report as JSON')
      .option('--junit <file>', 'write JUnit XML there')
      .option('--truth <option>', 'the option that turned out right, to say whether the debate helped');

  withJudge(withReport(group.command('debate <debate>')))
    .description('score a recorded debate')
    .option('--probe', 'first ask its members off the record, at three points, in children of the debate')
    .option('--control', 'first ask its language models alone, as the control for drift')
    .option('--model <spec>', 'with --probe: who answers instead of the models in the seats')
    .addHelpText(
      'after',
      '\nExits 0 in character, 1 not, 3 no verdict.\nProbes are stored: they are asked once, count from then on, and are listed by `list --probes`.',
    )
    .action(async (name, options) => (await import('../commands/eval-debate.ts')).evalDebate(shell, name, options));

  withJudge(withTeam(withReport(group.command('scenario <scenario>'))))
    .description('hold a scenario once per seed and score it, with intervals over debates')
    .option('--seeds <n>', 'so many seeds, from 1 (default 5)')
    .option('--card <member=file>', 'use this card for a member; repeatable', several)
    .option('--model <spec>', 'playbook, openai:NAME[@URL], or member=SPEC for one seat; repeatable', several)
    .option('--record', 'keep the debates; with a language model they always are')
    .addHelpText('after', '\nExample:\n  pitwall eval scenario loss-drop-3000 --seeds 20 --junit fidelity.xml')
    .action(async (name, options) => (await import('../commands/eval-scenario.ts')).evalScenario(shell, name, options));

  withJudge(withTeam(withDatabase(group.command('compare <base> <new>'))))
    .description('compare two reports, paired by scenario and seed; the lower bound of the change decides')
    .option('--format <format>', 'terminal, or github for a comment on a pull request')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nA report is a JSON file, a baseline, or the name of a debate or scenario that was evaluated.',
    )
    .action(async (base, now, options) =>
      (await import('../commands/eval-compare.ts')).evalCompare(shell, base, now, options),
    );

  withDatabase(group.command('baseline').description('reports to compare with').command('save <report>'))
    .description('keep a report under a name that stays')
    .option('--as <name>', 'the name (default: baseline)')
    .action(async (report, options) =>
      (await import('../commands/eval-compare.ts')).baselineSave(shell, report, options),
    );

  withJudge(withDatabase(group.command('turns <file>')))
    .description('score turns from any system: one JSON object a line')
    .option('--team <dir>', 'look in this folder first: personas/')
    .option('--card <member=file>', 'use this card for a member, or bring a new one; repeatable', several)
    .option('--json', 'one JSON object a turn: id, flagged, score, reasons')
    .addHelpText(
      'after',
      '\nFields: id, persona (callsign, id or name), utterance; lang, context, addressee, debate if known.' +
        '\nThe score is 0 to 1, low is out of character. `-` reads standard input.' +
        '\nExits 0 when no turn is flagged, 1 when one is, 3 when a turn, or the whole file, gets no verdict.' +
        '\nExample:\n  pitwall eval turns answers.jsonl --json',
    )
    .action(async (file, options) => (await import('../commands/eval-turns.ts')).evalTurns(shell, file, options));

  group
    .command('levels <file>')
    .description('the Korean speech level of each line, by its last predicate')
    .option('--json', 'one JSON object a line: level, register, sentences')
    .addHelpText('after', '\nTakes text, or JSON lines with `utterance` or `text`. `-` reads standard input.')
    .action(async (file, options) => (await import('../commands/eval-levels.ts')).evalLevels(shell, file, options));

  withTeam(withDatabase(group.command('coverage <member>')))
    .description(
      'what of a card shows in debates: shown, contradicted, never seen, and the question that would show it',
    )
    .option('--scenario <id>', 'hold this scenario for it; repeatable', several)
    .option('--seeds <n>', 'so many seeds of each scenario (default 3)')
    .option('--debate <debate>', 'count this debate of the record; repeatable', several)
    .option('--json', 'as JSON')
    .action(async (name, options) => (await import('../commands/eval-coverage.ts')).evalCoverage(shell, name, options));

  withTeam(withDatabase(program.command('interview <member>')))
    .description('ask a member what their card covers, and score it')
    .option('--model <spec>', 'who answers (default: the playbook, from the card)')
    .option('--lang <language>', 'ko or en (default ko)')
    .option('--json', 'as JSON')
    .action(async (name, options) => (await import('../commands/interview.ts')).interviewMember(shell, name, options));
}
