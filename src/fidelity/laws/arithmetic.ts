import type { Breach, Law, Quantity } from '../model/law.ts';
import { breach, near } from './law.ts';
import { wordValue } from './number-words.ts';

const RATE_NAMES =
  /활용률|이용률|사용률|점유율|적중률|미스율|정확도|정밀도|재현율|가용성|성공률|실패율|에러율|오류율|비율|비중|확률|MFU|utili[sz]ation|occupancy|hit rate|miss rate|accuracy|precision|recall|availability|success rate|error rate|probability|share of|of the (?:time|traffic|cpu|requests|budget|bugs|work|gain|result)|의 \d+%|시간의|성패의|전체의|트래픽의|대부분|트래픽만|카나리|canary|traffic|차지|먹|나머지|데이터(?:가| 품질)|cpu time|캐시 미스|잡죠|잡아|거르|걸러|가운데|문항|입력|행이|일치|중복|겹치|lookup|% of (?:the )?(?:inputs|rows|requests|samples|tokens|pairs|users|calls|data|documents|cases|errors|memory|budget we|step)|profile says|약속|가 \d+ 이하|월 \d/iu;
const BOUNDED =
  /활용률|이용률|사용률|점유율|적중률|정확도|정밀도|재현율|가용성|성공률|MFU|utili[sz]ation|occupancy|hit rate|accuracy|precision|recall|availability|success rate/iu;
const GROWS =
  /늘|증가|빨라|빠르|향상|개선|오르|올라|상승|더|faster|more|increase|grew|growth|improve|up\b|higher|추가|초과|over\b/iu;
const SHRINKS =
  /줄|감소|떨어|내려|단축|절감|낮아|아꼈|아낄|less|fewer|reduc|drop|cut|shrink|lower|save|decrease|손실/iu;

/** No share of a whole is above it, and nothing shrinks by more than itself. */
export const shareLaw: Law = {
  id: 'share',
  states: { code: 'law.share', params: {} },
  check({ text, quantities }) {
    const shares = quantities.filter(({ unit }) => unit === 'percent');
    if (shares.length === 0) return null;
    return shares.flatMap((share) => {
      if (share.value <= 100) return [];
      const around = text.slice(Math.max(0, share.start - 30), share.end + 24);
      const after = text.slice(share.end, share.end + 16);
      const before = text.slice(Math.max(0, share.start - 24), share.start);
      // `활용률이 250%까지 올라갔어`: where it got to, not by how much it grew.
      if (
        BOUNDED.test(before) &&
        (/^\s?(?:까지|에 (?:달|이르))/u.test(after) || /\b(?:to|at|of|hit|reached)\s*$/iu.test(before))
      )
        return [breach(share, { code: 'share.above-whole', params: { said: share.text } })];
      if (SHRINKS.test(after) && !GROWS.test(after))
        return [breach(share, { code: 'share.falls-too-far', params: { said: share.text } })];
      return RATE_NAMES.test(around) && !GROWS.test(after)
        ? [breach(share, { code: 'share.above-whole', params: { said: share.text } })]
        : [];
    });
  },
};

const BETWEEN_ENDS = /^\s?(?:에서|부터|~|–|-|to|and|와|과|→)\s?$/iu;
/** `and` joins as well as it bounds: what stands around them tells which. */
const isEnds = (text: string, from: Quantity, to: Quantity): boolean =>
  !/^\s?(?:and|와|과)\s?$/iu.test(text.slice(from.end, to.start)) ||
  /\bbetween\s*$/iu.test(text.slice(0, from.start)) ||
  /^\s?사이/u.test(text.slice(to.end));

