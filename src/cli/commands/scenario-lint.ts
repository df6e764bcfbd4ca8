import type { Consideration, Scenario } from '../../core/scenario.ts';
import { lintScenario, loadScenario, loadTeam, placeIn } from '../../project/index.ts';
import { factAt, figureRead } from '../../reasoning/considerations.ts';
import { strengthFrom } from '../../reasoning/view.ts';
import { formatShare } from '../../report/number.ts';
import type { Shell } from '../support/shell.ts';

/**
 * `pitwall scenario lint`: an error is thrown as everywhere. Then how each consideration was read, what was left out or
 * written in short, and what is only odd, which is no failure.
 */
export function scenarioLint(shell: Shell, name: string, flags: { team?: string }): void {
  const team = loadTeam({ projectDir: shell.cwd, teamDir: flags.team });
  const { scenario, file, text, readings } = loadScenario(name, { projectDir: shell.cwd, team });
  const { facts, considerations, options, cast } = scenario;
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  const sizes = [
    count(Object.keys(options).length, 'option'),
    count(Object.keys(facts).length, 'fact'),
    count(considerations.length, 'consideration'),
    count(cast.length, 'member'),
  ];
  shell.print(`${shell.shown(file)}: fits (${sizes.join(', ')})\n`);
  part(
    shell,
    'considerations, as they were read',
    considerations.map((one) => `${one.id}: ${target(one)}, ${one.value}; ${basisOf(one, scenario)}`),
  );

  const lineOf = (path: readonly (string | number)[]) => placeIn(text, shell.shown(file), path).line ?? 1;
  part(
    shell,
    'left out or written in short',
    // The ids stand above.
    readings
      .filter(({ message }) => !message.startsWith(UNNAMED))
      .map(({ path, message }) => at(path, lineOf(path), message)),
  );
  const cards = cast.flatMap((id) => team.lookup(id)?.card ?? []);
  part(
    shell,
    'worth a look',
    lintScenario(scenario, { cards }).map(({ path, message }) => at(path, lineOf(path), message)),
  );
}

const UNNAMED = 'without an id';

function part(shell: Shell, title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  shell.print(`\n${title}\n`);
  for (const line of lines) shell.print(`  ${line.trimEnd()}\n`);
}

const at = (path: readonly unknown[], line: number, message: string) =>
  path.length === 0 ? message : `line ${line}: ${message}`;

function target({ for: supported, against, excludes }: Consideration): string {
  if (supported !== undefined) return `for ${supported}`;
  return against === undefined ? `excludes ${excludes}` : `against ${against}`;
}

function basisOf(consideration: Consideration, { facts }: Scenario): string {
  const { from } = consideration;
  if ('judgement' in from) return `judgement of weight ${from.weight}`;
  const by = 'consult' in from ? `consult on ${from.consult}, ${from.tool}` : 'tool' in from ? from.tool : from.fact;
  const what = 'tool' in from ? `${by}: ${figureRead(from)}` : by;
  if (!('read' in from)) return `${what}, no scale: counts as a judgement`;
  const { neutral, full, signed } = from.read;
  const scale = `${what}, ${neutral} says nothing and ${full} all${signed ? ', beyond neutral the other side' : ''}`;
  if (!('fact' in from)) return scale;
  const value = factAt(facts, from.fact);
  const number = typeof value === 'boolean' ? Number(value) : value;
  return typeof number === 'number'
    ? `${scale}; now ${String(value)}: ${formatShare(strengthFrom(consideration, number))}`
    : scale;
}
