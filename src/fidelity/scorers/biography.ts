import { escaped } from '../../core/pattern.ts';
import { employersOf, vocabularies } from '../compile/facts.ts';
import type { Finding } from '../findings/finding.ts';
import { ENGLISH_NUMBERS, wordValue } from '../laws/number-words.ts';
import type { CompiledCard, Post } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import { cite } from '../model/scorer.ts';
import type { Statement } from '../reading/clauses.ts';
import { isNegated, speaksOfOthers } from '../reading/clauses.ts';
import { mentionsIn } from '../reading/mentions.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

/** Whether a sentence may speak of a time somewhere at all; what it says of it is read afterwards. */
const WORKED_KO =
  /에서|에\s|에는|다니|다녔|출신|시절|나왔|나온|옮[겼긴겨]|합쳐|퇴사|이직|직장|경력|입사|[가-힣] 때|년/u;
const WORKED_EN =
  /\b(?:I (?:was|worked|work|joined|left|spent|started|led|built|ran|wrote|quit|came|moved|interned|co-founded|founded)|my (?:time|years?|days|first job|last job|old team|previous|former|stint|job|career|team)|when I|while I|back (?:at|in)|I've (?:been|worked|spent)|my (?:whole|entire) career|I used to work|I'm an? (?:ex-|former))\b/iu;
const YEAR = /(?<!\d)((?:19|20)\d{2})(?!\d)\s*년?/gu;
/** Claims about posts and years that the career of the card rules out. */
export function biographyIn(statement: Statement, utterance: string, card: CompiledCard): Evidence[] {
  return [
    ...employersIn(statement, utterance, card),
    ...unlistedEmployers(statement, utterance, card),
    ...experienceIn(statement, utterance, card),
    ...venuesIn(statement, utterance, card),
  ];
}

function employersIn(statement: Statement, utterance: string, card: CompiledCard): Evidence[] {
  const { text, start } = statement;
  const isKorean = /[가-힣]/u.test(text);
  const isClaim = (isKorean && WORKED_KO.test(text)) || WORKED_EN.test(text);
  if (!isClaim || card.posts.length === 0) return [];
  const mentions = mentionsIn(text, employersOf(card));
  const years = [...text.matchAll(YEAR)].map((found) => ({
    year: Number(found[1]),
    at: found.index,
    end: found.index + found[0].length,
  }));
  return mentions.flatMap((mention): Evidence[] => {
    if (speaksOfOthers(statement, mention.start, card)) return [];
    const post = card.posts.filter(({ aliases }) => mention.entry.some((name) => aliases.includes(name.toLowerCase())));
    if (isNegated(text, mention.start, mention.end))
      return post.length > 0 && isNeverThere(text, mention.start, mention.end)
        ? [
            cite(
              utterance,
              start + mention.start,
              start + mention.end,
              { code: 'identity.denies-employer', params: { employer: post[0]?.employer ?? '' } },
              post[0]?.line,
            ),
          ]
        : [];
    if (post.length === 0) {
      if (!isAtEmployer(text, mention.start, mention.end) || isElsewhereInCard(mention.entry, card)) return [];
      const said = text.slice(mention.start, mention.end);
      return [cite(utterance, start + mention.start, start + mention.end, elsewhere(said, card), card.posts[0]?.line)];
    }
    if (WHOLE_CAREER.test(text) && card.posts.length > 2) {
      const params = { employer: post[0]?.employer ?? '', posts: card.posts.length };
      const finding: Finding = { code: 'identity.whole-career', params };
      return [cite(utterance, start + mention.start, start + mention.end, finding, post[0]?.line)];
    }
    const wrong = years.find(
      ({ year, at, end }) =>
        isOneClause(text, mention, { start: at, end }) && !post.some((one) => fits(one, year, text, at)),
    );
    const spent = durationIn(text, mention.start, mention.end);
    const long =
      spent !== null &&
      post.every(({ from, to }) => from !== null && to !== null && Math.abs(to - from - spent.years) > 1);
    const [one] = post;
    const at = { employer: one?.employer ?? '', from: one?.from ?? null, to: one?.to ?? null };
    if (wrong !== undefined)
      return [
        cite(
          utterance,
          start + wrong.at,
          start + wrong.end,
          { code: 'identity.year', params: { year: wrong.year, ...at } },
          one?.line,
        ),
      ];
    if (long && spent !== null)
      return [
        cite(
          utterance,
          start + spent.at,
          start + spent.end,
          { code: 'identity.duration', params: { years: spent.years, ...at } },
          one?.line,
        ),
      ];
    return [];
  });
}

