import type { PersonaCard } from '../core/card.ts';
import type { ConsultOutcome, ModelReply, ToolCall } from '../core/effects.ts';
import type { Language } from '../core/language.ts';
import { inLanguage } from '../core/language.ts';
import type { Colleague } from '../core/questionnaire.ts';
import { classify } from '../routing/classify.ts';
import { deferredWork, ownedTopics } from '../routing/index.ts';
import type { Continued } from '../workbench/index.ts';
import { continued, isOfDesk } from '../workbench/index.ts';
import { introduction } from './about-card.ts';
import { answerFromLines } from './card-lines.ts';
import { answerAboutMember } from './card-questions.ts';
import { method } from './implied.ts';
import type { Scene } from './scene.ts';
import { quotedIn } from './scene.ts';
import { answerAboutQuoted, answerAboutScene, isNamed } from './scene-questions.ts';
import { stemsOf } from './stems.ts';
import type { Said } from './words.ts';
import { speaker } from './words.ts';

/** Characters that are read of a line; what reads it takes more than their number of steps. */
const MOST_READ = 8000;
/** From here on a topic is known well enough to send somebody on. */
const SURE = 0.6;

/** Who is written to, and whom they know. */
export interface Chatting {
  card: PersonaCard;
  /** Names of the calculators that the member may run. */
  tools: ReadonlySet<string>;
  /** Deferred topic -> colleague whose desk is open for it. */
  topics: ReadonlyMap<string, string>;
  colleagues: readonly Colleague[];
  /** A question that the member can calculate, by language; null where they bring no calculator. */
  example: Record<Language, string | null>;
  /** Questions of the team that the member may be asked about. */
  scenes: readonly Scene[];
}

/** What was written, with what the person wrote before it: a line that goes on with a question leaves out what that one said. */
export interface Written {
  text: string;
  before: readonly string[];
  /** What colleagues have answered to it; calculations that it called have come back too. Null where nothing was called yet. */
  heard: readonly ConsultOutcome[] | null;
}

const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

export const languageOf = (text: string): Language => (/\p{Script=Hangul}/u.test(text) ? 'ko' : 'en');

/**
 * The offline engine in a chat. It understands what the calculators' reader, the team's scripts, the card and the router understand: a
 * question becomes a calculation of the member's own, a consult, what they make of a question of the team, what their card says or
 * implies, or a colleague's name; else it says in one sentence what it can be asked instead. A pure function of what it is given.
 */
export async function offlineReply(chatting: Chatting, asked: Written): Promise<ModelReply> {
  const { card } = chatting;
  const language = languageOf(asked.text);
  const say = speaker(card, language);
  if (asked.text.length > MOST_READ) return replyOf(chatting, say('long', { most: String(MOST_READ) }), say);
  const before = asked.before.filter(({ length }) => length <= MOST_READ).map(onOneLine);
  const written = { ...asked, text: onOneLine(asked.text), before };
  const { scenes, colleagues } = chatting;
  const alone = quotedIn(scenes, written.text) === null ? null : continued([written.text]);
  // What quotes a question of the team asks about that, unless its own words are a calculation.
  if (alone !== null && alone.found?.kind !== 'calculated') {
    const quoted = await answerAboutQuoted(scenes, { text: written.text, language, colleagues });
    if (quoted !== null) return replyOf(chatting, quoted, say);
  }
  const continuing = alone ?? continued([...before, written.text]);
  const call = asked.heard === null ? callFor(chatting, continuing) : null;
  if (call !== null) return { content: '', toolCalls: [call], finishReason: 'tool_calls', usage: null };
  return replyOf(chatting, await wordsFor(chatting, written, continuing, language), say);
}

function replyOf({ card }: Chatting, content: string, say: Said): ModelReply {
  const isStub = card.persona.desk.length > 0;
  const said = isStub ? `${content} ${say('stub', { name: card.callsign ?? card.id })}` : content;
  return { content: said, toolCalls: [], finishReason: 'stop', usage: null };
}

/** What is to be called before there are words: a calculator, or the tool that asks a colleague. */
function callFor({ card, tools, topics }: Chatting, { whole: asked, found }: Continued): ToolCall | null {
  if (found?.kind === 'calculated' && tools.has(found.tool)) return { name: found.tool, args: found.args };
  const topic = found !== null ? (isOfDesk(found.tool) ? 'hardware' : null) : deferredTopic(card, asked);
  if (topic === null || !topics.has(topic) || (found !== null && tools.has(found.tool))) return null;
  return { name: `consult_${topic}`, args: { question: asked, calculation: null } };
}

/** Questions of the member are no work that somebody could leave to anybody. */
function deferredTopic(card: PersonaCard, text: string): string | null {
  const deferred = deferredWork(text, { member: card });
  return deferred !== null && deferred.probability >= SURE && !isOwnWork(card, text, deferred.topic)
    ? deferred.topic
    : null;
}

/** Whether all that a question shares with a topic left to others, the card says of its own role and field as well. */
function isOwnWork({ role, specialization, strengths }: PersonaCard, text: string, topic: string): boolean {
  const asked = stemsOf(text);
  const own = stemsOf([role.en, role.ko, ...specialization, ...strengths.map((one) => one.text)].join(' '));
  const shared = [...stemsOf(topic)].filter((stem) => asked.has(stem));
  return shared.length > 0 && shared.every((stem) => own.has(stem)) && shared.length < stemsOf(topic).size;
}

const GREETING = /^\s*(?:hi|hello|hey|good (?:morning|afternoon|evening)|안녕|반가|하이|여보세요)/iu;
const THANKS = /^\s*(?:thanks?|thank you|thx|고마|감사|ㄱㅅ)/iu;

