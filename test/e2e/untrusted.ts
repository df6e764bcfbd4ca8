import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { emptyFolder, removeFolder } from './cli.ts';
import { SMALL_SCRIPT } from './small-script.ts';

/** A project with one scenario and a home in which nothing is trusted yet, with the file that code of the project writes when it runs. */
export interface Untrusted {
  cwd: string;
  home: string;
  ran: string;
}

/** Makes one at each call; all are gone when the file's tests are over. */
export function untrustedProjects(): () => Untrusted {
  const folders: string[] = [];
  afterAll(() => folders.forEach(removeFolder));
  return () => {
    const [cwd, home] = [emptyFolder(), emptyFolder()];
    folders.push(cwd, home);
    mkdirSync(join(cwd, 'scenarios'));
    writeFileSync(join(cwd, 'scenarios/small.yaml'), SMALL_SCRIPT);
    return { cwd, home, ran: join(home, 'ran') };
  };
}
