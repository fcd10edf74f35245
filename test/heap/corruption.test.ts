/** What a damaged or misused heap leads to (BEHAVIOUR-DECISIONS 10), in kernel mode, in a process, and with termination off. */
import {
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  MEM_DECOMMIT,
  MEM_RELEASE,
  NtCurrentProcess,
  out,
  PVOID,
  SIZE_T,
  STATUS_ACCESS_VIOLATION,
  STATUS_HEAP_CORRUPTION,
  STATUS_INVALID_PARAMETER,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import {
  architectures,
  type Caller,
  codeOf,
  ended,
  recordOf,
  reserveFor,
  siteOf,
  userOf,
} from './fixture.ts';

/** Three blocks in a row, `middle` between two that keep it from merging. */
function threeBlocks(caller: Caller, flags = 0) {
  const heap = caller.RtlCreateHeap(HEAP_GROWABLE | flags, 0, 0, 0, 0, 0);
  const [front, middle, back] = [0, 1, 2].map(() => caller.RtlAllocateHeap(heap, 0, 0x58));
  return { caller, heap, front: front!, middle: middle!, back: back! };
}
type Scene = ReturnType<typeof threeBlocks>;

interface Misuse {
  readonly name: string;
  /** Does the damage and makes the call that finds it. */
  readonly run: (scene: Scene) => unknown;
  /** Type of bug check 0x13A, and the address it names. */
  readonly type: number;
  readonly at: (scene: Scene) => number;
}

const touch = ({ caller }: Scene, at: number): void =>
  caller.memory.writeUint8(at, caller.memory.readUint8(at) ^ 0x40);
const pointerBytes = ({ caller }: Scene): number => (caller.memory.architecture === 'x64' ? 8 : 4);
const free = ({ caller, heap }: Scene, block: number) => caller.RtlFreeHeap(heap, 0, block);

const misuses: readonly Misuse[] = [
  {
    name: 'an overrun by one byte, found when the block is freed',
    run: (s) => [touch(s, s.middle + 0x58), free(s, s.middle)],
    type: 3,
    at: (s) => s.back,
  },
  {
    name: 'an overrun by one byte, found when the block behind is freed',
    run: (s) => [touch(s, s.middle + 0x58), free(s, s.back)],
    type: 3,
    at: (s) => s.back,
  },
  {
    name: 'an underrun by one byte into the own header',
    run: (s) => [s.caller.memory.writeUint16(s.middle - 8, 0x1234), free(s, s.middle)],
    type: 3,
    at: (s) => s.middle,
  },
  {
    name: 'a header of zeros in front, found when the block is freed',
    run: (s) => [s.caller.memory.fill(s.front - 8, 8, 0), free(s, s.middle)],
    type: 3,
    at: (s) => s.front,
  },
  { name: 'a double free', run: (s) => [free(s, s.middle), free(s, s.middle)], type: 8, at: (s) => s.middle },
  {
    name: 'a double free of a block that has merged with the one in front',
    run: (s) => [free(s, s.front), free(s, s.middle), free(s, s.middle)],
    type: 8,
    at: (s) => s.middle,
  },
  { name: 'a misaligned pointer', run: (s) => free(s, s.middle + 4), type: 9, at: (s) => s.middle + 4 },
  { name: 'a wild pointer', run: (s) => free(s, 0x1234_5670), type: 9, at: () => 0x1234_5670 },
  {
    name: 'a pointer to the heap header',
    run: (s) => free(s, s.heap + 2 * pointerBytes(s)),
    type: 9,
    at: (s) => s.heap + 2 * pointerBytes(s),
  },
  {
    name: 'a write after free that damages a free list',
    run: (s) => {
      free(s, s.middle);
      s.caller.memory.writePointer(s.middle, s.middle + 0x40);
      s.caller.RtlAllocateHeap(s.heap, 0, 0x58);
    },
    type: 0xe,
    at: (s) => s.middle,
  },
  {
    name: 'a write after free to the header, found by the next allocation',
    run: (s) => {
      free(s, s.middle);
      touch(s, s.middle - 8);
      s.caller.RtlAllocateHeap(s.heap, 0, 0x58);
    },
    type: 3,
    at: (s) => s.middle,
  },
  {
    name: 'a header of a large block that was written over',
    run: (s) => {
      const large = s.caller.RtlAllocateHeap(s.heap, 0, 0x100000);
      touch(s, large - 6);
      free(s, large);
    },
    type: 5,
    at: (s) => s.heap + 0x40000 + 8 * pointerBytes(s),
  },
];

describe.each(architectures)('kernel mode, %s', (arch) => {
  it.each(misuses)('$name: bug check 0x13A (type, heap, address, 0)', ({ run, type, at }) => {
    for (const verifier of ['on', 'off'] as const) {
      const { nt, caller } = siteOf(arch, 'kernel', { verifier });
      const scene = threeBlocks(caller);
      const ran: string[] = [];
      const outcome = nt.outcome(() =>
        nt.__try(
          () =>
            nt.__try(
              () => run(scene),
              nt.__finally(() => ran.push('finally')),
            ),
          nt.__except(
            () => ran.push('filter'),
            () => {},
          ),
        ),
      );
      expect(outcome).toMatchObject({
        kind: 'bugcheck',
        code: 0x13a,
        parameters: [type, scene.heap, at(scene), 0],
      });
      expect(ran).toEqual([]);
      expect(nt.outcome(() => nt.RtlAllocateHeap(scene.heap, 0, 8))).toEqual(outcome);
    }
  });

  it('a block of another heap: type 0xC, and the heap that was named', () => {
    const { nt, caller } = siteOf(arch, 'kernel');
    const { middle } = threeBlocks(caller);
    const other = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const outcome = nt.outcome(() => nt.RtlFreeHeap(other, 0, middle));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0x13a, parameters: [0xc, other, middle, 0] });
  });

  it('a NULL heap handle: type 0x13', () => {
    const { nt } = siteOf(arch, 'kernel');
    const outcome = nt.outcome(() => nt.RtlAllocateHeap(0, 0, 8));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0x13a, parameters: [0x13, 0, 0, 0] });
  });

  it('with onViolation: report the finding is noted and the call gives its failure value', () => {
    const { nt, caller } = siteOf(arch, 'kernel', { onViolation: 'report' });
    const scene = threeBlocks(caller);
    expect([free(scene, scene.middle), free(scene, scene.middle)]).toEqual([1, 0]);
    expect(nt.findings).toMatchObject([{ rule: 'kernel-heap-corruption' }]);
  });
});

