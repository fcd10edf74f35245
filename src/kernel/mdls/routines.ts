/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { IoAllocateMdl, IoBuildPartialMdl, IoFreeMdl } from './io-allocate-mdl.ts';
export {
  MmGetMdlByteCount,
  MmGetMdlByteOffset,
  MmGetMdlVirtualAddress,
  MmGetSystemAddressForMdlSafe,
  MmInitializeMdl,
  MmPrepareMdlForReuse,
} from './mm-get-system-address-for-mdl-safe.ts';
export { MmMapLockedPages, MmMapLockedPagesSpecifyCache, MmUnmapLockedPages } from './mm-map-locked-pages.ts';
export { MmBuildMdlForNonPagedPool, MmProbeAndLockPages, MmUnlockPages } from './mm-probe-and-lock-pages.ts';
export { MmSizeOfMdl } from './mm-size-of-mdl.ts';
