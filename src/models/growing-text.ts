/** Characters of a reply that are shown while it grows; what a turn may say is less. */
const MOST_SHOWN = 20_000;
/** How much of what came before a member's value is looked at again when more comes. */
const OVERLAP = 200;

/**
 * The text of one member of a JSON object, as far as it has come. It takes each piece once: whatever parses an unfinished document
 * again for every piece of it takes the square of its length.
 */
export class GrowingText {
  private readonly begins: RegExp;
  private state: 'before' | 'inside' | 'over' = 'before';
  /** What could not be read yet: the end of what came before, or half an escape. */
  private held = '';
  private text = '';
  private told = 0;

  constructor(member: string) {
    this.begins = new RegExp(`"${member}"\\s*:\\s*"`);
  }

  /** Takes the next piece of the JSON. */
  add(piece: string): void {
    if (this.state === 'over') return;
    let rest = this.held + piece;
    if (this.state === 'before') {
      const begins = this.begins.exec(rest);
      if (begins === null) {
        this.held = rest.slice(-OVERLAP);
        return;
      }
      rest = rest.slice(begins.index + begins[0].length);
      this.state = 'inside';
    }
    const marks = /["\\]/g;
    let at = 0;
    for (let mark = marks.exec(rest); ; mark = marks.exec(rest)) {
      this.text += rest.slice(at, mark?.index);
      at = mark?.index ?? rest.length;
      if (mark === null) break;
      if (mark[0] === '"') {
        this.state = 'over';
        break;
      }
      const escaped = /^\\(?:u[\dA-Fa-f]{4}|[^u])/.exec(rest.slice(at, at + 6))?.[0];
      // The rest of it is still to come, or never will be what it should.
      if (escaped === undefined) break;
      this.text += unescaped(escaped);
      at += escaped.length;
      marks.lastIndex = at;
    }
    this.held = rest.slice(at, at + 6);
    if (this.text.length > MOST_SHOWN) this.state = 'over';
  }

  /**
   * The text so far when it is worth showing again, else null: by each piece while it is short, by each hundredth of it when it is
   * long, so that all that is ever shown stays in proportion to the text.
   */
  grown(): string | null {
    const more = this.text.length - this.told;
    if (more === 0 || (this.state !== 'over' && more < this.text.length / 100)) return null;
    this.told = this.text.length;
    return this.text.slice(0, MOST_SHOWN);
  }
}

function unescaped(written: string): string {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch (error) {
    if (error instanceof SyntaxError) return '';
    throw error;
  }
}
