/**
 * Memory descriptor lists: which pages are locked, and where they are mapped.
 *
 * A mapping of pages in the system range is another address of the same memory
 * (memory/page-aliases.ts). What an MDL says of itself is in its bytes; kept
 * here is which pages a locked one means, because its process may have other
 * memory at that address by the time it is mapped. Rules:
 * docs/decisions/0071-mdls.md.
 */
import type { Architecture } from '../../contract/c-types.ts';
import {
  IoReadAccess,
  MDL_MAPPED_TO_SYSTEM_VA,
  MDL_PAGES_LOCKED,
  MDL_PARTIAL,
  MDL_PARTIAL_HAS_BEEN_MAPPED,
  MDL_SOURCE_IS_NONPAGED_POOL,
  MDL_WRITE_OPERATION,
} from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import type { Part } from '../../machine/snapshot.ts';
import { HIGHEST_USER_ADDRESS } from '../../memory/address-space.ts';
import { PAGE_READWRITE } from '../../memory/constants.ts';
import { PAGE_BYTES } from '../../memory/page-access.ts';
import { type AliasesImage, PageAliases } from '../../memory/page-aliases.ts';
import type { Region } from '../../memory/region.ts';
import { EXCEPTION_NONCONTINUABLE } from '../../seh/exception-constants.ts';
import { STATUS_ACCESS_VIOLATION } from '../../status/common.ts';
import { IoBlocks, MDL_TAG } from '../io/io-blocks.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Pool } from '../pool/pool.ts';
import type { Process } from '../records.ts';

/** What MDLs need from the machine. */
export type MdlsHost = Pick<
  KernelHost,
  | 'architecture'
  | 'verifier'
  | 'memory'
  | 'process'
  | 'processes'
  | 'irql'
  | 'kernelMemory'
  | 'driverMemory'
  | 'raise'
  | 'setLastStatus'
  | 'violation'
  | 'notModelled'
>;

/** Pages that an MDL means. */
interface Pages {
  readonly region: Region;
  /** Number of the first in its region. */
  readonly first: number;
  readonly count: number;
  /** Identifier of the process whose memory they are; 0 for the system's. */
  readonly process: number;
}

/** A mapping of the pages of an MDL. Its pages are charged like all others (*ours*). */
interface Mapping {
  readonly address: number;
}

/** A mapping for a program, at an address of its process. */
interface UserMapping {
  readonly mdl: number;
  /** Identifier of the process. */
  readonly process: number;
}

interface Image {
  /** By process and address, as `#userMapped` has them. */
  readonly userMapped: readonly (readonly [string, UserMapping])[];
  readonly locked: readonly (readonly [number, Pages])[];
  readonly mapped: readonly (readonly [number, Mapping])[];
  readonly made: readonly number[];
  readonly aliases: AliasesImage;
}

/** Most bytes that an MDL describes. *Ours*: the pages give several limits, all near 2 GB. */
const MOST_BYTES = 0x7fff_f000;

/** The MDLs of one machine. */
export class Mdls implements Part {
  readonly name = 'mdls';
  readonly host: MdlsHost;
  readonly at;
  readonly #headBytes: number;
  readonly #blocks: IoBlocks;
  readonly #aliases = new PageAliases();
  /** Locked pages, by address of the MDL. */
  readonly #locked = new Map<number, Pages>();
  readonly #mapped = new Map<number, Mapping>();
  /** Mappings for programs: an MDL can have several, and its flags know of none. */
  readonly #userMapped = new Map<string, UserMapping>();
  /** MDLs of IoAllocateMdl. */
  readonly #made = new Set<number>();

  constructor(host: MdlsHost, pool: Pool) {
    this.host = host;
    const { at, bytes } = structure(host.architecture, 'MDL');
    this.at = at;
    this.#headBytes = bytes;
    this.#blocks = new IoBlocks(pool);
  }

  get architecture(): Architecture {
    return this.host.architecture;
  }

  /** Bytes of an MDL for a buffer: its header and a number for each page. */
  sizeFor(address: number, length: number): number {
    return this.#headBytes + pagesOf(address, length) * (this.architecture === 'x64' ? 8 : 4);
  }

