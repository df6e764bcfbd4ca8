import type { Heard } from '../core/briefing.ts';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { WrittenMemo } from '../core/memo.ts';
import type {
  Amended,
  Experiment,
  Flip,
  Movement,
  Outcome,
  OutcomeFlip,
  StandingClaim,
  TableRow,
} from '../core/outcome.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Value } from '../core/values.ts';
import { missedBy } from '../reasoning/amend.ts';
import { amendments, atBestSettings } from '../reasoning/amendments.ts';
import { begunAfter } from '../reasoning/begun-after.ts';
import type { ClaimLife } from '../reasoning/claims.ts';
import type { ConditionSetting } from '../reasoning/condition-settings.ts';
import { settingNow, settingsOfConditions, withinConditions } from '../reasoning/condition-settings.ts';
import { decide } from '../reasoning/decision.ts';
import { valuesOf, withFact, worldWith } from '../reasoning/evaluate.ts';
import { namesIn } from '../reasoning/formula.ts';
import { knowledgeAfter } from '../reasoning/knowledge.ts';
import type { CompiledNeed, DecisionModel } from '../reasoning/model.ts';
import { compileModel, namesOfCriterion } from '../reasoning/model.ts';
import { pooledWorld, unasked } from '../reasoning/pooling.ts';
import type { Table } from '../reasoning/solve.ts';
import { decisionOf, informationOf, movableFacts, pastTie, sidesOf, undone } from '../reasoning/solve.ts';
import { flipsOf } from '../reasoning/thresholds.ts';
import { isTakenBack } from '../reasoning/withdrawn.ts';
import type { Calculate, World } from '../reasoning/worlds.ts';
import { claimsOf, settledLives } from './claims.ts';
import { firstMeasured } from './deciding.ts';
import { cameUpIn, effectsOf, figuresOf, hasNews, missedPast, withoutNews } from './figures.ts';
import { labelIn } from './label-in.ts';
import { offered } from './offered.ts';
import { optionSettings } from './option-settings.ts';
import { actionsOf, measuresIn, proposedIn, turnsTakenBack } from './undertaken.ts';

const NOTICEABLE_MOVE = 0.02;

export interface OutcomeInput {
  /** Id to put into the commands that compute a figure again. */
  id: string;
  events: readonly TranscriptEvent[];
  /** What was said, as whoever was there heard it. */
  heard: readonly Heard[];
  scenario: Scenario;
  members: readonly { id: string; values: readonly Value[] }[];
  data: Readonly<Record<string, string>>;
  calculate: Calculate;
  /** Told of each what-if that has been computed: how many of how many. */
  onWhatIf?: WhatIfs | undefined;
}

/** Told how many of the what-ifs of an outcome have been computed. */
export type WhatIfs = (done: number, of: number) => void;

/** What the votes alone say, before anything else is computed. */
export type Verdict = Pick<Outcome, 'decision' | 'confidence' | 'margin' | 'stopReason' | 'votes' | 'amended'>;

/** The decision of a closed debate at once; null where `outcomeOf` is. */
export const verdictOf = (
  input: Pick<OutcomeInput, 'events' | 'scenario' | 'heard'>,
  model = compileModel(input.scenario),
): Verdict | null => decidedBy(input, model)?.verdict ?? null;

interface Decided {
  verdict: Verdict;
  /** Settings of what was decided that the conditions name on which it stands. */
  conditions: readonly ConditionSetting[];
}

function decidedBy(
  { events, scenario, heard }: Pick<OutcomeInput, 'events' | 'scenario' | 'heard'>,
  model: DecisionModel,
): Decided | null {
  const [closed] = eventsOf(events, 'debate.closed');
  if (closed === undefined || closed.stopReason === 'questions' || closed.stopReason === 'cancelled') return null;
  const votes = eventsOf(events, 'vote.cast');
  const turns = eventsOf(events, 'turn.recorded');
  const isBack = (vote: number) => turns.some((body) => body.turn === vote && isTakenBack(body, turns));
  const { decision, margin, confidence } = decide(
    scenario.decision,
    votes.filter(({ blind }) => !blind),
  );
  const amended = amendedIn(model, heard);
  const conditions = decision === null ? [] : settingsOfConditions(turns, model, decision, amended);
  const setBy = conditions.flatMap(({ input, to, by, turn }): Amended[] => {
    if (decision === null || settingNow(model, amended, decision, input) === to) return [];
    return [{ ...amendedTo(model, { option: decision, input, to, by, turn }), isCondition: true }];
  });
  const verdict: Verdict = {
    decision,
    confidence,
    margin,
    stopReason: closed.stopReason,
    votes: votes.map(({ member, option, confidence: sure, blind, condition, turn }) => ({
      member,
      option,
      confidence: sure,
      blind,
      condition: isBack(turn) ? null : condition,
    })),
    amended: [...amended, ...setBy],
  };
  return { verdict, conditions };
}

