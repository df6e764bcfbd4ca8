import type { TypedMessage } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Said } from '../playbook/said.ts';
import { differing, saidIn } from '../playbook/said.ts';
import type { Peek, View } from '../playbook/view.ts';
import { beforeGuardrails } from '../prompt/index.ts';
import { quotedValue, unmarked } from '../prompt/quote.ts';
import { sameValue } from '../reasoning/claims.ts';
import { rootsOf } from '../reasoning/model.ts';
import { agrees } from '../reasoning/said-numbers.ts';
import type { Cell } from './material.ts';
import { cellsOf, materialOf } from './material.ts';

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
  return [
    ...section('Heard since the debate began:', heardFacts(view)),
    ...section(
      'Your sheet, from what you know, have heard and assume; a cell is cited as `OPTION/NAME`:',
      rows(view, cells),
    ),
    ...section('Others have it otherwise:', differences(view, cells)),
    ...section('What you said and no longer holds:', outdated(view, cells)),
  ];
}

const section = (heading: string, lines: readonly string[]) => (lines.length === 0 ? [] : [heading, ...lines]);
const digits = (value: number) => String(Number(value.toPrecision(4)));
const inUnit = (unit: string) => (unit === '' ? '' : ` ${unit}`);

function heardFacts({ now, question }: View): string[] {
  return [...now.knowledge.facts].flatMap(([name, { value, how, turn }]) => {
    if (how !== 'heard' || sameValue(question.facts[name], value)) return [];
    const unit = inUnit(question.model.facts[name]?.unit ?? '');
    return [
      `- fact:${name} = ${quotedValue(value)}${unit}, ${turn === null ? 'from the moderator' : `in turn ${turn}`}`,
    ];
  });
}

function rows({ model, now }: View, cells: readonly Cell[]): string[] {
  const names = [...new Set(cells.map(({ quantity }) => quantity))];
  const quantities = names.map((name) => {
    const row = cells.filter(({ quantity }) => quantity === name);
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
  const limits = model.criteria.flatMap((criterion) => {
    if (criterion.kind !== 'need') return [];
    const missed = model.options.filter(
      (option) => now.assessment.options.get(option)?.values.meets(criterion) === false,
    );
    return missed.length === 0 ? [] : [`- limit on ${criterion.id}: missed by ${missed.join(', ')}`];
  });
  const gap =
    unknown.length === 0
      ? []
      : [`- not known yet: ${unknown.join(', ')}${needed.length === 0 ? '' : `; they need ${needed.join(', ')}`}`];
  return [...quantities, ...limits, ...gap];
}

/** Figures that colleagues gave for what the member would put otherwise, with the facts that make the difference. */
function differences(view: View, cells: readonly Cell[]): string[] {
  return saidIn(view).flatMap((said) => {
    if (said.speaker === view.seat.id || said.claim.figure === null) return [];
    const own = ownOf(said, cells);
    if (own === null) return [];
    const { figure } = said.claim;
    const behind = causes(said, view);
    const why = behind.length === 0 ? '' : `: ${behind.join(', ')}`;
    return [
      `- ${said.option}/${said.subject}: ${digits(figure.value)}${inUnit(figure.unit)} by ${said.speaker} in claim ${said.turn}.${said.claim.claim}, ${digits(own.value)} on your sheet${why}`,
    ];
  });
}

/** Facts by which the figures part: those that the other took otherwise, else those that this member only assumes. */
function causes(said: Said, view: View): string[] {
  const otherwise = differing(said, view);
  if (otherwise.length > 0)
    return otherwise.map((name) => `they took fact:${name} to be ${quotedValue(said.inputs[name])}`);
  const roots = rootsOf(view.model, [said.subject], said.option);
  return [...roots].flatMap((name) =>
    view.now.knowledge.facts.get(name)?.how === 'assumed' ? [`you only assume fact:${name}`] : [],
  );
}

function outdated(view: View, cells: readonly Cell[]): string[] {
  return saidIn(view).flatMap((said) => {
    if (said.speaker !== view.seat.id || said.claim.figure === null) return [];
    const own = ownOf(said, cells);
    return own === null
      ? []
      : [
          `- claim ${said.turn}.${said.claim.claim}, ${said.option}/${said.subject}: ${digits(said.claim.figure.value)} then, ${digits(own.value)}${inUnit(own.unit)} now; take it back in \`withdraws\` or correct it`,
        ];
  });
}

/** The member's own cell for what was claimed, where it is another value. */
function ownOf({ option, subject, claim: { figure } }: Said, cells: readonly Cell[]): Cell | null {
  const cell = cells.find((one) => one.option === option && one.quantity === subject);
  if (cell === undefined || figure === null || figure.name !== subject || figure.unit !== cell.unit) return null;
  const isSame = agrees({ text: digits(figure.value), value: figure.value, op: 'is' }, [cell.value]);
  return isSame === false ? cell : null;
}
