/**
 * The short way of the back end must never be seen: the same results, and the same bytes in memory, as the long way
 * has, whatever is asked for and whatever a guest wrote over the heap before.
 */
import fc from 'fast-check';
import {
  type Architecture,
  boot,
  HEAP_CREATE_ALIGN_16,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  type Nt,
  NtCurrentProcess,
  out,
  PAGE_READONLY,
  PVOID,
  SIZE_T,
  STATUS_SUCCESS,
  ULONG,
  type UserProcess,
} from 'irqlab';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Heap } from '../../src/heap/heap.ts';
import { propertyRuns } from '../property-runs.ts';
import { same } from '../same.ts';
import { theLongWay } from './long-way.ts';

const architectures = ['x64', 'x86'] as const;
const options = { userBytes: 32 * 2 ** 20, kernelBytes: 2 ** 20, physicalMemory: 32 * 2 ** 20 };

afterEach(() => {
  vi.restoreAllMocks();
});

interface Step {
  /** 0 to 5 allocate, 6 and 7 resize, others free. */
  readonly what: number;
  readonly at: number;
  readonly bytes: number;
}

/** A word that the guest writes: which step it follows, where in the heap, and what is changed in it. */
interface Damage {
  readonly after: number;
  readonly word: number;
  readonly bits: number;
}

const sizes = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 1500 }) },
  { weight: 4, arbitrary: fc.integer({ min: 1500, max: 20_000 }) },
  { weight: 3, arbitrary: fc.integer({ min: 16_000, max: 130_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 100_000, max: 600_000 }) },
);

const steps = (length: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.record({ what: fc.nat({ max: 12 }), at: fc.nat(), bytes: sizes }), {
    minLength: length,
    maxLength: length,
    size: 'max',
  });

interface Kind {
  readonly arch: Architecture;
  readonly name: string;
  readonly flags: number;
  readonly parameters: Parameters<UserProcess['RtlCreateHeap']>[5];
}

const kinds: readonly Kind[] = architectures.flatMap((arch) => [
  { arch, name: 'growable', flags: HEAP_GROWABLE, parameters: 0 as const },
  {
    arch,
    name: 'growable, with thresholds',
    flags: HEAP_GROWABLE,
    parameters: { DeCommitFreeBlockThreshold: 0x3000, DeCommitTotalFreeThreshold: 0x8000 },
  },
  {
    arch,
    name: 'unserialized, aligned to 16',
    flags: HEAP_GROWABLE | HEAP_NO_SERIALIZE | HEAP_CREATE_ALIGN_16,
    parameters: 0 as const,
  },
]);

/** What the steps give, and what the machine is after every so many of them. */
function play(
  { arch, flags, parameters }: Kind,
  program: readonly Step[],
  damages: readonly Damage[],
): unknown[] {
  const nt = boot({ arch, ...options });
  const process = nt.startProcess();
  const heap = process.RtlCreateHeap(flags, 0, 0, 0, 0, parameters);
  const seen: unknown[] = [];
  const live: number[] = [];
  const ended = nt.outcome(() => {
    process.run(() => {
      program.forEach((step, index) => {
        perform(process, heap, live, step, seen);
        for (const damage of damages) if (damage.after === index) spoil(process, heap, damage);
        if (index % 50 === 49) seen.push(JSON.stringify(nt.debug.fingerprints()));
      });
    });
  });
  seen.push(JSON.stringify(ended), JSON.stringify(nt.debug.fingerprints()));
  return seen;
}

function perform(process: UserProcess, heap: number, live: number[], step: Step, seen: unknown[]): void {
  const { what, at, bytes } = step;
  if (what <= 5 || live.length === 0) {
    const address = process.RtlAllocateHeap(heap, what === 5 ? HEAP_GENERATE_EXCEPTIONS : 0, bytes);
    if (address !== 0) live.push(address);
    seen.push(address);
    return;
  }
  const which = at % live.length;
  const address = live[which] as number;
  if (what <= 7) {
    const moved = process.RtlReAllocateHeap(heap, 0, address, bytes);
    if (moved !== 0) live[which] = moved;
    seen.push(moved);
  } else {
    live.splice(which, 1);
    seen.push(process.RtlFreeHeap(heap, 0, address));
  }
}

/** Flips bits of a word of the heap whose page has memory. */
function spoil({ memory }: UserProcess, heap: number, { word, bits }: Damage): void {
  const address = heap + 4 * word;
  try {
    memory.writeUint32(address, (memory.readUint32(address) ^ bits) >>> 0);
  } catch {
    // No memory there.
  }
}

