import { weightOf } from '../argument.ts';
import { canonicalJson } from '../canonical.ts';
import { factsOf } from '../considerations.ts';
import type { ToolCall } from '../effects.ts';
import { randomFrom } from '../random.ts';
import type { Consideration } from '../scenario.ts';
import type { Act, ClaimRef, Question } from '../turn.ts';
import { isSayable } from './content.ts';
import type { Standing } from './standing.ts';
import { audienceOf } from './standing.ts';
import type { Known, Spoken, View } from './view.ts';
import { callFor, edgeOf, optionOf, pendingQuestions } from './view.ts';

/** One sentence to be said: what it states, what it answers, and which symbol of the voice says it. */
export interface Part {
  symbol: string;
  /** Reason asserted with its own evidence. */
  mine: Known | null;
  /** Reason of a colleague that is named back. */
  echo: Known | null;
  target: Spoken | null;
  /** The card's line stands behind a weighing of values. */
  principle: boolean;
  tags: string[];
}

export interface Move {
  act: Act;
  addressee: string;
  answers: ClaimRef | null;
  question: Question | null;
  parts: Part[];
  utility: number;
  /** A consult that must be answered before this can be said. */
  consult?: { topic: string; question: string[]; calculation: ToolCall } | undefined;
}

export const NOTHING: Omit<Part, 'symbol'> = { mine: null, echo: null, target: null, principle: false, tags: [] };

/** Below this strength a reason says nothing either way and is not raised. */
const FAINT = 0.08;
const SPREAD = 0.35;
/** A member who keeps his option says that a point has hit when it costs that much of his confidence. */
const NOTABLE_FALL = 0.06;
/** Conditions are worth hearing twice in a debate, not from everybody. */
const MOST_CONDITIONS = 2;

/** Every move that the rules of the playbook allow now, best first. Never empty outside a close. */
export function movesOf(view: View, standing: Standing): Move[] {
  const { brief, scenario, seat } = view;
  const moves =
    brief.task === 'open'
      ? openings(view, standing)
      : brief.task === 'vote'
        ? [vote(view, standing)]
        : brief.task === 'close'
          ? [closing(view, standing)]
          : rebuttals(view, standing);
  return moves
    .map((move) => withItsHardwareSide(view, move))
    .map((move) => ({
      ...move,
      utility: move.utility + SPREAD * randomFrom(scenario.seed, 'move', brief.turn, seat.id, keyOf(move))(),
    }))
    .sort((a, b) => b.utility - a.utility);
}

function keyOf({ act, answers, parts }: Move): string {
  return [act, answers?.turn, answers?.claim, parts[0]?.symbol, parts[0]?.mine?.consideration.id].join(' ');
}

/**
 * Who puts an experiment on the table in the last round settles at once what a colleague must answer about it:
 * nobody will have the time to ask.
 */
function withItsHardwareSide(view: View, move: Move): Move {
  const experiment = move.parts.find(({ mine }) => mine !== null && isExperiment(view, mine))?.mine;
  if (!experiment || !view.brief.lastRound || experiment.said !== null) return move;
  const about = view.scenario.considerations.find(
    ({ against, from }) => against === experiment.consideration.id && 'consult' in from,
  );
  const asking = about && consultAbout(view, about);
  if (!asking) return move;
  return { ...move, parts: [...move.parts, asking.part], ...(asking.consult ? { consult: asking.consult } : {}) };
}

/** Reasons of one's own that nobody has said yet, that say something, and whose target is on the table. */
function unsaid(view: View): Known[] {
  const raises = new Set(view.scenario.mine);
  return [...view.known.values()].filter(({ said, own, strength, consideration }) => {
    if (!own || said !== null || Math.abs(strength) < FAINT || !raises.has(consideration.id)) return false;
    return isOnTable(edgeOf(consideration).target, view);
  });
}

/** An option always is; a reason once somebody has said it. */
function isOnTable(target: string, { scenario, known }: View): boolean {
  return target in scenario.options || (known.get(target)?.said ?? null) !== null;
}

/** Side as it comes out: a signed reading below neutral speaks for the other one. */
export function effectiveSide(known: Known, view: View): { option: string; side: 'for' | 'against' } | null {
  const root = optionOf(known.consideration, view.scenario.considerations, view.scenario.options);
  if (root === null || known.strength >= 0) return root;
  return { option: root.option, side: root.side === 'for' ? 'against' : 'for' };
}

function favours(known: Known, option: string | null, view: View): boolean {
  const root = effectiveSide(known, view);
  if (root === null || option === null) return false;
  return root.side === 'for' ? root.option === option : root.option !== option;
}

