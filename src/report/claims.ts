import type { Heard } from '../core/briefing.ts';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Outcome, StandingClaim } from '../core/outcome.ts';
import { headOf } from '../core/scenario.ts';
import type { Quantity } from '../core/turn.ts';
import { subjectOf } from '../core/turn.ts';
import type { Value } from '../core/values.ts';
import { isAlike } from '../reasoning/alike.ts';
import type { ClaimLife } from '../reasoning/claims.ts';
import { livesOf, refKey, stands } from '../reasoning/claims.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf } from '../reasoning/evaluate.ts';
import { mentions } from '../reasoning/mentions.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { criterionOf, followsFrom, namesOfCriterion } from '../reasoning/model.ts';
import { assess, differences } from '../reasoning/support.ts';
import type { World } from '../reasoning/worlds.ts';

interface Debated {
  id: string;
  model: DecisionModel;
  events: readonly TranscriptEvent[];
  heard: readonly Heard[];
  decision: string | null;
  members: readonly { id: string; values: readonly Value[] }[];
  /** What the table knew at the end, each option at the setting that serves it best. */
  settled: World;
}

/** What each option comes to at the end. */
type States = ReadonlyMap<string, OptionValues>;

interface Weighed {
  life: ClaimLife;
  claim: StandingClaim;
  weight: number;
}

/**
 * Claims that still stand about options that somebody held, of members who still hold what they said: the most telling first, each
 * number once; and claims that another member accepted aloud.
 */
export function claimsOf(debated: Debated): Pick<Outcome, 'claims' | 'agreements' | 'compared'> {
  const { events, model, settled } = debated;
  const states: States = new Map(model.options.map((option) => [option, valuesOf(model, settled, option)]));
  const isUpToDate = agreesWith(states);
  const isTrue = holdsIn(model, states);
  const lives = settledLives(debated, states).filter((life) => stands(life) && isUpToDate(life) && isTrue(life));
  const turns = eventsOf(events, 'turn.recorded');
  const votes = eventsOf(events, 'vote.cast');
  const voted = new Map(votes.filter(({ blind }) => !blind).map(({ member, option }) => [member, option]));
  const last = new Set(voted.values());
  // Where all agree in the end, what some of them held before is what was argued about.
  const held = last.size > 1 ? last : new Set(votes.map(({ option }) => option));
  const stanceAt = new Map(turns.map(({ turn, stance }) => [turn, stance.option]));
  const isToThePoint = toThePoint(debated);
  const weightOf = weigher(debated, states, turns, isToThePoint);
  const weighed = lives.flatMap((life): Weighed[] => {
    const claim = standingClaim(life, debated);
    return claim === null ? [] : [{ life, claim, weight: weightOf(life) }];
  });
  const kept = weighed.filter(({ life: { claim, turn, speaker } }) => {
    const vote = voted.get(speaker) ?? null;
    const isForVote = (claim.side === 'for') === (claim.option === vote);
    // What speaks against one's own vote is an admission; what one said for another option before moving is given up.
    return held.has(claim.option) && (isForVote || stanceAt.get(turn) === vote);
  });
  // What tells two others apart is no reason for the one that was chosen.
  const goals = new Set(model.criteria.flatMap(({ kind, id }) => (kind === 'need' ? [] : [id])));
  const isTelling = ({ claim, life }: Weighed) =>
    debated.decision === null || !goals.has(subjectOf(claim.reason) ?? '') || isToThePoint(life.claim);
  const ranked = withoutSteps(model, kept.filter(isTelling)).sort(
    (a, b) => b.weight - a.weight || b.claim.turn - a.claim.turn,
  );
  return {
    claims: withoutRepeats(ranked.map(({ claim }) => claim)),
    compared: lives.flatMap(({ claim, turn, speaker }) => {
      const options = optionsIn(claim, model);
      return options.length < 2 ? [] : [{ member: speaker, turn, text: claim.text, options }];
    }),
    agreements: withoutRepeats(weighed.filter(({ claim }) => claim.acceptedBy.length > 0).map(({ claim }) => claim)),
  };
}

/** Options that a claim with figures speaks of: by name, or by a figure of theirs. */
function optionsIn({ option, text, numbers, reason }: ClaimLife['claim'], model: DecisionModel): string[] {
  if (numbers.length === 0) return [];
  const refs = numbers.flatMap((number) => number.refs);
  return model.options.filter(
    (one) =>
      one === option ||
      reason?.startsWith(`${one}/`) === true ||
      refs.some((ref) => ref.endsWith(`@${one}`) || ref.startsWith(`option:${one}.`)) ||
      mentions(model, text, one),
  );
}

