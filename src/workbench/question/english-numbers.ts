const SMALL: Readonly<Record<string, number>> = {
  ...{ zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11 },
  ...{ twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19 },
  ...{ twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, dozen: 12 },
};
const SCALES: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };
const WORD = `(?:${[...Object.keys(SMALL), 'hundred', ...Object.keys(SCALES)].join('|')})`;
const FIRST = `(?:${Object.keys(SMALL).join('|')})`;
/** What one such word counts in a question of the trade; "two-sided" counts nothing, and one of something mostly neither. */
const COUNTED = String.raw`(?:[a-z]+[\s-]+)?(?:gpus?|cards?|accelerators?|nodes?|servers?|machines?|workers?|ranks?|[abh]\d{3}s?|tokens?|layers?|stages?|micro-?batch\w*|hours?|days?|weeks?|months?|minutes?|seconds?|milliseconds?|heads?|bits?|bytes?|sequences?|requests?|users?|seeds?|runs?|epochs?|dollars?|cents?|bucks|parameters?|tasks?|projections?|matrices|replicas?|slots?|steps?|percent|per ?cent|times(?! (?:become|are|is|get|were|will))|gigabytes?|terabytes?|samples?|examples?|images?|points?|l\d0s?|rtx|experts?|instances?|copies|people|persons?|employees|variants?|settings?|configs?|configurations?|recipes?|optimi[sz]ers?|schedules?|architectures?|rates?|methods?|students|agents|customers)\b`;

function amountOf(words: readonly string[]): number {
  let sum = 0;
  let part = 0;
  let decimals = 0;
  for (const word of words) {
    if (word === 'point') decimals = 1;
    else if (word === 'hundred') part = (part === 0 ? 1 : part) * 100;
    else if (word in SCALES) {
      sum += (part === 0 ? 1 : part) * (SCALES[word] ?? 1);
      [part, decimals] = [0, 0];
    } else if (decimals > 0) {
      decimals /= 10;
      part += (SMALL[word] ?? 0) * decimals;
    } else part += SMALL[word] ?? 0;
  }
  return sum + part;
}

/** `one hundred and twenty-eight` -> 128, `one point five trillion` -> 1500000000000, `half a million` -> 500000; a word alone only before what it counts. */
export function englishNumbers(text: string): string {
  const several = new RegExp(
    String.raw`\b(?:a\s)?(?:${WORD})(?:(?:[\s-]+(?:and\s)?|\spoint\s)(?:${WORD}|point))+\b|\ba\s(?:hundred|thousand|million|billion|trillion|dozen)\b`,
    'gi',
  );
  const alone = new RegExp(String.raw`\b(?!zero[\s-]+(?:stage|points?\b))(${FIRST})(?=[\s-]+${COUNTED})`, 'gi');
  // "rank sixteen", "a batch of eight": behind the name of a setting a word is its number.
  const named = new RegExp(
    String.raw`(?<=\b(?:ranks?|batch(?: size)?|micro-?batch(?: size)?|group size|accum\w*|tp|pp|dp|zero|stage|epochs?|batch of|groups of|size of|rank of|degree)\s)(?:${FIRST})\b(?![\s-]+(?:of|is|or|that|which)\b)`,
    'gi',
  );
  return text
    .replaceAll(/\bhalf an hour\b/gi, '30 minutes')
    .replaceAll(/\b(?:a )?quarter of an hour\b/gi, '15 minutes')
    .replaceAll(/\bhalf a day\b/gi, '12 hours')
    .replaceAll(/\bhalf a minute\b/gi, '30 seconds')
    .replaceAll(/\bhalf a second\b/gi, '500 ms')
    .replaceAll(/\bhalf an? (hundred|thousand|million|billion|trillion)\b/gi, (_, scale: string) =>
      String(amountOf(['one', scale.toLowerCase()]) / 2),
    )
    .replaceAll(
      /\b(an?|one|two|three|four|five|six|seven|eight|nine)( hours?| days?| weeks?)? and a half\b/gi,
      (_, first: string, unit: string | undefined) => `${(SMALL[first.toLowerCase()] ?? 1) + 0.5}${unit ?? ''}`,
    )
    .replaceAll(several, (words) => {
      const list = words
        .toLowerCase()
        .split(/[\s-]+/)
        .filter((word) => word !== 'and' && word !== 'a');
      return String(amountOf(list));
    })
    .replaceAll(alone, (word: string) => String(SMALL[word.toLowerCase()] ?? word))
    .replaceAll(named, (word: string) => String(SMALL[word.toLowerCase()] ?? word))
    .replaceAll(
      /\b(doubl|tripl|quadrupl)(?:es?|ed|ing)(?= (?:the|our|my|its|batch))/gi,
      (_, word: string) => `${{ doubl: 2, tripl: 3, quadrupl: 4 }[word.toLowerCase()] ?? 2}x`,
    )
    .replaceAll(/\bthree quarters of\b/gi, '75% of')
    .replaceAll(/\b(?:a|one) quarter of\b/gi, '25% of')
    .replaceAll(/\btwo thirds of\b/gi, '66.7% of')
    .replaceAll(/\bhalf (?:of|the)\b/gi, '50% of')
    .replaceAll(/\b(?:a |one )?third of\b/gi, '33.3% of');
}
