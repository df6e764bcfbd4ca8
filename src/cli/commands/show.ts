import { PitwallError } from '../../core/error.ts';
import { memoAsMarkdown } from '../../report/markdown.ts';
import { debateForTerminal, memoPage } from '../print/debate.ts';
import type { Shell } from '../support/shell.ts';
import { readDebate, withDebate } from '../support/stored.ts';

export interface ShowFlags {
  db?: string;
  json?: boolean;
  memo?: boolean;
  full?: boolean;
}

/** `pitwall show`: the page that `run` printed, or one of its other forms. */
export async function show(shell: Shell, name: string, flags: ShowFlags): Promise<void> {
  if (flags.json === true && flags.memo === true)
    throw new PitwallError('USAGE', 'expected one form, got `--json` and `--memo`');
  await withDebate(shell, name, flags, async (debate) => {
    const stored = await readDebate(shell, debate);
    const { context, document } = stored;
    if (flags.json === true) {
      shell.printJson(document);
      return;
    }
    if (flags.memo !== true) {
      shell.print(debateForTerminal(context, stored, shell.page(), flags));
      return;
    }
    if (document.outcome === null) {
      throw new PitwallError(
        'CHECK_FAILED',
        `expected a debate with a memo, ${document.debate.id} is ${document.debate.status} and has no memo`,
      );
    }
    // Whoever looks reads columns; whoever pastes it needs Markdown.
    shell.print(
      shell.isWatched ? memoPage(context, document, shell.page()) : memoAsMarkdown(context, document, document.outcome),
    );
  });
}
