/** Making processes, and what their heaps get from the machine. */
import type { HeapPlatform } from '../heap/heap-platform.ts';
import { Heaps } from '../heap/heaps.ts';
import { HeapsPart } from '../heap/heaps-part.ts';
import type { Fault, MachinePorts } from '../machine/ports.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import { PAGE_READWRITE } from '../memory/constants.ts';
import { Memory } from '../memory/memory.ts';
import { refusal } from '../memory/refusal.ts';
import type { Seh } from '../seh/seh.ts';
import { STATUS_NO_MEMORY } from '../status/common.ts';
import { heapPages } from './heap-pages.ts';
import { Process, type Thread } from './records.ts';

/** What a process needs from the machine it belongs to. */
export interface ProcessHost extends MachinePorts {
  readonly seh: Seh;
  readonly processes: Process[];
  readonly kernelMemory: Memory;
  newId(): number;
  newThread(process: Process): Thread;
  runAs<T>(process: Process, block: () => T): T;
  /** Runs guest code that a routine calls: no snapshot is legal in it. */
  asCallback<T>(block: () => T): T;
  fault(fault: Fault): void;
}

/** Makes a process with one thread and registers it with the machine. */
export function makeProcess(
  machine: ProcessHost,
  name: string,
  mode: 'kernel' | 'user',
  space: AddressSpace,
  terminateOnCorruption: boolean,
): Process {
  const process = new Process(machine.newId(), name, mode, space, terminateOnCorruption);
  machine.newThread(process);
  process.memory = new Memory({
    architecture: process.architecture,
    accessor: mode === 'user' ? 'user' : 'driver',
    space,
    fault: (fault) => machine.runAs(process, () => machine.fault(fault)),
    pointers: machine.pointers,
  });
  process.heaps = new Heaps(heapPlatform(machine, process, 'user'));
  process.kernelHeaps = new Heaps(
    heapPlatform(machine, process, 'kernel'),
    machine.processes[0]?.kernelHeaps,
  );
  machine.processes.push(process);
  machine.parts.register(new HeapsPart(`heaps of ${name} ${process.id}`, process.heaps));
  machine.parts.register(new HeapsPart(`kernel heaps of ${name} ${process.id}`, process.kernelHeaps));
  return process;
}

/** Services for the heaps that user-mode or kernel-mode code makes in a process. */
function heapPlatform(machine: ProcessHost, process: Process, mode: 'kernel' | 'user'): HeapPlatform {
  return {
    machine,
    architecture: process.architecture,
    mode,
    pages: heapPages(process.space),
    terminateOnCorruption: process.terminateOnCorruption,
    random: () => machine.random(),
    alignSixteen: (flags) => process.architecture === 'x64' || (flags & 0x1_0000) !== 0,
    guarded(block) {
      const outcome = machine.seh.catchAll(block);
      return 'record' in outcome ? null : outcome.value;
    },
    callCommitRoutine(routine, base, address, bytes) {
      if (typeof routine === 'function') return machine.asCallback(() => routine(base, address, bytes));
      const width = process.architecture === 'x64' ? 8 : 4;
      const result = withScratch(process.space, mode, (cells) => {
        machine.kernelMemory.writePointer(cells, address.value);
        machine.kernelMemory.writePointer(cells + width, bytes.value);
        const status = Number(machine.callAddress(routine, [base, cells, cells + width]));
        address.value = machine.kernelMemory.readPointer(cells);
        bytes.value = machine.kernelMemory.readPointer(cells + width);
        return status;
      });
      return result ?? STATUS_NO_MEMORY;
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