/** Two shares that are said to make a whole. */
export const partsLaw: Law = {
  id: 'parts',
  states: { code: 'law.parts', params: {} },
  check({ text, quantities }) {
    const shares = quantities.filter(({ unit }) => unit === 'percent');
    if (shares.length < 2 || shares.length > 4) return null;
    // `35%에서 80% 사이`, `between 35% and 80%`: ends of a range.
    const isRange = shares.some((share, index) => {
      const next = shares[index + 1];
      return next !== undefined && BETWEEN_ENDS.test(text.slice(share.end, next.start)) && isEnds(text, share, next);
    });
    if (isRange) return null;
    const isWhole =
      /나머지|몫|성패|(?:이|가|은|는) \d+(?:\.\d+)?%(?:고|이고|,|에)|\bthe (?:rest|other|remaining)\b|% (?:is )?(?:data|the data|algorithm)|데이터[^.]*알고리즘/iu.test(
        text,
      );
    if (!isWhole || GROWS.test(text.replace(/더 |나머지/gu, '')) || SHRINKS.test(text)) return null;
    const sum = shares.reduce((total, { value }) => total + value, 0);
    const last = shares.at(-1);
    return last === undefined || near(sum, 100, 0.06) || shares.length > 3
      ? []
      : [breach(last, { code: 'parts.sum', params: { said: shares.map((share) => share.text), sum } })];
  },
};

const FROM_TO = /(?:에서|from|→|->)\s*\S{0,3}/iu;

/** From one value to another, and the change that is said of it. */
export const changeLaw: Law = {
  id: 'change',
  states: { code: 'law.change', params: {} },
  check({ text, quantities }) {
    const change = quantities.filter(({ unit }) => unit === 'percent' || unit === 'times');
    for (const [index, from] of quantities.entries()) {
      const to = quantities[index + 1];
      if (to === undefined || from.unit !== to.unit || from.unit === 'times' || from.value === 0 || to.value === 0)
        continue;
      const between = text.slice(from.end, to.start);
      if (
        !/^\s*\S{0,12}?(?:에서|→|->|-->|\b(?:down |up )?to\b)\s*\S{0,6}?\s*$/iu.test(between) ||
        !FROM_TO.test(text) ||
        between.length > 16
      )
        continue;
      const said = change.find((one) => one !== from && one !== to && Math.abs(one.start - to.end) < 42);
      if (said === undefined) continue;
      const ratio = to.value / from.value;
      if (said.unit === 'times') {
        const possible = [ratio, 1 / ratio, Math.abs(ratio - 1), Math.abs(1 / ratio - 1)];
        return possible.some((one) => near(one, said.value, 0.2))
          ? []
          : [
              breach(said, {
                code: 'change.times',
                params: { said: said.text, from: from.text, to: to.text, times: Math.max(ratio, 1 / ratio) },
              }),
            ];
      }
      if (from.unit === 'percent') continue;
      const percent = Math.abs(ratio - 1) * 100;
      const other = Math.abs(1 / ratio - 1) * 100;
      // Twice as fast is 100 % faster and half the time.
      const isShareLeft = /^(?:로|까지|\s?of\b|\s?수준)/iu.test(text.slice(said.end));
      const possible = isShareLeft
        ? [percent, ratio * 100]
        : GROWS.test(text) && !SHRINKS.test(text)
          ? [percent, other]
          : SHRINKS.test(text)
            ? [percent]
            : [percent, ratio * 100];
      return possible.some((one) => Math.abs(one - said.value) <= Math.max(3, one * 0.15))
        ? []
        : [
            breach(said, {
              code: 'change.percent',
              params: { said: said.text, from: from.text, to: to.text, percent },
            }),
          ];
    }
    return null;
  },
};

/** p50 <= p95 <= p99. */
export const percentileLaw: Law = {
  id: 'percentiles',
  states: { code: 'law.percentiles', params: {} },
  check({ text }) {
    const found = [
      ...text.matchAll(/\bp\s?(50|75|90|95|99(?:\.9)?)\b[^\d]{0,10}?(\d+(?:\.\d+)?)\s?(ms|s|초|us|µs)/giu),
    ].map((match) => ({
      rank: Number(match[1]),
      value: Number(match[2]) * ({ ms: 1e-3, us: 1e-6, µs: 1e-6 }[(match[3] ?? '').toLowerCase()] ?? 1),
      start: match.index,
      end: match.index + match[0].length,
    }));
    if (found.length < 2 || found.some((a, i) => found.some((b, j) => i !== j && a.rank === b.rank))) return null;
    const sorted = [...found].sort((a, b) => a.rank - b.rank);
    const wrong = sorted.find((one, index) => index > 0 && one.value < (sorted[index - 1]?.value ?? 0));
    return wrong === undefined ? [] : [breach(wrong, { code: 'percentiles.order', params: { rank: wrong.rank } })];
  },
};

