import type { Language } from '../core/language.ts';
import { amountIn, startOf } from '../reasoning/amounts.ts';
import { unitOf } from '../reasoning/units.ts';

/** A number of a question as a fact of a script. */
export interface QuestionFact {
  name: string;
  /** With its unit, as the question has it. */
  value: string;
  label: string;
}

/** A number that begins here, and is no part of a name such as `H100` or `p95`. */
const NUMBER = /(?<![\p{L}\d.,_-])(?:US\$|[$₩€])?\s?\d/gu;
const CLAUSE = /[.?!;:()\n]\s?|,\s/;
/** `a month`, `per seat`, `/hour`, one behind another. */
const PERS = /^(?:\s(?:an?|per|every)\s[a-z]+|\s?\/\s?[a-z]+)+/i;
const ENGLISH_ENDS =
  /^(?:a|an|the|and|or|but|if|at|in|on|of|to|for|from|by|with|per|each|apiece|every|we|they|it|that|this|is|are|off|against|over|under|into|onto|ago|later|before|after|behind|only|now|left|our|their|was|were|has|have|do|does|will|would|can|so|than|then|more|less|as|when|what|how|cost|costs|take|takes|run|runs|need|needs)$/i;
/** A month or a year of the calendar, and one period for which something is asked. */
const DATE = /^\s?(?:월(?!간)|년(?=\s?\d{1,2}월)|일까지)/;
const ONE = /^\s?(?:년|개월|달|주|일|시간|years?|months?|weeks?|days?|hours?)/i;
/** Who does it and what joins the clause is no label. */
const PRONOUNS =
  /^(?:(?:and|or|but|if|when|so|then|that|we|they|it|i|you|is|our|the|a|an|can|will|would|should|have|has|only)(?:\s|$))+/i;
const PARTICLE = /(?:으로|에서|까지|부터|보다|[은는이가을를의에로도과와])$/;
const KOREAN_UNIT =
  /^\s?(?:%|퍼센트|달러|유로|원|초|분|시간|일|주|개월|달|년|대|개|장|명|석|건|회|번|편|곳|팀|토큰|점)/;
const [MOST_NOUNS, MOST_LEAD] = [4, 3];
/** What a formula calls by these names is no fact. */
const TAKEN: ReadonlySet<string> = new Set(
  'min max abs sqrt ln log log2 log10 exp ceil floor round and or not true false pi e'.split(' '),
);

/** The numbers of a question as facts, each once, labelled by the words around it; for a person to look over. */
export function questionFacts(text: string, language: Language): QuestionFact[] {
  const facts: QuestionFact[] = [];
  let last = 0;
  for (const match of text.matchAll(NUMBER)) {
    if (match.index < last) continue;
    const number = startOf(text.slice(match.index).trimStart());
    if (number === null) continue;
    const from = match.index + match[0].length - match[0].trimStart().length;
    const end = from + number.length;
    const isYear =
      /\b(?:in|since|by|until)\s$/i.test(text.slice(0, from)) &&
      /^20\d\d(?![\d,.]\d)/.test(text.slice(from)) &&
      number.length === 4;
    if (isYear || DATE.test(text.slice(end)) || (number.value === 1 && ONE.test(text.slice(end)))) continue;
    const { unit, noun, label, taken } = around(text, { from, end, last, isMoney: number.currency !== '', language });
    const written = `${text.slice(from, end)}${unit}`;
    const value = amountIn(written) === null ? text.slice(from, end) : written;
    last = end + taken;
    if (facts.some((fact) => fact.value === value && fact.label === label)) continue;
    facts.push({ name: nameOf(noun, facts), value, label });
  }
  return facts;
}

interface Around {
  unit: string;
  /** In Latin letters, for a name; empty where there is none. */
  noun: string;
  label: string;
  /** How much behind the number belongs to it. */
  taken: number;
}

