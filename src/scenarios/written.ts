import { hashText } from '../core/hash.ts';
import { freeName, slug } from './names.ts';
import { isMapping } from './shape.ts';
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
}

type Mapping = Record<string, unknown>;

const FACT_KEYS: ReadonlySet<string> = new Set(['value', 'unit', 'source', 'at', 'label', 'knownBy']);
const PROTOCOL = ['opening blind', 'rebuttal 2', 'vote', 'close'];
const SIDES = ['for', 'against', 'excludes'] as const;
/** Keys of a basis that may stand on the consideration itself. */
const BASIS_KEYS = ['judgement', 'weight', 'fact', 'tool', 'args', 'figure', 'read', 'consult', 'question'] as const;

/**
 * Puts what people leave out or write in short into the shape of the schema. What it does not understand stays as it is, so
 * that the schema can say what is wrong with it.
 */
export function completed(written: unknown, file: string): Completed {
  const writer = new Writer(file);
  return { value: isMapping(written) ? writer.scenario(written) : written, ...writer };
}

class Writer {
  readonly readings: ScenarioReading[] = [];
  readonly moved: Completed['moved'] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  scenario(written: Mapping): Mapping {
    const scenario: Mapping = { ...written };
    if (scenario['id'] === undefined) scenario['id'] = this.#default('id', idFrom(this.#file));
    const { motion } = scenario;
    if (scenario['title'] === undefined && typeof motion === 'string' && motion !== '') scenario['title'] = motion;
    if (scenario['language'] === undefined && typeof motion === 'string')
      scenario['language'] = this.#default('language', /\p{Script=Hangul}/u.test(motion) ? 'ko' : 'en');
    if (scenario['protocol'] === undefined) scenario['protocol'] = PROTOCOL;
    else if (typeof scenario['protocol'] === 'string') scenario['protocol'] = listed(scenario['protocol']);
    if (typeof scenario['cast'] === 'string' && /[,\s]/.test(scenario['cast'].trim()))
      scenario['cast'] = listed(scenario['cast']);
    if (Array.isArray(scenario['options'])) scenario['options'] = this.#optionsOf(scenario['options']);
    if (isMapping(scenario['options'])) scenario['options'] = named(scenario['options']);
    if (isMapping(scenario['facts'])) {
      const facts = Object.entries(scenario['facts']);
      scenario['facts'] = Object.fromEntries(facts.map(([name, fact]) => [name, this.#fact(fact, ['facts', name])]));
    }
    if (Array.isArray(scenario['considerations'])) {
      scenario['considerations'] = this.#considerations(scenario['considerations'], scenario);
    }
    if (Array.isArray(scenario['events'])) {
      scenario['events'] = scenario['events'].map((event: unknown, index) => this.#event(event, ['events', index]));
    }
    return scenario;
  }

  /** A list of texts names its options by their words. */
  #optionsOf(texts: unknown[]): unknown {
    if (!texts.every((text): text is string => typeof text === 'string' && text.trim() !== '')) return texts;
    const taken = new Set<string>();
    return Object.fromEntries(
      texts.map((text, index) => {
        const words = slug(text).replace(/^[^a-z]+/, '');
        const name = freeName(words === '' ? `option-${index + 1}` : words, taken);
        this.#moved(['options', index], ['options', name]);
        return [name, text];
      }),
    );
  }

  #fact(fact: unknown, path: Path): unknown {
    if (typeof fact === 'number' || typeof fact === 'boolean' || Array.isArray(fact)) return { value: fact };
    if (typeof fact === 'string') {
      const [, number = '', unit = ''] = /^(-?[\d,]*\.?\d+(?:e[+-]?\d+)?)\s*(\D.*)?$/i.exec(fact.trim()) ?? [];
      const value = Number(number.replaceAll(',', ''));
      if (number === '' || !Number.isFinite(value)) return fact.trim() === '' ? fact : { value: fact };
      this.#read(path, `${value}${unit === '' ? '' : `, in ${unit.trim()}`}`);
      return unit === '' ? { value } : { value, unit: unit.trim() };
    }
    if (!isMapping(fact)) return fact;
    const isValue = !Object.keys(fact).some((key) => FACT_KEYS.has(key)) && Object.keys(fact).length > 0;
    if (isValue) return { value: fact };
    return typeof fact['knownBy'] === 'string' ? { ...fact, knownBy: listed(fact['knownBy']) } : fact;
  }

  #considerations(written: unknown[], { options, facts }: Mapping): unknown[] {
    const taken = new Set(isMapping(options) ? Object.keys(options) : []);
    for (const one of written) if (isMapping(one) && typeof one['id'] === 'string') taken.add(one['id']);
    const factNames = isMapping(facts) ? Object.keys(facts) : [];
    const read = written.map((one, index) => {
      if (!isMapping(one)) return one;
      const path: Path = ['considerations', index];
      return this.#named(this.#basis(this.#value(one, path), path, factNames), path, taken);
    });
    return read.map((one, index) => (isMapping(one) ? this.#target(one, index, read, options) : one));
  }

  #value(one: Mapping, path: Path): Mapping {
    const { value, raisedBy } = one;
    const given = typeof raisedBy === 'string' ? { ...one, raisedBy: listed(raisedBy) } : one;
    const meant = typeof value === 'string' ? valueCalled(value) : undefined;
    if (meant === undefined || meant === value) return given;
    this.#read([...path, 'value'], `the value \`${String(value)}\` as \`${meant}\``);
    return { ...given, value: meant };
  }

  /** What it rests on, gathered under `from`. */
  #basis(one: Mapping, path: Path, facts: readonly string[]): Mapping {
    const { from } = one;
    if (typeof from === 'string' && facts.includes(from.split('.')[0] ?? '')) return { ...one, from: { fact: from } };
    if (isMapping(from)) return { ...one, from: this.#reading(from, path) };
    const besides = BASIS_KEYS.filter((key) => Object.hasOwn(one, key));
    const isBasis = besides.some((key) => key === 'judgement' || key === 'fact' || key === 'tool');
    if (from !== undefined || !isBasis || typeof one['weight'] === 'number') return one;
    const basis = Object.fromEntries(besides.map((key) => [key, one[key]]));
    for (const key of besides) this.#moved([...path, key], [...path, 'from', key]);
    const rest = Object.entries(one).filter(([key]) => !besides.some((other) => other === key));
    return { ...Object.fromEntries(rest), from: this.#reading(basis, path) };
  }

  /** A judgement that names no weight is a light one; a scale without its ends is none. */
  #reading(from: Mapping, path: Path): Mapping {
    if (typeof from['judgement'] === 'string' && !Object.hasOwn(from, 'weight')) {
      this.#read([...path, 'from', 'judgement'], 'a judgement without a weight as one of weight low');
      return { ...from, weight: 'low' };
    }
    const { read } = from;
    if (typeof from['tool'] !== 'string') return from;
    const given = from['args'] === undefined ? { ...from, args: {} } : from;
    if (typeof read === 'string') {
      const { read: _, ...rest } = given;
      this.#moved([...path, 'from', 'read'], [...path, 'from', 'figure']);
      return { ...rest, figure: read };
    }
    if (isMapping(read) && Object.keys(read).join() === 'figure') {
      const { read: _, ...rest } = given;
      this.#moved([...path, 'from', 'read', 'figure'], [...path, 'from', 'figure']);
      return { ...rest, figure: read['figure'] };
    }
    if (typeof from['figure'] === 'string' && isMapping(read) && read['figure'] === undefined) {
      const { figure, ...rest } = given;
      return { ...rest, read: { figure, ...read } };
    }
    return given;
  }

  #named(one: Mapping, path: Path, taken: Set<string>): Mapping {
    if (one['id'] !== undefined) return one;
    const side = SIDES.find((key) => typeof one[key] === 'string');
    if (side === undefined) return { id: freeName('reason', taken), ...one };
    const id = freeName(
      [nameIn(one[side]), side, basisName(one['from'])].filter((part) => part !== '').join('-'),
      taken,
    );
    this.#read(path, `without an id, called \`${id}\``);
    return { id, ...one };
  }

  /** Another name for what it speaks about: the words of an option, or the fact, the tool or the words of another consideration. */
  #target(one: Mapping, index: number, all: readonly unknown[], options: unknown): Mapping {
    const side = SIDES.find((key) => typeof one[key] === 'string');
    if (side === undefined || !isMapping(options)) return one;
    const said = String(one[side]);
    const others = all.filter((other, at): other is Mapping => at !== index && isMapping(other));
    if (Object.hasOwn(options, said) || others.some(({ id }) => id === said)) return one;
    const folded = fold(said);
    const named = Object.entries(options).filter(([name, option]) =>
      [name, option, ...(isMapping(option) ? [option['label'], option['short']] : [])].some(
        (words) => typeof words === 'string' && fold(words) === folded,
      ),
    );
    const resting = others.filter(({ from }) => restsOn(from).some((words) => fold(words) === folded));
    const found = [...named.map(([name]) => name), ...resting.map(({ id }) => String(id))];
    if (found.length !== 1) return one;
    this.#read(['considerations', index, side], `\`${said}\` as \`${found[0]}\``);
    return { ...one, [side]: found[0] };
  }

