const DIGIT: Readonly<Record<string, number>> = {
  일: 1,
  이: 2,
  삼: 3,
  사: 4,
  오: 5,
  육: 6,
  칠: 7,
  팔: 8,
  구: 9,
  영: 0,
};
const TIMES: Readonly<Record<string, number>> = { 십: 10, 백: 100, 천: 1000 };
const MYRIADS: readonly (readonly [string, number])[] = [
  ['조', 1e12],
  ['억', 1e8],
  ['만', 1e4],
];
const NATIVE_TENS: Readonly<Record<string, number>> = {
  열: 10,
  스물: 20,
  스무: 20,
  서른: 30,
  마흔: 40,
  쉰: 50,
  예순: 60,
  일흔: 70,
  여든: 80,
  아흔: 90,
};
const NATIVE_ONES: Readonly<Record<string, number>> = {
  ...{
    하나: 1,
    한: 1,
    두: 2,
    둘: 2,
    세: 3,
    셋: 3,
    석: 3,
    넉: 4,
    네: 4,
    넷: 4,
    다섯: 5,
    여섯: 6,
    일곱: 7,
    여덟: 8,
    아홉: 9,
  },
};
const DAYS: Readonly<Record<string, number>> = {
  ...{ 하루: 1, 이틀: 2, 사흘: 3, 나흘: 4, 닷새: 5, 엿새: 6, 이레: 7, 여드레: 8, 아흐레: 9, 열흘: 10, 보름: 15 },
};
const COUNTERS =
  '장|대|개|배|번|노드|달|주|시간|층|명|단|문항|가지|겹|사람|벌|부|쌍|바퀴|회|건(?!물|강|너|축)|곳|토막|조각|칸|줄|에폭|스텝|카드|서버';
const AFTER_SINO =
  '(?=\\s?(?:개|장|대|층|비트|퍼센트|프로|토큰|시간|일|주|초|분|배|번|단계|스텝|step|기가|테라|메가|바이트|달러|원|명|건|문|파라|param|매개|샘플|%|GB|TB|MB|GPU|카드|노드|와트|에폭|정방|행렬|스레드|헤드|x\\s?[\\d일이삼사오육칠팔구십백천]|×|곱하기))';

function thousandsOf(word: string): number {
  let sum = 0;
  let digit = 0;
  for (const letter of word) {
    const times = TIMES[letter];
    if (times === undefined) digit = DIGIT[letter] ?? 0;
    else {
      sum += (digit === 0 ? 1 : digit) * times;
      digit = 0;
    }
  }
  return sum + digit;
}

function amountOf(words: string): number {
  let rest = words.replaceAll(/\s/g, '');
  let sum = 0;
  for (const [word, times] of MYRIADS) {
    const at = rest.indexOf(word);
    if (at < 0) continue;
    sum += Math.max(1, thousandsOf(rest.slice(0, at))) * times;
    rest = rest.slice(at + 1);
  }
  return sum + thousandsOf(rest);
}

const GROUP = '[일이삼사오육칠팔구십백천]{1,7}';
const MYRIAD = new RegExp(
  `(?<![가-힣\\d])(?:(?<=(?:토큰|파라미터|샘플)[은는이가]? )${GROUP}만(?:\\s?${GROUP}${AFTER_SINO})?|${GROUP}조\\s?(?:${GROUP}억)?|${GROUP}억\\s?(?:${GROUP}만)?|${GROUP}만(?:\\s?${GROUP}${AFTER_SINO}|${AFTER_SINO}))(?![가-힣]*(?:스|리|음))`,
  'g',
);
/** Two syllables and more, or one before a unit of measure: `백이십팔 장`, `사 비트`. */
const SINO = new RegExp(
  `(?<![가-힣\\d])(?:(?<=(?:랭크|배치|히든|헤드|길이|시퀀스|레이어|rank|batch) )[일이삼사오육칠팔구]?[십백천][일이삼사오육칠팔구십백천]*|[일이삼사오육칠팔구]?[십백천][일이삼사오육칠팔구십백천]*${AFTER_SINO}|[삼사오육칠팔구](?=\\s?(?:비트|퍼센트|프로|기가|테라|바이트)))`,
  'g',
);
const NATIVE = new RegExp(
  `(?<![가-힣])(?:(${Object.keys(NATIVE_TENS).join('|')})\\s?(${Object.keys(NATIVE_ONES).join('|')})?|(두|세|네|석|넉|다섯|여섯|일곱|여덟|아홉))\\s?(?=${COUNTERS})`,
  'g',
);

/** Numbers in Korean words as digits: `삼억 오천만`, `백이십팔 장`, `스물네 장`, `열흘`, `절반`. */
export function koreanNumbers(text: string): string {
  return text
    .replaceAll(MYRIAD, (words) => `${amountOf(words)}${/\s$/.test(words) ? ' ' : ''}`)
    .replaceAll(SINO, (words) => String(amountOf(words)))
    .replaceAll(/일주일/g, '7일')
    .replaceAll(/(?<![가-힣])([이삼사오육칠팔구])(?=주일|주간|개월|년간|차례)/g, (digit) => String(DIGIT[digit]))
    .replaceAll(/(?<![가-힣])한 ?시간(?= ?반)/g, '1시간')
    .replaceAll(/반년/g, '6개월')
    .replaceAll(/(?<![가-힣\d])일 ?년(?=[\s이간에동치])/g, '1년')
    .replaceAll(/(?<![가-힣])한 ?(장|대)(?=\s?[,.)]|$|인데|이고|기준|이면|일 ?때|뿐|밖에)/g, '1$1')
    .replaceAll(/(?<![가-힣])한 ?달/g, '30일')
    .replaceAll(new RegExp(`(?:${Object.keys(DAYS).join('|')})(?!간격)`, 'g'), (word, at: number, all: string) =>
      word === '하루' && /^(?:에|당)? ?(?:평균 |약 )?\d/.test(all.slice(at + 2)) ? word : `${DAYS[word]}일`,
    )
    .replaceAll(NATIVE, (_, tens: string | undefined, ones: string | undefined, alone: string | undefined) =>
      String((NATIVE_TENS[tens ?? ''] ?? 0) + (NATIVE_ONES[ones ?? alone ?? ''] ?? 0)),
    )
    .replaceAll(
      /(\d+)\s?(시간|일|주|개월|년|달) ?반(?![가-힣])/g,
      (_, count: string, unit: string) => `${Number(count) + 0.5}${unit}`,
    )
    .replaceAll(/절반(?=의|\s|을|정도)/g, '50%');
}
