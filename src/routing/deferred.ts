import type { Deferred } from '../core/routing.ts';
import type { RouteOptions } from './route.ts';
import { routeQuestion } from './route.ts';

/** The deferred topic of a member that a text is most likely about; null when it is the member's own, or nobody's. */
export function deferredWork(text: string, { member, colleagues = [] }: RouteOptions): Deferred | null {
  // Nobody is sent on by a card that leaves nothing to anybody: the text need not be read.
  if (member.persona.defers.length === 0) return null;
  const { topic, route, probability, evidence } = routeQuestion(text, { member, colleagues });
  if (!member.persona.defers.some((deferral) => deferral.topic === topic)) return null;
  const colleague = colleagues.find(({ callsign, id }) => (callsign ?? id).toLowerCase() === route);
  return { topic, to: colleague?.id ?? route, probability, evidence };
}
