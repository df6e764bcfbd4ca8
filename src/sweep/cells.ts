import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { FactValue } from '../core/scenario.ts';
import { isMapping } from '../scenarios/shape.ts';
import type { Path } from '../scenarios/source.ts';
import type { AxisName, SweepText } from './definition.ts';
import { AXES, refuseAt } from './definition.ts';
import { AS_WRITTEN, RANGE } from './written.ts';

/** What holds a cell: the debate itself, or something that it is compared with. */
export type Arm =
  | { kind: 'debate' }
  | { kind: 'vote' }
  | { kind: 'solo'; member: string }
  | { kind: 'repeat'; sample: number };

/** What a cell changes of its scenario. */
export interface Change {
  scenario: string;
  facts: Record<string, FactValue>;
  /** Null for the cast as it is written. */
  cast: string | null;
  cards: Record<string, string>;
  models: Record<string, string>;
  /** Keys of the script: `protocol`, `floor`, `visibility`, `stop`. */
  script: Record<string, unknown>;
  seed: number;
}

/** Axes that change the script itself. */
const SCRIPT = ['protocol', 'floor', 'visibility', 'stop'] as const;

export interface Cell {
  /** Axis -> name of its level. */
  at: Record<AxisName, string>;
  change: Change;
  arm: Arm;
  /** Where in the file it stands. */
  path: Path;
  /** What it changes level by level, each with where that stands: whatever is wrong with it is wrong with one of them, or with all. */
  parts: Part[];
}

export interface Part {
  path: Path;
  change: Partial<Change>;
}

/** One value of an axis. */
interface Level<T> {
  name: string;
  value: T;
  path: Path;
}

/** What the words that stand for several levels need to know of a scenario. */
export interface About {
  cast: readonly string[];
  /** Members of a cast as it is spelled: `+a,-b`. */
  castOf(spelled: string): readonly string[];
  /** Facts with a range, and its ends. */
  ranges: Readonly<Record<string, readonly [number, number]>>;
}

/** Words that stand for several levels. */
const WORDS = { facts: [RANGE], card: [] as string[] };

/** Every cell of a sweep in the order of its axes, seeds innermost. Throws SWEEP_INVALID for a level that does not exist. */
export function* cellsOf(sweep: SweepText, about: (scenario: string, path: Path) => About): Generator<Cell> {
  const { file } = sweep;
  refuseTwice(sweep);
  yield* allCells(sweep, about, { isExcluded: exclusions(sweep) });
  for (const [index, more] of (file.include ?? []).entries()) {
    const own = ['include', index];
    const one = (axis: Exclude<AxisName, 'seed' | 'scenario'>) => {
      const value = more[axis];
      const levels: unknown = file.axes[axis];
      if (value === undefined) return firstOf<unknown>(file.axes[axis]);
      const isName = typeof value === 'string' && isMapping(levels) && Object.hasOwn(levels, value);
      return isName ? { [value]: levels[value] } : [value];
    };
    const axes = {
      scenario: more.scenario ?? scenarios(sweep)[0]?.value ?? '',
      facts: one('facts'),
      cast: one('cast'),
      card: one('card'),
      model: one('model'),
      ...Object.fromEntries(SCRIPT.map((axis) => [axis, one(axis)])),
      seed: more.seed ?? file.axes.seed,
    } as SweepText['file']['axes'];
    yield* allCells({ ...sweep, file: { ...file, axes } }, about, { within: own });
  }
}

/** An entry of `include` that they are the cells of, or what is left out of the table. */
interface Bounds {
  within?: Path;
  isExcluded?: ReturnType<typeof exclusions>;
}

