import type { Architecture } from '../contract/c-types.ts';
import { FIRST_INTERNED } from '../machine/addresses.ts';
import type { AddressWindows } from './address-windows.ts';
import { UNIT_BYTES } from './page-access.ts';
import type { PhysicalMemory } from './physical-memory.ts';
import { Region } from './region.ts';

/**
 * Where the regions lie. On x64 the low 32 bits of each base are 0, so that the
 * low half of an address is the byte offset in its region. *Ours*: real
 * processes use more of their 128 TB (docs/decisions/0004-memory.md).
 */
export const REGION_BASES = {
  x64: { user: 0x1f0_0000_0000, kernel: -0x6000_0000_0000 },
  x86: { user: 0, kernel: 0x8000_0000 },
} as const satisfies Record<Architecture, { user: number; kernel: number }>;

/** Highest address of the user range, from the 64 KB no-access zone below the boundary. */
export const HIGHEST_USER_ADDRESS = { x64: 0x7fff_fffe_ffff, x86: 0x7ffe_ffff } as const satisfies Record<
  Architecture,
  number
>;

const CANONICAL_LIMIT = 2 ** 47;

/** User regions of x64 that have addresses of their own, 4 GiB for each. The next one begins at the first place again. */
const USER_PLACES = 16_384;

/**
 * A user region for a new process: 1 GiB unless told otherwise; on x86 at most 2 GiB.
 * @param place on x64 each place has addresses of its own, so that a pointer of one process names nothing in another
 *   (*ours*: address space randomization, without its luck); on x86 there is no room for that
 */
export function createUserRegion(
  architecture: Architecture,
  physical: PhysicalMemory,
  bytes = 2 ** 30,
  place = 0,
): Region {
  if (architecture === 'x86' && bytes > 2 ** 31) throw new RangeError('the user range of x86 ends at 2 GiB');
  // The last 64 KB below the boundary of x86 are never given out.
  const guardBytes = architecture === 'x86' && bytes === 2 ** 31 ? UNIT_BYTES : 0;
  const base = REGION_BASES[architecture].user + (architecture === 'x64' ? place % USER_PLACES : 0) * 2 ** 32;
  return new Region({ space: 'user', base, bytes, physical, guardBytes });
}

/** The kernel region of a machine: 256 MiB unless told otherwise; on x86 at most 2 GiB. */
export function createKernelRegion(
  architecture: Architecture,
  physical: PhysicalMemory,
  bytes = 2 ** 28,
): Region {
  if (architecture === 'x86' && bytes > 2 ** 31) throw new RangeError('the kernel range of x86 has 2 GiB');
  return new Region({ space: 'kernel', base: REGION_BASES[architecture].kernel, bytes, physical });
}

/** The addresses of one process: its own user region and the kernel region that all share. */
export class AddressSpace {
  readonly architecture: Architecture;
  /** Memory of the system. */
  readonly kernel: Region;
  /** Page frames of the process and the windows for them; null for an address space that can have none. */
  windows: AddressWindows | null = null;

  #user: Region | null;
  #makeUser: (() => Region) | null;

  /**
   * @param user memory of the process; null for none; a function that makes it when it is first asked for, because a
   *   gigabyte that nobody uses is still work for the garbage collector
   */
  constructor(architecture: Architecture, user: Region | (() => Region) | null, kernel: Region) {
    this.architecture = architecture;
    this.#user = typeof user === 'function' ? null : user;
    this.#makeUser = typeof user === 'function' ? user : null;
    this.kernel = kernel;
  }

  /** Memory of the process; null for an address space without a user range. */
  get user(): Region | null {
    if (this.#makeUser !== null) {
      this.#user = this.#makeUser();
      this.#makeUser = null;
    }
    return this.#user;
  }

  /** Memory of the process once somebody asked for it: until then nothing is in it. */
  get userInUse(): Region | null {
    return this.#user;
  }

  /** The region that holds an address, or null. */
  regionOf(address: number): Region | null {
    const region = this.spaceOf(address) === 'user' ? this.user : this.kernel;
    return region?.contains(address) ? region : null;
  }

  /** The range an address belongs to, whether or not a region is there. Wrong for interned values: see `isAddress`. */
  spaceOf(address: number): 'user' | 'kernel' {
    if (this.architecture === 'x64') return address >= 0 ? 'user' : 'kernel';
    return address >= 0 && address < 0x8000_0000 ? 'user' : 'kernel';
  }

  /** True for a number that is an address of the architecture: canonical on x64, 32 bits on x86. */
  isAddress(address: number): boolean {
    if (this.architecture === 'x86') return address >= 0 && address <= 0xffff_ffff;
    return address >= -CANONICAL_LIMIT && address < CANONICAL_LIMIT && address < FIRST_INTERNED;
  }
}
