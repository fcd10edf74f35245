/** Rules about what must not be in use in pool that is freed. */
import { OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** The rows of these rules. */
export const liveObjectRules = {
  'pool-free-with-timer': {
    values: ['timer', 'block', 'bytes'],
    on: verifier(0x15, 'documented'), // D-106; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: no timer that is set lies in the memory that is freed`,
    page: 'routine',
    fix: 'Cancel the timer with KeCancelTimer before its memory is freed, and flush its DPC with KeFlushQueuedDpcs.',
  },
  'pool-free-with-resource': {
    values: ['resource', 'block', 'bytes'],
    on: verifier(0x17, 'documented'), // D-106; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: no ERESOURCE lies in the memory that is freed`,
    page: 'routine',
    fix: 'Call ExDeleteResourceLite before the memory is freed.',
  },
  'pool-free-with-held-lock': {
    values: ['address of the lock', 'address of the block', 'bytes of the block'],
    // The page has the subtype for a lock that is deleted; the lock as parameter is *ours*.
    on: { code: 0xc4, parameters: (value) => [0x100b, value(0), 0, 0], from: 'ours' },
    off: null,
    text: (routine) => `${routine}: a lock is released before its memory is freed`,
    page: 'debugger/bug-check-0xc4--driver-verifier-detected-violation',
    fix: 'Release the lock first; whoever waits for it would touch freed memory.',
  },
  'pool-free-with-dpc': {
    values: ['address of the KDPC', 'address of the block', 'bytes of the block'],
    on: { code: 0xc7, parameters: (value) => [1, value(0), value(1), value(1) + value(2)], from: 'ours' },
    off: null,
    text: (routine) => `${routine}: a DPC is not queued any more when its memory is freed`,
    page: 'debugger/bug-check-0xc7--timer-or-dpc-invalid',
    fix: 'Call KeRemoveQueueDpc or KeFlushQueuedDpcs before this free.',
  },
  'pool-free-with-work-item': {
    values: ['address of the work item', 'address of the block', 'bytes of the block'],
    on: { code: 0xe4, parameters: (value) => [0, value(0), value(1), value(1) + value(2)], from: 'ours' },
    off: null,
    text: (routine) => `${routine}: a work item is not queued any more when its memory is freed`,
    page: 'debugger/bug-check-0xe4--worker-invalid',
    fix: 'Free the item in its own routine, or wait until that has begun.',
  },
  'pool-free-with-waiters': {
    values: ['address of the object', 'address of the block', 'bytes of the block'],
    on: verifier(OWN_SUBTYPE + 0x52, 'ours'), // no source says what becomes of the threads
    off: null,
    text: (routine) => `${routine}: nobody waits for an event, mutex or semaphore when its memory is freed`,
    page: null,
    fix: 'Signal the object and let the threads that wait for it leave the wait before this free.',
  },
} as const satisfies Record<string, Row>;
