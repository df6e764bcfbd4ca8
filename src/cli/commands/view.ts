import { announce, openInBrowser, stayUntilInterrupted, viewerFor } from '../viewing.ts';

export interface ViewFlags {
  db?: string;
  port?: string;
  open?: boolean;
  team?: string;
}

/** `pitwall view`: the database as a page on this machine, until it is interrupted. */
export async function view(flags: ViewFlags): Promise<void> {
  const viewer = await viewerFor(flags);
  announce(viewer);
  if (flags.open === true) openInBrowser(viewer.url());
  await stayUntilInterrupted(viewer);
}
