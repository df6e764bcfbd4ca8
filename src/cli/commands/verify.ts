import { debateScenario, recipesFor, verifyDebate, withAgents } from '../../door.ts';
import { printContext } from '../../report/context.ts';
import { isBehaviour } from '../../report/diff.ts';
import { verificationPage } from '../print/verification.ts';
import type { ChangeFlags } from '../support/reexecuting.ts';
import { changesFrom } from '../support/reexecuting.ts';
import type { Shell } from '../support/shell.ts';
import { withDebate } from '../support/stored.ts';
import { teamAtHand } from '../support/team-at-hand.ts';
import { agentTrust } from '../support/trust.ts';

export interface VerifyFlags extends ChangeFlags {
  db?: string;
  team?: string;
  trust?: boolean;
  behaviour?: boolean;
  json?: boolean;
}

/** `pitwall verify`: 0 when the debate comes out as it was recorded (with `--behaviour`: when nobody did anything else), else 1. */
export async function verifyRecord(shell: Shell, name: string, flags: VerifyFlags): Promise<void> {
  const changes = changesFrom(shell, flags);
  const place = { projectDir: shell.cwd, teamDir: flags.team };
  const trust = agentTrust(shell, flags);
  const team = changes.cast === undefined ? undefined : await withAgents(teamAtHand(shell, place), trust);
  await withDebate(shell, name, flags, async ({ store, id }) => {
    const recipes = await recipesFor({ store, id }, { ...place, trust });
    const report = await verifyDebate({ store, id, changes, recipes, ...(team ? { team } : {}) });
    const { scenario, cards } = debateScenario({ store, id, recipes });
    if (flags.json === true) shell.printJson(report);
    else shell.print(verificationPage(printContext(scenario, cards), report, shell.page()));
    const { turns, decision } = report.behaviour;
    const behaves = report.stopped === null && !turns.some(isBehaviour) && decision.recorded === decision.again;
    if (flags.behaviour === true ? !behaves : !report.equal) shell.exitWith(1);
  });
}
