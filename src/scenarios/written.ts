import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import { headOf, Money } from '../core/scenario.ts';
import type { Written } from '../reasoning/amounts.ts';
import { amountIn, inUnit, moneyIn } from '../reasoning/amounts.ts';
import { NO_UNIT, unitOf } from '../reasoning/units.ts';
import type { Finding } from './finding.ts';
import { optionIds, slug, wordsOf } from './names.ts';
import { describe, isMapping } from './shape.ts';
import type { Path } from './source.ts';
import { valueCalled } from './value-names.ts';

/** How a part of a script was read where it could have been written otherwise. */
export interface ScenarioReading {
  path: Path;
  message: string;
}

/** A script in the shape that the schema has, how it came to that, and where parts that moved were written. */
export interface Completed {
  value: unknown;
  readings: ScenarioReading[];
  moved: { from: Path; to: Path }[];
  /** What cannot be read at all. */
  findings: Finding[];
}

type Mapping = Record<string, unknown>;

const FACT_KEYS: ReadonlySet<string> = new Set([
  ...['value', 'unit', 'source', 'at', 'label', 'doubt', 'knownBy', 'assumed', 'range'],
]);
const PROTOCOL = ['opening blind', 'rebuttal 2', 'vote', 'close'];
export const MOST = {
  options: 64,
  facts: 512,
  quantities: 512,
  criteria: 64,
  judgements: 64,
  measurements: 64,
  events: 64,
};
/** Inputs that one option, and all of them, may set. */
const MOST_INPUTS = { option: 24, options: 64 };

/**
 * Puts what people leave out or write in short into the shape of the schema. What it does not understand stays as it is, so
 * that the schema can say what is wrong with it.
 */
export function completed(written: unknown, file: string): Completed {
  const writer = new Writer(file);
  const { readings, moved, findings } = writer;
  return { value: isMapping(written) ? writer.scenario(written) : written, readings, moved, findings };
}

class Writer {
  readonly readings: ScenarioReading[] = [];
  readonly moved: Completed['moved'] = [];
  readonly findings: Finding[] = [];
  /** Of facts and of what options set, as far as it is known. */
  readonly #units = new Map<string, string>();
  /** Of facts whose value is written with a scale. */
  readonly #scales = new Map<string, Scaled>();
  readonly #file: string;
  #isEqual = false;

  constructor(file: string) {
    this.#file = file;
  }

