import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import { debateAsMarkdown, memoAsMarkdown } from '../../report/markdown.ts';
import { debateForTerminal, memoPage } from '../print/debate.ts';
import type { Shell } from '../support/shell.ts';
import { readDebate, withDebate } from '../support/stored.ts';
import { agentTrust } from '../support/trust.ts';

export interface ShowFlags {
  db?: string;
  json?: boolean;
  markdown?: boolean;
  memo?: boolean;
  html?: string;
  full?: boolean;
}

/** `pitwall show`: the page that `run` printed, or one of its other forms. */
export async function show(shell: Shell, name: string, flags: ShowFlags): Promise<void> {
  const forms = (['json', 'markdown', 'memo', 'html'] as const).filter(
    (form) =>
      (flags[form] === true || typeof flags[form] === 'string') && !(form === 'markdown' && flags.memo === true),
  );
  if (forms.length > 1) {
    throw new PitwallError('USAGE', `expected one form, got ${forms.map((form) => `\`--${form}\``).join(' and ')}`);
  }
  await withDebate(shell, name, flags, async (debate) => {
    if (flags.html !== undefined) {
      await writePage(shell, debate, flags.html);
      return;
    }
    const stored = await readDebate(shell, debate);
    const { context, events, document } = stored;
    if (flags.json === true) {
      shell.printJson(document);
      return;
    }
    if (flags.markdown === true && flags.memo !== true) {
      shell.print(debateAsMarkdown(context, events, document));
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
    const isRead = shell.isWatched && flags.markdown !== true;
    shell.print(
      isRead ? memoPage(context, document, shell.page()) : memoAsMarkdown(context, document, document.outcome),
    );
  });
}

/** The viewer's page with the debate in it, as one file that opens from disk. */
async function writePage(shell: Shell, { store, id }: Parameters<typeof readDebate>[1], file: string): Promise<void> {
  const { singleFile } = await import('../../view/server/index.ts');
  const html = await singleFile({
    store,
    id,
    place: { projectDir: shell.cwd, trust: agentTrust(shell, {}, 'leave out') },
    program: shell.programName(),
  });
  try {
    writeFileSync(resolve(shell.cwd, file), html);
  } catch (error) {
    const found = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new PitwallError('STORE_FAILED', `expected to be able to write ${file}, got ${found}`, { cause: error });
  }
  shell.print(`${file}: ${Math.ceil(html.length / 1024)} KB, opens from disk, works offline\n`);
}
