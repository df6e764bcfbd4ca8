import type { Heard, HeardTurn } from '../core/briefing.ts';
import { canonicalJson } from '../core/canonical.ts';
import type { FactValue } from '../core/scenario.ts';
import type { Claim, ClaimRef } from '../core/turn.ts';
import { callIn } from '../core/turn.ts';
import { bearingOn } from './bearing.ts';
import { valuesOf } from './evaluate.ts';
import { bearingOnFigure } from './judged.ts';
import type { DecisionModel } from './model.ts';
import { criterionOf, namesOfCriterion } from './model.ts';
import type { PutIn } from './put-in.ts';
import { isPutFor, putIn, sourcesOf } from './put-in.ts';

/** What became of a claim. Only `open` and `conceded` ones stand. */
export type ClaimStatus = 'open' | 'conceded' | 'withdrawn' | 'refuted' | 'stale' | 'superseded';

/** A claim and what became of it, with the turn in which that happened. */
export interface ClaimLife {
  claim: Claim;
  turn: number;
  speaker: string;
  status: ClaimStatus;
  /** Null while it is open. */
  by: { member: string | null; turn: number | null } | null;
  /** Others who conceded or backed it aloud, each once. */
  accepted: { member: string; turn: number }[];
  /** Facts that it rests on. */
  rests: ReadonlySet<string>;
}

