import { listScenarios } from '../../project/index.ts';
import { columns } from '../../report/width.ts';
import { print, printJson, projectDir, shown, stdoutPage } from '../place.ts';

export function scenarioList(flags: { json?: boolean; team?: string }): void {
  const scenarios = listScenarios({ projectDir: projectDir(), teamDir: flags.team });
  if (flags.json === true) {
    printJson({ scenarios });
    return;
  }
  const rows = scenarios.map(({ id, title, language, origin, file, problem }) =>
    problem === null ? [id, title, language ?? '', origin] : [id, `does not load: ${problem}`, '', shown(file)],
  );
  print(`${columns([['id', 'title', 'language', 'from'], ...rows], { width: stdoutPage().width }).join('\n')}\n`);
}