  /** Allocates an MDL for a buffer; 0 when there is no memory or the buffer is too long. */
  make(address: number, length: number, routine: string): number {
    if (length > MOST_BYTES) return 0;
    const mdl = this.#blocks.allocate(this.sizeFor(address, length), MDL_TAG, routine);
    if (mdl === 0) return 0;
    this.describe(this.host.kernelMemory, mdl, address, length);
    this.#made.add(mdl);
    return mdl;
  }

  /** Writes what a fresh MDL says (MmInitializeMdl). */
  describe(memory: MdlsHost['kernelMemory'], mdl: number, address: number, length: number): void {
    const { at } = this;
    const start = Math.floor(address / PAGE_BYTES) * PAGE_BYTES;
    memory.writePointer(mdl + at.Next, 0);
    memory.writeUint16(mdl + at.Size, this.sizeFor(address, length));
    memory.writeUint16(mdl + at.MdlFlags, 0);
    memory.writePointer(mdl + at.StartVa, start);
    memory.writeUint32(mdl + at.ByteOffset, address - start);
    memory.writeUint32(mdl + at.ByteCount, length);
  }

  /** Flags of an MDL. */
  flags(mdl: number): number {
    return this.host.kernelMemory.readUint16(mdl + this.at.MdlFlags);
  }

  /** Sets and clears flags. */
  setFlags(mdl: number, set: number, clear = 0): void {
    this.host.kernelMemory.writeUint16(mdl + this.at.MdlFlags, (this.flags(mdl) & ~clear) | set);
  }

  /** First byte that an MDL describes, as its process sees it. */
  address(mdl: number): number {
    const { kernelMemory: memory } = this.host;
    return memory.readPointer(mdl + this.at.StartVa) + memory.readUint32(mdl + this.at.ByteOffset);
  }

  length(mdl: number): number {
    return this.host.kernelMemory.readUint32(mdl + this.at.ByteCount);
  }

  /** MmProbeAndLockPages: raises where a page cannot be accessed. */
  lock(mdl: number, userMode: boolean, operation: number, routine: string): void {
    const { host } = this;
    const flags = this.flags(mdl);
    const wrong = MDL_MAPPED_TO_SYSTEM_VA | MDL_PAGES_LOCKED | MDL_PARTIAL | MDL_SOURCE_IS_NONPAGED_POOL;
    if ((flags & wrong) !== 0)
      host.violation({ rule: 'mdl-lock-wrong-flags', routine, values: [mdl, flags] });
    const address = this.address(mdl);
    const length = this.length(mdl);
    const highest = HIGHEST_USER_ADDRESS[this.architecture];
    const isUser = address >= 0 && address <= highest;
    if (userMode && (!isUser || address + length - 1 > highest)) this.#refuse();
    const write = operation !== IoReadAccess;
    const fault = this.#fault(address, length, write);
    const pages = fault ? null : this.#pagesAt(address, length);
    if (pages === null) {
      this.#refuse();
      return;
    }
    this.#locked.set(mdl, pages);
    host.kernelMemory.writePointer(mdl + this.at.Process, isUser ? host.process.object : 0);
    this.setFlags(mdl, MDL_PAGES_LOCKED | (write ? MDL_WRITE_OPERATION : 0));
    this.#writeFrames(mdl, pages);
  }

