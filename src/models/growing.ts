/**
 * The text of one member of a JSON object, as far as it has come: read on from where the last piece ended, because a reply is
 * looked at after every piece of it.
 */
export class GrowingText {
  private at = 0;
  private state: 'before' | 'inside' | 'over' = 'before';
  private text = '';

  constructor(private readonly member: string) {}

  /** Takes the JSON so far, which only grows, and returns the member's text so far; null while it has not begun. */
  read(json: string): string | null {
    if (this.state === 'before') {
      const begins = new RegExp(`"${this.member}"\\s*:\\s*"`).exec(json);
      if (begins === null) return null;
      this.at = begins.index + begins[0].length;
      this.state = 'inside';
    }
    while (this.state === 'inside' && this.at < json.length) {
      const end = /["\\]/.exec(json.slice(this.at));
      const plain = end === null ? json.slice(this.at) : json.slice(this.at, this.at + end.index);
      this.text += plain;
      this.at += plain.length;
      if (end === null) break;
      if (end[0] === '"') {
        this.state = 'over';
        break;
      }
      const escaped = /^\\(?:u[\dA-Fa-f]{4}|[^u])/.exec(json.slice(this.at, this.at + 6))?.[0];
      // The rest of it is still to come, or never will be what it should.
      if (escaped === undefined) break;
      this.text += unescaped(escaped);
      this.at += escaped.length;
    }
    return this.text;
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
