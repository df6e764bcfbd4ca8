import { checkDatabase, isSound } from '../../door.ts';
import { columns } from '../../report/width.ts';
import { styleFor } from '../print/style.ts';
import type { Shell } from '../support/shell.ts';

/** How many damaged rows of one debate are listed. */
const SHOWN = 5;

/** `pitwall db check`: a line a debate; exit 1 when something is damaged. */
export function dbCheck(shell: Shell, flags: { db?: string; json?: boolean }): void {
  const checked = checkDatabase(shell.databaseFile(flags));
  const sound = isSound(checked);
  if (!sound) shell.exitWith(1);
  if (flags.json === true) {
    shell.printJson({ sound, ...checked });
    return;
  }
  const { faults, debates } = checked;
  const style = styleFor(shell.page().colour, []);
  const rows = debates.map(({ id, scenario, state, events, effects, damage }) => [
    id,
    scenario,
    state === 'closed' || state === 'failed'
      ? `${state}, ${events} events, ${effects} effects`
      : state === 'damaged'
        ? damage.slice(0, SHOWN).map(placed).join('\n') + more(damage.length - SHOWN)
        : `${state}, ${events} events`,
  ]);
  const damaged = debates.filter(({ state }) => state === 'damaged');
  const verdict = sound ? style.good('sound') : style.bad('damaged');
  shell.print(
    `${shell.shown(checked.file)}   ${debates.length} ${debates.length === 1 ? 'debate' : 'debates'}   ${verdict}\n`,
  );
  for (const fault of faults) shell.print(`  ${fault}\n`);
  if (rows.length > 0) shell.print(`\n${columns(rows, { gap: 3, width: 200 }).join('\n')}\n`);
  const at = flags.db === undefined ? '' : ` --db ${flags.db}`;
  for (const { id, events } of damaged) {
    shell.print(
      events === 0
        ? `\nno event of ${id} can be read`
        : `\n${events} events of ${id} are undamaged: ${shell.programName()} export ${id} --salvage${at} > ${id}.jsonl`,
    );
  }
  if (damaged.length > 0) shell.print('\n');
}

const placed = ({ what, at: where, why }: { what: string; at: string; why: string }) =>
  `damaged at ${what} ${where.length > 16 ? `${where.slice(0, 12)}...` : where}: ${why}`;

const more = (count: number) => (count > 0 ? `\nand ${count} more` : '');
