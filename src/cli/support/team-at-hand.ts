import type { Team } from '../../project/index.ts';
import { loadTeam } from '../../project/index.ts';
import type { Shell } from './shell.ts';

/** The team of a folder; a card that cannot be read is a warning, and stops only what needs its member. */
export function teamAtHand(shell: Shell, options: Parameters<typeof loadTeam>[0]): Team {
  const team = loadTeam(options);
  sayBroken(shell, team);
  return team;
}

/** Says which cards of a team cannot be read. */
export function sayBroken(shell: Shell, { broken }: Pick<Team, 'broken'>): void {
  for (const { problem } of broken) shell.remark(`warning: left out, as it cannot be read: ${problem}`);
}
