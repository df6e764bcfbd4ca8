import { subjectOf } from '../core/turn.ts';
import type { Value } from '../core/values.ts';
import { criterionOf } from '../reasoning/model.ts';
import { plainPhrase } from '../wording/amounts.ts';
import type { Move, Sentence } from './move.ts';
import type { Point, Talk } from './talk.ts';

export const TO_ALL = { addressee: 'all', answers: null, question: null } as const;

/** The latest claim for an option of a colleague who still holds it, to be answered by what speaks against it. */
export function claimFor(talk: Talk, option: string) {
  const { id } = talk.view.seat;
  return (
    talk.said.findLast(
      (said) =>
        said.speaker !== id && said.option === option && said.claim.side === 'for' && talk.holds(said.speaker, option),
    ) ?? null
  );
}

/** Addressed to whom it answers, or to all. */
export function against(talk: Talk, option: string): Pick<Move, 'act' | 'addressee' | 'answers' | 'question'> {
  const target = claimFor(talk, option);
  if (target === null) return { act: 'support', ...TO_ALL };
  return { act: 'rebut', addressee: target.speaker, answers: target.ref, question: null };
}

/** What the member stands for now and stood for before. */
export function standing(talk: Talk): Sentence['slots'] {
  const { best, change } = talk;
  const name = (option: string | null | undefined) =>
    option == null ? undefined : plainPhrase(talk.tell.option(option));
  return { option: name(best), old: change !== null && change.from !== change.to ? name(change.from) : undefined };
}

/** Whether everybody heard so far stands where this member does: then another reason for it adds nothing. */
export function isAgreed(talk: Talk): boolean {
  const stances = [...talk.stances().values()];
  return stances.length > 0 && stances.every(({ option }) => option === talk.best);
}

/** The place of what a point serves in the member's order of values. */
export function careFor({ view }: Talk, { what }: Point): number {
  const value = criterionOf(view.model, subjectOf(what.reason) ?? '')?.value;
  const at = value === undefined ? -1 : view.seat.values.indexOf(value);
  return at < 0 ? view.seat.values.length : at;
}

/** How far down the order of values a member looks before anything else. */
export const CARES = 3;

/** Whether a value is among those that a member looks at first. */
export const isDear = ({ view: { seat } }: Talk, value: Value): boolean => seat.values.slice(0, CARES).includes(value);
