/** What a model thinks aloud before it speaks, where its server does not keep the two apart. */
const OPENING = /^\s*<(think(?:ing)?|thought|reasoning)>/i;
/** Characters of the longest of these. */
const LONGEST = '<reasoning>'.length;

/** A reply that grows: of a thought that stands before it nothing is said. */
export class Spoken {
  /** What is said; a part of the thought while that goes on, or what may begin one. */
  private text = '';
  private state: 'unknown' | 'thought' | 'thought over' | 'said' = 'unknown';
  private closing = '';
  hasBegun = false;

  add(piece: string): void {
    this.hasBegun ||= piece !== '';
    this.text += piece;
    if (this.state === 'unknown') this.look();
    if (this.state === 'thought') this.listen();
    if (this.state !== 'thought over') return;
    this.text = this.text.trimStart();
    if (this.text !== '') this.state = 'said';
  }

  /** What is said so far. */
  get soFar(): string {
    return this.state === 'said' ? this.text : '';
  }

  /** What was said, when nothing more comes. */
  get whole(): string {
    return this.state === 'thought' ? '' : this.text;
  }

  private look(): void {
    const [opening, name = ''] = OPENING.exec(this.text) ?? [];
    if (opening !== undefined) {
      this.state = 'thought';
      this.closing = `</${name.toLowerCase()}>`;
      this.text = this.text.slice(opening.length);
    } else if (!mayOpen(this.text)) {
      this.state = 'said';
    }
  }

  private listen(): void {
    const at = this.text.toLowerCase().indexOf(this.closing);
    if (at !== -1) {
      this.state = 'thought over';
      this.text = this.text.slice(at + this.closing.length);
    } else {
      this.text = this.text.slice(-this.closing.length);
    }
  }
}

/** Whether more of a text may make it begin with a thought. */
const mayOpen = (text: string): boolean => {
  if (text.length > 2 * LONGEST) return false;
  const begun = text.trimStart();
  return begun === '' || (begun.length < LONGEST && /^<[a-z]*$/i.test(begun));
};
