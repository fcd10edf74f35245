/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { ExInitializeWorkItem } from './ex-initialize-work-item.ts';
export { ExQueueWorkItem } from './ex-queue-work-item.ts';
export { IoAllocateWorkItem } from './io-allocate-work-item.ts';
export { IoFreeWorkItem } from './io-free-work-item.ts';
export { IoInitializeWorkItem } from './io-initialize-work-item.ts';
export { IoQueueWorkItem } from './io-queue-work-item.ts';
export { IoQueueWorkItemEx } from './io-queue-work-item-ex.ts';
export { IoSizeofWorkItem } from './io-sizeof-work-item.ts';
export { IoUninitializeWorkItem } from './io-uninitialize-work-item.ts';
