/**
 * What a guest does to a heap, and which call notices it: the table that corruption-table.test.ts holds the engine
 * against. Every damage is made of bytes that the guest writes, or of a pointer that it passes.
 *
 * A cell says what a call of the column finds when it is the first call after the damage:
 *
 *     left out     nothing: the call does what it would do without the damage
 *     'no'         the call says no (FALSE or -1) and nothing stops
 *     '3 block'    damage of type 3 (D-109) at a place of the scene; what becomes of it depends on the settings
 *
 * A further kind of heap (debug flags, page heap) is a name in `heapKinds`, how to make it in `makeHeap`, and a set of
 * cells in each row where it differs from the kind it stands on.
 */
import { HEAP_GROWABLE, type UserProcess } from 'irqlab';
import { expect } from 'vitest';
import { type Caller, reserveFor } from './fixture.ts';

/** Requested bytes of every small block: its header and these fill whole granules on both architectures. */
export const BYTES = 0x58;

/** Three blocks in a row, a fourth that keeps them from the rest, a large one, and another heap. */
export interface Scene {
  readonly caller: Caller;
  readonly process: UserProcess | null;
  readonly heap: number;
  readonly otherHeap: number;
  readonly front: number;
  readonly block: number;
  readonly back: number;
  readonly large: number;
  readonly foreign: number;
  readonly elsewhere: number;
}

/** Kinds of heap. The front end is not there in kernel mode. */
export const heapKinds = ['back end', 'front end'] as const;
export type HeapKind = (typeof heapKinds)[number];

/** Makes the blocks of a scene. */
export function makeScene(caller: Caller, process: UserProcess | null, kind: HeapKind, flags: number): Scene {
  const heap = caller.RtlCreateHeap(HEAP_GROWABLE | flags, 0, 0, 0, 0, 0);
  const otherHeap = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
  const take = (bytes: number): number => caller.RtlAllocateHeap(heap, 0, bytes);
  if (kind === 'front end') for (let n = 0; n < 0x12; n++) caller.RtlFreeHeap(heap, 0, take(BYTES));
  const [front = 0, block = 0, back = 0] = [1, 2, 3, 4].map(() => take(BYTES));
  expect([block - front, back - block]).toEqual([BYTES + 8, BYTES + 8]);
  return {
    caller,
    process,
    heap,
    otherHeap,
    front,
    block,
    back,
    large: take(0x100000),
    foreign: reserveFor(caller, 0x1000, 0x1000) + 0x100,
    elsewhere: caller.RtlAllocateHeap(otherHeap, 0, BYTES),
  };
}

type Place = 'front' | 'block' | 'back' | 'large' | 'pointer';
/** See the head of the file. */
export type Cell = 'no' | `${'3' | '5' | '8' | '9' | 'c' | 'd' | 'e'} ${Place}`;

/** The calls, in the order of the columns. `pointer` is what the damage names: most often the block. */
export const calls = {
  allocate: ({ caller, heap }) => caller.RtlAllocateHeap(heap, 0, BYTES),
  free: ({ caller, heap }, pointer) => caller.RtlFreeHeap(heap, 0, pointer),
  freeFront: ({ caller, heap, front }) => caller.RtlFreeHeap(heap, 0, front),
  freeBack: ({ caller, heap, back }) => caller.RtlFreeHeap(heap, 0, back),
  size: ({ caller, heap }, pointer) => caller.RtlSizeHeap(heap, 0, pointer),
  grow: ({ process, heap }, pointer) => process?.RtlReAllocateHeap(heap, 0, pointer, BYTES + 0x60),
  check: ({ process, heap }, pointer) => process?.RtlValidateHeap(heap, 0, pointer),
  validate: ({ process, heap }) => process?.RtlValidateHeap(heap, 0, 0),
} as const satisfies Record<string, (scene: Scene, pointer: number) => number | undefined>;
export type CallName = keyof typeof calls;

export type Cells = Partial<Record<CallName, Cell>>;

/** What a program does after a damage of bytes, and with a wrong pointer, until a call notices. */
export const programs = {
  bytes: ['allocate', 'allocate again', 'freeFront', 'free', 'freeBack', 'destroy'],
  pointer: ['free', 'allocate', 'freeFront', 'freeBack', 'destroy'],
} as const;
type Step = (typeof programs)['bytes' | 'pointer'][number];