/** What a debate closed on: the question as the conditions of the decision leave it, and what the table knew between them. */
function closedOn(input: OutcomeInput): { model: DecisionModel; verdict: Verdict | null; worlds: Worlds } {
  const whole = compileModel(input.scenario);
  const decided = decidedBy(input, whole);
  const { verdict = null, conditions = [] } = decided ?? {};
  const decision = verdict?.decision ?? null;
  const model = decision === null ? whole : withinConditions(whole, decision, conditions);
  const set = verdict?.amended.filter(({ isCondition }) => isCondition === true) ?? [];
  return { model, verdict, worlds: worldsOf(model, input, set) };
}

/** What a closed debate came to; null before the close, and where only questions were asked. */
export function outcomeOf(input: OutcomeInput): Outcome | null {
  const { id, events, scenario, heard } = input;
  const { model, verdict, worlds } = closedOn(input);
  if (verdict === null) return null;
  const { decision } = verdict;
  const final = eventsOf(events, 'vote.cast').filter(({ blind }) => !blind);
  const table = { members: input.members, rule: scenario.decision };
  const offered = amendments(model, worlds.now);
  const settled = worldWith(worlds.now, offered);
  const standing = claimsOf({ id, model, events, heard, decision, members: input.members, settled });
  const counted = countWhatIfs(model, worlds.now, input.onWhatIf);
  // What its proposer has taken back was agreed on once.
  const back = turnsTakenBack(events);
  const amended = verdict.amended.filter(({ option, turn }) => option === decision || turn === null || !back.has(turn));
  const weighing = figuresOf(
    model,
    worlds.now,
    {
      decision,
      agreed: new Set(amended.map(({ option }) => option)),
      firstOf: (figures) =>
        firstMeasured({ figures, decision, measures: measuresIn(events), table: tableOf(model, worlds.now, null) }),
    },
    events,
  );
  const turned = weighing?.figures.flips ?? [];
  const begun = begunAfter(model, weighing?.figures.waited?.days ?? 0);
  const bars = turned.map(({ argued: _argued, none: _none, toSet: _toSet, isMissed: _isMissed, ...flip }) => flip);
  const flips = flipsOf(begun, worlds.now, table, { figures: bars, onTried: counted }).map((flip) =>
    pastTie(begun, worlds.now, table, flip),
  );
  // A debate under that value waits for nothing yet.
  const isDecidedSo = ({ fact, to, tried }: Flip) =>
    decisionOf(model, withFact(worlds.now, fact, tried.flips), table) === to;
  const experiment = experimentOf(model, worlds.now, table, events, flips, counted);
  // Where every option is told of at the setting that serves it best against the decision.
  const stand = worldWith(worlds.now, weighing?.set ?? []);
  const before = hasNews(events) ? worldWith(worlds.before, weighing?.set ?? []) : null;
  const [memo] = eventsOf(events, 'memo.written');
  return {
    ...verdict,
    amended,
    ...(memo === undefined ? {} : { written: writtenIn(memo) }),
    byFigures: decisionOf(model, worlds.now, table),
    table: tableOf(model, stand, before),
    figures: weighing?.figures ?? null,
    cameUp: cameUpIn(model, stand, heard),
    byNews: before === null ? [] : effectsOf(model, before, stand).effects,
    ...optionSettings(model, stand, offered),
    moved: movements(events),
    claims: standing.claims,
    dissent: dissentOf(events, final, decision, standing.claims),
    agreements: standing.agreements,
    compared: standing.compared,
    experiment,
    measures: measuresIn(events),
    actions: actionsOf(scenario, decision, experiment, events),
    missing: missingIn(model, worlds.now),
    unanswered: unansweredIn(events),
    flips: flips.map((flip) => ({
      ...flip,
      label: labelIn(model, flip.fact),
      none: noneBeyond(begun, worlds.now, flip),
      ...missedPast(begun, worlds.now, flip, decision),
      ...(begun === model || isDecidedSo(flip) ? {} : { isAfterWait: true as const }),
      toSet:
        turned.find(
          ({ fact, at, beyond, to }) =>
            fact === flip.fact && at === flip.at && beyond === flip.beyond && to === flip.to,
        )?.toSet ?? [],
    })),
  };
}

