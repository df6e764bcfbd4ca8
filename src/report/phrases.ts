import type { Figure } from '../core/effects.ts';
import type { EventBody } from '../core/events.ts';
import type { FactValue } from '../core/scenario.ts';
import type { Claim, Stance } from '../core/turn.ts';
import { callIn } from '../core/turn.ts';
import { isSameJob } from '../reasoning/alike.ts';
import { bearingOnFigure, limitOfWhole } from '../reasoning/judged.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { compileModel } from '../reasoning/model.ts';
import type { SaidNumber } from '../reasoning/said-numbers.ts';
import { numbersIn } from '../reasoning/said-numbers.ts';
import { worthsOf } from '../reasoning/steps.ts';
import { asPhrase, printAmount, printTogether } from '../wording/amounts.ts';
import { ARITHMETIC } from '../wording/tell.ts';
import type { TurnBlock } from './blocks.ts';
import type { PrintContext } from './context.ts';
import { factLabel, nameOf, optionName, quantityLabel } from './context.ts';
import type { Heard } from './heard.ts';
import { formatAmount, formatQuantity, formatShare } from './number.ts';
import { settingText, worthText } from './set-at.ts';
import { TIE } from './width.ts';

/** Most figures of one tool call that are worth a line when no claim of the turn cites any. */
const FIGURES_SHOWN = 3;

/** Whoever speaks, at their first turn with the name under which colleagues speak to them: `Flux (Jung Harin)`. */
export function speakerOf(
  context: PrintContext,
  { speaker, before, said }: Pick<TurnBlock, 'speaker' | 'before' | 'said'>,
): string {
  const name = nameOf(context, speaker);
  const person = context.members.find(({ id }) => id === speaker)?.person;
  return before !== null || said === null || person === undefined || person === name ? name : `${name} (${person})`;
}

/** `계속 .72`, `계속 .72 → .31`, `계속 .47 → 비교 실험 .64`. */
export function stancePhrase(context: PrintContext, before: Stance | null, now: Stance): string {
  const here = votePhrase(context, now.option, now.confidence);
  if (before === null || !hasMoved(before, now)) return here;
  const there = votePhrase(context, before.option, before.confidence);
  return before.option === now.option ? `${there} → ${formatShare(now.confidence)}` : `${there} → ${here}`;
}

/** An option with how sure; where there is none, how sure means nothing and is left out. */
export function votePhrase(context: PrintContext, option: string | null, confidence: number, none?: string): string {
  return option === null
    ? (none ?? context.labels.noVote)
    : `${optionName(context, option)} ${formatShare(confidence)}`;
}

/** True when a change shows at the two digits that are printed. */
export function hasMoved(before: Stance | null, now: Stance): boolean {
  return (
    before === null ||
    before.option !== now.option ||
    (now.option !== null && formatShare(before.confidence) !== formatShare(now.confidence))
  );
}

/** Most reasons that one line names. */
const REASONS_SHOWN = 2;

/** What moved someone, whose it is, and where it stands: `비율 몫 (Cortex, 4번 턴)`. A fact goes by its label. */
function reasonPhrase(context: PrintContext, reason: string, heard: Heard | null): string {
  if (reason.startsWith('fact:')) return factLabel(context, reason.slice('fact:'.length));
  if (heard === null) return unspoken(context, reason);
  const where = placeOf(context, heard);
  if (heard.claim === null) return `${calculated(context, reason, heard)} (${where})`;
  const { gist, figure, evidence } = heard.claim;
  if (gist !== '' && !isSentence(gist)) return `${gist} (${where})`;
  const isComputed = evidence.kind === 'tool' || evidence.kind === 'consult';
  return figure !== null && isComputed ? `${formatAmount(figure, context.language)} (${where})` : where;
}

/** A sentence, or what is as long as one, is none of what a line can hold. */
const isSentence = (gist: string) => /[.?!]$/.test(gist) || gist.length > MOST_GIST;

const MOST_GIST = 80;

