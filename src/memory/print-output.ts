/** Most characters of one print (*ours*): a width of 2 000 000 000 must not eat the host's memory. */
export const MOST_UNITS = 2 ** 24;
const FIRST_UNITS = 128;

/** The text of a print while it grows. */
export class PrintOutput {
  /** True once the text is longer than a print may be; nothing is added any more. */
  full = false;
  readonly #wide: boolean;
  #buffer: Uint8Array | Uint16Array;
  #length = 0;

  constructor(wide: boolean) {
    this.#wide = wide;
    this.#buffer = wide ? new Uint16Array(FIRST_UNITS) : new Uint8Array(FIRST_UNITS);
  }

  /** Adds units as they are. */
  units(units: ArrayLike<number>): void {
    if (!this.#fits(units.length)) return;
    this.#buffer.set(units, this.#length);
    this.#length += units.length;
  }

  /** Adds text of ASCII characters. */
  ascii(text: string): void {
    if (!this.#fits(text.length)) return;
    for (let at = 0; at < text.length; at++) this.#buffer[this.#length++] = text.charCodeAt(at);
  }

  /** Adds a unit so many times; not at all for a count below 1. */
  repeat(unit: number, count: number): void {
    if (count <= 0 || !this.#fits(count)) return;
    this.#buffer.fill(unit, this.#length, this.#length + count);
    this.#length += count;
  }

  /** What was added so far. */
  taken(): Uint8Array | Uint16Array {
    return this.#buffer.slice(0, this.#length);
  }

  #fits(count: number): boolean {
    const length = this.#length + count;
    if (this.full || length > MOST_UNITS) {
      this.full = true;
      return false;
    }
    if (length > this.#buffer.length) {
      const larger = Math.max(length, 2 * this.#buffer.length);
      const buffer = this.#wide ? new Uint16Array(larger) : new Uint8Array(larger);
      buffer.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = buffer;
    }
    return true;
  }
}
