import type { Finding } from '../findings/finding.ts';
import type { CompiledCard, Post } from '../model/compiled-card.ts';
import { isNegated, speaksOfOthers } from '../reading/clauses.ts';
import { subjectsIn } from '../reading/subjects.ts';
import type { LifeClaim, Reading } from './life-claim.ts';
import { claim, clausesOf } from './life-claim.ts';

/** Ranks and kinds of post, as both languages say them; each is held to be another than the next. */
const RANKS: readonly (readonly [string, RegExp])[] = [
  ['intern', /인턴|\bintern(?:ship)?\b/iu],
  ['trainee', /견습|수습|연수생|\b(?:trainee|apprentice)\b/iu],
  ['postdoc', /포닥|박사 ?후|\bpost-?doc(?:toral)?\b/iu],
  ['junior', /주니어|\bjunior\b/iu],
  ['senior', /시니어|선임|\bsenior\b/iu],
  ['staff', /스태프|\bstaff\b/iu],
  ['principal', /프린시펄|프린시플|책임(?=\s?(?:연구|엔지니어|급|로|으로))|\bprincipal\b/iu],
  ['distinguished', /디스팅귀시드|\bdistinguished\b/iu],
  ['fellow', /펠로우?|\bfellow\b/iu],
  ['partner', /파트너 ?변호사|\bpartner\b/iu],
  ['director', /디렉터|이사로|\bdirector\b/iu],
  ['manager', /매니저|\bmanager\b/iu],
  ['lead', /팀장|팀 ?리드|\b(?:team|tech) lead(?:er)?\b/iu],
  ['head', /본부장|실장|소장으로|\bhead of\b/iu],
  ['founder', /창업|공동 ?창업|\b(?:co-?)?founder\b/iu],
  ['chief', /\b(?:CTO|CEO|CIO)\b|최고기술책임자/u],
];
const ranksIn = (text: string): string[] => RANKS.flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));

/** Ranks that a sentence gives its speaker: `as a postdoc`, `책임 연구원으로`. */
const AS_EN =
  /\b(?:as|was|became|made|joined as|hired (?:me )?(?:straight |right )?(?:in )?as|came in as) (?:an? |the |their |its )?((?:[A-Za-z-]+ ){0,2}?(?:intern|trainee|apprentice|post-?doc(?:toral)?|junior|senior|staff|principal|distinguished|fellow|partner|director|manager|(?:team|tech) lead(?:er)?|head of|(?:co-?)?founder|CTO|CEO))\b/giu;
const AS_KO =
  /(?<![가-힣])(인턴|수습|견습|포닥|박사 ?후(?: ?연구원| ?과정)?|주니어|시니어|선임|책임|수석 ?연구원|스태프|프린시펄|펠로우?|디렉터|매니저|팀장|팀 ?리드|본부장|실장|창업자)(?:\s?(?:연구원|엔지니어|개발자|급|직급|과정|변호사|사이언티스트|과학자))?(?:으로|로|이었|였|이던|자리)/gu;

