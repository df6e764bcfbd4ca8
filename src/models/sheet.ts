import type { TypedMessage } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Said } from '../playbook/said.ts';
import { differing, saidIn } from '../playbook/said.ts';
import type { Peek, View } from '../playbook/view.ts';
import { beforeGuardrails, settingsAt } from '../prompt/index.ts';
import { quotedValue, unmarked } from '../prompt/quote.ts';
import { heldAsSet } from '../reasoning/as-decided.ts';
import { bearingOn } from '../reasoning/bearing.ts';
import { refKey, sameValue } from '../reasoning/claims.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, withFact, worldWith } from '../reasoning/evaluate.ts';
import type { CompiledNeed, DecisionModel } from '../reasoning/model.ts';
import { needsOf } from '../reasoning/model.ts';
import { settingsIn } from '../reasoning/proposals.ts';
import { worthsOf } from '../reasoning/steps.ts';
import type { Weighed } from '../reasoning/weighing.ts';
import { aheadBySteps, bestOf, inSteps, leadOver, weighedAgainst } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';
import { toldIn } from '../wording/amounts.ts';
import { alongsideAgreed, beforeVoteLines, standsAhead } from './before-vote.ts';
import { inUnit, pairOf } from './corner-lines.ts';
import type { Cell } from './material.ts';
import { cellsOf, materialOf } from './material.ts';
import { ClaimsHeard, isSame } from './overtaken.ts';
import { openConditions, proposedBars, settledLines, unownedLines } from './settled.ts';
import { turningLines } from './turning.ts';
import { waitingLines } from './waiting.ts';

/** The prompt with the member's sheet in its last message, where it holds a question of ours. */
export function withSheet(messages: readonly PromptMessage[], peek: Peek): PromptMessage[] {
  const material = materialOf(messages, peek);
  if (material === null) return [...messages];
  const at = messages.findLastIndex(({ typed }) => (typed as TypedMessage | undefined)?.kind === 'brief');
  const lines = sheetOf(material.view);
  return messages.map((message, index) =>
    index === at ? { ...message, content: beforeGuardrails(message.content, lines) } : message,
  );
}

/**
 * What a member has in front of them: what they have heard since the debate began, their quantities for each option, where others'
 * differ and by which fact, and which of their own figures no longer hold. Every line follows from what this member knows.
 */
function sheetOf(view: View): string[] {
  const cells = cellsOf(view);
  const claims = new ClaimsHeard(view, cells);
  const asked = beforeVoteLines(view);
  const pair = pairOf(view, standsAhead(view));
  return [
    ...section('Heard since the debate began:', heardFacts(view)),
    ...section(
      'Your sheet, from what you know, have heard and assume; a cell is cited as `OPTION/NAME`:',
      rows(view, cells),
    ),
    ...section(
      'What would turn it on your sheet, each alone and all else as it is:',
      view.brief.task === 'open' ? [] : turningLines(view),
    ),
    ...section(
      view.brief.task === 'vote'
        ? `Of what most stand for, ${standsAhead(view)}, as it was left:`
        : `Of what most stand for, ${standsAhead(view)}, to be settled before the vote (propose it, support who did, or say what speaks against it, unless somebody has):`,
      asked,
    ),
    ...section(pair.heading, view.brief.task === 'open' ? [] : pair.lines.filter((line) => !asked.includes(line))),
    ...section(
      'The figures above begin today; once a measurement that was asked for has taken its time:',
      waitingLines(view),
    ),
    ...section('Settled so far, and not to be set otherwise but on purpose:', [
      ...settledLines(view),
      ...alongsideAgreed(view),
    ]),
    // Once all have voted nobody seconds anything.
    ...section(
      'Proposed, and seconded by nobody yet:',
      view.brief.task === 'close' ? [] : [...proposed(view), ...proposedBars(view), ...openConditions(view)],
    ),
    ...section(
      'Without an owner so far (take it on with `action`, or say by name whose it is):',
      view.brief.task === 'close' ? unownedLines(view) : [],
    ),
    ...section('Others have it otherwise:', differences(view, cells, claims)),
    ...section('What you said and no longer holds:', outdated(view, cells, claims)),
  ];
}

const section = (heading: string, lines: readonly string[]) => (lines.length === 0 ? [] : [heading, ...lines]);
/** As people write them: `0.38` for 0.3797, `5.533` for 5.53271. */
const digits = (value: number) => String(Number(value.toPrecision(Math.abs(value) < 1 ? 3 : 4)));
const twoDigits = (value: number) => String(Number(value.toPrecision(2)));

/** What the member has heard, but for what an event has changed: that stands among the facts, with where it is from. */
function heardFacts({ now, question, heard }: View): string[] {
  const changed = new Set(heard.flatMap((said) => (said.kind === 'fact' ? Object.keys(said.set) : [])));
  return [...now.knowledge.facts].flatMap(([name, { value, how, turn }]) => {
    if (how !== 'heard' || changed.has(name) || sameValue(question.facts[name], value)) return [];
    const { unit = '', range, doubt } = question.model.facts[name] ?? {};
    // Who has heard the value has heard what is known of it.
    const about = [
      ...(range === undefined ? [] : [`between ${range[0]} and ${range[1]}`]),
      ...(doubt === undefined ? [] : [unmarked(doubt)]),
    ];
    const from = turn === null ? 'from the moderator' : `in turn ${turn}`;
    return [
      `- fact:${name} = ${quotedValue(value)}${inUnit(unit)}, ${from}${about.length === 0 ? '' : ` (${about.join('; ')})`}`,
    ];
  });
}

