/**
 * Notices that a file is nothing but one `#ifndef NAME` group. While the name is defined, such a file need not be
 * read again.
 */
export class IncludeGuard {
  #state: 'start' | 'inside' | 'closed' | 'none' = 'start';
  #name = '';

  /** Something stands in the file that is no line of the guard. */
  seen(): void {
    if (this.#state === 'start' || this.#state === 'closed') this.#state = 'none';
  }

  /** A group begins that is read unless `name` is defined; null for any other group. */
  opens(name: string | null): void {
    if (this.#state !== 'start' || name === null) this.seen();
    else {
      this.#state = 'inside';
      this.#name = name;
    }
  }

  /** The outermost group has a second part. */
  divides(): void {
    this.#state = 'none';
  }

  /** The outermost group ends. */
  closes(): void {
    if (this.#state === 'inside') this.#state = 'closed';
  }

  /** The name that guards the file, at its end; null when nothing does. */
  get name(): string | null {
    return this.#state === 'closed' ? this.#name : null;
  }
}
