import type { Figure } from '../core/effects.ts';
import type { Language } from '../core/language.ts';
import type { Random } from '../core/random.ts';
import { pick, randomFrom } from '../core/random.ts';
import type { Fact } from '../core/scenario.ts';
import type { Quantity } from '../core/turn.ts';
import type { ToolWordings } from '../core/voice.ts';
import { factAt, figureRead } from '../reasoning/considerations.ts';
import type { Known } from '../reasoning/view.ts';
import type { Filled } from './expand.ts';
import { factSlot, factWordings } from './fact-words.ts';
import type { FigureSource, WordingContext } from './figure-label.ts';
import { figureLabel } from './figure-label.ts';
import { printQuantity } from './quantities.ts';

/** One noun phrase for a reason through the whole debate, so that a reader finds it again. */
export function nameDraw(seed: number, { consideration }: Pick<Known, 'consideration'>): Random {
  return randomFrom(seed, 'gist', consideration.id);
}

/** Scenario's words first, then the tool's, then the fact's label; a RangeError when there are none at all. */
export function wordingOf(
  known: FigureSource & Pick<Known, 'strength'>,
  form: 'say' | 'echo',
  { facts, scenario: { language } }: WordingContext,
  wordings: ToolWordings,
  random: Random,
): string {
  return pick(random, wordingsOf(known, form, { facts, scenario: { language } }, wordings));
}

export function wordingsOf(
  known: FigureSource & Pick<Known, 'strength'>,
  form: 'say' | 'echo',
  { facts, scenario: { language } }: WordingContext,
  wordings: ToolWordings,
): readonly string[] {
  const { consideration, strength } = known;
  const other = strength < 0;
  const sayable = (texts: readonly string[]) => texts.filter((text) => isSayable(text, known.figures, facts));
  const own = sayable(other ? (consideration.otherwise?.[form] ?? []) : consideration[form]);
  if (own.length > 0) return own;
  const { from } = consideration;
  if ('tool' in from) {
    const tool = wordings[language][from.tool] ?? {};
    const figure = figureRead(from);
    const wording = (other ? tool[`${figure}.otherwise`] : undefined) ?? tool[figure];
    const shared = sayable(wording?.[form] ?? []);
    if (shared.length > 0) return shared;
  }
  if ('judgement' in from) return [from.judgement];
  const plain = factWordings(known, form, { facts, scenario: { language } }, wordings);
  if (plain.length > 0) return plain;
  const label = '{figure-label}';
  if (form === 'echo') return [`${label} {figure}`];
  return [language === 'ko' ? `${label}이/가 {figure}(이야/야|이에요/예요|입니다)` : `${label} is {figure}`];
}

/**
 * Whether a wording finds content for all its names: a tool leaves out a figure that it has no value for, and not everybody
 * knows every fact.
 */
export function isSayable(text: string, figures: Record<string, Figure>, facts: Record<string, Fact>): boolean {
  return [...text.matchAll(/\{(figure|fact):([^}|.]+)/g)].every(([, kind, name = '']) =>
    kind === 'figure' ? name in figures : name in facts,
  );
}

/** Puts numbers into a wording: `{figure:NAME|abs}`, `{fact:NAME.path|percent}`. */
export function fillWording(text: string, known: FigureSource | null, view: WordingContext): Filled {
  const numbers: Quantity[] = [];
  const filled = text.replace(/\{([^}]+)\}/g, (whole, inner: string) => {
    const [reference = '', ...directives] = inner.split('|');
    const [kind, name] = reference.split(':');
    const number =
      kind === 'figure-label' || kind === 'figure'
        ? name === undefined
          ? known && (kind === 'figure' ? mainFigure(known, view) : figureLabel(known, view))
          : figureNumber(known, name, directives, view)
        : kind === 'fact' && name !== undefined
          ? factNumber(view.facts, name, directives, view)
          : known && factSlot(reference, known, view);
    if (number === null) throw new RangeError(`expected content for ${whole} in "${text}"`);
    numbers.push(...number.numbers);
    return number.text;
  });
  return { text: filled, numbers };
}

function figureNumber(
  known: FigureSource | null,
  name: string,
  directives: string[],
  view: WordingContext,
): Filled | null {
  const figure = known?.figures[name];
  if (!known || figure === undefined) return null;
  const printed = printQuantity(figure.value, figure.unit, view.scenario.language, directives);
  return { text: printed.text, numbers: [{ ...printed.quantity, refs: [`${known.ref}/${name}`] }] };
}

function factNumber(
  facts: Record<string, Fact>,
  path: string,
  directives: string[],
  view: WordingContext,
): Filled | null {
  const [name = ''] = path.split('.');
  if (facts[name] === undefined) return null;
  const value = factAt(facts, path);
  if (typeof value === 'string') return { text: value, numbers: [] };
  if (typeof value !== 'number') return null;
  const printed = printQuantity(value, facts[name].unit ?? '', view.scenario.language, directives);
  return { text: printed.text, numbers: [{ ...printed.quantity, refs: [`fact:${path}`] }] };
}

/** A Korean unit that a scenario brings along, `개`, is said after its number. */
export function withCounter(text: string, unit: string, language: Language): string {
  return language === 'ko' && /^[가-힣]{1,2}$/.test(unit) ? `${text}${unit}` : text;
}

export function mainFigure(known: FigureSource, view: WordingContext): Filled | null {
  if (known.figure === null || known.ref === null) return null;
  // A fact that comes without words of its own is said with whatever unit it has.
  if ('fact' in known.consideration.from && known.consideration.say.length === 0) {
    const value = factSlot('value', known, view);
    if (value !== null) return value;
  }
  const printed = printQuantity(known.figure.value, known.figure.unit, view.scenario.language, []);
  const ref = known.ref.startsWith('fact:') ? known.ref : `${known.ref}/${known.figure.name}`;
  return {
    text: withCounter(printed.text, known.figure.unit, view.scenario.language),
    numbers: [{ ...printed.quantity, refs: [ref] }],
  };
}
