import { escaped } from '../core/pattern.ts';

/** Where the head of an English noun phrase ends: `unique tokens in the open corpora`, `tokens a day`. */
const HEAD_ENDS =
  /\s(?:of|for|with|without|in|on|at|by|to|from|over|after|before|since|until|under|per|that|which|who|whose|where|when|if|unless|while|as|a|an|each|right|between|behind|outside|inside|beyond|above|below|among|across|within|through|into|around|against|beside|out|off|during|past)\s.*$/;
/** `the time the contract has left`: a clause without its `that`. */
const CLAUSE = /(?<!^(?:all|half|both))\s(?:the|our|their|its|my|your|we|they|you|it|people|everybody|nobody)\s.*$/;
/** `the cooling compressor 2 still gives`: a clause without its `that`, known by its adverb or auxiliary. */
const SAID_OF_IT =
  /(?<=\S\s\S.*)\s(?:still|already|now|only|usually|really|actually|can|may|must|will|would|could|has|have|had)\s.*$/;
/** `compressor 2`. */
const NUMBERED = /\s\d[\d.]*$/;
/** `boxes older than 2021`. */
const COMPARED = /\s(?:\w+er|more|less)\sthan\s.*$/;
/** `the time spent changing trains`. */
const SPENT = /\s(?:spent|lost|left)\s\w+ing\b.*$/;
const PLURALS: ReadonlySet<string> = new Set([
  'people',
  'men',
  'women',
  'children',
  'corpora',
  'data',
  'weights',
  'criteria',
  'keys',
]);
const SINGULARS = /(?:ss|us|is|ics|news|series|ias|gas|canvas|atlas|lens|chaos|species)$/;
/** What may stand behind its noun: `the drivers free`, `the beds available`. */
const BEHIND: ReadonlySet<string> = new Set(
  'available free idle spare open ready due possible necessary present absent empty alone alike short'.split(' '),
);
const PARTICIPLE =
  /^(?:[a-z]+[a-df-z]ed|(?:re|un|over|under|out|mis)?(?:lost|left|seen|held|kept|sent|spent|read|written|given|taken|built|bought|sold|chosen|done|drawn|driven|eaten|fed|found|grown|known|laid|lent|made|met|paid|shown|sown|swept|thrown|told|torn|won|worn))$/;
const GERUND = /^[a-z-]+ing\b/;
/** `asking prices`: a kind of prices, and nothing that is done to them. */
const OF_A_KIND =
  /^(?:asking|selling|buying|closing|opening|running|living|operating|working|standing|trading|heating|shipping|building|landing|parking|waiting) (?:prices|costs|hours|orders|rates|fees|charges|times)\b/;
const PREPOSITION =
  /\s(?:of|for|with|without|in|on|at|by|to|from|over|after|before|since|until|under|per|that|which|who|whose|right)\s/;

/** `couriers (24 min)`. */
const IN_BRACKETS = /\s\([^()]*\)/g;

const DETERMINERS = /^(?:the|an?|our|your|their|its|his|her|my|no)$/;

/** The noun that an English noun phrase is about, `share` of `the share of faults that we find`; null where it is a clause or a gerund. */
export function headNoun(nounPhrase: string): string | null {
  const plain = nounPhrase.toLowerCase().replace(IN_BRACKETS, '');
  if (/^(?:what|how|where|whether|this|each|every|one)\b/.test(plain)) return null;
  if (GERUND.test(plain) && !OF_A_KIND.test(plain)) return null;
  const bare = plain.replace(SPENT, '').replace(COMPARED, '').replace(HEAD_ENDS, '').replace(CLAUSE, '');
  const head = bare.replace(SAID_OF_IT, '');
  if (head !== bare && NUMBERED.test(head)) return null;
  const words = head.split(/\s+/);
  // `tokens served`, `steps lost`
  const isBehind = (word: string) => PARTICIPLE.test(word) || BEHIND.has(word);
  // `the speed`, `our feed` end like one, and are none.
  const isAlone = words.length < 2 || (words.length === 2 && DETERMINERS.test(words[0] ?? ''));
  if (!isAlone && isBehind(words.at(-1) ?? '')) words.pop();
  return words.at(-1) ?? null;
}

/** Whether a verb behind an English noun phrase stands in the plural. */
export function isPlural(nounPhrase: string): boolean {
  const head = headNoun(nounPhrase);
  return head !== null && (PLURALS.has(head) || (head.endsWith('s') && head.length > 2 && !SINGULARS.test(head)));
}

/** A noun phrase that `of 5 days` can follow. */
export const takesOf = (nounPhrase: string) =>
  !/^(?:what|how|where|whether)\b/.test(nounPhrase) && !PREPOSITION.test(` ${nounPhrase} `) && !CLAUSE.test(nounPhrase);