function* allCells(
  sweep: SweepText,
  about: (scenario: string, path: Path) => About,
  { within, isExcluded = () => false }: Bounds,
): Generator<Cell> {
  const { file, source } = sweep;
  const arms = armsOf(sweep);
  for (const scenario of scenarios(sweep)) {
    const path = within ?? scenario.path;
    const known = about(scenario.value, path);
    for (const { value, path: at } of [...levelsOf(file.axes.facts, 'facts'), ...levelsOf(file.axes.card, 'card')])
      if (typeof value === 'string' && !WORDS[at[1] as 'facts' | 'card']?.includes(value) && value !== AS_WRITTEN)
        refuseAt(
          source,
          within ?? at,
          `expected \`${AS_WRITTEN}\`, a mapping${at[1] === 'facts' ? ' or `range`' : ''}, found \`${value}\``,
        );
    const facts = levelsOf(file.axes.facts, 'facts').flatMap((level) => factLevels(level, known));
    if (facts.length === 0)
      refuseAt(
        source,
        within ?? ['axes', 'facts'],
        `expected a fact with a range in \`${scenario.name}\`, found none: with \`${AS_WRITTEN}\` beside \`${RANGE}\` it is held as it is`,
      );
    const scripts = scriptsOf(file.axes);
    const casts = levelsOf(file.axes.cast, 'cast').flatMap((level) => castLevels(level, known));
    for (const card of levelsOf(file.axes.card, 'card'))
      for (const model of levelsOf(file.axes.model, 'model'))
        for (const fact of facts)
          for (const cast of casts)
            for (const script of scripts)
              for (const arm of arms)
                for (const seed of seedsOf(file.axes.seed)) {
                  const at = {
                    scenario: scenario.name,
                    facts: fact.name,
                    cast: cast.name,
                    card: card.name,
                    model: model.name,
                    ...script.at,
                    seed: String(seed),
                  };
                  const change: Change = {
                    scenario: scenario.value,
                    facts: fact.value,
                    cast: cast.value,
                    cards: typeof card.value === 'string' ? {} : card.value,
                    models: modelsIn(model.value),
                    script: script.keys,
                    seed,
                  };
                  if (isExcluded({ at, arm })) continue;
                  const { facts, cards, models } = change;
                  const parts = [
                    ...partOf(fact, Object.keys(facts).length > 0, { facts }),
                    ...partOf(cast, cast.value !== null, { cast: cast.value }),
                    ...partOf(card, Object.keys(cards).length > 0, { cards }),
                    ...partOf(model, Object.keys(models).length > 0, { models }),
                    ...script.parts,
                  ].map((part) => ({ ...part, path: within ?? part.path }));
                  const castNow = () => {
                    if (cast.value === null) return known.cast;
                    try {
                      return known.castOf(cast.value);
                    } catch (error) {
                      if (!(error instanceof PitwallError)) throw error;
                      return refuseAt(source, within ?? cast.path, error.sentence);
                    }
                  };
                  yield* eachArm(arm, castNow, { at, change, path, parts });
                }
  }
}

const partOf = ({ path }: Pick<Level<unknown>, 'path'>, isChanged: boolean, change: Partial<Change>): Part[] =>
  isChanged ? [{ path, change }] : [];

/** A level that stands twice would be counted twice, and files of one name would be taken for one level. */
function refuseTwice({ file, source }: SweepText): void {
  const refuse = (all: readonly Pick<Level<unknown>, 'name' | 'path'>[], say: (name: string) => string) => {
    const seen = new Set<string>();
    for (const { name, path } of all) {
      if (seen.has(name)) refuseAt(source, path, say(name));
      seen.add(name);
    }
  };
  for (const axis of AXES) {
    if (axis === 'seed' || axis === 'scenario') continue;
    refuse(levelsOf<unknown>(file.axes[axis], axis), (name) => `\`${name}\` stands twice in \`axes.${axis}\``);
  }
  const named = scenarios({ file, source });
  const more = (file.include ?? []).flatMap(({ scenario }, index) =>
    scenario === undefined ? [] : [levelOfScenario(scenario, ['include', index, 'scenario'])],
  );
  refuse(
    named,
    (name) => `\`${name}\` stands twice in \`axes.scenario\`, where a scenario is called by the name of its file`,
  );
  for (const { name, value, path } of more) {
    const other = [...named, ...more].find((one) => one.name === name && one.value !== value);
    if (other !== undefined)
      refuseAt(
        source,
        path,
        `\`${value}\` and \`${other.value}\` are both called \`${name}\`: give one of the files another name`,
      );
  }
  const seeds = seedsOf(file.axes.seed).map((seed, index) => ({ name: String(seed), path: ['axes', 'seed', index] }));
  refuse(seeds, (name) => `\`${name}\` stands twice in \`axes.seed\``);
}

