/** Tells where a JSON document that comes in pieces is whole, each character read once. Whether it is well formed is for a parser to say. */
export class DocumentEnd {
  private depth = 0;
  private isText = false;
  private isEscaped = false;

  /** Whether the document ends in this piece of it. */
  endsIn(piece: string): boolean {
    let ends = false;
    for (const character of piece) {
      if (this.isText) {
        if (this.isEscaped) this.isEscaped = false;
        else if (character === '\\') this.isEscaped = true;
        else if (character === '"') this.isText = false;
      } else if (character === '"') this.isText = true;
      else if (character === '{' || character === '[') this.depth += 1;
      else if (character === '}' || character === ']') {
        this.depth -= 1;
        ends ||= this.depth === 0;
      }
    }
    return ends;
  }
}
