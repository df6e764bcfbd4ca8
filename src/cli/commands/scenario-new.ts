import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import { newScenario } from '../../project/index.ts';
import { languageFlag } from '../support/flags.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall scenario new`: a small script that runs as it stands; never overwrites. */
export function scenarioNew(shell: Shell, id: string, flags: { lang?: string } = {}): void {
  const script = newScenario(id, languageFlag(flags.lang));
  const file = join(shell.cwd, 'scenarios', `${id}.yaml`);
  if (existsSync(file))
    throw new PitwallError('USAGE', `expected a new file, \`${shell.shown(file)}\` is there already`, {
      data: { file },
    });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, script, { flag: 'wx' });
  shell.print(`Wrote ${shell.shown(file)}. Run it: ${shell.programName()} run ${id}\n`);
}