  /** What the moderator says of a change, with the numbers that he changes called by their names. */
  #event(event: unknown, path: Path): unknown {
    if (!isMapping(event) || !isMapping(event['set']) || typeof event['say'] !== 'string') return event;
    let say = event['say'];
    for (const [fact, value] of Object.entries(event['set'])) {
      if (typeof value !== 'number' || say.includes(`{fact:${fact}`)) continue;
      const written = [...say.matchAll(/(?<![\d.,{])\d[\d,]*(?:\.\d+)?(?![\d}])/g)].filter(
        ([text]) => Number(text.replaceAll(',', '')) === value,
      );
      const [only] = written;
      if (only === undefined || written.length > 1) continue;
      const { index } = only;
      say = `${say.slice(0, index)}{fact:${fact}|bare}${say.slice(index + only[0].length)}`;
      this.#read([...path, 'say'], `\`${only[0]}\` as the fact \`${fact}\``);
    }
    return { ...event, say };
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

/** An option with a label alone is called by it. */
function named(options: Mapping): Mapping {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => {
      const isShortless = isMapping(option) && typeof option['label'] === 'string' && option['short'] === undefined;
      return [name, isShortless ? { ...option, short: option['label'] } : option];
    }),
  );
}

const listed = (text: string) =>
  text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const fold = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ');

