/** Rules of waits, of threads and of the APCs that run on them. */
import { both, limitText, OWN_SUBTYPE, type Row, verifier, wrongLevel } from './row.ts';

/** The rows of these rules. */
export const waitAndThreadRules = {
  'wait-at-dispatch-level': {
    values: ['current IRQL', 'address of the object', 'address of the timeout'],
    on: verifier(0x3b, 'documented'), // BEHAVIOUR-DECISIONS 7; parameters 2 to 4 are *ours*
    off: null,
    text: (routine) => `${routine}: IRQL <= APC_LEVEL, or a timeout of zero at DISPATCH_LEVEL`,
    page: 'routine',
    fix: 'Wait before the IRQL is raised, or pass a timeout of zero and come back later from a work item.',
  },
  'wait-for-no-object': {
    values: ['address', 'type byte found there'],
    on: verifier(OWN_SUBTYPE + 0x10, 'ours'), // no source says what becomes of such a wait
    off: null,
    text: (routine) => `${routine}: the object is an event, mutex, semaphore, timer or thread`,
    page: 'routine',
    fix: 'Initialise the object before its first use, and keep its memory until nobody waits for it.',
  },
  'wait-true-too-high': {
    values: ['current IRQL', 'highest IRQL allowed'],
    on: wrongLevel(0xe5),
    off: null,
    text: (routine) => `${routine}: IRQL <= APC_LEVEL with Wait TRUE`,
    page: 'routine',
    fix: 'Pass FALSE for Wait; nothing but a wait right afterwards is a reason for TRUE.',
  },
  'switch-at-dispatch-level': {
    values: ['old thread', 'new thread'],
    // D-055; the third parameter, a stack address, is 0: threads have no stack in simulated memory (*ours*)
    ...both({ code: 0xb8, parameters: (value) => [value(0), value(1), 0, 0], from: 'documented' }),
    text: (routine) => `${routine}: a thread gives its processor away below DISPATCH_LEVEL only`,
    page: 'debugger/bug-check-0xb8--attempted-switch-from-dpc',
    fix: 'Do not wait in a DPC routine or while a spin lock is held; queue a work item that waits.',
  },
  'set-event-too-high': {
    values: ['current IRQL', 'highest IRQL allowed'],
    on: wrongLevel(0x80), // the page of 0xC4 has the subtype; parameters as 0xE5 (*ours*)
    off: null,
    text: limitText,
    page: 'routine',
    fix: 'Set the event from a DPC that the interrupt routine queues.',
  },
  'too-many-wait-objects': {
    values: ['current IRQL', 'number of objects'],
    ...both({ code: 0xc, parameters: () => [0, 0, 0, 0], from: 'documented' }), // no page gives parameters
    text: (routine) =>
      `${routine}: at most THREAD_WAIT_OBJECTS (3) objects, with an array of wait blocks MAXIMUM_WAIT_OBJECTS (64)`,
    page: 'debugger/bug-check-0xc--maximum-wait-objects-exceeded',
    fix: 'Pass an array of Count wait blocks in nonpaged memory, and wait for no more than 64 objects.',
  },
  'thread-ends-with-mutex': {
    values: ['thread', 'mutex'],
    // no page gives parameters: *ours*
    ...both({ code: 0x4000_008a, parameters: (value) => [value(0), value(1), 0, 0], from: 'documented' }),
    text: (routine) => `${routine}: a thread releases every mutex before it ends`,
    page: 'debugger/bug-check-0x4000008a--thread-terminate-held-mutex',
    fix: 'Release the mutex on every path out of the thread, once for each wait that acquired it.',
  },
  'thread-ends-restricted': {
    values: ['count that disables APCs', 'IRQL'],
    ...both({ code: 0x20, parameters: (value) => [0, value(0), value(1), 0], from: 'documented' }), // D-061
    text: (routine) => `${routine}: a thread ends at PASSIVE_LEVEL with APCs enabled`,
    page: 'debugger/bug-check-0x20--kernel-apc-pending-during-exit',
    fix: 'Lower the IRQL and leave every critical and guarded region before the thread ends.',
  },
  'apc-returns-at-other-irql': {
    values: ['IRQL', 'IRQL at which it was called', 'kind', 'kernel routine', 'normal routine'],
    // D-092; which kind of APC is case 0 and which is 1 is *ours*, and so is 0 for the KAPC
    ...both({
      code: 0xc8,
      parameters: (value) => [(value(0) << 16) | (value(1) << 8) | value(2), value(3), 0, value(4)],
      from: 'documented',
    }),
    text: (routine) => `${routine}: it returns at the IRQL at which it was called`,
    page: 'debugger/bug-check-0xc8--irql-unexpected-value',
    fix: 'Lower the IRQL to what the matching raise returned, on each path out of the routine.',
  },
  'apc-index-mismatch': {
    values: [
      'routine',
      'ApcStateIndex',
      'combined APC disable counts',
      '0 for a system call, 1 for a worker routine',
    ],
    ...both({
      code: 0x1,
      parameters: (value) => [value(0), value(1), value(2), value(3)],
      from: 'documented',
    }), // D-060
    text: (routine) => `${routine}: it returns with as many APCs disabled as it began with`,
    page: 'debugger/bug-check-0x1--apc-index-mismatch',
    fix: 'Leave every critical and guarded region, and release every mutex, on each path out of the routine.',
  },
  'no-such-thread': {
    values: ['address'],
    on: verifier(OWN_SUBTYPE + 0x11, 'ours'), // no source says what such a call does
    off: null,
    text: (routine) => `${routine}: the address is that of a thread object`,
    page: 'routine',
    fix: 'Take the address from KeGetCurrentThread, or from ObReferenceObjectByHandle with the handle of a thread.',
  },
  'no-such-process': {
    values: ['address'],
    on: verifier(OWN_SUBTYPE + 0x14, 'ours'), // no source says what such a call does
    off: null,
    text: (routine) => `${routine}: the address is that of a process object`,
    page: 'routine',
    fix: 'Take the address from PsLookupProcessByProcessId, PsGetCurrentProcess, or ObReferenceObjectByHandle with the handle of a process.',
  },
  'detach-not-attached': {
    values: ['KAPC_STATE'],
    ...both({ code: 0x6, parameters: () => [0, 0, 0, 0], from: 'ours' }), // no fact gives parameters, or when: decision 0091
    text: (routine) =>
      `${routine}: it is given the KAPC_STATE of the last KeStackAttachProcess of the thread`,
    page: 'debugger/bug-check-0x6--invalid-process-detach-attempt',
    fix: 'Call KeUnstackDetachProcess once for each KeStackAttachProcess, the last one first, with the same KAPC_STATE.',
  },
  'returns-attached': {
    values: [],
    ...both({ code: 0x5, parameters: () => [0, 0, 0, 0], from: 'ours' }), // no fact gives parameters, or when: decision 0091
    text: (routine) => `${routine}: it takes each KeStackAttachProcess back before it returns`,
    page: 'debugger/bug-check-0x5--invalid-process-attach-attempt',
    fix: 'Call KeUnstackDetachProcess on each path out of the routine, also where an exception leaves the code between: put it into __finally.',
  },
  'user-mode-attached': {
    values: ['system routine', 'ApcStateIndex', 'combined APC disable counts'],
    ...both({ code: 0x1, parameters: (value) => [value(0), value(1), value(2), 0], from: 'documented' }), // D-060
    text: (routine) => `${routine}: its thread is attached to no process when it goes back to user mode`,
    page: 'debugger/bug-check-0x1--apc-index-mismatch',
    fix: 'Call KeUnstackDetachProcess on each path out of the routine, also where an exception leaves the code between: put it into __finally.',
  },
  'priority-out-of-range': {
    values: ['priority'],
    on: verifier(OWN_SUBTYPE + 0x12, 'ours'), // the pages give the range and no result
    off: null,
    text: (routine) => `${routine}: a priority is between 1 and 31`,
    page: 'routine',
    fix: 'Pass LOW_PRIORITY + 1 to HIGH_PRIORITY; LOW_REALTIME_PRIORITY is 16.',
  },
  'no-such-processor': {
    values: ['affinity'],
    ...both({ code: 0x3, parameters: (value) => [value(0), 0, 0, 0], from: 'ours' }), // the page of 0x3 has no parameters
    text: (routine) => `${routine}: at least one processor of the affinity is active`,
    page: 'routine',
    fix: 'Use only bits that KeQueryActiveProcessors gives.',
  },
} as const satisfies Record<string, Row>;
