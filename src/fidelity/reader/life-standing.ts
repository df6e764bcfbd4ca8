import { onceEach } from '../../core/once.ts';
import { escaped } from '../../core/pattern.ts';
import { vocabularies } from '../compile/facts.ts';
import type { Finding } from '../findings/finding.ts';
import { isNegated, speaksOfOthers } from '../reading/clauses.ts';
import { mentionsIn } from '../reading/mentions.ts';
import { venuesIn } from '../reading/subjects.ts';
import type { LifeClaim, Reading } from './life-claim.ts';
import { claim, clausesOf } from './life-claim.ts';

/** A unit of an army by its number: `제2작전사령부`, `3사단`. */
const UNIT =
  /(?<![\d가-힣])제?\s?(\d{1,3})\s?(작전사령부|군단|사단|여단|연대|비행단|전투비행단|함대|군사령부|군수사령부)|\b(\d{1,3})(?:st|nd|rd|th) (operations command|corps|division|brigade|regiment|fighter wing|wing|fleet)\b|\b(First|Second|Third|Fourth|Fifth) (operations? command|corps|division|brigade|regiment|fighter wing|wing|fleet)\b/giu;
const KINDS: Readonly<Record<string, string>> = {
  'operations command': '작전사령부',
  'operation command': '작전사령부',
  corps: '군단',
  division: '사단',
  brigade: '여단',
  regiment: '연대',
  'fighter wing': '비행단',
  wing: '비행단',
  전투비행단: '비행단',
  fleet: '함대',
};
const ORDER = ['first', 'second', 'third', 'fourth', 'fifth'];

const unitsIn = (text: string) =>
  [...text.matchAll(UNIT)].map((found) => {
    const [whole, korean, unit, digits, name, word, other] = found;
    const kind = (unit ?? name ?? other ?? '').toLowerCase();
    const number = word === undefined ? Number(korean ?? digits) : ORDER.indexOf(word.toLowerCase()) + 1;
    return { whole, at: found.index, unit: `${number} ${KINDS[kind] ?? kind}` };
  });

/** A unit served in that is not the card's. */
export function serviceUnitHeld(read: Reading): LifeClaim[] {
  const { statement, own, card } = read;
  const held = unitsIn(own.service ?? '').map(({ unit }) => unit);
  if (held.length === 0) return [];
  const line = card.facts.find(({ field }) => field === 'service')?.line;
  return unitsIn(statement.text).flatMap(({ whole, at, unit }): LifeClaim[] => {
    if (speaksOfOthers(statement, at, card) || isNegated(statement.text, at, at + whole.length)) return [];
    const params = { field: 'service' as const, said: whole, card: own.service ?? '' };
    return [claim(read, at, at + whole.length, held.includes(unit) ? null : { code: 'identity.claim', params }, line)];
  });
}

const TOP =
  /수석(?!\s?(?:연구원|엔지니어|부사장))|\b(?:valedictorian|summa cum laude|first in (?:the|my) class|top of (?:the|my) class)\b/iu;
const LOW =
  /(?:거의 |맨 )?바닥(?:으로|에서|권)|꼴찌|꼴등|턱걸이|(?:간신히|겨우) (?:졸업|나왔|나온|마쳤)|하위권|중간쯤?(?:으로|에서)|차석|[2이]등으로|\b(?:bottom of (?:the|my) class|near the bottom|scraped (?:through|by)|barely (?:graduated|passed|made it)|middle of (?:the|my) class|second in (?:the|my) class|last in (?:the|my) class)\b/iu;
const STUDY =
  /졸업|나온|나왔|학부|학과|대학|학교|학번|\b(?:graduat\w+|class|degree|undergrad\w*|college|university|bachelor\w*)\b/iu;

/** How somebody came out of school, where the card has them first. */
export function honoursHeld(read: Reading): LifeClaim[] {
  const { statement, stations, own, card } = read;
  const { text } = statement;
  const found = LOW.exec(text);
  const first = own.education.filter((one) => TOP.test(one.text));
  if (found === null || first.length === 0 || !STUDY.test(text)) return [];
  const schools = stations.filter(({ kind }) => kind === 'school');
  const isThere =
    schools.length === 0
      ? own.education.every((one) => TOP.test(one.text) || !one.degrees.includes('bs'))
      : schools.some(({ entry }) => first.some((one) => one.schools.includes(entry[0] ?? '')));
  if (
    !isThere ||
    speaksOfOthers(statement, found.index, card) ||
    isNegated(text, found.index, found.index + found[0].length)
  )
    return [];
  const line = card.facts.find(({ field }) => field === 'school')?.line;
  const params = { field: 'school' as const, said: found[0], card: first.map((one) => one.text).join('; ') };
  return [
    claim(
      read,
      found.index,
      found.index + found[0].length,
      { code: 'identity.claim', params },
      line,
      schools.length > 0,
    ),
  ];
}

/** A school that the sentence points at: the one named last. */
const SAME_PLACE =
  /같은 (?:곳|학교|데)에서|거기(?:에)?서|그 학교에서|\b(?:at the same (?:place|school)|(?:stayed|also) there|there (?:too|as well))\b/iu;
