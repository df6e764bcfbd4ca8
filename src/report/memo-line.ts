/** One line of the memo: a short head in a column of its own, the text, and a command or flag to type. */
export interface MemoLine {
  head: string;
  text: string;
  command: string | null;
  /** Where a reader finds it in the debate. */
  turns: number[];
}

interface Beside {
  head?: string;
  command?: string | null;
  turns?: number[];
}

export const says = (text: string, { head = '', command = null, turns = [] }: Beside = {}): MemoLine => ({
  head,
  text,
  command,
  turns,
});
