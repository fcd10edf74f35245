/**
 * What the IRQL routines need from the machine they run on. The processor and
 * thread records implement it; a test hands in a plain object.
 */
import type { Architecture, KIRQL, PointerTo } from '../contract/c-types.ts';
import { isOut } from '../machine/out.ts';
import type { Profile, Violation } from '../machine/ports.ts';
import type { Current } from './current.ts';
import type { KernelContexts } from './kernel-contexts.ts';
import type { KernelHost } from './kernel-host.ts';

/** The current processor's level and the current thread's saved levels. */
export interface IrqlServices {
  readonly architecture: Architecture;
  readonly profile: Profile;
  /** Whether Driver Verifier's checks run. */
  readonly verifier: 'on' | 'off';
  /** Level of the current processor. */
  irql(): number;
  /**
   * Sets the level of the current processor, updates what depends on it (the door's gate, the paged-memory
   * mask) and emits the `irql` event. The caller has already decided that the move is allowed.
   */
  setIrql(level: number): void;
  /** Number of spin locks that the current processor holds. */
  spinLocksHeld(): number;
  /** True while the current thread is interrupted by a DPC routine. */
  inDpc(): boolean;
  /** Levels that the current thread's raises saved, oldest first. The same array until another thread runs. */
  savedLevels(): number[];
  /** Reports a broken rule. Returns only when findings are recorded and the call goes on. */
  violation(violation: Violation): void;
  /** Writes a level to an out-parameter: a cell, or a simulated address (which may fault). */
  storeIrql(target: PointerTo<KIRQL>, value: KIRQL): void;
}

/** The services on one machine. */
export const irqlServices = (
  host: Pick<KernelHost, 'architecture' | 'profile' | 'verifier' | 'violation' | 'driverMemory'>,
  current: Current,
  spinLocks: { readonly heldHere: number } | null = null,
  contexts: Pick<KernelContexts, 'of'> | null = null,
): IrqlServices => ({
  architecture: host.architecture,
  profile: host.profile,
  verifier: host.verifier,
  irql: () => current.processor.irql,
  setIrql: (level) => current.setIrql(level),
  spinLocksHeld: () => spinLocks?.heldHere ?? 0,
  inDpc: () => contexts?.of(current.processor.thread) === 'dpc',
  savedLevels: () => current.processor.thread.savedLevels,
  violation: (violation) => host.violation(violation),
  storeIrql(target, value) {
    if (isOut(target)) target.value = value;
    else host.driverMemory.writeUint8(target, value);
  },
});
