/** Which warnings are on: `#pragma warning`. */
import type { Diagnostics } from '../source/diagnostics.ts';
import type { Position } from '../source/position.ts';

/** The warnings of one translation unit. */
export class Warnings {
  readonly #diagnostics: Diagnostics;
  #disabled = new Set<number>();
  #errors = new Set<number>();
  #suppressed: { numbers: Set<number>; line: number } | null = null;
  readonly #saved: { disabled: Set<number>; errors: Set<number> }[] = [];

  constructor(diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
  }

  /** Reports a warning unless the program switched it off. One that MSVC promotes is an error. */
  report(code: string, message: string, at: Position, promoted = false): void {
    const number = Number(code.slice(1));
    if (this.#disabled.has(number)) return;
    if (this.#suppressed?.line === at.line && this.#suppressed.numbers.has(number)) return;
    if (promoted || this.#errors.has(number)) this.#diagnostics.error(code, message, at);
    else this.#diagnostics.warning(code, message, at);
  }

  /** What stands between the brackets of `#pragma warning(…)`. `next` is where the next token stands. */
  pragma(text: string, next: Position): void {
    if (/^\s*push\b/.test(text)) {
      this.#saved.push({ disabled: new Set(this.#disabled), errors: new Set(this.#errors) });
      return;
    }
    if (/^\s*pop\s*$/.test(text)) {
      const saved = this.#saved.pop();
      if (saved !== undefined) [this.#disabled, this.#errors] = [saved.disabled, saved.errors];
      return;
    }
    for (const [, what = '', list = ''] of text.matchAll(/(\w+)\s*:\s*([\d\s]+)/g)) {
      const numbers = list.trim().split(/\s+/).map(Number);
      this.#set(what, numbers, next);
    }
  }

  #set(what: string, numbers: readonly number[], next: Position): void {
    if (what === 'suppress') this.#suppressed = { numbers: new Set(numbers), line: next.line };
    for (const number of numbers) {
      if (what === 'disable') this.#disabled.add(number);
      else if (what === 'error') this.#errors.add(number);
      else if (what !== 'suppress') this.#disabled.delete(number);
      if (what === 'default') this.#errors.delete(number);
    }
  }
}
