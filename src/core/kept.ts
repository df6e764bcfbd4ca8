/** What was made for a few keys, so that it is made once: the one that was kept first is forgotten first. */
export class Kept<Value extends object> {
  readonly #values = new Map<string, Value>();
  #weight = 0;

  /** `most` values are kept; where they are weighed, so many that they weigh no more than `heaviest`, and the last one in any case. */
  constructor(
    private readonly most: number,
    private readonly weighed?: { heaviest: number; weigh(value: Value): number },
  ) {}

  /** The value of a key. It is shared between all who ask, and must not be changed. */
  of(key: string, make: () => Value): Value {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = make();
    this.#weight += this.#weightOf(value);
    for (const [oldest, old] of this.#values) {
      if (this.#values.size < this.most && this.#weight <= (this.weighed?.heaviest ?? 0)) break;
      this.#values.delete(oldest);
      this.#weight -= this.#weightOf(old);
    }
    this.#values.set(key, value);
    return value;
  }

  /** By key, in the order in which they were made. */
  all(): Record<string, Value> {
    return Object.fromEntries(this.#values);
  }

  #weightOf(value: Value): number {
    return this.weighed?.weigh(value) ?? 0;
  }
}
