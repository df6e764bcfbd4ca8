import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Fact, Scenario } from '../core/scenario.ts';
import { FactValue, headOf } from '../core/scenario.ts';
import type { ToolIndex } from '../core/tool.ts';
import { amountIn, inUnit } from '../reasoning/amounts.ts';
import { compileModel } from '../reasoning/model.ts';
import { factAt } from '../reasoning/references.ts';
import { refusals } from './arguments.ts';
import { describe, isMapping } from './shape.ts';

/** More rounds than any debate needs; a slip of the pen must not run for days. */
export const MAX_ROUNDS = 1000;

type Facts = Record<string, Fact>;

/**
 * The scenario with facts replaced, whole (`cluster`) or one member (`cluster.count`); a text such as `12 days` is converted to the
 * fact's unit. With `tools`, the new values must be ones that every calculator takes. Throws UNKNOWN_NAME, USAGE for a value of
 * another kind or dimension, or TOOL_INVALID.
 */
export function withFacts(
  scenario: Scenario,
  overrides: Readonly<Record<string, unknown>>,
  tools?: ToolIndex,
): Scenario {
  for (const name of Object.keys(overrides)) refuseSetByAll(scenario, name);
  const changed = { ...scenario, facts: changedFacts(scenario.facts, overrides) };
  if (tools !== undefined) refuseUnusable(changed, tools);
  return changed;
}

/** The scenario as it stands once all its events have happened, one after the other: what they set, everybody knows. */
export function withEvents(scenario: Scenario): Scenario {
  const set: Record<string, FactValue> = Object.assign({}, ...scenario.events.map((event) => event.set));
  const told = new Set(Object.keys(set).map(headOf));
  const facts = Object.entries(changedFacts(scenario.facts, set)).map(([name, fact]): [string, Fact] => {
    const { knownBy: _, assumed: __, ...known } = fact;
    return [name, told.has(name) ? known : fact];
  });
  return { ...scenario, facts: Object.fromEntries(facts), events: [] };
}

/** A fact in whose place every option sets its own is read by none. */
function refuseSetByAll({ options }: Scenario, name: string): void {
  const all = Object.values(options);
  if (all.length === 0 || !all.every(({ set }) => Object.hasOwn(set, name))) return;
  const from = Object.values(options).flatMap(({ set }) => {
    const value = set[name];
    return typeof value === 'string' && /^\$?[\p{L}_][\p{L}\p{N}_.]*$/u.test(value)
      ? [`\`${value.replace('$', '')}\``]
      : [];
  });
  const instead = from.length > 0 ? `; they take it from ${[...new Set(from)].join(', ')}` : '';
  throw new PitwallError(
    'USAGE',
    `every option sets \`${name}\` itself, so another value of the fact would change nothing${instead}`,
    {
      data: { fact: name },
    },
  );
}

/** A fact that was given a value which its range does not have; `range` null: below zero, where it has no range and is above. */
export interface OutsideRange {
  path: string;
  value: number;
  range: readonly [number, number] | null;
}

/** Of facts that were changed, those with a number that nobody took for possible. */
export function outsideRange(before: Facts, changed: Readonly<Record<string, FactValue>>): OutsideRange[] {
  return Object.entries(changed).flatMap(([written, value]): OutsideRange[] => {
    const path = written.replace(/^fact:/, '');
    const [head = ''] = path.split('.');
    const range = before[head]?.range ?? null;
    const was = factAt(before, path);
    if (typeof value !== 'number' || typeof was !== 'number') return [];
    const isOutside = range === null ? was > 0 && value < 0 : value < range[0] || value > range[1];
    return isOutside ? [{ path, value, range }] : [];
  });
}

/** Of values as they are typed, a number with a unit among them, those outside; throws as `changedFacts` does. */
export function outsideTyped(facts: Facts, typed: Readonly<Record<string, unknown>>): OutsideRange[] {
  const after = changedFacts(facts, typed);
  const paths = Object.keys(typed).map((name) => name.replace(/^fact:/, ''));
  return outsideRange(facts, Object.fromEntries(paths.map((path) => [path, factAt(after, path)])));
}

