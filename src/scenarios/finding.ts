import type { Place } from '../core/error.ts';
import { PitwallError } from '../core/error.ts';
import type { Path, Source } from './source.ts';

/** One thing wrong with a scenario. */
export interface Finding {
  path: Path;
  sentence: string;
  /** What to point at; the value when left out. */
  at?: 'key' | 'value';
  /** Position of the character within a text. */
  index?: number;
  /** True when the path leads to something that is not there: it is told last, as it can only point at a parent. */
  missing?: boolean;
}

/** Throws the source's code for the finding that comes first in the file; `data.others` counts the rest. */
export function refuseFirst(findings: readonly Finding[], source: Source): void {
  const located = findings.map((finding) => ({
    finding,
    offset: source.offset(finding.path, finding.at, finding.index),
  }));
  located.sort(
    (a, b) => Number(a.finding.missing ?? false) - Number(b.finding.missing ?? false) || a.offset - b.offset,
  );
  const [first] = located;
  if (first === undefined) return;
  const place: Place = source.place(first.offset);
  const data = { path: [...first.finding.path], others: findings.length - 1 };
  throw new PitwallError(source.code, first.finding.sentence, { place, data });
}

/** Runs a step and turns our error into a finding about `path`. */
export function* attempt(path: Path, step: () => void): Generator<Finding> {
  try {
    step();
  } catch (error) {
    if (!(error instanceof PitwallError)) throw error;
    yield { path, sentence: error.sentence };
  }
}
