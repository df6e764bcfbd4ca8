import { nearest } from '../core/nearest.ts';
import type { Scenario } from '../core/scenario.ts';
import type { ToolIndex } from '../core/tool.ts';
import { figuresGiven } from '../core/tool.ts';
import { factAt, figureRead, resolveArgs } from '../reasoning/considerations.ts';
import type { Given, ToolBasis } from './arguments.ts';
import { refusals } from './arguments.ts';
import { changedFacts } from './change.ts';
import type { Finding } from './finding.ts';
import { attempt } from './finding.ts';
import type { Path } from './source.ts';

/** What each consideration rests on: facts that exist, a tool that is known, arguments that it takes, a figure that it gives. */
export function* checkBases(scenario: Scenario, tools: ToolIndex | undefined): Generator<Finding> {
  for (const [index, { from }] of scenario.considerations.entries()) {
    const path: Path = ['considerations', index, 'from'];
    if ('fact' in from) yield* checkFact(from.fact, [...path, 'fact'], scenario);
    if ('tool' in from) yield* checkTool(from, path, scenario, tools);
  }
}

/** Scripted changes: names and kinds as for `--fact`, and every tool still takes what it is given. */
export function* checkEvents(scenario: Scenario, tools: ToolIndex | undefined): Generator<Finding> {
  let { facts } = scenario;
  for (const [index, { set }] of scenario.events.entries()) {
    for (const [name, value] of Object.entries(set)) {
      const path: Path = ['events', index, 'set', name];
      const refusedChange = [
        ...attempt(path, () => {
          facts = changedFacts(facts, { [name]: value });
        }),
      ];
      yield* refusedChange;
      if (refusedChange.length > 0) continue;
      for (const { id, from } of scenario.considerations) {
        const tool = 'tool' in from ? tools?.get(from.tool) : undefined;
        if (tool === undefined || !('tool' in from)) continue;
        const given = { facts, data: scenario.data };
        // What was wrong before the event is told where it stands, and not here.
        if (refusals(from, tool, scenario).length > 0) continue;
        const [refused] = refusals(from, tool, given);
        if (refused !== undefined) yield { path, sentence: `after this event \`${id}\` fails: ${refused.sentence}` };
      }
    }
  }
}

function* checkFact(name: string, path: Path, { facts }: Scenario): Generator<Finding> {
  const unknown = [...attempt(path, () => factAt(facts, name))];
  yield* unknown;
  if (unknown.length > 0) return;
  const value = factAt(facts, name);
  if (typeof value === 'number' || typeof value === 'boolean') return;
  const members =
    typeof value === 'object' && !Array.isArray(value)
      ? `; name one member, as in \`${name}.${Object.keys(value)[0] ?? 'member'}\``
      : '';
  yield { path, sentence: `expected a fact that is a number or true or false, \`${name}\` is not${members}` };
}

function* checkTool(from: ToolBasis, path: Path, given: Given, tools: ToolIndex | undefined): Generator<Finding> {
  const unresolved = [...checkReferences(from.args, [...path, 'args'], given)];
  yield* unresolved;
  if (tools === undefined) return;
  const tool = tools.get(from.tool);
  if (tool === undefined) {
    yield {
      path: [...path, 'tool'],
      sentence: `no tool is called \`${from.tool}\`${nearest(from.tool, [...(tools.keys?.() ?? [])])}`,
    };
    return;
  }
  if (unresolved.length === 0) {
    for (const finding of refusals(from, tool, given)) yield { ...finding, path: [...path, 'args', ...finding.path] };
  }
  const names = figuresGiven(tool, from.args);
  const figure = figureRead(from) ?? '';
  if (figure === '') {
    const sentence = `expected the figure of \`${from.tool}\` that counts, as in \`read: { figure: NAME, neutral: …, full: … }\` or \`figure: NAME\``;
    yield { path, sentence: names === null ? sentence : `${sentence}${nearest('', names)}` };
  } else if (names !== null && !names.includes(figure)) {
    const sentence = `\`${from.tool}\` gives no figure \`${figure}\`${nearest(figure, names)}`;
    yield { path: 'read' in from ? [...path, 'read', 'figure'] : [...path, 'figure'], sentence };
  }
}

function* checkReferences(value: unknown, path: Path, given: Given): Generator<Finding> {
  if (value !== null && typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) {
      yield* checkReferences(member, [...path, Array.isArray(value) ? Number(key) : key], given);
    }
  } else {
    yield* attempt(path, () => resolveArgs({ value }, given.facts, given.data));
  }
}
