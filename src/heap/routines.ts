/** The declared heap routines. A namespace for the composition root, not a barrel for others. */
export { RtlAllocateHeap } from './rtl-allocate-heap.ts';
export { RtlCreateHeap } from './rtl-create-heap.ts';
export { RtlDestroyHeap } from './rtl-destroy-heap.ts';
export { RtlFreeHeap } from './rtl-free-heap.ts';
export { RtlGetUserInfoHeap } from './rtl-get-user-info-heap.ts';
export { RtlLockHeap } from './rtl-lock-heap.ts';
export { RtlReAllocateHeap } from './rtl-re-allocate-heap.ts';
export { RtlSetUserFlagsHeap } from './rtl-set-user-flags-heap.ts';
export { RtlSetUserValueHeap } from './rtl-set-user-value-heap.ts';
export { RtlSizeHeap } from './rtl-size-heap.ts';
export { RtlUnlockHeap } from './rtl-unlock-heap.ts';
export { RtlValidateHeap } from './rtl-validate-heap.ts';
