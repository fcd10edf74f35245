import type { Architecture } from '../contract/c-types.ts';
import { FIRST_INTERNED, formatAddress, type PointerTable } from '../machine/addresses.ts';
import type { AccessKind, Accessor, Fault, FaultPort, FaultReason } from '../machine/ports.ts';
import { Stopped } from '../machine/stop.ts';
import type { AddressSpace } from './address-space.ts';
import type { MemoryWatcher } from './memory-watcher.ts';
import { PAGE_BYTES, PAGED, READABLE, WRITABLE } from './page-access.ts';
import { PhysicalMemory } from './physical-memory.ts';
import { refusal } from './refusal.ts';
import { Region } from './region.ts';

/** After so many equal faults of one access in a row the machine stops (ENGINEERING-DECISIONS 19). */
export const FAULT_LIMIT = 1000;

/** What a `Memory` is made of. */
export interface MemoryOptions {
  readonly architecture: Architecture;
  /** Whose accesses these are; decides about the kernel range and goes into each fault. */
  readonly accessor: Accessor;
  /** Address space of the current process; `memory.space` changes it. */
  readonly space: AddressSpace;
  /** Decides about faults. */
  readonly fault: FaultPort;
  /** Table of non-canonical pointers. */
  readonly pointers: PointerTable;
}

/** Stands where an accessor has no region: every access takes the slow way and faults there. */
const NO_REGION = new Region({ space: 'user', base: 0, bytes: 0, physical: new PhysicalMemory(PAGE_BYTES) });

/**
 * The slow half of `Memory`: finds the region, prepares pages, makes faults.
 *
 * A fault is data. The fault port gets it and returns only when the access is to
 * be tried again; so every access is a loop, and nothing is stored before all
 * its pages were found good.
 */
export class MemoryAccess {
  /** Architecture of the machine: decides about the width of pointers. */
  readonly architecture: Architecture;
  /** Whose accesses these are. */
  readonly accessor: Accessor;
  /** Addresses below are in `low`: the kernel range of x64, the user range of x86. */
  protected readonly split: number;
  /** True when pointers have 8 bytes. */
  protected readonly wide: boolean;
  /** Region of addresses below `split`. */
  protected low: Region = NO_REGION;
  /** Region of addresses from `split` on. */
  protected high: Region = NO_REGION;
  /** Attribute bits that a read looks at: PAGED is among them at DISPATCH_LEVEL and above. */
  protected readMask = READABLE;
  /** Attribute bits that a write looks at. */
  protected writeMask = WRITABLE;
  /** Table of non-canonical pointers. */
  protected readonly pointers: PointerTable;
  readonly #fault: FaultPort;
  #space: AddressSpace;
  #watcher: MemoryWatcher | null = null;
  #userWatcher: MemoryWatcher | null = null;
  /** The user range, also while no fast access may reach it. */
  #user: Region = NO_REGION;
  /** Attribute bits that a fast access wants to see; 0 while somebody watches. */
  #readable: number = READABLE;
  #writable: number = WRITABLE;
  /** Faults of all accesses so far: two ranges are good together when it stood still while both were looked at. */
  #faults = 0;

  constructor(options: MemoryOptions) {
    this.architecture = options.architecture;
    this.accessor = options.accessor;
    this.split = options.architecture === 'x64' ? 0 : 0x8000_0000;
    this.wide = options.architecture === 'x64';
    this.pointers = options.pointers;
    this.#fault = options.fault;
    this.#space = options.space;
    this.space = options.space;
  }

  /** Address space of the current process. */
  get space(): AddressSpace {
    return this.#space;
  }

  /** Another address space: its regions are the ones that accesses reach from now on. */
  set space(space: AddressSpace) {
    this.#space = space;
    this.#user = space.userInUse ?? NO_REGION;
    const user = this.#userWatcher === null ? this.#user : NO_REGION;
    const kernel = this.accessor === 'user' ? NO_REGION : space.kernel;
    this.low = this.architecture === 'x64' ? kernel : user;
    this.high = this.architecture === 'x64' ? user : kernel;
  }

  /** From now on pages with any of these attribute bits fault: PAGED while paged memory is forbidden, else 0. So short that V8 always inlines it. */
  forbid(bits: number): void {
    this.readMask = this.#readable | bits;
    this.writeMask = this.#writable | bits;
  }

  /** PAGED while paged memory is forbidden, else 0. */
  get forbidden(): number {
    return this.readMask & PAGED;
  }

