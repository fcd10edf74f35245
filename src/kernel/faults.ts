/** Faults of memory and exceptions that software raises, on their way to SEH. */
import type { Fault, RaiseRequest } from '../machine/ports.ts';
import { softwareException } from '../seh/exception-record.ts';
import { classifyFault } from './bug-check-trap.ts';
import type { Calls } from './calls.ts';
import type { KernelHost } from './kernel-host.ts';
import type { SpecialFault } from './special-pool/special-pool.ts';

/** What raising needs from the machine. */
export type RaiseHost = Pick<KernelHost, 'seh' | 'callerAddress'>;

/** What a fault needs from the machine. */
export type FaultHost = RaiseHost &
  Pick<KernelHost, 'profile' | 'events' | 'processor' | 'assertRunning' | 'bugCheck' | 'kernelAddress'> & {
    readonly calls: Calls;
    readonly subsystems: {
      readonly specialPool: { faultAt(address: number): SpecialFault | null };
      readonly driverSections: { sectionOf(address: number): string | null };
    };
  };

/**
 * Level that a page fault reports while interrupts are disabled, whatever the processor's: what dumps show
 * (*ours*, docs/decisions/0025-inline-routines-and-lists.md).
 */
const INTERRUPTS_DISABLED = 0xff;

/** Raises an exception on the current thread; its address is that of the current call unless the request has one. */
export function raiseSoftware(host: RaiseHost, request: RaiseRequest): void {
  const address = request.address ?? host.callerAddress();
  host.seh.raise(softwareException(request.code, address, request.flags ?? 0, request.information ?? []));
}

/** Address of the instruction that faults: what cannot be executed is that instruction itself. */
function instructionOf(host: FaultHost, { accessor, access, address }: Fault): number {
  if (access === 'execute') return address;
  return accessor === 'kernel' ? host.kernelAddress() : host.callerAddress();
}

/** Decides about a fault: an exception that a filter may answer, or a bug check. */
export function handleFault(host: FaultHost, fault: Fault): void {
  const { profile, events, processor, subsystems } = host;
  if (events.active) events.emit({ kind: 'fault', address: fault.address, access: fault.access });
  host.assertRunning();
  const special = subsystems.specialPool.faultAt(fault.address);
  const section = subsystems.driverSections.sectionOf(fault.address);
  const outcome = classifyFault(fault, {
    profile,
    irql: processor.interruptsEnabled ? processor.irql : INTERRUPTS_DISABLED,
    instruction: instructionOf(host, fault),
    inDriver: section !== null,
    specialPool: special === null ? null : special.freed ? 'freed' : 'beyond',
  });
  if (outcome.kind === 'exception')
    host.calls.interrupting(() =>
      raiseSoftware(host, { code: outcome.code, information: outcome.information }),
    );
  else {
    const { code, parameters } = outcome;
    const stop = () => host.bugCheck(code, parameters, { ...outcome, details: special?.details ?? [] });
    if (fault.accessor === 'kernel') host.calls.asKernel(stop);
    else stop();
  }
}
