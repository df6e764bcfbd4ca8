/** What was made for a few keys, so that it is made once: the one that was kept first is forgotten first. */
export class Kept<Value extends object> {
  readonly #values = new Map<string, Value>();

  constructor(private readonly most: number) {}

  /** The value of a key. It is shared between all who ask, and must not be changed. */
  of(key: string, make: () => Value): Value {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = make();
    const [oldest] = this.#values.keys();
    if (this.#values.size >= this.most && oldest !== undefined) this.#values.delete(oldest);
    this.#values.set(key, value);
    return value;
  }

  /** By key, in the order in which they were made. */
  all(): Record<string, Value> {
    return Object.fromEntries(this.#values);
  }
}
