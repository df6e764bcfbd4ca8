/** What a part of the benchmark is given. */
export interface Given {
  /** Removed when all is done. */
  folder: string;
  /** How often each is measured; the median counts. */
  runs: number;
  say: (line: string) => void;
}
