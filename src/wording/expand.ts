import type { Language, Register } from '../core/language.ts';
import type { Random } from '../core/random.ts';
import { pick } from '../core/random.ts';
import type { Quantity } from '../core/turn.ts';
import type { Alternative, Grammar } from '../core/voice.ts';
import { withParticles } from './particles.ts';

/** Content for one slot: text, and the numbers that stand in it. */
export interface Filled {
  text: string;
  numbers: Quantity[];
  /** The clause by itself, where the text carries it on into another one. */
  asserts?: string;
}

export interface Speech {
  language: Language;
  register: Register;
  tags: ReadonlySet<string>;
  /** Own grammar over the neutral one. */
  grammars: readonly Grammar[];
  /** Resolves `{slot}`; null when there is no such content here. */
  fill(slot: string, random: Random): Filled | null;
}

const DEPTH = 12;

/** One realisation of a symbol. Throws a RangeError when the grammar has nothing to say, so that a gap is found, not printed. */
export function expand(symbol: string, speech: Speech, random: Random): Filled {
  const numbers: Quantity[] = [];
  const text = expandSymbol(symbol, speech, random, numbers, 0);
  if (text === null) throw new RangeError(`every way to say <${symbol}> needs content that is not there`);
  const chosen = inRegister(text, speech.register);
  return { text: tidy(speech.language === 'ko' ? withParticles(chosen) : chosen), numbers: seen(numbers, chosen) };
}

/** Null when every alternative needs content that is not there: then the caller's other alternatives are tried. */
function expandSymbol(
  symbol: string,
  speech: Speech,
  random: Random,
  numbers: Quantity[],
  depth: number,
): string | null {
  if (depth > DEPTH) throw new RangeError(`expected <${symbol}> to end within ${DEPTH} expansions`);
  const alternatives = alternativesOf(symbol, speech);
  if (alternatives.length === 0)
    throw new RangeError(`no voice says <${symbol}> with the tags ${[...speech.tags].join(', ')}`);
  // What was written for just this situation comes before what would do in any.
  const apt = alternatives.filter(({ isApt }) => isApt).map(({ text }) => text);
  const rest = alternatives.filter(({ isApt }) => !isApt).map(({ text }) => text);
  for (const untried of [apt, rest]) {
    while (untried.length > 0) {
      const text = pick(random, untried);
      const found: Quantity[] = [];
      const result = fillTemplate(text, speech, random, found, depth);
      if (result !== null) {
        numbers.push(...found);
        return result;
      }
      untried.splice(untried.indexOf(text), 1);
    }
  }
  return null;
}

/** Situations that a sentence must speak to where it can. */
const SITUATIONS: ReadonlySet<string> = new Set(['theirs', 'own', 'reply', 'answered']);

interface Fitting {
  text: string;
  isApt: boolean;
}

/** The alternatives whose tags hold, in the first grammar that has any. */
function alternativesOf(symbol: string, { grammars, tags }: Speech): Fitting[] {
  const [first = []] = grammars
    .map((grammar) => fitting(grammar[symbol] ?? [], tags))
    .filter(({ length }) => length > 0);
  return first.filter(({ text }, index) => first.findIndex((other) => other.text === text) === index);
}

function fitting(alternatives: readonly Alternative[], tags: ReadonlySet<string>): Fitting[] {
  const holds = (tag: string): boolean => (tag.startsWith('!') ? !tags.has(tag.slice(1)) : tags.has(tag));
  return alternatives.flatMap((alternative) => {
    if (typeof alternative === 'string') return [{ text: alternative, isApt: false }];
    const { text, when } = alternative;
    return when.every(holds) ? [{ text, isApt: when.some((tag) => SITUATIONS.has(tag)) }] : [];
  });
}

function fillTemplate(
  template: string,
  speech: Speech,
  random: Random,
  numbers: Quantity[],
  depth: number,
): string | null {
  let missing = false;
  const text = template.replace(/<([a-z][a-z0-9.-]*)>|\{([^}]+)\}/g, (_, symbol?: string, slot?: string) => {
    if (missing) return '';
    const inner: Quantity[] = [];
    const said = symbol === undefined ? null : expandSymbol(symbol, speech, random, inner, depth + 1);
    const filled =
      symbol === undefined ? speech.fill(slot ?? '', random) : said === null ? null : { text: said, numbers: inner };
    if (filled === null) {
      missing = true;
      return '';
    }
    numbers.push(...filled.numbers);
    return filled.text;
  });
  return missing ? null : text;
}

const GROUP = /\(([^()|]*)\|([^()|]*)\|([^()|]*)\)/g;
const CHOICE: Record<Register, 1 | 2 | 3> = { plain: 1, polite: 2, formal: 3 };

/** `(plain|polite|formal)` groups, innermost first. */
export function inRegister(text: string, register: Register): string {
  let before = '';
  let after = text;
  while (before !== after) {
    before = after;
    after = before.replace(GROUP, (...groups: string[]) => groups[CHOICE[register]] ?? '');
  }
  return after;
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\s+([.,!?…])/g, '$1')
    .replace(/([.!?])\.+/g, '$1')
    .replace(/,\s*,/g, ',')
    .trim();
}

/** Only the numbers that are still in the text once the register is chosen, in their order. */
function seen(numbers: readonly Quantity[], text: string): Quantity[] {
  let from = 0;
  return numbers.filter(({ text: printed }) => {
    const at = standsAt(text, printed, from);
    if (at < 0) return false;
    from = at + printed.length;
    return true;
  });
}

/** Where a number stands by itself and not as part of a longer one; -1 when it does not. */
function standsAt(text: string, printed: string, from: number): number {
  for (let at = text.indexOf(printed, from); at >= 0; at = text.indexOf(printed, at + 1)) {
    const before = text.slice(0, at);
    const after = text.slice(at + printed.length);
    if (!/\d[.,]?$|(?<!\d)[+−]$/.test(before) && !/^[.,]?\d/.test(after)) return at;
  }
  return -1;
}

/** Capital letter at the start of each sentence, for English. */
export function capitalised(text: string): string {
  return text.replace(/(^|[.!?]\s+)([a-z])/g, (_, lead: string, letter: string) => lead + letter.toUpperCase());
}