const expectSame = (kind: Kind, program: readonly Step[], damages: readonly Damage[]): void => {
  const short = play(kind, program, damages);
  const long = theLongWay(() => play(kind, program, damages));
  for (const [index, value] of long.entries()) same(short[index], value);
  same(short.length, long.length);
};

describe.each(kinds)('$arch, $name', (kind) => {
  test('random calls have the results and leave the bytes that they do the long way', () => {
    fc.assert(
      fc.property(steps(300), (program) => expectSame(kind, program, [])),
      { numRuns: propertyRuns(2), seed: 20261122, endOnFailure: true },
    );
  });

  test('words that the guest wrote are found, or not, by the call that finds them the long way', () => {
    const damages = fc.array(
      fc.record({
        after: fc.integer({ min: 20, max: 110 }),
        word: fc.oneof(fc.nat({ max: 0x400 }), fc.nat({ max: 0x8000 })),
        bits: fc.oneof(
          fc.nat({ max: 31 }).map((bit) => 1 << bit),
          fc.integer(),
        ),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(steps(120), damages, (program, spoiled) => expectSame(kind, program, spoiled)),
      { numRuns: propertyRuns(8), seed: 20261122, endOnFailure: true },
    );
  });
});

describe.each(architectures)('who takes the short way, %s', (arch) => {
  const start = (): { nt: Nt; process: UserProcess; heap: number } => {
    const nt = boot({ arch, ...options });
    const process = nt.startProcess();
    return { nt, process, heap: process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0) };
  };

  test('a block that a free one can serve, and its free, come to no door', () => {
    const { process, heap } = start();
    const take = vi.spyOn(Heap.prototype, 'take');
    const give = vi.spyOn(Heap.prototype, 'give');
    process.run(() => {
      const first = process.RtlAllocateHeap(heap, 0, 20_000);
      expect(take).toHaveBeenCalledTimes(1); // the heap had to grow
      expect(process.RtlFreeHeap(heap, 0, first)).toBe(1);
      expect(process.RtlAllocateHeap(heap, 0, 20_000)).toBe(first);
    });
    expect(take).toHaveBeenCalledTimes(1);
    expect(give).not.toHaveBeenCalled();
  });

  test('a listener sees every block', () => {
    const { nt, process, heap } = start();
    const kept: string[] = [];
    nt.events.on((event) => kept.push(event.kind));
    process.run(() => {
      process.RtlFreeHeap(heap, 0, process.RtlAllocateHeap(heap, 0, 20_000));
      process.RtlFreeHeap(heap, 0, process.RtlAllocateHeap(heap, 0, 20_000));
    });
    expect(kept.filter((kind) => kind === 'allocate' || kind === 'free')).toEqual([
      'allocate',
      'free',
      'allocate',
      'free',
    ]);
  });

  test('requests of one size are counted until it has a bucket', () => {
    const { process, heap } = start();
    const take = vi.spyOn(Heap.prototype, 'take');
    process.run(() => {
      const blocks = Array.from({ length: 0x30 }, () => process.RtlAllocateHeap(heap, 0, 100));
      expect(blocks.every((address) => address !== 0)).toBe(true);
    });
    // Growth aside, the one long call is that which cuts slots.
    expect(take.mock.calls.filter(([n]) => n > 200)).toHaveLength(1);
  });
});

describe.each(architectures)(
  'what is damaged is found by the call that finds it the long way, %s',
  (arch) => {
    const wide = arch === 'x64';
    const blink = wide ? 8 : 4;

    interface Scene {
      readonly process: UserProcess;
      readonly heap: number;
      /** A free block of 30,000 bytes between busy ones, and a busy one. */
      readonly free: number;
      readonly busy: number;
      /** A busy block in front of the free one, and one between busy ones. */
      readonly front: number;
      readonly apart: number;
    }

    const flip = ({ process: { memory } }: Scene, address: number, bits: number): void => {
      memory.writeUint32(address, (memory.readUint32(address) ^ bits) >>> 0);
    };
    const take = ({ process, heap }: Scene): number => process.RtlAllocateHeap(heap, 0, 25_000);
    const give = ({ process, heap, busy }: Scene): number => process.RtlFreeHeap(heap, 0, busy);
    const next = ({ process: { memory }, free }: Scene): number => memory.readPointer(free);

    /** What is damaged: the address of a word and the bits in it that change; and the call that finds it. */
    const damages: readonly (readonly [
      string,
      (scene: Scene) => number,
      number,
      (scene: Scene) => number,
    ])[] = [
      ['a checksum', ({ free }) => free - 8, 0x0100_0000, take],
      ['a size', ({ free }) => free - 8, 0x0001_0001, take],
      ['what the next block names', (scene) => next(scene) + blink, 0x100, take],
      ['a link, forward', ({ free }) => free, 0x100, take],
      ['a link, back', ({ free }) => free + blink, 0x100, take],
      ['the alignment of a link', ({ free }) => free, 0x3, take],
      ['the other half of a link, forward', ({ free }) => free + blink / 2, 0x3, take],
      ['the other half of a link, back', ({ free }) => free + 1.5 * blink, 0x3, take],
      ['a list that a free block would join', (scene) => next(scene) + blink, 0x100, give],
      ['links of the block in front', ({ free }) => free, 0x100, give],
      ['the header of the block in front', ({ free }) => free - 8, 0x100, give],
      ['the header of the block behind', ({ busy }) => busy + 20_000 + (wide ? 8 : 0), 0x100, give],
      ['the own header', ({ busy }) => busy - 8, 0x0100_0000, give],
    ];

    /** What is freed that is no block. */
    const addresses: readonly (readonly [string, (scene: Scene) => number])[] = [
      [
        'an address between granules, with busy neighbours',
        ({ process, heap }) => {
          const blocks = [3000, 3000, 3000].map((bytes) => process.RtlAllocateHeap(heap, 0, bytes));
          return (blocks[1] as number) + 2;
        },
      ],
      ['a free block', ({ free }) => free],
      [
        'a block that is cut into slots',
        ({ process, heap }) => {
          const blocks = Array.from({ length: 0x30 }, () => process.RtlAllocateHeap(heap, 0, 40));
          // The request that activates the bucket is the first that gets a slot.
          return Math.min(...blocks.slice(0x12)) - (wide ? 16 : 8);
        },
      ],
    ];

    const run = (act: (scene: Scene) => number): string[] => {
      const nt = boot({ arch, ...options });
      const process = nt.startProcess();
      // With a threshold above what is ever free: pages of the free block stay.
      const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, {
        DeCommitTotalFreeThreshold: 0x10_0000,
      });
      const outcome = nt.outcome(() =>
        process.run(() => {
          const [front, free, busy, , apart] = [4000, 30_000, 20_000, 18_000, 22_000, 5000].map((bytes) =>
            process.RtlAllocateHeap(heap, 0, bytes),
          ) as [number, number, number, number, number];
          // A page that was never written is for the long way.
          for (let at = free; at < apart + 24_000; at += 2048) process.memory.writeUint8(at, at & 0xff);
          expect(process.RtlFreeHeap(heap, 0, free)).toBe(1);
          return act({ process, heap, front, free, busy, apart });
        }),
      );
      return [outcome.kind, JSON.stringify(outcome), JSON.stringify(nt.debug.fingerprints())];
    };

    const expectFound = (act: (scene: Scene) => number): void => {
      const short = run(act);
      expect(short).toEqual(theLongWay(() => run(act)));
      expect(short[0]).not.toBe('returned');
    };

    test.each(damages)('%s', (_, word, bits, call) => {
      expectFound((scene) => {
        flip(scene, word(scene), bits);
        return call(scene);
      });
    });

    test('a list that a block joins whose neighbours are busy', () => {
      expectFound((scene) => {
        flip(scene, scene.free + blink, 0x100);
        return scene.process.RtlFreeHeap(scene.heap, 0, scene.apart);
      });
    });

    test.each([
      ['a block is cut', take],
      ['two blocks become one', ({ process, heap, front }: Scene) => process.RtlFreeHeap(heap, 0, front)],
    ] as const)('the page of the header behind cannot be written when %s', (_, call) => {
      expectFound((scene) => {
        const page = out(PVOID, scene.busy - 8 - ((scene.busy - 8) % 0x1000));
        const protect = scene.process.NtProtectVirtualMemory;
        expect(protect(NtCurrentProcess(), page, out(SIZE_T, 0x1000), PAGE_READONLY, out(ULONG))).toBe(
          STATUS_SUCCESS,
        );
        return call(scene);
      });
    });

    test.each(addresses)('%s', (_, address) => {
      expectFound((scene) => scene.process.RtlFreeHeap(scene.heap, 0, address(scene)));
    });
  },
);
