import { Kept } from '../../core/kept.ts';
import type { ReadData } from '../../core/tool.ts';
import type { Curve } from './curve.ts';
import type { Diagnosis } from './diagnose.ts';
import { diagnose } from './diagnose.ts';
import { readLog } from './read-curve.ts';

const kept = new Kept<Diagnosis>(4);
/** The last curve that was read: a picture of it is drawn right after its diagnosis. */
let last: { key: string; curve: Curve } | null = null;

/** The diagnosis of a training log. It is pure in the log's text, and several tools ask it of the same one, so the last few are kept. */
export function diagnoseFile(name: string, readData: ReadData, column?: string): Diagnosis {
  const text = readData(name);
  return kept.of(keyOf(text, column), () => diagnose(curveIn(text, name, column)));
}

/** The curve of a training log; the last one is kept. */
export function curveOfFile(name: string, readData: ReadData, column?: string): Curve {
  return curveIn(readData(name), name, column);
}

function curveIn(text: string, name: string, column: string | undefined): Curve {
  const key = keyOf(text, column);
  if (last?.key !== key) last = { key, curve: readLog(text, name, column) };
  return last.curve;
}

const keyOf = (text: string, column: string | undefined): string =>
  column === undefined ? text : `${column}\n${text}`;