/** A year belongs to an employer only within one clause: `Google Brain, Cohere를 거쳐서 2024년에 여기로` has it of neither. */
function isOneClause(
  text: string,
  one: { start: number; end: number },
  other: { start: number; end: number },
): boolean {
  const between = text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start));
  return between.length < 40 && !/[,;.→]|[고며서]\s|\b(?:and|then|before|after|until)\b/u.test(between);
}

const elsewhere = (said: string, { posts }: CompiledCard): Finding => ({
  code: 'identity.employer',
  params: { said, card: posts.map(({ employer }) => employer) },
});

/** `거기서 일한 적이 없어요`: the time itself is denied, not one thing about it. */
function isNeverThere(text: string, from: number, to: number): boolean {
  return (
    /^(?:에서|에는|에|엔)?\s?(?:한 번도\s?)?(?:일한|일해 ?본|다닌|다녀 ?본|있었던|있어 ?본|근무한|몸담은|간)\s?(?:적|일)(?:이|은|도)?\s?(?:한 번도\s?)?없|^(?:에는|에|엔|는|은)?\s?(?:안|못) (?:다녔|있었|갔)/u.test(
      text.slice(to),
    ) ||
    /\b(?:i(?:'ve| have)? never (?:worked|been|was|set foot) (?:at|for|with|in|inside))\s*$/iu.test(
      text.slice(Math.max(0, from - 40), from),
    )
  );
}

const WHOLE_CAREER =
  /\b(?:whole|entire) (?:career|working life)\b|평생(?:을)?\s|커리어(?:를)? (?:전부|내내)|한 직장에서만|여기서만 (?:일|있)/iu;

const WORKED_AT =
  /(?<![가-힣A-Za-z])([가-힣]{2,8}|[A-Z][A-Za-z]{2,14})에서\s(?:잠깐\s|잠시\s|오래\s|한동안\s|[\d가-힣]{1,2}\s?년(?:간|을|\s?동안)?\s|[가-힣]{2,6}(?:로|으로)\s)?(?:일했|일하다|근무했|근무하다|재직했|인턴(?:을)?\s?했)|\b(?:[Ww]orked|employed|spent (?:\w+ )?years?) (?:at|for) ([A-Z][A-Za-z]{2,14})\b/gu;
const NO_EMPLOYER =
  /(?:회사|직장|팀|곳|거기|여기|저기|해외|외국|국내|현장|연구소|연구실|랩|스타트업|대기업|공장|병원|학교|사무실|자리|부서|조직|기관|환경|분야|업계|카페|도서관|새벽|집|한국|미국|유럽|바닥|계열|쪽|층|방|상태|조건|단계|구조|코드|서버|클러스터|노드|장비)$/u;

/** A place of work that no vocabulary has, by the verb of having worked there: a doubt, as the noun may be no company. */
function unlistedEmployers(statement: Statement, utterance: string, card: CompiledCard): Evidence[] {
  const { text, start } = statement;
  if (card.posts.length === 0) return [];
  return [...text.matchAll(WORKED_AT)].flatMap((found): Evidence[] => {
    const name = found[1] ?? found[2] ?? '';
    const at = found.index + found[0].indexOf(name);
    // `Google Brain에서`: the end of a longer name is no name.
    const isListed =
      mentionsIn(text, employersOf(card)).some(({ start: from, end }) => from < at + name.length && end > at) ||
      mentionsIn(name, vocabularies().places).length > 0;
    if (name === '' || NO_EMPLOYER.test(name) || isListed || isElsewhereInCard([name.toLowerCase()], card)) return [];
    if (isNegated(text, at, at + name.length) || speaksOfOthers(statement, at, card)) return [];
    return [cite(utterance, start + at, start + at + name.length, elsewhere(name, card), card.posts[0]?.line)];
  });
}

/** Work at a place, not a product, a paper or a device of it. */
function isAtEmployer(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - 46), from);
  const after = text.slice(to, to + 40);
  const ko =
    /^(?:에서|에)?\s*(?:다닐|다녔|다니던|있을 때|있었|있던|일할|일했|일하|근무|재직|입사|퇴사|나와서|출신|시절|합류|들어갔|들어간|몸담|\d+년|[한두세네]\s?해|나온 (?:뒤|다음|지|사람)|경력|인턴|인사팀|본사)|^(?:에서|에)\s*(?:내가|제가|나도|저도)?\s*(?:\S+\s+){0,3}(?:일했|일할|일하|근무|보냈|할 때|하던|하면서|맡을|이끌|있을|연구했|있었|짰|이끌었|맡았|만들었|다녔|배웠|\S*던 (?:시절|때)|\S*[할킬릴] 때)/u;
  if (
    /^에서\s*(?:\S+\s+){0,3}?(?!발표|강연|세미나|미팅|인터뷰|면접|회의|구경|소개)\S+(?:을|를)\s*(?:했|하던|하다가|해 ?왔|맡았|맡던|보던)/u.test(
      after,
    )
  )
    return true;
  // `저는 Intel에서 CPU 아키텍처를 설계했어요`: a deed of the speaker at a place.
  const deed = /^에서\s*((?:\S+\s+){0,4}?\S*[가-힣]*)(?:했|었|았|였|던 사람|렸|냈|왔던)/u.exec(after);
  if (
    deed !== null &&
    /(?:^|[\s,])(?:저는|제가|나는|내가|난|전)\s[^,.!?]{0,12}$/u.test(before) &&
    !/발표|강연|강의|봤|보았|들었|들은|읽|만났|만나|샀|열린|미팅|인터뷰|면접|연락|제안|받|거절|탈락|떨어|구경|견학|초청|확인|인용|찾|가져|퍼|빌려/u.test(
      after.slice(0, 40),
    )
  )
    return true;
  // `애플에서 MLX 만들 때`: any verb in ㄹ before the time.
  const worksWhen = /^에서\s*(?:\S+\s+){0,2}(\S+) (?:때|적|무렵)(?![가-힣]*마다)/u.exec(after);
  if (worksWhen !== null && closesWithL(worksWhen[1]?.at(-1) ?? '')) return true;
  const en = /\b(?:at|for|with|to|joined|left|from|ex-|quit|in)\s*(?:the )?$/iu;
  if (/(?:전|첫|이전|직전|옛|지난) ?(?:직장|회사)(?:이|은|는|인|가)?\s*$/u.test(before)) return true;
  return (
    (/[가-힣]/u.test(text) && ko.test(after)) ||
    (en.test(before) &&
      WORKED_EN.test(before + after) &&
      !/\b(?:talk|paper|blog|report|docs?|presented|customer|vendor|read|flew)\b/iu.test(before)) ||
    /\bmy .{0,24}(?:at|with) $/iu.test(before) ||
    (/^\s*(?:engineer|researcher|alum\w*|employee|veteran|days|years|colleagues)\b/iu.test(after) &&
      /\b(?:I|my)\b/iu.test(before))
  );
}

