import { gates } from '../fidelity/proven/proven.ts';
import { findingsText, findingText } from '../fidelity/words/sentences.ts';
import type { EvaluatedDebate } from './evaluated.ts';

const MOST = 8;

/** What checks say of a member that are wrong too often to fail anybody, and what their card has too little for. */
export function notesOf({ report, cards }: EvaluatedDebate, persona: string): string[] {
  const member = report.members.find((one) => one.persona === persona);
  if (member === undefined) return [];
  const found = member.card.scores.flatMap(({ evidence }) => evidence.filter(({ finding }) => !gates(finding)));
  const shown = found
    .slice(0, MOST)
    .map(({ turn, quote, finding }) => `  ${turn}: “${quote.replaceAll('\n', ' ')}” ${findingText(finding)}`);
  const more = found.length > MOST ? [`  and ${found.length - MOST} more`] : [];
  const unscored = (cards.find(({ id }) => id === persona)?.unscored ?? []).map(
    ({ finding }) => `  not scored: ${findingsText([finding])}`,
  );
  const lines = [...shown, ...more, ...unscored];
  return lines.length === 0 ? [] : [`${member.name}: notes, which fail nothing`, ...lines];
}
