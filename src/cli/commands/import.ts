import { openStore } from '../../pitwall.ts';
import { databaseFile, print, printJson, programName, shown } from '../place.ts';

/** `pitwall import`: the same debate a second time is said and changes nothing. */
export async function importDebate(file: string, flags: { db?: string; json?: boolean }): Promise<void> {
  const database = databaseFile(flags);
  const store = openStore(database);
  try {
    const { id, given, present } = await store.adopt(file);
    if (flags.json === true) return printJson({ id, given, present });
    const { scenario, status, turns } = store.summary(id);
    if (present) return print(`${id} is in ${shown(database)} already; nothing was changed.\n`);
    const renamed = id === given ? '' : `; another debate has the id ${given} here`;
    print(`${id}   ${scenario}, ${turns} turns, ${status}${renamed}\nNext   ${programName()} show ${id}\n`);
  } finally {
    store.close();
  }
}
