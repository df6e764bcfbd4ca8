import { inLanguage } from '../../core/language.ts';
import { agentFiles, loadTeam } from '../../project/index.ts';
import { columns } from '../../report/width.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall persona list`; exit 1 when a card of the folder cannot be read. */
export function personaList(shell: Shell, flags: { json?: boolean; team?: string }): void {
  const team = loadTeam({ projectDir: shell.cwd, teamDir: flags.team });
  const { broken } = team;
  if (broken.length > 0) shell.exitWith(1);
  const agents = new Map(agentFiles(team).map(({ id, shown }) => [id, shown]));
  const members = team.members.map(({ card, file, origin, voice }) => ({
    card,
    file,
    origin,
    voice: voice === null ? 'generic' : 'own',
    agent: agents.get(card.id) ?? null,
  }));
  if (flags.json === true) {
    const personas = members.map(({ card: { id, documentId, callsign, names, role }, ...place }) => ({
      id,
      documentId,
      callsign: callsign ?? null,
      names,
      role,
      ...place,
    }));
    shell.printJson({ personas, ...(broken.length === 0 ? {} : { broken }) });
    return;
  }
  const rows = members.map(({ card, origin, agent, voice }) => [
    card.id,
    card.documentId,
    card.callsign ?? '',
    card.names.ko ?? card.names.en ?? '',
    inLanguage(card.role, 'en'),
    [origin, agent, voice === 'generic' ? 'voice: generic' : ''].filter(Boolean).join(', '),
  ]);
  shell.print(
    `${columns([['id', 'document', 'callsign', 'name', 'role', 'from'], ...rows], { width: shell.page().width }).join('\n')}\n`,
  );
  for (const { problem } of broken) shell.remark(`cannot be read: ${problem}`);
}
