import { PitwallError } from '../../core/error.ts';
import { calculateWith, loadScenario, loadTeam } from '../../project/index.ts';
import { compileModel } from '../../reasoning/model.ts';
import { modelReport } from '../../report/model-report.ts';
import { factValues, namedValues } from '../flags.ts';
import { print, printJson, projectDir, stdoutPage } from '../place.ts';
import { modelForTerminal } from '../print/model.ts';

interface ModelFlags {
  fact?: string[];
  data?: string[];
  cast?: string;
  as?: string;
  all?: boolean;
  json?: boolean;
  team?: string;
}

/** `pitwall model`: what a scenario computes for each option, before anybody argues. */
export function model(name: string, flags: ModelFlags): void {
  const team = loadTeam({ projectDir: projectDir(), teamDir: flags.team });
  const { scenario, data } = loadScenario(name, {
    projectDir: projectDir(),
    team,
    facts: factValues(flags.fact),
    data: namedValues('--data', flags.data),
    cast: flags.cast,
  });
  const cards = scenario.cast.map((id) => team.find(id).card);
  const as = flags.as === undefined ? null : team.find(flags.as).card.id;
  if (as !== null && !scenario.cast.includes(as))
    throw new PitwallError('UNKNOWN_NAME', `\`${flags.as}\` is not in the cast; there is ${scenario.cast.join(', ')}`);
  const report = modelReport(compileModel(scenario), { cards, calculate: calculateWith(data), as });
  if (flags.json === true) printJson(report);
  else print(modelForTerminal(report, { all: flags.all === true, page: stdoutPage() }));
}
