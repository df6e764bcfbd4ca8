import type { Command } from 'commander';

export const TRUST = 'run the modules in agents/ of this folder, now and until a file there changes';

/** Collects the values of an option that may be given more than once. */
export const several = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Options that a command about one stored debate shares. */
export const withDatabase = (command: Command) => command.option('--db <file>', 'database of debates');

/** The option of every command that looks up members or scenarios by name. */
export const withTeam = (command: Command) =>
  command.option('--team <dir>', 'look in this folder first: personas/, scenarios/, agents/');

/** Options of a command that lets members of a folder speak. */
export const withMembers = (command: Command) => withTeam(withDatabase(command)).option('--trust', TRUST);
