import type { Adopted } from '../../core/record.ts';
import { shownAddress } from '../../core/server-address.ts';
import { openStore } from '../../door.ts';
import { databaseServer } from '../support/machines.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall import`: the same debate a second time is said and changes nothing. */
export async function importDebate(shell: Shell, file: string, flags: { db?: string; json?: boolean }): Promise<void> {
  const server = databaseServer(shell, flags);
  if (server !== null) {
    const { importInto } = await import('../../app/machines/index.ts');
    const { summary, ...adopted } = await importInto(server, shell.path(file), file);
    return tell(shell, { ...adopted, summary, where: shownAddress(server), json: flags.json === true });
  }
  const database = shell.databaseFile(flags);
  const store = openStore(database);
  try {
    const adopted = await store.adopt(shell.path(file), file);
    const summary = store.summary(adopted.id);
    tell(shell, { ...adopted, summary, where: shell.shown(database), json: flags.json === true });
  } finally {
    store.close();
  }
}

interface Told extends Adopted {
  summary: { scenario: string; status: string; turns: number };
  /** The database as a sentence names it. */
  where: string;
  json: boolean;
}

function tell(shell: Shell, { id, given, present, summary, where, json }: Told): void {
  if (json) {
    shell.printJson({ id, given, present });
    return;
  }
  if (present) {
    shell.print(`${id} is already in ${where}; nothing was changed.\n`);
    return;
  }
  const { scenario, status, turns } = summary;
  const renamed = id === given ? '' : `; another debate has the id ${given} here`;
  shell.print(`${id}   ${scenario}, ${turns} turns, ${status}${renamed}\nNext   ${shell.programName()} show ${id}\n`);
}