/** What would count for everybody if somebody supported it. */
function proposed({ now: { knowledge }, model, seat, question }: View): string[] {
  return knowledge.proposals.flatMap(({ option, set, by, turn, claim, seconded }) => {
    if (seconded !== null) return [];
    const inputs = settingsAt(model, settingsIn({ option, set }), question.language);
    const whose =
      by === seat.id
        ? `by you in turn ${turn} (to take it back: ${turn}.${claim} in \`withdraws\`)`
        : `by ${by} in turn ${turn}`;
    return [`- ${option} with ${inputs}: ${whose}`];
  });
}

const judgedOnce = new WeakMap<World, string[]>();

/** Which option keeps its limits, as it is set or how it would have to be; and where goals trade one for one how far ahead it is in all. */
function judged({ model, now: { world }, question }: View): string[] {
  const known = judgedOnce.get(world);
  if (known !== undefined) return known;
  const first = aheadBySteps(model, world);
  // What leads does so where it stands best, or as the table has set it otherwise.
  const best = first === null || heldAsSet(model, world) !== null ? null : bestOf(model, world, first);
  const weighed = [...weighedAgainst(model, best === null ? world : worldWith(world, best.set), first).values()].map(
    (one) => (one.option === first ? (best ?? one) : one),
  );
  const set = ({ set: settings }: Weighed) => settingsAt(model, settings, question.language);
  const missing = (values: OptionValues, needs: readonly CompiledNeed[]) =>
    needs
      .map((need) => `${need.id} by ${digits(Math.abs(values.margin(need) ?? 0))}${inUnit(need.unit.text)}`)
      .join(' and ');
  const needs = needsOf(model);
  const kept = weighed.flatMap((one): string[] => {
    const values = valuesOf(model, world, one.option);
    const met = needs.map((need) => values.meets(need));
    const missed = needs.filter((_, index) => met[index] === false);
    const open = needs.filter((_, index) => met[index] === null).map(({ id }) => id);
    if (missed.length === 0)
      return [`${one.option} ${open.length === 0 ? 'keeps all' : `not known for ${open.join(', ')}`}`];
    const otherwise =
      one.missed.length === 0
        ? `, keeps all with ${set(one)}`
        : Object.keys(model.scenario.options[one.option]?.adjust ?? {}).length > 0
          ? ' and keeps all at no setting'
          : '';
    return [`${one.option} misses ${missing(values, missed)}${otherwise}`];
  });
  const lines = [
    ...(needs.length === 0 ? [] : [`- limits: ${kept.join('; ')}`]),
    ...(model.scenario.weights === 'equal' ? inAll(model, weighed, first, set) : []),
  ];
  judgedOnce.set(world, lines);
  return lines;
}

/** How far options that keep their limits are behind the first, and on what. */
function inAll(
  model: DecisionModel,
  weighed: readonly Weighed[],
  first: string | null,
  set: (one: Weighed) => string,
): string[] {
  const best = weighed.find(({ option }) => option === first);
  const others = weighed.filter((one) => one !== best && one.missed.length === 0);
  if (best === undefined || best.missed.length > 0 || others.length === 0) return [];
  const named = (one: Weighed) => `${one.option}${one.set.length === 0 ? '' : ` with ${set(one)}`}`;
  const behind = others.flatMap((one) => {
    const goals = inSteps(model, one.values, best.values).filter(({ steps }) => steps !== 0);
    const on = goals.map(({ goal, steps }) => `${goal.quantity} ${steps > 0 ? '+' : '-'}${twoDigits(Math.abs(steps))}`);
    const lead = leadOver(model, one.values, best.values);
    const told = [...asWorth(model, lead), ...(on.length < 2 ? [] : [on.join(', ')])].join(': ');
    return [`${named(one)} ${lead > 0 ? '+' : '-'}${twoDigits(Math.abs(lead))}${told === '' ? '' : ` (${told})`}`];
  });
  return [
    `- all goals added up, each difference over what it is worth: ${named(best)} leads; against it ${behind.join('; ')}`,
  ];
}

/** So many steps as what they are worth of one goal, as people say it: `as much as 310 EUR of cost`; nothing where no goal says what one is. */
function asWorth(model: DecisionModel, steps: number): string[] {
  const { quantity, unit, worth } = toldIn(worthsOf(model)) ?? {};
  if (quantity === undefined || worth == null || steps === 0) return [];
  return [`as much as ${twoDigits(Math.abs(steps) * worth)}${inUnit(unit ?? '')} of ${quantity}`];
}

