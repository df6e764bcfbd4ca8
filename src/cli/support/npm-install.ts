import { spawn } from 'node:child_process';
import { platform } from 'node:os';
import { createInterface } from 'node:readline';
import { PitwallError } from '../../core/error.ts';
import type { Shell } from './shell.ts';

/** How much of what npm says is repeated when it fails. */
const MOST_LINES = 4;

/** Runs `npm install` in a folder and tells what it is at: the package whose install script begins, null for any other that it asks for. Throws STORE_FAILED with the end of what npm said; the folder stays as it is. */
export async function npmInstall(
  shell: Shell,
  folder: string,
  flags: readonly string[],
  at: (installing: string | null) => void,
): Promise<void> {
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=info', ...flags];
  const said: string[] = [];
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn('npm', args, {
      cwd: folder,
      env: withoutNpm(shell.env),
      // npm is a script there, which only a shell starts.
      shell: platform() === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        const stage = STAGE.exec(line);
        if (stage !== null) at(stage[1] ?? null);
        else if (!OWN_WORDS.test(line)) said.push(`${line}\n`);
      });
    child.on('error', ({ message }) => {
      said.push(message);
      resolve(null);
    });
    child.on('close', resolve);
  });
  if (code === 0) return;
  throw new PitwallError(
    'STORE_FAILED',
    `expected \`npm install\` in ${shell.shown(folder)} to succeed, got: ${reasonIn(said.join(''))}; the files are written, so try it there again`,
  );
}

/** A package that npm asks for, or one whose install script begins. */
const STAGE = /^npm (?:http (?:fetch|cache)\b|info run (@?[^@\s]+)@\S+ (?:pre|post)?install (?!\{))/;
const OWN_WORDS = /^npm (?:http|info|verbose?|silly|timing)\b/;

/** Lines of npm that say what failed, where and why; it ends with its version, and where its log is. */
export function reasonIn(said: string): string {
  const lines = said.split('\n').map((line) =>
    line
      .replace(/^npm (?:error|ERR!) ?/i, '')
      .replace(/^gyp ERR! (?:stack )?/, '')
      .trim(),
  );
  const telling = lines.filter(
    (line, i) => TELLING.test(line) || (/Error: /.test(lines[i - 1] ?? '') && !/^at /.test(line)),
  );
  const found =
    telling.length > 0 ? telling.slice(0, MOST_LINES) : lines.filter((line) => line !== '').slice(-MOST_LINES);
  return found.join(' ');
}

const TELLING = /^(?:code|path|404|notarget|network|errno) |Error: /;

/** What npm tells those that it starts would decide for another folder. */
function withoutNpm(env: Shell['env']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name)));
}