async function wordsFor(
  chatting: Chatting,
  { text, heard }: Written,
  { whole, found, changed }: Continued,
  language: Language,
): Promise<string> {
  const { card, tools, colleagues, scenes } = chatting;
  const say = speaker(card, language);
  const [answered] = heard ?? [];
  const nameOf = (id: string) => colleagues.find((one) => one.id === id)?.name ?? id;
  const lead = changed?.[language] ?? '';
  if (answered !== undefined)
    return say('consulted', { colleague: nameOf(answered.to), answer: `${lead}${answered.answer}` });
  if (found !== null) {
    if (found.kind !== 'calculated') return `${lead}${found.answer[language]}`;
    if (tools.has(found.tool)) return say('calculated', { answer: `${lead}${found.answer[language]}` });
    const owner = keeperOf(found.tool, whole, colleagues);
    return owner === undefined ? declined(chatting, say, language) : say('left', { colleague: owner.name });
  }
  const ofScene = await answerAboutScene(scenes, { text, language, colleagues });
  if (ofScene !== null) return ofScene;
  const about = answerAboutMember(card, text, language) ?? aboutColleague(chatting, text, say, language);
  if (about !== null) return about;
  if (GREETING.test(text)) return greeting(chatting, say, language);
  if (THANKS.test(text)) return say('thanked');
  const deferred = deferredWork(text, { member: card });
  if (deferred !== null && deferred.probability >= SURE && !isOwnWork(card, text, deferred.topic)) {
    const to = colleagues.find(({ id, name }) => [id, name.toLowerCase()].includes(deferred.to.toLowerCase()));
    return say('left', { colleague: to?.name ?? deferred.to });
  }
  const line = answerFromLines(card, text, language) ?? ofOwnTrade(card, text, say, language);
  if (line !== null) return line;
  const owner = ownerOf(text, card, colleagues);
  if (owner !== null) return say('left', { colleague: owner });
  return declined(chatting, say, language);
}

/** Of the words of a question of their own trade, what a line of the card must have. */
const OF_TRADE = 0.35;

/** How somebody goes about things is no answer to how many. */
const OF_A_NUMBER = /\bhow (?:many|much|long|big|large|fast|often)\b|얼마|몇|며칠/iu;

/** What the card has on a question of the member's own trade that nothing computes: the nearest line, else how they go about it; null for another's. */
function ofOwnTrade(card: PersonaCard, text: string, say: Said, language: Language): string | null {
  const { probabilities } = classify(text);
  const own = [...ownedTopics(card)].reduce((sum, topic) => sum + probabilities[topic], 0);
  if (own < SURE) return null;
  const line = answerFromLines(card, text, language, { least: OF_TRADE });
  const said = line ?? (OF_A_NUMBER.test(text) ? null : method(card, say, language, text));
  return said === null ? null : `${say('ownTrade')} ${said}`;
}

const ASKS_OF_SOMEBODY =
  /\b(?:who is|who's|think (?:of|about)|know about|tell me about|what (?:does|is))\b|누구|어떤 사람|어때|뭐 ?하는|어떻게 생각|소개/iu;

/** Who a colleague is, as far as one knows them: their work. */
function aboutColleague({ card, colleagues }: Chatting, text: string, say: Said, language: Language): string | null {
  const known = new Set(card.persona.relationships.map(({ to }) => to));
  const named = colleagues.find(
    ({ id, name, called = [] }) => known.has(id) && [id, name, ...called].some((one) => isNamed(one, text)),
  );
  if (named === undefined || !ASKS_OF_SOMEBODY.test(text)) return null;
  return say('colleague', { colleague: named.name, role: inLanguage(named.role, language) });
}

function greeting({ card, example }: Chatting, say: Said, language: Language): string {
  const calculation = example[language];
  const hello = `${introduction(card, say, language, '')} ${say('offers')}`;
  return calculation === null ? hello : `${hello} ${say('example', { value: calculation })}`;
}

/** One sentence that says no, and what can be asked instead. */
function declined({ scenes, example }: Chatting, say: Said, language: Language): string {
  const calculation = example[language];
  const own = scenes.filter(({ scenario }) => scenario.language === language);
  const titles = (own.length > 0 ? own : scenes).slice(0, MOST_NAMED).map(({ scenario }) => `“${scenario.title}”`);
  const value = [
    ...(titles.length > 0 ? [say('askableScene', { value: eitherOf(titles, language) })] : []),
    say('askable'),
    ...(calculation === null ? [] : [say('askableExample', { value: calculation })]),
  ].join(', ');
  return say('unknown', { value });
}

/** Of many questions of the team some are named. */
const MOST_NAMED = 3;
const eitherOf = (names: readonly string[], language: Language): string =>
  language === 'ko' || names.length < 2
    ? names.join(', ')
    : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;

/** Who is asked for a calculation: whose desk it is, or, of those who bring it, whose trade the question is about. */
function keeperOf(tool: string, text: string, colleagues: readonly Colleague[]): Colleague | undefined {
  if (isOfDesk(tool)) return colleagues.find(({ topics }) => topics.includes('hardware'));
  const able = colleagues.filter(({ tools }) => tools.includes(tool));
  const { topic } = classify(text);
  return able.find(({ topics }) => topics.includes(topic)) ?? able[0];
}

/** The colleague whose trade a text is about; null where that is not plain, or it is the member's own. */
function ownerOf(text: string, card: PersonaCard, colleagues: readonly Colleague[]): string | null {
  const { topic, probabilities } = classify(text);
  if (probabilities[topic] < SURE || ownedTopics(card).has(topic)) return null;
  // Nobody sends a person to somebody whom they do not know.
  const known = new Set(card.persona.relationships.map(({ to }) => to));
  return colleagues.find(({ id, topics }) => topics.includes(topic) && known.has(id))?.name ?? null;
}
