import { answerQuestion } from './answer-question.ts';
import type { Both } from './desk-answers.ts';
import { inDigits } from './in-digits.ts';
import type { KindName } from './question/kinds.ts';
import { kindOf } from './question/kinds.ts';
import type { Tagged } from './question/tag.ts';
import type { QuestionAnswer } from './question-answer.ts';
import type { Slot } from './slots.ts';
import { slotsOf, wordsOf } from './slots.ts';

/** A line of a conversation as a question that stands by itself. */
export interface Continued {
  /** The whole question; the line itself where it stands alone. */
  whole: string;
  found: QuestionAnswer | null;
  /** What of the last question was changed, to be said with the answer; null for a question of its own. */
  changed: Both | null;
}

/** Lines that are looked back at. */
const MOST_BEFORE = 12;
const LONGEST = 1200;
/** Of a line that gives a setting and nothing else. */
const LONGEST_SETTING = 40;
/** A line that leaves out what the last one said. */
const ELLIPTIC =
  /^\s*(?:and\b|what (?:about|if)\b|how about\b|now\b|then\b|but\b|same\b|with\b|on\b|at\b|for\b|in\b|using\b|if\b|instead\b|or\b|ok(?:ay)?\b|so\b|suppose\b|say\b|make it\b|try\b|change\b|switch\b|그럼|그러면|그리고|그런데|근데|만약|대신|아니|혹시|이번엔|같은)|(?:이?면|으?로는|은|는|은요|는요|라면|다면|으로|로|경우|일 ?때|때는)(?:요)?\s*[?.!]*\s*$|(?:면|로) (?:어때|어떻게|얼마|몇)[^?]{0,14}\??\s*$|^[^?]{1,28}\?\s*$/i;
const CONNECTIVE =
  /^\s*(?:(?:ok(?:ay)?|and|what|how|about|if|now|then|but|so|instead|or|suppose|say|we|i|the same|same|with|make it|try|change|switch(?: it)?|to|use|using|on|at|in|for|have|had|only|그럼|그러면|그리고|그런데|근데|만약(?:에)?|대신(?:에)?|혹시|이번엔|같은 (?:조건|설정)(?:에서|으로)?)(?=[\s,]|$)[\s,]*)+/i;

/**
 * What the last of the lines asks. One that leaves out what the question before it said, `and with 64 GPUs?`, is that question with what it
 * changes; one that says what was missing completes it. A question of its own stays as it is.
 */
export function continued(lines: readonly string[]): Continued {
  const recent = lines.slice(-MOST_BEFORE);
  let last: { whole: string; found: QuestionAnswer } | null = null;
  let result: Continued = { whole: '', found: null, changed: null };
  for (const [index, line] of recent.entries()) {
    const isLast = index === recent.length - 1;
    if (!isLast && line.length > LONGEST) continue;
    result = next(line, last);
    if (result.found !== null && !(result.changed !== null && result.found.kind === 'asked back'))
      last = { whole: result.whole, found: result.found };
  }
  return result;
}

function next(line: string, last: { whole: string; found: QuestionAnswer } | null): Continued {
  const alone: Continued = { whole: line, found: answerQuestion(line), changed: null };
  if (last === null || isOwn(line, last.whole)) return alone;
  const isAnswered = alone.found !== null && alone.found.kind !== 'asked back';
  if (last.found.kind === 'asked back' ? !isAnswered : alone.found === null && isSetting(line)) {
    const whole = `${last.whole} ${line}`;
    const found = answerQuestion(whole);
    if (found?.tool === last.found.tool && found.kind !== 'asked back' && isOtherwise(found, last.found))
      return { whole, found, changed: null };
  }
  if (!ELLIPTIC.test(line) || (isAnswered && !leavesOut(line, alone.found, last.found))) return alone;
  return changedIn(last, line) ?? alone;
}

/** A sentence that asks something by itself, and points at nothing that was said. */
const FULL =
  /^\s*(?:(?:so|and|but|then|ok(?:ay)?|now)[\s,]+)?(?:should|shall|do|does|did|who|whose|why|when|where|which|would you|will you|are you|have you|what (?:is|are|was|do|does|did|would|should|will))\b|(?:까|까요|는가|인가|거야|건가|거예요|겁니까|나요|니|죠|습니까|어때|뭐야)\s*\?\s*$/i;
const POINTS =
  /\b(?:it|that|this|those|these|then|same|instead)\b|그럼|그러면|그건|그게|그때|같은|대신|(?:이?면|으?로는|[0-9a-z가-힣](?:은|는)요)(?=[\s?,]|$)/i;
