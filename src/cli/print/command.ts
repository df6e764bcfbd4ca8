import { widthOf } from '../../report/width.ts';

const GOES_ON = ' \\';
const INDENT = '  ';

/**
 * A command as lines of at most `room` columns that a shell reads as one: it is broken between words, behind a backslash. A word that is
 * wider than a line stays whole, because whoever copies it needs it so.
 */
export function commandLines(command: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = wordsOf(command);
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    const isLast = index === words.length - 1;
    if (line === '' || line === INDENT || widthOf(longer) + (isLast ? 0 : GOES_ON.length) <= room) {
      line = line === INDENT ? INDENT + word : longer;
      continue;
    }
    lines.push(line + GOES_ON);
    line = INDENT + word;
  }
  return [...lines, line];
}

/** Words as a shell takes them; a flag keeps its value beside it. */
function wordsOf(command: string): string[] {
  const words = command.match(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g) ?? [];
  return words.reduce<string[]>((all, word) => {
    const flag = all.at(-1);
    if (flag !== undefined && /^--[a-z]+$/.test(flag) && !word.startsWith('--'))
      all[all.length - 1] = `${flag} ${word}`;
    else all.push(word);
    return all;
  }, []);
}
