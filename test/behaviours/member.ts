import type { EventBody } from '../../src/core/events.ts';
import type { Consideration } from '../../src/core/scenario.ts';
import type { Value } from '../../src/core/values.ts';
import { optionOf } from '../../src/reasoning/view.ts';
import type { Held } from '../measures/held.ts';

export type SpokenTurn = EventBody<'turn.recorded'>;

export const seats = (debates: readonly Held[], member: string): Held[] =>
  debates.filter(({ scenario }) => scenario.cast.includes(member));

export const turnsOf = ({ turns }: Held, member: string): SpokenTurn[] =>
  turns.filter(({ speaker }) => speaker === member);

/** The reason that an opening turns on first; undefined where its speaker had none. */
export function openingReason(held: Held, member: string): Consideration | undefined {
  const opening = turnsOf(held, member).find(({ phase }) => phase === 'opening');
  const reason = opening?.claims.find((claim) => claim.reason !== null)?.reason;
  return held.scenario.considerations.find(({ id }) => id === reason);
}

/** Share of a list for which something holds; a list that is empty has none. */
export function shareOf<T>(list: readonly T[], holds: (one: T) => boolean): number {
  if (list.length === 0) throw new RangeError('expected something to take a share of, got an empty list');
  return list.filter(holds).length / list.length;
}

/** Share of openings on one of some values. */
export function opensOn(debates: readonly Held[], member: string, values: readonly Value[]): number {
  return shareOf(seats(debates, member), (held) => {
    const reason = openingReason(held, member);
    return reason !== undefined && values.includes(reason.value);
  });
}

/** Values of the reasons that a member brought on evidence of his own, one entry a claim. */
export function broughtValues(debates: readonly Held[], member: string): Value[] {
  return seats(debates, member).flatMap((held) =>
    turnsOf(held, member)
      .flatMap(({ claims }) => claims.filter(({ evidence }) => evidence.kind !== 'colleague'))
      .flatMap(({ reason }) => held.scenario.considerations.find(({ id }) => id === reason)?.value ?? []),
  );
}

/** Share of debates in which a member ends on another option than he opened with. */
export function changes(debates: readonly Held[], member: string): number {
  return shareOf(seats(debates, member), (held) => {
    const mine = turnsOf(held, member);
    return mine[0]?.stance.option !== mine.at(-1)?.stance.option;
  });
}

export interface Leap {
  /** The proposal, made before anybody had looked into any reason. */
  proposal: SpokenTurn;
  /**
   * A colleague's question or rebuttal to him after it that answers the proposal, is about its option, or disputes a reason of
   * his: the analysis that he had left out.
   */
  calledOn: SpokenTurn | undefined;
  /** His turn after that, with a calculation or a concession. */
  mended: SpokenTurn | undefined;
}

/** Where a member proposes the experiment before the analysis: no reason has been disputed yet. */
export function leapOf(held: Held, member: string): Leap | null {
  const { experiment } = held.scenario;
  const proposal = turnsOf(held, member).find(({ claims }) =>
    claims.some(({ reason, evidence }) => reason === experiment?.consideration && evidence.kind === 'tool'),
  );
  if (proposal === undefined) return null;
  const { considerations, options } = held.scenario;
  const disputes = (reason: string | null) =>
    considerations.some(({ id, against }) => id === reason && against !== undefined && !(against in options));
  const analysed = held.turns.some(
    ({ turn, claims }) =>
      turn < proposal.turn && claims.some(({ reason, evidence }) => evidence.kind !== 'colleague' && disputes(reason)),
  );
  if (analysed) return null;
  const optionFor = (reason: string | null | undefined) => {
    const consideration = considerations.find(({ id }) => id === reason);
    return consideration && optionOf(consideration, considerations, options)?.option;
  };
  const planned = optionFor(experiment?.consideration);
  const calledOn = held.turns.find(
    ({ turn, speaker, addressee, act, answers, question, claims }) =>
      turn > proposal.turn &&
      speaker !== member &&
      addressee === member &&
      (act === 'ask' || act === 'rebut') &&
      (answers?.turn === proposal.turn ||
        optionFor(question?.about) === planned ||
        claims.some(({ reason }) => reason !== null && (disputes(reason) || optionFor(reason) === planned))),
  );
  const mended = turnsOf(held, member).find(
    ({ turn, act, claims }) =>
      turn > (calledOn?.turn ?? Number.POSITIVE_INFINITY) &&
      (act === 'concede' || claims.some(({ evidence }) => ['tool', 'consult'].includes(evidence.kind))),
  );
  return { proposal, calledOn, mended };
}
