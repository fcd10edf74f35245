/** The declared routines of the pool. */
export { ExAllocatePool } from './ex-allocate-pool.ts';
export { ExAllocatePoolPriorityUninitialized } from './ex-allocate-pool-priority-uninitialized.ts';
export { ExAllocatePoolPriorityZero } from './ex-allocate-pool-priority-zero.ts';
export { ExAllocatePoolQuotaUninitialized } from './ex-allocate-pool-quota-uninitialized.ts';
export { ExAllocatePoolQuotaZero } from './ex-allocate-pool-quota-zero.ts';
export { ExAllocatePoolUninitialized } from './ex-allocate-pool-uninitialized.ts';
export { ExAllocatePoolWithQuota } from './ex-allocate-pool-with-quota.ts';
export { ExAllocatePoolWithQuotaTag } from './ex-allocate-pool-with-quota-tag.ts';
export { ExAllocatePoolWithTag } from './ex-allocate-pool-with-tag.ts';
export { ExAllocatePoolWithTagPriority } from './ex-allocate-pool-with-tag-priority.ts';
export { ExAllocatePoolZero } from './ex-allocate-pool-zero.ts';
export { ExAllocatePool2 } from './ex-allocate-pool2.ts';
export { ExAllocatePool3 } from './ex-allocate-pool3.ts';
export { ExFreePool } from './ex-free-pool.ts';
export { ExFreePoolWithTag } from './ex-free-pool-with-tag.ts';
export { ExFreePool2 } from './ex-free-pool2.ts';
export { ExQueryPoolBlockSize } from './ex-query-pool-block-size.ts';
