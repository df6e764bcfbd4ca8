import { loadTeam } from '../../project/index.ts';
import type { Shell } from '../support/shell.ts';
import { sayBroken } from '../support/team-at-hand.ts';
import { announce, openInBrowser, stayUntilInterrupted, viewerFor } from '../support/viewing.ts';

export interface ViewFlags {
  db?: string;
  port?: string;
  open?: boolean;
  team?: string;
  trust?: boolean;
}

/** `pitwall view`: the database as a page on this machine, until it is interrupted. */
export async function view(shell: Shell, flags: ViewFlags): Promise<void> {
  const viewer = await viewerFor(shell, flags);
  announce(shell, viewer);
  sayBroken(shell, loadTeam({ projectDir: shell.cwd, teamDir: flags.team }));
  if (flags.open === true) openInBrowser(shell, viewer.url());
  await stayUntilInterrupted(shell, viewer);
}
