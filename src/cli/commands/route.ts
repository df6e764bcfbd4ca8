import { resolve } from 'node:path';
import { z } from 'zod';
import { PitwallError } from '../../core/error.ts';
import { readText } from '../../project/index.ts';
import { wrap } from '../../report/width.ts';
import { routeQuestion } from '../../routing/index.ts';
import { namedValues } from '../support/flags.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

export interface RouteFlags {
  to: string;
  file?: string;
  card?: string[];
  json?: boolean;
}

const Asked = z.looseObject({ id: z.union([z.string(), z.number()]), text: z.string() });
type Asked = z.infer<typeof Asked>;

/** `pitwall route`: where questions to a member go. */
export function route(shell: Shell, question: string | undefined, flags: RouteFlags): void {
  if ((question === undefined) === (flags.file === undefined)) {
    const came = question === undefined ? 'neither' : 'both';
    throw new PitwallError('USAGE', `expected either a question or \`--file\`, got ${came}`);
  }
  const team = teamAtHand(shell, { projectDir: shell.cwd, cards: namedValues('--card', flags.card) });
  const member = team.find(flags.to).card;
  const colleagues = team.members.map(({ card }) => card).filter(({ id }) => id !== member.id);
  const asked = flags.file === undefined ? [{ id: null, text: question ?? '' }] : questionsIn(shell, flags.file);
  const page = shell.page();
  for (const { id, text } of asked) {
    const { route: to, probability, evidence } = routeQuestion(text, { member, colleagues });
    const rounded = Math.round(probability * 1000) / 1000;
    if (flags.json === true)
      shell.printJsonLine({ ...(id === null ? {} : { id }), route: to, probability: rounded, evidence });
    else if (flags.file === undefined)
      shell.print(
        `${[`${to}  ${rounded.toFixed(2)}`, ...evidence.flatMap((line) => indented(line, page.width))].join('\n')}\n`,
      );
    else shell.print(`${id}\t${to}\t${rounded.toFixed(2)}\n`);
  }
}

const indented = (line: string, width: number) => wrap(line, width - 2).map((part) => `  ${part}`);

/** Objects with `id` and `text`, one a line; empty lines are skipped. */
function questionsIn(shell: Shell, file: string): Asked[] {
  return readText(resolve(shell.cwd, file), file)
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return [];
      const parsed = Asked.safeParse(jsonFrom(line));
      if (parsed.success) return [parsed.data];
      throw new PitwallError(
        'DATA_INVALID',
        `expected a JSON object with \`id\` and \`text\`, got \`${line.trim().slice(0, 60)}\``,
        {
          place: { file, line: at + 1 },
        },
      );
    });
}

function jsonFrom(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
