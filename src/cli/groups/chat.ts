import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';

/** Talking to one member. */
export function addChatCommands(program: Command, shell: Shell): void {
  program
    .command('chat [member]')
    .description('talk to one member, on the record')
    .option('--db <file>', 'database of debates')
    .option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/')
    .option('--trust', 'run the modules in agents/ of this folder, now and until a file there changes')
    .option('--model <spec>', 'who answers: playbook, PROVIDER:NAME[@URL][,option=value], or a configured name')
    .option('--resume <chat>', 'go on with a chat: the start of its id, or `last`')
    .option('--json', 'one line of JSON an answer')
    .addHelpText(
      'after',
      '\nOne line, one answer; lines may be piped in. /end closes the chat for good,\nCtrl-D leaves it open. Without a model the calculators, the card and the desks of\ncolleagues answer.\nExamples:\n  pitwall chat pulse\n  echo "How much memory does 8B QLoRA take?" | pitwall chat pulse --json',
    )
    .action(async (member, options) => (await import('../commands/chat.ts')).chat(shell, member, options));
}
