import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import { Language } from '../../core/language.ts';
import { newScenario } from '../../project/index.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall scenario new`: a small script that runs as it stands; never overwrites. */
export function scenarioNew(shell: Shell, id: string, flags: { lang?: string } = {}): void {
  const language = Language.safeParse(flags.lang ?? 'en');
  if (!language.success) {
    throw new PitwallError('USAGE', `expected \`ko\` or \`en\` as the language, got \`${flags.lang}\``, {
      data: { lang: flags.lang },
    });
  }
  const script = newScenario(id, language.data);
  const file = join(shell.cwd, 'scenarios', `${id}.yaml`);
  if (existsSync(file))
    throw new PitwallError('USAGE', `expected a new file, \`${shell.shown(file)}\` is there already`, {
      data: { file },
    });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, script, { flag: 'wx' });
  shell.print(`Wrote ${shell.shown(file)}. Run it: pitwall run ${id}\n`);
}
