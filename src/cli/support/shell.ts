import { isAbsolute, join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { PitwallError } from '../../core/error.ts';
import { isPostgres, shownAddress } from '../../core/server-address.ts';
import { visibleJson } from '../../core/visible.ts';
import { forTerminal } from '../print/control.ts';
import type { Page } from '../print/page.ts';
import { pageWidth } from '../print/page.ts';

const PROGRAM = 'pitwall';
/** The program's name where a command follows it: at the start of a line, in code, or behind a colon or what it is called in help. */
const COMMAND = /(?<=^ *|`|[:;] |Usage: )pitwall(?= [a-z[])/gm;

/** Where text goes: a stream of the process, or what a test collects. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What the command line uses of the process around it. */
export interface Host {
  stdout: Output;
  stderr: Output;
  /** Empty where none is given. */
  readonly stdin?: Readable;
  env: Readonly<Record<string, string | undefined>>;
  /** The folder whose `personas/`, `scenarios/` and `.pitwall/` count. */
  cwd: string;
  /** Calls back each time somebody asks the program to stop; gives a function that ends that. */
  onStop?(handle: () => void): () => void;
  /** Calls back where nobody reads any more what is written, in place of leaving at once; gives a function that ends that. */
  onReaderGone?(handle: () => void): () => void;
  /** Leaves at once. */
  leave?(exitCode: number): void;
}

/** A command's side of its host: what it prints, where its files are, and with which code it ends. */
export class Shell {
  readonly cwd: string;
  readonly env: Host['env'];
  #exitCode = 0;

  constructor(private readonly host: Host) {
    this.cwd = host.cwd;
    this.env = host.env;
  }

  get stdin(): Readable {
    return this.host.stdin ?? Readable.from([]);
  }

  get exitCode(): number {
    return this.#exitCode;
  }

  exitWith(code: number): void {
    this.#exitCode = code;
  }

  /** Text for a person: what in it would steer a terminal is shown instead. */
  print(text: string): void {
    this.host.stdout.write(forTerminal(text));
  }

  printJson(value: unknown): void {
    this.printRecord(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** A value on a line of its own. */
  printJsonLine(value: unknown): void {
    this.printRecord(`${JSON.stringify(value)}\n`);
  }

  /** JSON that is written already: what would steer a terminal is escaped, so that the values are the same. */
  printRecord(json: string): void {
    this.host.stdout.write(visibleJson(json));
  }

  /** A remark that must not disturb what stdout carries. */
  remark(text: string): void {
    this.prompt(`${this.asTyped(text)}\n`);
  }

  /** What stands on stderr without a line's end, to be answered or taken away again. */
  prompt(text: string): void {
    this.host.stderr.write(forTerminal(text));
  }

  remarkJson(value: unknown): void {
    this.host.stderr.write(`${visibleJson(JSON.stringify(value))}\n`);
  }

  /** Whether somebody at a terminal can answer. */
  get isAnswered(): boolean {
    return (this.stdin as Readable & { isTTY?: boolean }).isTTY === true;
  }

  /** Whether somebody watches stdout. */
  get isWatched(): boolean {
    return this.host.stdout.isTTY === true;
  }

  /** Where a line may come and go; null where nobody watches stderr. */
  get passing(): ((text: string) => void) | null {
    return this.host.stderr.isTTY === true ? (text) => this.prompt(text) : null;
  }

  /** How stdout is set: its width (COLUMNS where there is no terminal), and colour only on a terminal that does not refuse it. */
  page(): Page {
    const { columns } = this.host.stdout;
    return {
      width: pageWidth(columns ?? Number(this.env['COLUMNS'])),
      colour: this.isWatched && !this.env['NO_COLOR'] && this.env['TERM'] !== 'dumb',
    };
  }

  /** Columns of a page of help: the terminal's, or 80. */
  get helpWidth(): number {
    return this.host.stdout.columns ?? 80;
  }

  /** A path that was typed, from this folder. */
  path(file: string): string {
    return resolve(this.cwd, file);
  }

  /** A file in an answer to a person: relative when it lies inside the project. */
  shown(file: string): string {
    const inside = relative(this.cwd, file);
    return inside === '' || inside.startsWith('..') ? file : inside;
  }

  /** `--db`, else `PITWALL_DB`, else `.pitwall/debates.db`; as a person would type it. */
  databaseFile({ db }: { db?: string }): string {
    if (db?.trim() === '') throw new PitwallError('USAGE', 'expected a file behind `--db`, got an empty path');
    const file = db ?? this.env['PITWALL_DB'];
    if (file === ':memory:') return file;
    if (isPostgres(file ?? '')) {
      throw new PitwallError(
        'USAGE',
        `expected a file behind \`--db\`: debates in ${shownAddress(file ?? '')} are held by \`sweep --engine bullmq\`, and can be read and imported`,
      );
    }
    if (file !== undefined && file !== '') return isAbsolute(file) ? file : join(this.cwd, file);
    return join(this.cwd, '.pitwall', 'debates.db');
  }

  /** What a reader types to call this program again: npm puts it on the path only of what npm itself runs. */
  programName(): string {
    return this.env['npm_execpath'] === undefined ? PROGRAM : `npx ${PROGRAM}`;
  }

  /** A sentence or a page of help with its commands as this reader has to type them. */
  asTyped(text: string): string {
    const name = this.programName();
    return name === PROGRAM ? text : text.replaceAll(COMMAND, name);
  }

  /** A file, or standard input for `-`, where `read` reads files. */
  async input(file: string, read: (path: string, shown: string) => string): Promise<string> {
    if (file !== '-') return read(this.path(file), file);
    const { readInput } = await import('../../project/index.ts');
    return readInput(this.stdin);
  }

  /** Calls back each time somebody asks the program to stop; gives a function that ends that. */
  onStop(handle: () => void): () => void {
    return this.host.onStop?.(handle) ?? (() => undefined);
  }

  /** Calls back where nobody reads any more what is written, in place of leaving at once; gives a function that ends that. */
  onReaderGone(handle: () => void): () => void {
    return this.host.onReaderGone?.(handle) ?? (() => undefined);
  }

  /** Resolves when somebody asks the program to stop. */
  stopped(): Promise<void> {
    return new Promise((resolve) => {
      const ignore = this.onStop(() => {
        ignore();
        resolve();
      });
    });
  }

  leave(exitCode: number): void {
    this.host.leave?.(exitCode);
  }
}
