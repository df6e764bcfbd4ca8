import { z } from 'zod';
import type { Consideration, Scenario } from '../core/scenario.ts';
import type { Tool, ToolIndex } from '../core/tool.ts';
import { factAt } from '../reasoning/considerations.ts';
import { labelFor } from '../wording/fact-names.ts';
import { derivedWords, isWordless } from './derived-words.ts';
import { freeName } from './names.ts';
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
  const based = { ...scenario, considerations };
  const asking = impliedConsult(based, tools);
  if (asking === null) return { scenario: based, readings };
  const message = `nobody is asked although \`expect.consulted\` names somebody, so \`${asking.id}\` asks about ${HARDWARE}`;
  readings.push({ path: ['expect', 'consulted'], message });
  return { scenario: { ...based, considerations: [...considerations, asking] }, readings };
}

const HARDWARE = 'hardware';
const QUESTION = { ko: '이 클러스터에서 통신이 병목이 되는가?', en: 'does communication hold us up on this cluster?' };

/**
 * The question about the cards that an experiment on a cluster raises, where a script expects somebody to be asked and asks
 * nobody: the share of a step that communication takes, from the experiment's own arguments.
 */
function impliedConsult(
  { expect, considerations, options, language }: Scenario,
  tools: ToolIndex | undefined,
): Consideration | null {
  const isAsking = considerations.some(({ from }) => 'consult' in from);
  if ((expect?.consulted.length ?? 0) === 0 || isAsking) return null;
  const tool = tools?.get('communication_share');
  const { figure, scale } = tool?.headline ?? {};
  if (tool === undefined || figure === undefined || scale === undefined) return null;
  for (const { id, for: option, from } of considerations) {
    if (option === undefined || !Object.hasOwn(options, option) || !('tool' in from)) continue;
    const args = Object.fromEntries(['params', 'tokensPerStep', 'cluster'].map((name) => [name, from.args[name]]));
    if (Object.values(args).some((value) => value === undefined)) continue;
    const taken = new Set([...Object.keys(options), ...considerations.map((one) => one.id)]);
    return {
      id: freeName(`${id}-${HARDWARE}`, taken),
      against: option,
      value: 'efficiency',
      from: {
        consult: HARDWARE,
        question: QUESTION[language],
        tool: tool.name,
        args,
        read: { figure, ...scale, signed: true },
      },
      ...{ ask: [], say: [], echo: [], so: [] },
    };
  }
  return null;
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
