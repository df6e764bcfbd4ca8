import { PitwallError } from '../../core/error.ts';
import { print, printJson, stdoutPage } from '../place.ts';
import { debateForTerminal } from '../print/debate.ts';
import { debateAsMarkdown, memoAsMarkdown } from '../print/markdown.ts';
import { readDebate, withDebate } from '../stored.ts';

export interface ShowFlags {
  db?: string;
  json?: boolean;
  markdown?: boolean;
  memo?: boolean;
}

/** `pitwall show`: the page that `run` printed, or one of its other forms. */
export async function show(name: string, flags: ShowFlags): Promise<void> {
  const forms = (['json', 'markdown', 'memo'] as const).filter((form) => flags[form] === true);
  if (forms.length > 1) {
    throw new PitwallError('USAGE', `expected one form, got ${forms.map((form) => `\`--${form}\``).join(' and ')}`);
  }
  await withDebate(name, flags, async (debate) => {
    const { context, events, document } = await readDebate(debate);
    if (flags.json === true) {
      printJson(document);
      return;
    }
    if (flags.markdown === true) {
      print(debateAsMarkdown(context, events, document));
      return;
    }
    if (flags.memo !== true) {
      print(debateForTerminal(context, events, document, stdoutPage()));
      return;
    }
    if (document.outcome === null) {
      throw new PitwallError(
        'CHECK_FAILED',
        `expected a debate with a memo, ${document.debate.id} is ${document.debate.status} and has none`,
      );
    }
    print(memoAsMarkdown(context, document, document.outcome));
  });
}