function around(
  text: string,
  {
    from,
    end,
    last,
    isMoney,
    language,
  }: { from: number; end: number; last: number; isMoney: boolean; language: Language },
): Around {
  const behind = text.slice(end);
  const lead = text.slice(last, from).split(CLAUSE).at(-1)?.trim() ?? '';
  const korean = KOREAN_UNIT.exec(behind)?.[0] ?? '';
  const pers = PERS.exec(behind)?.[0] ?? '';
  if (isMoney || /^\s?(?:달러|유로|원)/.test(korean)) {
    const each = /(?:^|\s)(매월|매달|월|매년|연|매주|하루|시간당)\s*$/.exec(lead)?.[1];
    const period = each === undefined ? '' : (PERIODS[each] ?? '');
    const unit = korean !== '' ? `${korean}${period}` : pers === '' ? period : ` per ${perWords(pers)}`;
    const label = language === 'ko' ? '값' : 'the price';
    return { unit, noun: 'price', label, taken: korean.length + pers.length };
  }
  const share = /^\s?%/.exec(behind)?.[0] ?? '';
  const words = nouns(behind.slice(share.length), language);
  if (share !== '' || korean !== '') {
    const label =
      (language === 'ko' ? near(lead, MOST_LEAD) : words.join(' ')) ||
      near(lead, MOST_LEAD) ||
      `${text.slice(from, end)}${korean}`;
    return {
      unit: share === '' ? korean.trim() : ' %',
      noun: /([a-z]{3,})/i.exec(label)?.[1] ?? '',
      label,
      taken: share.length + korean.length,
    };
  }
  const first = /^\s?([a-zµ°][a-zµ°/]*)(?![\w-])/i.exec(behind)?.[1] ?? '';
  if (isMeasure(first))
    return {
      unit: ` ${first}`,
      noun: '',
      label: near(lead, MOST_LEAD) || `${text.slice(from, end)} ${first}`,
      taken: first.length + 1,
    };
  const noun = words.at(-1) ?? '';
  const label = words.join(' ') || near(lead, MOST_LEAD) || text.slice(from, end);
  return { unit: noun === '' ? '' : ` ${noun}`, noun, label, taken: 0 };
}

const PERIODS: Readonly<Record<string, string>> = {
  ...{ 월: '/월', 매월: '/월', 매달: '/월', 연: '/년', 매년: '/년', 매주: '/주', 하루: '/일', 시간당: '/시간' },
};

/** A unit of time, data, power and the like, and no thing that is counted. */
function isMeasure(word: string): boolean {
  return (
    word !== '' && !ENGLISH_ENDS.test(word) && Object.keys(unitOf(word).dimensions).some((name) => /^[A-Z]/.test(name))
  );
}

/** ` a month per seat` as `month per seat`. */
const perWords = (pers: string): string =>
  pers
    .trim()
    .split(/\s?(?:\/|\b(?:an?|per|every)\b)\s?/i)
    .filter((word) => word !== '')
    .join(' per ');

/** The words of the thing that a number counts: up to what cannot belong to it. */
function nouns(behind: string, language: Language): string[] {
  const clause = /^[\s-]/.test(behind) ? (behind.trimStart().split(CLAUSE)[0] ?? '') : '';
  const words: string[] = [];
  for (const word of clause.split(/\s+/)) {
    if (!(language === 'ko' ? /^[\p{L}-]+$/u : /^[a-z][a-z0-9-]*$/i).test(word) || ENGLISH_ENDS.test(word)) break;
    words.push(language === 'ko' ? word.replace(PARTICLE, '') : word);
    if (/\d/.test(word) || words.length === (language === 'ko' ? 1 : MOST_NOUNS)) break;
  }
  return words;
}

/** The last words before a number, without a particle at the end. */
const near = (lead: string, most: number): string =>
  lead
    .split(/\s+/)
    .slice(-most)
    .join(' ')
    .replace(PRONOUNS, '')
    .replace(/(?:^|\s)(?:at|of|for|is|are|about|a|the)$/i, '')
    .replace(PARTICLE, '')
    .trim();

/** A name that formulas can call: the noun, or a number where that is taken or in no Latin letters. */
function nameOf(noun: string, facts: readonly QuestionFact[]): string {
  const name = noun.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const isFree = name.length > 1 && !TAKEN.has(name) && !facts.some((fact) => fact.name === name);
  return isFree ? name : `fact${facts.length + 1}`;
}
