import { subjectOf } from '../core/turn.ts';
import type { Value } from '../core/values.ts';
import { criterionOf } from '../reasoning/model.ts';
import { plainPhrase } from '../wording/amounts.ts';
import { standing, TO_ALL } from './addressing.ts';
import { asideOf, withAside } from './aside.ts';
import { asksForCurve } from './asking.ts';
import { withCause } from './causes.ts';
import { closing } from './closing.ts';
import { isTabled, tabledBy } from './combined.ts';
import { safetyBeside } from './ensuring.ts';
import { reveals } from './facts-told.ts';
import { remarks } from './judging.ts';
import { isTheirs, measures } from './measuring.ts';
import type { Move, MoveKind, Sentence } from './move.ts';
import { isAnyMove, movesOf } from './moves.ts';
import { newsTable } from './news.ts';
import { opening } from './opening.ts';
import { withRemedies } from './remedies.ts';
import { stanceOf } from './render.ts';
import type { Talk } from './talk.ts';
import { lates } from './testing.ts';
import { together } from './together.ts';
import { isPresent } from './view.ts';
import { vote } from './voting.ts';
import { worths } from './worth.ts';

/** Below this a move adds nothing for anybody, and the floor goes on. */
const WORTH_SAYING = 3;

/** What this member does with the floor; null where there is nothing to say. */
export function chosenMove(talk: Talk): Move | null {
  const move = withOwnSide(withSafety(talk, withRemedies(talk, withRemark(talk, bestMove(talk)))));
  // What somebody said stands when they have left; it is answered before all.
  const isGone = move !== null && move.addressee !== 'all' && !isPresent(talk.view, move.addressee);
  return isGone ? { ...move, addressee: 'all' } : move;
}

const withSafety = (talk: Talk, move: Move | null): Move | null => (move === null ? null : safetyBeside(talk, move));

/** Whoever tells a limit and the setting that keeps it speaks for the option and rebuts nobody who holds it. */
function withOwnSide(move: Move | null): Move | null {
  const option = move?.proposes?.option;
  const isAgainst = move?.sentences.some(
    ({ asserts }) => asserts?.what.side === 'against' && asserts.what.option === option,
  );
  return move !== null && move.act === 'rebut' && option !== undefined && isAgainst === true
    ? { ...move, act: 'propose' }
    : move;
}

/** Whether this member would do anything with the floor: what `chosenMove` finds, without choosing. */
export function hasMove(talk: Talk): boolean {
  if (talk.view.brief.task !== 'rebut') return chosenMove(talk) !== null;
  return isAnyMove(talk, isWorthSaying) || explained(talk) !== null;
}

const isWorthSaying = ({ utility }: Move) => utility >= WORTH_SAYING;

/** A turn with more in it than this takes no remark; a junior can follow one thing at a time. */
const ROOM = { peers: 2, lead: 2, junior: 1 };

/** What the member has seen and no figure holds is said beside something else, where there is room for it. */
function withRemark(talk: Talk, move: Move | null): Move | null {
  const { task } = talk.view.brief;
  const { audience } = talk.view.question;
  if (move === null || move.kind === 'judge' || move.kind === 'bound' || (task !== 'open' && task !== 'rebut'))
    return move;
  // Who reads curves asks for the one that nobody has brought before anything else is argued.
  const [curve] = task === 'open' ? asksForCurve(talk) : [];
  if (curve !== undefined)
    return { ...move, question: curve.question, sentences: [...move.sentences, ...curve.sentences] };
  if (move.sentences.length > (task === 'open' ? 1 : ROOM[audience])) return move;
  const measure = task === 'rebut' && audience !== 'junior' ? measureBeside(talk, move) : undefined;
  const [beside] =
    task === 'rebut' && move.question === null && measure === undefined ? [...together(talk), ...worths(talk)] : [];
  const [remark = measure ?? beside] = remarks(talk);
  if (move.kind === 'worth' || move.kind === 'together') return move;
  // Whoever disputes a colleague does not speak against their own option in the same breath.
  const isOwn = remark?.sentences.some(
    ({ asserts }) => asserts?.what.option === talk.best && asserts.what.side === 'against',
  );
  return remark === undefined || (move.act === 'rebut' && isOwn)
    ? move
    : { ...move, sentences: [...move.sentences, ...asideFrom(move, remark)] };
}