interface ScriptLevel {
  at: Pick<Cell['at'], (typeof SCRIPT)[number]>;
  keys: Record<string, unknown>;
  parts: Part[];
}

/** Every change of the script with every other. */
function scriptsOf(axes: SweepText['file']['axes']): ScriptLevel[] {
  const none = Object.fromEntries(SCRIPT.map((axis) => [axis, AS_WRITTEN])) as ScriptLevel['at'];
  return SCRIPT.reduce<ScriptLevel[]>(
    (all, axis) =>
      all.flatMap((before) =>
        levelsOf<unknown>(axes[axis], axis).map(({ name, value, path }) =>
          value === AS_WRITTEN
            ? { ...before, at: { ...before.at, [axis]: name } }
            : {
                at: { ...before.at, [axis]: name },
                keys: { ...before.keys, [axis]: value },
                parts: [...before.parts, { path, change: { script: { [axis]: value } } }],
              },
        ),
      ),
    [{ at: none, keys: {}, parts: [] }],
  );
}

/** Samples of one model are debates of their own, with seeds that no other cell of the sweep has. */
function* eachArm(arm: Named, cast: () => readonly string[], cell: Omit<Cell, 'arm'>): Generator<Cell> {
  if (arm.kind === 'solo' && arm.member === null) {
    for (const member of cast()) yield { ...cell, arm: { kind: 'solo', member } };
  } else if (arm.kind === 'solo') {
    if (arm.member !== null) yield { ...cell, path: arm.path, arm: { kind: 'solo', member: arm.member } };
  } else if (arm.kind === 'repeat') {
    for (let sample = 1; sample <= arm.times; sample += 1) yield { ...cell, arm: { kind: 'repeat', sample } };
  } else yield { ...cell, arm };
}

type Named =
  | { kind: 'debate' | 'vote' }
  | { kind: 'solo'; member: string | null; path: Path }
  | { kind: 'repeat'; times: number };

function armsOf({ file }: SweepText): Named[] {
  return [
    { kind: 'debate' },
    ...(file.arms ?? []).map((arm, index): Named => {
      const path = ['arms', index];
      if (arm === 'vote') return { kind: 'vote' };
      if (arm === 'solo') return { kind: 'solo', member: null, path };
      return 'solo' in arm ? { kind: 'solo', member: arm.solo, path } : { kind: 'repeat', times: arm.repeat };
    }),
  ];
}

function scenarios({ file }: SweepText): Level<string>[] {
  const { scenario } = file.axes;
  const list = typeof scenario === 'string' ? [scenario] : scenario;
  return list.map((value, index) =>
    levelOfScenario(value, typeof scenario === 'string' ? ['axes', 'scenario'] : ['axes', 'scenario', index]),
  );
}

const levelOfScenario = (value: string, path: Path): Level<string> => ({ name: scenarioName(value), value, path });

/** What a scenario is called in a sweep: its file, without folders and ending. */
export const scenarioName = (file: string): string => file.replace(/^.*[/\\]|\.ya?ml$/gi, '');

function levelsOf<T>(axis: T[] | Record<string, T> | undefined, name: AxisName): Level<T | string>[] {
  const usual = name === 'model' ? 'default' : AS_WRITTEN;
  if (axis === undefined) return [{ name: usual, value: AS_WRITTEN, path: ['axes'] }];
  if (Array.isArray(axis))
    return axis.map((value, index) => ({ name: nameOf(value), value, path: ['axes', name, index] }));
  return Object.entries(axis).map(([own, value]) => ({ name: own, value, path: ['axes', name, own] }));
}

