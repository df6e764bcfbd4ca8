import { resolve } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../../core/canonical.ts';
import { rulesOf } from '../../core/card-rules.ts';
import type { Figure } from '../../core/effects.ts';
import { PitwallError } from '../../core/error.ts';
import type { TranscriptEvent } from '../../core/events.ts';
import { eventsOf } from '../../core/events.ts';
import { nearest } from '../../core/nearest.ts';
import type { Tool } from '../../core/tool.ts';
import { readDataText, readText } from '../../project/index.ts';
import { formatFigure } from '../../report/number.ts';
import { columns, settled, wrap } from '../../report/width.ts';
import { runTool, TOOLS, toolIndex } from '../../workbench/index.ts';
import { argumentRows } from '../print/arguments.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

export interface ToolFlags {
  db?: string;
  args?: string;
  card?: string;
  debate?: string;
  call?: string;
  json?: boolean;
  help?: boolean;
}

interface Computed {
  name: string;
  args: Record<string, unknown>;
  result: unknown;
  figures: Record<string, Figure>;
}

/** `pitwall tool`: the list, what one takes, one run of it, or a call of a debate computed again. */
export async function tool(shell: Shell, name: string | undefined, flags: ToolFlags): Promise<void> {
  if (name === 'list') return listTools(shell, flags);
  if (flags.help === true && name !== undefined) return describe(shell, toolNamed(name), flags);
  if (flags.debate !== undefined || flags.call !== undefined) return recompute(shell, name, flags);
  if (name === undefined) {
    throw new PitwallError('USAGE', 'expected the name of a tool, `list`, or `--debate ID --call T.K`');
  }
  const known = toolNamed(name);
  if (flags.args === undefined) return describe(shell, known, flags);
  const read = (file: string) => readDataText(resolve(shell.cwd, file), file);
  const computed: Computed = {
    name,
    ...runTool(name, withCard(shell, known, argsFrom(shell, flags.args), flags.card), read),
  };
  if (flags.json === true) {
    shell.printJson(resultOf(computed));
    return;
  }
  printComputed(shell, known, computed);
  const picture = known.draw?.(computed.result, known.args.parse(computed.args), read, shell.page().width);
  if (picture !== undefined && picture !== '') shell.print(`\n${picture.trimEnd()}\n`);
}

const ADVISER = 'pulse';

/** The rules of the member whose advice is asked for; a team without the default member gives none. */
function withCard(
  shell: Shell,
  tool: Tool,
  args: Record<string, unknown>,
  name: string | undefined,
): Record<string, unknown> {
  if (tool.readsCard !== true) {
    if (name !== undefined) throw new PitwallError('USAGE', `\`${tool.name}\` reads no card, got \`--card ${name}\``);
    return args;
  }
  if ('rules' in args) return args;
  const team = teamAtHand(shell, { projectDir: shell.cwd });
  if (name === undefined && !team.members.some(({ card }) => card.id === ADVISER)) return args;
  return { ...args, rules: rulesOf(team.find(name ?? ADVISER).card) };
}

/** The result itself, with its figures beside it. */
function resultOf({ result, figures }: Computed): unknown {
  const plain = result !== null && typeof result === 'object' && !Array.isArray(result);
  return plain ? { ...result, figures } : { result, figures };
}

function toolNamed(name: string): Tool {
  const found = toolIndex.get(name);
  if (found !== undefined) return found;
  if (name === 'evaluate') {
    throw new PitwallError(
      'TOOL_INVALID',
      '`evaluate` computes the quantities of one question: `pitwall model SCENARIO`, or `--debate ID --call T.K` for a recorded call',
    );
  }
  const names = TOOLS.map((one) => one.name);
  throw new PitwallError('TOOL_INVALID', `no tool is called \`${name}\`${nearest(name, names)}`, {
    data: { name, known: names },
  });
}

function listTools(shell: Shell, { json }: ToolFlags): void {
  if (json === true) {
    shell.printJson({ tools: TOOLS.map(({ name, description, assumption }) => ({ name, description, assumption })) });
    return;
  }
  const rows = TOOLS.map(({ name, description }) => [name, description]);
  shell.print(`${columns(rows, { width: shell.page().width }).join('\n')}\n`);
}