/** A remark that answers somebody else than the turn does names them. */
function asideFrom(move: Move, remark: Move): Sentence[] {
  if (remark.act !== 'rebut' || remark.addressee === 'all' || remark.addressee === move.addressee)
    return remark.sentences;
  const colleague = plainPhrase(remark.addressee);
  return remark.sentences.map(({ tags = [], ...sentence }) => ({
    ...sentence,
    slots: { ...sentence.slots, colleague },
    tags: tags.map((tag) => (tag === 'reply' ? 'answered' : tag)),
  }));
}

const TAKES_MEASURE: ReadonlySet<Move['kind']> = new Set(['second', 'amend', 'move', 'reopen', 'concede']);
const EAGER = 0.8;

/** The measurement that a choice hangs on, once somebody has chosen. */
function measureBeside(talk: Talk, move: Move): Move | undefined {
  // Whoever always wants to try it says so beside anything.
  const isEager = talk.view.seat.initiative >= EAGER && move.question === null;
  const isThere = move.sentences.some(({ symbol }) => symbol === 'measure' || symbol === 'refuse');
  if (isThere || (!TAKES_MEASURE.has(move.kind) && !isEager)) return undefined;
  // One whose result would come too late is refused there: settings and their seconding may take every turn that is left.
  return measures(talk, (one) => isTheirs(talk, one))[0] ?? (TAKES_MEASURE.has(move.kind) ? lates(talk)[0] : undefined);
}

function bestMove(talk: Talk): Move | null {
  const { brief } = talk.view;
  if (brief.task === 'open') return forAudience(talk, opening(talk));
  if (brief.task === 'vote') return forAudience(talk, vote(talk));
  if (brief.task === 'close') return closing(talk);
  const byTable = afterTable(talk);
  if (byTable !== null) return byTable;
  const [first] = movesOf(talk)
    .map((move) => ({ move, weight: move.utility + bentFor(talk, move) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ move }) => move);
  const table = newsTable(talk);
  if (first === undefined || !isWorthSaying(first))
    return table.length === 0
      ? explained(talk)
      : { kind: 'reopen', act: 'support', ...TO_ALL, utility: DUE, sentences: table };
  return withTable(talk, table, withAside(talk, withCause(talk, withOwnFact(talk, first))));
}

/** A turn behind the table that the news calls for: what that says of an option is not said again. */
function withTable(talk: Talk, table: readonly Sentence[], move: Move): Move {
  if (table.length === 0) return move;
  const told = new Set(table.flatMap(({ asserts }) => asserts?.what.reason ?? []));
  const rows = new Set(table.flatMap(({ slots }) => slots['why']?.text ?? []));
  const slots = standing(talk);
  const rest = move.sentences
    // Whoever moves by what the table has told says that they move.
    .map((sentence): Sentence => {
      const isTold = rows.has(sentence.slots['why']?.text ?? '') || told.has(sentence.asserts?.what.reason ?? '');
      if (sentence.symbol !== 'reopen.move' || !isTold) return sentence;
      return { symbol: slots['old'] === undefined ? 'table.then' : 'table.move', slots };
    })
    .filter(
      ({ symbol, asserts }) => symbol !== 'reopen' && symbol !== 'cause' && !told.has(asserts?.what.reason ?? ''),
    );
  return { ...move, sentences: [...table, ...rest] };
}

/** Moves that say themselves that their speaker has moved. */
const SAYS_SO: ReadonlySet<MoveKind> = new Set(['move', 'concede', 'reopen', 'combine', 'hold', 'defend']);

/** Whoever moves by the table says that in a sentence, and goes on to what is new; null for whoever does not. */
function afterTable(talk: Talk): Move | null {
  const { change } = talk;
  const table = isTabled(talk) ? tabledBy(talk) : null;
  if (table === null || change === null || change.from === null || change.to === null) return null;
  if (change.from === change.to) return null;
  if (change.cause?.kind !== 'fact') return null;
  const follow: Sentence = {
    symbol: 'follow.table',
    slots: { colleague: plainPhrase(table.speaker), ...standing(talk) },
  };
  const [next] = movesOf(talk)
    .filter((move) => !SAYS_SO.has(move.kind) && isWorthSaying(move))
    .map((move) => ({ move, weight: move.utility + bentFor(talk, move) }))
    .sort((a, b) => b.weight - a.weight);
  if (next !== undefined) {
    const { move } = next;
    // Whoever sets an option so that it leads instead goes there, and not first to what led before.
    if (stanceOf(talk, move).option !== change.to) return move;
    const answered = { addressee: table.speaker, answers: { turn: table.turn, claim: table.claim } };
    const isToTable = move.answers === null && move.addressee === 'all' && move.question === null;
    return {
      ...move,
      ...(isToTable ? answered : {}),
      // Whoever gives an option up for the table concedes, whatever they add.
      ...(isToTable && move.act === 'support' ? { act: 'concede' as const } : {}),
      sentences: [follow, ...move.sentences.map(sameOption)],
    };
  }
  return {
    kind: 'move',
    act: 'concede',
    addressee: table.speaker,
    answers: { turn: table.turn, claim: table.claim },
    question: null,
    utility: DUE,
    sentences: [follow],
  };
}

