import type { Command, Option } from 'commander';

/** What a word of a command line may be, where it is a name of something. */
export type NameKind = 'scenario' | 'member' | 'debate' | 'tool' | 'shell' | 'language' | 'export' | 'report';

export interface Candidate {
  value: string;
  text: string;
}

/** Names of a kind at the place where the command is typed. */
export type NamesOf = (kind: NameKind) => readonly Candidate[];

/** Arguments by the name that their command gives them. */
const ARGUMENTS: Readonly<Record<string, NameKind>> = {
  scenario: 'scenario',
  debate: 'debate',
  a: 'debate',
  b: 'debate',
  member: 'member',
  shell: 'shell',
};

/** Values of options, by their flag. */
const VALUES: Readonly<Record<string, NameKind>> = {
  '--scenario': 'scenario',
  '--as': 'member',
  '--to': 'member',
  '--human': 'member',
  '--speaker': 'member',
  '--without': 'member',
  '--member': 'member',
  '--against': 'debate',
  '--prefer': 'debate',
  '--debate': 'debate',
  '--lang': 'language',
};

/** The same flag takes other names in other commands. */
const FORMATS: Readonly<Record<string, NameKind>> = { export: 'export', debate: 'report', scenario: 'report' };

/**
 * What may stand in the place of the last word, given those before it: commands, flags, or names of what the command takes. Nothing where a
 * file or free text is meant, which the shell completes itself.
 */
export function completionsFor(program: Command, words: readonly string[], namesOf: NamesOf): Candidate[] {
  const current = words.at(-1) ?? '';
  const { command, option, position } = readUpTo(program, words.slice(0, -1));
  const fits = ({ value }: Candidate) => value.startsWith(current);
  if (option !== undefined) {
    const flag = option.long ?? '';
    const kind = flag === '--as' && command.name() === 'save' ? undefined : (VALUES[flag] ?? formatOf(flag, command));
    return kind === undefined ? [] : namesOf(kind).filter(fits);
  }
  if (current.startsWith('-'))
    return [...command.options, ...(command === program ? [] : [HELP])]
      .flatMap((one) =>
        one.long === undefined || one.long === null ? [] : [{ value: one.long, text: one.description }],
      )
      .filter(fits);
  if (command.commands.length > 0)
    return visible(command)
      .map((one) => ({ value: one.name(), text: one.description() }))
      .filter(fits);
  const argument = command.registeredArguments[Math.min(position, command.registeredArguments.length - 1)];
  const isTool = command.name() === 'tool';
  const kind = isTool ? 'tool' : ARGUMENTS[argument?.name() ?? ''];
  const isMore = position < command.registeredArguments.length || argument?.variadic === true;
  return kind === undefined || !isMore ? [] : namesOf(kind).filter(fits);
}

const HELP = { long: '--help', description: 'display help for command' };

const formatOf = (flag: string, command: Command) => (flag === '--format' ? FORMATS[command.name()] : undefined);

/** `complete` is for scripts alone. */
const visible = (command: Command) => command.commands.filter((one) => one.name() !== 'complete');

/** The command that the words lead to, the option whose value comes next, and how many arguments stand there. */
function readUpTo(
  program: Command,
  words: readonly string[],
): { command: Command; option: Option | undefined; position: number } {
  let command = program;
  let option: Option | undefined;
  let position = 0;
  for (const word of words) {
    if (option !== undefined) {
      option = undefined;
      continue;
    }
    if (word.startsWith('-')) {
      const named = command.options.find(({ long, short }) => long === word || short === word);
      option = named !== undefined && (named.required || named.optional) ? named : undefined;
      continue;
    }
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) position += 1;
    else command = next;
  }
  return { command, option, position };
}
