import type { Heard, HeardTurn } from '../core/briefing.ts';
import { figureProse, hundredths } from './message.ts';
import { onOneLine, quoted, quotedValue, word } from './quote.ts';
import { layOut } from './sections.ts';

/** What a part of the debate came to: who stood where and why, what was conceded, claims with their evidence, what is still open. */
export function digestOf(heard: readonly Heard[], budget: number, agreed: readonly string[] = []): string {
  const turns = heard.filter((said): said is HeardTurn => said.kind === 'turn');
  const numbers = turns.map(({ body }) => body.turn);
  const said = new Map<string, { rank: number; line: string }>();
  for (const { body } of turns) {
    for (const { claim, gist, text, reason, option, side, evidence, figure } of body.claims) {
      const on = `${evidence.kind === 'none' ? 'no evidence' : word(evidence.ref ?? evidence.kind)}${figure ? ` ${figureProse(figure.name, figure.value, figure.unit)}` : ''}`;
      const about = [reason && word(reason), option && side && `${side} ${option}`].filter(Boolean).join(', ');
      const line = `- ${body.turn}.${claim} ${body.speaker}${about === '' ? '' : ` (${about})`}: ${quoted((gist || text).slice(0, 80))} on ${on}`;
      // The latest word on each reason; what rests on evidence before what rests on nothing.
      said.delete(reason ?? `${body.turn}.${claim}`);
      said.set(reason ?? `${body.turn}.${claim}`, {
        rank: evidence.kind === 'none' || evidence.kind === 'card' ? 1 : 0,
        line,
      });
    }
  }
  const last = new Map(turns.map(({ body }) => [body.speaker, body]));
  const stances = [...last.values()].map(
    ({ speaker, stance, turn }) =>
      `- ${speaker}: ${stance.option ?? 'no option'} ${hundredths(stance.confidence)} (turn ${turn}${stance.movedBy.length > 0 ? `, moved by ${stance.movedBy.map(word).join(', ')}` : ''})`,
  );
  const conceded = turns.flatMap(({ body: { act, speaker, turn, answers } }) =>
    act === 'concede' && answers
      ? [`- ${speaker} conceded claim ${answers.turn}.${answers.claim} in turn ${turn}`]
      : [],
  );
  const open = turns.flatMap(({ body }) => {
    const isAnswered = turns.some(
      (later) => later.body.speaker === body.addressee && later.body.answers?.turn === body.turn,
    );
    return body.question && !isAnswered
      ? [`- turn ${body.turn}, ${body.speaker} to ${body.addressee}: ${quoted(body.question.text.slice(0, 120))}`]
      : [];
  });
  const told = heard.flatMap((one) => {
    if (one.kind === 'fact')
      return Object.entries(one.set).map(([name, { to }]) => `- fact:${name} is now ${quotedValue(to)}`);
    if (one.kind === 'shared')
      return Object.entries(one.facts).map(([name, { value }]) => `- fact:${name} is ${quotedValue(value)}`);
    if (one.kind === 'left') return [`- ${one.member} left`];
    return one.kind === 'line' ? [`- the moderator said ${quoted(one.text.slice(0, 200))}`] : [];
  });
  const claims = [...said.values()].reverse().sort((a, b) => a.rank - b.rank);
  return layOut(
    [
      { heading: '', lines: [`[turns ${numbers[0] ?? 0} to ${numbers.at(-1) ?? 0}, in short]`], cut: 0 },
      { heading: 'Where they stood:', lines: stances, cut: 1 },
      { heading: 'What changed:', lines: [...agreed.map((one) => `- ${onOneLine(one)}`), ...told].reverse(), cut: 2 },
      { heading: 'Still open:', lines: open.reverse(), cut: 3 },
      { heading: 'Conceded:', lines: conceded.reverse(), cut: 4 },
      { heading: 'Said:', lines: claims.map(({ line }) => line), cut: 5 },
    ],
    budget,
  );
}
