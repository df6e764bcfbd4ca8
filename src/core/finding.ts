/** Something that a linter found in a text. An error is a contradiction or a reference to nothing; a warning is only odd. */
export interface Finding {
  level: 'error' | 'warning';
  /** Short name of what was checked, e.g. `experience`. */
  rule: string;
  /** From 1. */
  line: number;
  sentence: string;
}
