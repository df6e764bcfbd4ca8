/** Rows under a heading in aligned columns, and sentences below, for a terminal. The last column is cut at the width. */
export function drawTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
  ...sentences: readonly string[]
): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
      .slice(0, width),
  );
  return [...lines, ...sentences.flatMap((sentence) => ['', ...wrapped(sentence, width)])].join('\n');
}

function wrapped(sentence: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Three digits, with M, B or T behind large counts. */
export function short(value: number): string {
  const size = Math.abs(value);
  const steps: [number, string][] = [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
  ];
  const [unit, letter] = steps.find(([least]) => size >= least) ?? [1, ''];
  return `${Number((value / unit).toPrecision(3))}${letter}`;
}

export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))}%`;
}
