/**
 * Runs what an ExInterlocked routine does while it holds the caller's spin
 * lock with interrupts disabled: the level stays as it is, and no page can be
 * brought in, so everything it touches must be resident (decision 0025).
 */
import { pointerBytes } from '../../contract/c-types.ts';
import { formatAddress } from '../../machine/addresses.ts';
import type { Current } from '../current.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { ListServices } from '../lists/list-links.ts';
import type { SpinLocks } from '../spin-locks/spin-locks.ts';

/** Services of the ExInterlocked routines; `memory` is the kernel's. */
export interface SpinLockedServices extends ListServices {
  readonly locks: Pick<SpinLocks, 'acquire' | 'release'>;
  /** Runs a block in which paged memory may not be touched, whatever the level. */
  withInterruptsDisabled<T>(block: () => T): T;
}

/** The services on one machine. */
export const spinLockedServices = (
  host: Pick<KernelHost, 'architecture' | 'kernelMemory' | 'pointers' | 'violation'> & {
    readonly current: Current;
    readonly subsystems: { readonly spinLocks: SpinLocks };
  },
): SpinLockedServices => ({
  architecture: host.architecture,
  memory: host.kernelMemory,
  locks: host.subsystems.spinLocks,
  show: (address) => formatAddress(host.architecture, address, host.pointers),
  violation: (violation) => host.violation(violation),
  withInterruptsDisabled: (block) => host.current.withoutInterrupts(block),
});

/**
 * Takes a spin lock, runs a block and releases the lock. When the block leaves with an exception the lock stays
 * taken, as it would. The lock is taken by an instruction that writes, so its fault is that of a write.
 */
export function spinLocked<T>(
  { memory, locks, architecture, withInterruptsDisabled }: SpinLockedServices,
  routine: string,
  lock: number,
  block: () => T,
): T {
  return withInterruptsDisabled(() => {
    memory.claimWrite(lock, pointerBytes(architecture));
    locks.acquire(lock, routine);
    const result = block();
    locks.release(lock, routine);
    return result;
  });
}