const writtenIn = ({ model, lines, leftOut, error }: EventBody<'memo.written'>): WrittenMemo => ({
  model,
  lines,
  leftOut,
  error,
});

/** What became of each claim by the end. */
export function livesAfter(input: OutcomeInput): ClaimLife[] {
  const {
    model,
    worlds: { now },
  } = closedOn(input);
  return settledLives({ heard: input.heard, model, settled: worldWith(now, amendments(model, now)) });
}

/** The question with what the table knew between them at the end, its options set as was agreed. */
export function worldAfter(input: OutcomeInput): { model: DecisionModel; world: World } {
  const { model, worlds } = closedOn(input);
  return { model, world: worlds.now };
}

/** Counts the sides of facts on which a flip is looked for, and the measurements. */
function countWhatIfs(model: DecisionModel, world: World, onWhatIf: WhatIfs | undefined): () => void {
  if (onWhatIf === undefined) return () => undefined;
  const movable = movableFacts(model, world);
  const measured = model.scenario.measurements.filter(({ learns }) => movable.some(({ path }) => path === learns));
  const of = movable.flatMap(sidesOf).length + measured.length;
  let done = 0;
  return () => {
    done += 1;
    onWhatIf(done, of);
  };
}

/** Why nothing is decided past a flip. */
function noneBeyond(model: DecisionModel, world: World, { fact, to, tried }: Flip): OutcomeFlip['none'] {
  if (to !== null) return null;
  const beyond = withFact(world, fact, tried.flips);
  const settled = atBestSettings(model, beyond);
  const keeps = model.options.some((option) => missedBy(model, valuesOf(model, settled, option)).length === 0);
  return keeps ? 'split' : 'limits';
}

interface Worlds {
  before: World;
  now: World;
}

/** What everybody at the table knew between them at the end, with what its conditions set, and the same without the news. */
function worldsOf(
  model: DecisionModel,
  { heard, scenario, members, data, calculate }: OutcomeInput,
  set: readonly Amended[],
): Worlds {
  const pool = { seats: members.map(({ id }) => id), data, calculate, closed: unasked(scenario, heard) };
  return {
    before: worldWith(pooledWorld(model, withoutNews(heard), pool), set),
    now: worldWith(pooledWorld(model, heard, pool), set),
  };
}

function tableOf(model: DecisionModel, now: World, before: World | null): TableRow[] {
  const rows = new Map<string, TableRow>();
  for (const criterion of model.criteria) {
    const names = criterion.kind === 'need' ? namesIn(criterion.left) : [criterion.quantity];
    const quantity = names.find((name) => model.quantities.has(name)) ?? names[0];
    if (quantity === undefined) continue;
    const cells = (world: World) =>
      Object.fromEntries(
        model.options.map((option) => {
          const values = valuesOf(model, world, option);
          const margin =
            criterion.kind === 'need' && values.meets(criterion) === false ? values.margin(criterion) : null;
          return [
            option,
            { value: values.amount(quantity)?.value ?? null, short: margin === null ? null : Math.abs(margin) },
          ];
        }),
      );
    const [first] = model.options;
    const sample = valuesOf(model, now, first ?? '');
    const unit = sample.unitOf(quantity);
    const worth = criterion.kind === 'need' ? null : sample.ofExpression(criterion.worth);
    const row: TableRow = {
      quantity,
      label: labelIn(model, quantity),
      unit: unit.text,
      kind: criterion.kind,
      worth: worth === null ? null : worth / unit.factor,
      limit: criterion.kind === 'need' ? limitOf(model, now, criterion, quantity, unit.factor) : null,
      now: cells(now),
      before: before === null ? null : cells(before),
    };
    const known = rows.get(quantity);
    // A limit and a goal on one quantity are one row: the limit marks it.
    if (known === undefined) rows.set(quantity, row);
    else if (known.kind === 'need') rows.set(quantity, { ...known, kind: row.kind, worth: row.worth });
  }
  return [...rows.values()];
}

