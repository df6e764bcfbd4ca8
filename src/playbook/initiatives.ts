import { canonicalJson } from '../core/canonical.ts';
import type { ToolCall } from '../core/effects.ts';
import type { Consideration } from '../core/scenario.ts';
import { weightOf } from '../reasoning/argument.ts';
import { factsOf } from '../reasoning/considerations.ts';
import type { Standing } from '../reasoning/standing.ts';
import { audienceOf } from '../reasoning/standing.ts';
import type { View } from '../reasoning/view.ts';
import { callFor, edgeOf, optionOf } from '../reasoning/view.ts';
import { isFlag } from '../wording/compared.ts';
import { isSayable } from '../wording/content.ts';
import { leaperOf } from './leaps.ts';
import type { Move, Part } from './move.ts';
import {
  BARS,
  claimOf,
  effectiveSide,
  FAINT,
  favours,
  isBar,
  isExperiment,
  isOnTable,
  part,
  related,
  unsaid,
  weightFor,
} from './move.ts';

/** Conditions are worth hearing twice in a debate, not from everybody. */
const MOST_CONDITIONS = 2;

/** A reason of one's own whose figure a scripted event has changed; one that nobody had mentioned becomes worth a word by it. */
export function updates(view: View, _standing: Standing): Move[] {
  const news = new Set(view.changed.filter(({ sinceMyTurn }) => sinceMyTurn).map(({ fact }) => fact));
  return [...view.known.values()]
    .filter((known) => {
      const { own, said, figure, strength, consideration } = known;
      if (!own || figure === null) return false;
      if (said === null) {
        const rests = factsOf(consideration.from).some((path) => news.has(path.split('.')[0] ?? path));
        return (
          rests &&
          Math.abs(strength) >= FAINT &&
          !isExperiment(view, known) &&
          isOnTable(edgeOf(consideration).target, view)
        );
      }
      if (said.speaker !== view.seat.id) return false;
      const spoken = view.claims.findLast(({ claim }) => claim.reason === consideration.id && claim.figure !== null);
      return spoken !== undefined && spoken.claim.figure?.value !== figure.value;
    })
    .map((known): Move => {
      const root = effectiveSide(known, view);
      const still = Math.abs(known.strength) >= FAINT;
      return {
        act: 'support',
        addressee: 'all',
        answers: null,
        question: null,
        parts: [part(still ? 'update' : 'update.gone', { mine: known, tags: [root?.side ?? 'for'] })],
        utility: known.said === null ? 6.9 : 8,
      };
    });
}

/** Somebody holds another option than this seat's, or two members differ. */
function contested(view: View): boolean {
  return new Set(view.turns.map(({ body }) => body.stance.option)).size > 1;
}

export function proposals(view: View): Move[] {
  if (!contested(view)) return [];
  return unsaid(view)
    .filter((known) => isExperiment(view, known))
    .map(
      (known): Move => ({
        act: 'propose',
        addressee: 'all',
        answers: null,
        question: null,
        parts: [part('propose', { mine: known, tags: [effectiveSide(known, view)?.side ?? 'for'] })],
        utility: 4.5 + 2 * view.seat.initiative + (view.brief.round > 1 ? 1 : 0),
      }),
    );
}

export function supports(view: View, { stance }: Standing): Move[] {
  return unsaid(view).flatMap((known): Move[] => {
    const root = effectiveSide(known, view);
    if (root === null || isExperiment(view, known)) return [];
    if (!favours(known, stance.option, view) && !isBar(known) && stance.option !== null) return [];
    const allied = view.claims.findLast(
      ({ speaker, claim }) =>
        speaker !== view.seat.id && claim.reason !== null && claim.option === root.option && claim.side === root.side,
    );
    const echo = allied ? (view.known.get(allied.claim.reason ?? '') ?? null) : null;
    return [
      {
        act: 'support',
        addressee: allied?.speaker ?? 'all',
        answers: allied ? { turn: allied.turn, claim: allied.claim.claim } : null,
        question: null,
        parts: [
          part(allied ? 'support' : 'support.alone', {
            mine: known,
            target: allied ?? null,
            echo,
            tags: [root.side, ...(echo && related(known, echo) ? ['related'] : [])],
          }),
        ],
        utility:
          3 + 2 * weightFor(view, known) + (favours(known, stance.option, view) ? 0.8 : -1) + (isBar(known) ? BARS : 0),
      },
    ];
  });
}

/** What speaks against one's own option is owned up to, once nothing better is to be said. */
export function caveats(view: View, { stance }: Standing): Move[] {
  if (stance.option === null) return [];
  return unsaid(view).flatMap((known): Move[] => {
    const { target } = edgeOf(known.consideration);
    if (favours(known, stance.option, view) || isBar(known) || isExperiment(view, known)) return [];
    if (!(target in view.scenario.options)) return [];
    return [
      {
        act: 'support',
        addressee: 'all',
        answers: null,
        question: null,
        parts: [part('caveat', { mine: known, tags: [effectiveSide(known, view)?.side ?? 'for'] })],
        utility: 1.4 + 2 * weightFor(view, known),
      },
    ];
  });
}

/** What the leaper knows is asked before the experiment is run. */
const BEFORE_IT_RUNS = 2.5;