  /** MmUnlockPages. A mapping goes first. */
  unlock(mdl: number, routine: string): void {
    const { host } = this;
    const flags = this.flags(mdl);
    const values = [mdl, flags];
    if ((flags & MDL_SOURCE_IS_NONPAGED_POOL) !== 0)
      host.violation({ rule: 'mdl-unlock-nonpaged', routine, values });
    else if ((flags & MDL_PARTIAL) !== 0) host.violation({ rule: 'mdl-unlock-partial', routine, values });
    else if ((flags & MDL_PAGES_LOCKED) === 0)
      host.violation({ rule: 'mdl-unlock-unlocked', routine, values });
    if ((flags & MDL_PAGES_LOCKED) === 0) return;
    if ((flags & MDL_MAPPED_TO_SYSTEM_VA) !== 0)
      this.unmap(mdl, this.#mapped.get(mdl)?.address ?? 0, routine);
    this.#locked.delete(mdl);
    this.setFlags(mdl, 0, MDL_PAGES_LOCKED | MDL_WRITE_OPERATION);
  }

  /** MmBuildMdlForNonPagedPool: the pages are resident and mapped where they are. */
  describeNonPaged(mdl: number, routine: string): void {
    const { host } = this;
    const address = this.address(mdl);
    const pages = this.#pagesAt(address, this.length(mdl));
    const fault = this.#fault(address, this.length(mdl), false);
    if (pages === null || fault) {
      host.kernelMemory.readUint8(address);
      host.notModelled(`${routine} for memory that is not all there`);
    }
    if (pages !== null && pages.region.allocations.find(pages.first)?.paged !== false)
      host.violation({ rule: 'mdl-nonpaged-over-paged', routine, values: [mdl, this.flags(mdl)] });
    if (pages !== null) this.#writeFrames(mdl, pages);
    host.kernelMemory.writePointer(mdl + this.at.MappedSystemVa, address);
    host.kernelMemory.writePointer(mdl + this.at.Process, 0);
    this.setFlags(mdl, MDL_SOURCE_IS_NONPAGED_POOL);
  }

  /** Maps locked pages in the system range; the address of the first byte, or 0 when there is no room. */
  map(mdl: number, routine: string): number {
    const { host } = this;
    const flags = this.flags(mdl);
    const wrong = MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL | MDL_PARTIAL_HAS_BEEN_MAPPED;
    if ((flags & wrong) !== 0) host.violation({ rule: 'mdl-map-wrong-flags', routine, values: [mdl, flags] });
    if ((flags & (MDL_PAGES_LOCKED | MDL_PARTIAL)) === 0)
      host.violation({ rule: 'mdl-map-unlocked', routine, values: [mdl, flags] });
    const pages = this.#locked.get(mdl);
    if (pages === undefined) return host.notModelled(`${routine} of an MDL whose pages are not locked`);
    const address = this.#alias(pages, host.memory.kernelRegion);
    if (address === 0) return 0;
    const first = address + host.kernelMemory.readUint32(mdl + this.at.ByteOffset);
    this.#mapped.set(mdl, { address });
    host.kernelMemory.writePointer(mdl + this.at.MappedSystemVa, first);
    this.setFlags(
      mdl,
      MDL_MAPPED_TO_SYSTEM_VA | ((flags & MDL_PARTIAL) === 0 ? 0 : MDL_PARTIAL_HAS_BEEN_MAPPED),
    );
    return first;
  }

  /** Maps pages in the process of the caller, for its program; 0 when there is no room. */
  mapForUser(mdl: number, routine: string): number {
    const { host } = this;
    const { user } = host.process.space;
    if (user === null) return host.notModelled(`${routine} for UserMode in a process without a user range`);
    const flags = this.flags(mdl);
    if ((flags & (MDL_PAGES_LOCKED | MDL_PARTIAL | MDL_SOURCE_IS_NONPAGED_POOL)) === 0)
      host.violation({ rule: 'mdl-map-unlocked', routine, values: [mdl, flags] });
    const pages = this.#locked.get(mdl) ?? this.#wholePages(mdl, routine);
    const address = this.#alias(pages, user);
    if (address === 0) return 0;
    this.#userMapped.set(placeOf(host.process, address), { mdl, process: host.process.id });
    return address + host.kernelMemory.readUint32(mdl + this.at.ByteOffset);
  }

  /**
   * The pages of an MDL of nonpaged memory. A block that shares a page with others would take them along, and the
   * pool writes their headers without asking where the bytes are: a block that starts a page has its pages alone.
   */
  #wholePages(mdl: number, routine: string): Pages {
    const { host } = this;
    const address = this.address(mdl);
    const pages = this.#pagesAt(address, this.length(mdl));
    if (pages === null || address % PAGE_BYTES !== 0)
      return host.notModelled(`${routine} for UserMode of a pool block that shares its pages`);
    return pages;
  }

  /** Ends a mapping for a program; false when the process of the caller has none of this MDL there. */
  #unmapForUser(mdl: number, start: number): boolean {
    const { process } = this.host;
    const place = placeOf(process, start);
    if (this.#userMapped.get(place)?.mdl !== mdl) return false;
    this.#userMapped.delete(place);
    process.space.user?.release(start);
    return true;
  }

