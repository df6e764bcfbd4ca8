import type { FactValue } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import type { View } from '../playbook/view.ts';
import { quotedValue, word } from '../prompt/quote.ts';
import { sameValue } from '../reasoning/claims.ts';

/** What is wrong with the facts that an evaluation is given, and what is to be said of its result. */
export interface Unheard {
  /** Null where it can be computed. */
  refused: string | null;
  /** What follows of what the member only takes to be so; empty where nothing does. */
  noted: string;
}

/**
 * Of the facts that a member gives an evaluation those that they do not know. Of what they only assume they may try another value, and are told that it is a
 * trial; of what they have no value at all nobody has told them any.
 */
export function unheardIn(facts: Readonly<Record<string, unknown>>, view: View): Unheard {
  const { model, now } = view;
  const given = Object.entries(facts).map(([path, value]) => ({ path, name: headOf(path), value }));
  const asked = given.filter(({ name }) => Object.hasOwn(model.scenario.facts, name));
  const unknown = asked.filter(({ name }) => !now.knowledge.facts.has(name));
  const known = [...now.knowledge.facts.keys()].filter((name) => !model.inputs.has(name));
  const tried = asked.filter(({ path, name, value }) => {
    const held = now.knowledge.facts.get(name);
    return held?.how === 'assumed' && !(path === name && sameValue(value as FactValue, held.value));
  });
  return {
    refused: unknown.length === 0 ? null : refusalOf(unknown, known, view),
    noted: tried.map((one) => noteOf(one, view)).join('; '),
  };
}

type Given = { path: string; name: string; value: unknown };

const refusalOf = (unknown: readonly Given[], known: readonly string[], view: View): string =>
  [
    `expected facts that you know, have heard or assume (${known.map((name) => `\`${word(name)}\``).join(', ')})`,
    ...unknown.map(
      ({ path, name, value }) =>
        `got \`${word(path)}\` = ${quotedValue(value)}, which nobody has told you; ${whoKnows(name, view)}`,
    ),
  ].join('; ');

function noteOf({ path, name, value }: Given, view: View): string {
  const held = view.now.knowledge.facts.get(name)?.value;
  const unit = view.model.scenario.facts[name]?.unit ?? '';
  const taken = typeof held === 'object' ? '' : `, you take it to be ${`${quotedValue(held)} ${word(unit)}`.trim()}`;
  return `tried with fact:${word(path)} at ${quotedValue(value)}, which you do not know${taken}; ${whoKnows(name, view)}`;
}

/** Who at the table could say it. */
function whoKnows(name: string, { model, question, seat }: View): string {
  const { knownBy = [] } = model.scenario.facts[name] ?? {};
  const who = question.roster.flatMap(({ id }) => (id !== seat.id && knownBy.includes(id) ? [id] : []));
  if (who.length === 0) return 'nobody here knows it';
  return who.length === 1 ? `${who[0]} knows it` : `${who.join(', ')} know it`;
}
