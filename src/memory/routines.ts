/** Every declared routine of this folder, for the composition root. */
export { NtAllocateVirtualMemory } from './nt-allocate-virtual-memory.ts';
export { NtFreeVirtualMemory } from './nt-free-virtual-memory.ts';
export { NtProtectVirtualMemory } from './nt-protect-virtual-memory.ts';
export { NtQueryVirtualMemory } from './nt-query-virtual-memory.ts';
export { ZwAllocateVirtualMemory } from './zw-allocate-virtual-memory.ts';
export { ZwFreeVirtualMemory } from './zw-free-virtual-memory.ts';
