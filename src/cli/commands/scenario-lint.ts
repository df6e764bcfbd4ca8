import { calculateWith, lintScenario, loadScenario, placesIn } from '../../project/index.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

/**
 * `pitwall scenario lint`: an error is thrown as everywhere. Then what was left out or written in short, and what is only odd,
 * which is no failure.
 */
export function scenarioLint(shell: Shell, name: string, flags: { team?: string; json?: boolean }): void {
  const team = teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team });
  const { scenario, file, text, readings, data } = loadScenario(name, { projectDir: shell.cwd, team });
  const place = placesIn(text, shell.shown(file));
  const remarks = lintScenario(scenario, {
    cards: team.members.map(({ card }) => card),
    calculate: calculateWith(data),
  }).map((remark) => ({ ...remark, line: place(remark.path).line ?? 1 }));
  const read = readings.map((reading) => ({ ...reading, line: place(reading.path).line ?? 1 }));
  if (flags.json === true) {
    const warnings = remarks.filter(({ level }) => level === 'warning').length;
    shell.printJson({
      scenario: scenario.id,
      file,
      readings: read,
      remarks,
      warnings,
      notes: remarks.length - warnings,
    });
    return;
  }
  const { facts, quantities, criteria, options, cast } = scenario;
  const count = (number: number, what: string, many = `${what}s`) => `${number} ${number === 1 ? what : many}`;
  const sizes = [
    count(Object.keys(options).length, 'option'),
    count(Object.keys(facts).length, 'fact'),
    count(Object.keys(quantities).length, 'quantity', 'quantities'),
    count(criteria.length, 'criterion', 'criteria'),
    count(cast.length, 'member'),
  ];
  shell.print(`${shell.shown(file)}: fits (${sizes.join(', ')})\n`);
  part(shell, 'defaults and shorthand', read);
  part(
    shell,
    'warnings',
    remarks.filter(({ level }) => level === 'warning'),
  );
  part(
    shell,
    'worth a look',
    remarks.filter(({ level }) => level === 'note'),
  );
}

function part(
  shell: Shell,
  title: string,
  found: readonly { path: readonly unknown[]; line: number; message: string }[],
): void {
  if (found.length === 0) return;
  shell.print(`\n${title}\n`);
  for (const { path, line, message } of found)
    shell.print(`  ${path.length === 0 ? '' : `line ${line}: `}${message}\n`);
}