/** What moved somebody, with whose it is: `비율 몫, Cortex, 4번 턴`; in brief, whose alone; `what` is null where that is all there is. */
export function causePhrase(
  context: PrintContext,
  reason: string,
  heard: Heard | null,
): { what: string | null; whole: string; brief: string } {
  if (heard === null) {
    const whole = reasonPhrase(context, reason, heard);
    return { what: null, whole, brief: whole };
  }
  const brief = placeOf(context, heard);
  const gist = heard.claim === null ? calculated(context, reason, heard) : heard.claim.gist;
  const what = gist === '' || isSentence(gist) ? heard.claim && figureOf(context, heard.claim) : gist;
  return { what, whole: what === null ? brief : `${what}, ${brief}`, brief };
}

/** What a claim turns on, where it gives more than a sentence: `weeks to live (the modem) 6 weeks`; null where that has no name. */
function figureOf(context: PrintContext, { figure, evidence, option, reason }: Claim): string | null {
  const { scenario, language } = context;
  if (figure === null)
    return reason?.startsWith('fact:') === true ? factLabel(context, reason.slice('fact:'.length)) : null;
  const amount = formatAmount(figure, language);
  if (figure.name in scenario.quantities || !(figure.name in scenario.facts)) {
    const of = /@([^@]+)$/.exec(evidence.ref ?? '')?.[1] ?? option;
    if (!(figure.name in scenario.quantities) || of === null) return null;
    return `${figureLabel(context, `${figure.name}@${of}`)} ${amount}`;
  }
  const inputs = new Set(Object.values(scenario.options).flatMap(({ set }) => Object.keys(set)));
  return inputs.has(figure.name) && option !== null
    ? `${figureLabel(context, `${figure.name}@${option}`)} ${amount}`
    : `${factLabel(context, figure.name)} ${amount}`;
}

/** `Cortex, turn 4`: who said it, and where. */
const placeOf = (context: PrintContext, { speaker, turn }: Heard) =>
  `${nameOf(context, speaker)},${TIE}${context.labels.memo.turn(turn)}`;

/** `실험에서 보이는 차이 0.0198 nats`: a colleague's result by the name that the scenario has for it. */
const calculated = (context: PrintContext, reason: string, { figure }: Heard) =>
  [unspoken(context, reason), ...(figure === null ? [] : [formatAmount(figure, context.language)])].join(' ');

/** A reason that nobody has put into words: what of the model it is about. */
function unspoken(context: PrintContext, reason: string): string {
  const judgement = /^judgement:(\d+)$/.exec(reason)?.[1];
  if (judgement !== undefined) return context.scenario.judgements[Number(judgement)]?.because ?? reason;
  const call = callIn(reason);
  if (call !== null)
    return call.figure === null ? context.labels.memo.turn(call.turn) : labelOfFigure(context, call.figure);
  // The member's own, made in the turn itself.
  const own = /^tool:(\d+)$/.exec(reason)?.[1];
  if (own !== undefined) return context.labels.memo.turn(Number(own));
  const [option = '', subject] = reason.split('/');
  return subject === undefined ? reason : figureLabel(context, `${subject.replace(/~.*$/, '')}@${option}`);
}

/** A calculator's figure by the quantity that reads it. */
function labelOfFigure(context: PrintContext, figure: string): string {
  const found = Object.entries(context.scenario.quantities).find(
    ([, quantity]) => 'tool' in quantity && quantity.figure === figure,
  );
  return quantityLabel(context, found?.[0] ?? figure);
}

/** A figure by the scenario's words for it: `spare@finish` is `the spare time (finishing the run)`; one of a calculator keeps its name. */
export function figureLabel(context: PrintContext, name: string): string {
  const [, quantity, option] = /^(.+)@([^@]+)$/.exec(name) ?? [];
  return quantity === undefined || option === undefined
    ? name
    : `${wholeLabel(context, quantity) ?? quantityLabel(context, quantity)} (${optionName(context, option)})`;
}

