import type { LoadedScenario } from '../../project/index.ts';
import { factLabel, printContext } from '../../report/context.ts';
import { printAmount } from '../../wording/amounts.ts';
import type { Shell } from './shell.ts';

/** Says of each fact that the command line set outside its range that it did; nothing is refused for it. */
export function sayOutside(shell: Shell, { scenario, outside }: Pick<LoadedScenario, 'scenario' | 'outside'>): void {
  const context = printContext(scenario, []);
  for (const { path, value, range } of outside) {
    const unit = scenario.facts[path.split('.')[0] ?? '']?.unit ?? '';
    const shown = printAmount(value, unit, scenario.language).text;
    shell.remark(
      context.labels.outsideRange(`${factLabel(context, path)} (${path})`, shown, range?.join('..') ?? null),
    );
  }
}
