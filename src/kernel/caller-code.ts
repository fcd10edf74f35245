/**
 * What macros, inline routines and intrinsics need: their code is part of the
 * caller, so they access memory as the caller does (`inline` of the contract).
 */
import type { Architecture } from '../contract/c-types.ts';
import { formatAddress } from '../machine/addresses.ts';
import type { MachinePorts } from '../machine/ports.ts';
import type { Memory } from '../memory/memory.ts';
import { STATUS_ACCESS_VIOLATION } from '../status/common.ts';
import type { KernelHost } from './kernel-host.ts';

/** Services of what is compiled into a driver or a program. */
export interface CallerCode
  extends Pick<MachinePorts, 'verifier' | 'irql' | 'raise' | 'violation' | 'notModelled'> {
  readonly architecture: Architecture;
  readonly mode: 'kernel' | 'user';
  /** Memory as the caller sees it. */
  readonly memory: Memory;
  /** An address as reports print it. */
  show(address: number): string;
  /** A general protection fault, again each time a filter continues it: nothing mends its cause. */
  generalProtection(): never;
}

/** What the caller's code needs from the machine. */
export type CallerCodeHost = Pick<
  KernelHost,
  'verifier' | 'pointers' | 'irql' | 'raise' | 'violation' | 'notModelled' | 'tooManyFaults'
>;

/** Equal exceptions of one instruction after which a machine stops (ENGINEERING-DECISIONS 19). */
const RETRY_LIMIT = 1000;

/** The services on one machine, for a driver or for a process. */
export const callerCode = (host: CallerCodeHost, mode: 'kernel' | 'user', memory: Memory): CallerCode => ({
  architecture: memory.architecture,
  mode,
  verifier: host.verifier,
  memory,
  irql: () => host.irql(),
  raise: (request) => host.raise(request),
  violation: (violation) => host.violation(violation),
  notModelled: (what, page) => host.notModelled(what, page),
  show: (address) => formatAddress(memory.architecture, address, host.pointers),
  // The record of a general protection fault names no address: E-013.
  generalProtection() {
    const nowhere = memory.architecture === 'x64' ? -1 : 0xffff_ffff;
    for (let raised = 0; raised < RETRY_LIMIT; raised++)
      host.raise({ code: STATUS_ACCESS_VIOLATION, information: [0, nowhere] });
    return host.tooManyFaults('a misaligned 128-bit operand');
  },
});