function weightFor(view: View, known: Known): number {
  const { values, id } = view.seat;
  return Math.abs(known.strength) * weightOf(audienceOf({ id, values }, view.scenario.seed), known.consideration.value);
}

function isExperiment(view: View, { consideration }: Known): boolean {
  return view.scenario.experiment?.consideration === consideration.id;
}

function openings(view: View, { stance }: Standing): Move[] {
  const candidates = unsaid(view).filter((known) => edgeOf(known.consideration).target in view.scenario.options);
  const fitting = candidates.filter((known) => favours(known, stance.option, view));
  const pool = fitting.length > 0 ? fitting : candidates;
  const moves = pool.map((known): Move => {
    const side = effectiveSide(known, view)?.side ?? 'for';
    const proposes = isExperiment(view, known);
    return {
      act: proposes ? 'propose' : 'open',
      addressee: 'all',
      answers: null,
      question: null,
      parts: [part(proposes ? 'propose' : 'open', { mine: known, tags: [side] })],
      utility: 4 * weightFor(view, known) - (proposes ? 1.5 : 0),
    };
  });
  return moves.length > 0 ? moves : [empty(view, 'open')];
}

function part(symbol: string, rest: Partial<Omit<Part, 'symbol'>>): Part {
  return { ...NOTHING, ...rest, symbol };
}

/** Nothing that could be used: said as such, never dressed up. */
function empty(view: View, act: 'open' | 'support'): Move {
  const wants = view.scenario.considerations.length === 0;
  return {
    act: wants ? 'ask' : act,
    addressee: 'all',
    answers: null,
    question: null,
    parts: [part(wants ? 'nothing.asked' : 'nothing', {})],
    utility: 0,
  };
}

function rebuttals(view: View, standing: Standing): Move[] {
  const moves = [
    ...answers(view),
    ...concessions(view, standing),
    ...updates(view, standing),
    ...undercuts(view),
    ...counters(view, standing),
    ...proposals(view),
    ...supports(view, standing),
    ...questions(view, standing),
    ...consults(view),
    ...weighings(view, standing),
    ...conditions(view, standing),
    ...agreements(view, standing),
  ];
  const fresh = moves.filter((move) => !repeats(view, move));
  return fresh.length > 0 ? fresh : [empty(view, 'support')];
}

/** The same act on the same claim with the same content, by the same speaker, was said before. */
function repeats(view: View, move: Move): boolean {
  const reason = move.parts[0]?.mine?.consideration.id ?? null;
  return view.turns.some(
    ({ body }) =>
      body.speaker === view.seat.id &&
      body.act === move.act &&
      body.answers?.turn === move.answers?.turn &&
      body.answers?.claim === move.answers?.claim &&
      (reason === null ||
        body.claims.some(
          (claim) => claim.reason === reason && claim.figure?.value === move.parts[0]?.mine?.figure?.value,
        )),
  );
}

function answers(view: View): Move[] {
  return pendingQuestions(view.turns, view.seat.id).map(({ body }): Move => {
    const about = body.question?.about ?? null;
    const known = about === null ? undefined : view.known.get(about);
    const topic = body.question?.topic ?? null;
    const usable = known?.own ? known : null;
    const deferred = topic !== null && view.seat.defers.some((route) => route.topic === topic);
    const symbol =
      usable === null ? (deferred ? 'answer.defer' : 'answer.unknown') : deferred ? 'answer.consult' : 'answer';
    const target = { turn: body.turn, claim: 1 };
    return {
      act: 'answer',
      addressee: body.speaker,
      answers: target,
      question: null,
      parts: [part(symbol, { mine: usable, tags: usable ? [effectiveSide(usable, view)?.side ?? 'for'] : [] })],
      utility: 10,
    };
  });
}

function claimOf(view: View, known: Known): Spoken | null {
  const { said } = known;
  if (said === null) return null;
  return view.claims.find(({ turn, claim }) => turn === said.turn && claim.claim === said.claim) ?? null;
}

