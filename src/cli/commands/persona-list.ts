import { inLanguage } from '../../core/language.ts';
import { loadTeam } from '../../project.ts';
import { print, printJson, projectDir, stdoutPage } from '../place.ts';
import { columns } from '../print/width.ts';

export function personaList(flags: { json?: boolean }): void {
  const { members } = loadTeam({ projectDir: projectDir() });
  if (flags.json === true) {
    const personas = members.map(({ card: { id, documentId, callsign, names, role }, file, origin }) => ({
      id,
      documentId,
      callsign: callsign ?? null,
      names,
      role,
      file,
      origin,
    }));
    printJson({ personas });
    return;
  }
  const rows = members.map(({ card, origin }) => [
    card.id,
    card.documentId,
    card.callsign ?? '',
    card.names.ko ?? card.names.en ?? '',
    inLanguage(card.role, 'en'),
    origin,
  ]);
  print(
    `${columns([['id', 'document', 'callsign', 'name', 'role', 'from'], ...rows], { width: stdoutPage().width }).join('\n')}\n`,
  );
}
