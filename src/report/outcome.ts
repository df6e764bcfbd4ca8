import type { Heard } from '../core/briefing.ts';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Amended, Experiment, Movement, Outcome, StandingClaim, TableRow } from '../core/outcome.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Value } from '../core/values.ts';
import { livesOf, stands } from '../reasoning/claims.ts';
import { decide } from '../reasoning/decision.ts';
import type { Calculate, World } from '../reasoning/evaluate.ts';
import { OptionValues } from '../reasoning/evaluate.ts';
import { namesIn } from '../reasoning/formula.ts';
import { knowledgeAfter } from '../reasoning/knowledge.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { compileModel, namesOfCriterion } from '../reasoning/model.ts';
import { pooledWorld, unasked } from '../reasoning/pooling.ts';
import { flipsOf, informationOf, movableFacts } from '../reasoning/solve.ts';

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
}

/** What a closed debate came to; null before the close, and where only questions were asked. */
export function outcomeOf(input: OutcomeInput): Outcome | null {
  const { events, scenario, heard } = input;
  const [closed] = eventsOf(events, 'debate.closed');
  if (closed === undefined || closed.stopReason === 'questions') return null;
  const votes = eventsOf(events, 'vote.cast');
  const final = votes.filter(({ blind }) => !blind);
  const { decision, margin, confidence } = decide(scenario.decision, final);
  const model = compileModel(scenario);
  const worlds = worldsOf(model, input);
  const table = { members: input.members, rule: scenario.decision };
  const claims = standingClaims(input);
  return {
    decision,
    confidence,
    margin,
    stopReason: closed.stopReason,
    votes: votes.map(({ member, option, confidence: sure, blind, condition }) => ({
      member,
      option,
      confidence: sure,
      blind,
      condition,
    })),
    amended: amendedIn(model, heard),
    table: tableOf(model, worlds),
    moved: movements(events),
    claims: claims.filter(({ option, side }) => option !== null && side !== null),
    dissent: dissentOf(events, final, decision),
    agreements: claims.filter(({ conceded }) => conceded !== null),
    experiment: experimentOf(model, worlds.now, table, events),
    actions: actionsOf(scenario, decision),
    missing: missingIn(model, worlds.now),
    unanswered: unansweredIn(events),
    flips: flipsOf(model, worlds.now, table),
  };
}

interface Worlds {
  before: World;
  now: World;
  hasChanged: boolean;
}

/** What the table knew at the start, had everybody shared it, and at the end. */
function worldsOf(model: DecisionModel, { heard, scenario, members, data, calculate }: OutcomeInput): Worlds {
  const pool = { seats: members.map(({ id }) => id), data, calculate, closed: unasked(scenario, heard) };
  return {
    before: pooledWorld(model, [], pool),
    now: pooledWorld(model, heard, pool),
    hasChanged:
      heard.some(({ kind }) => kind === 'fact') ||
      heard.some((one) => one.kind === 'shared' && Object.keys(one.amended).length > 0),
  };
}

function tableOf(model: DecisionModel, { before, now, hasChanged }: Worlds): TableRow[] {
  const rows = new Map<string, TableRow>();
  for (const criterion of model.criteria) {
    const names = criterion.kind === 'need' ? namesIn(criterion.left) : [criterion.quantity];
    const quantity = names.find((name) => model.quantities.has(name)) ?? names[0];
    if (quantity === undefined) continue;
    const cells = (world: World) =>
      Object.fromEntries(
        model.options.map((option) => {
          const values = new OptionValues(model, world, option);
          const margin =
            criterion.kind === 'need' && values.meets(criterion) === false ? values.margin(criterion) : null;
          return [
            option,
            { value: values.amount(quantity)?.value ?? null, short: margin === null ? null : Math.abs(margin) },
          ];
        }),
      );
    const [first] = model.options;
    const sample = new OptionValues(model, now, first ?? '');
    const unit = sample.unitOf(quantity);
    const worth = criterion.kind === 'need' ? null : sample.ofExpression(criterion.worth);
    const row: TableRow = {
      quantity,
      label: model.scenario.quantities[quantity]?.label ?? model.scenario.facts[quantity]?.label ?? quantity,
      unit: unit.text,
      kind: criterion.kind,
      worth: worth === null ? null : worth / unit.factor,
      now: cells(now),
      before: hasChanged ? cells(before) : null,
    };
    const known = rows.get(quantity);
    // A limit and a goal on one quantity are one row: the limit marks it.
    if (known === undefined) rows.set(quantity, row);
    else if (known.kind === 'need') rows.set(quantity, { ...known, worth: row.worth });
  }
  return [...rows.values()];
}