/** One damage. */
export interface Row {
  readonly name: string;
  readonly harms: 'bytes' | 'pointer';
  /** Does the damage; gives the pointer that calls are made with. */
  readonly harm: (scene: Scene) => number;
  /** What each kind of heap finds, by call. */
  readonly found: Readonly<Record<HeapKind, Cells>>;
  /** The call of its program that notices first; null when none does. */
  readonly first: Readonly<Record<HeapKind, Step | null>>;
}

/** Changes every one of these bytes, each in another way, so that no checksum stays right by luck. */
function change({ caller: { memory } }: Scene, at: number, bytes = 1): void {
  for (let n = 0; n < bytes; n++)
    memory.writeUint8(at + n, memory.readUint8(at + n) ^ (0x41 + ((n * 0x35) & 0x3f)));
}

function free({ caller, heap }: Scene, block: number): void {
  expect(caller.RtlFreeHeap(heap, 0, block)).toBe(1);
}

/** Damage of bytes; calls are then made with the block. */
const bytes = (act: (scene: Scene) => void) => ({
  harms: 'bytes' as const,
  harm: (scene: Scene): number => {
    act(scene);
    return scene.block;
  },
});
const pointer = (harm: (scene: Scene) => number) => ({ harms: 'pointer' as const, harm });
/** The same on every kind of heap. */
const everywhere = <T>(what: T): Record<HeapKind, T> => ({ 'back end': what, 'front end': what });

const notBusy: Cells = { free: '8 pointer', size: 'no', grow: '8 pointer', check: 'no' };
const noBlock: Cells = { free: '9 pointer', size: 'no', grow: '9 pointer', check: 'no' };

