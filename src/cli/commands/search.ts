import { existsSync } from 'node:fs';
import type { Found } from '../../door.ts';
import { searchDebates } from '../../door.ts';
import { columns } from '../../report/width.ts';
import { styleFor } from '../print/style.ts';
import type { Shell } from '../support/shell.ts';

/** UTF-16 units of a text that are shown before and behind a hit. */
const AROUND = 36;
const LONGEST = 110;

/** Turns that are printed; `--json` has them all. */
const SHOWN = 40;

export interface SearchFlags {
  db?: string;
  speaker?: string;
  scenario?: string;
  chats?: boolean;
  json?: boolean;
}

/** `pitwall search`: a line a turn, the words of the search marked. */
export function search(shell: Shell, text: string, { speaker, scenario, chats, ...flags }: SearchFlags): void {
  const file = shell.databaseFile(flags);
  const found = existsSync(file) ? searchDebates(file, { text, speaker, scenario, chats }) : [];
  if (flags.json === true) {
    shell.printJson({ found });
    return;
  }
  if (found.length === 0) {
    shell.print(`Nothing found in ${shell.shown(file)}.\n`);
    return;
  }
  const { colour } = shell.page();
  const { bold } = styleFor(colour, []);
  const mark = (hit: string) => (colour ? bold(hit) : `[${hit}]`);
  const [noun, whole] = chats === true ? ['line', 'chat'] : ['turn', 'debate'];
  const rows = found
    .slice(0, SHOWN)
    .map((one) => [
      one.debate,
      `${noun} ${one.turn}`,
      one.speaker,
      snippet(one, mark) + (one.claim === 0 ? '' : `  (claim ${one.claim})`),
    ]);
  const debates = new Set(found.map(({ debate }) => debate)).size;
  const [first] = found;
  const more = found.length > SHOWN ? `, the first ${SHOWN} are shown` : '';
  shell.print(`${columns(rows).join('\n')}\n\n${counted(found.length, noun)} in ${counted(debates, whole)}${more}`);
  const read = chats === true ? `show ${first?.debate}` : `replay ${first?.debate} --from ${first?.turn}`;
  shell.print(first ? `   ${shell.programName()} ${read}\n` : '\n');
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The text around its first hit, on one line, each hit marked. */
function snippet({ text: raw, marks }: Found, mark: (hit: string) => string): string {
  // A control character is one unit, and so is its stand-in.
  const text = raw.replaceAll(/\p{Cc}/gu, (control) => (/\s/.test(control) ? ' ' : '\ufffd'));
  const from = text.length <= LONGEST ? 0 : Math.max(0, (marks[0]?.[0] ?? 0) - AROUND);
  const to = text.length <= LONGEST ? text.length : Math.max(from + LONGEST, (marks[0]?.[1] ?? 0) + AROUND);
  let line = from > 0 ? '...' : '';
  let at = from;
  for (const [start, end] of marks) {
    if (start >= to) break;
    line += text.slice(at, start) + mark(text.slice(start, end));
    at = end;
  }
  line += text.slice(at, Math.max(at, to)) + (to < text.length ? '...' : '');
  return line.replaceAll(/\s+/g, ' ');
}
