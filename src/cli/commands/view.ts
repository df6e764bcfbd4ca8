import type { Shell } from '../support/shell.ts';
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
  if (flags.open === true) openInBrowser(shell, viewer.url());
  await stayUntilInterrupted(shell, viewer);
}
