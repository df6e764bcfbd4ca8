import { loadScenario } from '../../project/index.ts';
import { printContext } from '../../report/context.ts';
import { scenarioForTerminal } from '../print/scenario.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

export async function scenarioShow(
  shell: Shell,
  name: string,
  flags: { json?: boolean; chart?: boolean; team?: string },
): Promise<void> {
  const team = teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team });
  const { scenario } = loadScenario(name, { projectDir: shell.cwd, team });
  if (flags.chart === true) {
    const { mermaidOf } = await import('../../debate/chart.ts');
    const chart = mermaidOf(scenario);
    shell.print(chart.endsWith('\n') ? chart : `${chart}\n`);
    return;
  }
  if (flags.json === true) {
    shell.printJson(scenario);
    return;
  }
  const cards = scenario.cast.map((id) => team.find(id).card);
  shell.print(scenarioForTerminal(printContext(scenario, cards), shell.page()));
}