function closesWithL(syllable: string): boolean {
  const code = syllable.charCodeAt(0) - 0xac00;
  return code >= 0 && code < 11_172 && code % 28 === 8;
}

/** Named somewhere else in the card, as a collaborator or a speaker's place may be. */
function isElsewhereInCard(entry: readonly string[], { card }: CompiledCard): boolean {
  const text = [
    card.military,
    ...card.attributes.map(({ value }) => value),
    ...card.education,
    ...card.career.flatMap(({ achievements, role }) => [role, ...achievements]),
  ]
    .join(' ')
    .toLowerCase();
  return entry.some((name) =>
    /^[a-z]/iu.test(name) ? new RegExp(`\\b${escaped(name)}\\b`, 'iu').test(text) : text.includes(name),
  );
}

function fits({ from, to, present }: Post, year: number, text: string, at: number): boolean {
  if (from === null) return true;
  const near = text.slice(at, at + 34);
  const before = text.slice(Math.max(0, at - 34), at);
  const joins = /입사|들어갔|들어간|합류|시작|joined|started|옮겼|옮긴/iu;
  const leaves = /퇴사|나왔|나온|떠났|그만|left|quit/iu;
  if (joins.test(near) || /\b(?:joined|started)\b[^.]{0,28}$/iu.test(before)) return year === from;
  if ((leaves.test(near) || /\b(?:left|quit)\b[^.]{0,28}$/iu.test(before)) && to !== null) return year === to;
  return year >= from && (present || to === null ? true : year <= to);
}

