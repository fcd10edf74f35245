/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { KeAreAllApcsDisabled } from './ke-are-all-apcs-disabled.ts';
export { KeAreApcsDisabled } from './ke-are-apcs-disabled.ts';
export { KeEnterCriticalRegion, KeLeaveCriticalRegion } from './ke-enter-critical-region.ts';
export { KeEnterGuardedRegion, KeLeaveGuardedRegion } from './ke-enter-guarded-region.ts';
