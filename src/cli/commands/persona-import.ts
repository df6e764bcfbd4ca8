import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import { cardFindingText, importCard, loadTeam, ruleOf, slugOf } from '../../project/index.ts';
import { wrap } from '../../report/width.ts';
import { importReport } from '../print/import-report.ts';
import { personaPage } from '../print/persona.ts';
import { sourceLines } from '../print/source-report.ts';
import type { Shell } from '../support/shell.ts';
import { refuseExisting, targetOf } from '../support/writing.ts';

export interface ImportFlags {
  repair?: boolean;
  out?: string;
  force?: boolean;
  team?: string;
  user?: string;
  name?: string;
  json?: boolean;
}

/** `pitwall persona import`: without `--out` nothing is written; what is there already is kept unless `--force` is given. */
export function personaImport(shell: Shell, file: string, flags: ImportFlags): void {
  if (flags.force === true && flags.out === undefined) {
    throw new PitwallError('USAGE', 'expected `--out` with `--force`: without it nothing is written');
  }
  if (flags.name?.trim() === '') throw new PitwallError('USAGE', 'expected `--name` to be a name, got an empty text');
  const lexicon = flags.repair === true ? knownTexts(shell, flags) : [];
  const imported = importCard(file, {
    projectDir: shell.cwd,
    teamDir: flags.team,
    repair: flags.repair === true,
    lexicon,
    slugOf,
    name: flags.name,
    ...(flags.user === undefined ? {} : { user: flags.user }),
  });
  const { card, text, written, writtenCard, report, source } = imported;
  if (flags.name !== undefined && source === null)
    throw new PitwallError(
      'USAGE',
      'expected `--name` with a card of another format: a profile of ours has its name in its title',
    );
  const target = flags.out === undefined ? undefined : targetOf(shell, flags.out, `${card.id}.md`);
  if (target !== undefined) {
    const side = target.replace(/(?:\.md)?$/i, '.report.md');
    if (flags.force !== true) for (const path of [target, side]) refuseExisting(shell, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, written);
    writeFileSync(
      side,
      importReport({ card: writtenCard, report, source, findings: imported.findings, file: basename(file) }),
    );
    if (flags.json !== true) shell.print(`Wrote ${shell.shown(target)} and ${shell.shown(side)}\n\n`);
  }
  if (flags.json === true) {
    shell.printJson({ card, text, report, ...(source === null ? {} : { source }) });
    return;
  }
  const verbatim = card.sections.map(({ heading, line }) => `line ${line} ${heading}`).join(', ');
  const missing = imported.findings.flatMap((one) => (ruleOf(one) === 'thin' ? [cardFindingText(one)] : []));
  const sentences = [
    `Encoding: ${report.encoding}.`,
    ...(report.restored === 0
      ? []
      : [`${report.restored} characters restored, ${report.uncertain.length} of them uncertain.`]),
    ...(source === null && verbatim === '' ? ['Nothing dropped.'] : []),
    ...(source === null && verbatim !== '' ? [`Kept word for word, but read into no field: ${verbatim}.`] : []),
    ...(source === null && missing.length > 0 ? [`Gaps: ${missing.join('; ')}.`] : []),
  ];
  shell.print(
    personaPage({ card: target === undefined ? card : writtenCard, voice: imported.voice, file: null }, shell.page()),
  );
  if (source !== null) shell.print(`\n${sourceLines(source, shell.page().width).join('\n')}\n`);
  shell.print(`\n${wrap(sentences.join(' '), shell.page().width).join('\n')}\n`);
  if (target === undefined) shell.print(`Nothing written. To use it as a member: --out personas/${card.id}.md\n`);
}

/** Cards of the team, whose words help to restore a damaged one; a team that does not load helps nothing. */
function knownTexts(shell: Shell, { team }: ImportFlags): string[] {
  try {
    const { members } = loadTeam({ projectDir: shell.cwd, teamDir: team });
    // Guesses of an earlier repair would be taken for sound words.
    return members.filter(({ card }) => card.uncertain.length === 0).map(({ cardText }) => cardText);
  } catch (error) {
    if (error instanceof PitwallError && team === undefined) return [];
    throw error;
  }
}
