import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { buildProgram } from '../cli/program.ts';
import { terminalSvg } from './terminal-svg.ts';

const COLUMNS = 84;

/** What of a screen is shown: from the first line that matches to the one before the next that matches `until`. */
interface Cut {
  from: RegExp;
  until: RegExp;
}

/** One command whose screen the READMEs show. */
export interface Picture {
  /** Of `docs/pictures/NAME.svg`. */
  name: string;
  /** As one types it behind `pitwall`. */
  command: string;
  /** Added for the picture and not shown: what only costs time. */
  quietly?: string;
  /** All of it where none is named; `⋯` stands between two. */
  cuts: readonly Cut[];
  /** A README, and which of the cuts stands there as text. */
  excerpt?: { file: string; cuts: readonly Cut[] };
}

export const PICTURES: readonly Picture[] = [
  {
    name: 'model',
    command: 'model spike-at-12k',
    cuts: [{ from: /^quantities/, until: /^once everybody/ }],
  },
];

/** Lines of a command on a terminal in colour. Runs in a folder of its own; nothing is kept. */
export async function screenOf({ command, quietly = '' }: Pick<Picture, 'command' | 'quietly'>): Promise<string[]> {
  const cwd = mkdtempSync(join(tmpdir(), 'pitwall-pictures-'));
  let [printed, remarks] = ['', ''];
  try {
    const { run } = buildProgram({
      stdout: { isTTY: true, columns: COLUMNS, write: (text) => (printed += text) },
      stderr: { write: (text) => (remarks += text) },
      env: { HOME: cwd },
      cwd,
    });
    const code = await run(`${command} ${quietly}`.trim().split(' '));
    if (code !== 0) throw new Error(`expected pitwall ${command} to end with 0, got ${code}: ${remarks}`);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
  return printed.trimEnd().split('\n');
}

/** Throws where a cut is nowhere: the command prints otherwise than when the picture was chosen. */
export function cut(lines: readonly string[], cuts: readonly Cut[]): string[] {
  if (cuts.length === 0) return [...lines];
  const plain = lines.map(stripVTControlCharacters);
  return cuts.flatMap(({ from, until }, index) => {
    const start = plain.findIndex((line) => from.test(line));
    if (start < 0) throw new Error(`expected a line that matches ${from}, found none in\n${plain.join('\n')}`);
    const end = plain.findIndex((line, at) => at > start && until.test(line));
    const shown = lines.slice(start, end < 0 ? undefined : end);
    while (shown.at(-1)?.trim() === '') shown.pop();
    return index === 0 ? shown : ['', '⋯', '', ...shown];
  });
}

/** The README with what stands in the block behind `<!-- printed: NAME -->` put anew. */
export function withExcerpt(page: string, name: string, lines: readonly string[]): string {
  const block = new RegExp(`(<!-- printed: ${name} -->\\n\`\`\`\\n)[\\s\\S]*?(\`\`\`)`);
  if (!block.test(page)) throw new Error(`expected a block behind <!-- printed: ${name} -->, found none`);
  const text = lines.map((line) => `${stripVTControlCharacters(line).trimEnd()}\n`).join('');
  return page.replace(block, (_, before: string, after: string) => before + text + after);
}

/** Writes every picture and excerpt under `root`. */
async function paint(root: URL): Promise<void> {
  mkdirSync(new URL('docs/pictures/', root), { recursive: true });
  for (const picture of PICTURES) {
    const screen = await screenOf(picture);
    const svg = terminalSvg(cut(screen, picture.cuts), { title: `pitwall ${picture.command}`, columns: COLUMNS });
    writeFileSync(new URL(`docs/pictures/${picture.name}.svg`, root), svg);
    if (picture.excerpt === undefined) continue;
    const file = new URL(picture.excerpt.file, root);
    writeFileSync(file, withExcerpt(readFileSync(file, 'utf8'), picture.name, cut(screen, picture.excerpt.cuts)));
  }
}

const [, script] = process.argv;
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  await paint(new URL('../../', pathToFileURL(realpathSync(script))));
}
