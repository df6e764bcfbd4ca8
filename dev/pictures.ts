import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { outputOf } from './output.ts';
import { paintPage } from './page-pictures.ts';
import { terminalSvg } from './terminal-svg.ts';

/** What of a screen is shown: from the first line that matches to the one before the next that matches `until`. */
interface Cut {
  from: RegExp;
  until: RegExp;
}

/** Columns and rows of a terminal. */
interface Size {
  columns: number;
  rows: number;
}

/** One command whose screen is kept. */
export interface Picture {
  /** Of `docs/pictures/NAME.svg`. */
  name: string;
  /** As one types it behind `pitwall`. */
  command: string;
  size: Size;
  /** What of all that it printed; the last screen, as it stands when the prompt is back, where none is named. */
  cuts: readonly Cut[];
  /** What of the same output stands as text behind `<!-- printed: NAME -->` in a README. */
  excerpt?: { file: string; name: string; cuts: readonly Cut[] };
}

const USUAL = { columns: 80, rows: 24 };
/** The card that a run ends in, from its title. */
const CARD: Cut = { from: /^── .* [0-9a-z]{10} ──$/, until: /^$(?!)/ };

export const PICTURES: readonly Picture[] = [
  {
    name: 'card',
    command: 'run spike-at-12k',
    size: USUAL,
    cuts: [CARD],
    excerpt: { file: 'README.md', name: 'debate', cuts: [{ from: /^ 6 {2}/, until: /^ 7 {2}/ }] },
  },
  {
    name: 'card.ko',
    command: 'run loss-drop-3000',
    size: USUAL,
    cuts: [CARD],
    excerpt: {
      file: 'README.ko.md',
      name: 'debate.ko',
      cuts: [
        { from: /^ 7 {2}/, until: /^ 8 {2}/ },
        { from: /^ 9 {2}/, until: /^10 {2}/ },
      ],
    },
  },
  ...[USUAL, { columns: 100, rows: 30 }, { columns: 140, rows: 40 }].map((size) => ({
    name: `screen-${size.columns}x${size.rows}`,
    command: 'run serve-32b',
    size,
    cuts: [],
  })),
];

/** Stands in a picture for the id of the debate, which is another one each time. */
const ID = '6g2k9qx3fd';

/** Lines of a command on a terminal in colour, under an id that stays. Runs in a folder of its own; nothing is kept. */
export async function screenOf({ command, size: { columns } }: Picture): Promise<string[]> {
  const cwd = mkdtempSync(join(tmpdir(), 'pitwall-pictures-'));
  try {
    const printed = await outputOf(command.split(' '), cwd, columns);
    const [, id] = /pitwall show ([0-9a-z]{10})\b/.exec(stripVTControlCharacters(printed)) ?? [];
    return (id === undefined ? printed : printed.replaceAll(id, ID)).trimEnd().split('\n');
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
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

export function pictureOf({ command, cuts, size: { columns, rows } }: Picture, screen: readonly string[]): string {
  // The prompt takes the last row.
  const shown = cuts.length === 0 ? [...screen.slice(1 - rows), '$'] : cut(screen, cuts);
  return terminalSvg(shown, { title: `pitwall ${command}`, columns });
}

/** The page with the last block under the link to an example put anew: what the example prints. */
export function withPrinted(page: string, example: string, printed: string): string {
  const section = new RegExp(
    `(\\]\\(\\.\\./examples/${example}\\)[\\s\\S]*?\`\`\`ts\\n[\\s\\S]*?\\n\`\`\`[\\s\\S]*?\`\`\`\\n)[\\s\\S]*?(\\n\`\`\`)`,
  );
  if (!section.test(page)) throw new Error(`expected what examples/${example} prints, found no block for it`);
  return page.replace(section, (_, before: string, after: string) => before + printed + after);
}

/** Puts what the examples print into the page that shows them. */
function printExamples(root: URL): void {
  const page = new URL('docs/FRAMEWORKS.md', root);
  for (const example of ['langchain-runnable.ts', 'langgraph-members.ts', 'langsmith-evaluator.ts']) {
    const printed = execFileSync(process.execPath, ['--import', 'tsx', `examples/${example}`], {
      cwd: fileURLToPath(root),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    writeFileSync(page, withPrinted(readFileSync(page, 'utf8'), example, printed.trimEnd()));
  }
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
  const root = new URL('../', pathToFileURL(realpathSync(script)));
  await paint(root);
  printExamples(root);
  await paintPage(root);
}
