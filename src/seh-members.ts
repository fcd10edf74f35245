/** Services of the raising routines and of `trap`, for kernel-mode code or for a process. */
import type { Machine } from './kernel/machine.ts';
import { raiseInstruction, type TrapHost } from './kernel/processor-trap.ts';
import type { Process } from './kernel/records.ts';
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

/**
 * @param process whose program calls; null for kernel-mode code
 * @param raising routines whose exceptions come from their caller (E-019, E-020)
 */
export function sehServices(
  machine: Machine,
  process: Process | null,
  raising: readonly string[],
): RaisingServices {
  const own = new Set(raising);
  return {
    seh: machine.seh,
    memory: process?.memory ?? machine.kernelMemory,
    architecture: (process ?? machine).architecture,
    callerAddress: () => machine.callerAddress(own),
    thread: () => machine.thread.seh,
    addresses: () => regionAddresses(machine),
    notModelled: (what, page) => machine.notModelled(what, page),
    lastChance: (record) => machine.lastChance(record),
    breakpointAddress: machine.calls.symbol(process === null ? 'nt' : 'ntdll', 'DbgBreakPoint', process)
      .address,
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
  architecture: (machine.inKernelMode ? machine : machine.process).architecture,
  mode: machine.inKernelMode ? 'kernel' : 'user',
  handlers: machine.inKernelMode
    ? machine.symbols.define('driver', '__except', 0x1_0000).address
    : machine.calls.symbol('program', '__except', machine.process, 0x1_0000).address,
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
  spaceOf: (address) =>
    (machine.inKernelMode ? machine.process.space : machine.process.programSpace).spaceOf(address),
  bugCheck: (code, parameters, about) => machine.bugCheck(code, parameters, about),
  notModelled: (what, page) => machine.notModelled(what, page),
  tooManyFaults: (what) => machine.tooManyFaults(what),
});