/** The table. */
export const rows: readonly Row[] = [
  {
    name: 'an overrun by a byte',
    ...bytes((s) => change(s, s.block + BYTES)),
    found: {
      'back end': { free: '3 back', freeBack: '3 back', grow: '3 back', validate: 'no' },
      'front end': { freeBack: '3 back', validate: 'no' },
    },
    first: { 'back end': 'free', 'front end': 'freeBack' },
  },
  {
    name: 'an overrun by a header',
    ...bytes((s) => change(s, s.block + BYTES, 8)),
    found: {
      'back end': { free: '3 back', freeBack: '3 back', grow: '3 back', validate: 'no' },
      'front end': { freeBack: '3 back', validate: 'no' },
    },
    first: { 'back end': 'free', 'front end': 'freeBack' },
  },
  {
    name: 'an overrun into a free block: its header',
    ...bytes((s) => {
      free(s, s.back);
      change(s, s.block + BYTES);
    }),
    found: {
      'back end': { allocate: '3 back', free: '3 back', freeBack: '3 back', grow: '3 back', validate: 'no' },
      'front end': { allocate: 'e back', freeBack: '3 back', validate: 'no' },
    },
    first: everywhere('allocate'),
  },
  {
    name: 'an overrun into a free block: header and links',
    ...bytes((s) => {
      free(s, s.back);
      change(s, s.block + BYTES, 24);
    }),
    found: {
      'back end': {
        allocate: '3 back',
        free: '3 back',
        freeFront: 'e back',
        freeBack: '3 back',
        grow: '3 back',
        validate: 'no',
      },
      'front end': { allocate: 'e back', freeBack: '3 back', validate: 'no' },
    },
    first: everywhere('allocate'),
  },
  {
    name: 'an underrun by a byte: it hits UnusedBytes, which no checksum covers',
    ...bytes((s) => change(s, s.block - 1)),
    found: everywhere<Cells>({}),
    first: everywhere(null),
  },
  {
    name: 'an underrun by a header',
    ...bytes((s) => change(s, s.block - 8, 8)),
    found: {
      'back end': {
        free: '3 block',
        freeFront: '3 block',
        freeBack: '3 block',
        size: 'no',
        grow: '3 block',
        check: 'no',
        validate: 'no',
      },
      'front end': { free: '3 block', size: 'no', grow: '3 block', check: 'no', validate: 'no' },
    },
    first: { 'back end': 'freeFront', 'front end': 'free' },
  },
  {
    name: 'an underrun past the header, into the block in front',
    ...bytes((s) => change(s, s.block - 24, 24)),
    found: {
      'back end': {
        free: '3 block',
        freeFront: '3 block',
        freeBack: '3 block',
        size: 'no',
        grow: '3 block',
        check: 'no',
        validate: 'no',
      },
      'front end': { free: '3 block', size: 'no', grow: '3 block', check: 'no', validate: 'no' },
    },
    first: { 'back end': 'freeFront', 'front end': 'free' },
  },
  {
    name: 'a use after free: the first byte',
    ...bytes((s) => {
      free(s, s.block);
      change(s, s.block);
    }),
    found: {
      'back end': {
        ...notBusy,
        allocate: 'e block',
        freeFront: 'e block',
        freeBack: 'e block',
        validate: 'no',
      },
      'front end': { ...notBusy, allocate: 'e block', validate: 'no' },
    },
    first: everywhere('allocate'),
  },
  {
    name: 'a use after free: the whole block',
    ...bytes((s) => {
      free(s, s.block);
      change(s, s.block, BYTES);
    }),
    found: {
      'back end': {
        ...notBusy,
        allocate: 'e block',
        freeFront: 'e block',
        freeBack: 'e block',
        validate: 'no',
      },
      'front end': { ...notBusy, allocate: 'e block', validate: 'no' },
    },
    first: everywhere('allocate'),
  },
  {
    name: 'a use after free: bytes behind the links',
    ...bytes((s) => {
      free(s, s.block);
      change(s, s.block + 16, BYTES - 16);
    }),
    found: everywhere<Cells>(notBusy),
    first: everywhere(null),
  },
  {
    name: 'a use after free: an underrun',
    ...bytes((s) => {
      free(s, s.block);
      change(s, s.block - 8, 8);
    }),
    found: {
      'back end': {
        allocate: '3 block',
        free: '3 block',
        freeFront: '3 block',
        freeBack: '3 block',
        size: 'no',
        grow: '3 block',
        check: 'no',
        validate: 'no',
      },
      'front end': {
        allocate: 'e block',
        free: '3 block',
        size: 'no',
        grow: '3 block',
        check: 'no',
        validate: 'no',
      },
    },
    first: everywhere('allocate'),
  },
  {
    name: 'a double free',
    ...pointer((s) => {
      free(s, s.block);
      return s.block;
    }),
    found: everywhere<Cells>(notBusy),
    first: everywhere('free'),
  },
  {
    name: 'a double free of a block that merged with the one in front',
    ...pointer((s) => {
      free(s, s.front);
      free(s, s.block);
      return s.block;
    }),
    found: everywhere<Cells>({ ...notBusy, freeFront: '8 front' }),
    first: everywhere('free'),
  },
  {
    name: 'a double free of a block that has a new owner',
    ...pointer((s) => {
      free(s, s.block);
      expect(calls.allocate(s)).toBe(s.block);
      return s.block;
    }),
    found: everywhere<Cells>({}),
    first: everywhere(null),
  },
  {
    name: 'a foreign pointer: inside a block',
    ...pointer((s) => s.block + 0x20),
    found: everywhere<Cells>(noBlock),
    first: everywhere('free'),
  },
  {
    name: 'a foreign pointer: not aligned',
    ...pointer((s) => s.block + 4),
    found: everywhere<Cells>(noBlock),
    first: everywhere('free'),
  },
  {
    name: 'a foreign pointer: the heap itself',
    ...pointer((s) => s.heap + 0x40),
    found: everywhere<Cells>(noBlock),
    first: everywhere('free'),
  },
  {
    name: 'a foreign pointer: memory that is no heap',
    ...pointer((s) => s.foreign),
    found: everywhere<Cells>(noBlock),
    first: everywhere('free'),
  },
  {
    name: 'a foreign pointer: no memory',
    ...pointer(() => 0x1234_5670),
    found: everywhere<Cells>(noBlock),
    first: everywhere('free'),
  },
  {
    name: 'a block of another heap',
    ...pointer((s) => s.elsewhere),
    found: everywhere<Cells>({ free: 'c pointer', size: 'no', grow: 'c pointer', check: 'no' }),
    first: everywhere('free'),
  },
  {
    name: 'a large block: an underrun',
    ...pointer((s) => {
      change(s, s.large - 8, 8);
      return s.large;
    }),
    found: everywhere<Cells>({
      free: '5 pointer',
      size: 'no',
      grow: '5 pointer',
      check: 'no',
      validate: 'no',
    }),
    first: everywhere('free'),
  },
  {
    name: 'a large block: a double free',
    ...pointer((s) => {
      free(s, s.large);
      return s.large;
    }),
    found: everywhere<Cells>(noBlock),
    first: everywhere('free'),
  },
  {
    name: 'a large block: a pointer into it',
    ...pointer((s) => s.large + 0x1000),
    found: everywhere<Cells>(noBlock),
    first: everywhere('free'),
  },
];
