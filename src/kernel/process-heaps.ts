/** What the heaps of a process get from the machine. */
import { BlockOwners } from '../heap/block-owners.ts';
import type { HeapPlatform } from '../heap/heap-platform.ts';
import { StackTraces } from '../heap/stack-traces.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import { PAGE_READWRITE } from '../memory/constants.ts';
import type { Memory } from '../memory/memory.ts';
import { refusal } from '../memory/refusal.ts';
import { STATUS_NO_MEMORY } from '../status/common.ts';
import { heapPages } from './heap-pages.ts';
import type { KernelHost } from './kernel-host.ts';
import type { Process } from './records.ts';

/** Services for the heaps that user-mode or kernel-mode code makes in a process. */
export function heapPlatform(machine: KernelHost, process: Process, mode: 'kernel' | 'user'): HeapPlatform {
  const { architecture } = mode === 'user' ? process : process.space;
  const systemMemory = (): Memory => (mode === 'user' ? process.systemMemory : machine.kernelMemory);
  return {
    machine,
    architecture,
    mode,
    pages: heapPages(process.space),
    terminateOnCorruption: process.start.terminateOnCorruption,
    get globalFlags() {
      return mode === 'user' ? process.start.globalFlags : machine.globalFlags;
    },
    pageHeap: process.start.pageHeap,
    stackTraces: new StackTraces(() => (machine.codeAddress() === 0 ? [] : machine.stackText())),
    owners: mode === 'user' ? new BlockOwners(machine.codeStacks, architecture) : machine.kernelBlockOwners,
    random: () => machine.random(),
    alignSixteen: (flags) => architecture === 'x64' || (flags & 0x1_0000) !== 0,
    guarded(block) {
      const outcome = machine.seh.catchAll(block);
      return 'record' in outcome ? null : outcome.value;
    },
    callCommitRoutine(routine, base, address, bytes) {
      if (typeof routine === 'function') return machine.asCallback(() => routine(base, address, bytes));
      const width = architecture === 'x64' ? 8 : 4;
      const memory = systemMemory();
      const result = withScratch(process.space, mode, (cells) => {
        memory.writePointer(cells, address.value);
        memory.writePointer(cells + width, bytes.value);
        const status = Number(machine.callAddress(routine, [base, cells, cells + width]));
        address.value = memory.readPointer(cells);
        bytes.value = memory.readPointer(cells + width);
        return status;
      });
      return result ?? STATUS_NO_MEMORY;
    },
    callEnumRoutine(routine, handle, parameter) {
      const status =
        typeof routine === 'function'
          ? machine.asCallback(() => routine(handle, parameter))
          : machine.callAddress(routine, [handle, parameter]);
      return Number(status);
    },
    // What user-mode code passes is touched as user-mode code: a kernel address is a fault there, no bug check.
    touch: (address) => {
      (mode === 'user' ? process.memory : machine.kernelMemory).readUint8(address);
    },
    fault(region, offset, access) {
      machine.fault({
        address: region.base + offset,
        access,
        bytes: 1,
        reason: refusal(region, Math.floor(offset / 4096), access, false) ?? 'unmapped',
        accessor: mode === 'user' ? 'user' : 'kernel',
        space: region.space,
      });
    },
  };
}

/** Lends a page of simulated memory that the called code can write to; null when there is none. */
function withScratch<T>(space: AddressSpace, mode: 'kernel' | 'user', use: (address: number) => T): T | null {
  const region = mode === 'user' && space.user !== null ? space.user : space.kernel;
  const address = region.reserve(4096, PAGE_READWRITE);
  if (address === null) return null;
  try {
    return region.commit(address, 4096, PAGE_READWRITE) === 0 ? use(address) : null;
  } finally {
    region.release(address);
  }
}
