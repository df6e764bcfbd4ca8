import type { RootContent } from 'mdast';
import type { PersonaCard } from '../core/card.ts';

/** A stretch of a card's text, and the one part of the card that has it. */
export interface Span {
  /** Offsets from 0 in the text as the reader sees it; `end` is behind the last character. */
  start: number;
  end: number;
  field: keyof PersonaCard;
  /** What only names the part, as a heading or the head of a row does. */
  isLabel: boolean;
}

/** Where each stretch of a card's text went, kept by the readers that took it. */
export class Spans {
  readonly list: Span[] = [];

  add(start: number, end: number, field: Span['field'], isLabel = false): void {
    if (end > start) this.list.push({ start, end, field, isLabel });
  }

  node(node: Pick<RootContent, 'position'>, field: Span['field'], isLabel = false): void {
    this.add(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0, field, isLabel);
  }

  /** A fence: its first line only says what the code is. */
  block(node: RootContent, field: Span['field'], text: string): void {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? 0;
    const first = text.indexOf('\n', start);
    const isFence = node.type === 'code' && /^\s*(?:`{3}|~{3})/.test(text.slice(start, end));
    if (!isFence || first < 0 || first >= end) this.add(start, end, field);
    else {
      this.add(start, first, field, true);
      this.add(first, end, field);
    }
  }

  sorted(): Span[] {
    return this.list.sort((a, b) => a.start - b.start);
  }
}