  scenario(written: Mapping): Mapping {
    const scenario: Mapping = { ...written };
    if (this.#isRefused(scenario)) return scenario;
    this.#isEqual = scenario['weights'] === 'equal';
    if (scenario['id'] === undefined) scenario['id'] = this.#default('id', idFrom(this.#file));
    const { motion } = scenario;
    if (scenario['title'] === undefined && typeof motion === 'string' && motion !== '') scenario['title'] = motion;
    if (scenario['language'] === undefined && typeof motion === 'string')
      scenario['language'] = this.#default('language', /\p{Script=Hangul}/u.test(motion) ? 'ko' : 'en');
    if (scenario['protocol'] === undefined) scenario['protocol'] = PROTOCOL;
    else if (typeof scenario['protocol'] === 'string') scenario['protocol'] = listed(scenario['protocol']);
    if (typeof scenario['cast'] === 'string') scenario['cast'] = names(scenario['cast']);
    if (typeof scenario['order'] === 'string') scenario['order'] = names(scenario['order']);
    each(scenario, 'facts', (fact, name) => this.#fact(fact, name));
    scenario['options'] = this.#options(scenario['options']);
    each(scenario, 'quantities', (one) => (typeof one === 'string' ? { is: one } : one));
    list(scenario, 'criteria', (one, index) => this.#criterion(one, ['criteria', index]));
    list(scenario, 'judgements', (one, index) => this.#judgement(one, ['judgements', index]));
    list(scenario, 'measurements', (one, index) => this.#measurement(one, ['measurements', index]));
    list(scenario, 'events', (one, index) => this.#event(one, ['events', index]));
    return scenario;
  }

  /** Scripts of before, and those with more in them than any debate could use. */
  #isRefused(scenario: Mapping): boolean {
    if (Object.hasOwn(scenario, 'considerations')) {
      const sentence =
        'expected `facts`, `quantities` and `criteria`, found `considerations`: a scenario now computes what follows for each option instead of listing reasons; docs/SCENARIOS.md describes the format';
      this.findings.push({ path: ['considerations'], at: 'key', sentence });
      return true;
    }
    for (const [key, most] of Object.entries(MOST)) {
      const part = scenario[key];
      const size = Array.isArray(part) ? part.length : isMapping(part) ? Object.keys(part).length : 0;
      if (size <= most) continue;
      this.findings.push({ path: [key], at: 'key', sentence: `expected at most ${most} ${key}, found ${size}` });
      return true;
    }
    return this.#hasTooManyInputs(scenario);
  }

  /** Whoever may set more than these would have to wait for it. */
  #hasTooManyInputs({ options }: Mapping): boolean {
    let all = 0;
    for (const [name, option] of isMapping(options) ? Object.entries(options) : []) {
      const adjust = isMapping(option) ? option['adjust'] : undefined;
      const inputs = isMapping(adjust) ? Object.keys(adjust).length : 0;
      all += inputs;
      if (inputs <= MOST_INPUTS.option && all <= MOST_INPUTS.options) continue;
      const sentence =
        inputs > MOST_INPUTS.option
          ? `expected at most ${MOST_INPUTS.option} inputs to adjust, found ${inputs}`
          : `expected at most ${MOST_INPUTS.options} inputs to adjust in all options, found ${all} up to \`${name}\``;
      this.findings.push({ path: ['options', name, 'adjust'], at: 'key', sentence });
      return true;
    }
    return false;
  }

  #fact(fact: unknown, name: string): unknown {
    const path: Path = ['facts', name];
    const written = isMapping(fact) ? fact['value'] : fact;
    if (typeof written === 'string' && /^\$[\p{L}_][\p{L}\p{N}_.]*$/u.test(written.trim())) {
      const of = written.trim().slice(1);
      const sentence = `expected what is known, found \`${written}\`: what follows from another fact is a quantity, \`${name}: { is: ${of} }\` under \`quantities\``;
      this.findings.push({ path: isMapping(fact) ? [...path, 'value'] : path, at: 'value', sentence });
    }
    if (typeof fact === 'number' || typeof fact === 'boolean' || Array.isArray(fact)) return { value: fact };
    if (typeof fact === 'string') {
      const amount = amountIn(fact);
      if (amount === null) return fact.trim() === '' ? fact : { value: fact };
      this.#read(path, `${amount.value}${amount.unit === '' ? '' : `, in ${amount.unit}`}`);
      return this.#withUnit(name, amount);
    }
    if (!isMapping(fact)) return fact;
    const isValue = !Object.keys(fact).some((key) => FACT_KEYS.has(key)) && Object.keys(fact).length > 0;
    const given: Mapping = isValue ? { value: fact } : { ...fact };
    if (isValue) for (const key of Object.keys(fact)) this.#moved([...path, key], [...path, 'value', key]);
    if (typeof given['knownBy'] === 'string') given['knownBy'] = names(given['knownBy']);
    if (typeof given['value'] === 'string') {
      const amount = amountIn(given['value']);
      if (amount !== null) Object.assign(given, this.#valueOf(amount, given['unit'], [...path, 'value']));
    } else if (isMapping(given['value']))
      Object.assign(given, this.#members(given['value'], given['unit'], [...path, 'value']));
    const unit = typeof given['unit'] === 'string' ? given['unit'] : undefined;
    if (unit !== undefined) this.#units.set(name, unit);
    if (typeof given['assumed'] === 'boolean') given['assumed'] = Number(given['assumed']);
    const scaled = scaledIn(written, given['value']);
    if (scaled !== null) this.#scales.set(name, scaled);
    if (given['assumed'] !== undefined)
      given['assumed'] = this.#inScale(
        given['assumed'],
        this.#number(given['assumed'], unit, [...path, 'assumed']),
        scaled,
        [...path, 'assumed'],
      );
    if (given['range'] !== undefined) {
      const range = this.#range(given['range'], unit, [...path, 'range']) as number[];
      const ends = endsAsWritten(given['range']);
      given['range'] = range.map((end, index) => this.#inScale(ends[index], end, scaled, [...path, 'range']));
    }
    return given;
  }

  /** A bare number beside a value such as `16.6만 원`: 14 is 14만 there, where 14 itself would be out of all proportion. */
  #inScale(written: unknown, read: unknown, scaled: Scaled | null, path: Path): unknown {
    if (scaled === null || typeof read !== 'number' || !isBare(written)) return read;
    const there = read * scaled.scale;
    const distance = (one: number) => Math.abs(Math.log10(Math.abs(one / scaled.value)));
    if (!(distance(there) <= NEAR && distance(read) >= distance(there) + APART)) return read;
    this.#read(path, `${describe(written)} as ${there}: the value is written with \`${scaled.word}\``);
    return there;
  }

  #withUnit(name: string, { value, unit }: Written): Mapping {
    if (unit === '') return { value };
    this.#units.set(name, unit);
    return { value, unit };
  }

  /** A value with a unit inside, beside `unit` or without it. */
  #valueOf(amount: Written, unit: unknown, path: Path): Mapping {
    if (typeof unit !== 'string') {
      return amount.unit === '' ? { value: amount.value } : { value: amount.value, unit: amount.unit };
    }
    return { value: this.#converted(amount, unit, path) ?? amount.value };
  }

  /** Members of a mapping that all are amounts share one unit, that of the first. */
  #members(value: Mapping, unit: unknown, path: Path): Mapping {
    const amounts = Object.entries(value).map(
      ([key, member]) => [key, typeof member === 'string' ? amountIn(member) : null] as const,
    );
    const known =
      typeof unit === 'string' ? unit : amounts.find(([, amount]) => amount !== null && amount.unit !== '')?.[1]?.unit;
    const isPlain = Object.values(value).every(
      (member) => typeof member === 'number' || (typeof member === 'string' && amountIn(member) !== null),
    );
    if (!isPlain || known === undefined) return {};
    const numbers = amounts.map(([key, amount]) => [
      key,
      amount === null ? value[key] : (this.#converted(amount, known, [...path, key]) ?? amount.value),
    ]);
    return { value: Object.fromEntries(numbers), unit: known };
  }

  /** A list of texts names its options by their words; a text alone is a label, and a label alone is the short name too. */
  #options(written: unknown): unknown {
    const options = Array.isArray(written) ? this.#named(written) : written;
    if (!isMapping(options)) return options;
    return mapped(options, (option, name) => this.#option(option, name));
  }

  #named(texts: unknown[]): unknown {
    if (!texts.every((text): text is string => typeof text === 'string' && text.trim() !== '')) return texts;
    const ids = optionIds(texts);
    return Object.fromEntries(
      texts.map((text, index) => {
        const name = ids[index] ?? text;
        this.#moved(['options', index], ['options', name]);
        return [name, text];
      }),
    );
  }

  #option(option: unknown, name: string): unknown {
    const path: Path = ['options', name];
    if (!isMapping(option)) return option;
    const given: Mapping = { ...option };
    if (given['label'] === undefined) {
      given['label'] = wordsOf(name);
      this.#read(path, `without a label, called \`${given['label']}\``);
    }
    given['short'] ??= given['label'];
    const scales = new Map(this.#scales);
    if (isMapping(given['set']))
      given['set'] = mapped(given['set'], (value, input) => {
        const amount = typeof value === 'string' ? amountIn(value) : null;
        if (amount !== null && amount.unit !== '' && !this.#units.has(input)) this.#units.set(input, amount.unit);
        const scaled = scaledIn(value, amount?.value);
        if (scaled !== null) scales.set(input, scaled);
        return this.#inScale(value, value, this.#scales.get(input) ?? null, [...path, 'set', input]);
      });
    if (isMapping(given['adjust']))
      given['adjust'] = mapped(given['adjust'], (bounds, input) => {
        const own: Path = [...path, 'adjust', input];
        return this.#adjustableInScale(bounds, this.#adjustable(bounds, this.#units.get(input), own), {
          scaled: scales.get(input) ?? null,
          path: own,
        });
      });
    if (isMapping(given['actions']))
      given['actions'] = Object.entries(given['actions']).map(([owner, what], index) => {
        this.#moved([...path, 'actions', owner], [...path, 'actions', index]);
        return { owner, do: what };
      });
    return given;
  }

  /** `need spare >= 0 days, schedule`, or `more points (worth 0.3), progress`. */
  #criterion(one: unknown, path: Path): unknown {
    if (typeof one === 'string') {
      const [, kind = '', rest = '', value = ''] =
        /^\s*(need|more|less)\b\s*:?\s*(.+?)\s*,\s*([^,()]+?)\s*$/s.exec(one) ?? [];
      const goal = GOAL.exec(rest)?.groups ?? {};
      if (kind === '' || (kind !== 'need' && goal['worth'] === undefined)) {
        const sentence = `expected \`need FORMULA, VALUE\`, \`more NAME (worth AMOUNT), VALUE\` or the same with \`less\`, found ${describe(one)}`;
        this.findings.push({ path, sentence });
        return one;
      }
      const { subject = rest, worth, noise } = goal;
      const traded = { worth: setting(worth), ...(noise === undefined ? {} : { noise: setting(noise) }) };
      const read = kind === 'need' ? { need: rest, value } : { [kind]: subject, ...traded, value };
      for (const key of Object.keys(read)) this.#moved(path, [...path, key]);
      return this.#valued(read, path);
    }
    if (!isMapping(one)) return one;
    const goal = one['more'] ?? one['less'];
    if (goal !== undefined && one['worth'] === undefined && one['need'] === undefined) {
      const is = this.#isEqual
        ? 'that is worth as much as the `worth` of any other goal'
        : 'below which two options count as equal';
      const sentence = `expected \`worth\` beside \`${one['more'] === undefined ? 'less' : 'more'}\`: the difference in \`${String(goal)}\` ${is}`;
      this.findings.push({ path, sentence });
    }
    const given = { ...one };
    for (const key of ['worth', 'noise']) if (typeof given[key] === 'string') given[key] = setting(given[key]);
    return this.#valued(given, path);
  }

