import type { ReadData } from '../../core/tool.ts';
import type { Diagnosis } from './diagnose.ts';
import { diagnose } from './diagnose.ts';
import { readLog } from './read-curve.ts';

const MOST_KEPT = 4;
const kept = new Map<string, Diagnosis>();

/** The diagnosis of a training log. It is pure in the log's text, and several tools ask it of the same one, so the last few are kept. */
export function diagnoseFile(name: string, readData: ReadData, column?: string): Diagnosis {
  const text = readData(name);
  const key = column === undefined ? text : `${column}\n${text}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const diagnosis = diagnose(readLog(text, name, column));
  const [oldest] = kept.keys();
  if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, diagnosis);
  return diagnosis;
}
