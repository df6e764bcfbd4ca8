import { existsSync } from 'node:fs';
import { listDebates } from '../../store/catalog.ts';
import { databaseFile, print, printJson, shown } from '../place.ts';
import { columns } from '../print/width.ts';

/** `pitwall list`: no debate yet is an answer and not an error. */
export function list(flags: { db?: string; json?: boolean }): void {
  const file = databaseFile(flags);
  const debates = existsSync(file) ? listDebates(file) : [];
  if (flags.json === true) {
    printJson({ debates });
    return;
  }
  if (debates.length === 0) {
    print(`No debates in ${shown(file)} yet. Begin with: pitwall run loss-drop-3000\n`);
    return;
  }
  const rows = debates.map(({ id, scenario, seed, status, decision, turns, createdAt }) => [
    id,
    createdAt.slice(0, 16).replace('T', ' '),
    scenario,
    String(seed),
    status,
    String(turns),
    decision ?? '-',
  ]);
  print(
    `${columns([['id', 'created (UTC)', 'scenario', 'seed', 'status', 'turns', 'decision'], ...rows]).join('\n')}\n`,
  );
}
