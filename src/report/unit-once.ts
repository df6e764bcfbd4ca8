/** `215 to 225 kg per bale`, `$14k against $34.9k a month`, `초당 7,500~11,000토큰`: what both amounts have around their numbers, once. */
export function unitOnce(from: string, to: string, between = ' to '): string {
  const first = PARTS.exec(from);
  if (first === null) return `${from}${between}${to}`;
  const [, before = '', number = '', unit = ''] = first;
  const [, other = '', , end = null] = PARTS.exec(to) ?? [];
  const start = SHARED.test(unit) && unit === end ? `${before}${number}` : from;
  const isShared = before.endsWith(' ') && before === other;
  return `${start}${between}${isShared ? to.slice(before.length) : to}`;
}

/** The second of two amounts without what both have around their numbers: `65` beside `63.1 Wh per recorder`. */
export function bareBeside(first: string, second: string): string {
  const [, before = '', , unit = ''] = PARTS.exec(first) ?? [];
  const [, other = '', number = '', end = null] = PARTS.exec(second) ?? [];
  return before === other && unit === end && (unit === '' || SHARED.test(unit)) && (before !== '' || unit !== '')
    ? number
    : second;
}

/** A unit that one number can stand without beside another: no `%`, and no numeral as in `1억 원`. */
const SHARED = /^(?: |[가-힣](?<![만억조]))/;

/** What stands before a number, the number, and its unit. */
const PARTS = /^((?:above |[^\d$€₩−]* )?)([$€₩−]{0,2}[\d.,−-]+[kMBT]?)((?: .+|[^\d\s.].*)?)$/;
