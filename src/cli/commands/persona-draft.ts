import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import { draftCard, textModel } from '../../evaluate.ts';
import { cardFindingText, ruleOf, withSentence } from '../../project/index.ts';
import { modelsAtHand } from '../support/models-at-hand.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';
import { refuseExisting, targetOf } from '../support/writing.ts';

export interface DraftFlags {
  model?: string;
  out?: string;
  force?: boolean;
  team?: string;
  json?: boolean;
}

/** `pitwall persona draft`: a card that a language model writes from a description, for a person to edit. */
export async function personaDraft(shell: Shell, description: string, flags: DraftFlags): Promise<void> {
  if (description.trim() === '') throw new PitwallError('USAGE', 'expected a description of the person, found nothing');
  if (flags.model === undefined) {
    throw new PitwallError(
      'USAGE',
      'expected `--model SPEC`: a draft is written by a language model, and none works offline; `pitwall models` lists them. Without one, write a profile and check it with `pitwall persona import FILE`',
    );
  }
  const team = teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team });
  const model = textModel(flags.model, modelsAtHand(shell));
  shell.passing?.(`asking ${model.spec} …\n`);
  const { card, text, findings, replies } = await draftCard({
    description,
    model,
    team,
    today: new Date().toISOString().slice(0, 10),
  });
  const target = targetOf(shell, flags.out ?? 'personas/', `${card.id}.md`);
  if (flags.force !== true) refuseExisting(shell, target);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  const file = shell.shown(target);
  if (flags.json === true) {
    shell.printJson({ file, card, findings: findings.map(withSentence), replies });
    return;
  }
  const name = shell.programName();
  shell.print(
    `Wrote ${file}, ${replies === 1 ? 'from the first reply' : `from ${replies} replies`}. A model made it up: read it.\n`,
  );
  for (const one of findings)
    shell.print(`${file}:${one.line}: ${one.level} (${ruleOf(one)}): ${cardFindingText(one)}\n`);
  shell.print(`Then: ${name} persona try ${file} --watch\n`);
}