/** What an option comes to as a whole: by how much it misses a limit, or its lead in all. */
function wholeLabel(context: PrintContext, quantity: string): string | null {
  const limit = limitOfWhole(quantity);
  if (limit === undefined) return null;
  const { memo } = context.labels;
  return limit === null ? memo.leadInAll : memo.missOf(quantityLabel(context, limit));
}

/** A lead is recorded in steps of the weighing, and no others are; it is told as what that is worth. */
function figureAmount(context: PrintContext, name: string, figure: Figure): string {
  if (limitOfWhole(name) !== null) return formatAmount(figure, context.language);
  const lead = Number(figure.value.toFixed(STEP_DIGITS));
  return `${lead < 0 ? '−' : ''}${lead === 0 ? '0' : worthText(context, worthsOf(modelOf(context.scenario)), lead)}`;
}

const STEP_DIGITS = 2;

/** The reasons behind one move, the first few by name. */
export function reasonPhrases(context: PrintContext, moved: TurnBlock['moved']): string[] {
  const shown = moved.slice(0, REASONS_SHOWN).map(({ reason, heard }) => reasonPhrase(context, reason, heard));
  const rest = moved.length - REASONS_SHOWN;
  return rest > 0 ? [...shown, context.labels.memo.more(rest)] : shown;
}

/** Names of the figures of call `K` that the turn's own claims rest on. */
function citedFigures({ said }: TurnBlock, ref: string): Set<string> {
  const names = new Set<string>();
  for (const { evidence, figure, numbers } of said?.claims ?? []) {
    if (evidence.ref?.split('/')[0] === ref && figure !== null) names.add(figure.name);
    for (const cited of numbers.flatMap(({ refs }) => refs)) {
      const [head, name] = cited.split('/');
      if (head === ref && name !== undefined) names.add(name);
    }
  }
  return names;
}

/** Figures that the scenario's quantities read from a calculator. */
function readFrom({ scenario }: PrintContext, tool: string | null): string[] {
  return Object.values(scenario.quantities).flatMap((quantity) =>
    'tool' in quantity && quantity.tool === tool && quantity.figure !== undefined ? [quantity.figure] : [],
  );
}

/** `residual 0.05 nats`, and its amount alone. */
interface FigurePhrase {
  text: string;
  amount: string;
}

/**
 * The figures that the turn cites, else those that the scenario reads from the tool, else the first
 * by name. Never in the order of the object's keys, which a record does not keep.
 */
function figuresShown(
  context: PrintContext,
  block: TurnBlock,
  ref: string,
  { name: tool, figures }: { name: string | null; figures: EventBody<'tool.called'>['figures'] },
): FigurePhrase[] {
  const among = (names: Iterable<string>) =>
    [...new Set(names)].flatMap((name) => (figures[name] === undefined ? [] : [[name, figures[name]] as const]));
  const first = Object.keys(figures).sort().slice(0, FIGURES_SHOWN);
  const shown =
    [citedFigures(block, ref), readFrom(context, tool), first].map(among).find((some) => some.length > 0) ?? [];
  return shown.map(([name, figure]) => {
    const amount = figureAmount(context, name, figure);
    return { text: `${figureLabel(context, name)} ${amount}`, amount };
  });
}

export const figurePhrases = (...shown: Parameters<typeof figuresShown>): string[] =>
  figuresShown(...shown).map(({ text }) => text);

/** The evaluation of the question itself, which everybody at the table may run. */
const EVALUATION = 'evaluate';

/**
 * What was calculated on the way to a turn, each tool once with its figures, none of them twice; of what was tried at several settings or values of
 * facts each lot with its own. Figures of an evaluation that the turn says itself do not stand beside it again.
 */