describe.each(architectures)('a process with termination on corruption, %s', (arch) => {
  it.each(misuses)('$name: ends with STATUS_HEAP_CORRUPTION; no filter, no finally block runs', ({ run }) => {
    const { nt, process } = userOf(arch);
    const scene = threeBlocks(process);
    const ran: string[] = [];
    const outcome = process.outcome(() =>
      process.__try(
        () =>
          process.__try(
            () => run(scene),
            process.__finally(() => ran.push('finally')),
          ),
        process.__except(
          () => ran.push('filter'),
          () => {},
        ),
      ),
    );
    expect(outcome).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
    expect([ran, process.exitCode]).toEqual([[], STATUS_HEAP_CORRUPTION]);
    expect(process.outcome(() => process.RtlAllocateHeap(scene.heap, 0, 8))).toMatchObject(
      ended(STATUS_HEAP_CORRUPTION),
    );
    expect(nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0)).not.toBe(0); // the machine goes on
  });
});

describe.each(architectures)('a process with termination off, %s', (arch) => {
  it.each(misuses)('$name: the call fails with a status and the process goes on', ({ run }) => {
    const { process } = userOf(arch, false);
    const scene = threeBlocks(process);
    expect(process.outcome(() => run(scene)).kind).toBe('returned');
    expect([STATUS_INVALID_PARAMETER, STATUS_ACCESS_VIOLATION]).toContain(process.lastStatus);
    expect(process.exitCode).toBeNull();
  });

  it('S4-016: an allocation that finds damage raises STATUS_ACCESS_VIOLATION with the flag, else NULL', () => {
    for (const flags of [0, HEAP_GENERATE_EXCEPTIONS]) {
      const { process } = userOf(arch, false);
      const { heap, middle } = threeBlocks(process, flags);
      process.RtlFreeHeap(heap, 0, middle);
      process.memory.writeUint8(middle - 7, 0x77);
      if (flags === 0) {
        expect(process.RtlAllocateHeap(heap, 0, 0x58)).toBe(0);
        expect(process.lastStatus).toBe(STATUS_ACCESS_VIOLATION);
      } else {
        const record = recordOf(process, () => process.RtlAllocateHeap(heap, 0, 0x58));
        expect(record.ExceptionCode).toBe(STATUS_ACCESS_VIOLATION);
      }
    }
  });

  it('the lock of the heap is free after a call that found damage', () => {
    const { process } = userOf(arch, false);
    const { heap, middle } = threeBlocks(process);
    process.memory.writeUint16(middle - 8, 0x1234);
    process.RtlLockHeap(heap); // every call takes the long way now
    expect(process.RtlFreeHeap(heap, 0, middle)).toBe(0);
    expect([process.RtlUnlockHeap(heap), process.RtlUnlockHeap(heap)]).toEqual([1, 0]);
  });
});