  #judgement(one: unknown, path: Path): unknown {
    if (!isMapping(one)) return one;
    const given = typeof one['by'] === 'string' ? { ...one, by: names(one['by']) } : one;
    return this.#valued(given, path);
  }

  #valued(one: Mapping, path: Path): Mapping {
    const { value } = one;
    const meant = typeof value === 'string' ? valueCalled(value) : undefined;
    if (meant === undefined || meant === value) return one;
    this.#read([...path, 'value'], `the value \`${String(value)}\` as \`${meant}\``);
    return { ...one, value: meant };
  }

  #measurement(one: unknown, path: Path): unknown {
    if (!isMapping(one)) return one;
    const { costUsd, ...given } = one;
    if (costUsd !== undefined && given['cost'] !== undefined)
      this.findings.push({
        path: [...path, 'costUsd'],
        at: 'key',
        sentence: 'expected either `cost` or `costUsd`, found both',
      });
    else if (costUsd !== undefined) given['cost'] = this.#price(costUsd, 'USD', [...path, 'costUsd']);
    else if (given['cost'] !== undefined) given['cost'] = this.#price(given['cost'], '', [...path, 'cost']);
    if (given['days'] !== undefined) given['days'] = this.#number(given['days'], 'days', [...path, 'days']);
    if (given['error'] !== undefined)
      given['error'] = this.#number(given['error'], this.#units.get(headOf(String(given['learns']))), [
        ...path,
        'error',
      ]);
    return given;
  }

  /** `$600`, `340만 원`; a number without a currency is in `currency`, and where that is given no other will do. */
  #price(written: unknown, currency: 'USD' | '', path: Path): Money | undefined {
    const number = typeof written === 'number' ? { value: written, unit: '' } : null;
    const amount = typeof written === 'string' ? amountIn(written) : number;
    const price = Money.safeParse(amount && moneyIn({ value: amount.value, unit: amount.unit || currency }));
    if (price.success && (currency === '' || price.data.unit === currency)) return price.data;
    const expected =
      currency === ''
        ? 'a price with its currency, as in `$600` or `340만 원`'
        : 'a price in USD (`cost` takes other currencies)';
    this.findings.push({ path, sentence: `expected ${expected}, found ${describe(written)}` });
    return undefined;
  }

  #event(one: unknown, path: Path): unknown {
    if (!isMapping(one) || !isMapping(one['set'])) return one;
    const set = mapped(one['set'], (value, name) => {
      const scaled = this.#scales.get(name) ?? null;
      if (typeof value === 'number') return this.#inScale(value, value, scaled, [...path, 'set', name]);
      if (typeof value !== 'string' || amountIn(value) === null) return value;
      const read = this.#number(value, this.#units.get(headOf(name)), [...path, 'set', name]);
      return this.#inScale(value, read, scaled, [...path, 'set', name]);
    });
    return { ...one, set };
  }

  /** A number, or an amount in the unit that is wanted; anything else stays as it is, for the schema to refuse. */
  #number(written: unknown, unit: string | undefined, path: Path): unknown {
    if (typeof written !== 'string') return written;
    const amount = amountIn(written);
    return amount === null ? written : (this.#converted(amount, unit, path) ?? amount.value);
  }

  /** Two ends as of a range, steps between them (`200..1300 by 50`, `{ from: 200, to: 1300, step: 50 }`), or a list of values. */
  #adjustable(written: unknown, unit: string | undefined, path: Path): unknown {
    if (isMapping(written)) return mapped(written, (value, key) => this.#number(value, unit, [...path, key]));
    if (Array.isArray(written) && written.length > 2)
      return written.map((value, index) => this.#number(value, unit, [...path, index]));
    const [, bounds, by, each] = (typeof written === 'string' && STEPS.exec(written)) || [];
    const step = by ?? each;
    if (bounds === undefined || step === undefined) return this.#range(written, unit, path);
    const [from, to] = this.#range(bounds, unit, path) as [number, number];
    return { from, to, step: this.#number(setting(step), unit, path) };
  }

  /** Ends without a scale of what is set with one: `rent: 16만 원`, and `10..20`. */
  #adjustableInScale(
    written: unknown,
    read: unknown,
    { scaled, path }: { scaled: Scaled | null; path: Path },
  ): unknown {
    if (!Array.isArray(read) || scaled === null) return read;
    const ends = endsAsWritten(written);
    return read.map((end, index) => this.#inScale(ends[index], end, scaled, path));
  }

  /** `[15, 90]`, `15..90`, `15 to 90 days`. */
  #range(written: unknown, unit: string | undefined, path: Path): unknown {
    const ends = endsIn(written);
    if (ends === null || ends.length !== 2) {
      this.findings.push({
        path,
        sentence: `expected two ends, as in \`[15, 90]\` or \`15..90\`, found ${describe(written)}`,
      });
      return [0, 1];
    }
    const [low, high] = ends.map((end, index) => {
      const at = Array.isArray(written) ? [...path, index] : path;
      const number = this.#number(end, unit, at);
      if (typeof number === 'number') return number;
      this.findings.push({ path: at, sentence: `expected a number, found ${describe(end)}` });
      return 0;
    }) as [number, number];
    if (low <= high) return [low, high];
    this.findings.push({ path, sentence: `expected the lower end first, found ${low} before ${high}` });
    return [high, low];
  }

  #converted(amount: Written, unit: string | undefined, path: Path): number | null {
    try {
      return inUnit(amount, unit);
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
      this.findings.push({ path, sentence: error.sentence });
      return null;
    }
  }

  #default(key: string, value: string): string {
    this.readings.push({ path: [], message: `without \`${key}\`: ${value}` });
    return value;
  }

  #read(path: Path, message: string): void {
    this.readings.push({ path, message });
  }

  #moved(from: Path, to: Path): void {
    this.moved.push({ from, to });
  }
}

