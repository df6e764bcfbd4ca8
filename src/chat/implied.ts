import type { PersonaCard } from '../core/card.ts';
import type { Language } from '../core/language.ts';
import { inLanguage } from '../core/language.ts';
import { VALUE_LABELS } from '../core/values.ts';
import type { Answer } from './answer.ts';
import { capital, FEW, speakable } from './answer.ts';
import { answerFromLines, proseOf, sentencesOf } from './card-lines.ts';
import { isKorean } from './stems.ts';
import type { Said } from './words.ts';

/** What a card does not state as a field, and says all the same: each answer is made of its own words and orders. */

const RULES_SAID = 3;
/** From here on a trait is plain enough to be told of somebody. */
const MUCH = 0.6;
const LITTLE = 0.35;
/** Of what a question of somebody's way weighs, what one of their rules must have. */
const RULE_SHARE = 0.3;

/** A sentence of the card as somebody says it in a language; Korean alone is said to be that. */
const quoted = (say: Said, language: Language, texts: readonly string[], kind: Parameters<Said>[0] = 'written') => {
  const fit = speakable(texts, language);
  const value = (fit.length > 0 ? fit : texts).map(withoutStop).join('. ');
  if (value === '') return null;
  return fit.length > 0 ? say(kind, { value }) : say('koreanOnly', { value });
};

const withoutStop = (text: string) => text.replace(/\.$/, '');
const joined = (parts: readonly (string | null)[]): string | null => {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join(' ');
};

/** How they go about things: the rule that a question is about, else their way of thinking with the first of its rules. */
export const method: Answer = (card, say, language, text) => {
  const rule = answerFromLines(card, text, language, { least: RULE_SHARE, kinds: ['rule'] });
  if (rule !== null) return rule;
  const [first, ...others] = card.frameworks;
  if (first === undefined) return null;
  const prose = `${first.name}. ${proseOf(first.text)}`;
  const way =
    language === 'en' && isKorean(prose) ? say('koreanOnly', { value: prose }) : say('method', { value: prose });
  const rules = speakable(
    [first, ...others].flatMap(({ rules: all }) => all.map(({ then }) => withoutStop(then))),
    language,
  ).slice(0, RULES_SAID);
  return joined([way, rules.length === 0 ? null : say('inOrder', { value: rules.join('; ') })]);
};

const byColleague = ({ persona, growthAreas, dependencies }: PersonaCard) => {
  const quotes = new Map(dependencies.map(({ on, topic, quote }) => [`${on} ${topic}`, quote]));
  return persona.defers.map(({ on, topic, quote }) => {
    const named = growthAreas.find(({ text }) => text.toLowerCase().includes(on.toLowerCase()))?.text;
    return { on: capital(on), topic, quote: quote ?? quotes.get(`${on} ${topic}`) ?? named };
  });
};

const deferred = (card: PersonaCard, say: Said, language: Language) =>
  byColleague(card).map(({ on, topic, quote }) => {
    const value = quote !== undefined && (language === 'ko' || !isKorean(quote)) ? quote : topic;
    return say('leaves', { colleague: on, value });
  });

/** What they leave to others. */
export const leaves: Answer = (card, say, language) => joined(deferred(card, say, language)) ?? say('leavesNothing');

const REFUSING =
  /\b(?:never|won['’]t|refuses?|not before|cannot stand|can['’]t stand|impatient|without such)\b|안 된다|못 견|거절|싫|않는다|맨 뒤로/iu;
/** A rule that puts something before what was asked for. */
const RESTRAINING = /\b(?:first|wait|back on|until|instead|smaller)\b|다음에|부터|얼리|기다린|돌려보낸|않는다/iu;

/** What they refuse: what their card and its rules say no to, work of others, and the value that they rank first. */
export const limits: Answer = (card, say, language) => {
  const refused = sentencesOf(card).filter((text) => REFUSING.test(text));
  const rules = card.frameworks.flatMap((framework) => framework.rules.map(({ then }) => withoutStop(then)));
  const held = speakable(rules, language).filter((text) => RESTRAINING.test(text));
  const [first] = card.persona.values;
  return joined([
    quoted(say, language, refused.slice(0, 2)),
    held.length === 0 ? null : say('rule', { value: held.slice(0, 2).join('; ') }),
    ...deferred(card, say, language),
    first === undefined ? null : say('lastTraded', { value: VALUE_LABELS[first][language] ?? first }),
  ]);
};

