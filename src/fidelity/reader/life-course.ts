import { vocabularies } from '../compile/facts.ts';
import type { Finding } from '../findings/finding.ts';
import type { Post } from '../model/compiled-card.ts';
import { speaksOfOthers } from '../reading/clauses.ts';
import { mentionsIn } from '../reading/mentions.ts';
import type { LifeClaim, Reading, Station } from './life-claim.ts';
import { claim } from './life-claim.ts';
import { roleOf } from './life-posts.ts';

/** `Meta had me … before I ever set foot in OpenAI`: the one named first came earlier. */
const BEFORE_EN =
  /\bbefore (?:(?:I(?:['’]d| had)? (?:ever )?\w+|joining|moving|going|coming|switching|my (?:time|years|days|move|stint))(?: [\w'’]+){0,4} )?$/iu;
const CLOSES = /^(?:[,.;)!?]|$|\s(?:and|which|where|when|in|from|then)\b)/u;
/** `OpenAI 가기 전에 Meta에서`: the one named last came earlier. */
const BEFORE_KO =
  /^(?:에|으로|로)?\s?(?:(?:가|오|옮기|들어가|합류하|입사하)기\s?)?전(?:에|에는|엔)\s(?:(?:저는|나는|난|전|먼저|이미)\s)?$/u;
const FROM_EN = /^.{0,40}\bthere (?:straight |right |directly )?from $/iu;

/** Two posts of which one is told to have come before the other, and did not. */
export function precedenceHeld(read: Reading): LifeClaim[] {
  const { statement, stations, card } = read;
  const { text } = statement;
  const posts = stations.filter(
    ({ kind, posts: [post, ...more] }) => kind === 'post' && more.length === 0 && post?.from != null,
  );
  const first = (one: Station) => one.posts[0]?.from ?? 0;
  return posts.slice(1).flatMap((later, index): LifeClaim[] => {
    const earlier = posts[index];
    if (earlier === undefined || speaksOfOthers(statement, later.start, card)) return [];
    const between = text.slice(earlier.end, later.start);
    const isAhead = BEFORE_EN.test(between) && CLOSES.test(text.slice(later.end));
    const isBehind = BEFORE_KO.test(between) || FROM_EN.test(between);
    if (isAhead === isBehind) return [];
    const isOff = isAhead ? first(earlier) > first(later) : first(later) > first(earlier);
    const finding: Finding | null = isOff
      ? { code: 'identity.apart', params: { said: later.said, beside: earlier.said } }
      : null;
    return [claim(read, earlier.start, later.end, finding, later.posts[0]?.line)];
  });
}

/** The first post of a life, or the last before this one. */
const FIRST =
  /첫 ?(?:직장|회사|일자리)|(?:경력|커리어|사회생활)(?:을|는|은)?\s?(?:처음|시작)|\b(?:my )?first (?:real |proper )?(?:job|employer|post|company)\b|\b(?:I (?:started out|began)|started my career|cut my teeth) (?:at|in|with)\b/iu;
const LAST =
  /(?:직전|바로 전) ?(?:직장|회사)|여기 오기 (?:직전|바로 전)|\b(?:right|just|straight|immediately) before (?:this (?:team|job|one)|here|joining|f1|i came|coming here)\b|\bcame (?:here )?straight from\b|\bmy (?:last|previous) (?:job|employer|post|company)\b/iu;

/** A post told as the first or the last of a life that the card has elsewhere in its course. */
export function endsHeld(read: Reading): LifeClaim[] {
  const { statement, stations, card } = read;
  const { text } = statement;
  const past = card.posts.filter(({ from, present }) => from !== null && !present);
  const [one, ...more] = stations.filter(({ kind, posts }) => kind === 'post' && posts.length > 0);
  if (one === undefined || more.length > 0 || past.length < 2 || card.posts.some(({ from }) => from === null))
    return [];
  const isService = ({ employer }: Post) => mentionsIn(employer, vocabularies().branches).length > 0;
  const byStart = past.toSorted((a, b) => (a.from ?? 0) - (b.from ?? 0));
  // Whether service or a civil post was the first job is a matter of words.
  const civil = byStart.filter((post) => !isService(post) && !/전문연/u.test(roleOf(card, post)));
  const ends: [RegExp, (Post | undefined)[]][] = [
    [FIRST, [byStart[0], civil[0]]],
    [LAST, [byStart.at(-1)]],
  ];
  return ends.flatMap(([pattern, held]): LifeClaim[] => {
    const found = pattern.exec(text);
    if (found === null || speaksOfOthers(statement, one.start, card) || Math.abs(found.index - one.start) > 60)
      return [];
    const finding: Finding | null = one.posts.some((post) => held.includes(post))
      ? null
      : { code: 'identity.apart', params: { said: found[0], beside: one.said } };
    return [claim(read, one.start, one.end, finding, one.posts[0]?.line)];
  });
}