/** What became of each claim; one that news has overtaken stands all the same where every figure of it came out as it was said. */
export function settledLives(
  { heard, model, settled }: Pick<Debated, 'heard' | 'model' | 'settled'>,
  states: States = new Map(model.options.map((option) => [option, valuesOf(model, settled, option)])),
): ClaimLife[] {
  return livesOf(heard, model).map((life) =>
    life.status === 'stale' && comesOutAsSaid(life, states) ? { ...life, status: 'open', by: null } : life,
  );
}

/** A figure on the way to a criterion is no reason of its own where what it comes to was said of the same option. */
function withoutSteps(model: DecisionModel, weighed: readonly Weighed[]): Weighed[] {
  const isStep = ({ claim: { option, side, reason } }: Weighed) => {
    const subject = subjectOf(reason) ?? '';
    if (option === null || !model.quantities.has(subject) || criterionOf(model, subject) !== undefined) return false;
    return weighed.some(({ claim: other }) => {
      const criterion = criterionOf(model, subjectOf(other.reason) ?? '');
      if (criterion === undefined || other.option !== option || other.side !== side) return false;
      return namesOfCriterion(criterion).some((name) => followsFrom(model, subject, option).has(headOf(name)));
    });
  };
  return weighed.filter((one) => !isStep(one));
}

/** How far a figure may be off what the table came to know, as a share of it. */
const CLOSE = 0.02;

/** Whether a claim's figures are those that the table ends with: who spoke before a fact was shared may have had others. */
const agreesWith =
  (states: States) =>
  ({ claim: { numbers } }: ClaimLife): boolean =>
    numbers.every((number) => comesOut(number, states) !== false);

/** Whether all that a claim says in figures is a value of the table, and still that value. */
const comesOutAsSaid = ({ claim: { numbers } }: ClaimLife, states: States): boolean =>
  numbers.length > 0 && numbers.every((number) => comesOut(number, states) === true);

/** Whether a number is what the table ends with; null where it is no value of the table. */
function comesOut({ value, refs, op }: Quantity, states: States): boolean | null {
  const [ref = '', ...more] = refs;
  if (more.length > 0 || (op !== 'is' && op !== 'percent')) return null;
  const [, called, under] = /^(?:tool|consult):[^/]+\/([^@]+)@(.+)$/.exec(ref) ?? [];
  const [, chosen, named] = /^option:([^.]+)\.(.+)$/.exec(ref) ?? [];
  const amount = states.get(under ?? chosen ?? '')?.amount(called ?? named ?? '') ?? null;
  if (amount === null) return null;
  const said = op === 'percent' ? value / 100 : value;
  return Math.abs(said - amount.value) <= CLOSE * Math.max(Math.abs(said), Math.abs(amount.value));
}

/** Whether what a claim says of a limit is so at the end: an amendment may have brought an option within it that was out. */
function holdsIn(model: DecisionModel, states: States): (life: ClaimLife) => boolean {
  return ({ claim: { reason, option, side } }) => {
    const criterion = criterionOf(model, subjectOf(reason) ?? '');
    if (criterion?.kind !== 'need' || option === null || side === null || reason?.includes('~') === true) return true;
    const met = states.get(option)?.meets(criterion) ?? null;
    return met === null || met === (side === 'for');
  };
}

function standingClaim({ claim, turn, speaker, accepted }: ClaimLife, { id, decision }: Debated): StandingClaim | null {
  const { option, side } = claim;
  if (option === null || side === null) return null;
  return {
    reason: claim.reason,
    option,
    side,
    text: claim.text,
    member: speaker,
    turn,
    ref: claim.evidence.ref,
    command: commandFor(id, claim.evidence.ref),
    speaks: (option === decision) === (side === 'for') ? 'for' : 'against',
    alsoBy: [],
    acceptedBy: accepted.map((one) => ({ ...one })),
  };
}

function commandFor(id: string, ref: string | null): string | null {
  const call = /^(?:tool|consult):(\d+\.\d+)/.exec(ref ?? '')?.[1];
  return call === undefined ? null : `pitwall tool --debate ${id} --call ${call}`;
}

/** Of a claim that another named as what moved them, or accepted. */
const HEEDED = 1;
/** Of what a claim rests on. */
const GROUNDED: Readonly<Record<ClaimLife['claim']['evidence']['kind'], number>> = {
  tool: 0.4,
  consult: 0.4,
  fact: 0.4,
  colleague: 0.2,
  card: 0.1,
  none: 0,
};
/** Of what speaks of the chosen option, and not of two others. */
const TO_THE_POINT = 0.5;
/** Of a limit that puts an option out which somebody held. */
const OUT = 1;
/** Of what was given as the reason of a vote. */
const VOTED_ON = 0.5;
/** Of a turn that gives way or winds up: what is said there is seldom the reason itself. */
const GIVES_WAY: Readonly<Partial<Record<EventBody<'turn.recorded'>['act'], number>>> = { concede: -0.8, close: -1 };

