/** Where the head of an English noun phrase ends: `unique tokens in the open corpora`, `tokens a day`. */
const HEAD_ENDS =
  /\s(?:of|for|with|without|in|on|at|by|to|from|over|after|before|since|until|under|per|that|which|who|whose|where|when|as|a|an|each|right|between|behind|outside|inside|beyond|above|below|among|across|within|through|into|around|against|beside|out)\s.*$/;
/** `boxes older than 2021`. */
const COMPARED = /\s(?:\w+er|more|less)\sthan\s.*$/;
/** `the time spent changing trains`. */
const SPENT = /\s(?:spent|lost|left)\s\w+ing\b.*$/;
const PLURALS: ReadonlySet<string> = new Set(['people', 'corpora', 'data', 'weights', 'criteria', 'keys']);
const SINGULARS = /(?:ss|us|is|ics|news|series)$/;
const PARTICIPLE = /^(?:[a-z]{2,}ed|lost|left|seen|held|kept|sent|spent|read|written|given|taken|built|bought|sold)$/;
const GERUND = /^[a-z-]+ing\b/;
const PREPOSITION =
  /\s(?:of|for|with|without|in|on|at|by|to|from|over|after|before|since|until|under|per|that|which|who|whose|right)\s/;

/** Whether a verb behind an English noun phrase stands in the plural. */
export function isPlural(nounPhrase: string): boolean {
  const plain = nounPhrase.toLowerCase();
  if (/^(?:what|how|where|whether|this|each|every|one)\b/.test(plain) || GERUND.test(plain)) return false;
  const words = plain.replace(SPENT, '').replace(COMPARED, '').replace(HEAD_ENDS, '').split(/\s+/);
  // `tokens served`, `steps lost`
  if (words.length > 1 && PARTICIPLE.test(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1) ?? '';
  return PLURALS.has(last) || (last.endsWith('s') && last.length > 2 && !SINGULARS.test(last));
}

/** A noun phrase that `of 5 days` can follow. */
export const takesOf = (nounPhrase: string) =>
  !/^(?:what|how|where|whether)\b/.test(nounPhrase) && !PREPOSITION.test(` ${nounPhrase} `);

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
