import type { KindName } from './kinds.ts';
import type { Dimension } from './measures.ts';
import type { Tagged } from './tag.ts';

/** What a share of a number of such a unit is. */
const SHARE_OF: Partial<Record<Dimension, readonly (readonly [of: KindName, share: KindName])[]>> = {
  'bytes/s': [
    ['link', 'linkShare'],
    ['bandwidth', 'bandwidthShare'],
  ],
  'flop/s': [['tflops', 'mfu']],
  bytes: [['capacity', 'memoryShare']],
};
const OF_THAT = /^\s?of (?:that|it|this|those|these)\b/;
const OF_BANDWIDTH = /대역폭(?:의|에서)?\s?(?:약\s?|한\s?)?$/;
const ON_TOP = /^\s?(?:on top|extra|contingency|buffer|surcharge)\b|^(?:를|을)? ?(?:더 얹|얹어|추가로 얹)/;
const [SURE, NEAR] = [5, 12];
const EXACT = 1e-9;

/** Numbers by what the question says that they are to each other: a share of the one before, the difference of two, so many of so many. */
export function related(tags: readonly Tagged[], lower: string): Tagged[] {
  return tags.map((tag, index) => {
    const { dimension, value, at, end } = tag;
    if (dimension === 'share' && OF_THAT.test(lower.slice(end))) {
      const whole = tags.slice(0, index).findLast((one) => SHARE_OF[one.dimension] !== undefined);
      const shares = SHARE_OF[whole?.dimension ?? 'bare'] ?? [];
      const [, name] =
        shares.find(([of]) => whole?.may[0]?.[0] === of) ??
        shares.find(([of]) => whole?.may.some(([one]) => one === of)) ??
        [];
      if (name !== undefined) return first(tag, name);
    }
    if (dimension === 'share' && OF_BANDWIDTH.test(lower.slice(Math.max(0, at - NEAR), at)))
      return first(tag, 'bandwidthShare');
    if (dimension === 'share' && ON_TOP.test(lower.slice(end))) return first(tag, 'markup');
    if (dimension === 'points' && isDifference(value, tags)) return { ...tag, may: [] };
    const next = tags[index + 1];
    const isProgress =
      next?.dimension === 'steps' &&
      dimension !== 'steps' &&
      value < next.value &&
      /^\s?\/\s?$/.test(lower.slice(end, next.at));
    return isProgress ? first(tag, 'stepNow') : tag;
  });
}

const first = (tag: Tagged, name: KindName): Tagged => ({
  ...tag,
  may: [[name, SURE] as const, ...tag.may.filter(([other]) => other !== name)],
});

/** Whether two shares of a question differ by so much: it says so again. */
export function isDifference(value: number, tags: readonly Tagged[]): boolean {
  const shares = tags.flatMap((tag) => (tag.dimension === 'share' ? [tag.value] : []));
  return shares.some((one) => shares.some((other) => Math.abs(one - other - value) < EXACT));
}
