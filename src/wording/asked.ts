import type { Phrase } from './amounts.ts';
import type { Term } from './clause.ts';

/** A label that asks whether something is so, as what is said where it is so and where it is not; null for a form that is not safe to make. */
export interface Asked {
  /** Noun phrases: `the model licensed`, `the model not licensed`. */
  on: string | null;
  off: string | null;
  /** Clauses: `the model is licensed`, `the model is not licensed`. */
  is: string | null;
  isNot: string | null;
  /** The nouns without what has been named before: `licensed`, `not licensed`. */
  briefly?: readonly [on: string, off: string];
}

/** What a term says of what its label asks; null where that is nothing, or neither yes nor no. */
export function answered(
  { label, amount }: Term,
  read: (label: string) => Asked | null,
): { noun: string | null; isOn: boolean } | null {
  const [number, second] = amount.numbers;
  if (label === null || number === undefined || second !== undefined || number.unit !== '') return null;
  if (number.value !== 0 && number.value !== 1) return null;
  const asked = read(label);
  const isOn = number.value === 1;
  return asked === null ? null : { noun: isOn ? asked.on : asked.off, isOn };
}

/** An amount that is said in words and stands for the same. */
export const inWords = (text: string, { numbers }: Phrase): Phrase => ({
  text,
  numbers: numbers.map((number) => ({ ...number, text })),
});

/** Several things are told of more than one subject, or of one under a condition. */
const JOINED = /\s(?:that|which|who|and|or|if|when|while|unless)\s/;
/** `a holiday`: a thing is said to be one, and has no place right behind its noun. */
const ONE_OF = /^(?:an?|the|our|their|its|my|one) /;
const PRONOUN = /^(?:I|you|we|they|he|she|it|this|that)$/i;

/** `whether the model is licensed`, `whether we buy a press`, `whether to buy a press`, `whether there is a second shift`. */
export function askedInEnglish(label: string): Asked | null {
  const [, asked] = /^whether (?:or not )?(.+?)(?: or not)?$/i.exec(label) ?? [];
  if (asked === undefined) return null;
  return thereIs(asked) ?? saidOf(asked) ?? done(asked) ?? { on: null, off: null, is: null, isNot: null };
}

function thereIs(asked: string): Asked | null {
  const [, verb, thing = ''] = /^there (is|are) (.+)$/.exec(asked) ?? [];
  if (verb === undefined) return null;
  const none = `no ${thing.replace(/^(?:an?|any|some) /, '')}`;
  return { on: thing.replace(/^any /, ''), off: none, is: asked, isNot: `there ${verb} ${none}` };
}

function saidOf(asked: string): Asked | null {
  const [, subject, verb, said = ''] = /^(.+?) (is|are|was|were) (?!not )(.+)$/.exec(asked) ?? [];
  if (subject === undefined || JOINED.test(` ${subject} `)) return null;
  const isBehind = !PRONOUN.test(subject) && !ONE_OF.test(said) && !JOINED.test(` ${said} `);
  return {
    on: isBehind ? `${subject} ${said}` : null,
    off: isBehind ? `${subject} not ${said}` : null,
    is: asked,
    isNot: `${subject} ${verb} not ${said}`,
    ...(isBehind ? { briefly: [said, `not ${said}`] as const } : {}),
  };
}

function done(asked: string): Asked | null {
  const [, who, deed = ''] = /^(to|we|they|you) (.+)$/.exec(asked) ?? [];
  const gerund = who === undefined ? null : gerundOf(deed);
  if (gerund === null) return null;
  const subject = who === 'to' ? 'we' : who;
  return { on: gerund, off: `not ${gerund}`, is: `${subject} ${deed}`, isNot: `${subject} do not ${deed}` };
}

/** No gerund begins with one of these. */
const NO_DEED = /^(?:be|are|were|have|had|do|did|can|may|must|will|should|would|could|not|\w+ly|\w+ed)\b/;

/** `buying a press`; null where a last letter may or may not be doubled. */
function gerundOf(deed: string): string | null {
  const [, verb = '', rest = ''] = /^([a-z]+)( .+)?$/.exec(deed) ?? [];
  if (verb === '' || NO_DEED.test(deed)) return null;
  if (verb.endsWith('ie')) return `${verb.slice(0, -2)}ying${rest}`;
  if (/[^eoy]e$/.test(verb)) return `${verb.slice(0, -1)}ing${rest}`;
  if (!/(?:^|[^aeiou])[aeiou][^aeiouwxy]$/.test(verb)) return `${verb}ing${rest}`;
  // `open` and `commit` end alike, and only one of them doubles.
  const isShort = verb.match(/[aeiouy]+/g)?.length === 1;
  return isShort ? `${verb}${verb.at(-1)}ing${rest}` : null;
}

/** `판독 모델 사용 여부`, `판독 모델을 쓰는지`, `휴일인지`; as noun phrases alone, since what ends them is the speaker's. */
export function askedInKorean(label: string): Asked | null {
  const [, stem, ends] = /^(.+?)(는지|인지)(?: 여부)?$/.exec(label) ?? [];
  const as = (on: string, off: string): Asked => ({ on, off, is: null, isNot: null });
  if (stem !== undefined && ends === '인지') return as(stem, `${stem} 아님`);
  if (stem !== undefined) {
    const [, before = '', there] = /^(.*?)([있없])$/.exec(stem) ?? [];
    const not = there === undefined ? `${stem}지 않는` : `${before}${there === '있' ? '없' : '있'}는`;
    return as(`${stem}는 쪽`, `${not} 쪽`);
  }
  const [, thing] = /^(.+?)\s?여부$/.exec(label) ?? [];
  return thing === undefined ? null : as(thing, `${thing} 안 함`);
}