  /** Who sees every access; null for nobody. */
  get watcher(): MemoryWatcher | null {
    return this.#watcher;
  }

  /** While somebody watches, no access finds the bit that it looks for, so that all take the slow way and none other pays. */
  set watcher(watcher: MemoryWatcher | null) {
    const { forbidden } = this;
    this.#watcher = watcher;
    this.#readable = watcher === null ? READABLE : 0;
    this.#writable = watcher === null ? WRITABLE : 0;
    this.forbid(forbidden);
  }

  /** Who sees every access to the user range; null for nobody. Others stay as fast as they are. */
  set userWatcher(watcher: MemoryWatcher | null) {
    this.#userWatcher = watcher;
    this.space = this.#space;
  }

  /**
   * The region of an address that is a multiple of 8 and whose page can be read and written at once; null when an
   * access might fault or has something to prepare. For code that stores through the typed arrays.
   */
  plainRegion(address: number): Region | null {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    const isPlain =
      at === offset && (at & 7) === 0 && (region.access[at >>> 12]! & this.writeMask) === WRITABLE;
    return isPlain ? region : null;
  }

  /** The address so many bytes away, which need be no address that a page can have. */
  displaced(address: number, bytes: bigint): number {
    return this.pointers.intern(this.pointers.exact(address) + bytes);
  }

  /** The exact 64-bit value of a pointer, signed; of one that is not canonical, too. */
  exactPointer(pointer: number): bigint {
    return this.pointers.exact(pointer);
  }

  /** The fault that an access would meet, or null. No side effect: no page is touched, no guard cleared. */
  probe(address: number, bytes: number, access: AccessKind): Fault | null {
    checkRange(address, bytes);
    const end = address + bytes;
    for (let at = address; at < end; at = nextPage(at)) {
      const reason = this.#refusal(at, access);
      if (reason !== null) return this.#describe(at, access, bytes, reason);
    }
    return null;
  }

  /** Fetches an instruction: faults unless the address can be executed. */
  execute(address: number): void {
    this.#reachAll(address, 1, 'execute');
  }

  /**
   * Faults as a write of these bytes would, until it could be made; stores nothing. For what reads and writes in one
   * access: a locked instruction on a page that is not there is a fault of a write.
   */
  claimWrite(address: number, bytes: number): void {
    this.#reachAll(address, bytes, 'write');
  }

  /**
   * Makes all bytes of a range accessible, faulting until they are.
   * @returns the region that holds them; the offset is `address - region.base`
   */
  protected reach(address: number, bytes: number, access: 'read' | 'write'): Region {
    const region = this.#reachAll(address, bytes, access);
    this.#watcher?.accessed(region, address - region.base, bytes, access);
    this.#userWatcher?.accessed(region, address - region.base, bytes, access);
    return region;
  }

  /** As `reach`, for a value that is used and not only moved. */
  protected reachValue(address: number, bytes: number, access: 'read' | 'write'): Region {
    const region = this.#reachAll(address, bytes, access);
    for (const watcher of [this.#watcher, this.#userWatcher])
      if (access === 'read') watcher?.used(region, address - region.base, bytes);
      else watcher?.accessed(region, address - region.base, bytes, access);
    return region;
  }

  #reachAll(address: number, bytes: number, access: AccessKind): Region {
    const plain = access === 'execute' ? null : this.#plainRange(address, bytes, access);
    if (plain !== null) return plain;
    checkRange(address, bytes);
    const end = address + bytes;
    let last: Fault | null = null;
    let equal = 0;
    let passes = 0;
    let from = address;
    for (;;) {
      const fault = this.#firstFault(from, end, access, bytes);
      if (fault === null) {
        // Handlers may have undone what was good before: look once more from the start.
        if (from === address) return this.regionAt(address);
        from = address;
        passes += 1;
      } else {
        equal =
          last !== null && fault.address === last.address && fault.reason === last.reason ? equal + 1 : 1;
        last = fault;
        this.#faults += 1;
        this.#fault(fault);
        from = fault.address;
      }
      if (last !== null && (equal >= FAULT_LIMIT || passes >= FAULT_LIMIT)) throw this.#limit(last);
    }
  }

  /** The region of bytes that lie in one page which has nothing to prepare; null for others. */
  #plainRange(address: number, bytes: number, access: 'read' | 'write'): Region | null {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    const mask = access === 'read' ? this.readMask : this.writeMask;
    const wanted = access === 'read' ? READABLE : WRITABLE;
    const isPlain =
      at === offset &&
      bytes > 0 &&
      (at & (PAGE_BYTES - 1)) + bytes <= PAGE_BYTES &&
      (region.access[at >>> 12]! & mask) === wanted;
    return isPlain ? region : null;
  }

