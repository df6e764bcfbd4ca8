import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import type { ExportFormat } from '../../project/index.ts';
import { EXPORT_FORMATS, exportMember } from '../../project/index.ts';
import { memberNamed } from '../support/member-named.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';
import { refuseExisting, targetOf } from '../support/writing.ts';

export interface PersonaExportFlags {
  to?: string;
  out?: string;
  force?: boolean;
  team?: string;
}

/** `pitwall persona export`: a card as a Character Card V3 or a TinyTroupe agent, on stdout or in a file. */
export function personaExport(shell: Shell, name: string, flags: PersonaExportFlags): void {
  const to = EXPORT_FORMATS.find((format) => format === flags.to);
  if (flags.to !== undefined && to === undefined) {
    throw new PitwallError('USAGE', `expected \`--to\` ${EXPORT_FORMATS.join(' or ')}, got \`${flags.to}\``);
  }
  if (flags.force === true && flags.out === undefined) {
    throw new PitwallError('USAGE', 'expected `--out` with `--force`: without it nothing is written');
  }
  const { member } = memberNamed(shell, name, teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team }));
  const { json, remarks, to: format } = exportMember(member, { projectDir: shell.cwd, to });
  if (flags.out === undefined) shell.printJson(json);
  else {
    const target = targetOf(shell, flags.out, fileName(member.card.id, format));
    if (flags.force !== true) refuseExisting(shell, target);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, `${JSON.stringify(json, null, 2)}\n`);
    shell.print(`Wrote ${shell.shown(target)}\n`);
  }
  for (const remark of remarks) shell.remark(remark);
}

const fileName = (id: string, format: ExportFormat) => (format === 'tiny-troupe' ? `${id}.agent.json` : `${id}.json`);
