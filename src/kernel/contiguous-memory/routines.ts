/** The routines of contiguous and of noncached memory. */
export {
  MmAllocateContiguousMemory,
  MmAllocateContiguousMemorySpecifyCache,
  MmAllocateContiguousMemorySpecifyCacheNode,
  MmAllocateContiguousNodeMemory,
} from './mm-allocate-contiguous-memory.ts';
export { MmAllocateNonCachedMemory, MmFreeNonCachedMemory } from './mm-allocate-non-cached-memory.ts';
export { MmFreeContiguousMemory, MmFreeContiguousMemorySpecifyCache } from './mm-free-contiguous-memory.ts';
export { MmGetPhysicalAddress } from './mm-get-physical-address.ts';
