import { listScenarios } from '../../project/index.ts';
import { columns } from '../../report/width.ts';
import type { Shell } from '../support/shell.ts';

export function scenarioList(shell: Shell, flags: { json?: boolean; team?: string }): void {
  const scenarios = listScenarios({ projectDir: shell.cwd, teamDir: flags.team });
  if (flags.json === true) {
    shell.printJson({ scenarios });
    return;
  }
  const rows = scenarios.map(({ id, title, language, origin, file, problem }) =>
    problem === null ? [id, title, language ?? '', origin] : [id, `does not load: ${problem}`, '', shell.shown(file)],
  );
  shell.print(`${columns([['id', 'title', 'language', 'from'], ...rows], { width: shell.page().width }).join('\n')}\n`);
}