  /** Ends the mapping of an MDL. */
  unmap(mdl: number, address: number, routine: string): void {
    const mapping = this.#mapped.get(mdl);
    const start = Math.floor(address / PAGE_BYTES) * PAGE_BYTES;
    if (this.#unmapForUser(mdl, start)) return;
    if (mapping === undefined || mapping.address !== start) {
      this.host.violation({ rule: 'mdl-unmap-unmapped', routine, values: [mdl, this.flags(mdl)] });
      return;
    }
    this.host.memory.kernelRegion.release(mapping.address);
    this.#mapped.delete(mdl);
    this.setFlags(mdl, 0, MDL_MAPPED_TO_SYSTEM_VA | MDL_PARTIAL_HAS_BEEN_MAPPED);
  }

  /** IoBuildPartialMdl: a part of the buffer of another MDL. */
  describePart(source: number, target: number, address: number, length: number, routine: string): void {
    const { host, at } = this;
    const from = this.address(source);
    const bytes = length === 0 ? this.length(source) - (address - from) : length;
    if (address < from || address + bytes > from + this.length(source) || bytes <= 0)
      host.notModelled(`${routine} of a buffer that lies outside of the source`);
    const { kernelMemory: memory } = host;
    if (this.sizeFor(address, bytes) > memory.readUint16(target + at.Size))
      host.notModelled(`${routine} into an MDL that is too small`);
    const flags = this.flags(source);
    const size = memory.readUint16(target + at.Size);
    this.describe(memory, target, address, bytes);
    memory.writeUint16(target + at.Size, size);
    memory.writePointer(target + at.Process, memory.readPointer(source + at.Process));
    const nonPaged = flags & MDL_SOURCE_IS_NONPAGED_POOL;
    this.setFlags(target, MDL_PARTIAL | nonPaged | (flags & MDL_WRITE_OPERATION));
    if (nonPaged !== 0 || (flags & MDL_MAPPED_TO_SYSTEM_VA) !== 0) {
      const mapped = memory.readPointer(source + at.MappedSystemVa);
      memory.writePointer(target + at.MappedSystemVa, mapped + (address - from));
    }
    const pages = this.#locked.get(source);
    if (pages === undefined) return;
    const skipped = Math.floor(address / PAGE_BYTES) - Math.floor(from / PAGE_BYTES);
    this.#locked.set(target, { ...pages, first: pages.first + skipped, count: pagesOf(address, bytes) });
  }

  /** Makes a partial MDL ready for another part. */
  reuse(mdl: number, routine: string): void {
    if ((this.flags(mdl) & MDL_PARTIAL_HAS_BEEN_MAPPED) !== 0)
      this.unmap(mdl, this.#mapped.get(mdl)?.address ?? 0, routine);
    if ((this.flags(mdl) & MDL_PARTIAL) !== 0) this.#locked.delete(mdl);
  }

  /** IoFreeMdl. */
  free(mdl: number, routine: string): void {
    const { host } = this;
    if (!this.#made.has(mdl)) {
      host.kernelMemory.readUint8(mdl);
      host.violation({ rule: 'no-such-mdl', routine, values: [mdl] });
      return;
    }
    this.reuse(mdl, routine);
    const flags = this.flags(mdl);
    if ((flags & MDL_MAPPED_TO_SYSTEM_VA) !== 0)
      host.violation({ rule: 'mdl-freed-mapped', routine, values: [mdl, flags] });
    else if ((flags & MDL_PAGES_LOCKED) !== 0)
      host.violation({ rule: 'mdl-freed-locked', routine, values: [mdl, flags] });
    if ((flags & MDL_PAGES_LOCKED) !== 0) this.unlock(mdl, routine);
    this.#made.delete(mdl);
    this.#blocks.free(mdl, routine);
  }

  /** What the I/O manager does with the MDLs of an IRP at its end: they are unlocked and freed. */
  endChain(first: number): void {
    const { kernelMemory: memory } = this.host;
    let mdl = first;
    while (mdl !== 0 && this.#made.has(mdl)) {
      const next = memory.readPointer(mdl + this.at.Next);
      if ((this.flags(mdl) & MDL_PAGES_LOCKED) !== 0) this.unlock(mdl, 'MmUnlockPages');
      this.free(mdl, 'IoFreeMdl');
      mdl = next;
    }
  }

  /** Number of locked pages of a process, and the first MDL that locks some. */
  lockedOf({ id }: Pick<Process, 'id'>): { readonly pages: number; readonly mdl: number } {
    const own = [...this.#locked].filter(([, { process }]) => process === id);
    return { pages: own.reduce((sum, [, { count }]) => sum + count, 0), mdl: own[0]?.[0] ?? 0 };
  }

  save(): Image {
    return {
      userMapped: [...this.#userMapped],
      locked: [...this.#locked],
      mapped: [...this.#mapped],
      made: [...this.#made],
      aliases: this.#aliases.save(),
    };
  }

  load(saved: unknown): void {
    const { userMapped, locked, mapped, made, aliases } = saved as Image;
    this.#userMapped.clear();
    for (const [place, mapping] of userMapped) this.#userMapped.set(place, mapping);
    this.#locked.clear();
    for (const [mdl, pages] of locked) this.#locked.set(mdl, pages);
    this.#mapped.clear();
    for (const [mdl, mapping] of mapped) this.#mapped.set(mdl, mapping);
    this.#made.clear();
    for (const mdl of made) this.#made.add(mdl);
    this.#aliases.load(aliases);
  }

  fingerprint(): string {
    const { userMapped, locked, mapped, made } = this.save();
    const plain = locked.map(([mdl, { region, ...rest }]) => [mdl, region.base, rest]);
    return JSON.stringify([plain, mapped, made, userMapped]);
  }

  /** Raises as the routine does for pages that cannot be accessed. */
  #refuse(): void {
    this.host.raise({ code: STATUS_ACCESS_VIOLATION, flags: EXCEPTION_NONCONTINUABLE });
  }

  /** Whether a buffer has a page that cannot be accessed. A guard of a program is no such page: its first touch clears it. */
  #fault(address: number, length: number, write: boolean): boolean {
    const { kernelMemory: memory } = this.host;
    const fault = memory.probe(address, length, write ? 'write' : 'read');
    return fault !== null;
  }

  #pagesAt(address: number, length: number): Pages | null {
    const { process, memory } = this.host;
    const region = memory.kernelRegion.contains(address) ? memory.kernelRegion : process.space.user;
    if (region?.contains(address) !== true || !region.contains(address + length - 1)) return null;
    const first = Math.floor((address - region.base) / PAGE_BYTES);
    const own = region === memory.kernelRegion ? 0 : process.id;
    return { region, first, count: pagesOf(address, length), process: own };
  }

  /** A further address for pages in a region; 0 when there is none. */
  #alias(pages: Pages, region: Region): number {
    const bytes = pages.count * PAGE_BYTES;
    const isSystem = region.space === 'kernel';
    const address = region.reserve(bytes, PAGE_READWRITE, isSystem ? { paged: false } : {});
    if (address === null) return 0;
    if (region.commit(address, bytes, PAGE_READWRITE) !== 0) {
      region.release(address);
      return 0;
    }
    const start = (address - region.base) / PAGE_BYTES;
    region.aliases = this.#aliases;
    pages.region.aliases = this.#aliases;
    for (let page = 0; page < pages.count; page++) {
      pages.region.prepareUnchecked(pages.first + page);
      this.#aliases.add({ region: pages.region, page: pages.first + page }, { region, page: start + page });
    }
    return address;
  }

  /** Numbers of the page frames. *Ours*: the pages of a region follow each other. */
  #writeFrames(mdl: number, { region, first, count, process }: Pages): void {
    const { kernelMemory: memory } = this.host;
    const width = this.architecture === 'x64' ? 8 : 4;
    const base = region.space === 'kernel' ? 0x10_0000 : 0x20_0000 + process * 0x100;
    for (let page = 0; page < count; page++)
      memory.writePointer(mdl + this.#headBytes + page * width, base + first + page);
  }
}

/** A place in the user range of a process. */
const placeOf = ({ id }: Pick<Process, 'id'>, address: number): string => `${id}:${address}`;

/** Pages that hold a byte of a buffer. */
export const pagesOf = (address: number, length: number): number =>
  length === 0 ? 0 : Math.floor((address + length - 1) / PAGE_BYTES) - Math.floor(address / PAGE_BYTES) + 1;