/** One asks for what would serve one's own option, and seldom twice. */
export function questions(view: View, { stance }: Standing): Move[] {
  const again = view.turns.some(({ body }) => body.speaker === view.seat.id && body.question !== null) ? 3 : 0;
  const asked = new Set(view.turns.map(({ body }) => body.question?.about));
  const leaper = leaperOf(view);
  return view.scenario.considerations.flatMap((consideration): Move[] => {
    const to = view.scenario.askable[consideration.id];
    if (to === undefined || !consideration.ask.some((text) => isSayable(text, {}, view.facts))) return [];
    if (
      asked.has(consideration.id) ||
      view.known.has(consideration.id) ||
      !isOnTable(edgeOf(consideration).target, view)
    )
      return [];
    const root = optionOf(consideration, view.scenario.considerations, view.scenario.options);
    if (root === null || !view.claims.some(({ claim }) => claim.option === root.option)) return [];
    const topic = 'consult' in consideration.from ? consideration.from.consult : null;
    const { values, id } = view.seat;
    const serves = (root.side === 'for') === (root.option === stance.option);
    return [
      {
        act: 'ask',
        addressee: to,
        answers: null,
        question: { text: '', topic, about: consideration.id },
        parts: [part(to === leaper ? 'ask.leap' : 'ask', { tags: topic === null ? [] : [`topic:${topic}`] })],
        utility:
          2.4 +
          2 * weightOf(audienceOf({ id, values }, view.scenario.seed), consideration.value) +
          (serves ? 2.5 : 0) +
          (to === leaper ? BEFORE_IT_RUNS : 0) +
          (topic === null ? -again : 2.1),
      },
    ];
  });
}

/** Work that the card defers goes to the colleague; the claim rests on his answer. */
export function consults(view: View): Move[] {
  return view.scenario.considerations.flatMap((consideration): Move[] => {
    const root = optionOf(consideration, view.scenario.considerations, view.scenario.options);
    const target = view.claims.findLast(({ claim }) => claim.option === root?.option && claim.side !== null);
    if (root === null || target === undefined || !isOnTable(edgeOf(consideration).target, view)) return [];
    const asking = consultAbout(view, consideration);
    if (asking === null) return [];
    return [
      {
        act: 'consult',
        addressee: target.speaker === view.seat.id ? 'all' : target.speaker,
        answers: null,
        question: null,
        parts: [asking.part],
        utility: 4.6 + 2 * view.seat.initiative,
        ...(asking.consult ? { consult: asking.consult } : {}),
      },
    ];
  });
}

/** What would be said about a deferred consideration, and the consult that must come first; null when it is not this seat's to ask, or no use. */
function consultAbout(view: View, consideration: Consideration): { part: Part; consult: Move['consult'] } | null {
  const { from } = consideration;
  const raises = [...view.scenario.mine, ...view.asked];
  if (!('consult' in from) || !raises.includes(consideration.id)) return null;
  if (!view.seat.defers.some(({ topic }) => topic === from.consult)) return null;
  if (!view.scenario.desks.some(({ topic }) => topic === from.consult)) return null;
  const known = view.known.get(consideration.id);
  if ((known?.said ?? null) !== null) return null;
  const calculation = callFor(consideration, view.facts, view.scenario.data);
  if (calculation === null || view.failures.some(({ call }) => call.name.startsWith('consult'))) return null;
  // An answer without the figure that is read leaves the reason unknown; asking again would not change that.
  if (known === undefined && view.results.some((result) => isSameCall(result, calculation))) return null;
  return {
    part: part('consult', { mine: known ?? null, tags: known ? [effectiveSide(known, view)?.side ?? 'for'] : [] }),
    consult: known === undefined ? { topic: from.consult, question: [from.question], calculation } : undefined,
  };
}

function isSameCall(a: ToolCall, b: ToolCall): boolean {
  return a.name === b.name && canonicalJson(a.args) === canonicalJson(b.args);
}

/** What would have to change for this seat to drop the reason that carries its stance. */
export function conditions(view: View, { carrier }: Standing): Move[] {
  if (carrier?.figure == null || carrier.said === null) return [];
  const stated = view.claims.filter(({ claim }) => claim.evidence.ref?.startsWith('rule:'));
  const done = stated.some(
    ({ speaker, claim }) => speaker === view.seat.id || claim.reason === carrier.consideration.id,
  );
  if (done || stated.length >= MOST_CONDITIONS) return [];
  if (!('read' in carrier.consideration.from) || isFlag(carrier, view)) return [];
  const target = claimOf(view, carrier);
  return [
    {
      act: 'support',
      addressee: target !== null && target.speaker !== view.seat.id ? target.speaker : 'all',
      answers: null,
      question: null,
      parts: [part('condition', { echo: carrier, target, tags: [] })],
      utility: view.brief.lastRound ? 4.4 : 1.8,
    },
  ];
}

/**
 * Who puts an experiment on the table in the last round settles at once what a colleague must answer about it:
 * nobody will have the time to ask.
 */
export function withItsHardwareSide(view: View, move: Move): Move {
  const experiment = move.parts.find(({ mine }) => mine !== null && isExperiment(view, mine))?.mine;
  if (!experiment || !view.brief.lastRound || experiment.said !== null) return move;
  const about = view.scenario.considerations.find(
    ({ against, from }) => against === experiment.consideration.id && 'consult' in from,
  );
  const asking = about && consultAbout(view, about);
  if (!asking) return move;
  return { ...move, parts: [...move.parts, asking.part], ...(asking.consult ? { consult: asking.consult } : {}) };
}