/** Years as Korean and English count them. */
const KO_YEARS =
  '(?:\\d{1,2}|(?<![가-힣])(?:[이삼사오육칠팔구]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구]|[한두세네]|다섯|여섯|일곱|여덟|아홉|열|스무))';
const EN_YEARS = `(?:\\d{1,2}|one|${ENGLISH_NUMBERS})`;
const DURATION = new RegExp(
  `(${KO_YEARS})\\s?(?:년|해)(?:\\s?(?:동안|간|을|이나|정도|쯤|넘게))?\\s*(?:다녔|있었|일했|근무|보냈|몸담|다닐|있으면서|이나)|\\b(${EN_YEARS}) years? (?:at|with|in)\\b|\\b(?:spent|worked|for) (${EN_YEARS}) years?\\b`,
  'iu',
);

function durationIn(text: string, from: number, to: number): { years: number; at: number; end: number } | null {
  const found = DURATION.exec(text);
  if (found === null) return null;
  const at = { start: found.index, end: found.index + found[0].length };
  // `A에서 5년, B에서 7년을 보냈고`: a length belongs to the place that it is said of.
  if (!isOneClause(text, { start: from, end: to }, at)) return null;
  const said = (found[1] ?? found[2] ?? found[3] ?? '').toLowerCase();
  const years = wordValue(said) ?? Number(said);
  return Number.isFinite(years) ? { years, at: found.index, end: found.index + found[0].length } : null;
}

const EXPERIENCE = new RegExp(
  [
    `(?:경력|이 ?바닥|이 ?일|이쪽(?: ?일)?|이 ?업계|이 ?분야|업계|현업|개발|실무|이 ?길)[^.\\d]{0,14}?(${KO_YEARS})\\s*년`,
    `(?:한|시작한|들어온|발 들인|뛰어든) 지(?:도|는)?\\s*(?:이제|벌써|겨우|고작|어느덧|올해로|막|한)?\\s*(${KO_YEARS})\\s*년`,
    `(${KO_YEARS})\\s*년\\s?(?:차|째|동안 (?:이|모델|성능|커널|시스템|훈련|서비스)|간 (?:이|모델|성능|커널|시스템|훈련)|경력|넘게 (?:이|모델|성능|훈련))`,
    `\\b(${EN_YEARS})\\+?\\s?(?:-\\s?)?years?(?:'|’)?(?: of)? (?:of )?(?:experience|in (?:this|the) (?:field|business|industry|trade|job)|doing this|on the job|career|in the game|under my belt|of training models|in (?:ml|performance|engineering|architecture))`,
    `\\b(?:done|doing|been at|been in) (?:this|it|ml|this field|the field)(?: \\w+)? for (?:only |just |about |barely |the last |the past )?(${EN_YEARS}) years`,
    `\\bmy (\\d{1,2})(?:th|rd|nd|st)? years? (?:in|of|career)`,
  ].join('|'),
  'iu',
);

