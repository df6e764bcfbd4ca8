import type { ToolCall } from '../core/effects.ts';
import type { Act, ClaimRef, Question } from '../core/turn.ts';
import { weightOf } from '../reasoning/argument.ts';
import { factsOf } from '../reasoning/considerations.ts';
import { audienceOf } from '../reasoning/standing.ts';
import type { Known, Spoken, View } from '../reasoning/view.ts';
import { edgeOf, optionOf } from '../reasoning/view.ts';

/** One sentence to be said: what it states, what it answers, and which symbol of the voice says it. */
export interface Part {
  symbol: string;
  /** Reason asserted with its own evidence. */
  mine: Known | null;
  /** Reason of a colleague that is named back. */
  echo: Known | null;
  target: Spoken | null;
  /** Reason of the speaker's own that the turn gives up. */
  lost: Known | null;
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

export const NOTHING: Omit<Part, 'symbol'> = {
  mine: null,
  echo: null,
  target: null,
  lost: null,
  principle: false,
  tags: [],
};

/** Below this strength a reason says nothing either way and is not raised. */
export const FAINT = 0.08;

export function part(symbol: string, rest: Partial<Omit<Part, 'symbol'>>): Part {
  return { ...NOTHING, ...rest, symbol };
}

/** Reasons of one's own that nobody has said yet, that say something, and whose target is on the table. */
export function unsaid(view: View): Known[] {
  const raises = new Set(view.scenario.mine);
  return [...view.known.values()].filter(({ said, own, strength, consideration }) => {
    if (!own || said !== null || Math.abs(strength) < FAINT || !raises.has(consideration.id)) return false;
    if (consideration.excludes !== undefined && strength < 1) return false; // it bars or it weighs nothing
    return isOnTable(edgeOf(consideration).target, view);
  });
}

/** An option always is; a reason once somebody has said it. */
export function isOnTable(target: string, { scenario, known }: View): boolean {
  return target in scenario.options || (known.get(target)?.said ?? null) !== null;
}

/**
 * Side as it comes out: a signed reading below neutral speaks for the other one, and so does what undercuts a reason
 * that itself came out the other way.
 */
export function effectiveSide(known: Known, view: View): { option: string; side: 'for' | 'against' } | null {
  const root = optionOf(known.consideration, view.scenario.considerations, view.scenario.options);
  if (root === null) return null;
  let turned = false;
  for (let at: Known | undefined = known; at !== undefined; at = view.known.get(edgeOf(at.consideration).target)) {
    if (at.strength < 0) turned = !turned;
  }
  return turned ? { option: root.option, side: root.side === 'for' ? 'against' : 'for' } : root;
}

/** Whether it makes its option impossible: what must be heard before anybody votes. */
export function isBar({ consideration, strength }: Known): boolean {
  return consideration.excludes !== undefined && strength >= 1;
}

export function favours(known: Known, option: string | null, view: View): boolean {
  const root = effectiveSide(known, view);
  if (root === null || option === null) return false;
  return root.side === 'for' ? root.option === option : root.option !== option;
}

export function weightFor(view: View, known: Known): number {
  const { values, id } = view.seat;
  return Math.abs(known.strength) * weightOf(audienceOf({ id, values }, view.scenario.seed), known.consideration.value);
}

export function isExperiment(view: View, { consideration }: Known): boolean {
  return view.scenario.experiment?.consideration === consideration.id;
}

export function claimOf(view: View, known: Known): Spoken | null {
  const { said } = known;
  if (said === null) return null;
  return view.claims.find(({ turn, claim }) => turn === said.turn && claim.claim === said.claim) ?? null;
}

/** Whether two reasons have something in common: a value, a calculation, a fact, or that one is about the other. */
export function related({ consideration: a }: Known, { consideration: b }: Known): boolean {
  if (a.value === b.value || edgeOf(a).target === b.id || edgeOf(b).target === a.id) return true;
  if ('tool' in a.from && 'tool' in b.from && a.from.tool === b.from.tool) return true;
  const facts = new Set(factsOf(a.from).map(rootOf));
  return factsOf(b.from).some((fact) => facts.has(rootOf(fact)));
}

function rootOf(path: string): string {
  return path.split('.')[0] ?? path;
}

/** An attack of at least this strength takes a reason away; a weaker one only dents it. */
const GONE = 0.6;

/** The seat's own reason, said before, that another one takes the ground from; null when it hits none of his, or not hard enough. */
export function lostTo({ consideration, strength }: Known, view: View): Known | null {
  const target = view.known.get(edgeOf(consideration).target);
  if (consideration.against === undefined || strength < GONE) return null;
  return target?.said?.speaker === view.seat.id ? target : null;
}

/** An option that cannot be chosen is told before anything else is answered. */
export const BARS = 12;

/** The turn just before, where it disputes a claim of this seat's. */
export function disputesMe({ turns, seat }: View): number | null {
  const last = turns.at(-1)?.body;
  if (last?.act !== 'rebut' || last.phase !== 'rebuttal' || last.speaker === seat.id) return null;
  const own = turns.some(({ body }) => body.turn === last.answers?.turn && body.speaker === seat.id);
  return own ? last.turn : null;
}
