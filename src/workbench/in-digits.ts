const ONES: readonly string[] = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS: readonly string[] = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const WORD = `(?:${[...ONES.slice(1), ...TENS].join('|')})`;
/** What such a word counts in a question of the trade; "two-sided" counts nothing. */
const COUNTED = String.raw`(?:(?:[a-z]+[\s-]+)?(?:hundred|thousand|million|billion|trillion|gpus?|cards?|accelerators?|nodes?|servers?|machines?|workers?|ranks?|[abh]\d{3}s?|tokens?|layers?|stages?|micro-?batch\w*|hours?|days?|weeks?|months?|minutes?|seconds?|heads?|bits?|bytes?|sequences?|requests?|users?|seeds?|runs?|epochs?|dollars?|cents?|bucks|trillion|parameters?|tasks?|ranks?|projections?|matrices))\b`;
const KOREAN_DAYS: Readonly<Record<string, number>> = {
  ...{ 하루: 1, 이틀: 2, 사흘: 3, 나흘: 4, 닷새: 5, 엿새: 6, 이레: 7, 여드레: 8, 아흐레: 9, 열흘: 10, 보름: 15 },
};
const KOREAN_COUNTS: Readonly<Record<string, number>> = {
  ...{
    두: 2,
    세: 3,
    네: 4,
    다섯: 5,
    여섯: 6,
    일곱: 7,
    여덟: 8,
    아홉: 9,
    열여섯: 16,
    열두: 12,
    열: 10,
    스무: 20,
    서른두: 32,
  },
};

function ofWords(words: string): number {
  const [first = '', second] = words.toLowerCase().split('-');
  const tens = TENS.indexOf(first);
  const base = tens >= 0 ? (tens + 2) * 10 : ONES.indexOf(first);
  return base + (second === undefined ? 0 : Math.max(0, ONES.indexOf(second)));
}

/** A question with counts in words as digits, and thousands without a comma: `one trillion tokens` -> `1 trillion tokens`, `열흘` -> `10일`. */
export function inDigits(question: string): string {
  const days = new RegExp(`(?:${Object.keys(KOREAN_DAYS).join('|')})(?!간격)`, 'g');
  const counts = new RegExp(
    `(?<![가-힣])(${Object.keys(KOREAN_COUNTS)
      .sort((a, b) => b.length - a.length)
      .join('|')})\\s?(?=장|대|개|배|번|노드|달|주|시간|층|명|단)`,
    'g',
  );
  return inKoreanDigits(question)
    .replaceAll(/(\d)\s*[x×*·]\s*10\s*(?:\^|\*\*)\s*(-?\d+)/g, '$1e$2')
    .replaceAll(/(?<![\d.])10\s*(?:\^|\*\*)\s*(-?\d+)/g, '1e$1')
    .replaceAll(/\d{1,3}(?:,\d{3})+(?![\d,])/g, (number) => number.replaceAll(',', ''))
    .replaceAll(new RegExp(`\\b(${WORD}(?:-${WORD})?)(?=[\\s-]+${COUNTED})`, 'gi'), (_, words: string) =>
      String(ofWords(words)),
    )
    .replaceAll(/\b(?:an?|one) (week|month|day|year)\b(?! (?:of|per))/gi, '1 $1')
    .replaceAll(/floating[\s-]point operations?/gi, 'FLOPs')
    .replaceAll(/(\d)[\s-]*-?[\s-]*(thousand|million|billion|trillion)[\s-]+/gi, '$1 $2 ')
    .replaceAll(/\bhalf (?:of|the)\b/gi, '50% of')
    .replaceAll(/\b(?:a )?third of\b/gi, '33.3% of')
    .replaceAll(/절반(?=의|\s|을|정도)/g, '50%')
    .replaceAll(/\b(takes?|lasts?|costs?|needs?|for|every|in) (?:an?|one) (second|minute|hour)\b/gi, '$1 1 $2')
    .replaceAll(/일주일/g, '7일')
    .replaceAll(/(?<![가-힣])한 ?달/g, '30일')
    .replaceAll(days, (word) => `${KOREAN_DAYS[word]}일`)
    .replaceAll(counts, (_, word: string) => `${KOREAN_COUNTS[word]}`);
}

const DIGIT: Readonly<Record<string, number>> = { 일: 1, 이: 2, 삼: 3, 사: 4, 오: 5, 육: 6, 칠: 7, 팔: 8, 구: 9 };
const TIMES: Readonly<Record<string, number>> = { 십: 10, 백: 100, 천: 1000 };
const MYRIADS: readonly (readonly [string, number])[] = [
  ['조', 1e12],
  ['억', 1e8],
  ['만', 1e4],
];

/** 삼억 오천만 -> 350000000; a myriad has to be in it, and what follows 만 alone has to be counted. */
function inKoreanDigits(question: string): string {
  const group = '[일이삼사오육칠팔구십백천]{1,7}';
  const counted = '(?=\\s?(?:개|장|토큰|번|원|건|명|step|스텝|시간|달러|파라|param|문|샘플))';
  const amounts = new RegExp(
    `(?<![가-힣\\d])(?:${group}조\\s?)?(?:${group}억\\s?(?:${group}만)?|${group}조(?![가-힣])|${group}만${counted})`,
    'g',
  );
  return question.replaceAll(amounts, (words) => {
    let rest = words.replaceAll(/\s/g, '');
    let sum = 0;
    for (const [word, times] of MYRIADS) {
      const at = rest.indexOf(word);
      if (at < 0) continue;
      sum += thousandsOf(rest.slice(0, at)) * times;
      rest = rest.slice(at + 1);
    }
    return `${sum}${/\s$/.test(words) ? ' ' : ''}`;
  });
}

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