export function workPhrases(context: PrintContext, block: TurnBlock): { tool: string; figures: string[] }[] {
  const found = new Map<string, { tool: string; figures: Set<string> }>();
  const said = numbersIn(block.said?.utterance ?? '');
  for (const call of block.tools) {
    const shown = figuresShown(context, block, `tool:${call.turn}.${call.call}`, call);
    const left = call.name === EVALUATION ? shown.filter(({ amount }) => !isAmong(said, amount)) : shown;
    if (shown.length > 0 && left.length === 0) continue;
    const tried = triedIn(context, call, block.tools);
    const tool = tried.length === 0 ? call.name : `${call.name} · ${tried.join(', ')}`;
    const one = found.get(tool) ?? { tool, figures: new Set<string>() };
    found.set(tool, one);
    for (const { text } of left) one.figures.add(text);
  }
  return [...found.values()].map(({ tool, figures }) => ({ tool, figures: [...figures] }));
}

/** Whether one of these numbers is an amount, as far as it was rounded. */
function isAmong(said: readonly SaidNumber[], amount: string): boolean {
  const [own] = numbersIn(amount);
  return own !== undefined && said.some(({ value, slack }) => Math.abs(Math.abs(value) - Math.abs(own.value)) <= slack);
}

type Called = EventBody<'tool.called'>;

/**
 * Settings and facts of a call that differ from those of another call for the same options, else two results of one thing cannot be told apart; and facts that its
 * figures rest on and that it takes otherwise than the question has them.
 */
function triedIn(context: PrintContext, call: Called, all: readonly Called[]): string[] {
  const own = inputsOf(call);
  const others = all.filter((one) => one !== call && one.name === call.name && isOfSame(one, call)).map(inputsOf);
  return [...own].flatMap(([path, { input, value }]) => {
    const isApart = others.some((one) => one.has(path) && one.get(path)?.value !== value);
    if (typeof value !== 'number' || !(isApart || isTakenOtherwise(context, call, path, value))) return [];
    return [
      `${factLabel(context, input)} ${printAmount(value, unitOfInput(context.scenario, input), context.language).text}`,
    ];
  });
}

/** Whether a call supposes another value of a fact than the question has, and any of its figures rests on that. */
function isTakenOtherwise({ scenario }: PrintContext, { args, figures }: Called, fact: string, value: number): boolean {
  const supposed = args['assumed'];
  if (!Array.isArray(supposed) || !supposed.includes(fact) || scenario.facts[fact]?.value === value) return false;
  const model = modelOf(scenario);
  return Object.keys(figures).some((name) => {
    const [quantity = '', option] = name.split('@');
    return option !== undefined && bearingOnFigure(model, quantity, option).has(fact);
  });
}

