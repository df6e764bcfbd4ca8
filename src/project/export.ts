import type { Exported, ExportFormat } from '../cards/exchange/export-card.ts';
import { exportCard, homeOf } from '../cards/exchange/export-card.ts';
import { shownPath } from './files.ts';
import { keptOf } from './import.ts';
import type { TeamMember } from './team.ts';

export interface ExportedMember extends Exported {
  to: ExportFormat;
}

/** A member in another program's format: by default the one that their card was imported from, else a Character Card. */
export function exportMember(
  { card, cardText, file }: TeamMember,
  { projectDir, to }: { projectDir: string; to?: ExportFormat | undefined },
): ExportedMember {
  const kept = keptOf(file, shownPath(projectDir, file));
  const format = to ?? homeOf(kept);
  return { ...exportCard({ card, text: cardText, kept, to: format }), to: format };
}
