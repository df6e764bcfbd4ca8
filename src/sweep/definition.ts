import { z } from 'zod';
import { Caps } from '../core/budget.ts';
import { FactValue, FloorPolicy, PHASE, StopRule, Visibility } from '../core/scenario.ts';
import { refuseFirst } from '../scenarios/finding.ts';
import { shapeFindings } from '../scenarios/shape.ts';
import type { Path } from '../scenarios/source.ts';
import { Source } from '../scenarios/source.ts';
import { AS_WRITTEN, completedSweep } from './written.ts';

const Text = z.string().min(1);

/** What an axis takes: a list, each value named by what it says, or a mapping from names to values. */
const levels = <T extends z.ZodType>(value: T) =>
  z.union([
    z.array(value).min(1),
    z.record(Text, value).refine((names) => Object.keys(names).length > 0, 'expected at least one level, found none'),
  ]);

const Whole = z
  .string()
  .regex(/^\s*-?\d+\s*\.\.\s*-?\d+\s*$/, 'expected a number, a list, or `1..10`')
  .refine((text) => {
    const [from = 0, to = 0] = text.split('..').map(Number);
    return from <= to && to - from < 100_000;
  }, 'expected the smaller seed first, and at most 100,000');

const Facts = z.union([Text, z.record(Text, FactValue)]);
/** Member -> file, relative to the project. */
const Cards = z.union([Text, z.record(Text, Text)]);
const Models = z.union([Text, z.record(Text, Text)]);
const Seeds = z.union([z.number().int(), Whole, z.array(z.number().int()).min(1)]);

const AsWritten = z.literal(AS_WRITTEN);
const Protocol = z.union([
  AsWritten,
  z.array(z.string().regex(PHASE, 'expected phases like `opening blind`, `rebuttal 2`, `vote`')).min(1),
]);
const Stop = z.union([AsWritten, StopRule]);

export const Axes = z.strictObject({
  /** Ids or files. */
  scenario: z.union([Text, z.array(Text).min(1)]),
  /** Facts to change; `as-written`; `range`: each fact that has a range at both of its ends, one at a time. */
  facts: levels(Facts).optional(),
  /** `a,b`, `+a,-b`; `as-written`; `leave-one-out`: the whole cast, and each member taken away. */
  cast: levels(Text).optional(),
  /** `as-written`, or other cards for members. */
  card: levels(Cards).optional(),
  /** A spec for all seats, or by member with `*` for everybody else. */
  model: levels(Models).optional(),
  /** Phases as a script has them: `[opening blind, rebuttal 3, vote]`. */
  protocol: levels(Protocol).optional(),
  floor: levels(FloorPolicy).optional(),
  visibility: levels(Visibility).optional(),
  /** A stop rule as a script has it, or `as-written`. */
  stop: levels(Stop).optional(),
  seed: Seeds.optional(),
});
export type AxisName = keyof z.infer<typeof Axes>;

export const AXES = Object.keys(Axes.shape) as AxisName[];

const Some = z.union([Text, z.number(), z.array(z.union([Text, z.number()])).min(1)]);

/** Cells to leave out: those that have one of the named levels on every axis that is named. */
const Exclusion = z.strictObject({
  ...(Object.fromEntries(AXES.map((axis) => [axis, Some.optional()])) as Record<AxisName, z.ZodOptional<typeof Some>>),
  /** `debate`, `vote`, `solo` or `repeat`. */
  arm: Some.optional(),
});

/** Cells beside the table: what is not named is the first level of its axis, and every seed. */
const Inclusion = z.strictObject({
  scenario: Text.optional(),
  facts: Facts.optional(),
  cast: Text.optional(),
  card: Cards.optional(),
  model: Models.optional(),
  protocol: Protocol.optional(),
  floor: FloorPolicy.optional(),
  visibility: Visibility.optional(),
  stop: Stop.optional(),
  seed: Seeds.optional(),
});

const Arm = z.union([
  z.enum(['vote', 'solo']),
  z.strictObject({ solo: Text }),
  z.strictObject({ repeat: z.number().int().min(2).max(99) }),
]);

/** A sweep as one writes it: what varies, what it is held against, and what it may take. */
export const SweepFile = z.strictObject({
  /** What it asks, as its report is headed. */
  title: Text.optional(),
  language: z.enum(['ko', 'en']).optional(),
  axes: Axes,
  include: z.array(Inclusion).optional(),
  exclude: z.array(Exclusion).optional(),
  /** What debates are compared with: blind openings alone, members alone, one model asked several times without a card. */
  arms: z.array(Arm).optional(),
  /** Hard caps for the whole sweep, and for each debate. */
  budget: z.strictObject({ sweep: Caps.optional(), debate: Caps.optional() }).optional(),
  /** Debates at once: threads with the playbook, requests in flight with language models. */
  concurrency: z.number().int().min(1).max(64).optional(),
  /** What a provider allows in any minute. */
  limits: z
    .strictObject({
      requestsPerMinute: z.number().int().min(1).optional(),
      tokensPerMinute: z.number().int().min(1).optional(),
    })
    .optional(),
  /** Scenario -> the option that turned out right, or a file of them. */
  truth: z.union([Text, z.record(Text, Text)]).optional(),
});
export type SweepFile = z.infer<typeof SweepFile>;

const orOne = <T extends z.ZodType>(value: T) => z.union([value, levels(value)]);
const listOrOne = <T extends z.ZodType>(value: T) => z.union([value, z.array(value)]);
const OneLine = z.union([z.string(), Protocol]);

/** A sweep as people may write it: one value in place of a list of one, and a protocol on one line. */
export const WrittenSweep = z.strictObject({
  ...SweepFile.shape,
  axes: z.strictObject({
    ...Axes.shape,
    facts: orOne(Facts).optional(),
    cast: orOne(Text).optional(),
    card: orOne(Cards).optional(),
    model: orOne(Models).optional(),
    protocol: orOne(OneLine).optional(),
    floor: orOne(FloorPolicy).optional(),
    visibility: orOne(Visibility).optional(),
    stop: orOne(Stop).optional(),
  }),
  include: listOrOne(z.strictObject({ ...Inclusion.shape, protocol: OneLine.optional() })).optional(),
  exclude: listOrOne(Exclusion).optional(),
  arms: listOrOne(Arm).optional(),
});

export interface SweepText {
  file: SweepFile;
  source: Source;
}

/** A sweep file as a checked value. Throws SWEEP_INVALID with file, line and column of the first thing wrong. */
export function parseSweep(text: string, file: string): SweepText {
  const source = new Source(text, file, { what: 'a sweep', code: 'SWEEP_INVALID' });
  const { value, moved } = completedSweep(source.value);
  source.move(moved);
  const written = (sentence: string) =>
    moved.reduce((text, { from, to }) => text.replace(`\`${to.join('.')}`, `\`${from.join('.')}`), sentence);
  const findings = shapeFindings(value, SweepFile).map((one) => ({ ...one, sentence: written(one.sentence) }));
  refuseFirst(findings, source);
  return { file: SweepFile.parse(value), source };
}

/** Throws SWEEP_INVALID at a path of the file. */
export function refuseAt(source: Source, path: Path, sentence: string): never {
  refuseFirst([{ path, sentence }], source);
  throw new RangeError('expected a finding to be refused');
}
