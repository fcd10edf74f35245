/** Services of the raising routines and of `trap`, for kernel-mode code or for a process. */
import type { Machine } from './kernel/machine.ts';
import { raiseInstruction, type TrapHost } from './kernel/processor-trap.ts';
import type { Memory } from './memory/memory.ts';
import type { BreakpointServices } from './seh/dbg-break-point.ts';
import type { NtExceptionServices } from './seh/nt-raise-exception.ts';
import { raiseProcessorException } from './seh/processor-exceptions.ts';
import type { RegionAddresses } from './seh/rtl-unwind-regions.ts';
import type { UnwindServices } from './seh/rtl-unwind-request.ts';

/** Everything the routines of src/seh and the probes need. */
export interface RaisingServices extends UnwindServices, NtExceptionServices, BreakpointServices {
  readonly memory: Memory;
}

/** @param raising routines whose exceptions come from their caller (E-019, E-020) */
export function sehServices(
  machine: Machine,
  mode: 'kernel' | 'user',
  raising: readonly string[],
): RaisingServices {
  const own = new Set(raising);
  return {
    seh: machine.seh,
    memory: machine.kernelMemory,
    architecture: machine.architecture,
    callerAddress: () => machine.callerAddress(own),
    thread: () => machine.thread.seh,
    addresses: () => regionAddresses(machine),
    notModelled: (what, page) => machine.notModelled(what, page),
    lastChance: (record) => machine.lastChance(record),
    breakpointAddress: machine.symbols.define(mode === 'kernel' ? 'nt' : 'ntdll', 'DbgBreakPoint').address,
    breakpoint: (at) =>
      raiseProcessorException(
        'breakpoint',
        {},
        () => raiseInstruction(machine, 'breakpoint', at),
        () => machine.tooManyFaults('DbgBreakPoint'),
      ),
  };
}

/** Where the frames and handlers of the current mode's code have their made-up addresses. */
export const regionAddresses = (machine: Machine): RegionAddresses => ({
  architecture: machine.architecture,
  mode: machine.inKernelMode ? 'kernel' : 'user',
  handlers: machine.symbols.define(machine.inKernelMode ? 'driver' : 'program', '__except', 0x1_0000).address,
});

/** The machine as `trap` needs it. */
export const trapHost = (machine: Machine): TrapHost => ({
  seh: machine.seh,
  get inKernelMode() {
    return machine.inKernelMode;
  },
  irql: () => machine.irql(),
  callerAddress: () => machine.callerAddress(),
  fault: (fault) => machine.fault(fault),
  spaceOf: (address) => machine.process.space.spaceOf(address),
  bugCheck: (code, parameters, about) => machine.bugCheck(code, parameters, about),
  notModelled: (what, page) => machine.notModelled(what, page),
  tooManyFaults: (what) => machine.tooManyFaults(what),
});
