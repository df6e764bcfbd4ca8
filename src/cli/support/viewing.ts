import { spawn } from 'node:child_process';
import { platform } from 'node:os';
import type { Viewer } from '../../view/server/index.ts';
import { openOn, portFrom } from './ports.ts';
import { placeOf, reporterOf } from './serving.ts';
import type { Shell } from './shell.ts';

/** Taken when it is free; with `--port` nothing else will do. */
const USUAL_PORT = 4714;

export interface ViewerFlags {
  db?: string;
  port?: string;
  team?: string;
  trust?: boolean;
}

/** A viewer of the database that the flags name, on the port that they ask for. */
export async function viewerFor(shell: Shell, flags: ViewerFlags): Promise<Viewer> {
  const port = portFrom(flags.port);
  const { openViewer } = await import('../../view/server/index.ts');
  const { modelsAtHand } = await import('./models-at-hand.ts');
  const options = {
    file: shell.databaseFile(flags),
    place: placeOf(shell, flags),
    program: shell.programName(),
    shown: (path: string) => shell.shown(path),
    modelSettings: () => modelsAtHand(shell),
    report: reporterOf(shell),
  };
  return openOn(port, USUAL_PORT, (at) => openViewer({ ...options, port: at }));
}

/** Where the page is, and what the address allows. */
export function announce(shell: Shell, viewer: Viewer, path = '/'): void {
  shell.remark(`\n  ${viewer.url(path)}\n`);
  shell.remark(
    'For this machine alone. Whoever has the address with its token may start and fork debates. Ctrl-C stops it.',
  );
}

/** Holds a debate that the browser shows as it happens, and keeps the page until it is interrupted. */
export async function runInView(
  shell: Shell,
  flags: ViewerFlags,
  run: (share: Viewer['live']['share']) => Promise<void>,
): Promise<void> {
  const viewer = await viewerFor(shell, flags);
  const born = (id: string) => {
    announce(shell, viewer, `/debates/${id}`);
    openInBrowser(shell, viewer.url(`/debates/${id}`));
  };
  try {
    await run((around, hold) => viewer.live.share({ ...around, born }, hold));
  } catch (error) {
    await viewer.close();
    throw error;
  }
  shell.remark('The page stays open. Ctrl-C stops it.');
  await stayUntilInterrupted(shell, viewer);
}

/** Resolves when the reader has had enough; debates that run here are stopped and keep their record. */
export async function stayUntilInterrupted(shell: Shell, viewer: Viewer): Promise<void> {
  await shell.stopped();
  await viewer.close();
  shell.remark('Stopped.');
}

/** Asks the desktop; where there is none the address stands in the terminal. */
export function openInBrowser(shell: Shell, url: string): void {
  const [command, ...args] =
    platform() === 'darwin'
      ? ['open', url]
      : platform() === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  const isHeadless = platform() === 'linux' && !shell.env['DISPLAY'] && !shell.env['WAYLAND_DISPLAY'];
  if (command === undefined || isHeadless) return;
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  opener.on('error', () => shell.remark('Could not open a browser; open the address above.'));
  opener.unref();
}