function each(scenario: Mapping, key: string, change: (value: unknown, name: string) => unknown): void {
  if (isMapping(scenario[key])) scenario[key] = mapped(scenario[key], change);
}

function list(scenario: Mapping, key: string, change: (value: unknown, index: number) => unknown): void {
  if (Array.isArray(scenario[key])) scenario[key] = scenario[key].map(change);
}

function mapped(record: Mapping, change: (value: unknown, name: string) => unknown): Mapping {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}

/** `points (worth 0.3 points, noise 0.1 points)`, `points, worth 0.3 points`. */
const GOAL = /^(?<subject>.+?)\s*[,(]\s*worth\s+(?<worth>.+?)\s*(?:,\s*noise\s+(?<noise>.+?)\s*)?\)?$/s;

/** `200..1300 by 50 hours`, `200..1300, 50시간씩`. */
const STEPS = /^\s*(.+?)(?:\s+by\s+(.+?)|,?\s+([^\s,]+(?:\s*[^\s,\d]+)?)\s*(?:씩|단위))\s*$/s;

/** A number that YAML left as a text. */
const setting = (text: string | undefined) =>
  text !== undefined && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : text;

/** A value that was written with a scale: `16.6만 원`, `$20k`, `12B tokens`. */
interface Scaled {
  value: number;
  scale: number;
  word: string;
}

