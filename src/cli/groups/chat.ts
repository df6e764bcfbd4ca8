import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';
import { several, withMembers } from './options.ts';

/** Options of the two servers: who answers, and whose members. */
const withServing = (command: Command) =>
  withMembers(
    command.option(
      '--model <spec>',
      'who answers: playbook, PROVIDER:NAME, a configured name, or member=SPEC; repeatable',
      several,
    ),
  );

/** Talking to members: in the terminal, and behind the protocols of others. */
export function addChatCommands(program: Command, shell: Shell): void {
  withMembers(program.command('chat [member]').description('talk to one member, on the record'))
    .option('--model <spec>', 'who answers: playbook, PROVIDER:NAME[@URL][,option=value], or a configured name')
    .option('--resume <chat>', 'go on with a chat: the start of its id, or `last`')
    .option('--budget <caps>', 'usd=2,tokens=50000,calls=40, for the whole chat; repeatable', several)
    .option('--json', 'one line of JSON an answer')
    .addHelpText(
      'after',
      '\nOne line, one answer; lines may be piped in. /end closes the chat for good,\nCtrl-D leaves it open. Without a model the calculators, the card, the scripts\nthat seat the member and the desks of colleagues answer.\nExamples:\n  pitwall chat pulse\n  echo "How much memory does 8B QLoRA take?" | pitwall chat pulse --json',
    )
    .action(async (member, options) => (await import('../commands/chat.ts')).chat(shell, member, options));

  withServing(
    program
      .command('serve')
      .description('members as models behind an OpenAI-compatible API')
      .option('--port <n>', 'port on 127.0.0.1 (default 4715, or a free one)')
      .option('--token <secret>', 'what clients have to send as their API key (default: none)'),
  )
    .addHelpText(
      'after',
      '\nOn the loopback interface only. `pulse` answers in character, `team` debates and\nanswers with the memo. Each answer is a record.\nExample:\n  pitwall serve --port 4715',
    )
    .action(async (options) => (await import('../commands/serve.ts')).serve(shell, options));

  withServing(
    program
      .command('mcp')
      .description('debates and members as tools of an MCP client')
      .option('--http', 'over streamable HTTP on 127.0.0.1 in place of stdin and stdout')
      .option('--port <n>', 'port for --http (default 4716, or a free one)')
      .option('--token <secret>', 'what clients over HTTP have to send as a bearer (default: none)'),
  )
    .addHelpText(
      'after',
      '\nIn the settings of an editor or a desktop client:\n  {"mcpServers": {"pitwall": {"command": "pitwall", "args": ["mcp"]}}}\ndocs/MCP.md has the rest.\nExample:\n  pitwall mcp --http --port 4716',
    )
    .action(async (options) => (await import('../commands/mcp.ts')).mcp(shell, options));
}
