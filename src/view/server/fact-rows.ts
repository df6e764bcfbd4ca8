import type { Scenario } from '../../core/scenario.ts';
import type { FactRow } from '../api.ts';

/** Every fact that is one value, by the path that `--fact` takes; the members of a mapping stand one by one. */
export function factRows(
  facts: Scenario['facts'],
  labelOf: (path: string) => string = (path) => labelIn(facts, path),
): FactRow[] {
  return Object.entries(facts).flatMap(([name, { value, unit = '' }]) => {
    const isMapping = typeof value === 'object' && !Array.isArray(value);
    const members = isMapping
      ? Object.entries(value).map(([member, inner]) => [`${name}.${member}`, inner] as const)
      : [[name, value] as const];
    return members.map(([path, one]) => ({
      name: path,
      label: labelOf(path),
      unit: typeof one === 'number' ? unit : '',
      value: typeof one === 'string' ? one : JSON.stringify(one),
    }));
  });
}

function labelIn(facts: Scenario['facts'], path: string): string {
  const [head = '', ...members] = path.split('.');
  const label = facts[head]?.label ?? head;
  return members.length === 0 ? label : `${label} (${members.join('.')})`;
}