/** What a limit asks of the quantity itself, where that is one number for all options; null where the two sides are both computed. */
function limitOf(
  model: DecisionModel,
  world: World,
  { left, right, operator }: CompiledNeed,
  quantity: string,
  factor: number,
): TableRow['limit'] {
  if (left.kind !== 'name' || left.name !== quantity) return null;
  const values = model.options.map((option) => valuesOf(model, world, option).ofExpression(right));
  const [value] = values;
  const isOne = value !== undefined && value !== null && values.every((one) => one === value);
  return { operator, value: isOne ? value / factor : null };
}

function amendedIn(model: DecisionModel, heard: readonly Heard[]): Amended[] {
  return knowledgeAfter(new Map(), heard).agreed.map((one) => amendedTo(model, one));
}

const amendedTo = (
  model: DecisionModel,
  { option, input, to, by, turn }: Pick<Amended, 'option' | 'input' | 'to' | 'by' | 'turn'>,
): Amended => ({
  option,
  input,
  label: labelIn(model, input),
  unit: model.inputUnits.get(input)?.text ?? model.scenario.facts[input]?.unit ?? '',
  to,
  by,
  turn,
});

function movements(events: readonly TranscriptEvent[]): Movement[] {
  const last = new Map<string, EventBody<'turn.recorded'>>();
  const moved: Movement[] = [];
  for (const turn of eventsOf(events, 'turn.recorded')) {
    // Once all have voted nobody moves any more.
    if (turn.phase === 'close') continue;
    const before = last.get(turn.speaker);
    last.set(turn.speaker, turn);
    if (before === undefined) continue;
    const from = before.stance.option;
    const about = from ?? turn.stance.option ?? '';
    const was = before.stance.support[about] ?? 0;
    const is = turn.stance.support[about] ?? 0;
    if (turn.stance.option === from && Math.abs(was - is) < NOTICEABLE_MOVE) continue;
    moved.push({
      member: turn.speaker,
      turn: turn.turn,
      from,
      to: turn.stance.option,
      confidence: { before: was, after: is },
      reasons: turn.stance.movedBy,
      said: turn.utterance,
    });
  }
  return moved;
}

function dissentOf(
  events: readonly TranscriptEvent[],
  final: readonly EventBody<'vote.cast'>[],
  decision: string | null,
  claims: readonly StandingClaim[],
): Outcome['dissent'] {
  if (decision === null) return [];
  const turns = eventsOf(events, 'turn.recorded');
  return final
    .filter(({ option }) => option !== decision)
    .map(({ member, option, confidence, turn: cast, condition }) => {
      const own = turns.filter((one) => one.speaker === member && (one.phase === 'vote' || one.phase === 'close'));
      const last = own.findLast(({ claims: made }) => made.some(({ side }) => side !== null));
      const given = last?.claims.find(({ side }) => side !== null);
      // The reason of the vote itself, where it speaks for what was voted for.
      const isOwn = given?.option === option && given.side === 'for';
      const standing = isOwn
        ? undefined
        : claims.find((claim) => claim.member === member && claim.option === option && claim.side === 'for');
      // Without a reason of its own it is what was said with the vote: a close says no more than that it stands.
      const spoken = own.find((one) => one.turn === cast) ?? own.at(-1);
      const text = standing?.text ?? given?.text ?? spoken?.utterance ?? '';
      return {
        member,
        option,
        confidence,
        text,
        turn: standing?.turn ?? last?.turn ?? spoken?.turn ?? cast,
        condition:
          own.findLast((one) => one.condition !== null && !isTakenBack(one, turns))?.condition ??
          (turns.some((one) => one.turn === cast && isTakenBack(one, turns)) ? null : condition),
      };
    });
}

