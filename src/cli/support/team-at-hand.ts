import type { Team } from '../../project/index.ts';
import { loadTeam } from '../../project/index.ts';
import type { Shell } from './shell.ts';

/** The team of a folder; a card that cannot be read is a warning, and stops only what needs its member. */
export function teamAtHand(shell: Shell, options: Parameters<typeof loadTeam>[0]): Team {
  const team = loadTeam(options);
  for (const { problem } of team.broken) shell.remark(`warning: left out, as it cannot be read: ${problem}`);
  return team;
}
