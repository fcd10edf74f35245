/** `#pragma warning`: which warnings of MSVC's numbers are on. */
export class WarningSwitches {
  #off = new Set<number>();
  readonly #saved: Set<number>[] = [];
  /** From `suppress`: numbers, and the only line on which they are off. */
  #suppressed: {
    readonly numbers: ReadonlySet<number>;
    readonly file: string;
    readonly line: number;
  } | null = null;

  /**
   * Does what the text in the parentheses says: `push`, `pop`, `disable: 4100 4189; default: 4005`. What it does
   * not know it leaves alone: levels are not modelled.
   *
   * @param file, line Where the pragma stands: `suppress` is about the line behind it.
   */
  apply(text: string, file: string, line: number): void {
    for (const part of text.split(';')) {
      const [word = '', list = ''] = part.split(':');
      const numbers = (list.match(/\d+/g) ?? []).map(Number);
      this.#switch((word.match(/\w+/) ?? [''])[0], numbers, file, line);
    }
  }

  #switch(word: string, numbers: readonly number[], file: string, line: number): void {
    if (word === 'push') this.#saved.push(new Set(this.#off));
    else if (word === 'pop') this.#off = this.#saved.pop() ?? this.#off;
    else if (word === 'suppress') this.#suppressed = { numbers: new Set(numbers), file, line: line + 1 };
    else if (word === 'disable') for (const number of numbers) this.#off.add(number);
    else if (word === 'default' || word === 'enable' || word === 'once' || word === 'error')
      for (const number of numbers) this.#off.delete(number);
  }

  /** True when a warning is shown at this place. */
  enabled(number: number, file: string, line: number): boolean {
    if (this.#off.has(number)) return false;
    const one = this.#suppressed;
    return one === null || one.line !== line || one.file !== file || !one.numbers.has(number);
  }
}