const KINDS = ['returned', 'raised', 'stopped'];

describe.each(architectures)('handles that name no heap, %s', (arch) => {
  it('S4-016: a destroyed heap’s handle and garbage fault where they point at nothing', () => {
    const { process } = userOf(arch);
    const { heap, middle } = threeBlocks(process);
    process.RtlDestroyHeap(heap);
    for (const handle of [heap, 0x5ead_0000, 0x10, 0]) {
      expect(codeOf(process, () => process.RtlAllocateHeap(handle, 0, 8))).toBe(STATUS_ACCESS_VIOLATION);
      expect(codeOf(process, () => process.RtlFreeHeap(handle, 0, middle))).toBe(STATUS_ACCESS_VIOLATION);
      expect(codeOf(process, () => process.RtlReAllocateHeap(handle, 0, middle, 8))).toBe(
        STATUS_ACCESS_VIOLATION,
      );
      expect([process.RtlLockHeap(handle), process.RtlValidateHeap(handle, 0, 0)]).toEqual([0, 0]);
    }
  });

  it('a heap whose signature was written over is no heap any more', () => {
    const { process } = userOf(arch);
    const { heap, middle } = threeBlocks(process, HEAP_NO_SERIALIZE);
    const signature = heap + (arch === 'x64' ? 0x90 : 0x60);
    process.memory.writeUint32(signature, 0);
    expect(process.RtlAllocateHeap(heap, 0, 8)).toBe(0);
    expect(process.RtlFreeHeap(heap, 0, middle)).toBe(0);
    expect(process.RtlSizeHeap(heap, 0, middle)).toBe(-1);
    expect(process.RtlDestroyHeap(heap)).toBe(heap);
    process.memory.writeUint32(signature, 0xeeffeeff);
    expect(process.RtlFreeHeap(heap, 0, middle)).toBe(1);
  });

  it('memory under a heap that its process gave back: the next call ends, one way or the other', () => {
    for (const [how, bytes] of [
      [MEM_DECOMMIT, 0x1000],
      [MEM_RELEASE, 0],
    ] as const) {
      const { process } = userOf(arch);
      const { heap, middle } = threeBlocks(process);
      const [base, size] = [out(PVOID, heap), out(SIZE_T, bytes)];
      expect(process.NtFreeVirtualMemory(NtCurrentProcess(), base, size, how)).toBe(0);
      expect(KINDS).toContain(process.outcome(() => process.RtlFreeHeap(heap, 0, middle)).kind);
      expect(KINDS).toContain(process.outcome(() => process.RtlDestroyHeap(heap)).kind);
    }
  });

  it('a reservation that took the place of a heap’s memory: the call ends too', () => {
    const { process } = userOf(arch);
    const { heap } = threeBlocks(process);
    const [base, size] = [out(PVOID, heap), out(SIZE_T, 0)];
    process.NtFreeVirtualMemory(NtCurrentProcess(), base, size, MEM_RELEASE);
    expect(reserveFor(process, 0x40000, 0x1000)).toBe(heap);
    expect(KINDS).toContain(process.outcome(() => process.RtlAllocateHeap(heap, 0, 8)).kind);
  });
});