/**
 * Of the measurements that the scenario names, the one most likely to change the decision; of equals the cheapest, and between
 * currencies the first.
 */
function experimentOf(
  model: DecisionModel,
  world: World,
  table: Table,
  events: readonly TranscriptEvent[],
  flips: readonly Flip[],
  counted: () => void,
): Experiment | null {
  // From where the flips are looked for, so that one memo has one threshold.
  const start = undone(model, world, table);
  const movable = movableFacts(model, world);
  const found = model.scenario.measurements.flatMap((measurement) => {
    const fact = movable.find(({ path }) => path === measurement.learns);
    if (fact === undefined) return [];
    const { chance, stretches } = informationOf(model, start, table, fact);
    counted();
    return [
      {
        ...offered(model, measurement, fact),
        chance,
        stretches: joined(
          stretches,
          (value) => decisionOf(model, withFact(start, fact.path, value), table),
          flips.filter((flip) => flip.fact === fact.path),
        ),
        proposed: proposedIn(events, measurement),
      },
    ];
  });
  return found
    .filter(({ chance }) => chance > 0)
    .reduce<Experiment | null>(
      (best, one) =>
        best === null || one.chance > best.chance || (one.chance === best.chance && isCheaper(one, best)) ? one : best,
      null,
    );
}

/** Without a price it is free. */
function isCheaper({ cost }: Experiment, { cost: than }: Experiment): boolean {
  if (cost !== null && than !== null && cost.unit !== than.unit) return false;
  return (cost?.value ?? 0) < (than?.value ?? 0);
}

type Stretch = Omit<Experiment['stretches'][number], 'holdsAtTo'>;

/** Stretches of a range that meet at a short number: that of the flip where there is one. */
function joined(
  stretches: readonly Stretch[],
  decided: (value: number) => string | null,
  flips: readonly Flip[],
): Experiment['stretches'] {
  const edge = (below: Stretch, above: Stretch) => {
    const exact = thresholdIn(below, above, decided);
    const [low, high] = [below.to, above.from].map((at, index) =>
      index === 0 ? at - (above.from - at) : at + (at - below.to),
    );
    return flips.find(({ at }) => at >= (low ?? at) && at <= (high ?? at))?.at ?? exact;
  };
  return stretches.map((stretch, index) => {
    const [before, after] = [stretches[index - 1], stretches[index + 1]];
    const to = after === undefined ? stretch.to : edge(stretch, after);
    return {
      from: before === undefined ? stretch.from : edge(before, stretch),
      to,
      decision: stretch.decision,
      holdsAtTo: after === undefined || decided(to) === stretch.decision,
    };
  });
}

const HALVINGS = 40;

function thresholdIn(below: Stretch, above: Stretch, decided: (value: number) => string | null): number {
  let [low, high] = [below.to, above.from];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (decided(middle) === below.decision) low = middle;
    else high = middle;
  }
  return Number(high.toPrecision(3));
}

function missingIn(model: DecisionModel, world: World): string[] {
  const names = model.options.flatMap((option) =>
    valuesOf(model, world, option).missing(model.criteria.flatMap(namesOfCriterion)),
  );
  return [...new Set(names.map((name) => labelIn(model, name)))];
}

/** An answer that claims nothing, because nobody had measured it, leaves the question open. */
/** Whether who asked in a turn has taken back what they said in it, and so has heard the answer in whatever turn it was. */
const hasMovedOn = ({ withdraws }: EventBody<'turn.recorded'>, asked: number): boolean =>
  withdraws.some((ref) => ref.turn === asked);

function unansweredIn(events: readonly TranscriptEvent[]): Outcome['unanswered'] {
  const turns = eventsOf(events, 'turn.recorded');
  return turns.flatMap(({ turn, speaker, question }) => {
    if (question === null) return [];
    const isAnswered = turns.some(({ answers, claims }) => answers?.turn === turn && claims.length > 0);
    const isSettled = turns.some((later) => later.turn > turn && later.speaker === speaker && hasMovedOn(later, turn));
    return isAnswered || isSettled ? [] : [{ turn, member: speaker, text: question.text }];
  });
}
