/** The memory of one machine: physical pages, the kernel range, the user ranges, and the views of kernel-mode code. */
import type { Architecture } from '../contract/c-types.ts';
import { AddressSpace, createKernelRegion, createUserRegion } from '../memory/address-space.ts';
import { AddressWindows } from '../memory/address-windows.ts';
import { Memory } from '../memory/memory.ts';
import { MemoryPart } from '../memory/memory-part.ts';
import { PAGED } from '../memory/page-access.ts';
import { PhysicalMemory } from '../memory/physical-memory.ts';
import { assertRegionBytes, type Region } from '../memory/region.ts';
import type { KernelHost } from './kernel-host.ts';

/** Place of the user range of the System process, whenever it is first used. Those of programs follow. */
const SYSTEM_PLACE = 0;

/** What memory needs from the machine. */
export type MemoryHost = Pick<KernelHost, 'settings' | 'pointers' | 'parts' | 'fault'>;

/** Memory of a machine. */
export class MachineMemory {
  readonly physical: PhysicalMemory;
  readonly kernelRegion: Region;
  /** Address space of the System process. */
  readonly systemSpace: AddressSpace;
  /** Memory as driver code sees it, and as the kernel does for its caller. */
  readonly driver: Memory;
  readonly kernel: Memory;
  readonly #host: MemoryHost;
  readonly #part: MemoryPart;

  constructor(host: MemoryHost) {
    this.#host = host;
    const { arch, physicalMemory, kernelBytes, userBytes } = host.settings;
    assertRegionBytes(userBytes); // the first user range is made when it is used
    this.physical = new PhysicalMemory(physicalMemory);
    this.kernelRegion = createKernelRegion(arch, this.physical, kernelBytes);
    this.#part = new MemoryPart(this.physical, [this.kernelRegion]);
    host.parts.register(this.#part);
    this.systemSpace = new AddressSpace(arch, () => this.#makeSystemUser(), this.kernelRegion);
    const common = {
      architecture: arch,
      space: this.systemSpace,
      fault: (fault: Parameters<MemoryHost['fault']>[0]) => host.fault(fault),
      pointers: host.pointers,
    };
    this.driver = new Memory({ ...common, accessor: 'driver' });
    this.kernel = new Memory({ ...common, accessor: 'kernel' });
  }

  /**
   * Address space for a new process, as kernel-mode code sees it.
   * @param program architecture of the program: on x64 one for x86 has the range of x86
   */
  newSpace(program: Architecture): AddressSpace {
    // The regions that a snapshot restores say which place is next: a process started again has its addresses again.
    const place = SYSTEM_PLACE + 1 + this.#part.processRegions;
    const user = this.#newUserRegion(program, place);
    this.#part.add(user);
    const space = new AddressSpace(this.#host.settings.arch, user, this.kernelRegion);
    space.windows = new AddressWindows(`page frames of process ${place}`, user);
    this.#host.parts.register(space.windows);
    return space;
  }

  #makeSystemUser(): Region {
    const user = this.#newUserRegion(this.#host.settings.arch, SYSTEM_PLACE);
    this.#part.addLasting(user);
    return user;
  }

  #newUserRegion(architecture: Architecture, place: number): Region {
    return createUserRegion(architecture, this.physical, this.#host.settings.userBytes, place);
  }

  /** Makes kernel-mode code see another address space. */
  useSpace(space: AddressSpace): void {
    this.driver.space = space;
    this.kernel.space = space;
  }

  /**
   * Forbids paged memory at DISPATCH_LEVEL and above, and allows it below. Without its recorder a resident page is
   * as good there as any other, as on a machine that had luck.
   */
  forbidPaged(forbidden: boolean): void {
    const bits = forbidden && this.#host.settings.recorders.pagedAccess ? PAGED : 0;
    this.driver.forbid(bits);
    this.kernel.forbid(bits);
  }
}
