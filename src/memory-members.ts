/** Services of the heap routines and of the virtual memory routines, for kernel-mode code or for a process. */
import type { HeapServices } from './heap/heap-services.ts';
import type { Heaps } from './heap/heaps.ts';
import { type ShortPath, type ShortPathGate, shortPath } from './heap/short-path.ts';
import { ATTENTION, type Gate } from './kernel/gate.ts';
import type { Machine } from './kernel/machine.ts';
import type { Process } from './kernel/records.ts';
import type { Binding } from './link-sets.ts';
import { asObserved } from './machine/profile-differences.ts';
import { CURRENT_PROCESS, type VirtualMemoryServices } from './memory/virtual-memory-services.ts';
import { STATUS_INVALID_HANDLE } from './status/common.ts';

/** Heaps of kernel-mode code: those of the process that is current at the call. */
export function kernelHeaps(machine: Machine): Binding<HeapServices> {
  const { current, kernelMemory } = machine;
  return {
    services: {
      get heaps() {
        return current.process.kernelHeaps;
      },
      short: null,
      memory: kernelMemory,
    },
    // Without the verifier nothing checks the level, but a heap is paged memory: its first touch is noticed
    // (BEHAVIOUR-DECISIONS 1).
    raised(contract, [handle]) {
      const touches = contract.name !== 'RtlCreateHeap' && typeof handle === 'number';
      if (touches && machine.settings.onViolation !== 'report') kernelMemory.readUint8(handle);
    },
  };
}

/** Heaps of the user-mode code of a process. The short way is made when a routine asks for it first. */
export function userHeaps({ heaps, gate, memory }: Process): Binding<HeapServices> {
  let short: ShortPath | null | undefined;
  return {
    services: {
      heaps,
      get short() {
        short ??= shortPath(heaps, gateOfTypeScript(heaps, gate));
        return short;
      },
      memory,
    },
  };
}

/** The gate that the short way asks: closed once C was loaded, whose blocks are noted (c/run/noted-routines.ts). */
const gateOfTypeScript = ({ platform: { owners } }: Heaps, gate: Gate): ShortPathGate => ({
  get level() {
    return owners.on ? ATTENTION : gate.level;
  },
  set onClose(close) {
    gate.onClose = close;
  },
  get onClose() {
    return gate.onClose;
  },
});

/** Virtual memory, as a driver (null) or a process calls for it. */
export const virtualMemory = (machine: Machine, process: Process | null): Binding<VirtualMemoryServices> => ({
  services: {
    architecture: (process ?? machine).architecture,
    mode: process === null ? 'kernel' : 'user',
    partialRelease: asObserved(machine.profile, 'release-of-a-part'),
    memoryOfCaller: process?.systemMemory ?? machine.kernelMemory,
    space: (handle) => (handle === CURRENT_PROCESS ? machine.process.space : STATUS_INVALID_HANDLE),
    notModelled: (what, page) => machine.notModelled(what, page),
  },
});
