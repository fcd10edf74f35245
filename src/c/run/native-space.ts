/** What a program that runs as WebAssembly has in the memory of its region: its registers, and the places of its calls. */
import type { Region } from '../../memory/region.ts';
import { isShared, type NativeMemory, type SpareBytes } from '../../memory/region-memory.ts';

/** What is used of WebAssembly. */
interface WebAssemblyHost {
  readonly Module: new (code: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** Registers take one unit of the memory. */
const REGISTER_BYTES = 16;

/** Bytes of a region that one program has for its native form. */
export class NativeSpace {
  readonly registersAt: number;
  readonly placesAt: number;
  readonly registers: Int32Array;
  readonly places: Int32Array;
  readonly #spare: SpareBytes;
  readonly #bytes: number;

  private constructor(spare: SpareBytes, at: number, places: number, bytes: number) {
    this.#spare = spare;
    this.#bytes = bytes;
    this.registersAt = at;
    this.placesAt = at + REGISTER_BYTES;
    this.registers = new Int32Array(spare.memory.buffer, at, REGISTER_BYTES / 4);
    this.places = new Int32Array(spare.memory.buffer, this.placesAt, places);
  }

  /** Takes the bytes; null where programs run as JavaScript: the region has no memory for them, or no more. */
  static take(region: Region, places: number): NativeSpace | null {
    const { spare } = region;
    const bytes = REGISTER_BYTES + places * 4;
    const at = spare?.take(bytes) ?? null;
    return spare === null || at === null ? null : new NativeSpace(spare, at, places, bytes);
  }

  get memory(): NativeMemory {
    return this.#spare.memory;
  }

  /** Size of the memory in units of 64 KB. */
  get memoryPages(): number {
    return this.#spare.pages;
  }

  get memoryShared(): boolean {
    return isShared(this.memory);
  }

  /** Makes an instance of a module; gives its functions. */
  instance(
    code: Uint8Array<ArrayBuffer>,
    imports: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> {
    const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyHost };
    const { memory } = this;
    return new WebAssembly.Instance(new WebAssembly.Module(code), { m: { memory }, i: imports }).exports;
  }

  release(): void {
    this.#spare.giveBack(this.registersAt, this.#bytes);
  }
}
