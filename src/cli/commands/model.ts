import { PitwallError } from '../../core/error.ts';
import { calculateWith, loadScenario } from '../../project/index.ts';
import { compileModel } from '../../reasoning/model.ts';
import { settingsIn } from '../../reasoning/settings.ts';
import { modelReport } from '../../report/model-report.ts';
import { modelForTerminal } from '../print/model.ts';
import { configured, scenarioNamed } from '../support/configured.ts';
import { factValues, namedValues } from '../support/flags.ts';
import { sayOutside } from '../support/outside.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

interface ModelFlags {
  fact?: string[];
  data?: string[];
  cast?: string;
  as?: string;
  set?: string[];
  events?: boolean;
  all?: boolean;
  json?: boolean;
  team?: string;
}

/** `pitwall model`: what a scenario computes for each option, before anybody argues. Without a name, the config's or the only one. */
export async function model(shell: Shell, named: string | undefined, typed: ModelFlags): Promise<void> {
  const { flags, scenario: usual } = await configured(shell, 'model', typed);
  const name = scenarioNamed(shell, named, usual, flags.team);
  const team = teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team });
  const loaded = loadScenario(name, {
    projectDir: shell.cwd,
    team,
    facts: factValues(flags.fact),
    data: namedValues('--data', flags.data),
    cast: flags.cast,
    afterEvents: flags.events === true,
  });
  sayOutside(shell, loaded);
  const { scenario, data } = loaded;
  const cards = scenario.cast.map((id) => team.find(id).card);
  const as = flags.as === undefined ? null : team.find(flags.as).card.id;
  if (as !== null && !scenario.cast.includes(as))
    throw new PitwallError('UNKNOWN_NAME', `\`${flags.as}\` is not in the cast; there is ${scenario.cast.join(', ')}`);
  const compiled = compileModel(scenario);
  const set = settingsIn(compiled, namedValues('--set', flags.set));
  const report = modelReport(compiled, { cards, calculate: calculateWith(data), as, set });
  if (flags.json === true) shell.printJson(report);
  else
    shell.print(modelForTerminal(report, { all: flags.all === true, page: shell.page(), language: scenario.language }));
}