export const sameValue = (a: FactValue | undefined, b: FactValue | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

export const refKey = ({ turn, claim }: ClaimRef): string => `${turn}.${claim}`;

/**
 * Follows every claim through a debate. A speaker's later claim about the same thing supersedes the earlier one; a change of a fact that
 * a claim rests on makes it stale; a rebuttal that gives another value for the same thing refutes it, unless its speaker comes
 * back to it; who concedes a claim accepts it; who withdraws it takes it back.
 */
export function livesOf(heard: readonly Heard[], model: DecisionModel): ClaimLife[] {
  const lives = new Map<string, ClaimLife>();
  const rests = new Map<string, Behind>();
  const calls: Calls = new Map();
  /** Claims by who made them and what they are about that no later one has taken the place of. */
  const alike = new Map<string, ClaimLife[]>();
  const end = (life: ClaimLife | undefined, status: ClaimStatus, member: string | null, turn: number | null) => {
    if (life === undefined || life.status === 'withdrawn' || life.status === 'superseded') return;
    life.status = status;
    life.by = { member, turn };
  };
  for (const said of heard) {
    if (said.kind === 'fact') {
      const changed = Object.entries(said.set).filter(([, { from, to }]) => !sameValue(from, to));
      for (const [key, life] of lives)
        if (changed.some(([name, set]) => turnsOn(rests.get(key), name, set, model))) end(life, 'stale', null, null);
      continue;
    }
    if (said.kind !== 'turn') continue;
    const { turn, speaker, act, answers, claims, withdraws } = said.body;
    for (const { call, ...made } of said.tools) calls.set(`tool:${turn}.${call}`, made);
    for (const ref of withdraws) {
      const life = lives.get(refKey(ref));
      if (life?.speaker === speaker) end(life, 'withdrawn', speaker, turn);
    }
    const target = answers === null ? undefined : lives.get(refKey(answers));
    if (target !== undefined && target.speaker !== speaker) {
      if ((act === 'concede' || act === 'support') && !target.accepted.some(({ member }) => member === speaker))
        target.accepted.push({ member: speaker, turn });
      if (act === 'concede' && target.status === 'open') end(target, 'conceded', speaker, turn);
      const corrects = claims.some(
        ({ reason, figure }) =>
          reason !== null &&
          reason === target.claim.reason &&
          figure !== null &&
          figure.value !== target.claim.figure?.value,
      );
      if (act === 'rebut' && corrects) end(target, 'refuted', speaker, turn);
    }
    for (const claim of claims) {
      const about = claim.reason === null ? null : `${speaker} ${claim.reason}`;
      const earlier = about === null ? [] : (alike.get(about) ?? []);
      if (claim.side !== null) for (const life of earlier) end(life, 'superseded', speaker, turn);
      const key = refKey({ turn, claim: claim.claim });
      const behind = factsBehind(claim, model, rests, calls);
      const facts = new Set([...behind.facts, ...behind.cells.flatMap((cell) => [...cell.facts])]);
      const life: ClaimLife = { claim, turn, speaker, status: 'open', by: null, accepted: [], rests: facts };
      lives.set(key, life);
      rests.set(key, behind);
      if (about !== null) alike.set(about, claim.side === null ? [...earlier, life] : [life]);
    }
  }
  return [...lives.values()];
}

/** Call -> what it was given, and what it gave. */
type Calls = Map<string, Pick<HeardTurn['tools'][number], 'name' | 'args' | 'figures'>>;

/** A figure of an evaluation, with the facts that it was given and did not only try. */
interface Cell {
  quantity: string;
  option: string;
  args: Record<string, unknown>;
  facts: ReadonlySet<string>;
}

/** What a claim rests on: facts by themselves, figures that were computed from others, and numbers that a calculation was given. */
interface Behind {
  facts: ReadonlySet<string>;
  cells: readonly Cell[];
  put: readonly PutIn[];
}

const NOTHING: Behind = { facts: new Set(), cells: [], put: [] };

/** Whether a claim rests on a fact so that its new value makes it otherwise: a figure that comes out the same is not touched by it. */
function turnsOn(
  { facts, cells, put }: Behind = NOTHING,
  name: string,
  { from, to }: { from: FactValue; to: FactValue },
  model: DecisionModel,
): boolean {
  if (facts.has(name) || cells.some((cell) => cell.facts.has(name) && isMoved(cell, name, to, model))) return true;
  if (put.length === 0) return false;
  const known = model.scenario.facts;
  const others = Object.entries(known).flatMap(([other, fact]) =>
    other === name ? [] : sourcesOf(other, fact, fact.value).map(({ value }) => value),
  );
  const sources = sourcesOf(name, known[name] ?? {}, from);
  return put.some((one) => sources.some((source) => isPutFor(one, source, others)));
}

function isMoved({ quantity, option, args }: Cell, name: string, to: FactValue, model: DecisionModel): boolean {
  const given = mappingIn(args['facts']);
  const amended = Object.entries(mappingIn(args['amended'])).map(
    ([one, inputs]) => [one, new Map(Object.entries(mappingIn(inputs) as Record<string, number>))] as const,
  );
  const valueAt = (facts: Record<string, unknown>) => {
    const world = {
      ...{ facts: new Map(Object.entries(facts as Record<string, FactValue>)), amended: new Map(amended), data: {} },
      calculate: () => ({ figures: {}, headline: undefined }),
    };
    return valuesOf(model, world, option).of(quantity);
  };
  const [was, is] = [valueAt(given), valueAt({ ...given, [name]: to })];
  // What a calculator works out is not worked out here.
  return was === null || is === null || Math.abs(was - is) > SAME * Math.max(Math.abs(was), Math.abs(is));
}

const SAME = 1e-9;

const mappingIn = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Facts that a claim rests on: those it cites, those behind the quantities it cites or is about, those behind a claim that it cites. */
function factsBehind(claim: Claim, model: DecisionModel, rests: ReadonlyMap<string, Behind>, calls: Calls): Behind {
  const refs = [claim.evidence.ref, ...claim.numbers.flatMap((number) => number.refs)];
  // What another claim rests on depends on who has heard it; all else is the same whenever it is asked for.
  if (refs.some((ref) => ref?.startsWith('turn:'))) return newFactsBehind(claim, refs, model, rests, calls);
  const ofModel = behindOf.get(model) ?? new WeakMap<Claim, Behind>();
  behindOf.set(model, ofModel);
  const facts = ofModel.get(claim) ?? newFactsBehind(claim, refs, model, rests, calls);
  ofModel.set(claim, facts);
  return facts;
}

const behindOf = new WeakMap<DecisionModel, WeakMap<Claim, Behind>>();

function newFactsBehind(
  { reason, option }: Claim,
  refs: readonly (string | null)[],
  model: DecisionModel,
  rests: ReadonlyMap<string, Behind>,
  calls: Calls,
): Behind {
  const facts = new Set<string>();
  const cells: Cell[] = [];
  const put: PutIn[] = [];
  /** Behind figures whose call says what they rest on. */
  const told = new Set<string>();
  const add = (names: readonly string[], under: string | null) => {
    for (const name of bearingOn(model, names, under)) facts.add(name);
  };
  const addCell = (args: Record<string, unknown> | undefined, quantity: string, under: string) => {
    const bearing = bearingOnFigure(model, quantity, under);
    if (args === undefined || Object.keys(mappingIn(args['facts'])).length === 0) {
      for (const name of bearing) facts.add(name);
      return;
    }
    for (const name of bearing) told.add(name);
    const given = [...bearing].filter((name) => Object.hasOwn(mappingIn(args['facts']), name));
    cells.push({ quantity, option: under, args, facts: new Set(given.filter((name) => !isTried(args, name, model))) });
  };
  for (const ref of new Set(refs)) {
    const [, kind = '', rest = ''] = /^(\w+):(.+)$/s.exec(ref ?? '') ?? [];
    if (kind === 'fact') add([rest], option);
    if (kind === 'turn') {
      const other = rests.get(rest) ?? NOTHING;
      for (const name of other.facts) facts.add(name);
      cells.push(...other.cells);
      put.push(...other.put);
    }
    const call = callIn(ref ?? '');
    const made = calls.get(call?.call ?? '');
    const [, quantity, under] = /\/([^/@]+)@([^/@]+)$/.exec(rest) ?? [];
    if (quantity !== undefined && under !== undefined) addCell(made?.args, quantity, under);
    // A calculation rests on the numbers that were put into it, and on what the figures among them rest on.
    else if (made !== undefined && call !== null) {
      const { figure } = call;
      // What an evaluation was given is told cell by cell, and what a calculator of the question is handed stands in the question.
      const isTold =
        Object.keys(mappingIn(made.args['facts'])).length > 0 ||
        [...model.quantities.values()].some((one) => one.kind === 'tool' && one.tool === made.name);
      if (!isTold)
        put.push(...putIn(made.args).filter(({ figures }) => figure === null || figures?.has(figure) !== false));
      for (const [figure, from] of figuresPut(made.args, calls)) {
        const [name = '', option = ''] = figure.split('@');
        addCell(from, name, option);
      }
    }
  }
  const [under = '', subject = ''] = reason?.split('/') ?? [];
  const name = subject.split('~')[0] ?? '';
  if (name !== '') {
    const criterion = criterionOf(model, name);
    const about = bearingOn(model, criterion === undefined ? [name] : namesOfCriterion(criterion), under);
    // What its own figure was computed with stands there.
    for (const one of about) if (!told.has(one)) facts.add(one);
  }
  return { facts, cells, put };
}

/** Figures of evaluations whose values a calculation was given, each of the last one that gave it. */
function figuresPut(args: Record<string, unknown>, calls: Calls): Map<string, Record<string, unknown>> {
  const values = Object.values(mappingIn(args['values'])).filter((value) => typeof value === 'number');
  const found = new Map<string, Record<string, unknown>>();
  for (const value of values) {
    const from = [...calls.values()]
      .reverse()
      .flatMap((call) =>
        Object.entries(call.figures).flatMap(([figure, one]) =>
          figure.includes('@') && value !== 0 && Math.abs(one.value - value) <= AS_SHOWN * Math.abs(value)
            ? [[figure, call.args] as const]
            : [],
        ),
      )[0];
    if (from !== undefined) found.set(...from);
  }
  return found;
}

/** Figures are shown with six digits. */
const AS_SHOWN = 1e-5;

/** Whether an evaluation was given a fact at a value that its caller only tried: they held another, or assumed another. */
export function isTried(args: Record<string, unknown>, name: string, model: DecisionModel): boolean {
  const { assumed } = args;
  const given = mappingIn(args['facts'])[name] as FactValue | undefined;
  return Array.isArray(assumed) && assumed.includes(name) && !sameValue(given, model.scenario.facts[name]?.assumed);
}

/** Whether a claim may still be given as a reason. */
export const stands = ({ status }: ClaimLife): boolean => status === 'open' || status === 'conceded';