const SMALL_WORDS =
  /^(?:the|and|but|for|with|what|about|how|many|much|long|are|was|does|will|would|can|could|have|has|had|our|your|you|one|two|each|per|from|into|only|just|now|then|use|using|try|say|make|change|switch|instead|same|if|in|on|at|of|to|a|an|or|so|is|be|we|it|i|얼마나|얼마|몇|그럼|그러면|그리고|만약|대신|혹시|우리|지금|이제|걸려|걸리나|되나|돼|어때)$/i;
const MOST_FOREIGN = 2;

/** Whether a line is a question of its own, of which a setting that it names changes nothing in the last one. */
function isOwn(line: string, last: string): boolean {
  if (POINTS.test(line)) return foreignIn(line, last) > MOST_FOREIGN;
  return (FULL.test(line) && foreignIn(line, last) > 0) || foreignIn(line, last) > MOST_FOREIGN;
}

/** Words that say neither a setting nor anything of the last question. */
function foreignIn(line: string, last: string): number {
  const text = inDigits(line);
  const slots = slotsOf(text);
  const rest = slots.reduce((all, { at, end }) => all.slice(0, at) + ' '.repeat(end - at) + all.slice(end), text);
  const known = slots.flatMap(({ tag }) => tag?.may.flatMap(([name]) => kindOf(name).words ?? []) ?? []);
  const said = last.toLowerCase();
  const words = rest.toLowerCase().match(/[a-z][a-z-]{2,}|[가-힣]{2,}/g) ?? [];
  return words.filter(
    (word) => !SMALL_WORDS.test(word) && !said.includes(word.slice(0, 4)) && !known.some((one) => one.test(word)),
  ).length;
}

/** Whether a line gives what the question before it had left to what is usual, and nothing else. */
const isSetting = (line: string): boolean =>
  !ELLIPTIC.test(line) && line.length <= LONGEST_SETTING && slotsOf(inDigits(line)).length > 0;

/** Whether two answers rest on other settings. */
const isOtherwise = (a: QuestionAnswer, b: QuestionAnswer): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** A line that is a question of its own as well is one of the last only where it begins as one that goes on, and asks nothing else. */
function leavesOut(line: string, alone: QuestionAnswer | null, { asks }: QuestionAnswer): boolean {
  return CONNECTIVE.test(line) && alone !== null && (alone.asks === asks || !ASKS.test(line));
}
const ASKS = /\bhow (?:many|much|long|big|large|fast|often)\b|\bwhat (?:is|are)\b|몇|얼마|며칠/i;

const SURE = 1;
const namesOf = ({ may }: Tagged): KindName[] => may.filter(([, score]) => score >= SURE).map(([name]) => name);
/** How much two numbers are of one setting; 0 where they are not. */
function likeness(old: Tagged, given: Tagged): number {
  const [role] = namesOf(old);
  const [other] = namesOf(given);
  if (role !== undefined && role === other) return 4;
  if (role !== undefined && namesOf(given).includes(role)) return 3;
  if (other !== undefined && namesOf(old).includes(other)) return 3;
  const isPlain = ({ dimension }: Tagged): boolean => dimension === 'bare' || dimension === 'large';
  if (old.dimension === given.dimension && !isPlain(old)) return 2;
  // `at 64k?` after `at 32k context`: a number without a name of its own.
  if (!isPlain(given) || other !== undefined) return 0;
  return old.scale !== '' && old.scale.toLowerCase() === given.scale.toLowerCase() ? 1.5 : isPlain(old) ? 1 : 0;
}

/** The last question with what a line changes in it; asked back where it is not plain what that is; null where the line names no setting. */
function changedIn(last: { whole: string; found: QuestionAnswer }, line: string): Continued | null {
  const [text, news] = [inDigits(last.whole), inDigits(line)];
  const [olds, given] = [slotsOf(text), slotsOf(news)];
  if (given.length === 0 || given.some(({ tag }) => tag !== undefined && tag.value < 0)) return null;
  const taken = new Map<Slot, Slot>();
  const added: Slot[] = [];
  let isUnclear = false;
  for (const slot of given) {
    const like = olds
      .map((old) => ({ old, by: likenessOf(old, slot) }))
      .filter(({ by }) => by > 0)
      .sort((a, b) => b.by - a.by);
    const [best = onlyNumber(olds, slot), second] = like;
    if (best === undefined) added.push(slot);
    // Two numbers that it might replace, or two that replace one, are not plain.
    else if (taken.has(best.old) || (second !== undefined && isAsLike(best, second))) isUnclear = true;
    else taken.set(best.old, slot);
  }
  if (added.some(({ tag }) => tag !== undefined && namesOf(tag).length === 0)) isUnclear = true;
  const whole = isUnclear ? null : rewritten(text, news, taken, added);
  const found = whole === null ? null : answerQuestion(whole);
  if (whole === null || found === null || !isSameQuestion(found, last.found)) return unclear(last, line);
  return { whole, found, changed: told(text, news, taken, added) };
}
const SAME_KIND = 4;