function concessions(view: View, { stance, previous, movers }: Standing): Move[] {
  if (previous === null) return [];
  const mover = movers
    .map((id) => view.known.get(id))
    .find((known) => known?.said && known.said.speaker !== view.seat.id);
  const target = mover ? claimOf(view, mover) : null;
  if (!mover || target === null) return [];
  const moved = stance.option !== previous.option;
  const held = previous.option ?? '';
  const fell = (previous.share[held] ?? 0) - (stance.support[held] ?? 0);
  if (!moved && fell < NOTABLE_FALL) return [];
  const undone = undone_(view, mover);
  const parts = [
    part(moved ? 'concede.move' : 'concede.hold', { echo: mover, target, tags: undone ? ['own-reason-gone'] : [] }),
  ];
  const tail = tailFor(view, stance.option);
  if (tail) parts.push(tail);
  return [
    {
      act: 'concede',
      addressee: target.speaker,
      answers: { turn: target.turn, claim: target.claim.claim },
      question: null,
      parts,
      utility: moved ? 9 : 4 + 12 * fell,
    },
  ];
}

/** Whether the mover undercuts a reason that this seat itself had brought. */
function undone_(view: View, mover: Known): boolean {
  const target = view.known.get(edgeOf(mover.consideration).target);
  return target?.said?.speaker === view.seat.id;
}

/** After a concession: a proposal of one's own, or the reason that still stands. */
function tailFor(view: View, option: string | null): Part | null {
  const candidates = unsaid(view).filter((known) => favours(known, option, view));
  const proposal = candidates.find((known) => isExperiment(view, known));
  if (proposal) return part('then.propose', { mine: proposal, tags: ['for'] });
  const [best] = candidates.sort((a, b) => weightFor(view, b) - weightFor(view, a));
  return best ? part('then.say', { mine: best, tags: [effectiveSide(best, view)?.side ?? 'for'] }) : null;
}

/** A reason of one's own whose figure a scripted event has changed; one that nobody had mentioned becomes worth a word by it. */
function updates(view: View, _standing: Standing): Move[] {
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

function undercuts(view: View): Move[] {
  return unsaid(view).flatMap((known): Move[] => {
    const attacked = view.known.get(edgeOf(known.consideration).target);
    if (attacked === undefined || known.consideration.against === undefined || known.strength < 0) return [];
    const target = claimOf(view, attacked);
    if (target === null || target.speaker === view.seat.id) return [];
    return [
      {
        act: 'rebut',
        addressee: target.speaker,
        answers: { turn: target.turn, claim: target.claim.claim },
        question: null,
        parts: [part('rebut.undercut', { mine: known, echo: attacked, target, tags: [] })],
        utility: 6 + 2 * Math.abs(known.strength),
      },
    ];
  });
}

function counters(view: View, { stance }: Standing): Move[] {
  return unsaid(view).flatMap((known): Move[] => {
    const root = effectiveSide(known, view);
    if (root === null || isExperiment(view, known)) return [];
    if (!(edgeOf(known.consideration).target in view.scenario.options)) return [];
    const opposed = view.claims.filter(
      ({ speaker, claim }) =>
        speaker !== view.seat.id &&
        claim.reason !== null &&
        claim.evidence.kind !== 'colleague' &&
        claim.option === root.option &&
        claim.side !== null &&
        claim.side !== root.side,
    );
    return opposed.slice(-3).map((target): Move => {
      const attacked = view.known.get(target.claim.reason ?? '') ?? null;
      return {
        act: 'rebut',
        addressee: target.speaker,
        answers: { turn: target.turn, claim: target.claim.claim },
        question: null,
        parts: [part('rebut.counter', { mine: known, echo: attacked, target, tags: [root.side] })],
        utility: 4 + 2.5 * weightFor(view, known) + (favours(known, stance.option, view) ? 1 : -1.5),
      };
    });
  });
}

/** Somebody holds another option than this seat's, or two members differ. */
function contested(view: View): boolean {
  return new Set(view.turns.map(({ body }) => body.stance.option)).size > 1;
}

function proposals(view: View): Move[] {
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

function supports(view: View, { stance }: Standing): Move[] {
  return unsaid(view).flatMap((known): Move[] => {
    const root = effectiveSide(known, view);
    if (root === null || isExperiment(view, known)) return [];
    const allied = view.claims.findLast(
      ({ speaker, claim }) =>
        speaker !== view.seat.id && claim.reason !== null && claim.option === root.option && claim.side === root.side,
    );
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
            echo: allied ? (view.known.get(allied.claim.reason ?? '') ?? null) : null,
            tags: [root.side],
          }),
        ],
        utility: 3 + 2 * weightFor(view, known) + (favours(known, stance.option, view) ? 0.8 : -1),
      },
    ];
  });
}

