import type { PersonaCard } from '../core/card.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { EventBody } from '../core/events.ts';
import type { Routing } from '../core/routing.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Turn } from '../core/turn.ts';
import type { Trail } from './recorder.ts';

export type Crossing = EventBody<'boundary.crossed'>['crossings'][number];

/** Above it a claim counts as work of that topic: a boundary is not crossed by a word. */
const CLEARLY = 0.9;

/**
 * Where a turn claims work that its speaker's card defers: a claim on the topic that rests on nothing or on the own card, or
 * one that cites a calculation of the colleague's desk that the speaker ran. Who asked the colleague in this turn,
 * keeps the desk, or sends the others to the colleague by name has crossed nothing.
 */
export function crossingsOf(
  turn: Turn,
  {
    card,
    trail,
    scenario,
    routing,
    namesOf,
  }: {
    card: PersonaCard;
    trail: Pick<Trail, 'tools' | 'consults'>;
    scenario: Pick<Scenario, 'quantities'>;
    routing: Routing;
    /** What a colleague is called, in lower case. */
    namesOf: (member: string) => readonly string[];
  },
): Crossing[] {
  const { defers, desk } = card.persona;
  const isMine = (topic: string) => desk.includes(topic) || trail.consults.some((consult) => consult.topic === topic);
  const deskTools = (topic: string) =>
    Object.values(scenario.quantities).flatMap((quantity) =>
      'consult' in quantity && quantity.consult === topic ? [quantity.tool] : [],
    );
  // A script may hand one calculator to a member for a reason of their own and to the desk for another.
  const isGivenToHim = (reason: string | null) => {
    const quantity = scenario.quantities[reason?.split('/')[1] ?? ''];
    return quantity !== undefined && 'tool' in quantity && !('consult' in quantity);
  };
  return turn.claims.flatMap(({ claim, text, reason, evidence, numbers }): Crossing[] => {
    if (evidence.kind === 'tool') {
      if (isGivenToHim(reason)) return [];
      const called = trail.tools.find(({ call }) => evidence.ref?.split('/')[0]?.endsWith(`.${call}`));
      const deferral = defers.find(
        ({ topic }) => called !== undefined && !isMine(topic) && deskTools(topic).includes(called.name),
      );
      if (deferral === undefined || called === undefined) return [];
      const { topic, on } = deferral;
      const said = `${called.name} is a calculation of the ${topic} desk, and ${on} was not asked`;
      return [{ claim, topic, to: on.toLowerCase(), rule: 'calculated', probability: null, evidence: [said] }];
    }
    const rests =
      (evidence.kind !== 'none' && evidence.kind !== 'card') || numbers.some(({ refs }) => refs.some(isResult));
    if (rests) return [];
    const deferred = routing.deferred(card.id, text);
    if (deferred === null || deferred.probability < CLEARLY || isMine(deferred.topic)) return [];
    const { topic, to, probability } = deferred;
    if (namesOf(to).some((name) => turn.utterance.toLowerCase().includes(name))) return [];
    return [{ claim, topic, to, rule: 'claimed', probability, evidence: deferred.evidence }];
  });
}

/** A number in a claim that somebody measured, computed, was given or finds in the question is not improvised. */
const isResult = (ref: string) => /^(?:tool|consult|fact|turn|option|rule):/.test(ref);

/** What a member is told when the scenario grants one repair. */
export function repairMessage(crossings: readonly Crossing[]): PromptMessage {
  const named = crossings.map(
    ({ claim, topic, to }) => `claim ${claim} is a matter of ${topic}, which your card leaves to ${to}`,
  );
  const content = `[boundary] ${named.join('; ')}. Consult ${crossings[0]?.to ?? 'the colleague'}, or say that you need the answer and claim nothing about it. Give your turn again.`;
  return { role: 'user', name: 'moderator', content };
}

/** The names by which a member can be sent for, in lower case; one who has no card has only the name of the card that defers. */
export function calledBy(card: PersonaCard | undefined, member: string): string[] {
  const { callsign, names } = card ?? {};
  const korean = names?.ko;
  // Colleagues are called by the given name, which is the Korean name without its first syllable.
  return [member, callsign, names?.en, korean, korean?.slice(1)].flatMap((name) => (name ? [name.toLowerCase()] : []));
}
