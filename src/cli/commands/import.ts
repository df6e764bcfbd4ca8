import { openStore } from '../../pitwall.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall import`: the same debate a second time is said and changes nothing. */
export async function importDebate(shell: Shell, file: string, flags: { db?: string; json?: boolean }): Promise<void> {
  const database = shell.databaseFile(flags);
  const store = openStore(database);
  try {
    const { id, given, present } = await store.adopt(shell.path(file), file);
    if (flags.json === true) return shell.printJson({ id, given, present });
    const { scenario, status, turns } = store.summary(id);
    if (present) return shell.print(`${id} is already in ${shell.shown(database)}; nothing was changed.\n`);
    const renamed = id === given ? '' : `; another debate has the id ${given} here`;
    shell.print(`${id}   ${scenario}, ${turns} turns, ${status}${renamed}\nNext   ${shell.programName()} show ${id}\n`);
  } finally {
    store.close();
  }
}
