import { subjectOf } from '../core/turn.ts';
import { criterionOf, namesOfCriterion } from '../reasoning/model.ts';
import type { Phrase } from '../wording/amounts.ts';
import { standing } from './addressing.ts';
import type { Move, MoveKind, Sentence } from './move.ts';
import type { Talk } from './talk.ts';

/** `option/quantity~why`: what a figure comes from. */
export const WHY = '~why';

/** Moves that put figures on the table, and what those come from with them. */
const SHOWS: ReadonlySet<MoveKind> = new Set([
  'compare',
  'answer',
  'limit',
  'price',
  'hold',
  'recompute',
  'concede',
  'move',
]);
/** Longer turns are long enough. */
const ROOM = 2;

/** A turn with why its last figure is what it is, where one thing makes most of that and nobody has said so. */
export function withCause(talk: Talk, move: Move): Move {
  if (!SHOWS.has(move.kind) || talk.view.question.audience === 'junior' || move.sentences.length > ROOM) return move;
  const found = move.sentences.flatMap((sentence, at) => {
    const cause = causeOf(talk, sentence);
    return cause === null ? [] : [{ cause, at }];
  });
  const [first] = found;
  if (first === undefined) return move;
  const { cause, at } = first;
  return { ...move, sentences: [...move.sentences.slice(0, at + 1), cause, ...move.sentences.slice(at + 1)] };
}

/** Why what a sentence has just said of one option, or of two, is so. */
export function causeOf(talk: Talk, { asserts, slots }: Sentence): Sentence | null {
  const { reason = null, option = null } = asserts?.what ?? {};
  const id = subjectOf(reason);
  if (asserts === undefined || reason === null || option === null || id === undefined || reason.includes('~'))
    return null;
  const criterion = criterionOf(talk.view.model, id);
  if (criterion === undefined) return null;
  const [quantity] = criterion.kind === 'need' ? namesOfCriterion(criterion) : [criterion.quantity];
  if (quantity === undefined || isTold(talk, quantity, option)) return null;
  const said = slots[asserts.slot]?.numbers ?? [];
  const named = talk.view.model.options.filter((one) =>
    said.some(({ refs }) => refs.some((ref) => ref.split('~')[0]?.endsWith(`/${quantity}@${one}`) === true)),
  );
  const rival = named.find((one) => one !== option);
  // What a sum is made of stands behind it already.
  const isWorked = slots[asserts.slot]?.text.includes(' + ') === true;
  const say = isWorked
    ? talk.tell.bound(quantity, talk.values(option))
    : rival === undefined
      ? alone(talk, quantity, option)
      : between(talk, quantity, option, rival);
  if (say === null || isTakenForGranted(talk, say)) return null;
  return {
    symbol: 'cause',
    slots: { say, ...standing(talk) },
    asserts: {
      slot: 'say',
      what: {
        reason: `${option}/${quantity}${WHY}${rival === undefined ? '' : `:${rival}`}`,
        option,
        side: null,
        evidence: { kind: 'none', ref: null },
        figure: null,
        gist: say,
      },
    },
  };
}

/** Whether a number is a fact that the speaker only takes to be so: what follows from it may be told, it itself is not theirs to give. */
const isTakenForGranted = ({ view }: Talk, { numbers }: Phrase): boolean =>
  numbers.some(({ refs }) =>
    refs.some((ref) => {
      const fact = /^fact:([^.]+)/.exec(ref)?.[1];
      return fact !== undefined && view.now.knowledge.facts.get(fact)?.how === 'assumed';
    }),
  );

/** Whether somebody has said what a figure of an option comes from. */
const isTold = ({ reasons }: Talk, quantity: string, option: string) =>
  [...reasons].some((reason) => {
    const [under, rest = ''] = reason.split('/');
    const [about, rival] = rest.split(WHY);
    return rival !== undefined && about === quantity && (under === option || rival === `:${option}`);
  });

/** Of one option: the term that it goes by, or the part that makes most of it. */
function alone(talk: Talk, quantity: string, option: string): Phrase | null {
  const values = talk.values(option);
  return talk.tell.bound(quantity, values) ?? talk.tell.mostly(quantity, values);
}

/** Of two options: what makes most of the difference; else what the one that stands out goes by. */
function between(talk: Talk, quantity: string, option: string, rival: string): Phrase | null {
  const [own, other] = [talk.values(option), talk.values(rival)];
  const larger = (own.of(quantity) ?? 0) > (other.of(quantity) ?? 0) ? option : rival;
  return talk.tell.driven(quantity, own, other) ?? alone(talk, quantity, larger);
}
