import { evaluateScenario } from '../../evaluate.ts';
import { loadScenario, loadTeam, openStore } from '../../pitwall.ts';
import type { ReportFlags } from '../fidelity-output.ts';
import { deliver } from '../fidelity-output.ts';
import { keepReport } from '../fidelity-store.ts';
import { modelsBySeat, namedValues, wholeNumber } from '../flags.ts';
import { judgedBy } from '../judges.ts';
import { databaseFile, projectDir, remark } from '../place.ts';

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
export async function evalScenario(name: string, flags: EvalScenarioFlags): Promise<void> {
  const seeds = wholeNumber('--seeds', flags.seeds, 1) ?? FEW;
  const place = { projectDir: projectDir(), teamDir: flags.team };
  const team = loadTeam({ ...place, cards: namedValues('--card', flags.card) });
  const scenario = loadScenario(name, { ...place, team });
  const models = modelsBySeat(flags.model, (member) => team.find(member).card.id);
  const onRecord = flags.record === true || Object.values(models).some((model) => model !== 'playbook');
  const store = onRecord ? openStore(databaseFile(flags)) : undefined;
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
          if (process.stderr.isTTY) remark(`${done} of ${seeds}`);
        },
      },
      judgedBy(flags),
    );
    keepReport(report, flags);
    deliver(report, flags);
  } finally {
    store?.close();
  }
}