/** What a call sets options to and takes facts to be. */
function inputsOf({ args }: Called): Map<string, { input: string; value: unknown }> {
  const settings = entriesOf(args['amended']).flatMap(([option, set]) =>
    entriesOf(set).map(([input, value]) => [`${option}/${input}`, { input, value }] as const),
  );
  const facts = entriesOf(args['facts']).map(([input, value]) => [input, { input, value }] as const);
  return new Map([...settings, ...facts]);
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** Whether two calls have a figure of one option in common. */
const isOfSame = (one: Called, other: Called): boolean =>
  Object.keys(one.figures).some((name) => name in other.figures);

/** `from → to` of each changed fact with its unit; of a mapping only the members that changed. */
export function factChanges(context: PrintContext, set: EventBody<'fact.changed'>['set']): string[] {
  const { scenario, language } = context;
  return Object.entries(set).flatMap(([name, { from, to }]) => {
    const unit = scenario.facts[name]?.unit;
    return changedMembers(name, from, to).map(([path, before, after]) => {
      const label = factLabel(context, path);
      if (typeof before === 'number' && typeof after === 'number' && unit !== undefined) {
        const [was, is] = printTogether([before, after], unit, language).map(
          (amount) => ARITHMETIC[language].bare({ label, amount: asPhrase(amount, []) }).text,
        );
        return `${label} ${was} → ${is}`;
      }
      return `${label} ${plainValue(before)} → ${plainValue(after)}${unit === undefined ? '' : ` ${unit}`}`;
    });
  });
}

/** What of a fact is another value than before: itself, or members of it by their path. */
export function changedMembers(
  name: string,
  from: FactValue,
  to: FactValue,
): [path: string, before: unknown, after: unknown][] {
  if (!isRecord(from) || !isRecord(to)) return [[name, from, to]];
  const members = sortedEntries(to).filter(([member, value]) => from[member] !== value);
  return members.map(([member, value]) => [`${name}.${member}`, from[member], value]);
}

const isRecord = (value: FactValue): value is Exclude<FactValue, number | string | boolean | number[]> =>
  typeof value === 'object' && !Array.isArray(value);

/** Facts that come onto the table before the vote, with who knew them, and the settings at which options keep their limits. */
export function sharedFacts(context: PrintContext, { facts, amended }: EventBody<'facts.shared'>): string[] {
  const { scenario, language } = context;
  const said = (value: unknown, unit: string) =>
    typeof value === 'number' ? printAmount(value, unit, language).text : `${plainValue(value)} ${unit}`.trimEnd();
  return [
    ...sortedEntries(facts).map(
      ([name, { value, by }]) =>
        `${factLabel(context, name)} ${said(value, scenario.facts[name]?.unit ?? '')} (${by.map((id) => nameOf(context, id)).join(', ')})`,
    ),
    ...sortedEntries(amended).flatMap(([option, inputs]) =>
      sortedEntries(inputs).map(
        ([input, to]) =>
          `${optionName(context, option)}: ${factLabel(context, input)} ${said(to, scenario.facts[input]?.unit ?? '')}`,
      ),
    ),
  ];
}

/** A fact's value in one line: `web .7, code .3` for a mapping. */
export function plainValue(value: unknown): string {
  if (typeof value === 'number') return formatQuantity(value, '');
  if (Array.isArray(value)) return value.map(plainValue).join(', ');
  if (value !== null && typeof value === 'object') {
    return sortedEntries(value)
      .map(([name, member]) => `${name} ${plainValue(member)}`)
      .join(', ');
  }
  return String(value);
}

/** By name, because a record does not keep the order of a mapping's keys. */
export function sortedEntries<T>(mapping: Readonly<Record<string, T>> | object): [string, T][] {
  return Object.entries(mapping as Record<string, T>).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** One phrase for each thing that went otherwise than asked before a language model's turn. */
export function notePhrases({ labels }: PrintContext, { notes }: Pick<TurnBlock, 'notes'>): string[] {
  return notes.map(({ type, body }) => {
    if (type === 'model.substituted') return labels.substituted(body.from, body.to, body.detail);
    return type === 'turn.flawed'
      ? labels.flawed(body.flaw, body.detail)
      : labels.repaired(body.flaw, body.flaw === 'unfounded' ? inBrief(body.detail) : body.detail);
  });
}

/** Of what the model was told, the numbers and references alone: the sentence about them is for the model. */
function inBrief(detail: string): string {
  const named = [...detail.replace(/\([^()]*\)/gu, '').matchAll(/`([^`]+)`/gu)].map(([, text]) => text);
  return named.length === 0 ? detail : named.join(', ');
}

/** Of its words: who has said so many of them has told it. */
const TOLD = 0.5;
/** The same where half of its numbers were said as well. */
const TOLD_WITH_NUMBERS = 0.3;

/** Of its words: who has said so many of them has said what they bind themselves to. */
const BOUND = 0.9;

/** Whether an utterance says what its speaker is held to, in nearly its own words and with all its numbers. */
function isSaidIn(text: string, utterance: string): boolean {
  const said = new Set(numbersIn(utterance).map(({ value }) => value));
  return (
    utterance.includes(text) ||
    (numbersIn(text).every(({ value }) => said.has(value)) && isSameJob(text, utterance, BOUND))
  );
}

/** Whether an utterance tells what is filled in beside it, in whatever words. */
function isToldIn(text: string, utterance: string): boolean {
  if (utterance.includes(text)) return true;
  const said = new Set(numbersIn(utterance).map(({ value }) => value));
  const numbers = numbersIn(text);
  const told = numbers.filter(({ value }) => said.has(value)).length;
  return told >= TOLD * numbers.length && isSameJob(text, utterance, numbers.length > 0 ? TOLD_WITH_NUMBERS : TOLD);
}

/** What a turn does beside its words, as far as they do not say it: proposes, takes back, would measure, makes its vote hang on, takes on. */
export function besidePhrases(
  context: PrintContext,
  { said, named, before, alike }: Pick<TurnBlock, 'said' | 'named' | 'before' | 'alike'>,
): string[] {
  if (said === null) return [];
  const { labels, scenario, language } = context;
  const { act, stance, proposes, withdraws, drops = [], measures, condition, action, utterance } = said;
  // Who concedes, or stands elsewhere than before, has said so.
  const isMove = act === 'concede' || (before !== null && before.option !== stance.option);
  const set = sortedEntries(proposes?.set ?? {}).map(([input, to]) => {
    const unit = unitOfInput(scenario, input);
    const text = settingText(context, { label: factLabel(context, input), unit, to });
    return { text, isTold: [text, printAmount(to, unit, language).text].some((one) => utterance.includes(one)) };
  });
  const isNew = (text: string | null | undefined): text is string =>
    text !== null && text !== undefined && !isToldIn(text, utterance);
  // What somebody takes on, or lets their vote hang on, is found again by it: it is printed unless they have said just that.
  const isUnsaid = (text: string | null | undefined): text is string =>
    text !== null && text !== undefined && !isSaidIn(text, utterance);
  return [
    ...(proposes === null || set.every(({ isTold }) => isTold)
      ? []
      : [
          labels.beside.proposes(
            optionName(context, proposes.option),
            set.map(({ text }) => text),
          ),
        ]),
    ...(withdraws.length === 0 || isMove
      ? []
      : [labels.beside.withdraws([...new Set(withdraws.map(({ turn }) => turn))])]),
    ...drops.map(({ what, turn, to }) =>
      labels.beside.drops(what, turn, to === undefined ? null : nameOf(context, to)),
    ),
    ...measurePhrases(context, measures, named, isNew),
    ...(isUnsaid(condition)
      ? [alike === null ? labels.memo.condition(condition) : labels.beside.sameCondition(alike)]
      : []),
    ...(isUnsaid(action) ? [labels.beside.action(action)] : []),
  ];
}

/** What would be measured and by which bar; where it was named before, the bar alone, and nothing where that is as it was. */
function measurePhrases(
  { labels }: PrintContext,
  measures: NonNullable<TurnBlock['said']>['measures'],
  named: TurnBlock['named'],
  isNew: (text: string | null | undefined) => text is string,
): string[] {
  if (measures === undefined) return [];
  const { what, price, threshold } = measures;
  if (named !== null) return isNew(threshold) && threshold !== named.threshold ? [labels.beside.bar(threshold)] : [];
  return [labels.memo.measures([what, price, threshold].filter(isNew).join(', ') || what)];
}

const compiled = new WeakMap<PrintContext['scenario'], DecisionModel>();

function modelOf(scenario: PrintContext['scenario']): DecisionModel {
  const model = compiled.get(scenario) ?? compileModel(scenario);
  compiled.set(scenario, model);
  return model;
}

/** The unit in which an input is said, else that of the fact of the same name. */
function unitOfInput(scenario: PrintContext['scenario'], input: string): string {
  return modelOf(scenario).inputUnits.get(input)?.text ?? scenario.facts[input]?.unit ?? '';
}

/** One phrase for each boundary that a turn crossed. */
export function crossedPhrases(context: PrintContext, { crossed }: Pick<TurnBlock, 'crossed'>): string[] {
  return crossed.flatMap(({ crossings, draft }) =>
    crossings.map(({ topic, to, probability }) =>
      context.labels.crossed(
        topic,
        nameOf(context, to),
        probability === null ? null : formatShare(probability),
        draft !== null,
      ),
    ),
  );
}
