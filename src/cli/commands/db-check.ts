import { checkDatabase, isSound } from '../../pitwall.ts';
import { columns } from '../../report/width.ts';
import { databaseFile, print, printJson, programName, shown, stdoutPage } from '../place.ts';
import { styleFor } from '../print/style.ts';

/** How many damaged rows of one debate are listed. */
const SHOWN = 5;

/** `pitwall db check`: a line a debate; exit 1 when something is damaged. */
export function dbCheck(flags: { db?: string; json?: boolean }): void {
  const checked = checkDatabase(databaseFile(flags));
  const sound = isSound(checked);
  if (!sound) process.exitCode = 1;
  if (flags.json === true) {
    printJson({ sound, ...checked });
    return;
  }
  const { faults, debates } = checked;
  const style = styleFor(stdoutPage().colour, []);
  const rows = debates.map(({ id, scenario, state, events, effects, damage }) => [
    id,
    scenario,
    state === 'closed' || state === 'failed'
      ? `${state}, ${events} events, ${effects} effects`
      : state === 'damaged'
        ? damage.slice(0, SHOWN).map(at).join('\n') + more(damage.length - SHOWN)
        : `${state}, ${events} events`,
  ]);
  const damaged = debates.filter(({ state }) => state === 'damaged');
  const verdict = sound ? style.good('sound') : style.bad('damaged');
  print(`${shown(checked.file)}   ${debates.length} ${debates.length === 1 ? 'debate' : 'debates'}   ${verdict}\n`);
  for (const fault of faults) print(`  ${fault}\n`);
  if (rows.length > 0) print(`\n${columns(rows, { gap: 3, width: 200 }).join('\n')}\n`);
  for (const { id, events } of damaged) {
    print(`\n${events} events of ${id} are sound: ${programName()} export ${id} --salvage > ${id}.jsonl`);
  }
  if (damaged.length > 0) print('\n');
}

const at = ({ what, at: where, why }: { what: string; at: string; why: string }) =>
  `damaged at ${what} ${where.length > 16 ? `${where.slice(0, 12)}...` : where}: ${why}`;

const more = (count: number) => (count > 0 ? `\nand ${count} more` : '');
