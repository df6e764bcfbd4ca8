import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Team, TeamMember } from '../../project/index.ts';
import { withCard } from '../../project/index.ts';
import type { Shell } from './shell.ts';

/** A member by any of their names, or a card by its file; a file is looked at as the team would have it. */
export function memberNamed(shell: Shell, name: string, team: Team): { team: Team; member: TeamMember } {
  const isPath =
    /[/\\]|\.(?:md|txt)$/i.test(name) || (team.lookup(name) === undefined && existsSync(resolve(shell.cwd, name)));
  return isPath ? withCard(team, name) : { team, member: team.find(name) };
}
