import type { Standing } from '../reasoning/standing.ts';
import type { View } from '../reasoning/view.ts';
import { edgeOf } from '../reasoning/view.ts';
import { isSayable } from '../wording/content.ts';
import type { Move } from './move.ts';
import { isOnTable, part } from './move.ts';

/** Before anything but a plain answer; who has just changed his mind owns up to that first. */
const FIRST = 9.8;
const AFTER_OWNING_UP = 8.5;

/**
 * Who puts progress first looks at the curve before he says more. Of a run whose curve nobody has given he asks for it, once:
 * the colleague who has read something off it, or everybody, and then it stays an open question.
 */
export function curveQuestion(view: View, { stance, previous }: Standing): Move[] {
  const { scenario, seat, turns } = view;
  const { curve, considerations, askable } = scenario;
  if (curve === undefined || !wantsCurve(view)) return [];
  const asks = ({ question }: { question: { about: string | null } | null }) =>
    question !== null && (question.about === null || curve.readOff.includes(question.about));
  if (turns.some(({ body }) => body.speaker === seat.id && asks(body))) return [];
  const told = considerations.find(
    (one) =>
      curve.readOff.includes(one.id) &&
      askable[one.id] !== undefined &&
      !view.known.has(one.id) &&
      isOnTable(edgeOf(one).target, view) &&
      one.ask.some((text) => isSayable(text, {}, view.facts)),
  );
  return [
    {
      act: 'ask',
      addressee: (told && askable[told.id]) ?? 'all',
      answers: null,
      question: { text: '', topic: null, about: told?.id ?? null },
      parts: [part(told ? 'ask.curve' : 'ask.curve.open', {})],
      utility: previous !== null && previous.option !== stance.option ? AFTER_OWNING_UP : FIRST,
    },
  ];
}

/** Whether this member would look at the curve of the run that is spoken of first, and nobody has given it. */
export function wantsCurve({ seat, scenario }: View): boolean {
  return scenario.curve !== undefined && seat.values[0] === 'progress';
}
