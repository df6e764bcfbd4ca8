import { isSameJob } from './alike.ts';
import { wordsHeard } from './said-figures.ts';
import { numbersIn } from './said-numbers.ts';
import type { SaidTurn } from './said-turn.ts';
import { wordsIn } from './words-in.ts';

type Said = Omit<SaidTurn, 'act' | 'answers' | 'also'>;

/** Of the words of what a turn set beside its claims, and how many at least: who speaks of those in taking back the claims means it, too. */
const SPOKEN_OF = 0.4;
const FEWEST = 3;

/** Whose what stands beside the claims of a turn is. */
type Put = Pick<Said, 'turn' | 'speaker'> & Partial<Pick<Said, 'drops'>>;

/** Whose the job of a turn is after these turns: whoever has it may hand it on, or drop it, and then it is nobody's. */
export function ownerOf({ turn, speaker }: Put, turns: readonly Put[]): string | null {
  let owner: string | null = speaker;
  for (const later of turns)
    for (const drop of later.drops ?? [])
      if (drop.turn === turn && drop.what === 'action' && later.speaker === owner) owner = drop.to ?? null;
  return owner;
}

/** Whether whose it is has taken the condition of a turn, or what it would measure, back by its number. */
export const isTakenBack = (
  { turn, speaker }: Put,
  turns: readonly Put[],
  what: 'condition' | 'measures' = 'condition',
): boolean =>
  turns.some(
    (later) =>
      later.speaker === speaker && later.drops?.some((drop) => drop.turn === turn && drop.what === what) === true,
  );

/**
 * Whether what a turn set beside its claims (a job, something to measure, a condition) was taken back with them. A claim that is taken back
 * takes only itself along: the rest goes where it is what was claimed, or where the words that take all of it back speak of it.
 */
export function isDropped(body: Said, text: string, turns: readonly Said[]): boolean {
  const { turn, speaker, claims } = body;
  if (text === body.action && ownerOf(body, turns) === null) return true;
  if (text === body.condition && isTakenBack(body, turns)) return true;
  if (text === body.measures?.what && isTakenBack(body, turns, 'measures')) return true;
  const takers = claims.map(({ claim }) => takerOf({ turn, speaker, claim }, turns));
  if (claims.length === 0 || takers.some((taker) => taker === undefined)) return false;
  // Who drops a measurement drops the job of making it.
  const beside = [body.action, body.measures?.what].flatMap((deed) => deed ?? []);
  const deeds = [text, ...beside.filter((deed) => isSameJob(deed, text))];
  return (
    claims.every(({ reason }) => /^(?:measure|bar):/.test(reason ?? '')) ||
    takers.some((taker) => taker !== undefined && deeds.some((deed) => speaksOf(taker.utterance, deed)))
  );
}

/** The turn in which whoever made a claim takes it back. */
const takerOf = (
  { turn, speaker, claim }: { turn: number; speaker: string; claim: number },
  turns: readonly Said[],
): Said | undefined =>
  turns.find(
    (later) => later.speaker === speaker && later.withdraws.some((ref) => ref.turn === turn && ref.claim === claim),
  );

/**
 * Whether the bar of a turn's measurement went with a claim that was taken back: with one that says its numbers, or speaks of it, or where it
 * has none with all that the turn claimed. The measurement itself may stand.
 */
export function isBarDropped(body: Said, turns: readonly Said[]): boolean {
  const { turn, speaker, claims, measures } = body;
  const threshold = measures?.threshold ?? null;
  if (threshold === null) return false;
  const numbers = numbersIn(threshold).map(({ value }) => value);
  const isBack = ({ claim }: Pick<Said['claims'][number], 'claim'>) =>
    takerOf({ turn, speaker, claim }, turns) !== undefined;
  if (numbers.length === 0 && claims.length > 0 && claims.every(isBack)) return true;
  return claims.some(({ claim, text }) => {
    if (!isBack({ claim })) return false;
    const said = new Set(numbersIn(text).map(({ value }) => value));
    return numbers.length > 0 ? numbers.every((value) => said.has(value)) : speaksOf(text, threshold);
  });
}

function speaksOf(utterance: string, text: string): boolean {
  const own = [...new Set(wordsIn(text))];
  const heard = wordsHeard(own, wordsIn(utterance));
  return heard >= FEWEST && heard >= SPOKEN_OF * own.length;
}