/** The option that has just been named is not named again by whoever seconds how it is set. */
const sameOption = (sentence: Sentence): Sentence =>
  sentence.symbol === 'second' && sentence.slots['given'] !== undefined
    ? { ...sentence, symbol: 'second.same' }
    : sentence;

/** What a kind of move is for: who cares most for that makes it, where others could too. */
const SERVES: Partial<Record<MoveKind, readonly Value[]>> = {
  turn: ['validity', 'evidence'],
  noise: ['validity', 'evidence'],
  strain: ['validity', 'reliability'],
  doubt: ['reliability', 'schedule'],
  bound: ['reliability', 'validity'],
  wall: ['reliability', 'schedule'],
  fallback: ['schedule', 'reliability'],
  refuse: ['cost', 'simplicity'],
  measure: ['evidence', 'data-quality'],
  worth: ['cost', 'validity'],
  together: ['validity', 'reliability'],
  ask: ['data-quality', 'evidence'],
  amend: ['efficiency', 'simplicity'],
  price: ['cost', 'user-impact'],
};
/** Of the values that a member looks at first. */
const BENT = [0.9, 0.6, 0.4];
/** From here on a move is due, whoever makes it. */
const DUE = 8.5;

/** How much likelier a member makes a move than others: by what it serves, and by what its criterion serves. */
function bentFor({ view: { seat, model } }: Talk, { kind, utility, sentences }: Move): number {
  if (utility >= DUE) return 0;
  const about = sentences.flatMap(
    ({ asserts }) => criterionOf(model, subjectOf(asserts?.what.reason ?? null)?.split('~')[0] ?? '')?.value ?? [],
  );
  const ranks = [...(SERVES[kind] ?? []), ...about].map((value) => seat.values.indexOf(value));
  return Math.min(DUE - utility, Math.max(0, ...ranks.map((rank) => BENT[rank] ?? 0)));
}

/** Whoever yields to a colleague's fact says their own with it: the next round may be about something else. */
function withOwnFact(talk: Talk, move: Move): Move {
  const isRoom = move.sentences.length === 1 && talk.view.question.audience === 'peers';
  if (!isRoom || (move.kind !== 'move' && move.kind !== 'concede')) return move;
  const [own] = reveals(talk);
  if (own === undefined) return move;
  const reasonOf = ({ asserts }: Sentence) => asserts?.what.reason ?? null;
  const told = new Set(move.sentences.map(reasonOf));
  const fresh = own.sentences.filter((one) => reasonOf(one) === null || !told.has(reasonOf(one)));
  // What the own fact has done to the option comes behind it.
  return fresh.length < own.sentences.length
    ? { ...move, sentences: [...fresh, ...move.sentences] }
    : { ...move, sentences: [...move.sentences, ...fresh] };
}

/** A lead hears first what it comes to, and then what that rests on. */
function forAudience({ view }: Talk, move: Move): Move {
  if (view.question.audience !== 'lead') return move;
  const plain = move.sentences.map((one) => ({
    ...one,
    symbol: one.symbol
      .replace(/^(open\.then|vote\.move)$/, (symbol) => symbol.split('.')[0] ?? symbol)
      .replace(/^open\.(?:still|turned)(?=\.bare$|$)/, 'open'),
  }));
  const concludes = ({ symbol }: Sentence) => /^(open|vote)(\.bare)?$/.test(symbol);
  return { ...move, sentences: [...plain.filter(concludes), ...plain.filter((one) => !concludes(one))] };
}

/** Nothing new to add: only a change of mind is worth the floor. */
function explained(talk: Talk): Move | null {
  const { change } = talk;
  if (change === null || change.from === change.to) return null;
  const aside = asideOf(talk);
  return aside === null ? null : { kind: 'move', act: 'support', ...TO_ALL, utility: 4, sentences: [aside] };
}
