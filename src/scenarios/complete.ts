import { z } from 'zod';
import { factAt } from '../core/considerations.ts';
import { labelFor } from '../core/fact-names.ts';
import type { Consideration, Scenario } from '../core/scenario.ts';
import type { Tool, ToolIndex } from '../core/tool.ts';
import { derivedWords, isWordless } from './derived-words.ts';
import { optionForms } from './option-forms.ts';
import type { ScenarioReading } from './written.ts';

/**
 * The scales and arguments that a script leaves to its tools and facts: a tool's headline figure on its own scale, a yes or no
 * from no to yes, and a fact under the name of an argument that was left out.
 */
export function withBases(
  scenario: Scenario,
  tools: ToolIndex | undefined,
): { scenario: Scenario; readings: ScenarioReading[] } {
  const readings: ScenarioReading[] = [];
  const considerations = scenario.considerations.map((consideration, index): Consideration => {
    const { from } = consideration;
    const path = ['considerations', index, 'from'];
    const note = (message: string) => readings.push({ path, message });
    if ('judgement' in from || 'read' in from) return consideration;
    if ('fact' in from) {
      if (!isYesOrNo(scenario, from.fact)) return consideration;
      return { ...consideration, from: { ...from, read: { neutral: 0, full: 1, signed: false } } };
    }
    const tool = tools?.get(from.tool);
    if (tool === undefined) return consideration;
    const args = { ...from.args, ...likeNamed(from.args, tool, scenario) };
    const added = Object.keys(args).filter((name) => !Object.hasOwn(from.args, name));
    if (added.length > 0)
      note(
        `${added.map((name) => `\`${name}\``).join(', ')} of \`${from.tool}\` from ${added.map((name) => String(args[name])).join(', ')}`,
      );
    const { headline } = tool;
    const name = from.figure || (headline?.figure ?? '');
    const { figure: _, ...rest } = from;
    if (headline?.scale === undefined || headline.figure !== name)
      return { ...consideration, from: { ...rest, args, figure: name } };
    return { ...consideration, from: { ...rest, args, read: { figure: name, ...headline.scale, signed: false } } };
  });
  return { scenario: { ...scenario, considerations }, readings };
}

function isYesOrNo({ facts }: Scenario, name: string): boolean {
  try {
    return typeof factAt(facts, name) === 'boolean';
  } catch {
    // An unknown name is refused where names are checked.
    return false;
  }
}

const FILES: readonly string[] = ['file', 'curve', 'log'];

/** Facts that are called as an argument that is not given, and the only data file for a tool that was given nothing. */
function likeNamed(
  args: Readonly<Record<string, unknown>>,
  tool: Tool,
  { facts, data }: Scenario,
): Record<string, string> {
  const known = tool.args instanceof z.ZodObject ? Object.keys(tool.args.shape) : [];
  const missing = known.filter((name) => !Object.hasOwn(args, name));
  const [file, ...others] = Object.keys(data);
  return Object.fromEntries(
    missing.flatMap((name) => {
      if (Object.hasOwn(facts, name)) return [[name, `$${name}`]];
      const isOnlyFile = file !== undefined && others.length === 0 && FILES.includes(name);
      return isOnlyFile && Object.keys(args).length === 0 ? [[name, `$data.${file}`]] : [];
    }),
  );
}

/** Names and words for what came without: options in the middle of a sentence, facts as noun phrases, considerations as clauses. */
export function withWords(scenario: Scenario): { scenario: Scenario; readings: ScenarioReading[] } {
  const { language } = scenario;
  const readings: ScenarioReading[] = [];
  const formed = mapValues(scenario.options, (option) =>
    option.short !== option.label || option.urge.length > 0
      ? option
      : { ...option, ...optionForms(option.label, language) },
  );
  // Two options that would be called alike keep their labels.
  const shorts = Object.values(formed).map(({ short }) => short);
  const options = mapValues(formed, (option) =>
    shorts.filter((short) => short === option.short).length > 1 ? { ...option, short: option.label } : option,
  );
  const isSparse = scenario.considerations.every(({ say }) => say.length === 0);
  const silent = new Set(
    scenario.considerations.flatMap(({ from, say }) => ('fact' in from && say.length === 0 ? [headOf(from.fact)] : [])),
  );
  const facts = Object.fromEntries(
    Object.entries(scenario.facts).map(([name, fact]) => {
      if (fact.label !== undefined || !(isSparse || silent.has(name))) return [name, fact];
      const label = labelFor(name, fact.unit ?? '', language);
      if (silent.has(name)) readings.push({ path: ['facts', name], message: `without a label, called \`${label}\`` });
      return [name, { ...fact, label }];
    }),
  );
  const named = { ...scenario, options, facts };
  const considerations = scenario.considerations.map((consideration) =>
    isWordless(consideration) ? { ...consideration, ...derivedWords(consideration, named) } : consideration,
  );
  return { scenario: { ...named, considerations }, readings };
}

const headOf = (path: string) => path.split('.')[0] ?? path;

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