/** `what restarts take` as subject and verb, so that the amount can follow them; null where it is no such clause. */
export function asClause(nounPhrase: string): { subject: string; verb: string } | null {
  const found =
    /^what ((?:(?!is\b|are\b|was\b|were\b|has\b|have\b|will\b|would\b|can\b|may\b|must\b)[\w'-]+ ?)+?) ((?:was |is |are )?[a-z]+)$/.exec(
      nounPhrase,
    );
  const [, subject = '', verb = ''] = found ?? [];
  return found === null || PREPOSITION.test(` ${subject} ${verb} `) || /(?:ly|ing)$/.test(verb)
    ? null
    : { subject, verb };
}

/** A label as the clause that it stands for, with the place of its amount: `a bale weighs `, ``; null where that is not safe. */
export interface Around {
  before: string;
  after: string;
}

/** Whose weight or price a label is: `the weight of a bale` is what `a bale weighs`. */
const BEARS: Readonly<Record<string, string>> = { weight: 'weighs', price: 'costs', cost: 'costs' };
const DETERMINED = /^(?:the|an?|our|their|its|one|each|every|this|we|they|it|you|people)\b/;

/** `unit`: of the amount, as its author wrote it. */
export function around(label: string, unit: string): Around | null {
  const clause = asClause(label);
  if (clause !== null) return { before: `${clause.subject} ${clause.verb} `, after: '' };
  const [, borne = '', of] = /^the (weight|price|cost) of ((?:an?|one) [^,]+)$/.exec(label) ?? [];
  const verb = BEARS[borne];
  if (verb !== undefined && of !== undefined && !/\s(?:that|which|who|when|and|or)\s/.test(of))
    return { before: `${of} ${verb} `, after: '' };
  // `what is trodden into the mud`, of an amount that is no plural.
  const [, passive] = /^what (is [a-z]+(?:ed|en|wn|st|lt|ft|id|un) .+)$/.exec(label) ?? [];
  if (passive !== undefined && unit === '%') return { before: '', after: ` ${passive}` };
  const [, things, does] = /^the ([a-z]+s) that ((?:do|don't|are|have|were) .+)$/.exec(label) ?? [];
  if (things !== undefined && unit === '%') return { before: '', after: ` of the ${things} ${does}` };
  return asked(label, unit);
}

/** `the visits that the lowland farm asks for`, counted in visits: the farm asks for so many. */
function asked(label: string, unit: string): Around | null {
  const [, thing = '', subject = '', verb = '', preposition = ''] =
    /^the ([a-z]+) that ((?:[a-z]+ ){1,3})([a-z]+?)( for| in| with| at| to| by| from)?$/.exec(label) ?? [];
  const [counted = ''] = unit.split('/');
  const isCounted = thing !== '' && counted.trim().toLowerCase().replace(/s$/, '') === thing.replace(/s$/, '');
  const isVerb = isPlural(subject.trim()) ? !verb.endsWith('s') : /[^s]s$/.test(verb);
  return isCounted && isVerb && DETERMINED.test(subject) && !/ly$/.test(verb)
    ? { before: `${subject}${verb}${preposition} `, after: '' }
    : null;
}

/** `how evenly the years are asked for`: a question is no noun, and has no value of its own in a sentence. */
export const isQuestion = (label: string): boolean => /^(?:how|whether|when|where|why|who|which)\b/i.test(label);

/** `the pages scanned from volumes` and 10,000 pages as `10,000 pages scanned from volumes`; null where the head is not what is counted. */
export function withCount(label: string, { text, unit }: { text: string; unit: string }): string | null {
  const [what = '', ...per] = unit.split('/').map((part) => part.trim().toLowerCase());
  const bare = label.replace(/^(?:the|our) /, '');
  const head = headNoun(label);
  if (head === null || what.length < 3 || singular(head) !== singular(what) || !isPlural(label)) return null;
  const isAllNamed = per.every((part) =>
    new RegExp(`\\b(?:an?|per|each) (?:\\w+ )?${escaped(part)}\\b`, 'i').test(bare),
  );
  if (!isAllNamed) return null;
  if (text === '0') return `no ${bare}`;
  return text === '1'
    ? `${text} ${bare.replace(new RegExp(`\\b${escaped(head)}\\b`, 'i'), singular(head))}`
    : `${text} ${bare}`;
}

const singular = (noun: string): string =>
  noun
    .replace(/(?<=[a-z]{2})ies$/, 'y')
    .replace(/(?<=ch|sh|ss|x|z)es$/, '')
    .replace(/(?<=[a-z]{2}[^s])s$/, '');
