import type { EventBody } from '../core/events.ts';
import type { Fact, FactValue } from '../core/scenario.ts';
import { factAt } from '../reasoning/references.ts';

type Changes = EventBody<'fact.changed'>['set'];
type Facts = Readonly<Record<string, Fact>>;

/** Whole facts before and after; `name.member` changes one member of a fact. */
export function factChanges(facts: Facts, set: Readonly<Record<string, FactValue>>): Changes {
  const changes: Changes = {};
  for (const [path, value] of Object.entries(set)) {
    const [name = '', member] = path.split('.');
    const from = changes[name]?.to ?? factAt(facts, name);
    const to =
      member === undefined ? ordered(value, from) : { ...(from as Record<string, number>), [member]: value as number };
    changes[name] = { from: changes[name]?.from ?? from, to };
  }
  return changes;
}

/** The facts with these changes; a name that is no fact is passed over. */
export function changedFacts(facts: Facts, set: Changes): Facts {
  const changed = Object.entries(set).flatMap(([name, { to }]) => {
    const fact = facts[name];
    return fact ? [[name, { ...fact, value: to }] as const] : [];
  });
  return { ...facts, ...Object.fromEntries(changed) };
}

/** A mapping with its members in the order that they had: a record keeps none, and a prompt shows them in one. */
function ordered(value: FactValue, from: FactValue | undefined): FactValue {
  if (typeof value !== 'object' || Array.isArray(value) || typeof from !== 'object' || Array.isArray(from))
    return value;
  const known = Object.keys(from).filter((member) => Object.hasOwn(value, member));
  return Object.fromEntries(
    [...new Set([...known, ...Object.keys(value)])].map((member) => [member, value[member] as number]),
  );
}
