import type { Language } from '../core/language.ts';
import type { Quantity } from '../core/turn.ts';
import type { ToolWordings, Wording } from '../core/voice.ts';
import { factAt } from '../reasoning/considerations.ts';
import type { Filled } from './expand.ts';
import type { FigureSource, WordingContext } from './figure-label.ts';
import { figureLabel } from './figure-label.ts';
import { amountIn, kindOfUnit, printQuantity } from './quantities.ts';

/** Content that a fact's wordings may ask for besides what is named. */
export const FACT_SLOTS = ['label', 'is', 'value', 'amount', 'count', 'line', 'top', 'gap', 'times'] as const;
type FactSlot = (typeof FACT_SLOTS)[number];

const isFactSlot = (name: string): name is FactSlot => FACT_SLOTS.some((slot) => slot === name);

/** From here on a reason lies well past the line at which it begins. */
const FAR = 0.5;
/** A ratio is said from here on; below it the difference says more. */
const TIMES = 1.5;

/**
 * Wordings for a reason that has none of its own, by where its figure lies on the scale: past the line where it begins to count,
 * well past it, past where it says all, short of it, or with no scale at all. They stand under `fact` among the tools' wordings.
 */
export function factWordings(
  known: FigureSource,
  form: 'say' | 'echo',
  context: WordingContext,
  wordings: ToolWordings,
): string[] {
  const { language } = context.scenario;
  const section = wordings[language]['fact'];
  if (section === undefined || known.figure === null) return [];
  const [key, ...others] = situations(known, context);
  const chosen = [key, ...others]
    .map((name) => section[name ?? ''])
    .find((wording): wording is Wording => wording !== undefined);
  const sayable = (chosen?.[form] ?? [])
    .map((text) => withDegrees(text, known, language))
    .filter((text) => factSlotsIn(text).every((slot) => factSlot(slot, known, context) !== null));
  // What can be counted is counted: `18 pages per week` before pages per week that are 18.
  const counted = sayable.filter((text) => text.includes('{count}'));
  return counted.length > 0 ? counted : sayable;
}

function factSlotsIn(text: string): FactSlot[] {
  return [...text.matchAll(/\{([a-z]+)\}/g)].flatMap(([, name = '']) => (isFactSlot(name) ? [name] : []));
}

function situations({ consideration: { from }, figure }: FigureSource, { facts }: WordingContext): string[] {
  const value = figure?.value ?? 0;
  if ('fact' in from && isYesOrNo(from.fact, facts)) return [value === 1 ? 'yes' : 'no'];
  if (!('read' in from) || from.read.neutral === 0) return ['plain'];
  const { neutral, full } = from.read;
  const share = (value - neutral) / (full - neutral);
  const side = full > neutral ? 'over' : 'under';
  if (share <= 0) return [`${side}.short`, 'plain'];
  if (share > 1) return [`${side}.full`, `${side}.far`, side, 'plain'];
  return share >= FAR ? [`${side}.far`, side, 'plain'] : [side, 'plain'];
}

function isYesOrNo(name: string, facts: WordingContext['facts']): boolean {
  return Object.hasOwn(facts, name.split('.')[0] ?? name) && typeof factAt(facts, name) === 'boolean';
}

/** Korean compares by what is measured: a time is longer, a price dearer, a count more, anything else higher. */
const DEGREES = {
  time: { MORE: '길(어|어요|습니다)', LESS: '짧(아|아요|습니다)' },
  money: { MORE: '비(싸|싸요|쌉니다)', LESS: '(싸|싸요|쌉니다)' },
  count: { MORE: '많(아|아요|습니다)', LESS: '적(어|어요|습니다)' },
  other: { MORE: '높(아|아요|습니다)', LESS: '낮(아|아요|습니다)' },
} as const;

function withDegrees(text: string, { figure }: FigureSource, language: Language): string {
  if (language === 'en') return text;
  const { MORE, LESS } = DEGREES[kindOfUnit(figure?.unit ?? '')];
  // `길(어|어요|습니다)` and `(길어|길어요|깁니다)` differ in the stem that the formal ending takes.
  const formal = (group: string) => group.replace('길(어|어요|습니다)', '(길어|길어요|깁니다)');
  return text.replaceAll('{more}', formal(MORE)).replaceAll('{less}', LESS);
}

