import { spawn } from 'node:child_process';
import { PitwallError } from '../core/error.ts';
import type { Viewer } from '../view/server/index.ts';
import { wholeNumber } from './flags.ts';
import { databaseFile, programName, projectDir, remark, shown } from './place.ts';

/** Taken when it is free; with `--port` nothing else will do. */
const USUAL_PORT = 4714;

export interface ViewerFlags {
  db?: string;
  port?: string;
  team?: string;
}

/** A viewer of the database that the flags name, on the port that they ask for. */
export async function viewerFor(flags: ViewerFlags): Promise<Viewer> {
  const port = wholeNumber('--port', flags.port, 0);
  if (port !== undefined && port > 65_535) {
    throw new PitwallError('USAGE', `expected \`--port\` to be a whole number up to 65535, got \`${flags.port}\``);
  }
  const { openViewer } = await import('../view/server/index.ts');
  const { modelsAtHand } = await import('./models-at-hand.ts');
  const options = {
    file: databaseFile(flags),
    place: { projectDir: projectDir(), ...(flags.team === undefined ? {} : { teamDir: flags.team }) },
    program: programName(),
    shown,
    modelSettings: modelsAtHand,
    report: (fault: Error) => remark(fault.stack ?? fault.message),
  };
  const viewer = await openViewer({ ...options, port: port ?? USUAL_PORT }).catch((error: unknown) => {
    if (port !== undefined || !isTaken(error)) throw error;
    return openViewer({ ...options, port: 0 });
  });
  return viewer;
}

/** Where the page is, and what the address allows. */
export function announce(viewer: Viewer, path = '/'): void {
  remark(`\n  ${viewer.url(path)}\n`);
  remark('For this machine alone. Whoever has the address with its token may start and fork debates. Ctrl-C ends it.');
}

/** Holds a debate that the browser shows as it happens, and keeps the page until it is interrupted. */
export async function runInView(
  flags: ViewerFlags,
  run: (share: Viewer['live']['share']) => Promise<void>,
): Promise<void> {
  const viewer = await viewerFor(flags);
  const born = (id: string) => {
    announce(viewer, `/debates/${id}`);
    openInBrowser(viewer.url(`/debates/${id}`));
  };
  try {
    await run((around, hold) => viewer.live.share({ ...around, born }, hold));
  } catch (error) {
    await viewer.close();
    throw error;
  }
  remark('The page stays. Ctrl-C ends it.');
  await stayUntilInterrupted(viewer);
}

const isTaken = (error: unknown): boolean =>
  error instanceof PitwallError &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'EADDRINUSE';

/** Resolves when the reader has had enough; debates that run here are stopped and keep their record. */
export async function stayUntilInterrupted(viewer: Viewer): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await viewer.close();
}

/** Asks the desktop; where there is none the address stands in the terminal. */
export function openInBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  const isHeadless = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  if (command === undefined || isHeadless) return;
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  opener.on('error', () => remark('No browser could be opened here; open the address above.'));
  opener.unref();
}