/** `I was a manager`, and not `it was a manager`; `As a postdoc` opens an answer. */
const isOfSelf = (text: string, at: number, said: string) => {
  const before = text.slice(Math.max(0, at - 44), at);
  if (/[가-힣]/u.test(said) || /^\W*$/u.test(before)) return true;
  return /^was\b/iu.test(said) ? /\bI(?:['’]d| had)? (?:\w+ )?$/u.test(before) : /\b(?:I|me|my)\b/u.test(before);
};

/** A rank told of a post that the card has under others. */
export function ranksHeld(read: Reading): LifeClaim[] {
  const { statement, stations, card } = read;
  const { text } = statement;
  const posts = stations.filter(({ kind, posts: of }) => kind === 'post' && of.length > 0);
  return [...text.matchAll(AS_EN), ...text.matchAll(AS_KO)].flatMap((found): LifeClaim[] => {
    const [whole, said = ''] = found;
    const [at, to] = [found.index, found.index + whole.length];
    if (!isOfSelf(text, at, whole)) return [];
    const clause = clausesOf(text).find(({ start, end }) => at >= start && at < end);
    const here = posts.filter(({ start }) => clause !== undefined && start >= clause.start && start < clause.end);
    const [one] = here.length > 0 ? here : posts.length === 1 ? posts : [];
    if (one === undefined || here.length > 1 || speaksOfOthers(statement, at, card) || isNegated(text, at, to))
      return [];
    const held = one.posts.flatMap((post) => ranksIn(roleOf(card, post)));
    const claimed = ranksIn(said === '책임' ? '책임 연구' : said);
    if (held.length === 0 || claimed.length === 0) return [];
    const finding: Finding | null = claimed.some((rank) => held.includes(rank))
      ? null
      : { code: 'identity.apart', params: { said: said.trim(), beside: one.said } };
    return [claim(read, at, to, finding, one.posts[0]?.line)];
  });
}

export const roleOf = (card: CompiledCard, post: Post): string =>
  card.card.career[card.posts.indexOf(post)]?.role ?? '';

const TEAM_OF = /\b(?:on|in|joined|ran|led) (?:the|their|its) ([A-Za-z][\w-]*(?: [A-Z][\w-]*){0,2}) team\b/gu;

/** A team of a post whose team the card names otherwise. */
export function teamsHeld(read: Reading): LifeClaim[] {
  const { statement, stations, asked, card } = read;
  const { text } = statement;
  const posts = stations.filter(({ kind, posts: of }) => kind === 'post' && of.length > 0);
  const [one, ...more] = posts.length > 0 ? posts : asked;
  if (one === undefined || more.some(({ posts: of }) => of.every((post) => !one.posts.includes(post)))) return [];
  return [...text.matchAll(TEAM_OF)].flatMap((found): LifeClaim[] => {
    const [whole, said = ''] = found;
    const told = one.posts.map((post) => ({ post, text: textOf(card, post).toLowerCase() }));
    if (!told.every(({ post }) => /\bteam\b|팀/iu.test(`${post.employer} ${roleOf(card, post)}`))) return [];
    if (speaksOfOthers(statement, found.index, card)) return [];
    const words = said.toLowerCase().split(' ');
    const fits = told.some(({ text: of }) => words.some((word) => of.includes(word)));
    const finding: Finding | null = fits ? null : { code: 'identity.apart', params: { said, beside: one.said } };
    return [claim(read, found.index, found.index + whole.length, finding, one.posts[0]?.line, /[A-Z]/u.test(said))];
  });
}

function textOf(card: CompiledCard, post: Post): string {
  const { employer = '', role = '', achievements = [], quote = '' } = card.card.career[card.posts.indexOf(post)] ?? {};
  return [employer, role, ...achievements, quote].join('\n');
}

const TRADE_KO =
  /((?:[가-힣A-Za-z]+\s){1,2})(?:엔지니어|연구원|개발자|과학자|아키텍트|변호사|간호사|디자이너)(?:으로|로)\s/gu;
const TRADE_EN =
  /\b(?:as|was) an? ((?:[\w-]+ ){1,3})(?:engineer|scientist|researcher|developer|architect|lawyer|nurse|designer|analyst)\b/giu;

/** What somebody was at a post, where the card has them as something else there. */
export function tradesHeld(read: Reading): LifeClaim[] {
  const { statement, stations, card } = read;
  const { text } = statement;
  const posts = stations.filter(({ kind, posts: of }) => kind === 'post' && of.length > 0);
  const [one] = posts;
  if (one === undefined || posts.some((other) => !other.posts.some((post) => one.posts.includes(post)))) return [];
  const told = one.posts.flatMap((post) => [...subjectsIn(textOf(card, post))]);
  return [...text.matchAll(TRADE_KO), ...text.matchAll(TRADE_EN)].flatMap((found): LifeClaim[] => {
    const said = [...subjectsIn(found[1] ?? '')];
    const isThere = Math.abs(found.index - one.end) < 40 && isOfSelf(text, found.index, found[0]);
    if (!isThere || said.length === 0 || told.length === 0 || speaksOfOthers(statement, found.index, card)) return [];
    const params = { said: found[0].trim(), beside: one.said };
    const finding: Finding | null = said.some((name) => told.includes(name))
      ? null
      : { code: 'identity.apart', params };
    return [claim(read, found.index, found.index + found[0].length, finding, one.posts[0]?.line)];
  });
}

/** Firms and institutes by the form of their names, where somebody worked. */
const INSTITUTE =
  /(?<![가-힣A-Za-z])((?!국책|대학|정부|출연|민간|사내|기업|중앙|부설|종합)[가-힣A-Za-z]{2,8}?(?:종합)?(?:연구원|연구소|기술원|전자|중공업|은행|증권|의료원))에서\s(?:\S+\s){0,2}?(?:할 때|하던|일할|일했|일하|근무|있을 때|다닐|다녔|복무|인턴)/gu;

/** An institute that no vocabulary has and no line of the card. */
export function institutesHeld(read: Reading): LifeClaim[] {
  const { statement, stations, card } = read;
  const { text } = statement;
  if (card.posts.length === 0) return [];
  return [...text.matchAll(INSTITUTE)].flatMap((found): LifeClaim[] => {
    const name = found[1] ?? '';
    const [at, to] = [found.index, found.index + name.length];
    const isKnown = stations.some(({ start, end }) => start < to && end > at) || card.text.includes(name);
    if (isKnown || speaksOfOthers(statement, at, card) || isNegated(text, at, to)) return [];
    const params = { said: name, card: card.posts.map(({ employer }) => employer) };
    return [claim(read, at, to, { code: 'identity.employer', params }, card.posts[0]?.line)];
  });
}

/** Parts of a firm that are told apart. */
const UNITS = /^\s?(Brain|Research|DeepMind|SRE|XLA|FAIR|Reality Labs|브레인|리서치|딥마인드)(?![a-z])/u;
const UNIT_NAMES: Readonly<Record<string, string>> = { 브레인: 'brain', 리서치: 'research', 딥마인드: 'deepmind' };

/** That somebody was there, and not that something is from there. */
const STAY_EN = /\b(?:at|joined|left|inside)\s(?:the\s)?$/iu;
const STAY_KO = /^(?:에서|에)\s?(?!나온|낸|발표|공개)|^\s?(?:시절|때|다닐|다니|있을)/u;

/** One part of a firm where the card has another. */
export function unitsHeld(read: Reading): LifeClaim[] {
  const { statement, stations, card } = read;
  const { text } = statement;
  return stations.flatMap((one): LifeClaim[] => {
    if (one.kind !== 'post' || one.posts.length === 0) return [];
    const [inside, behind] = [UNITS.exec(one.said.replace(/^\S+/u, '')), UNITS.exec(text.slice(one.end))];
    const said = inside?.[1] ?? behind?.[1];
    if (said === undefined) return [];
    const unit = UNIT_NAMES[said] ?? said.toLowerCase();
    const names = one.posts.map((post) => textOf(card, post).toLowerCase());
    // A card that names the firm alone leaves open which part it was.
    if (names.some((name) => name.includes(unit)) || !one.posts.every(({ employer }) => /\s/u.test(employer)))
      return [];
    const end = behind === null || inside !== null ? one.end : one.end + behind[0].length;
    if (!STAY_EN.test(text.slice(0, one.start)) && !STAY_KO.test(text.slice(end))) return [];
    const finding: Finding = {
      code: 'identity.employer',
      params: { said: text.slice(one.start, end), card: card.posts.map(({ employer }) => employer) },
    };
    return [claim(read, one.start, end, finding, one.posts[0]?.line)];
  });
}

/** `엔비디아에서 MLX 할 때`, `on MLX at NVIDIA`: the team of one firm within another. */
const WITHIN_KO = /^에서\s(?:\S+\s)?$/u;
const WITHIN_EN = /^\s(?:team\s)?at\s(?:the\s)?$/u;

export function withinHeld(read: Reading): LifeClaim[] {
  const { statement, stations } = read;
  const { text } = statement;
  const posts = stations.filter(({ kind, posts: of }) => kind === 'post' && of.length > 0);
  return posts.slice(1).flatMap((later, index): LifeClaim[] => {
    const earlier = posts[index];
    if (earlier === undefined || later.posts.some((post) => earlier.posts.includes(post))) return [];
    const between = text.slice(earlier.end, later.start);
    const isWithin =
      (WITHIN_KO.test(between) &&
        /^(?:를|을|에서)?\s?(?:팀|할|하던|하면서|만들|맡|짤|짜던)/u.test(text.slice(later.end))) ||
      WITHIN_EN.test(between);
    if (!isWithin) return [];
    const finding: Finding = { code: 'identity.apart', params: { said: later.said, beside: earlier.said } };
    return [claim(read, earlier.start, later.end, finding, later.posts[0]?.line)];
  });
}