/** That a working life is spoken of, whatever the trade. */
const OF_WORK = /경력|이 ?일|이 ?길|업계|현업|실무|이 ?바닥|직업|career|experience/iu;

function experienceIn({ text, start }: Statement, utterance: string, card: CompiledCard): Evidence[] {
  const fact = card.facts.find(({ field }) => field === 'experience');
  const stated = Number(fact?.aliases[0] ?? Number.NaN);
  const found = EXPERIENCE.exec(text);
  if (fact === undefined || found === null || !Number.isFinite(stated)) return [];
  const said = (found.slice(1).find((group) => group !== undefined) ?? '').toLowerCase();
  const years = wordValue(said) ?? Number(said);
  if (!Number.isFinite(years) || Math.abs(years - stated) <= 1) return [];
  if (isNegated(text, found.index, found.index + found[0].length) || speaksOfOthers({ text }, found.index, card))
    return [];
  // `3년째 같은 가마를 써요` counts the years of one habit; `이 일이 3년째예요` those of a working life.
  if (/[째차]$/u.test(found[0]) && /^\s+\S/u.test(text.slice(found.index + found[0].length)) && !OF_WORK.test(text))
    return [];
  // A time at one employer is not the whole career.
  if (mentionsIn(text, employersOf(card)).length > 0 && !/경력|experience|career/iu.test(text)) return [];
  if (
    /(?:최소|이상|넘|한|적어도)\s*$|넘게|이상|over|more than|at least/iu.test(
      text.slice(Math.max(0, found.index - 12), found.index + found[0].length + 4),
    ) &&
    years < stated &&
    years > stated / 2
  )
    return [];
  return [
    cite(
      utterance,
      start + found.index,
      start + found.index + found[0].length,
      { code: 'identity.experience', params: { years, card: fact.value } },
      fact.line,
    ),
  ];
}

const VENUES =
  'ICLR|NeurIPS|NIPS|ICML|ACL|EMNLP|NAACL|CVPR|AAAI|ASPLOS|ISCA|MICRO|HPCA|OSDI|SOSP|NSDI|SIGMOD|VLDB|PLDI|CGO|KubeCon|re:Invent|GTC|SREcon|Strange Loop|MLSys|SIGCOMM|USENIX';
const VENUE = new RegExp(
  `\\b(${VENUES})\\b(?:[\\s,()A-Za-z]{0,12}?)((?:19|20)\\d{2})|(?<!\\d)((?:19|20)\\d{2})년?\\s(?:\\w+\\s)?(${VENUES})\\b`,
  'gu',
);

/** An own paper or talk in a year in which the card has the same venue otherwise. */
function venuesIn({ text, start, saysSelf }: Statement, utterance: string, card: CompiledCard): Evidence[] {
  if (!saysSelf && !/논문|발표|best paper|수상|keynote|키노트/iu.test(text)) return [];
  const { card: source } = card;
  const written = [
    ...source.career.flatMap(({ achievements }) => achievements),
    ...source.attributes.map(({ value }) => value),
    ...source.sections.map((section) => section.text),
  ].join('\n');
  return [...text.matchAll(VENUE)].flatMap(([whole, one = '', after = '', ahead = '', other = ''], index) => {
    const [venue, year] = one === '' ? [other, ahead] : [one, after];
    const years = [...written.matchAll(new RegExp(`${venue}[^\\n]{0,12}?((?:19|20)\\d{2})`, 'gu'))].map(
      ([, found]) => found,
    );
    if (years.length === 0 || years.includes(year)) return [];
    if (
      !/내 |제 |우리|my|our|I |받|썼|발표|상은|수상|최우수|키노트|won|wrote|published|presented|best paper|award|keynote/iu.test(
        text,
      )
    )
      return [];
    const at = text.indexOf(whole, index);
    return [
      cite(utterance, start + at, start + at + whole.length, {
        code: 'identity.venue',
        params: { venue, year, card: years.join(', ') },
      }),
    ];
  });
}
