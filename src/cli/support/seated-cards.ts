import { PitwallError } from '../../core/error.ts';
import { nearestName } from '../../core/nearest.ts';
import type { Team } from '../../project/index.ts';
import { namedValues } from './flags.ts';

/** Refuses `--card` for somebody who neither sits in the debate nor keeps a desk: their card would change nothing. */
export function checkSeatedCards(team: Team, cast: readonly string[], card: string[] | undefined): void {
  for (const name of Object.keys(namedValues('--card', card))) {
    const { id, persona } = team.find(name).card;
    const desk = team.recipes.get(id)?.desk ?? persona.desk;
    if (cast.includes(id) || desk.length > 0) continue;
    const near = nearestName(name, cast);
    const advice = near === undefined ? `seat them with \`--cast +${id}\`` : `did you mean \`${near}\`?`;
    throw new PitwallError(
      'UNKNOWN_NAME',
      `\`${name}\` does not sit in this debate, so their card would change nothing; ${advice}`,
      {
        data: { member: id, cast: [...cast] },
      },
    );
  }
}
