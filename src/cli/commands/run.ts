import { loadScenario } from '../../project/index.ts';
import { configured, scenarioNamed } from '../support/configured.ts';
import { factValues, floorKeys, namedValues, wholeNumber } from '../support/flags.ts';
import type { RunFlags, RunRequest } from '../support/running.ts';
import { checkedSettings, runLoaded } from '../support/running.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

export interface ScenarioFlags extends RunFlags {
  view?: boolean;
  fact?: string[];
  data?: string[];
  floor?: string;
  order?: string;
  visibility?: string;
}

/** `pitwall run`: everything is read and checked before the database is opened. Without a name, the config's scenario or the only one. */
export async function run(shell: Shell, named: string | undefined, typed: ScenarioFlags): Promise<void> {
  const { flags, scenario: usual } = await configured(shell, 'run', typed);
  const name = scenarioNamed(shell, named, usual, flags.team);
  const settings = checkedSettings(shell, flags, flags.view);
  const team = teamAtHand(shell, {
    projectDir: shell.cwd,
    teamDir: flags.team,
    cards: namedValues('--card', flags.card),
    guest: flags.human,
  });
  const load = (cast: string | undefined) =>
    loadScenario(name, {
      projectDir: shell.cwd,
      team,
      facts: factValues(flags.fact),
      data: namedValues('--data', flags.data),
      cast,
      rounds: wholeNumber('--rounds', flags.rounds),
      keys: floorKeys(flags, (member) => team.find(member).card.id),
    });
  let scenario = load(flags.cast);
  // A person takes the seat of a member who sits there, or one more.
  const seat = flags.human === undefined ? undefined : team.find(flags.human).card.id;
  if (seat !== undefined && !scenario.scenario.cast.includes(seat))
    scenario = load([...scenario.scenario.cast, seat].join(','));
  const hold = (share?: RunRequest['share']) =>
    runLoaded(shell, { scenario, typed: name, team, flags, settings, ...(share === undefined ? {} : { share }) });
  if (flags.view !== true) return hold();
  const { runInView } = await import('../support/viewing.ts');
  await runInView(shell, flags, hold);
}
