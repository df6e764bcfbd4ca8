import { TELLING } from './lexicon.ts';
import { conceptsIn } from './words.ts';

/** A question taken apart: what is asked, what is only said around it, and what is taken back. All lower case. */
export interface Reading {
  /** The sentence that asks, with earlier ones as far as it means nothing without them. */
  ask: string;
  /** The clause of it that asks. */
  focus: string;
  /** The sentence before it, where the question alone does not say what it is about. */
  before: string;
  /** Everything before and after it. */
  preamble: string;
  quoted: string;
  /** What the text says that it is not about. */
  negated: string;
  /** Whether the text told the router where to send it. */
  orders: boolean;
}

const LONGEST_TEXT = 6_000;
const MOST_SENTENCES_BACK = 2;
/** Words with content that a question needs to stand alone. */
const LEAST_CONTENT = 3;
const EMPTY_WORD =
  /^(?:the|a|an|and|or|of|to|in|on|at|for|with|by|is|are|was|were|be|been|do|does|did|can|could|should|would|will|has|have|had|i|we|you|he|she|they|it|its|this|that|these|those|there|here|what|why|how|which|where|when|who|whether|my|our|your|me|us|them|so|but|if|then|than|as|not|no|any|some|more|most|first|look|happen|happened|happens|happening|explain|reason|cause|causes|come|going|wrong|think|know|tell|mean|means|idea|please|thanks|thx|just|really|make|makes|sense|measure|check|fix|do|am|about|from|might|may|one|would|help|see|say|said|왜|뭐|뭘|뭐야|뭐예요|뭐죠|뭔가요|뭘까요|이유|이유가|원인|원인이|그래|그런|그런가요|그런지|그럴까|그럴까요|그렇지|이래|이런|이건|이게|이거|그건|그게|어디|어디를|어디로|어떻게|어째서|봐|봐야|보면|보나요|해|해야|하죠|하지|돼|되나요|재야|재요|궁금|궁금해|궁금해요|궁금합니다|거야|거죠|거예요|건가요|걸까|걸까요|뭐부터|먼저|알아|알려줘|수|있어|있나요|말이|되는|좀|요|그럼|그런데|근데)$/u;
/** What a writer says before they turn to what they want; nothing before it belongs to the question. */
const TURN_AWAY =
  /\b(?:something else|separate|another (?:topic|thing|question|matter)|different (?:topic|thing|question|matter)|that is settled|my (?:own )?question|question is|want to know|not it\b|one thing|given (?:that|all)|now\b|by contrast|instead|anyway|aside|fine\b)|그건 됐|됐고|넘어가|그건 그거|그건 그렇|다른 얘기|다른 게|다른 질문|질문 하나|묻는 건데|묻고 싶|이제|그래서|놔두고|끝난 얘기|내 질문|제 질문|별개|그럼 /u;

const QUOTED =
  /"([^"]{2,400})"|“([^”]{2,400})”|「([^」]{2,400})」|『([^』]{2,400})』|(?<=\s|^)'([^']{6,400})'(?=[\s,.?!]|$)/gu;