/** Powers of ten within which a number is in proportion to its fact's value, and by how many it has to be nearer to it with the scale. */
const NEAR = 1;
const APART = 1.5;
const LEAST_SCALE = 1000;

const LEADING = /^[-+−]?\s*(?:US\$|[$₩€])?\s*([\d.,]+)\s*([\p{L}]+)?/u;

function scaledIn(fact: unknown, value: unknown): Scaled | null {
  const [, digits = '', word = ''] = (typeof fact === 'string' && LEADING.exec(fact)) || [];
  const number = Number(digits.replaceAll(',', ''));
  if (word === '' || !(number > 0) || typeof value !== 'number') return null;
  const scale = Number((Math.abs(value) / number).toPrecision(12));
  if (scale < LEAST_SCALE || !Number.isInteger(Math.log10(scale))) return null;
  return { value, scale, word: WORD_OF_SCALE.exec(word)?.[0] ?? word };
}

/** What of the word behind the number is its scale. */
const WORD_OF_SCALE = /^(?:십만|백만|천만|[천만억조]|(?:thousand|million|billion|trillion|k|M|B|G|T)(?=$|[^\p{Ll}]))/u;

/** A number with nothing behind it that would say in what it is. */
const isBare = (written: unknown): boolean =>
  typeof written === 'number' || (typeof written === 'string' && /^\s*[-+−]?[\d.,]+\s*$/.test(written));

