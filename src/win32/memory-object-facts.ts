/** What the contracts of GlobalAlloc, LocalAlloc and their kin have in common. */

/** Where they are, and who may call them. */
export const memoryObjectFacts = {
  header: 'winbase.h',
  includeHeader: 'Windows.h',
  library: 'Kernel32.lib',
  dll: 'Kernel32.dll',
  minClient: 'Windows XP',
  page: null,
  modes: ['user'],
  maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
  since: '0.1.0',
} as const;

/** A handle names nothing. */
export const invalidHandle = {
  code: 'STATUS_INVALID_HANDLE',
  when: 'the handle names no block; last error ERROR_INVALID_HANDLE',
  modelled: 'produced',
} as const;

/** Flags that do not exist. */
export const invalidFlags = {
  code: 'STATUS_INVALID_PARAMETER',
  when: 'a flag that is not known; last error ERROR_INVALID_PARAMETER',
  modelled: 'produced',
} as const;

/** Memory or handles have run out. */
export const noMemory = {
  code: 'STATUS_NO_MEMORY',
  when: 'there is no memory, no handle, or no place for a block that may not move; last error ERROR_NOT_ENOUGH_MEMORY',
  modelled: 'produced',
} as const;
