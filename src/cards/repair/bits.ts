/**
 * Whole numbers from 0 up as bits, most significant first: an Elias gamma code of what lies above `low` bits, then those
 * bits (an exponential Golomb code).
 */
export class BitReader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  number(low: number): number {
    let zeros = 0;
    while (this.#bits(1) === 0) {
      zeros += 1;
      if (zeros > 32) throw new RangeError(`Expected a number of at most 32 bits before bit ${this.#at}.`);
    }
    const high = 2 ** zeros + this.#bits(zeros) - 1;
    return high * 2 ** low + this.#bits(low);
  }

  #bits(count: number): number {
    let value = 0;
    for (let n = 0; n < count; n += 1) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw new RangeError(`Expected a bit at ${this.#at}, the data ends before it.`);
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
      this.#at += 1;
    }
    return value;
  }
}

/** The inverse of `BitReader`. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #used = 0;

  number(value: number, low: number): void {
    const high = Math.floor(value / 2 ** low) + 1;
    const width = Math.floor(Math.log2(high));
    this.#bits(0, width);
    this.#bits(high, width + 1);
    this.#bits(value % 2 ** low, low);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #bits(value: number, count: number): void {
    for (let n = count - 1; n >= 0; n -= 1) {
      if (this.#used % 8 === 0) this.#bytes.push(0);
      const last = this.#bytes.length - 1;
      const bit = Math.floor(value / 2 ** n) % 2;
      this.#bytes[last] = (this.#bytes[last] ?? 0) | (bit << (7 - (this.#used % 8)));
      this.#used += 1;
    }
  }
}
