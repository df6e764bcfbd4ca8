/** Words of a classification -> how strict it is; the strictest word of a text counts. */
const DEGREES: readonly (readonly [RegExp, number])[] = [
  [/top secret|극비|1급/iu, 5],
  [/\bsecret\b|비밀|기밀|2급/iu, 4],
  [/restricted|제한|대외비|3급/iu, 3],
  [/confidential|민감|sensitive/iu, 3],
  [/internal|내부|사내|only|한정/iu, 2],
  [/public|공개|open/iu, 0],
];
/** What is classified in words of its own is not taken for public. */
const UNKNOWN = 2;

/** The strictest of the classifications, in its own words; of equally strict ones the first. Undefined when there is none. */
export function strictest(classifications: readonly (string | undefined)[]): string | undefined {
  let best: { text: string; degree: number } | undefined;
  for (const text of classifications) {
    if (text === undefined || text.trim() === '') continue;
    const degree = DEGREES.find(([pattern]) => pattern.test(text))?.[1] ?? UNKNOWN;
    if (best === undefined || degree > best.degree) best = { text, degree };
  }
  return best?.text;
}