const DISLIKED =
  /\b(?:impatient|hates?|dislikes?|annoy\w*|angry|no love|cannot stand|worr\w*|bored)\b|못 견|싫|짜증|화를|참지|지루|답답/iu;
const LIKED = /\b(?:loves?|likes?|enjoys?|warm|excit\w*|glad|happy|proud)\b|좋아|신나|달아오|기뻐|즐/iu;
const ASKS_OF_DISLIKES =
  /annoy|bother|irritat|frustrat|hate|dislike|angry|upset|stress|worr|afraid|scare|짜증|화(?:가|를)|싫|참|스트레스|거슬|걱정|무서|두려/iu;

/** What moves them, for good or ill, where the card says so; else what they are like. */
export const moods: Answer = (card, say, language, text) => {
  const felt = sentencesOf(card).filter((one) => (ASKS_OF_DISLIKES.test(text) ? DISLIKED : LIKED).test(one));
  return quoted(
    say,
    language,
    felt.length > 0 ? felt.slice(0, 2) : card.personality === undefined ? [] : [card.personality],
  );
};

/** How readily they move and try things, by their traits and what they put first. */
export const manner: Answer = ({ persona: { traits, values } }, say, language) => {
  const { readiness, initiative } = traits;
  const [first] = values;
  return joined([
    initiative >= MUCH ? say('tries') : initiative <= LITTLE ? say('waits') : null,
    mindChange(readiness, say),
    first === undefined ? null : say('lastTraded', { value: VALUE_LABELS[first][language] ?? first }),
  ]);
};

/** What it takes to change their mind; the bounds are those that a language model is told. */
const mindChange = (readiness: number, say: Said) =>
  say(readiness >= 0.65 ? 'readily' : readiness >= 0.4 ? 'byNumber' : 'late');

export const persuaded: Answer = ({ persona: { traits } }, say) => mindChange(traits.readiness, say);

/** What is theirs to do: role and field, and what they alone know. */
export const duties: Answer = (card, say, language) => {
  const known = speakable(
    card.persona.knows.flatMap((topic) => topic[language] ?? []),
    language,
  );
  const fields = speakable(card.specialization, language).slice(0, FEW);
  return joined([
    say('intro', { name: card.callsign ?? card.id, role: inLanguage(card.role, language) }),
    fields.length === 0 ? null : say('specialization', { value: fields.join(', ') }),
    known.length === 0 ? null : say('knows', { value: known.join(', ') }),
  ]);
};

export const knowledge: Answer = ({ persona }, say, language) => {
  const known = persona.knows.flatMap((topic) => topic[language] ?? []);
  return known.length === 0 ? null : say('knows', { value: known.join(', ') });
};

/** Those in whom their card puts most trust. */
export const trusted: Answer = ({ persona: { relationships } }, say) => {
  const others = relationships.filter(({ to }) => to !== '*');
  const most = Math.max(...others.map(({ trust }) => trust));
  const names = others.filter(({ trust }) => trust === most).map(({ to }) => capital(to));
  return names.length === 0 ? null : say('trusts', { value: names.join(', ') });
};

/** What colleagues say of them, where the card has it. */
export const reputation: Answer = ({ feedback }, say, language) =>
  feedback.length === 0
    ? null
    : quoted(
        say,
        language,
        feedback.slice(0, 2).map(({ by, text }) => `${by}: “${text}”`),
        'heardOf',
      );

/** The post that is named, else the last one before the present. */
export const earlier: Answer = ({ career }, say, language, text) => {
  const asked = text.toLowerCase();
  const former = career.filter(({ to }) => to !== null);
  const post = career.find(({ employer }) => asked.includes(employer.toLowerCase())) ?? former.at(-1);
  if (post === undefined) return null;
  const { employer, role, from, to, achievements, quote } = post;
  const period = from === null ? '' : ` (${from}–${to ?? ''})`;
  const done = speakable([...achievements, ...(quote === undefined ? [] : [`“${quote}”`])], language);
  return joined([
    say('post', { employer, role, period }),
    done.length === 0 ? null : quoted(say, language, done.slice(0, 2)),
  ]);
};