/** A plain number after a question that has only one. */
function onlyNumber(olds: readonly Slot[], { tag }: Slot): { old: Slot; by: number } | undefined {
  const [one, ...others] = olds.filter((old) => old.tag !== undefined);
  const isBare = tag?.dimension === 'bare' && namesOf(tag).length === 0;
  return isBare && one !== undefined && others.length === 0 ? { old: one, by: 1 } : undefined;
}

const PAIRED: ReadonlySet<KindName> = new Set<KindName>([
  ...(['batchFrom', 'batchTo', 'shareFirst', 'shareSecond', 'cardsFrom', 'cardsTo', 'oldBits'] as const),
]);
/** Of one before and one after nobody knows which is meant. */
function isAsLike(best: { old: Slot; by: number }, second: { old: Slot; by: number }): boolean {
  const isPaired = [best, second].every(({ old }) => old.tag?.may.some(([name]) => PAIRED.has(name)) === true);
  return isPaired || (second.by === best.by && (best.old.tag === undefined || best.by < SAME_KIND));
}

function likenessOf(old: Slot, given: Slot): number {
  if (old.tag !== undefined && given.tag !== undefined) return likeness(old.tag, given.tag);
  return old.kind === given.kind ? SAME_KIND : 0;
}

/** Another setting may take another calculator, but gives what was asked for. */
function isSameQuestion(now: QuestionAnswer, before: QuestionAnswer): boolean {
  if (now.asks === before.asks) return true;
  const unitOf = (answer: QuestionAnswer): string | undefined =>
    answer.kind === 'calculated' ? Object.values(answer.figures)[0]?.unit : undefined;
  return unitOf(now) !== undefined && unitOf(now) === unitOf(before);
}

function rewritten(text: string, news: string, taken: ReadonlyMap<Slot, Slot>, added: readonly Slot[]): string {
  let whole = text;
  for (const [old, slot] of [...taken].sort(([a], [b]) => b.at - a.at)) {
    const [was, is] = [wordsOf(text, old), wordsOf(news, slot)];
    whole = whole.slice(0, was.at) + news.slice(is.at, is.end) + whole.slice(was.end);
  }
  const more = added.map((slot) => partOf(news, slot)).filter((part, index, all) => all.indexOf(part) === index);
  return more.length === 0 ? whole : `${whole.replace(/[?.!\s]+$/, '')}, ${more.join(', ')}?`;
}

/** The part of a line in which a setting stands, `a batch of 16`. */
function partOf(news: string, { at, end }: Slot): string {
  const before =
    news
      .slice(0, at)
      .split(/[,;]|\s(?:and|but)\s|(?:이고|하고|그리고)\s/)
      .at(-1) ?? '';
  const after =
    news.slice(end).split(/[,;?.!]|\s(?:and|but)\s|(?:이?면|이고|하고|일 ?때|으?로|은|는)(?=[\s?]|$)/)[0] ?? '';
  return `${before}${news.slice(at, end)}${after}`.replace(CONNECTIVE, '').trim();
}

function told(text: string, news: string, taken: ReadonlyMap<Slot, Slot>, added: readonly Slot[]): Both {
  const said = (source: string, slot: Slot): string => {
    const { at, end } = wordsOf(source, slot);
    return source.slice(at, end).trim();
  };
  const changes = [...taken].map(([old, slot]) => [said(text, old), said(news, slot)] as const);
  const more = added.map((slot) => partOf(news, slot));
  return {
    ko: `앞 질문에서 바꾼 것: ${[...changes.map(([was, is]) => `${was} → ${is}`), ...more].join(', ')}. `,
    en: `The last question ${[...changes.map(([was, is]) => `with ${is} in place of ${was}`), ...more.map((part) => `with ${part} added`)].join(' and ')}: `,
  };
}

/** A change that fits the last question in no plain way is asked for in full. */
function unclear({ whole, found }: { whole: string; found: QuestionAnswer }, line: string): Continued {
  const shown = whole.length > 120 ? `${whole.slice(0, 117)}...` : whole;
  return {
    whole: line,
    found: {
      ...{ tool: found.tool, asks: found.asks, kind: 'asked back', missing: ['change'] },
      answer: {
        ko: `앞 질문(“${shown}”)에서 무엇을 바꾸라는 것인지 분명하지 않음. 바꿀 값을 이름과 함께 말하거나, 질문을 처음부터 적어 주면 계산함.`,
        en: `It is not plain what that changes in the last question (“${shown}”). Name what is to change with its value, or ask the whole question.`,
      },
    },
    changed: { ko: '', en: '' },
  };
}
