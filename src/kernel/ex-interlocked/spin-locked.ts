/**
 * Runs what an ExInterlocked routine does while it holds the caller's spin
 * lock with interrupts disabled: the level stays as it is, and no page can be
 * brought in, so everything it touches must be resident (decision 0025).
 */
import { formatAddress } from '../../machine/addresses.ts';
import type { MachinePorts } from '../../machine/ports.ts';
import type { Current } from '../current.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { ListServices } from '../lists/list-links.ts';

/** Services of the ExInterlocked routines; `memory` is the kernel's. */
export interface SpinLockedServices extends ListServices, Pick<MachinePorts, 'deadlock'> {
  /** Runs a block in which paged memory may not be touched, whatever the level. */
  withInterruptsDisabled<T>(block: () => T): T;
}

/** The services on one machine. */
export const spinLockedServices = (
  host: Pick<KernelHost, 'architecture' | 'kernelMemory' | 'pointers' | 'violation' | 'deadlock'> & {
    readonly current: Current;
  },
): SpinLockedServices => ({
  architecture: host.architecture,
  memory: host.kernelMemory,
  show: (address) => formatAddress(host.architecture, address, host.pointers),
  violation: (violation) => host.violation(violation),
  deadlock: (what, details) => host.deadlock(what, details),
  withInterruptsDisabled: (block) => host.current.withoutInterrupts(block),
});

/**
 * Takes a spin lock, runs a block and releases the lock. When the block leaves with an exception the lock stays
 * taken, as it would.
 */
export function spinLocked<T>(
  services: SpinLockedServices,
  routine: string,
  lock: number,
  block: () => T,
): T {
  const { memory } = services;
  return services.withInterruptsDisabled(() => {
    memory.claimWrite(lock, memory.architecture === 'x64' ? 8 : 4);
    if (memory.readPointer(lock) !== 0)
      services.deadlock(routine, [
        `spin lock ${services.show(lock)} is held, and nobody can release it while ${routine} spins`,
      ]);
    memory.writePointer(lock, 1);
    const result = block();
    memory.writePointer(lock, 0);
    return result;
  });
}