const endsIn = (written: unknown): unknown[] | null =>
  Array.isArray(written) ? written : typeof written === 'string' ? endsOf(written) : null;

const ENDS = /^\s*(.+?)\s*(?:\.\.+|…|\bto\b|–|~|에서)\s*(.+?)\s*$/s;

const endsAsWritten = (written: unknown): readonly unknown[] =>
  Array.isArray(written) ? written : typeof written === 'string' ? (ENDS.exec(written)?.slice(1) ?? []) : [];

/** The unit behind the second end is that of the first too. */
function endsOf(text: string): [string, string] | null {
  const [, low, high] = ENDS.exec(text) ?? [];
  if (low === undefined || high === undefined) return null;
  const [first, second] = [amountIn(low), amountIn(high)];
  if (first === null || second === null || first.unit !== '' || second.unit === '') return [low, high];
  // `15 to 90 %`, and `1 to 2B tokens` where the scale belongs to the second end alone.
  return unitOf(second.unit) === NO_UNIT ? [low, high] : [`${low} ${second.unit}`, high];
}

const listed = (text: string) =>
  text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** `pulse, forge`, `pulse forge` or `pulse and forge`. */
function names(text: string): string[] {
  const parts = listed(text.replace(/\s+(and|und|과|와)\s+/g, ', '));
  return parts.length === 1 && /^[a-z0-9-]+( [a-z0-9-]+)+$/i.test(parts[0] ?? '') ? (parts[0] ?? '').split(' ') : parts;
}

function idFrom(file: string): string {
  const written = (file.split(/[/\\]/).at(-1) ?? '').replace(/\.ya?ml$/i, '').normalize('NFC');
  const name = slug(written);
  return name === '' ? `scenario-${hashText(written).slice(0, 4)}` : name;
}