const firstOf = <T>(axis: T[] | Record<string, T> | undefined): T[] | Record<string, T> | undefined =>
  axis === undefined
    ? undefined
    : Array.isArray(axis)
      ? axis.slice(0, 1)
      : Object.fromEntries(Object.entries(axis).slice(0, 1));

/** `gpuHourUsd=9, cards=64`: what a value is called that has no name of its own. */
function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.join(', ');
  const parts = Object.entries(value).map(
    ([key, one]) => `${key}=${typeof one === 'object' ? JSON.stringify(one) : String(one)}`,
  );
  return parts.length === 0 ? AS_WRITTEN : parts.join(', ');
}

function factLevels({ name, value, path }: Level<unknown>, { ranges }: About): Level<Change['facts']>[] {
  if (value === AS_WRITTEN) return [{ name, value: {}, path }];
  if (value !== RANGE) return [{ name, value: value as Change['facts'], path }];
  return Object.entries(ranges).flatMap(([fact, ends]) =>
    [...new Set(ends)].map((end) => ({ name: `${fact}=${end}`, value: { [fact]: end }, path })),
  );
}

function castLevels({ name, value, path }: Level<string>, { cast }: About): Level<string | null>[] {
  if (value === AS_WRITTEN) return [{ name, value: null, path }];
  if (value !== 'leave-one-out') return [{ name, value, path }];
  const without = cast.map((member) => ({ name: `-${member}`, value: `-${member}`, path }));
  return [{ name: AS_WRITTEN, value: null, path }, ...without];
}

const modelsIn = (value: Record<string, string> | string): Change['models'] =>
  typeof value !== 'string' ? value : value === AS_WRITTEN ? {} : { '*': value };

export function seedsOf(seed: SweepText['file']['axes']['seed']): number[] {
  if (seed === undefined) return [1];
  if (typeof seed === 'number') return [seed];
  if (Array.isArray(seed)) return seed;
  const [from = 1, to = 1] = seed.split('..').map(Number);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** Whether an entry of `exclude` takes a cell away; a level that no axis has is refused once the table is known. */
function exclusions({ file, source }: SweepText): (cell: { at: Cell['at']; arm: Pick<Arm, 'kind'> }) => boolean {
  const entries = (file.exclude ?? []).map((entry) =>
    Object.entries(entry).map(([axis, some]) => ({
      axis: axis as AxisName | 'arm',
      names: (Array.isArray(some) ? some : [some]).map(String),
    })),
  );
  for (const [index, entry] of entries.entries())
    for (const { axis, names } of entry) refuseUnknown(axis, names, index);
  return ({ at, arm }) =>
    entries.some((entry) => entry.every(({ axis, names }) => names.includes(axis === 'arm' ? arm.kind : at[axis])));

  function refuseUnknown(axis: AxisName | 'arm', names: readonly string[], index: number): void {
    const known = knownLevels(axis);
    const wrong = known === null ? undefined : names.find((name) => !known.includes(name));
    if (wrong !== undefined)
      refuseAt(
        source,
        ['exclude', index, axis],
        `no level of \`${axis}\` is called \`${wrong}\`${nearest(wrong, known ?? [])}`,
      );
  }

  /** Null where the levels come from the scenarios. */
  function knownLevels(axis: AxisName | 'arm'): string[] | null {
    if (axis === 'arm') return ['debate', 'vote', 'solo', 'repeat'];
    if (axis === 'seed') return seedsOf(file.axes.seed).map(String);
    if (axis === 'scenario') return scenarios({ file, source }).map(({ name }) => name);
    const all = levelsOf<unknown>(file.axes[axis], axis);
    return all.some(({ value }) => value === RANGE || value === 'leave-one-out') ? null : all.map(({ name }) => name);
  }
}

/** Axes on which more than one level stands. */
export function varied(cells: readonly Pick<Cell, 'at'>[]): AxisName[] {
  return AXES.filter((axis) => new Set(cells.map(({ at }) => at[axis])).size > 1);
}
