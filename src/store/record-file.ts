import { linesOf } from './file-lines.ts';
import { readRecordLines } from './record-lines.ts';
import type { WholeRecord } from './rows.ts';

/** Reads an export and checks all of it; `shown` names it in errors. Throws RECORD_INVALID at the first line that is not as it was written. */
export function readRecordFile(file: string, shown: string = file): WholeRecord {
  return readRecordLines(linesOf(file, shown), shown);
}