/** Whether a claim speaks of the option that was chosen. */
function toThePoint({ model, decision }: Debated): (claim: Pick<ClaimLife['claim'], 'option' | 'text'>) => boolean {
  const chosen = decision === null ? '' : (model.scenario.options[decision]?.short ?? decision).toLowerCase();
  return ({ option, text }) => option === decision || (chosen !== '' && text.toLowerCase().includes(chosen));
}

/**
 * How telling a claim is: what its criterion decides between the chosen option and the next, how often it moved somebody, what it rests on,
 * and whether a vote was given on it.
 */
function weigher(
  { model, settled, members, decision }: Debated,
  states: States,
  turns: readonly EventBody<'turn.recorded'>[],
  isToThePoint: (claim: ClaimLife['claim']) => boolean,
): (life: ClaimLife) => number {
  const gains = new Map<string, number>();
  for (const { values } of members) {
    const assessment = assess(model, settled, values);
    const rivals = [...assessment.options.values()]
      .filter(({ option }) => option !== decision)
      .sort((a, b) => b.share - a.share);
    for (const { criterion, gain } of differences(assessment, decision ?? '', rivals[0]?.option ?? ''))
      gains.set(criterion.id, Math.max(gains.get(criterion.id) ?? 0, Math.abs(gain)));
  }
  const out = new Set(
    [...states].flatMap(([option, values]) =>
      model.criteria.flatMap((criterion) =>
        criterion.kind === 'need' && values.meets(criterion) === false ? [`${option}/${criterion.id}`] : [],
      ),
    ),
  );
  const largest = Math.max(1e-9, ...gains.values());
  const heeded = new Map<string, number>();
  for (const { stance } of turns) for (const moved of stance.movedBy) heeded.set(moved, (heeded.get(moved) ?? 0) + 1);
  const phases = new Map(turns.map(({ turn, phase }) => [turn, phase]));
  const acts = new Map(turns.map(({ turn, act }) => [turn, act]));
  return ({ claim, turn, accepted }) => {
    const key = refKey({ turn, claim: claim.claim });
    const criterion = subjectOf(claim.reason) ?? '';
    return (
      (gains.get(criterion) ?? 0) / largest +
      (out.has(claim.reason ?? '') ? OUT : 0) +
      HEEDED * ((heeded.get(`turn:${key}`) ?? 0) + accepted.length) +
      GROUNDED[claim.evidence.kind] +
      (isToThePoint(claim) ? TO_THE_POINT : 0) +
      (phases.get(turn) === 'vote' ? VOTED_ON : 0) +
      (GIVES_WAY[acts.get(turn) ?? 'open'] ?? 0)
    );
  };
}

/** The first of those that say the same; who says it again is named with it. */
function withoutRepeats(claims: readonly StandingClaim[]): StandingClaim[] {
  const kept: StandingClaim[] = [];
  for (const claim of claims) {
    const same = kept.find((one) => one.speaks === claim.speaks && isRepeated(one, claim));
    if (same === undefined) {
      kept.push(claim);
      continue;
    }
    if (!saysTheSame(same, claim)) continue;
    if (same.member !== claim.member && !same.alsoBy.some(({ member }) => member === claim.member))
      same.alsoBy.push({ member: claim.member, turn: claim.turn });
    for (const one of claim.acceptedBy)
      if (!same.acceptedBy.some(({ member }) => member === one.member)) same.acceptedBy.push(one);
  }
  // Whoever says a thing does not accept it from others as well.
  for (const one of kept) {
    const sayers = new Set([one.member, ...one.alsoBy.map(({ member }) => member)]);
    one.acceptedBy = one.acceptedBy.filter(({ member }) => !sayers.has(member));
  }
  return kept;
}

/** The same thing in other words, or a sentence about the same numbers. */
function isRepeated(one: StandingClaim, other: StandingClaim): boolean {
  if (saysTheSame(one, other)) return true;
  const [a, b] = [numbersIn(one.text), numbersIn(other.text)];
  return a.size > 0 && b.size > 0 && [...b].filter((number) => a.has(number)).length * 2 >= b.size;
}

const saysTheSame = (one: StandingClaim, other: StandingClaim): boolean =>
  one.reason !== null && other.reason !== null
    ? one.reason === other.reason
    : one.option === other.option && one.side === other.side && isAlike(one.text, other.text);

/** Numbers as they were printed; a zero is in many sentences and tells none apart. */
function numbersIn(text: string): Set<string> {
  const found = text.match(/\d[\d,]*(?:\.\d+)?[kMBT]?/g) ?? [];
  return new Set(found.map((number) => number.replaceAll(',', '')).filter((number) => number !== '0'));
}
