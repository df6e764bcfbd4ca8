import { loadScenario, openStore } from '../../door.ts';
import { evaluateScenario } from '../../evaluate.ts';
import { configured, scenarioNamed } from '../support/configured.ts';
import type { ReportFlags } from '../support/fidelity-output.ts';
import { deliver, reportFormat } from '../support/fidelity-output.ts';
import { keepReport } from '../support/fidelity-store.ts';
import { modelsBySeat, namedValues, wholeNumber } from '../support/flags.ts';
import { judgedBy } from '../support/judges.ts';
import { checkSeatedCards } from '../support/seated-cards.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

export interface EvalScenarioFlags extends ReportFlags {
  db?: string;
  team?: string;
  seeds?: string;
  card?: string[];
  model?: string[];
  record?: boolean;
  judge?: string[];
  truth?: string;
}

const FEW = 5;

/** `pitwall eval scenario`: the scenario once a seed, intervals over debates. In memory unless `--record` or a model asks for a record. */
export async function evalScenario(shell: Shell, named: string | undefined, typed: EvalScenarioFlags): Promise<void> {
  reportFormat(typed);
  const { flags, scenario: usual } = await configured(shell, 'eval scenario', typed);
  const name = scenarioNamed(shell, named, usual, flags.team);
  const seeds = wholeNumber('--seeds', flags.seeds, 1) ?? FEW;
  const place = { projectDir: shell.cwd, teamDir: flags.team };
  const team = teamAtHand(shell, { ...place, cards: namedValues('--card', flags.card) });
  const rounds = wholeNumber('--rounds', flags.rounds);
  const scenario = loadScenario(name, { ...place, team, cast: flags.cast, rounds });
  checkSeatedCards(team, scenario.scenario.cast, flags.card);
  const models = modelsBySeat(flags.model, (member) => team.find(member).card.id);
  const onRecord = flags.record === true || Object.values(models).some((model) => model !== 'playbook');
  const store = onRecord ? openStore(shell.databaseFile(flags)) : undefined;
  try {
    const report = await evaluateScenario(
      {
        scenario,
        team,
        models,
        seeds: Array.from({ length: seeds }, (_, index) => index + 1),
        ...(store === undefined ? {} : { store }),
        ...(flags.truth === undefined ? {} : { truth: flags.truth }),
        on: (done) => {
          if (shell.passing !== null) shell.remark(`${done} of ${seeds}`);
        },
      },
      judgedBy(shell, flags),
    );
    keepReport(shell, report, flags);
    deliver(shell, report, flags);
  } finally {
    store?.close();
  }
}