function idFrom(file: string): string {
  const written = (file.split(/[/\\]/).at(-1) ?? '').replace(/\.ya?ml$/i, '').normalize('NFC');
  const name = slug(written);
  return name === '' ? `scenario-${hashText(written).slice(0, 4)}` : name;
}

/** What another consideration may call it by. */
function restsOn(from: unknown): string[] {
  if (!isMapping(from)) return [];
  return ['fact', 'tool', 'judgement'].flatMap((key) => (typeof from[key] === 'string' ? [from[key]] : []));
}

function nameIn(target: unknown): string {
  const text = String(target);
  return /^\p{L}[\p{L}\p{N}_-]*$/u.test(text) ? text : slug(text).replace(/^[^a-z]+/, '') || 'reason';
}

function basisName(from: unknown): string {
  if (!isMapping(from)) return '';
  const { fact, tool, consult } = from;
  if (typeof fact === 'string') return fact.replace(/[^\p{L}\p{N}_-]+/gu, '-');
  if (typeof tool === 'string') return typeof consult === 'string' ? `${slug(consult)}-${slug(tool)}` : slug(tool);
  const words = typeof from['judgement'] === 'string' ? slug(from['judgement']).split('-').slice(0, 3).join('-') : '';
  return words === '' ? 'judgement' : words;
}
