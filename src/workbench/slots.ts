import { unitAt } from './question/measures.ts';
import type { Tagged } from './question/tag.ts';
import { tagged } from './question/tag.ts';
import { formatsNamed, methodsNamed, namesIn } from './question-quantities.ts';

/** A setting that a text names, and where. */
export interface Slot {
  kind: 'device' | 'model' | 'format' | 'method' | 'number';
  at: number;
  end: number;
  tag?: Tagged;
}

/** Settings of a text in their order; places are those of the text. */
export function slotsOf(text: string): Slot[] {
  const named: Slot[] = [
    ...namesIn(text),
    ...formatsNamed(text).map((place) => ({ kind: 'format' as const, ...place })),
    ...methodsNamed(text).map((place) => ({ kind: 'method' as const, ...place })),
  ].filter(({ at, end }, index, all) => !all.slice(0, index).some((other) => at < other.end && end > other.at));
  let masked = text.replaceAll('×', 'x');
  for (const { kind, at, end } of named)
    masked = masked.slice(0, at) + (kind === 'device' ? '§' : ' ').padEnd(end - at) + masked.slice(end);
  const numbers = tagged(masked).map((tag): Slot => ({ kind: 'number', at: tag.at, end: tag.end, tag }));
  return [...named, ...numbers].sort((a, b) => a.at - b.at);
}

/** A number with its scale and unit, without what it is for; a count without what is counted. */
export function wordsOf(text: string, { at, end, tag }: Slot): { at: number; end: number } {
  if (tag === undefined) return { at, end };
  const number =
    /^[$₩]?[\d.,]*\d(?:e[+-]?\d+)?(?:\s?(?:trillion|billion|million|thousand|천억|백억|십억|천만|백만|억|조|만|천)|[kmbt](?![a-z]))?/i.exec(
      text.slice(at),
    )?.[0];
  const from = at + (number ?? '').length;
  const isCount = !MEASURED.has(tag.dimension);
  return { at, end: isCount ? from : Math.min(end, unitAt(text, from)?.end ?? from) };
}
const MEASURED: ReadonlySet<Tagged['dimension']> = new Set<Tagged['dimension']>([
  ...(['time', 'bytes', 'bytes/s', 'flops', 'flop/s', 'W', 'share', 'points', 'USD', 'KRW', 'tokens/s'] as const),
  ...(['requests/s', 'items/s', 'bits'] as const),
]);