function describe(shell: Shell, { name, description, assumption, args }: Tool, { json }: ToolFlags): void {
  const schema = z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' });
  if (json === true) {
    shell.printJson({ name, description, assumption, args: schema });
    return;
  }
  const { width } = shell.page();
  shell.print(`${wrap(description, width).join('\n')}\n\n${wrap(`It assumes: ${assumption}`, width).join('\n')}\n\n`);
  const rows = argumentRows(schema);
  shell.print(`${columns(rows, { width }).join('\n')}\n\nFull schema: ${shell.programName()} tool ${name} --json\n`);
}

/** JSON, or the file behind `@`; throws USAGE with what the parser found. */
function argsFrom(shell: Shell, text: string): Record<string, unknown> {
  const source = text.startsWith('@') ? readText(resolve(shell.cwd, text.slice(1)), text.slice(1)) : text;
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PitwallError('USAGE', `expected \`--args\` as JSON, got \`${text}\`: ${error.message}`, { cause: error });
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new PitwallError('USAGE', `expected \`--args\` as a JSON object, got \`${text}\``);
  }
  return value as Record<string, unknown>;
}

/** Runs a recorded call with its recorded arguments; CHECK_FAILED when the record says something else. */
async function recompute(shell: Shell, name: string | undefined, flags: ToolFlags): Promise<void> {
  const { debate, call, args } = flags;
  if (debate === undefined || call === undefined || args !== undefined) {
    throw new PitwallError('USAGE', 'expected `--debate ID --call T.K` together and without `--args`');
  }
  const { withDebate } = await import('../support/stored.ts');
  const { recomputeCall } = await import('../../door.ts');
  await withDebate(shell, debate, flags, async ({ store, id }) => {
    const all = recordedCalls(store.events(id).map(({ event }) => event));
    const calls = all.filter((one) => name === undefined || one.name === name);
    const recorded = calls.find((one) => one.call === call);
    if (recorded === undefined) {
      const there = calls.map((one) => one.call);
      throw new PitwallError(
        'UNKNOWN_NAME',
        `no call \`${call}\`${name === undefined ? '' : ` of \`${name}\``} is in ${id}${nearest(call, there)}`,
        {
          data: { there },
        },
      );
    }
    const computed = await recomputeCall({ store, id, call });
    const matches = canonicalJson(computed.figures) === canonicalJson(recorded.figures);
    if (flags.json === true) shell.printJson({ ...computed, recorded: recorded.figures, matches });
    else {
      printComputed(shell, computed, computed);
      if (matches) shell.print(`\nSame as recorded in turn ${recorded.turn} of ${id}.\n`);
    }
    if (!matches) {
      throw new PitwallError(
        'CHECK_FAILED',
        `expected what turn ${recorded.turn} of ${id} recorded, got another result: ${differences(recorded.figures, computed.figures)}`,
      );
    }
  });
}

interface RecordedCall {
  name: string;
  call: string;
  turn: number;
  figures: Record<string, Figure>;
}

/** Calls of tools, by a speaker or by the desk that answered a consult. */
function recordedCalls(events: readonly TranscriptEvent[]): RecordedCall[] {
  const called = eventsOf(events, 'tool.called').map(({ name, turn, call, figures }) => ({
    name,
    turn,
    figures,
    call: `${turn}.${call}`,
  }));
  const consulted = eventsOf(events, 'consult.answered').flatMap(({ calculation, turn, call, figures }) =>
    calculation === null ? [] : [{ name: calculation.name, turn, figures, call: `${turn}.${call}` }],
  );
  return [...called, ...consulted];
}

function differences(before: Record<string, Figure>, after: Record<string, Figure>): string {
  const changed = Object.entries(before).flatMap(([name, figure]) => {
    const now = after[name];
    if (now?.value === figure.value) return [];
    return [`\`${name}\` was ${figure.value}, now ${now === undefined ? 'missing' : now.value}`];
  });
  return changed.length === 0 ? 'the figures agree, the rest differs' : changed.join(', ');
}

function printComputed(shell: Shell, { assumption }: Pick<Tool, 'assumption'>, { figures }: Computed): void {
  const { width } = shell.page();
  const rows = Object.entries(figures).map(([name, figure]) => [
    name,
    settled(formatFigure(figure)),
    [figure.formula, figure.source].filter(Boolean).join('; '),
  ]);
  shell.print(`${columns(rows, { width }).join('\n')}\n\n${wrap(`It assumes: ${assumption}`, width).join('\n')}\n`);
}
