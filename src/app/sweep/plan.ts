import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { PitwallError } from '../../core/error.ts';
import { nearest } from '../../core/nearest.ts';
import { nobodyNames } from '../../debate/recorder.ts';
import { isLive, parseModelSpec } from '../../models/spec.ts';
import { readScript, shownPath } from '../../project/index.ts';
import { withCast } from '../../scenarios/cast.ts';
import type { Path } from '../../scenarios/source.ts';
import { Source } from '../../scenarios/source.ts';
import type { About, Cell, Change } from '../../sweep/cells.ts';
import { cellsOf, scenarioName } from '../../sweep/cells.ts';
import type { SweepFile } from '../../sweep/definition.ts';
import { parseSweep, refuseAt } from '../../sweep/definition.ts';
import { keyOf, needsNames, specsIn } from '../debate-config.ts';
import type { Forecast } from '../forecast.ts';
import { forecast } from '../forecast.ts';
import { pricedBudget } from '../models.ts';
import type { Grounds, Job } from './job.ts';
import { determining, jobLoader, sentenceOf } from './job.ts';

/** A cell of the table with the key of the debate that fills it: several cells may share one. */
export interface PlannedCell extends Pick<Cell, 'at' | 'arm'> {
  key: string;
}

export interface SweepPlan {
  name: string;
  file: SweepFile;
  cells: PlannedCell[];
  /** Key -> its debate; each is held once. */
  jobs: Map<string, Job>;
  /** Whether a language model is asked anywhere. */
  live: boolean;
  /** Whoever is asked. */
  specs: Set<string>;
  /** Scenario -> what is at stake in it. */
  scenarios: Map<
    string,
    { options: Record<string, string>; rule: 'plurality' | 'weighted' | 'consensus'; truth: string | null }
  >;
}

/**
 * Reads a sweep file and builds every debate that it names, without holding one. Throws SWEEP_INVALID with the line of whatever is
 * wrong with it, or with a scenario, fact, member, card or model that it names.
 */
export async function planSweep(path: string, grounds: Grounds): Promise<SweepPlan> {
  const file = resolve(grounds.projectDir, path);
  const shown = shownPath(grounds.projectDir, file);
  const sweep = parseSweep(readScript(file, shown), shown);
  const loader = jobLoader(grounds);
  const about = new Map<string, About>();
  const plan: SweepPlan = {
    name: basename(file).replace(/\.ya?ml$/i, ''),
    file: sweep.file,
    cells: [],
    jobs: new Map(),
    live: false,
    specs: new Set(),
    scenarios: new Map(),
  };
  const located = async <T>(placed: () => Promise<Path> | Path, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PitwallError) || error.code === 'SWEEP_INVALID') throw error;
      return refuseAt(sweep.source, await placed(), sentenceOf(error));
    }
  };
  const { scenario: named } = sweep.file.axes;
  const names = [
    ...(typeof named === 'string' ? [named] : named),
    ...(sweep.file.include ?? []).flatMap(({ scenario }) => scenario ?? []),
  ];
  const truths = truthsOf(sweep.file, grounds);
  for (const [index, name] of names.entries()) {
    const at = typeof named === 'string' ? ['axes', 'scenario'] : ['axes', 'scenario', index];
    const { scenario, team } = await located(
      () => at,
      () => loader.scenarioOf(name),
    );
    const idOf = (member: string) => team.find(member).card.id;
    const ranges = Object.entries(scenario.facts).flatMap(([fact, { range }]) =>
      range === undefined ? [] : [[fact, range] as const],
    );
    about.set(name, {
      cast: scenario.cast,
      castOf: (spelled) => withCast(scenario, spelled, idOf).cast.map(idOf),
      ranges: Object.fromEntries(ranges),
    });
    const short = scenarioName(name);
    const options = Object.fromEntries(Object.entries(scenario.options).map(([id, option]) => [id, option.short]));
    const truth = truths[short] ?? truths[scenario.id] ?? null;
    if (truth !== null && !Object.hasOwn(options, truth))
      refuseAt(
        sweep.source,
        ['truth', short],
        `no option of \`${short}\` is called \`${truth}\`${nearest(truth, Object.keys(options))}`,
      );
    plan.scenarios.set(short, { options, rule: scenario.decision, truth });
  }
  if (typeof sweep.file.truth === 'object') {
    const wrong = Object.keys(sweep.file.truth).find((name) => !plan.scenarios.has(name));
    if (wrong !== undefined)
      refuseAt(
        sweep.source,
        ['truth', wrong],
        `no scenario of this sweep is called \`${wrong}\`${nearest(wrong, [...plan.scenarios.keys()])}`,
      );
  }
  const aboutOf = (name: string) => {
    const known = about.get(name);
    if (known === undefined) throw new RangeError(`expected to know ${name}`);
    return known;
  };
  const debate = sweep.file.budget?.debate;
  /** The level that cannot be built without the others either; else the scenario. */
  const placeOf = async (cell: Cell, job: Job): Promise<Path> => {
    const { scenario, seed } = job.change;
    for (const part of cell.parts) {
      const change = { ...unchanged(scenario, seed), ...part.change };
      const isBuilt = await loader.configOf({ ...job, change }).then(
        () => true,
        () => false,
      );
      if (!isBuilt) return part.path;
    }
    return lastOf(cell);
  };
  // Cells that an entry of `include` shares with the table count once, and a control that several debates share is built once.
  const there = new Set<string>();
  const controls = new Map<string, string>();
  for (const cell of cellsOf(sweep, aboutOf)) {
    const { at, change, arm } = cell;
    const own = JSON.stringify([Object.values(at), arm]);
    if (there.has(own)) continue;
    there.add(own);
    const job: Job = { change, arm, ...(debate === undefined ? {} : { budget: { debate } }) };
    const same = arm.kind === 'debate' ? null : JSON.stringify(determining(job));
    const known = same === null ? undefined : controls.get(same);
    if (known !== undefined) {
      plan.cells.push({ at, arm, key: known });
      continue;
    }
    const config = await located(
      () => placeOf(cell, job),
      () => loader.configOf(job),
    );
    const key = keyOf(config);
    if (same !== null) controls.set(same, key);
    plan.cells.push({ at, arm, key });
    plan.jobs.set(key, plan.jobs.get(key) ?? job);
    if (needsNames(config.scenario))
      refuseAt(
        sweep.source,
        sweep.file.axes.floor === undefined ? lastOf(cell) : ['axes', 'floor'],
        nobodyNames().sentence,
      );
    for (const spec of specsIn(config)) plan.specs.add(spec);
  }
  plan.live = [...plan.specs].some((spec) => isLive(parseModelSpec(spec)));
  // Such a cap would hold nothing.
  const cap = sweep.file.budget?.sweep;
  if (cap !== undefined) pricedBudget({ debate: cap }, [...plan.specs], grounds.settings);
  if (plan.cells.length === 0)
    refuseAt(sweep.source, ['exclude'], 'expected a debate to be left, `exclude` leaves none');
  return plan;
}

