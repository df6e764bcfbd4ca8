import type { EventBody } from '../../src/core/events.ts';
import type { Claim } from '../../src/core/turn.ts';
import type { Value } from '../../src/core/values.ts';
import { compileModel, namesOfCriterion, restsOn } from '../../src/reasoning/model.ts';
import type { Held } from '../measures/held.ts';

export type SpokenTurn = EventBody<'turn.recorded'>;

export const seats = (debates: readonly Held[], member: string): Held[] =>
  debates.filter(({ scenario }) => scenario.cast.includes(member));

export const turnsOf = ({ turns }: Held, member: string): SpokenTurn[] =>
  turns.filter(({ speaker }) => speaker === member);

/** What a claim is judged by: the value of its criterion, of the judgement, or of the criteria that its fact bears on. */
export function valuesOf({ scenario }: Held, { reason }: Pick<Claim, 'reason'>): Value[] {
  if (reason === null) return [];
  const [, index] = /^judgement:(\d+)$/.exec(reason) ?? [];
  if (index !== undefined) return [scenario.judgements[Number(index)]?.value ?? []].flat();
  const model = compileModel(scenario);
  const { criteria, options } = model;
  const [, fact] = /^(?:fact|measure):([^.]+)/.exec(reason) ?? [];
  if (fact !== undefined)
    return criteria.flatMap((one) =>
      options.some((option) =>
        [...restsOn(model, namesOfCriterion(one), option)].some((path) => path.split('.')[0] === fact),
      )
        ? [one.value]
        : [],
    );
  const subject = reason.split('/')[1]?.split('~')[0];
  return criteria.flatMap(({ id, value }) => (id === subject ? [value] : []));
}

/** Share of a list for which something holds; a list that is empty has none. */
export function shareOf<T>(list: readonly T[], holds: (one: T) => boolean): number {
  if (list.length === 0) throw new RangeError('expected something to take a share of, got an empty list');
  return list.filter(holds).length / list.length;
}

/** Share of openings that come to one of some values. */
export function opensOn(debates: readonly Held[], member: string, values: readonly Value[]): number {
  return shareOf(seats(debates, member), (held) => {
    const opening = turnsOf(held, member).find(({ phase }) => phase === 'opening');
    return opening?.claims.some((claim) => valuesOf(held, claim).some((value) => values.includes(value))) === true;
  });
}

/** Share of debates in which a member ends on another option than they opened with. */
export function changes(debates: readonly Held[], member: string): number {
  return shareOf(seats(debates, member), (held) => {
    const mine = turnsOf(held, member);
    return mine[0]?.stance.option !== mine.at(-1)?.stance.option;
  });
}