const SENTENCE_END = /(?<=[.?!。？！])\s+|(?<=[?!？！])(?=[^\s?!？！)])|\n+/u;
const CLAUSE_END =
  /\s*[,;:，；：]\s+|\s+[—–-]+\s+|\s*—\s*|(?<=[\])])\s*|\s+(?=[[(])|\s+(?=(?:but|so|given that|although|though|whereas|because of that)\s)|(?<=(?:는데|은데|인데|지만|으니까|니까|거든|거든요|습니다만|고요|대요|던데))\s+/u;

const NAME =
  '(?:blaze|pulse|flux|cortex|sentinel|forge|prism|other|블레이즈|펄스|플럭스|코텍스|센티넬|성훈|도윤|하린|지현|준혁|다른 사람|기타)';
const TOPIC_WORD =
  '(?:hardware|training|data|compiler|reliability|architecture|language|algorithms?|none|하드웨어|훈련|학습|데이터|신뢰성|언어|알고리즘|아키텍처)';
const SEND =
  '(?:route|send|forward|assign|hand|escalate|pass|redirect|dispatch|deliver|direct|give|submit|transfer|refer|take)';
const SENT =
  '(?:보내|넘겨|넘기|라우팅|전달|돌려 ?줘|돌려라|배정|분류|할당|이관|토스|연결|처리해|처리하게|맡겨|맡기|표시해|기록해|찍어)';
/** Texts that tell the router what to do. A clause that is one is set aside whole, so each names what is sent or to whom. */
const ORDERS: readonly RegExp[] = [
  new RegExp(`\\b${SEND}\\b(?:\\s+\\S+){0,5}?\\s+(?:to|at|over to|on to)\\s+(?:the\\s+)?"?${NAME}\\b`, 'u'),
  new RegExp(
    `\\b${SEND}\\b\\s+(?:this|it|that|these|them|everything|all|me|the (?:following|question|message|next|rest|above))(?:\\s+\\S+){0,4}?\\s+(?:to|over to)\\s+\\S+`,
    'u',
  ),
  new RegExp(
    `\\b(?:label|classify|mark|tag|treat|file|categorize|categorise|count|flag|log|register)\\b(?:\\s+\\S+){0,5}?\\s+(?:as|under|for)(?:\\s*$|\\s+(?:an?\\s+)?"?(?:${NAME}|${TOPIC_WORD}(?:[- ]level)?(?:\\s+(?:question|topic|matter|one))?\\s*$))`,
    'u',
  ),
  /\b(?:ignore|disregard|override|forget|bypass)\b.{0,30}\b(?:instruction|rule|prompt|polic|routing|classifier|guideline)/u,
  /\b(?:you are|act as|pretend to be|you must|you should|from now on)\b.{0,60}\b(?:rout|answer|return|output|reply|classif|blaze|pulse|other)/u,
  /\b(?:route|target|label|topic|probability|confidence|owner|class|assignee)\s*[=:]\s*\S+/u,
  /\b(?:answer|return|output|print|reply|respond|say|choose|pick|select)\b(?: only| just| with| the| always| word| route| label)*\s+"?(?:blaze|pulse|other|hardware)\b/u,
  /^\W*(?:router|dear router|hey router|note to (?:the )?router|attention router|system|assistant|admin|classifier)\b\s*(?:$|[:!,]|\(|please)/u,
  /\bthis is (?:clearly |definitely |obviously |really |strictly |just |only |purely )*(?:a |an )?(?:hardware|training|data|none|off topic|reliability|language|algorithms?)(?:[- ]level)? (?:question|matter|topic|issue|one)\b/u,
  /\b(?:only|nobody but|no one but)\s+(?:blaze|pulse)\s+(?:may|can|should|is allowed)/u,
  new RegExp(`\\bdo(?: not|n't) (?:send|route|forward|give|pass|hand)\\b.*\\b(?:to|${NAME})\\b`, 'u'),
  /\b(?:blaze|pulse)(?:'s| is| must| should| has to| will)? (?:must|should|has to|needs to|will|responsible|owns?|handle|question)\b/u,
  /\bhe owns (?:it|this)\b/u,
  new RegExp(`^(?:for|to|attn|@)\\s*${NAME}(?:\\s+(?:only|please|alone))?$|\\bfor ${NAME}(?: only| please)?$`, 'u'),
  new RegExp(
    `${NAME}(?:이|님|씨|\\s?형|한테)?\\s*(?:팀|쪽|담당)?\\s*(?:에게만|한테만|에게|한테|께|으로만|로만|으로|로)?(?:는|은)?\\s*(?:\\S+\\s+){0,3}?${SENT}`,
    'u',
  ),
  new RegExp(
    `${TOPIC_WORD}\\s*(?:팀|쪽|담당|질문|문제|건|데스크)?\\s*(?:에게|한테|께|으로|로)\\s*(?:\\S+\\s+){0,2}?${SENT}`,
    'u',
  ),
  new RegExp(`[a-z]{3,12}(?:에게|한테)(?:만|는)?\\s*(?:\\S+\\s+){0,3}?${SENT}`, 'u'),
  new RegExp(
    `${NAME}\\s*(?:가|이)\\s*(?:\\S+\\s+){0,2}?(?:답해야|답하게|처리해야|맡아야)|담당(?:은|자는)\\s*${NAME}|${NAME}\\s*담당`,
    'u',
  ),
  /(?:라우터|시스템|관리자)(?:는|야|에게|한테|님|\s*명령|\s*지시|\s*메시지|[:：])/u,
  /(?:이전|지금까지|앞의|위의|모든|기존|네)\s*(?:지시|규칙|명령|설정|프롬프트)\S*\s*(?:\S+\s+)?(?:무시|잊|버려|따르지)/u,
  /(?:blaze|pulse|other|블레이즈|펄스|하드웨어|기타)\S*\s*(?:라고|이라고|로|으로)만?\s*(?:답|대답|출력|말|적|응답)/u,
  /(?:무조건|반드시|항상|전부|모두|꼭)\s*(?:blaze|pulse|other|블레이즈|펄스|성훈|도윤)/u,
  /(?:확률|신뢰도)\S*\s*(?:1|100|0\.9)/u,
];

const ENGLISH_NEGATED: readonly RegExp[] = [
  /\b(?:not|n't|isn't|ain't|never)\s+(?:really\s+|so much\s+|just\s+|at all\s+)?(?:asking |talking |wondering |worried |concerned |interested |a question )?(?:about|in|because of|due to|a matter of|caused by|a|an|the)\s+(.+)$/u,
  /\b(?:forget|forget about|ignore|ignoring|never mind|leave aside|leaving aside|set aside|setting aside|putting aside|skip|skipping|apart from|aside from|regardless of|irrespective of|no matter|nothing to do with|don't care (?:about|whether|if|which)|do not care (?:about|whether|if|which)|couldn't care less about|without touching|other than)\s+(.+)$/u,
  /\b(?:it|this|that|mine|here)(?: is|'s)\s+not\s+(?:really\s+|just\s+|even\s+)?(?:an?\s+|the\s+)?(.+)$/u,
  /\b(?:sounds?|looks?|seems?|reads?)\s+like\s+(?:an?\s+)?(.+?)\s+(?:question|problem|issue|topic|matter)\b.*$/u,
  /^not\s+(.+)$/u,
  /^(.+?)\s+(?:aside|is (?:settled|fine|done|decided|closed|not the (?:issue|point|question|problem))|isn't (?:it|the (?:issue|point|question|problem)))\b.*$/u,
];
const KOREAN_NEGATED =
  /^(.*?\S)\s*(?:말고|(?:얘기|이야기|질문|문제|말)?처럼 (?:들리|보이)\S*|아니라|아니고|아닌데|아니에요|아닙니다|아냐|아니야|됐고|됐으니|빼고|제외하고|제쳐두고|제쳐 두고|접어두고|접어 두고|둘째 ?치고|무시하고|상관없이|상관없고|상관 없이|상관 없고|관계없이|관계 없이|떠나서|놔두고|치우고|묻는 게 아니|끝났고|해결됐고|관심 없)(.*)$/u;
const LONGEST_KOREAN_SCOPE = 7;

const ASKS =
  /[?？]|\b(?:why|what|which|how|where|who|when|whether)\b|^(?:is|are|do|does|did|can|could|should|would|will|has|have|shall|may|am|was|were)\b|\b(?:tell me|explain|i want to know|wonder|curious|compute|calculate|estimate|recommend|suggest|help me|show me|any idea|advice)\b|왜|뭐|뭘|몇|어떻게|얼마|어느|어디|무엇|무슨|언제|누구|이유|까요|나요|가요|은가|는지|을까|ㄹ까|할까|궁금|알려|추천|계산|설명|봐 ?줘|맞죠|되죠|하죠|맞아|어때|어떰|어케|어캐/u;
const ASKS_HERE =
  /\b(?:why|what|which|how|where|who|when|whether)\b|(?:^|\s)(?:is|are|do|does|did|can|could|should|would|will)\s+\S+|왜|뭐|뭘|몇|어떻게|얼마|어느|어디|무엇|무슨|누구|이유|까요?$|나요$|가요$|궁금|알려|추천|어케/u;

/** Takes a question apart; nothing in it is obeyed. */
export function readQuestion(text: string): Reading {
  const whole = clipped(
    text
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/[ \t\u00a0]+/gu, ' ')
      .replaceAll('’', "'")
      .trim(),
  );
  const quotes: string[] = [];
  let unquoted = whole.replaceAll(QUOTED, (quote: string) => {
    quotes.push(quote.slice(1, -1));
    return ' ';
  });
  // A question that is quoted as a whole is the question.
  if ((unquoted.match(/[a-z0-9가-힣]+/gu) ?? []).length < 3 && quotes.length > 0) unquoted = quotes.splice(0).join(' ');

  const negated: string[] = [];
  let orders = false;
  const sentences = unquoted.split(SENTENCE_END).flatMap((sentence) => {
    const asks = /[?？]\s*$/u.test(sentence);
    const clauses = sentence.split(CLAUSE_END).filter((clause) => clause.trim() !== '');
    const kept = clauses.filter((clause) => {
      const order = isOrder(clause);
      orders ||= order;
      return !order;
    });
    const left = kept
      .map((clause) => withoutNegated(clause, negated))
      .filter((clause) => /[a-z0-9가-힣]/u.test(clause));
    if (left.length === 0) return [];
    return [{ clauses: left, asks: asks || ASKS.test(left.join(' ')), marked: asks, turns: TURN_AWAY.test(sentence) }];
  });

  let at = sentences.findLastIndex(({ marked }) => marked);
  if (at < 0) at = sentences.findLastIndex(({ asks }) => asks);
  if (at < 0) at = sentences.length - 1;
  let from = at;
  const textOf = (first: number, last: number) =>
    sentences
      .slice(Math.max(0, first), last + 1)
      .map(({ clauses }) => clauses.join(', '))
      .join('. ');
  while (from > 0 && at - from < MOST_SENTENCES_BACK && !standsAlone(textOf(from, at)) && !sentences[from]?.turns)
    from -= 1;
  const ask = textOf(from, at);
  return {
    ask,
    focus: focusOf(sentences[at]?.clauses ?? [], ask),
    before: from === at && !isTelling(ask) ? textOf(at - 1, at - 1) : '',
    preamble: [textOf(0, from - 1), textOf(at + 1, sentences.length - 1)].filter((part) => part !== '').join('. '),
    quoted: quotes.join('. '),
    negated: negated.join('. '),
    orders,
  };
}

function clipped(text: string): string {
  return text.length <= LONGEST_TEXT
    ? text
    : `${text.slice(0, LONGEST_TEXT / 3)}\n${text.slice((-LONGEST_TEXT * 2) / 3)}`;
}

function isTelling(text: string): boolean {
  for (const concept of conceptsIn(text)) if (TELLING.has(concept)) return true;
  return false;
}

function standsAlone(text: string): boolean {
  return isTelling(text) || contentOf(text) >= LEAST_CONTENT;
}

function contentOf(text: string): number {
  return (text.match(/[a-z][a-z'-]*|[가-힣]+|\d+/gu) ?? []).filter((word) => !EMPTY_WORD.test(word)).length;
}

function isOrder(clause: string): boolean {
  return ORDERS.some((order) => order.test(clause));
}

/** The clause without what it takes back, which goes to `negated`. */
function withoutNegated(clause: string, negated: string[]): string {
  const korean = KOREAN_NEGATED.exec(clause);
  if (korean !== null) {
    const words = (korean[1] ?? '').split(' ');
    const scope = words.slice(-LONGEST_KOREAN_SCOPE);
    negated.push(scope.join(' '));
    return [...words.slice(0, -LONGEST_KOREAN_SCOPE), korean[2] ?? ''].join(' ').trim();
  }
  for (const pattern of ENGLISH_NEGATED) {
    const found = pattern.exec(clause);
    const scope = found?.[1];
    if (found === null || scope === undefined) continue;
    negated.push(scope);
    return clause.replace(found[0], ' ').trim();
  }
  return clause;
}

/** The clause with the question word, else the last; the whole question where that clause says nothing. */
function focusOf(clauses: readonly string[], ask: string): string {
  const focus = clauses.findLast((clause) => ASKS_HERE.test(clause)) ?? clauses.at(-1) ?? '';
  return standsAlone(focus) ? focus : ask;
}
