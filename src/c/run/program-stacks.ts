/**
 * Call stacks of one program as numbers. Allocations ask for one each time, so
 * a stack that was met before is found without making anything, by a hash of the
 * places of its calls. What is noted of the last one lets block-notes.ts see
 * that it is the same again.
 *
 * For heaps, which note who allocates each block: a flat stack costs a few
 * compares and 4 bytes a frame, but it knows no routines, no other program, and
 * no frames beyond a limit. Where those count the paths of kernel/call-paths.ts
 * serve, also for heaps (kernel/code-stacks.ts, for code that routines entered).
 */
import { FRAMES, type LastStack, STACK_END, STACK_NUMBER, STACK_SP } from '../../heap/block-notes.ts';
import type { CodeStackMaker } from '../../kernel/code-entry.ts';
import type { CodeMap } from './code-map.ts';

/** Frames of a stack that count, from the innermost out (*ours*: a recursion would have a stack of its own at each depth). */
const MOST_FRAMES = 32;

/** A stack that was met. */
interface Met {
  readonly number: number;
  readonly sites: Int32Array;
  /** Another one with the same hash. */
  readonly next: Met | null;
}

/** The stacks of one program. */
export class ProgramStacks implements LastStack {
  readonly stack: Int32Array = new Int32Array(FRAMES + 2 * MOST_FRAMES);
  readonly places: Int32Array;
  readonly alone: Int32Array;
  readonly #code: CodeMap;
  /** The table of the code, beside what else a walk reads. */
  readonly #frameBytes: Int32Array;
  readonly #met = new Map<number, Met>();

  constructor(code: CodeMap, places: Int32Array) {
    this.#code = code;
    this.places = places;
    this.#frameBytes = code.frameBytes;
    this.alone = new Int32Array(this.#frameBytes.length);
    this.stack[STACK_SP] = -1;
  }

  /**
   * Number of the stack with these positions (StackPosition of code-map.ts).
   * @param site place that runs; -1 when it is the call that the innermost frame has noted
   */
  number(stacks: CodeStackMaker, sp: number, site: number, top: number): number {
    const { stack } = this;
    const hash = this.#walk(sp, site, top);
    let met = this.#met.get(hash) ?? null;
    while (met !== null && !this.#isThat(met.sites)) met = met.next;
    if (met === null) {
      if (!stacks.hasRoom) {
        stack[STACK_SP] = -1;
        return this.place(stacks, sp, site);
      }
      const sites = this.#sites();
      const number = stacks.add(() => Array.from(sites, (one) => this.#code.describe(one)));
      met = { number, sites, next: this.#met.get(hash) ?? null };
      this.#met.set(hash, met);
    }
    // A stack that does not begin with a noted call cannot be told from another by what is noted.
    stack[STACK_SP] = site < 0 ? sp : -1;
    stack[STACK_NUMBER] = met.number;
    return met.number;
  }

  /** Number of a place alone. */
  place(stacks: CodeStackMaker, sp: number, site: number): number {
    const here = site < 0 ? (this.places[sp >> 4] ?? 0) : site;
    return this.alone[here] || this.#newPlace(stacks, here);
  }

  #newPlace(stacks: CodeStackMaker, site: number): number {
    const number = stacks.add(() => [this.#code.describe(site)]);
    this.alone[site] = number;
    return number;
  }

  /** Notes the frames of a stack (as CodeMap.walk tells them); gives a hash of their places. */
  #walk(sp: number, site: number, top: number): number {
    const { places, stack } = this;
    let end = FRAMES;
    let hash = 0;
    let at = sp;
    let here = site < 0 ? (places[sp >> 4] ?? 0) : site;
    while (end < stack.length && (at < top || (end === FRAMES && site >= 0))) {
      const bytes = this.#frameBytes[here] ?? -1;
      if (bytes < 0 || (bytes === 0 && end > FRAMES)) break;
      stack[end] = at >> 4;
      stack[end + 1] = here;
      end += 2;
      hash = Math.imul(hash ^ here, 0x9e37_79b1);
      hash ^= hash >>> 15;
      at += bytes;
      here = places[at >> 4] ?? 0;
    }
    stack[STACK_END] = end;
    return hash;
  }

  /** The places of the frames that were noted. */
  #sites(): Int32Array {
    return this.stack.slice(FRAMES, this.stack[STACK_END]).filter((_, at) => at % 2 === 1);
  }

  #isThat(sites: Int32Array): boolean {
    if (FRAMES + 2 * sites.length !== this.stack[STACK_END]) return false;
    return sites.every((site, at) => site === this.stack[FRAMES + 2 * at + 1]);
  }
}
