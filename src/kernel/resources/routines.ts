/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { ExAcquireResourceExclusiveLite } from './ex-acquire-resource-exclusive-lite.ts';
export { ExAcquireResourceSharedLite } from './ex-acquire-resource-shared-lite.ts';
export { ExAcquireSharedStarveExclusive } from './ex-acquire-shared-starve-exclusive.ts';
export { ExAcquireSharedWaitForExclusive } from './ex-acquire-shared-wait-for-exclusive.ts';
export { ExConvertExclusiveToSharedLite } from './ex-convert-exclusive-to-shared-lite.ts';
export { ExDisableResourceBoostLite } from './ex-disable-resource-boost-lite.ts';
export {
  ExEnterCriticalRegionAndAcquireResourceExclusive,
  ExEnterCriticalRegionAndAcquireResourceShared,
  ExEnterCriticalRegionAndAcquireSharedWaitForExclusive,
  ExReleaseResourceAndLeaveCriticalRegion,
} from './ex-enter-critical-region-and-acquire-resource-exclusive.ts';
export { ExGetCurrentResourceThread } from './ex-get-current-resource-thread.ts';
export { ExGetExclusiveWaiterCount, ExGetSharedWaiterCount } from './ex-get-exclusive-waiter-count.ts';
export {
  ExDeleteResourceLite,
  ExInitializeResourceLite,
  ExReinitializeResourceLite,
} from './ex-initialize-resource-lite.ts';
export {
  ExIsResourceAcquiredExclusiveLite,
  ExIsResourceAcquiredLite,
  ExIsResourceAcquiredSharedLite,
} from './ex-is-resource-acquired-exclusive-lite.ts';
export { ExReleaseResourceForThreadLite } from './ex-release-resource-for-thread-lite.ts';
export { ExReleaseResourceLite } from './ex-release-resource-lite.ts';
export { ExSetResourceOwnerPointer, ExSetResourceOwnerPointerEx } from './ex-set-resource-owner-pointer.ts';
