/** The lookaside list routines. */
export {
  ExAllocateFromLookasideListEx,
  ExDeleteLookasideListEx,
  ExFlushLookasideListEx,
  ExFreeToLookasideListEx,
  ExInitializeLookasideListEx,
} from './ex-initialize-lookaside-list-ex.ts';
export {
  ExAllocateFromNPagedLookasideList,
  ExDeleteNPagedLookasideList,
  ExFreeToNPagedLookasideList,
  ExInitializeNPagedLookasideList,
} from './ex-initialize-n-paged-lookaside-list.ts';
export {
  ExAllocateFromPagedLookasideList,
  ExDeletePagedLookasideList,
  ExFreeToPagedLookasideList,
  ExInitializePagedLookasideList,
} from './ex-initialize-paged-lookaside-list.ts';
