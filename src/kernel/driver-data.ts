/**
 * The data of the driver: variables with static storage, as a C compiler would
 * lay them out in the image. `.data` is resident; a driver may put data in a
 * pageable section (`PAGEDATA`), which must not be touched at DISPATCH_LEVEL.
 */
import type { Architecture } from '../contract/c-types.ts';
import { isStructureName, type StructureName, structure } from '../contract/structure.ts';
import type { Part } from '../machine/snapshot.ts';
import { PAGE_READWRITE } from '../memory/constants.ts';
import type { Region } from '../memory/region.ts';

/** Where a variable lies. */
export interface VariableOptions {
  /** True for pageable data; false, resident data, when left out. */
  readonly paged?: boolean;
}

/** Bytes that are reserved at a time. */
const CHUNK_BYTES = 0x1_0000;

interface Section {
  /** Next free address, and the end of the chunk it lies in. */
  readonly next: number;
  readonly end: number;
}

/** Gives out variables. They live as long as the machine. */
export class DriverData implements Part {
  readonly name: string;
  readonly #architecture: Architecture;
  readonly #region: Region;
  #sections: Readonly<Record<'resident' | 'paged', Section>> = {
    resident: { next: 0, end: 0 },
    paged: { next: 0, end: 0 },
  };

  constructor(name: string, architecture: Architecture, region: Region) {
    this.name = name;
    this.#architecture = architecture;
    this.#region = region;
  }

  /**
   * A variable with static storage, zeroed.
   * @param type name of a structure (`'KEVENT'`), or a number of bytes, aligned to 16
   * @returns its address
   * @throws RangeError for an unknown name, a size that is no whole number above 0, or when memory is exhausted
   */
  variable(type: StructureName | number, { paged = false }: VariableOptions = {}): number {
    const { bytes, align } = this.#shape(type);
    const name = paged ? 'paged' : 'resident';
    let { next, end } = this.#sections[name];
    next = Math.ceil(next / align) * align;
    if (next + bytes > end) {
      const size = Math.ceil(bytes / CHUNK_BYTES) * CHUNK_BYTES;
      next = this.#chunk(size, paged);
      end = next + size;
    }
    this.#sections = { ...this.#sections, [name]: { next: next + bytes, end } };
    return next;
  }

  #shape(type: StructureName | number): { readonly bytes: number; readonly align: number } {
    if (typeof type === 'number') {
      if (Number.isInteger(type) && type > 0) return { bytes: type, align: 16 };
      throw new RangeError(`variable: ${type} bytes; give a whole number above 0`);
    }
    if (!isStructureName(type)) throw new RangeError(`variable: no structure is named ${String(type)}`);
    return structure(this.#architecture, type);
  }

  #chunk(bytes: number, paged: boolean): number {
    const address = this.#region.reserve(bytes, PAGE_READWRITE, { paged });
    if (address === null || this.#region.commit(address, bytes, PAGE_READWRITE) !== 0)
      throw new RangeError(
        `variable: no ${bytes} bytes of system memory are left; see the boot option physicalMemory`,
      );
    return address;
  }

  save(): unknown {
    return this.#sections;
  }

  load(saved: unknown): void {
    this.#sections = saved as Readonly<Record<'resident' | 'paged', Section>>;
  }

  fingerprint(): string {
    return JSON.stringify(this.#sections);
  }
}
