import type { PrintContext } from '../../report/context.ts';
import { nameOf, optionName } from '../../report/context.ts';
import { isBehaviour } from '../../report/diff.ts';
import type { Verification, WordChange } from '../../report/verification.ts';
import { wrap } from '../../report/width.ts';
import type { Page } from './page.ts';
import type { Style } from './style.ts';
import { styleFor } from './style.ts';
import { turnLines } from './turn-changes.ts';

/** Turns shown before the rest is counted. */
const MOST_TURNS = 6;

/** What executing a record again came to: the sentence first, then the first input that differs, then what it changed. */
export function verificationPage(context: PrintContext, report: Verification, page: Page): string {
  const style = styleFor(page.colour, context.scenario.cast);
  const lines = [
    ...wrap(verdict(context, report), page.width).map(report.equal ? style.good : style.bold),
    ...inputLines(context, report, page, style),
    ...resultLines(report, page),
    ...behaviourLines(context, report, page, style),
    ...(report.stopped === null ? [] : ['', ...wrap(`Stopped there: ${report.stopped}`, page.width)]),
  ];
  return `${lines.join('\n')}\n`;
}

function verdict(context: PrintContext, report: Verification): string {
  const { events, calls, inputs, results, behaviour, event, changed } = report;
  if (report.equal) {
    const served = calls.served === 0 ? '' : `, ${count(calls.served, 'reply', 'replies')} served from the record`;
    const under = changed.length === 0 ? '' : ` under ${changed.join(', ')}`;
    return `Equal${under}: ${count(events.recorded, 'event')} came out as recorded, ${count(calls.made, 'call')} made again${served}.`;
  }
  const turns = behaviour.turns.filter(isBehaviour).length;
  const what = changed.length === 0 ? 'This version' : changed.join(', ');
  const touched = [
    ...(inputs.prompts > 0 ? [count(inputs.prompts, 'prompt')] : []),
    ...(results.length > 0 ? [`${count(results.length, 'result')} of a tool or desk`] : []),
    ...(inputs.prompts + results.length === 0 && event !== null
      ? [`event ${event.seq} (${event.recorded ?? event.again})`]
      : []),
    count(turns, 'turn'),
  ];
  const decision = decisionPhrase(context, report);
  return `${what} ${changed.length === 1 || changed.length === 0 ? 'changes' : 'change'} ${joined(touched)}; ${decision}.`;
}

function decisionPhrase(context: PrintContext, { behaviour: { decision }, stopped }: Verification): string {
  if (stopped !== null) return 'a model would have to be asked, so how it ends is not known';
  if (decision.recorded === decision.again) return 'same decision';
  return `the decision goes from ${optionName(context, decision.recorded)} to ${optionName(context, decision.again)}`;
}

function inputLines(
  context: PrintContext,
  { inputs: { first, calls } }: Verification,
  page: Page,
  style: Style,
): string[] {
  const asked = calls.length === 0 ? [] : ['', ...wrap(`Asked otherwise, or new: ${calls.join(', ')}`, page.width)];
  if (first === null) return asked;
  const where = [
    nameOf(context, first.speaker),
    ...(first.turn === null ? [] : [`turn ${first.turn}`]),
    ...(first.message === null ? [] : [`message ${first.message}`]),
    first.call,
  ];
  const text =
    first.message === null
      ? ['the same messages, asked of another model or with other tools or parameters']
      : wordLines(first.words, style).flatMap((line) => wrap(line, page.width - 2));
  return ['', style.bold('First prompt that differs'), where.join(' · '), ...text.map((line) => `  ${line}`), ...asked];
}

/** Removed words in brackets with a minus, added ones with a plus, so that it reads without colour too. */
function wordLines(words: readonly WordChange[], style: Style): string[] {
  const parts = words.map(({ in: where, text }) => {
    if (where === 'both') return text;
    return where === 'recorded' ? style.bad(`[-${text}-]`) : style.good(`{+${text}+}`);
  });
  return parts.join('').split('\n');
}

function resultLines({ results }: Verification, page: Page): string[] {
  if (results.length === 0) return [];
  const short = (value: unknown) => {
    const text = JSON.stringify(value);
    return text.length > 160 ? `${text.slice(0, 160)}…` : text;
  };
  return [
    '',
    'Results that differ, asked the same',
    ...results
      .slice(0, 3)
      .flatMap(({ call, recorded, again }) => [
        `  ${call}`,
        ...wrap(`recorded ${short(recorded)}`, page.width - 4).map((line) => `    ${line}`),
        ...wrap(`again    ${short(again)}`, page.width - 4).map((line) => `    ${line}`),
      ]),
    ...(results.length > 3 ? [`  and ${results.length - 3} more`] : []),
  ];
}

function behaviourLines(
  context: PrintContext,
  { behaviour: { turns } }: Verification,
  page: Page,
  style: Style,
): string[] {
  const behaved = turns.filter(isBehaviour);
  if (turns.length === 0) return [];
  const words = turns.length - behaved.length;
  return [
    '',
    style.bold('What the members do otherwise'),
    ...behaved.slice(0, MOST_TURNS).flatMap((turn) => turnLines(context, turn, page, style)),
    ...(behaved.length > MOST_TURNS
      ? [`and ${count(behaved.length - MOST_TURNS, 'turn')} more (--json has them all)`]
      : []),
    ...(words > 0 ? [`${count(words, 'turn')} in other words alone`] : []),
  ];
}

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

const joined = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
