/**
 * Synthetic instruction addresses. Every function gets a range of its own, so
 * that exception addresses, call stacks and bug check parameters resolve to
 * `module!Function+0x1c`. The numbers are stable for one program: they follow
 * from the order of definition alone.
 */

/** A function with an address range. */
export interface FunctionSymbol {
  /** Module it lives in: `nt`, `ntdll`, `driver`. */
  readonly module: string;
  /** Name. */
  readonly name: string;
  /** First address. */
  readonly address: number;
  /** Bytes in its range. */
  readonly bytes: number;
  /** `file @ line` of the code at an offset, for functions with source text. */
  readonly lineAt?: (offset: number) => string;
}

type AnyFunction = (...args: never[]) => unknown;

interface Module {
  readonly name: string;
  readonly base: number;
  next: number;
}

/** Functions by name and by address. */
export class SymbolTable {
  readonly #modules = new Map<string, Module>();
  readonly #byName = new Map<string, FunctionSymbol>();
  readonly #sorted: FunctionSymbol[] = [];
  readonly #callables = new Map<number, AnyFunction>();
  readonly #steps = new Map<number, AnyFunction>();
  #inOrder = true;

  /**
   * Adds a module whose code begins at `base`.
   * @param shown its name in symbols; two modules may have the same one
   */
  addModule(name: string, base: number, shown: string = name): void {
    if (!this.#modules.has(name)) this.#modules.set(name, { name: shown, base, next: base + 0x1000 });
  }

  /** First address of a module, or undefined. */
  baseOf(module: string): number | undefined {
    return this.#modules.get(module)?.base;
  }

  /** Name of a module as symbols show it. */
  shownName(module: string): string {
    return this.#modules.get(module)?.name ?? module;
  }

  /** Name of the module whose code lies at an address, or undefined. */
  moduleAt(address: number): string | undefined {
    for (const [name, { base, next }] of this.#modules) if (address >= base && address < next) return name;
    return undefined;
  }

  /** Defines a function and gives it the next range of its module. A second definition returns the first. */
  define(module: string, name: string, bytes = 0x100, lineAt?: (offset: number) => string): FunctionSymbol {
    const key = `${module}!${name}`;
    const known = this.#byName.get(key);
    if (known) return known;
    const owner = this.#modules.get(module);
    if (!owner) throw new TypeError(`no module named ${module}: add it before its functions`);
    const symbol = {
      module: owner.name,
      name,
      address: owner.next,
      bytes,
      ...(lineAt === undefined ? {} : { lineAt }),
    };
    owner.next += Math.ceil(bytes / 16) * 16;
    this.#byName.set(key, symbol);
    this.#sorted.push(symbol);
    this.#inOrder = false;
    return symbol;
  }

  /** Address of a defined function, or undefined. */
  addressOf(module: string, name: string): number | undefined {
    return this.#byName.get(`${module}!${name}`)?.address;
  }

  /** The function whose range holds an address, or undefined. Cost O(log n). */
  find(address: number): FunctionSymbol | undefined {
    if (!this.#inOrder) this.#sorted.sort((a, b) => a.address - b.address);
    this.#inOrder = true;
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const symbol = this.#sorted[middle];
      if (symbol !== undefined && symbol.address <= address) low = middle + 1;
      else high = middle;
    }
    const symbol = this.#sorted[low - 1];
    return symbol !== undefined && address < symbol.address + symbol.bytes ? symbol : undefined;
  }

  /** `module!Function+0x1c`, with ` [file @ line]` where that is known, or undefined when no function holds the address. */
  describe(address: number): string | undefined {
    const symbol = this.find(address);
    if (!symbol) return undefined;
    const offset = address - symbol.address;
    const line = symbol.lineAt === undefined ? '' : ` [${symbol.lineAt(offset)}]`;
    return `${symbol.module}!${symbol.name}${offset === 0 ? '' : `+0x${offset.toString(16)}`}${line}`;
  }

  /** Makes a TypeScript function callable by address: callbacks that a guest structure points at. */
  defineCallable(module: string, name: string, body: (...args: never[]) => unknown): FunctionSymbol {
    const symbol = this.define(module, name);
    this.setCallable(symbol.address, body);
    return symbol;
  }

  /**
   * Says what runs when the code at the first address of a function is called; null for nothing any more.
   * @param steps its generator form, for code that can stop where it waits
   */
  setCallable(address: number, body: AnyFunction | null, steps: AnyFunction | null = null): void {
    if (body === null) this.#callables.delete(address);
    else this.#callables.set(address, body);
    if (steps === null) this.#steps.delete(address);
    else this.#steps.set(address, steps);
  }

  /** The function that starts at an address, or undefined. */
  callable(address: number): AnyFunction | undefined {
    return this.#callables.get(address);
  }

  /** Its generator form, or undefined for code that has none. */
  steps(address: number): AnyFunction | undefined {
    return this.#steps.get(address);
  }
}
