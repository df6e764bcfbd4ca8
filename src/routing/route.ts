import type { PersonaCard } from '../core/card.ts';
import type { Classified } from './classify.ts';
import { classify } from './classify.ts';
import { deferralEvidence, topicEvidence } from './evidence.ts';
import { belongs, nearness, printOf, printsOf } from './nearest.ts';
import { ownedTopics } from './owned.ts';
import { Topic } from './topics.ts';

export const OTHER = 'other';
/** Below it a topic of the card's own is not recognised in a question. */
const LEAST_BELONGING = 0.5;

export interface Routed {
  /** The colleague's callsign for a topic that the card defers, the member's own for their own work, else `other`; lower case. */
  route: string;
  /** 0..1 */
  probability: number;
  /** Sentences. */
  evidence: string[];
  /** The topic behind the route: a word of the classifier, or of the card. */
  topic: string;
}

export interface RouteOptions {
  member: PersonaCard;
  /** Cards of the others, to find a colleague under any of their names; a colleague who has none is still named. */
  colleagues?: readonly PersonaCard[];
}

type Deferral = PersonaCard['persona']['defers'][number];

/** Who answers a question that a member is asked: it follows from what the question is about and from the card of the one asked. */
export function routeQuestion(text: string, { member, colleagues = [] }: RouteOptions): Routed {
  const read = classify(text);
  const own = callsignOf(member);
  const { defers } = member.persona;
  const owned = ownedTopics(member);
  const routes = new Map<string, { probability: number; topic: Topic }>();
  for (const topic of Topic.options) {
    const deferral = defers.find((candidate) => candidate.topic === topic);
    const route = deferral ? calledOf(deferral, colleagues) : owned.has(topic) ? own : OTHER;
    const sofar = routes.get(route);
    const probability = read.probabilities[topic];
    routes.set(route, {
      probability: (sofar?.probability ?? 0) + probability,
      topic: sofar !== undefined && read.probabilities[sofar.topic] >= probability ? sofar.topic : topic,
    });
  }
  const [[route, best] = [OTHER, { probability: 1, topic: 'none' as Topic }]] = [...routes].sort(
    (a, b) => b[1].probability - a[1].probability,
  );
  const special = nearestDeferral(read, defers);
  const isTrainedDeferral = defers.some(({ topic }) => topic === best.topic) && route !== OTHER;
  if (special !== null && !(isTrainedDeferral && best.probability > special.probability)) {
    const { deferral, probability, example, fromCard } = special;
    return {
      route: calledOf(deferral, colleagues),
      probability,
      topic: deferral.topic,
      evidence: deferralEvidence(read, {
        deferral,
        example,
        fromCard,
        called: calledOf(deferral, colleagues),
        isThere: isThere(deferral, colleagues),
      }),
    };
  }
  const deferral = defers.find(({ topic }) => topic === best.topic);
  return {
    route,
    probability: best.probability,
    topic: best.topic,
    evidence: topicEvidence(read, best.topic, {
      deferral: route === OTHER ? undefined : deferral,
      isOwn: route === own && deferral === undefined,
      isThere: deferral === undefined || isThere(deferral, colleagues),
    }),
  };
}

interface Special {
  deferral: Deferral;
  probability: number;
  example: string;
  /** Whether the card gives examples, or only the words of the topic. */
  fromCard: boolean;
}

/** The card's own topic, one without a trained model, that a question is nearest to. */
function nearestDeferral(read: Classified, defers: readonly Deferral[]): Special | null {
  const print = printOf(read);
  let best: Special | null = null;
  for (const deferral of defers) {
    if (Topic.safeParse(deferral.topic).success) continue;
    const given = deferral.examples ?? [];
    const examples = given.length > 0 ? given : [deferral.topic];
    const near = nearness(print, printsOf(examples));
    const probability = belongs(near);
    if (probability < LEAST_BELONGING || probability <= (best?.probability ?? 0)) continue;
    best = { deferral, probability, example: examples[near.at] ?? '', fromCard: given.length > 0 };
  }
  return best;
}

function callsignOf({ callsign, id }: PersonaCard): string {
  return (callsign ?? id).toLowerCase();
}

function colleagueOf({ on }: Deferral, colleagues: readonly PersonaCard[]): PersonaCard | undefined {
  const name = on.toLowerCase();
  return colleagues.find(({ id, callsign, documentId, names }) =>
    [id, callsign, documentId, names.ko, names.en, ...names.aliases].some((known) => known?.toLowerCase() === name),
  );
}

function calledOf(deferral: Deferral, colleagues: readonly PersonaCard[]): string {
  const colleague = colleagueOf(deferral, colleagues);
  return colleague ? callsignOf(colleague) : deferral.on.toLowerCase();
}

function isThere(deferral: Deferral, colleagues: readonly PersonaCard[]): boolean {
  return colleagues.length === 0 || colleagueOf(deferral, colleagues) !== undefined;
}