/** Where the last level of a cell stands; of one that changes nothing, the scenario. */
const lastOf = ({ parts, path }: Cell): Path => parts.at(-1)?.path ?? path;

const unchanged = (scenario: string, seed: number): Change => ({
  scenario,
  facts: {},
  cast: null,
  cards: {},
  models: {},
  script: {},
  seed,
});

const TRUTHS = { what: 'scenarios with the option that turned out right', code: 'SWEEP_INVALID' } as const;
const Truths = z.record(z.string(), z.union([z.string(), z.object({ answer: z.string() })]));

/** Scenario -> the option that turned out right; a file of them may say more about each, beside `answer`. */
function truthsOf({ truth = {} }: SweepFile, { projectDir }: Grounds): Record<string, string> {
  if (typeof truth !== 'string') return truth;
  const path = resolve(projectDir, truth);
  const shown = shownPath(projectDir, path);
  const read = Truths.safeParse(new Source(readScript(path, shown), shown, TRUTHS).value);
  if (!read.success)
    throw new PitwallError(
      'SWEEP_INVALID',
      'expected scenarios with the option that turned out right, `name: option`',
      {
        place: { file: shown },
      },
    );
  return Object.fromEntries(
    Object.entries(read.data).map(([name, said]) => [name, typeof said === 'string' ? said : said.answer]),
  );
}

/** What the debates of a plan would take. */
export interface SweepForecast {
  calls: number;
  tokens: number;
  usd: number | null;
  /** Debates that it was counted on; the others are taken to be like those of their kind. */
  sampled: number;
}

/** Debates that are counted; the playbook is free, and a few tell how long it takes. */
const SAMPLES = { live: 48, free: 8 };

/** Counted by holding one debate of each kind with the playbook: a kind is a scenario, an arm, a cast and its models. */
export async function forecastSweep(
  plan: Pick<SweepPlan, 'cells' | 'jobs' | 'live'>,
  keys: ReadonlySet<string>,
  grounds: Grounds,
): Promise<SweepForecast> {
  const kinds = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { at, arm, key } of plan.cells) {
    if (!keys.has(key) || seen.has(key)) continue;
    seen.add(key);
    const kind = [at.scenario, at.model, plan.live ? at.cast : '', arm.kind].join('\n');
    kinds.set(kind, [...(kinds.get(kind) ?? []), key]);
  }
  const { configOf } = jobLoader(grounds);
  const strata = new Map<string, string[][]>();
  for (const [kind, alike] of kinds) {
    const arm = kind.slice(kind.lastIndexOf('\n') + 1);
    strata.set(arm, [...(strata.get(arm) ?? []), alike]);
  }
  const most = Math.max(1, Math.floor((plan.live ? SAMPLES.live : SAMPLES.free) / strata.size));
  const counted: (Forecast & { debates: number })[] = [];
  for (const all of strata.values()) {
    const taken = evenly(all, most);
    // What is not counted is like what is: of the same arm.
    const scale = all.reduce((sum, { length }) => sum + length, 0) / taken.reduce((sum, { length }) => sum + length, 0);
    for (const alike of taken) {
      const job = plan.jobs.get(alike[0] ?? '');
      if (job === undefined) continue;
      const ahead = await forecast(await configOf(job), grounds.settings);
      counted.push({ ...ahead, debates: alike.length * scale });
    }
  }
  const total = (of: (one: Forecast) => number) =>
    Math.round(counted.reduce((sum, one) => sum + of(one) * one.debates, 0));
  return {
    calls: total(({ seats }) => seats.reduce((sum, { calls }) => sum + calls, 0)),
    tokens: total(({ seats }) => seats.reduce((sum, seat) => sum + seat.inputTokens + seat.outputTokens, 0)),
    usd: counted.some(({ usd }) => usd === null)
      ? null
      : counted.reduce((sum, { usd, debates }) => sum + (usd ?? 0) * debates, 0),
    sampled: counted.length,
  };
}

function evenly<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, index) => all[Math.floor(index * step)] as T);
}