const DEGREE = /\b(?:ph\.?\s?d|doctorate)\b|박사(?!님|급| ?후)|\b(?:master['’]?s)\b|석사|\bundergrad\w*\b|학부|학사/giu;

/** A degree told of the school that was named before it. */
export function sameSchoolHeld(read: Reading): LifeClaim[] {
  const { statement, stations, situation, own, card } = read;
  const { text } = statement;
  if (own.education.length === 0) return [];
  const value = own.education.map((one) => one.text).join('; ');
  const line = card.facts.find(({ field }) => field === 'school')?.line;
  const [asked, ...more] = mentionsIn(situation, vocabularies().schools);
  return clausesOf(text).flatMap(({ start: from, end: to }): LifeClaim[] => {
    const clause = text.slice(from, to);
    const found = SAME_PLACE.exec(clause);
    if (found === null) return [];
    const before = stations.findLast(({ kind, end }) => kind === 'school' && end <= from + found.index);
    const school = before?.entry[0] ?? (more.length === 0 ? asked?.entry[0] : undefined);
    if (school === undefined) return [];
    return [...clause.matchAll(DEGREE)].flatMap(({ index, 0: said }): LifeClaim[] => {
      const level = /^(?:ph|doc|박)/iu.test(said) ? 'phd' : /^(?:m|석)/iu.test(said) ? 'ms' : 'bs';
      const of = own.education.filter(({ degrees, schools }) => degrees.includes(level) && schools.length > 0);
      const at = from + index;
      if (of.length === 0 || speaksOfOthers(statement, at, card)) return [];
      const params = { field: 'school' as const, said: school, card: value };
      const finding: Finding | null = of.some(({ schools }) => schools.includes(school))
        ? null
        : { code: 'identity.claim', params };
      return [claim(read, at, at + said.length, finding, line)];
    });
  });
}

const PRIZE = /best paper|outstanding paper|최우수 ?논문|우수 ?논문상|베스트 ?페이퍼|논문상|\bkeynote|키노트|기조/iu;

/** That the speaker had it, and did not hear of it. */
const OWN_PRIZE =
  /받[았은아]|탔|수상[했한]|(?:키노트|기조\S*)(?:를|을|로)?\s(?:\S+\s)?(?:했|섰|맡)|\b(?:won|received|earned|got (?:a|the|us|me)|gave (?:a|the|me)|given|delivered)\b/iu;

/** A prize or a keynote at a meeting that no line of the card has. */
export function prizesHeld(read: Reading): LifeClaim[] {
  const { statement, card } = read;
  const { text } = statement;
  const found = PRIZE.exec(text);
  if (found === null || !OWN_PRIZE.test(text)) return [];
  const written = venuesIn(card.text);
  const strange = [...venuesIn(text)].filter((venue) => !written.has(venue));
  if (written.size === 0 || strange.length === 0 || speaksOfOthers(statement, found.index, card)) return [];
  if (isNegated(text, found.index, found.index + found[0].length)) return [];
  const params = { said: strange.join(', '), beside: found[0] };
  return [claim(read, found.index, found.index + found[0].length, { code: 'identity.apart', params }, undefined)];
}

const NATIVE = /native|mother|모국어|원어민/iu;

const ALSO: Readonly<Record<string, readonly string[]>> = {
  영어: ['English'],
  English: ['영어'],
  한국어: ['Korean'],
  Japanese: ['일본어'],
  일본어: ['Japanese'],
  Python: ['파이썬'],
  Rust: ['러스트'],
};

/** How a language is told to be the speaker's own, and how to be a weak one. */
const tongueOf = onceEach((name: string): { own: RegExp; weak: RegExp } => {
  const names = [name, ...(ALSO[name] ?? [])].map((one) => escaped(one)).join('|');
  return {
    own: new RegExp(
      `(?<![\\p{L}])(?:${names})(?:가|이|는|은)\\s(?:제 |내 )?(?:모국어|원어민)|\\b(?:${names}) is (?:basically |practically )?my (?:mother tongue|native|first)`,
      'iu',
    ),
    weak: new RegExp(
      `(?<![\\p{L}])(?:${names})(?:는|은|도)\\s(?:겨우 |그냥 )?(?:읽는 정도|읽을 줄만|더듬|조금|서툴)|\\bi (?:only |can only |barely )?read (?:${names})(?![\\w+])`,
      'iu',
    ),
  };
});

/** Without one of these no language is told so: the patterns of every language are longer. */
const MAY_TELL = /모국어|원어민|읽|더듬|조금|서툴|\bmy\b|\bread\b/iu;

/** A language told as one's own that the card has as a weaker one, or the other way round. */
export function tonguesHeld(read: Reading): LifeClaim[] {
  const { statement, card } = read;
  const { text } = statement;
  if (!MAY_TELL.test(text)) return [];
  return card.card.languages.flatMap(({ name, level }): LifeClaim[] => {
    const { own, weak } = tongueOf(name);
    const [asOwn, asWeak] = [own.exec(text), weak.exec(text)];
    const found = asOwn ?? asWeak;
    if (found === null || speaksOfOthers(statement, found.index, card)) return [];
    if (isNegated(text, found.index, found.index + found[0].length)) return [];
    const isOff = NATIVE.test(level) === (asOwn === null);
    const params = { said: found[0], beside: `${name} (${level})` };
    return [claim(read, found.index, found.index + found[0].length, isOff ? { code: 'identity.apart', params } : null)];
  });
}
