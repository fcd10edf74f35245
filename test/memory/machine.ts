/** A machine that consists of memory alone, for the tests of this folder. */
import type { Architecture } from '../../src/contract/c-types.ts';
import { PointerTable } from '../../src/machine/addresses.ts';
import type { Accessor, Fault } from '../../src/machine/ports.ts';
import { AddressSpace, createKernelRegion, createUserRegion } from '../../src/memory/address-space.ts';
import { PAGE_READWRITE } from '../../src/memory/constants.ts';
import { DebugMemory } from '../../src/memory/debug-memory.ts';
import { Memory } from '../../src/memory/memory.ts';
import { MemoryPart } from '../../src/memory/memory-part.ts';
import { PhysicalMemory } from '../../src/memory/physical-memory.ts';
import type { Region } from '../../src/memory/region.ts';

export const MB = 0x10_0000;
export const architectures: readonly Architecture[] = ['x64', 'x86'];

/** What the fault port of a test machine throws when no handler continues. */
export class Faulted extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(`${fault.access} fault: ${fault.reason}`);
    this.fault = fault;
  }
}

export interface TestMachine {
  readonly architecture: Architecture;
  readonly physical: PhysicalMemory;
  readonly user: Region;
  readonly kernel: Region;
  readonly space: AddressSpace;
  readonly pointers: PointerTable;
  readonly part: MemoryPart;
  readonly debug: DebugMemory;
  /** Every fault so far. */
  readonly faults: Fault[];
  /** True continues the access; a test may replace it. */
  handler: (fault: Fault) => boolean;
  memory(accessor?: Accessor): Memory;
  /** Reserves and commits pages; they are writable unless told otherwise. */
  committed(region: Region, bytes: number, protection?: number, paged?: boolean): number;
}

export function makeMachine(
  architecture: Architecture,
  sizes: { physical?: number; user?: number; kernel?: number } = {},
): TestMachine {
  const physical = new PhysicalMemory(sizes.physical ?? 64 * MB);
  const user = createUserRegion(architecture, physical, sizes.user ?? 16 * MB);
  const kernel = createKernelRegion(architecture, physical, sizes.kernel ?? 16 * MB);
  const space = new AddressSpace(architecture, user, kernel);
  const pointers = new PointerTable();
  const faults: Fault[] = [];
  const machine: TestMachine = {
    architecture,
    physical,
    user,
    kernel,
    space,
    pointers,
    part: new MemoryPart(physical, [user, kernel]),
    debug: new DebugMemory(space, pointers),
    faults,
    handler: () => false,
    memory: (accessor = 'driver') =>
      new Memory({
        architecture,
        accessor,
        space,
        pointers,
        fault: (fault) => {
          faults.push(fault);
          if (!machine.handler(fault)) throw new Faulted(fault);
        },
      }),
    committed: (region, bytes, protection = PAGE_READWRITE, paged = true) => {
      const address = region.reserve(bytes, protection, { paged });
      if (address === null || region.commit(address, bytes, protection) !== 0) throw new Error('no memory');
      return address;
    },
  };
  return machine;
}

/** The fault that a block ends with, or null. */
export function faultOf(block: () => unknown): Fault | null {
  try {
    block();
    return null;
  } catch (thrown) {
    if (thrown instanceof Faulted) return thrown.fault;
    throw thrown;
  }
}
