import { factsOf } from '../../core/considerations.ts';
import type { Scenario } from '../../core/scenario.ts';
import { loadScenario, loadTeam } from '../../project.ts';
import { print, projectDir, shown } from '../place.ts';

/** `pitwall scenario lint`: an error is thrown as everywhere; what is only odd is listed, and is no failure. */
export function scenarioLint(name: string, flags: { team?: string }): void {
  const team = loadTeam({ projectDir: projectDir(), teamDir: flags.team });
  const { scenario, file } = loadScenario(name, { projectDir: projectDir(), team });
  const { facts, considerations, options, cast } = scenario;
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  const sizes = [
    count(Object.keys(options).length, 'option'),
    count(Object.keys(facts).length, 'fact'),
    count(considerations.length, 'consideration'),
    count(cast.length, 'member'),
  ];
  print(`${shown(file)}: fits (${sizes.join(', ')})\n`);
  for (const remark of remarks(scenario)) print(`  ${remark}\n`);
}

/** What a script may have, and its author may not have meant. */
export function remarks({ facts, considerations, options, background, events, cast }: Scenario): string[] {
  const used = new Set(considerations.flatMap(({ from }) => factsOf(from)).map((path) => path.split('.')[0]));
  const spoken = [
    background,
    ...events.map(({ say }) => say),
    ...considerations.flatMap(({ say, echo }) => [...say, ...echo]),
  ].join(' ');
  const idle = Object.keys(facts).filter((fact) => !used.has(fact) && !spoken.includes(`{fact:${fact}`));
  const targets = new Set(considerations.flatMap((one) => [one.for, one.against, one.excludes]));
  const bare = Object.keys(options).filter((option) => !targets.has(option));
  const absent = Object.entries(facts).filter(([, { knownBy }]) => knownBy?.every((member) => !cast.includes(member)));
  return [
    ...idle.map((fact) => `nothing rests on the fact \`${fact}\``),
    ...bare.map((option) => `nothing speaks for or against the option \`${option}\``),
    ...absent.map(([fact, { knownBy = [] }]) => `only ${knownBy.join(', ')} knows \`${fact}\`, and is not in the cast`),
  ];
}
