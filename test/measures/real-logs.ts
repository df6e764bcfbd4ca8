import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { PitwallError } from '../../src/core/error.ts';
import { readDataText } from '../../src/project/index.ts';
import { diagnose } from '../../src/workbench/loss-curve/diagnose.ts';
import { FindingKind } from '../../src/workbench/loss-curve/finding.ts';
import { readLog } from '../../src/workbench/loss-curve/read-curve.ts';
import { toSeries } from '../../src/workbench/loss-curve/series.ts';

const FOLDER = new URL('../fixtures/real-logs/', import.meta.url);
/** `by shape`: written by a script after a format, with curves that are known. */
const Half = z.enum(['written on', 'kept apart', 'by shape']);

/** What somebody who reads curves says of a log. */
const Label = z.union([
  z.strictObject({ half: Half, refused: z.string() }),
  z.strictObject({
    half: Half,
    /** Steps of the curve, each counted once. */
    points: z.number().int(),
    /** Kinds that must be found, and those that one may call it by; any other is a false alarm. */
    must: z.array(FindingKind),
    may: z.array(FindingKind),
    tooFew: z.boolean().optional(),
    note: z.string().optional(),
  }),
]);

interface Outcome {
  name: string;
  half: z.infer<typeof Half>;
  /** Whether it was read for what it is, or refused where it is no curve. */
  isRead: boolean;
  isJudged: boolean;
  said: string;
}

export function readLogs(): Outcome[] {
  const labels = z.record(z.string(), Label).parse(JSON.parse(readFileSync(new URL('labels.json', FOLDER), 'utf8')));
  return Object.entries(labels).map(([name, label]) => outcomeOf(name, label));
}

function outcomeOf(name: string, label: z.infer<typeof Label>): Outcome {
  const { half } = label;
  try {
    const text = readDataText(fileURLToPath(new URL(`${name}.gz`, FOLDER)), name);
    const curve = readLog(text, name);
    const { findings, judged } = diagnose(curve);
    const kinds = [...new Set(findings.map(({ kind }) => kind))];
    const { count } = toSeries(curve);
    const said = `${count} points, ${judged ? kinds.join(', ') || 'healthy' : 'too few'}`;
    if ('refused' in label) return { name, half, isRead: false, isJudged: false, said };
    const isRead = count === label.points;
    const isJudged =
      isRead &&
      judged === (label.tooFew !== true) &&
      label.must.every((kind) => kinds.includes(kind)) &&
      kinds.every((kind) => label.must.includes(kind) || label.may.includes(kind));
    return { name, half, isRead, isJudged, said };
  } catch (error) {
    if (!(error instanceof PitwallError) || error.code !== 'DATA_INVALID') throw error;
    const isRefused = 'refused' in label;
    return { name, half, isRead: isRefused, isJudged: isRefused, said: error.sentence };
  }
}
