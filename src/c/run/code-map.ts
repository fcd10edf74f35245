/**
 * Synthetic instruction addresses of a program: every function has a range, every place in its text that can fault
 * or call has an address in it. So an exception address or a frame of a call stack leads back to file and line.
 */
import type { Architecture } from '../../contract/c-types.ts';
import type { SymbolTable } from '../../machine/symbols.ts';
import type { EmittedFunction, EmittedProgram } from '../emit/program-text.ts';

/** Bytes of code that a place stands for. */
const PLACE_BYTES = 4;

/** Where the stack of a thread stands in a program. */
export interface StackPosition {
  /** Stack pointer: offset in the stack. */
  readonly sp: number;
  /** Number of the place that runs; -1 when it is the call that the innermost frame has noted. */
  readonly site: number;
  /** Offset at which the program was entered: no frame of this entry lies above. */
  readonly top: number;
  /** By frame (offset / 16), the place of the call that it is in. */
  readonly places: Int32Array;
}

/** Whoever is told of frames. */
interface Walker {
  place(site: number): Walker;
}

/** Functions and places of one loaded program. */
export class CodeMap {
  readonly #program: EmittedProgram;
  readonly #symbols: SymbolTable;
  /** First address of each function. */
  readonly addresses: readonly number[];
  /** By place, bytes of the frame of its function; -1 for a place of none. All that walk frames read it. */
  readonly frameBytes: Int32Array;

  /** Gives every function of a program an address range. */
  constructor(program: EmittedProgram, symbols: SymbolTable, module: string) {
    this.#program = program;
    this.#symbols = symbols;
    this.frameBytes = frameBytesOf(program);
    const taken = new Set<string>();
    this.addresses = program.functions.map((one) => {
      const bytes = (one.endSite - one.firstSite + 2) * PLACE_BYTES;
      // Static functions of two files may have one name; the table knows a name once.
      let name = one.name;
      for (let count = 2; taken.has(name); count++) name = `${one.name}$${count}`;
      taken.add(name);
      return symbols.define(module, name, bytes, (offset) => this.#lineAt(one, offset)).address;
    });
  }

  /** Architecture of the program. */
  get architecture(): Architecture {
    return this.#program.architecture;
  }

  #lineAt({ firstSite, endSite, symbol, file }: EmittedFunction, offset: number): string {
    const site = firstSite + Math.floor(offset / PLACE_BYTES) - 1;
    const at = site >= firstSite && site < endSite ? this.#program.sites[site] : symbol.definition?.at;
    return at === undefined ? file : `${at.file} @ ${at.line}`;
  }

  /** Index of the function that a place belongs to; -1 for none. Time O(log functions). */
  functionOf(site: number): number {
    const { functions } = this.#program;
    let low = 0;
    let high = functions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const one = functions[middle];
      if (one !== undefined && one.firstSite <= site) low = middle + 1;
      else high = middle;
    }
    const found = functions[low - 1];
    return found !== undefined && site < found.endSite ? low - 1 : -1;
  }

  /** Instruction address of a place. */
  addressOf(site: number): number {
    const index = this.functionOf(site);
    const one = this.#program.functions[index];
    const first = this.addresses[index];
    if (one === undefined || first === undefined) return 0;
    return first + (site - one.firstSite + 1) * PLACE_BYTES;
  }

  /** The place that runs now. */
  current({ sp, site, places }: StackPosition): number {
    return site >= 0 ? site : (places[sp >> 4] ?? 0);
  }

  /** Places of the frames of one entry into the program, innermost first. */
  frames(position: StackPosition): readonly number[] {
    const found: number[] = [];
    const list: Walker = {
      place(site) {
        found.push(site);
        return list;
      },
    };
    this.walk(position, list);
    return found;
  }

  /**
   * Tells the places of the frames of one entry into the program, innermost first: each to what the last one gave.
   * Each call of a pool routine walks so, and nothing is made for it.
   */
  walk<W extends { place(site: number): W }>(position: StackPosition, walker: W): W {
    const { top, places } = position;
    let next = walker;
    let { sp } = position;
    let site = this.current(position);
    // The innermost function may have no frame, and then it may have been entered from outside: `sp` is `top`.
    for (let isFirst = true; sp < top || (isFirst && position.site >= 0); isFirst = false) {
      const bytes = this.frameBytes[site] ?? -1;
      if (bytes < 0 || (bytes === 0 && !isFirst)) break;
      next = next.place(site);
      sp += bytes;
      site = places[sp >> 4] ?? 0;
    }
    return next;
  }

  /** A place as call stacks show it: `driver!DriverEntry+0x1c [driver.c @ 42]`. */
  describe(site: number): string {
    return this.#symbols.describe(this.addressOf(site)) ?? '?';
  }
}

function frameBytesOf({ functions, sites }: EmittedProgram): Int32Array {
  const all = new Int32Array(sites.length).fill(-1);
  for (const { firstSite, endSite, frameBytes } of functions) all.fill(frameBytes, firstSite, endSite);
  return all;
}
