import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import { headOf } from '../core/scenario.ts';
import { subjectOf } from '../core/turn.ts';
import type { ClaimLife } from '../reasoning/claims.ts';
import { livesOf, refKey, stands } from '../reasoning/claims.ts';
import { heardIn } from '../reasoning/heard.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { compileModel, criterionOf, namesBehind, namesOfCriterion } from '../reasoning/model.ts';
import type { ArgumentMap, Point, PointStatus } from './argument-map.ts';
import type { PrintContext } from './context.ts';
import { factLabel, quantityLabel } from './context.ts';

/** Reads the argument of a debate from its events; points in the order in which they came up. */
export function argumentOf(context: PrintContext, events: readonly TranscriptEvent[]): ArgumentMap {
  const { scenario } = context;
  const model = compileModel(scenario);
  const lives = livesOf(heardIn(events, scenario.facts), model);
  const points = new Map<string, { point: Point; lives: ClaimLife[] }>();
  const pointOfClaim = new Map<string, Point>();
  for (const life of lives) {
    const { claim, turn, speaker } = life;
    const place = placeOf(model, life);
    if (place === null) continue;
    const known = points.get(place.id) ?? {
      point: { ...place, text: claim.text, status: 'open', said: [], attacks: [], accepts: [] },
      lives: [],
    };
    points.set(place.id, known);
    known.lives.push(life);
    known.point.said.push({ turn, speaker });
    known.point.accepts.push(...life.accepted.map(({ member, turn: at }) => ({ turn: at, speaker: member })));
    if (stands(life)) known.point.text = claim.text;
    pointOfClaim.set(refKey({ turn, claim: claim.claim }), known.point);
  }
  for (const { turn, speaker, act, answers } of eventsOf(events, 'turn.recorded'))
    if (act === 'rebut' && answers !== null) pointOfClaim.get(refKey(answers))?.attacks.push({ turn, speaker });
  for (const { point, lives: own } of points.values()) point.status = statusOf(own);
  const all = [...points.values()].map(({ point }) => point);
  return { ...named(context, model, all), points: all };
}

type Place = Pick<Point, 'id' | 'option' | 'side' | 'criterion' | 'quantity'>;

/** Where a claim stands in the map; null for one that says nothing about an option or a fact. */
function placeOf(model: DecisionModel, { claim: { reason, option, side, evidence } }: ClaimLife): Place | null {
  const subject = subjectOf(reason)?.replace(/_\d+$/, '');
  const [, fact] = /^fact:(.+)$/.exec(reason ?? '') ?? [];
  if (fact !== undefined) {
    const quantity = headOf(fact);
    return { id: `fact:${quantity}`, option: null, side: null, criterion: null, quantity };
  }
  if (option === null || side === null) return null;
  if (subject !== undefined) {
    const isCriterion = criterionOf(model, subject) !== undefined;
    return {
      id: `${option} ${side} ${subject}`,
      option,
      side,
      criterion: isCriterion ? subject : null,
      quantity: isCriterion ? null : subject,
    };
  }
  // In words alone: a judgement of the scenario is one point, and so is what rests on the same thing.
  return { id: `${option} ${side} ${reason ?? evidence.ref ?? 'own'}`, option, side, criterion: null, quantity: null };
}

function statusOf(lives: readonly ClaimLife[]): PointStatus {
  if (lives.some(({ status }) => status === 'conceded')) return 'conceded';
  if (lives.some(({ status }) => status === 'open')) return 'open';
  const last = lives.findLast(({ status }) => status !== 'superseded')?.status;
  return last === 'withdrawn' || last === 'refuted' ? last : 'changed';
}

/** Names of what the points speak of, in the scenario's order. */
function named(
  context: PrintContext,
  model: DecisionModel,
  points: readonly Point[],
): Pick<ArgumentMap, 'criteria' | 'quantities'> {
  const quantities = new Set(points.flatMap(({ quantity }) => quantity ?? []));
  const said = new Set(points.flatMap(({ criterion }) => criterion ?? []));
  const behind = new Map(
    model.criteria.map((one) => [
      one.id,
      new Set(model.options.flatMap((option) => [...namesBehind(model, namesOfCriterion(one), option)])),
    ]),
  );
  // A quantity that was argued about leads to a criterion, spoken of or not.
  for (const quantity of quantities) {
    const over = model.criteria.filter(({ id }) => behind.get(id)?.has(quantity));
    if (over[0] !== undefined && !over.some(({ id }) => said.has(id))) said.add(over[0].id);
  }
  return {
    criteria: model.criteria
      .filter(({ id }) => said.has(id))
      .map(({ id, label }) => ({ id, label: label ?? quantityLabel(context, id) })),
    quantities: [...quantities].map((id) => ({
      id,
      label: model.quantities.has(id) ? quantityLabel(context, id) : factLabel(context, id),
      criteria: model.criteria.filter((one) => said.has(one.id) && behind.get(one.id)?.has(id)).map((one) => one.id),
    })),
  };
}