/** One asks for what would serve one's own option, and seldom twice. */
function questions(view: View, { stance }: Standing): Move[] {
  const again = view.turns.some(({ body }) => body.speaker === view.seat.id && body.question !== null) ? 3 : 0;
  const asked = new Set(view.turns.map(({ body }) => body.question?.about));
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
        parts: [part('ask', { tags: topic === null ? [] : [`topic:${topic}`] })],
        utility:
          2.4 +
          2 * weightOf(audienceOf({ id, values }, view.scenario.seed), consideration.value) +
          (serves ? 2.5 : 0) +
          (topic === null ? -again : 2.1),
      },
    ];
  });
}

/** Work that the card defers goes to the colleague; the claim rests on his answer. */
function consults(view: View): Move[] {
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

/** The same reasons, another order of values: said once per claim, on the authority of the speaker's own card only. */
function weighings(view: View, { stance, carrier }: Standing): Move[] {
  if (stance.option === null || view.seat.principle === null) return [];
  if (carrier === null) return [];
  const { values } = view.seat;
  const weighed = view.turns.filter(
    ({ body }) => body.speaker === view.seat.id && body.claims.some((c) => c.evidence.kind === 'card'),
  );
  if (weighed.length > 0) return [];
  return view.claims.flatMap((target): Move[] => {
    const other = view.known.get(target.claim.reason ?? '');
    if (target.speaker === view.seat.id || other === undefined || target.claim.evidence.kind === 'colleague') return [];
    if (favours(other, stance.option, view)) return [];
    const root = effectiveSide(carrier, view);
    if (root === null || root.option !== target.claim.option) return [];
    if (values.indexOf(carrier.consideration.value) >= values.indexOf(other.consideration.value)) return [];
    return [
      {
        act: 'rebut',
        addressee: target.speaker,
        answers: { turn: target.turn, claim: target.claim.claim },
        question: null,
        parts: [part('weigh', { echo: other, target, principle: true, tags: [] })],
        utility: 2.4,
      },
    ];
  });
}

/** What would have to change for this seat to drop the reason that carries its stance. */
function conditions(view: View, { carrier }: Standing): Move[] {
  if (carrier?.figure == null || carrier.said === null) return [];
  const stated = view.claims.filter(({ claim }) => claim.evidence.ref?.startsWith('rule:'));
  const done = stated.some(
    ({ speaker, claim }) => speaker === view.seat.id || claim.reason === carrier.consideration.id,
  );
  if (done || stated.length >= MOST_CONDITIONS || !('read' in carrier.consideration.from)) return [];
  const target = claimOf(view, carrier);
  return [
    {
      act: 'support',
      addressee: target !== null && target.speaker !== view.seat.id ? target.speaker : 'all',
      answers: null,
      question: null,
      parts: [part('condition', { echo: carrier, target, tags: [] })],
      utility: 1.8,
    },
  ];
}

function agreements(view: View, { stance }: Standing): Move[] {
  const mentioned = new Set(
    view.turns
      .filter(({ body }) => body.speaker === view.seat.id)
      .flatMap(({ body }) => body.claims.map(({ reason }) => reason)),
  );
  return [...view.known.values()].flatMap((known): Move[] => {
    const target = claimOf(view, known);
    if (target === null || target.speaker === view.seat.id || mentioned.has(known.consideration.id)) return [];
    const agrees = favours(known, stance.option, view);
    if (Math.abs(known.strength) < FAINT) return [];
    return [
      {
        act: agrees ? 'support' : 'concede',
        addressee: target.speaker,
        answers: { turn: target.turn, claim: target.claim.claim },
        question: null,
        parts: [part(agrees ? 'agree' : 'grant', { echo: known, target, tags: [] })],
        utility: 0.6 + weightFor(view, known),
      },
    ];
  });
}

function vote(_view: View, { stance, previous, movers, carrier }: Standing): Move {
  const moved = previous !== null && previous.option !== stance.option;
  const tags = [
    moved ? 'moved' : 'stayed',
    ...(movers.length > 0 ? ['shaken'] : []),
    stance.confidence < 0.45 ? 'unsure' : 'sure',
  ];
  return {
    act: 'close',
    addressee: 'all',
    answers: null,
    question: null,
    parts: [part(stance.option === null ? 'vote.none' : carrier ? 'vote' : 'vote.bare', { echo: carrier, tags })],
    utility: 0,
  };
}

function closing(view: View, { carrier }: Standing): Move {
  const { closing: task } = view.brief;
  const symbol =
    task?.decision == null ? 'close.undecided' : task.role === 'champion' ? 'close.commit' : 'close.dissent';
  return {
    act: 'close',
    addressee: 'all',
    answers: null,
    question: null,
    parts: [part(symbol, { echo: carrier, tags: carrier === null ? ['bare'] : [] })],
    utility: 0,
  };
}