function standingClaims({ id, heard }: OutcomeInput): StandingClaim[] {
  return livesOf(heard)
    .filter(stands)
    .map(({ claim, turn, speaker, status, by }) => ({
      reason: claim.reason,
      option: claim.option,
      side: claim.side,
      text: claim.text,
      member: speaker,
      turn,
      ref: claim.evidence.ref,
      command: commandFor(id, claim.evidence.ref),
      conceded:
        status === 'conceded' && by?.member != null && by.turn !== null ? { member: by.member, turn: by.turn } : null,
    }));
}

function commandFor(id: string, ref: string | null): string | null {
  const call = /^(?:tool|consult):(\d+\.\d+)/.exec(ref ?? '')?.[1];
  return call === undefined ? null : `pitwall tool --debate ${id} --call ${call}`;
}

function amendedIn({ scenario }: DecisionModel, heard: readonly Heard[]): Amended[] {
  const { proposals } = knowledgeAfter(new Map(), heard);
  const shared = heard.flatMap((one) => (one.kind === 'shared' ? Object.entries(one.amended) : []));
  const described = (option: string, input: string, to: number, by: string | null, turn: number | null): Amended => ({
    option,
    input,
    label: scenario.facts[input]?.label ?? input,
    unit: scenario.facts[input]?.unit ?? '',
    to,
    by,
    turn,
  });
  return [
    ...proposals
      .filter(({ seconded }) => seconded !== null)
      .flatMap(({ option, set, by, turn }) =>
        Object.entries(set).map(([input, to]) => described(option, input, to, by, turn)),
      ),
    ...shared.flatMap(([option, inputs]) =>
      Object.entries(inputs).map(([input, to]) => described(option, input, to, null, null)),
    ),
  ];
}

function movements(events: readonly TranscriptEvent[]): Movement[] {
  const last = new Map<string, EventBody<'turn.recorded'>>();
  const moved: Movement[] = [];
  for (const turn of eventsOf(events, 'turn.recorded')) {
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
): Outcome['dissent'] {
  if (decision === null) return [];
  const turns = eventsOf(events, 'turn.recorded');
  return final
    .filter(({ option }) => option !== decision)
    .map(({ member, option, confidence, turn, condition }) => {
      const last = turns.findLast(
        ({ speaker, phase }) => speaker === member && (phase === 'close' || phase === 'vote'),
      );
      return {
        member,
        option,
        confidence,
        text: last?.utterance ?? '',
        turn: last?.turn ?? turn,
        condition: last?.condition ?? condition,
      };
    });
}

/** Of the measurements that the scenario names, the one most likely to change the decision; of equals the cheapest. */
function experimentOf(
  model: DecisionModel,
  world: World,
  table: Parameters<typeof flipsOf>[2],
  events: readonly TranscriptEvent[],
): Experiment | null {
  const movable = movableFacts(model, world);
  const turns = eventsOf(events, 'turn.recorded');
  const found = model.scenario.measurements.flatMap((measurement) => {
    const fact = movable.find(({ path }) => path === measurement.learns);
    if (fact === undefined) return [];
    const { chance, stretches } = informationOf(model, world, table, fact);
    const turn = turns.find(({ claims }) => claims.some(({ reason }) => reason === `measure:${measurement.learns}`));
    return [
      {
        learns: measurement.learns,
        label: fact.fact.label ?? measurement.learns,
        unit: fact.fact.unit ?? '',
        how: measurement.how,
        owner: measurement.owner?.toLowerCase() ?? null,
        costUsd: measurement.costUsd ?? null,
        days: measurement.days ?? null,
        chance,
        now: fact.now,
        stretches,
        proposed: turn === undefined ? null : { member: turn.speaker, turn: turn.turn },
      },
    ];
  });
  const [best] = found
    .filter(({ chance }) => chance > 0)
    .sort((a, b) => b.chance - a.chance || (a.costUsd ?? 0) - (b.costUsd ?? 0));
  return best ?? null;
}

/** Only those at the table have undertaken anything. */
function actionsOf(scenario: Scenario, decision: string | null): Outcome['actions'] {
  const option = decision === null ? undefined : scenario.options[decision];
  const seated = new Set(scenario.cast);
  return (option?.actions ?? []).filter(({ owner }) => seated.has(owner.toLowerCase()));
}

function missingIn(model: DecisionModel, world: World): string[] {
  const names = model.options.flatMap((option) =>
    new OptionValues(model, world, option).missing(model.criteria.flatMap(namesOfCriterion)),
  );
  return [...new Set(names)];
}

/** An answer that claims nothing, because nobody had measured it, leaves the question open. */
function unansweredIn(events: readonly TranscriptEvent[]): Outcome['unanswered'] {
  const turns = eventsOf(events, 'turn.recorded');
  return turns.flatMap(({ turn, speaker, question }) => {
    if (question === null) return [];
    const isAnswered = turns.some(({ answers, claims }) => answers?.turn === turn && claims.length > 0);
    return isAnswered ? [] : [{ turn, member: speaker, text: question.text }];
  });
}