/** What stands behind one such slot: every number with what it is and what it is computed from. Null where there is none. */
export function factSlot(slot: string, known: FigureSource, context: WordingContext): Filled | null {
  const { consideration, figure, ref } = known;
  if (!isFactSlot(slot) || figure === null || ref === null) return null;
  const { language } = context.scenario;
  const { from, id } = consideration;
  const own = ref.startsWith('fact:') ? ref : `${ref}/${figure.name}`;
  const label = figureLabel(known, context)?.text ?? '';
  const unit = spokenUnit(figure.unit, label, language);
  const printed = (value: number, refs: string[], op?: Quantity['op']): Filled => {
    const { text, quantity } = amountIn(value, unit, language);
    return { text, numbers: [{ ...quantity, ...(op === undefined ? {} : { op }), refs }] };
  };
  const value = printed(figure.value, [own]);
  const read = 'read' in from ? from.read : null;
  switch (slot) {
    case 'label':
      return { text: language === 'en' ? withArticle(label) : label, numbers: [] };
    case 'is':
      return { text: isPlural(label) ? 'are' : 'is', numbers: [] };
    case 'value':
      return value;
    case 'amount': {
      const isNamed = unit === '' && figure.unit !== '' && language === 'en';
      const text = isNamed ? `the ${value.text} ${bareLabel(label)}` : amountOf(label, value.text, unit, language);
      return { text, numbers: value.numbers };
    }
    case 'count': {
      const isCounted =
        language === 'en' && isPlural(label) && value.text === value.numbers[0]?.text && value.text !== '1';
      return isCounted ? { text: `${value.text} ${bareLabel(label)}`, numbers: value.numbers } : null;
    }
    case 'line':
      return read && printed(read.neutral, [`rule:${id}.neutral`]);
    case 'top':
      return read && printed(read.full, [`rule:${id}.full`]);
    case 'gap': {
      if (read === null) return null;
      const line = printed(read.neutral, [`rule:${id}.neutral`]);
      const [more, less] = figure.value >= read.neutral ? [value, line] : [line, value];
      const by = Math.abs(figure.value - read.neutral);
      const isShare = value.numbers[0]?.unit === '%' && value.numbers[0]?.op === 'percent';
      const gap = printed(by, [more.numbers[0]?.refs[0] ?? own, less.numbers[0]?.refs[0] ?? own], 'difference');
      // A difference of shares is in points, and a difference that the printed numbers do not show is not said.
      return isShare || !isShown(more, less, gap) ? null : gap;
    }
    case 'times': {
      if (read === null || read.neutral <= 0 || figure.value / read.neutral < TIMES) return null;
      const { text, quantity } = printQuantity(figure.value / read.neutral, 'x', language, []);
      const refs = [own, `rule:${id}.neutral`];
      return {
        text: language === 'en' ? text.replace(/x$/, ' times') : text,
        numbers: [{ ...quantity, op: 'ratio', refs }],
      };
    }
  }
}

function isShown(more: Filled, less: Filled, gap: Filled): boolean {
  const [a, b, c] = [more, less, gap].map(({ numbers }) => plainNumber(numbers[0]?.text ?? ''));
  return a !== undefined && b !== undefined && c !== undefined && c > 0 && Math.abs(a - b - c) < 1e-9 * Math.max(1, a);
}

/** A printed number again as a number; undefined where it is shortened to billions. */
function plainNumber(text: string): number | undefined {
  const value = Number(text.replaceAll(',', '').replace('−', '-'));
  return Number.isFinite(value) ? value : undefined;
}

/** A label may have the unit in its name already: `hours per year`, `price of a GPU hour`, `초당 이벤트`. */
function spokenUnit(unit: string, label: string, language: Language): string {
  const bare = bareLabel(label).toLowerCase();
  if (language === 'en' && /^[a-z]+s$/i.test(unit) && bare.split(' ').includes(unit.toLowerCase())) return '';
  if (unit.includes('/') && !/^(USD|KRW|EUR|원|달러)\//.test(unit) && isRate(label, unit, language)) return '';
  const [money = '', each = ''] = unit.split('/');
  if (each === '' || !/^(USD|KRW|EUR|원|달러)$/.test(money)) return unit;
  const isSaid = language === 'en' ? new RegExp(`\\b${each}$`, 'i').test(label) : /당 (가격|비용)$/.test(label);
  return isSaid ? money : unit;
}

const bareLabel = (label: string) => label.replace(/^(the|an?) /i, '');

function isRate(label: string, unit: string, language: Language): boolean {
  if (language === 'en') return label.toLowerCase().startsWith(`${unit.split('/')[0]?.toLowerCase()} per `);
  return label.startsWith(`${amountIn(1, unit, language).text.split(' ')[0]} `);
}

const DETERMINER =
  /^(\w+'s|the|an?|our|my|your|their|its|his|her|this|that|these|those|what|how|where|who|which|whether|when|why|each|every|no|some|any|all)\b/i;

function withArticle(label: string): string {
  return DETERMINER.test(label) || isPlural(label) ? label : `the ${label}`;
}

const SINGULAR =
  /(ss|us|is|loss|bias|access|process|progress|redis|kubernetes|postgres|kibana|news|always|https?|aws|tls|dns|ios|sas|gas|canvas|analysis)$/i;

/** Whether the head of an English noun phrase, its last word before a preposition, is a plural. */
function isPlural(label: string): boolean {
  if (/^(what|how|whether|when|where|why)\b/i.test(label)) return false;
  const [head = ''] = label.split(
    /\s+(?:per|of|on|in|for|to|that|which|we|left|with|from|at|by|until|before|after|lost|spent|without|\w{2,}ed|missing)\b/,
  );
  const last = head.split(/\s+/).at(-1) ?? '';
  return /^(people|staff members)$/i.test(last) || (/[a-z]{2}s$/.test(last) && !SINGULAR.test(last));
}

/** The number with what it is a number of, as one noun phrase: `the 14 weeks of delivery`, `delivery 14주`. */
function amountOf(label: string, value: string, unit: string, language: Language): string {
  if (language === 'ko') return `${label} ${value}`;
  const bare = bareLabel(label);
  const [, of] = /^(.+) time$/.exec(bare) ?? [];
  const isOfPeople = /^(staff|engineer|team|people|person)\b/.test(of ?? '');
  if (of !== undefined && kindOfUnit(unit) === 'time') return `the ${value} of ${isOfPeople ? bare : of}`;
  const [, price] = /^price of an? (.+)$/.exec(bare) ?? [];
  if (price !== undefined) return `the ${value} for ${/^[aeiou]/i.test(price) ? 'an' : 'a'} ${price}`;
  if (DETERMINER.test(label) && !/^(the|an?) /i.test(label)) return `${label}, ${value}`;
  if (isPlural(bare)) return /[a-z%]$/i.test(value) ? `${bare} at ${value}` : `the ${value} ${bare}`;
  return bare.includes(' of ') || bare.includes(' for ') ? `the ${bare} at ${value}` : `the ${bare} of ${value}`;
}
