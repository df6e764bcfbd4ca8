import { isAbsolute, join, relative } from 'node:path';
import type { Page } from './print/style.ts';
import { pageWidth } from './print/style.ts';

/** The folder whose `personas/`, `scenarios/` and `.pitwall/` count. */
export const projectDir = (): string => process.cwd();

/** `--db`, else `PITWALL_DB`, else `.pitwall/debates.db`; as a person would type it. */
export function databaseFile({ db }: { db?: string }): string {
  const file = db ?? process.env['PITWALL_DB'];
  if (file === ':memory:') return file;
  if (file !== undefined && file !== '') return isAbsolute(file) ? file : join(projectDir(), file);
  return join(projectDir(), '.pitwall', 'debates.db');
}

/** A file in an answer to a person: relative when it lies inside the project. */
export function shown(file: string): string {
  const inside = relative(projectDir(), file);
  return inside === '' || inside.startsWith('..') ? file : inside;
}

/** How stdout is set: its width (COLUMNS where there is no terminal), and colour only on a terminal that does not refuse it. */
export function stdoutPage(): Page {
  const { isTTY, columns } = process.stdout;
  return {
    width: pageWidth(columns ?? Number(process.env['COLUMNS'])),
    colour: isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
  };
}

export function print(text: string): void {
  process.stdout.write(text);
}

export function printJson(value: unknown): void {
  print(`${JSON.stringify(value, null, 2)}\n`);
}

/** A remark that must not disturb what stdout carries. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What a reader types to call this program again: npm puts it on the path only of what npm itself runs. */
export function programName(): string {
  return process.env.npm_execpath === undefined ? 'pitwall' : 'npx pitwall';
}
