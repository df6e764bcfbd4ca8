import type { Both } from './desk-answers.ts';
import { inDigits } from './in-digits.ts';
import { askedIn } from './question/asked.ts';
import { withoutDenied } from './question/denied.ts';
import type { KindName } from './question/kinds.ts';
import { KIND_NAMES, kindOf } from './question/kinds.ts';
import { RULES } from './question/rules.ts';
import { askedFor } from './question/solve.ts';
import { tagged } from './question/tag.ts';
import { ASKABLE } from './question/ways.ts';
import { withSigns } from './question-quantities.ts';

const MOST_NAMED = 2;
/** From here on the words of a question name a quantity. */
const LEAST = 2.5;

/** What can be calculated that is nearest to a question of which nothing was, with what it takes; null where its words name no quantity of the trade. */
export function nearestCalculation(question: string): Both | null {
  const digits = inDigits(question);
  const text = withSigns(digits);
  const asked = askedIn(text);
  if (asked === null) return null;
  const lower = withoutDenied(digits.toLowerCase());
  const said = new Set(tagged(text).flatMap(({ may }) => may.slice(0, 1).map(([name]) => name)));
  const found = KIND_NAMES.flatMap((name) => {
    const wanted = askedFor(name, asked, lower);
    const rule = RULES.filter(({ gives, needs }) => gives === name && needs.every((need) => isSayable(need))).sort(
      (a, b) => lacking(a.needs, said, a.assume) - lacking(b.needs, said, b.assume) || a.needs.length - b.needs.length,
    )[0];
    return wanted === null || wanted.isOff || wanted.sum < LEAST || rule === undefined
      ? []
      : [{ name, rule, sum: wanted.sum }];
  })
    .filter(({ name, rule }) => isNamed(name, lower) && isOfTrade([name, ...rule.needs], text.toLowerCase()))
    .sort((a, b) => b.sum - a.sum);
  const named = found.slice(0, MOST_NAMED);
  if (named.length === 0) return null;
  const from = (needs: readonly KindName[], assume: object, language: 'ko' | 'en'): string =>
    needs
      .filter((need) => !(need in assume))
      .map((need) => kindOf(need)[language])
      .join(', ');
  return {
    ko: named.map(({ name, rule }) => `${kindOf(name).ko}(${from(rule.needs, rule.assume, 'ko')})`).join(', '),
    en: named.map(({ name, rule }) => `${kindOf(name).en} (from ${from(rule.needs, rule.assume, 'en')})`).join('; '),
  };
}

/** Words of money, time, size and change that people use of anything: by themselves they name no quantity of the trade. */
const EVERYDAY = new RegExp(
  `^(?:${[
    'sav|writ|wrote|read|stor|keep|kept|hold|cop(?:y|ies)|pay|paid|rent|use|need|get|give|fit|take|last|run|stays?|remain',
    'cost|pric|\\$|usd|dollars?|bill|spend|money|budget|expens|amount|total|krw|won|fee|charge|worth|average|avg|mean',
    'time|how|long|hours?|days?|weeks?|months?|years?|minutes?|seconds?|until|wait|pause|block|stall|stop|start|end|done|finish',
    'break|fail|die|dead|down|error|noise|score|pass|win|success|lost|loss|more|less|before|after|old|new|now|current',
    'size|big|large|small|space|room|rate|speed|fast|slow|quick|number|count|share|part|fraction|percent|%|overhead',
    'per|each|every|an?|one|from|to|within|at|of|in|over|under|up|between|items?|things?|units?|values?|book|depth|heads?|group',
    'data|files?|disk|storage|memory|model|machines?|servers?|cards?|team|people|person|customers?|users?|network|link|bus',
    'requests?|calls?|serv|repl|respon|question|answer|tests?',
    '저장|쓰|쓸|쓴|읽|기록|복사|전송|비용|얼마|달러|원|돈|가격|예산|값|금액|총액|청구|걸|시간|기간|언제|며칠|하루|달|년|분|초',
    '크기|용량|공간|먹|차지|필요|들어|올라|몇|속도|빠|느|개|수|명|대|장|서버|기계|카드|파일|디스크|스토리지|메모리|모델|데이터',
    '요청|응답|처리|서비스|고객|사용자|평균|합계|점수|비율|손실|오버헤드|줄|늘|고장|장애|멈|죽|끝|남|층|그룹|블록|오차|평가|현재|기존',
  ].join('|')})`,
);

/** Whether a question names a quantity by words of its own: what it is often about beside (cards, of a learning rate) is none. */
function isNamed(name: KindName, lower: string): boolean {
  const { words, asked, topic } = kindOf(name);
  const own = [words, asked].filter((one) => one !== undefined);
  return own.length === 0 ? topic?.test(lower) === true : own.some((one) => new RegExp(one.source).test(lower));
}

/** Whether a question has a word of a quantity, or of what it follows from, that is not said of everything. */
function isOfTrade(names: readonly KindName[], lower: string): boolean {
  if (lower.includes(SIGN)) return true;
  return names.some((name) => {
    const { words, asked, topic } = kindOf(name);
    return [words, asked, topic].some(
      (one) =>
        one !== undefined &&
        [...lower.matchAll(new RegExp(one.source, 'g'))].some(([found]) => found !== '' && !EVERYDAY.test(found)),
    );
  });
}
/** Stands for a card of the table that the question names. */
const SIGN = '§';

/** What only follows from other things is nothing that a person could say. */
const isSayable = (name: KindName): boolean => kindOf(name).inner !== true || ASKABLE.has(name);
const lacking = (needs: readonly KindName[], said: ReadonlySet<KindName>, assume: object): number =>
  needs.filter((need) => !said.has(need) && !(need in assume)).length;