  /** Makes the source and the target of a copy accessible at the same time. */
  protected reachBoth(to: number, from: number, bytes: number): void {
    for (let tries = 0; ; tries++) {
      const before = this.#faults;
      this.#reachAll(from, bytes, 'read');
      this.#reachAll(to, bytes, 'write');
      if (this.#faults === before) break;
      if (tries >= FAULT_LIMIT) throw this.#limit(this.#describe(to, 'write', bytes, 'no-access'));
    }
    if (bytes === 0) return;
    this.#watcher?.copied(this.regionAt(to), to, this.regionAt(from), from, bytes);
    this.#userWatcher?.copied(this.regionAt(to), to, this.regionAt(from), from, bytes);
  }

  /** The region in whose half of the address range an address lies. Not for the fast way of an access. */
  protected regionAt(address: number): Region {
    const region = address < this.split ? this.low : this.high;
    if (region !== NO_REGION) return region;
    // The user range may be in use only since the space was set.
    this.space = this.#space;
    const isUser = address < this.split === (this.architecture === 'x86');
    return isUser ? this.#user : address < this.split ? this.low : this.high;
  }

  #firstFault(from: number, end: number, access: AccessKind, bytes: number): Fault | null {
    const forbidden = (this.readMask & PAGED) !== 0;
    for (let at = from; at < end; at = nextPage(at)) {
      const region = this.regionAt(at);
      const page = region.contains(at) ? Math.floor((at - region.base) / PAGE_BYTES) : -1;
      if (page >= 0 && !(forbidden && (region.access[page]! & PAGED) !== 0) && prepare(region, page, access))
        continue;
      const reason = this.#refusal(at, access);
      if (reason === null) continue;
      // The fault itself clears the guard, so the retry, and any later access, goes through (B-225).
      if (reason === 'guard') region.clearGuard(page);
      return this.#describe(at, access, bytes, reason);
    }
    return null;
  }

  #refusal(address: number, access: AccessKind): FaultReason | null {
    const space = this.#space;
    if (!space.isAddress(address)) return this.architecture === 'x86' ? 'unmapped' : 'non-canonical';
    const region = space.regionOf(address);
    if (region === null) return 'unmapped';
    if (this.accessor === 'user' && region.space === 'kernel') return 'no-access';
    const page = Math.floor((address - region.base) / PAGE_BYTES);
    return refusal(region, page, access, (this.readMask & PAGED) !== 0);
  }

  #describe(at: number, access: AccessKind, bytes: number, reason: FaultReason): Fault {
    // x86: an address that was calculated wraps around at 32 bits, and every number of 32 bits is one.
    const address = this.architecture === 'x86' ? at >>> 0 : at;
    const exact = address >= FIRST_INTERNED ? Number(this.pointers.exact(address)) : address;
    return { address, access, bytes, reason, accessor: this.accessor, space: this.#space.spaceOf(exact) };
  }

  #limit(fault: Fault): Stopped {
    const where = formatAddress(this.architecture, fault.address, this.pointers);
    return new Stopped(
      'fault-limit',
      `${fault.access} of ${fault.bytes} bytes at ${where}`,
      `${FAULT_LIMIT} equal faults in a row: the ${fault.access} at ${where} fails (${fault.reason}) each time it is ` +
        'continued. A filter that answers EXCEPTION_CONTINUE_EXECUTION must mend the cause first.',
    );
  }
}

function prepare(region: Region, page: number, access: AccessKind): boolean {
  if (access === 'write') return region.prepareWrite(page);
  return access === 'read' ? region.prepareRead(page) : region.prepareExecute(page);
}

/** First address of the page after the one that holds `address`. Exact for negative addresses too. */
const nextPage = (address: number): number => (Math.floor(address / PAGE_BYTES) + 1) * PAGE_BYTES;

function checkRange(address: number, bytes: number): void {
  if (!Number.isSafeInteger(address) || !Number.isInteger(bytes) || bytes < 0) {
    throw new RangeError(
      `${bytes} bytes at address ${address}: both must be whole numbers below 2^53, and the count not negative`,
    );
  }
}
