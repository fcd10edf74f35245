/**
 * The data of the driver: variables with static storage, as a C compiler would
 * lay them out in the image. `.data` is resident; a section whose name begins
 * with PAGE is pageable, as for a linker, and must not be touched at
 * DISPATCH_LEVEL while it is (pageable-sections/driver-sections.ts).
 */
import type { Architecture } from '../contract/c-types.ts';
import { isStructureName, type StructureName, structure } from '../contract/structure.ts';
import type { Part } from '../machine/snapshot.ts';
import { PAGE_READWRITE } from '../memory/constants.ts';
import type { Region } from '../memory/region.ts';

/** Where a variable lies. */
export interface VariableOptions {
  /** True for the section PAGEDATA; the resident section `.data` when left out. */
  readonly paged?: boolean;
  /** Section to put it in instead: pageable when its name begins with PAGE. */
  readonly section?: string;
}

/** True for the name of a section that a driver image has pageable. */
export const isPageableName = (section: string): boolean => section.startsWith('PAGE');

/** Bytes that are reserved at a time. */
const CHUNK_BYTES = 0x1_0000;

interface Section {
  /** Next free address, and the end of the chunk it lies in. */
  readonly next: number;
  readonly end: number;
  /** First address of each reservation, and its bytes. */
  readonly chunks: readonly { readonly address: number; readonly bytes: number }[];
}

const EMPTY: Section = { next: 0, end: 0, chunks: [] };

/** Gives out variables. They live as long as the machine. */
export class DriverData implements Part {
  readonly name: string;
  readonly #architecture: Architecture;
  readonly #region: Region;
  /** Whether memory of a section may not be touched at DISPATCH_LEVEL now. */
  isPagedNow: (section: string) => boolean = isPageableName;
  #sections: Readonly<Record<string, Section>> = {};

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
  variable(type: StructureName | number, options: VariableOptions = {}): number {
    const address = this.tryVariable(type, options);
    if (address === null)
      throw new RangeError(
        `variable: no ${this.#shape(type).bytes} bytes of system memory are left; see the boot option physicalMemory`,
      );
    return address;
  }

  /** As `variable`; null when memory is exhausted, for objects of the kernel whose routines then fail. */
  tryVariable(type: StructureName | number, { paged = false, section }: VariableOptions = {}): number | null {
    const { bytes, align } = this.#shape(type);
    const name = section ?? (paged ? 'PAGEDATA' : '.data');
    let { next, end, chunks } = Object.hasOwn(this.#sections, name) ? (this.#sections[name] ?? EMPTY) : EMPTY;
    next = Math.ceil(next / align) * align;
    if (next + bytes > end) {
      const size = Math.ceil(bytes / CHUNK_BYTES) * CHUNK_BYTES;
      const chunk = this.#chunk(size, this.isPagedNow(name));
      if (chunk === null) return null;
      next = chunk;
      end = next + size;
      chunks = [...chunks, { address: next, bytes: size }];
    }
    this.#sections = { ...this.#sections, [name]: { next: next + bytes, end, chunks } };
    return next;
  }

  /** Takes over a reservation of this region as the memory of a section: a loaded program's. */
  adopt(section: string, address: number, bytes: number): void {
    const { next, end, chunks } = this.#sections[section] ?? EMPTY;
    this.#sections = {
      ...this.#sections,
      [section]: { next, end, chunks: [...chunks, { address, bytes }] },
    };
  }

  /** Forgets sections whose memory is given back. */
  drop(isGone: (section: string) => boolean): void {
    this.#sections = Object.fromEntries(Object.entries(this.#sections).filter(([name]) => !isGone(name)));
  }

  /** Name of the section that holds an address, or null. */
  sectionOf(address: number): string | null {
    for (const [name, { chunks }] of Object.entries(this.#sections))
      if (chunks.some((chunk) => address >= chunk.address && address < chunk.address + chunk.bytes))
        return name;
    return null;
  }

  /** Makes the memory of every section paged or resident, as it is to be now. */
  updatePaging(): void {
    for (const [name, { chunks }] of Object.entries(this.#sections))
      for (const { address } of chunks) this.#region.setPaged(address, this.isPagedNow(name));
  }

  #shape(type: StructureName | number): { readonly bytes: number; readonly align: number } {
    if (typeof type === 'number') {
      if (Number.isInteger(type) && type > 0) return { bytes: type, align: 16 };
      throw new RangeError(`variable: ${type} bytes; give a whole number above 0`);
    }
    if (!isStructureName(type)) throw new RangeError(`variable: no structure is named ${String(type)}`);
    return structure(this.#architecture, type);
  }

  #chunk(bytes: number, paged: boolean): number | null {
    const address = this.#region.reserve(bytes, PAGE_READWRITE, { paged });
    if (address === null || this.#region.commit(address, bytes, PAGE_READWRITE) === 0) return address;
    this.#region.release(address);
    return null;
  }

  save(): unknown {
    return this.#sections;
  }

  load(saved: unknown): void {
    this.#sections = saved as Readonly<Record<string, Section>>;
  }

  fingerprint(): string {
    return JSON.stringify(this.#sections);
  }
}