export function changedFacts(facts: Facts, overrides: Readonly<Record<string, unknown>>): Facts {
  const changed = { ...facts };
  for (const [written, value] of Object.entries(overrides)) {
    // As references are written elsewhere: `fact:name`.
    const name = written.replace(/^fact:/, '');
    const before = factAt(changed, name);
    const [head = '', member] = name.split('.');
    const fact = changed[head] as Fact;
    const checked = sameKind(name, fact, before, value);
    const whole = member === undefined ? checked : replaced(fact.value, member, checked);
    changed[head] = { ...fact, value: FactValue.parse(whole) };
  }
  return changed;
}

function sameKind(name: string, { unit }: Fact, before: FactValue, given: unknown): unknown {
  const expected = kindOf(before);
  const value = expected === 'a number' && typeof given === 'string' ? converted(name, unit, given) : given;
  const parsed = FactValue.safeParse(value);
  if (parsed.success && kindOf(parsed.data) === expected) {
    if (isMapping(before) && isMapping(value)) {
      for (const [member, inner] of Object.entries(value)) {
        if (Object.hasOwn(before, member))
          sameKind(`${name}.${member}`, {} as Fact, before[member] as FactValue, inner);
      }
    }
    return value;
  }
  const hint =
    expected === 'a text' && value !== null && typeof value !== 'object'
      ? `; put it in quotes: \`"${String(value)}"\``
      : '';
  const sentence = `expected ${expected} for the fact \`${name}\`${unit === undefined ? '' : ` (${unit})`}, got ${describe(value)}${hint}`;
  throw new PitwallError('USAGE', sentence, { data: { fact: name, value } });
}

/** An amount in the fact's unit; a text that is none stays one. */
function converted(name: string, unit: string | undefined, text: string): unknown {
  const amount = amountIn(text);
  if (amount === null) return text;
  try {
    return inUnit(amount, unit);
  } catch (error) {
    if (!(error instanceof PitwallError)) throw error;
    throw new PitwallError('USAGE', `the fact \`${name}\`: ${error.sentence}`, { data: { fact: name, value: text } });
  }
}

function replaced(value: FactValue, member: string, inner: unknown): unknown {
  return Array.isArray(value) ? value.with(Number(member), inner as number) : { ...(value as object), [member]: inner };
}

function kindOf(value: FactValue): string {
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'boolean') return 'true or false';
  return Array.isArray(value) ? 'a list of numbers' : 'a mapping';
}

/** Throws TOOL_INVALID for the first calculator that does not take the scenario's present facts. */
export function refuseUnusable(scenario: Scenario, tools: ToolIndex): void {
  const [refused] = refusals(
    compileModel(scenario, () => undefined),
    tools,
  );
  if (refused === undefined) return;
  const data = { quantity: refused.quantity };
  throw new PitwallError('TOOL_INVALID', `\`${refused.quantity}\` fails: ${refused.sentence}`, { data });
}

/** The scenario with other files behind its data names. Throws UNKNOWN_NAME. */
export function withData(scenario: Scenario, files: Readonly<Record<string, string>>): Scenario {
  const known = Object.keys(scenario.data);
  const wrong = Object.keys(files).find((name) => !known.includes(name));
  if (wrong !== undefined) {
    throw new PitwallError('UNKNOWN_NAME', `no data file is called \`${wrong}\`${nearest(wrong, known)}`, {
      data: { known },
    });
  }
  return { ...scenario, data: { ...scenario.data, ...files } };
}

/** The scenario with so many rounds of rebuttal. Throws USAGE when that is not a number from 1 to 1000, or an event would never happen. */
export function withRounds(scenario: Scenario, rounds: number): Scenario {
  const refuse = (sentence: string) => new PitwallError('USAGE', sentence, { data: { rounds } });
  if (!Number.isSafeInteger(rounds) || rounds < 1 || rounds > MAX_ROUNDS) {
    throw refuse(`expected a whole number of rounds from 1 to ${MAX_ROUNDS}, got \`${rounds}\``);
  }
  if (!scenario.protocol.some(({ kind }) => kind === 'rebuttal')) {
    throw refuse(`expected a protocol with a rebuttal phase to give ${rounds} rounds to, \`${scenario.id}\` has none`);
  }
  const late = scenario.events.find(({ after }) => after.phase === 'rebuttal' && after.round > rounds);
  if (late !== undefined) {
    throw refuse(
      `expected at least ${late.after.round} rounds, as an event follows rebuttal ${late.after.round}; got ${rounds}`,
    );
  }
  return {
    ...scenario,
    protocol: scenario.protocol.map((phase) => (phase.kind === 'rebuttal' ? { ...phase, rounds } : phase)),
  };
}
