import { SCALE } from '../laws/quantities.ts';

const NUMBER =
  /(?<![\p{L}\d.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:e(\d{1,2}))?\s?(k|m|b|t|만|억|조|천|%|percent|퍼센트)?(?![\d])/giu;
interface Figure {
  value: number;
  isShare: boolean;
  /** Half a step of the last digit that is said, relative. */
  slack: number;
  at: number;
}

function figuresIn(text: string): Figure[] {
  return [...text.matchAll(NUMBER)].flatMap((found) => {
    const [, whole = '', fraction = '', power = '0', unit = ''] = found;
    const base = Number(whole.replaceAll(',', '') + fraction) * 10 ** Number(power);
    if (!Number.isFinite(base) || base === 0) return [];
    const digits = (whole.replaceAll(',', '') + fraction).replace(/^0+/u, '').replace('.', '').length;
    const isShare = /%|percent|퍼센트/iu.test(unit);
    return [
      {
        value: base * (SCALE[unit.toLowerCase()] ?? 1),
        isShare,
        slack: Math.max(0.004, Math.min(0.08, 0.6 * 10 ** -(digits - 1))),
        at: found.index,
      },
    ];
  });
}

/** Units that a product passes through without saying so. */
const FACTORS = [1, 60, 3600, 100, 1000, 24, 8, 1024, 1e6];
const MOST = 9;

/** Which figures of a turn follow from two others, of the turn or of what was said before. */
export function followingFigures(
  text: string,
  before: string,
): { figures: number; follow: number; near: number; last: boolean } {
  const own = figuresIn(text).slice(0, MOST);
  const all = [...own, ...figuresIn(before).slice(0, MOST)];
  let follow = 0;
  let near = 0;
  let last = false;
  // What two figures come to is the same for each third one.
  const pairs = all.flatMap((a, at) => all.slice(at + 1).map((b) => ({ a, b, made: results(a, b) })));
  for (const one of own) {
    let best = Infinity;
    for (const { a, b, made } of pairs) {
      if (a === one || b === one) continue;
      for (const value of made) {
        const off = Math.abs(value / one.value - 1);
        if (off < best) best = off;
      }
    }
    last = best <= one.slack;
    if (last) follow += 1;
    else if (best < 0.5) near += 1;
  }
  return { figures: own.length, follow, near, last };
}

function results(a: Figure, b: Figure): number[] {
  const plain = [a.value + b.value, Math.abs(a.value - b.value)];
  const product = a.value * b.value;
  const ratio = Math.max(a.value, b.value) / Math.min(a.value, b.value);
  const shares = [
    ...(a.isShare ? [product / 100, b.value * (1 - a.value / 100), b.value * (1 + a.value / 100)] : []),
    ...(b.isShare ? [product / 100, a.value * (1 - b.value / 100), a.value * (1 + b.value / 100)] : []),
    100 / ratio,
    100 - 100 / ratio,
    (ratio - 1) * 100,
  ];
  return [
    ...plain.filter((value) => value > 0),
    ...shares.filter((value) => value > 0),
    ...FACTORS.flatMap((factor) => [product * factor, product / factor, ratio * factor, ratio / factor]),
  ];
}

/** Whether a figure that stands in a stretch of a turn follows from two others: a rule of thumb that says otherwise has misread it. */
export function followsFromOthers(text: string, said: string, from: number, to: number, before: string): boolean {
  const all = figuresIn(text);
  const [wanted] = figuresIn(said);
  const one = all.find(({ at, value }) => at >= from && at < to && value === wanted?.value);
  if (one === undefined) return false;
  const others = [...all, ...figuresIn(before)].filter((other) => other !== one).slice(0, 2 * MOST);
  // What is made from others in two steps follows as well.
  const made = others.flatMap((a, at) => others.slice(at + 1).map((b) => a.value * b.value));
  return (
    others.some((a, at) =>
      others.slice(at + 1).some((b) => results(a, b).some((value) => Math.abs(value / one.value - 1) <= EXACT)),
    ) || others.some((a) => made.some((value) => Math.abs(value / a.value / one.value - 1) <= EXACT))
  );
}

const EXACT = 0.004;
