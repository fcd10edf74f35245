/** Rules of the heap. */
import { both, OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** The rows of these rules. */
export const heapRules = {
  'heap-create-not-growable-no-base': {
    values: ['heap flags', 'reserve size', 'commit size'],
    on: verifier(OWN_SUBTYPE + 1, 'ours'), // the page says must and names no result (BEHAVIOUR-DECISIONS 4)
    off: null,
    text: (routine) => `${routine}: HEAP_GROWABLE is set when HeapBase is NULL`,
    page: 'ntifs/nf-ntifs-rtlcreateheap',
    fix: 'Pass HEAP_GROWABLE, or reserve the memory of a fixed heap yourself and pass it as HeapBase.',
  },
  'heap-lock-with-no-serialize': {
    values: ['heap flags', 'lock address'],
    on: verifier(OWN_SUBTYPE + 2, 'ours'), // the page says must and names no result (BEHAVIOUR-DECISIONS 4)
    off: null,
    text: (routine) => `${routine}: Lock is NULL with HEAP_NO_SERIALIZE`,
    page: 'ntifs/nf-ntifs-rtlcreateheap',
    fix: 'Pass NULL as Lock, or leave HEAP_NO_SERIALIZE out so that the lock is used.',
  },
  'heap-unserialized-use': {
    values: ['heap address', 'thread that used it', 'thread that called'],
    on: verifier(OWN_SUBTYPE + 3, 'ours'), // S4-025 says what is likely then, and no result
    off: null,
    text: (routine) =>
      `${routine}: without serialization one thread alone uses a heap, or a lock keeps them apart`,
    page: 'ntifs/nf-ntifs-rtlallocateheap',
    fix: 'Leave HEAP_NO_SERIALIZE out, or hold a lock of your own around every call on the heap.',
  },
  'heap-destroyed-inside': {
    values: ['heap address', 'thread that is inside', 'thread that called'],
    on: verifier(OWN_SUBTYPE + 4, 'ours'), // docs/decisions/0014-heap-life.md
    off: null,
    text: (routine) => `${routine}: no call on the heap is in progress`,
    page: 'ntifs/nf-ntifs-rtldestroyheap',
    fix: 'Return from the commit routine or exception filter first and destroy the heap when its call is over.',
  },
  'heap-destroyed-locked': {
    values: ['heap address', 'thread that holds the lock', 'thread that called'],
    on: verifier(OWN_SUBTYPE + 5, 'ours'), // docs/decisions/0014-heap-life.md
    off: null,
    text: (routine) => `${routine}: no other thread holds the lock of the heap`,
    page: 'ntifs/nf-ntifs-rtldestroyheap',
    fix: 'Let every thread give the lock back and stop using the heap before it is destroyed.',
  },
  'heap-process-unserialized': {
    values: ['heap address', 'flags of the call'],
    on: verifier(OWN_SUBTYPE + 6, 'ours'), // S2-012, B-109 say that it must not be, and name no result
    off: null,
    text: (routine) => `${routine}: HEAP_NO_SERIALIZE is not used with the heap of the process`,
    page: null,
    fix: 'Leave HEAP_NO_SERIALIZE out: the system may use this heap from threads of its own.',
  },
  'kernel-heap-corruption': {
    values: ['corruption type', 'heap address', 'address of the corruption'],
    ...both({ code: 0x13a, parameters: (value) => [value(0), value(1), value(2), 0], from: 'documented' }), // D-109
    text: (routine) =>
      `${routine}: heap memory is used only between its allocation and its free, and only within its size`,
    page: 'debugger/bug-check-0x13a--kernel-mode-heap-corruption',
    fix: 'Look at the block that the details name and at who wrote to it; where they name none, at the pointer or handle of this call.',
  },
} as const satisfies Record<string, Row>;
