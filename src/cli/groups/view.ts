import type { Command } from 'commander';
import type { Shell } from '../support/shell.ts';

/** Servers on this machine: the page that shows debates, and members behind the protocols of others. */
export function addViewCommands(program: Command, shell: Shell): void {
  program
    .command('view')
    .description('read and start debates in a local browser')
    .option('--port <n>', 'port on 127.0.0.1 (default 4714, or a free one)')
    .option('--db <file>', 'database of debates')
    .option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/')
    .option('--trust', 'run the modules in agents/ of this folder, now and until a file there changes')
    .option('--open', 'open the browser too')
    .addHelpText(
      'after',
      '\nThe server listens on the loopback interface only. One debate as a file:\n  pitwall show last --html debate.html',
    )
    .action(async (options) => (await import('../commands/view.ts')).view(shell, options));

  program
    .command('serve')
    .description('members and the team as models of an OpenAI-compatible endpoint')
    .option('--port <n>', 'port on 127.0.0.1 (default 4715, or a free one)')
    .option('--token <secret>', 'what clients have to send as their API key (default: none)')
    .option(
      '--model <spec>',
      'who answers: playbook, PROVIDER:NAME, a configured name, or member=SPEC; repeatable',
      several,
    )
    .option('--db <file>', 'database of debates')
    .option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/')
    .option('--trust', 'run the modules in agents/ of this folder, now and until a file there changes')
    .addHelpText(
      'after',
      '\nOn the loopback interface only. `pulse` answers in character, `team` debates and\nanswers with the memo. Each answer is a record.\nExample:\n  pitwall serve --port 4715',
    )
    .action(async (options) => (await import('../commands/serve.ts')).serve(shell, options));

  program
    .command('mcp')
    .description('debates, members and scores as tools of the Model Context Protocol')
    .option('--http', 'over streamable HTTP on 127.0.0.1 in place of stdin and stdout')
    .option('--port <n>', 'port for --http (default 4716, or a free one)')
    .option('--token <secret>', 'what clients over HTTP have to send as a bearer (default: none)')
    .option(
      '--model <spec>',
      'who answers: playbook, PROVIDER:NAME, a configured name, or member=SPEC; repeatable',
      several,
    )
    .option('--db <file>', 'database of debates')
    .option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/')
    .option('--trust', 'run the modules in agents/ of this folder, now and until a file there changes')
    .addHelpText(
      'after',
      '\nIn the settings of an editor or a desktop client:\n  {"mcpServers": {"pitwall": {"command": "pitwall", "args": ["mcp"]}}}\ndocs/MCP.md has the rest.',
    )
    .action(async (options) => (await import('../commands/mcp.ts')).mcp(shell, options));
}

const several = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
