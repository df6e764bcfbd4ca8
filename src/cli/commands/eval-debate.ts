import { PitwallError } from '../../core/error.ts';
import { debateScenario, openStore } from '../../door.ts';
import { evaluateDebate, holdControl, optionAmong, probe, recordedTurns } from '../../evaluate.ts';
import type { ReportFlags } from '../support/fidelity-output.ts';
import { deliver, reportFormat } from '../support/fidelity-output.ts';
import { keepReport } from '../support/fidelity-store.ts';
import { judgedBy } from '../support/judges.ts';
import { modelsAtHand } from '../support/models-at-hand.ts';
import type { Shell } from '../support/shell.ts';
import { withDebate } from '../support/stored.ts';
import { isFile } from '../support/stored-name.ts';

export interface EvalDebateFlags extends ReportFlags {
  db?: string;
  judge?: string[];
  probe?: boolean;
  model?: string;
  control?: boolean;
  truth?: string;
}

/** `pitwall eval debate`: exit 0 in character, 1 not, 3 no verdict. */
export async function evalDebate(shell: Shell, name: string, flags: EvalDebateFlags): Promise<void> {
  reportFormat(flags);
  if (flags.model !== undefined && flags.probe !== true)
    throw new PitwallError('USAGE', 'expected `--model` with `--probe`: it says who answers the probes');
  if (flags.probe === true || flags.control === true) await askFirst(shell, name, flags);
  const report = await withDebate(shell, name, flags, ({ store, id }) =>
    evaluateDebate(store, id, judgedBy(shell, flags), flags.truth),
  );
  keepReport(shell, report, flags);
  deliver(shell, report, flags);
}

/** Asks what has not been asked yet, on the record, and says where each is. */
async function askFirst(shell: Shell, name: string, flags: EvalDebateFlags): Promise<void> {
  if (isFile(name))
    throw new PitwallError(
      'USAGE',
      `expected a debate of the database to ask its members, got the file ${name}: import it first`,
    );
  const store = openStore(shell.databaseFile(flags));
  try {
    const id = store.resolve(name);
    // Before anybody is asked, which may cost something.
    if (flags.truth !== undefined) optionAmong(debateScenario({ store, id }).scenario, flags.truth);
    const modelSettings = modelsAtHand(shell);
    const probed = flags.probe === true ? await probe({ store, id, model: flags.model, modelSettings }) : [];
    for (const { id: child, round, turn, fresh } of probed)
      shell.remark(`probe ${child}: after round ${round}, before turn ${turn}${fresh ? '' : ', asked before'}`);
    if (flags.control !== true) return;
    const { debate, cards } = recordedTurns(store, id);
    for (const one of await holdControl(store, debate, cards, { modelSettings }))
      shell.remark(`control ${one.id}: ${one.persona} alone${one.fresh ? '' : ', asked before'}`);
  } finally {
    store.close();
  }
}
