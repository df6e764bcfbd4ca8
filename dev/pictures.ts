import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { buildProgram } from '../src/cli/program.ts';
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
  /** All of the screen where none is named; `⋯` stands between two. */
  cuts: readonly Cut[];
  /** What of the same screen stands as text behind `<!-- printed: NAME -->` in a README. */
  excerpt?: { file: string; name: string; cuts: readonly Cut[] };
}

export const PICTURES: readonly Picture[] = [
  {
    name: 'memo',
    command: 'run spike-at-12k',
    cuts: [
      { from: /^── Memo/, until: /^Why/ },
      { from: /^Flips/, until: /^(?:Measure|Actions|Not known|Open|Record)/ },
    ],
    excerpt: { file: 'README.md', name: 'debate', cuts: [{ from: /^ 5 {2}/, until: /^ 7 {2}/ }] },
  },
  {
    name: 'memo.ko',
    command: 'run loss-drop-3000',
    cuts: [
      { from: /^── 메모/, until: /^이유/ },
      { from: /^뒤집힘/, until: /^(?:확인 방법|할 일|모르는|남은|기록)/ },
    ],
    excerpt: {
      file: 'README.ko.md',
      name: 'debate.ko',
      cuts: [
        { from: /^ 7 {2}/, until: /^ 8 {2}/ },
        { from: /^ 9 {2}/, until: /^10 {2}/ },
      ],
    },
  },
];

/** Lines of a command on a terminal in colour. Runs in a folder of its own; nothing is kept. */
export async function screenOf({ command }: Picture): Promise<string[]> {
  const cwd = mkdtempSync(join(tmpdir(), 'pitwall-pictures-'));
  let [printed, remarks] = ['', ''];
  try {
    const { run } = buildProgram({
      stdout: { isTTY: true, columns: COLUMNS, write: (text) => (printed += text) },
      stderr: { write: (text) => (remarks += text) },
      env: { HOME: cwd },
      cwd,
    });
    const code = await run([...command.split(' '), ...(command.startsWith('run ') ? ['--pace', '0'] : [])]);
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

export function pictureOf({ command, cuts }: Picture, screen: readonly string[]): string {
  return terminalSvg(cut(screen, cuts), { title: `pitwall ${command}`, columns: COLUMNS });
}

/** Writes every picture and excerpt under `root`. */
async function paint(root: URL): Promise<void> {
  mkdirSync(new URL('docs/pictures/', root), { recursive: true });
  for (const picture of PICTURES) {
    const screen = await screenOf(picture);
    writeFileSync(new URL(`docs/pictures/${picture.name}.svg`, root), pictureOf(picture, screen));
    if (picture.excerpt === undefined) continue;
    const { file, name, cuts } = picture.excerpt;
    const page = new URL(file, root);
    writeFileSync(page, withExcerpt(readFileSync(page, 'utf8'), name, cut(screen, cuts)));
  }
}

const [, script] = process.argv;
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  await paint(new URL('../', pathToFileURL(realpathSync(script))));
}
