import { withoutHeadings } from './quote.ts';
import { estimateTokens } from './tokens.ts';

/** A part of a message: a heading and lines that can be left out one by one from the end. */
export interface Section {
  heading: string;
  lines: readonly string[];
  /** What goes first when room runs out has the highest number; 0 is never cut. */
  cut: number;
  /** Lines that stay whatever room there is: the first ones. */
  least?: number;
}

/**
 * Lays sections out in their order within `budget` tokens; a section that lost lines says how many. A line may hold what a card or a
 * script says, over several lines: none of them can pass for a heading.
 */
export function layOut(given: readonly Section[], budget: number): string {
  const sections = given.map((section) => ({ ...section, lines: section.lines.map(withoutHeadings) }));
  const kept = sections.map(({ lines }) => lines.length);
  const costs = sections.map(({ heading, lines }) => ({
    heading: heading === '' ? 0 : estimateTokens(heading) + 1,
    lines: lines.map((line) => estimateTokens(line) + 1),
  }));
  let total = costs.reduce((sum, cost) => sum + cost.heading + cost.lines.reduce((all, line) => all + line, 0), 0);
  const order = sections.map((_, index) => index).sort((a, b) => cutOf(sections, b) - cutOf(sections, a) || b - a);
  for (const index of order) {
    if (cutOf(sections, index) === 0) break;
    while (total > budget && (kept[index] ?? 0) > (sections[index]?.least ?? 0)) {
      kept[index] = (kept[index] ?? 0) - 1;
      total -= costs[index]?.lines[kept[index] ?? 0] ?? 0;
    }
  }
  return sections
    .flatMap(({ heading, lines }, index) => {
      const shown = lines.slice(0, kept[index]);
      const lost = lines.length - shown.length;
      if (shown.length === 0) return [];
      return [...(heading === '' ? [] : [heading]), ...shown, ...(lost === 0 ? [] : [`(${lost} more left out)`])];
    })
    .join('\n');
}

const cutOf = (sections: readonly Section[], index: number) => sections[index]?.cut ?? 0;
