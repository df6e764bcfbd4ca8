import { loadScenario, loadTeam } from '../../project/index.ts';
import { printContext } from '../../report/context.ts';
import { print, printJson, projectDir, stdoutPage } from '../place.ts';
import { scenarioForTerminal } from '../print/scenario.ts';

export async function scenarioShow(
  name: string,
  flags: { json?: boolean; chart?: boolean; team?: string },
): Promise<void> {
  const team = loadTeam({ projectDir: projectDir(), teamDir: flags.team });
  const { scenario } = loadScenario(name, { projectDir: projectDir(), team });
  if (flags.chart === true) {
    const { mermaidOf } = await import('../../debate/chart.ts');
    const chart = mermaidOf(scenario);
    print(chart.endsWith('\n') ? chart : `${chart}\n`);
    return;
  }
  if (flags.json === true) {
    printJson(scenario);
    return;
  }
  const cards = scenario.cast.map((id) => team.find(id).card);
  print(scenarioForTerminal(printContext(scenario, cards), stdoutPage()));
}