function rows(view: View, cells: readonly Cell[]): string[] {
  const { model } = view;
  const names = [...new Set(cells.map(({ quantity }) => quantity))];
  const quantities = names.map((name) => {
    const all = cells.filter(({ quantity }) => quantity === name);
    // What an option leaves as it is stands in the question.
    const set = all.filter(({ option }) => isSet(view, option, name));
    const row = model.inputs.has(name) && set.length > 0 ? set : all;
    const unit = row[0]?.unit ?? '';
    const label = model.quantities.get(name)?.label ?? model.scenario.facts[name]?.label ?? '';
    const values = row.map(({ option, value }) => `${option} ${digits(value)}`);
    const isOne = new Set(row.map(({ value }) => digits(value))).size === 1 && row.length === model.options.length;
    const words = [name, unmarked(label)].filter((part) => part !== '').join(' ');
    const shown = isOne
      ? `${digits(row[0]?.value ?? 0)}${inUnit(unit)} for each`
      : `${values.join(', ')}${inUnit(unit)}`;
    return `- ${words}: ${shown}`;
  });
  const unknown = [...model.quantities.keys()].filter((name) => !names.includes(name));
  const needed = unknown.flatMap((name) => {
    const quantity = model.quantities.get(name);
    return quantity?.kind === 'tool' ? [name] : [];
  });
  const gap =
    unknown.length === 0
      ? []
      : [`- not known yet: ${unknown.join(', ')}${needed.length === 0 ? '' : `; they need ${needed.join(', ')}`}`];
  return [...quantities, ...judged(view), ...gap];
}

const isSet = ({ model, now }: View, option: string, input: string): boolean =>
  model.settings.get(option)?.has(input) === true || now.world.amended.get(option)?.has(input) === true;

/** Figures that colleagues stand by for what the member would put otherwise, with what makes the difference. */
function differences(view: View, cells: readonly Cell[], claims: ClaimsHeard): string[] {
  return saidIn(view).flatMap((said) => {
    const { claim, turn, speaker, option, subject } = said;
    const key = refKey(said.ref);
    const isAccepted = claims.lives.get(key)?.accepted.some(({ member }) => member === view.seat.id);
    if (speaker === view.seat.id || claim.figure === null || isAccepted) return [];
    const own = ownOf(said, cells);
    if (own === null || claims.isGone(key) || claims.isWhatIf(key)) return [];
    const behind = causes(said, view, own, claims);
    const why = behind.length === 0 ? '' : `: ${behind.join(', ')}`;
    return [
      `- ${option}/${subject}: ${digits(claim.figure.value)}${inUnit(claim.figure.unit)} by ${speaker} in claim ${turn}.${claim.claim}, ${digits(own.value)} on your sheet${why}`,
    ];
  });
}

/** Facts and settings by which the figures part: those that the other took otherwise, else those that this member only assumes. */
function causes(said: Said, view: View, own: Cell, claims: ClaimsHeard): string[] {
  const { model, now } = view;
  const matters = (name: string): boolean => {
    const theirs = said.inputs[name];
    if (typeof theirs !== 'number') return true;
    const tried = valuesOf(model, withFact(now.world, name, theirs), said.option).amount(said.subject);
    return tried === null || !isSame(tried.value, own.value);
  };
  const facts = differing(said, view).filter(matters);
  const settings = claims.settingsOf(said.claim, said.option);
  const otherwise = [
    ...facts.map((name) => `they took fact:${name} to be ${quotedValue(said.inputs[name])}`),
    ...settings.map((input) => `they had it before ${input} of ${said.option} was set as it is`),
  ];
  if (otherwise.length > 0) return otherwise;
  return [...bearingOn(model, [said.subject], said.option)].flatMap((name) =>
    now.knowledge.facts.get(name)?.how === 'assumed' ? [`you only assume fact:${name}`] : [],
  );
}

/** The member's own claims that rest on what is otherwise now. */
function outdated(view: View, cells: readonly Cell[], claims: ClaimsHeard): string[] {
  const figures = new Map(saidIn(view).map((said) => [refKey(said.ref), said]));
  return [...claims.lives].flatMap(([key, { claim, speaker }]) => {
    if (speaker !== view.seat.id || claims.isGone(key) || claims.isWhatIf(key)) return [];
    const changes = claims.changesUnder(key);
    if (changes.length === 0) return [];
    const said = figures.get(key);
    const own = said === undefined ? null : ownOf(said, cells);
    const cell =
      said === undefined || own === null || claim.figure === null
        ? ''
        : `, ${said.option}/${said.subject}: ${digits(claim.figure.value)} then, ${digits(own.value)}${inUnit(own.unit)} now`;
    return [
      `- claim ${key}${cell}: ${changes.join('; ')}; correct it, or take it back in \`withdraws\` if it falls by that`,
    ];
  });
}

/** The member's own cell for what was claimed, where it is another value. */
function ownOf({ option, subject, claim: { figure } }: Said, cells: readonly Cell[]): Cell | null {
  const cell = cells.find((one) => one.option === option && one.quantity === subject);
  if (cell === undefined || figure === null || figure.name !== subject || figure.unit !== cell.unit) return null;
  return isSame(figure.value, cell.value) ? null : cell;
}
