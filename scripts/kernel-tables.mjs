// What the project uses of the structure and constant tables: the lists of scripts/generate-kernel-tables.mjs.
// Add a name here, run `npm run generate`, commit the result.

/** Structures whose layouts simulated memory holds. The row of the WDK is taken where several headers have one. */
export const structureNames = [
  'LIST_ENTRY',
  'SINGLE_LIST_ENTRY',
  'SLIST_HEADER',
  'DISPATCHER_HEADER',
  'KEVENT',
  'KSEMAPHORE',
  'KMUTANT',
  'KTIMER',
  'KDPC',
  'KGATE',
  'KWAIT_BLOCK',
  'KLOCK_QUEUE_HANDLE',
  'KSPIN_LOCK_QUEUE',
  'KDEVICE_QUEUE',
  'KDEVICE_QUEUE_ENTRY',
  'FAST_MUTEX',
  'KGUARDED_MUTEX',
  'ERESOURCE',
  'OWNER_ENTRY',
  'EX_RUNDOWN_REF',
  'IO_REMOVE_LOCK',
  'IO_REMOVE_LOCK_COMMON_BLOCK',
  'IO_REMOVE_LOCK_DBG_BLOCK',
  'WORK_QUEUE_ITEM',
  'GENERAL_LOOKASIDE',
  'GENERAL_LOOKASIDE_POOL',
  'NPAGED_LOOKASIDE_LIST',
  'PAGED_LOOKASIDE_LIST',
  'LOOKASIDE_LIST_EX',
  'POOL_EXTENDED_PARAMETER',
  'KBUGCHECK_CALLBACK_RECORD',
  'KBUGCHECK_REASON_CALLBACK_RECORD',
  'EXT_SET_PARAMETERS',
  'EXT_DELETE_PARAMETERS',
  'PROCESSOR_NUMBER',
  'GROUP_AFFINITY',
  'CLIENT_ID',
  'OBJECT_ATTRIBUTES',
  'UNICODE_STRING',
  'MDL',
];

/** Scalars that a variable may be made of by name. */
export const scalarNames = [
  'KSPIN_LOCK',
  'EX_SPIN_LOCK',
  'ULONG',
  'LONG',
  'ULONG_PTR',
  'PVOID',
  'KIRQL',
  'BOOLEAN',
];

/** Topics and names of constants that TypeScript programs need. */
export const constantNames = {
  enums: [
    'POOL_TYPE',
    'EX_POOL_PRIORITY',
    'EVENT_TYPE',
    'TIMER_TYPE',
    'WAIT_TYPE',
    'KWAIT_REASON',
    'MODE',
    'WORK_QUEUE_TYPE',
    'KDPC_IMPORTANCE',
    'POOL_EXTENDED_PARAMETER_TYPE',
    'KBUGCHECK_CALLBACK_REASON',
  ],
  poolFlags: /^POOL_FLAG_/,
  poolMisc: /^POOL_(QUOTA|RAISE|COLD|NX)/,
  priorityBoosts: /_INCREMENT$/,
  kernelPriorities: /PRIORITY$/,
};