const CUES =
  /니까|=|합쳐|총|모두|total|is\b|are\b|makes?|that's|즉|그래서|이면|면\b|면 |so\b|곱하|times|×|씩|에 |per\b|each|당 |마다|means|comes to|in all|altogether/iu;

/**
 * Three figures of which one is ten or a hundred times what the other two make. A figure that follows from the others needs no
 * law of a field; a slip of the decimal point shows as a product whose digits agree and whose size does not.
 */
export const slipLaw: Law = {
  id: 'slip',
  states: { code: 'law.slip', params: {} },
  check({ text, quantities }) {
    const plainOnes = quantities.filter(({ value, unit }) => value > 0 && unit !== 'percent' && unit !== 'bits');
    if (plainOnes.length < 3 || plainOnes.length > 5 || !CUES.test(text)) return null;
    const result = plainOnes.at(-1);
    if (result === undefined) return null;
    const sum = sumSaid(text, plainOnes);
    if (sum !== null) return sum;
    const parts = plainOnes.slice(0, -1);
    for (const a of parts) {
      for (const b of parts) {
        if (a.start >= b.start) continue;
        const made = [a.value * b.value, a.value / b.value, b.value / a.value];
        if (made.some((one) => near(one, result.value, 0.06))) return [];
      }
    }
    const whole = parts.reduce((product, part) => product * baseOf(part), 1);
    if (near(whole, baseOf(result), 0.06)) return [];
    const slips = parts.flatMap((a) =>
      parts.flatMap((b): Breach[] => {
        if (a.start >= b.start || !isTelling(a) || !isTelling(b)) return [];
        const made = baseOf(a) * baseOf(b);
        const off = baseOf(result) / made;
        const power = Math.round(Math.log10(off));
        const isSlip =
          [1, -1, 2, -2].includes(power) &&
          near(off, 10 ** power, 0.012) &&
          digitsOf(result.value) + digitsOf(made) >= (MULTIPLIES.test(text) ? 2 : 3);
        return isSlip && /곱하|times|×|\*|=|씩|합쳐|니까|면 \S*$|is\b|makes/iu.test(text)
          ? [breach(result, { code: 'slip.product', params: { a: a.text, b: b.text, made, said: result.text } })]
          : [];
      }),
    );
    return slips.slice(0, 1);
  },
};

const MULTIPLIES = /씩|곱하|times|×|\*|\d\s?x\s?\d/iu;

/** The number as written, so that units do not hide a slip. */
const baseOf = ({ text, value, unit }: Quantity) =>
  unit === 'seconds' || unit === 'bytes'
    ? (wordValue(/^[a-z-]+|^[가-힣]+/iu.exec(text)?.[0] ?? '') ?? Number.parseFloat(text.replace(/,/g, '')))
    : value;
const isTelling = ({ value }: Quantity) => value !== 1 && value !== 10 && value !== 100 && value !== 1000;
const digitsOf = (value: number) =>
  Number(value.toPrecision(3)).toExponential().replace(/e.*$/, '').replace(/\D/g, '').length;

function sumSaid(text: string, quantities: readonly Quantity[]): Breach[] | null {
  const result = quantities.at(-1);
  const parts = quantities.slice(0, -1);
  if (result === undefined || !/합쳐|더하면|합하면|다 더|adds? up|in total|altogether|sum to|summed/iu.test(text))
    return null;
  const numbers = parts.map(baseOf);
  const sum = numbers.reduce((total, one) => total + one, 0);
  return near(sum, baseOf(result), 0.05)
    ? []
    : [breach(result, { code: 'slip.sum', params: { parts: parts.map((part) => part.text), sum, said: result.text } })];
}
