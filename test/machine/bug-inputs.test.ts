/** Arguments that cannot exist in C, or that C gives a meaning: a clear error or that meaning, never a silent wrap. */
import { boot, HEAP_GENERATE_EXCEPTIONS, HEAP_GROWABLE, MAXSIZE_T, MiB, STATUS_NO_MEMORY } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf, commitFor, places, reserveFor, siteOf, userOf } from '../heap/fixture.ts';

const cast = (value: unknown): number => value as number;

describe.each(architectures)('sizes, %s', (arch) => {
  const create = () => {
    const { nt, process } = userOf(arch);
    return { nt, process, heap: process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0) };
  };

  it.each([Number.NaN, 1.5, -0.5, Number.POSITIVE_INFINITY, 2 ** 65, 2n ** 65n, -(2n ** 64n)])(
    '%s is no byte count: RangeError, and nothing has changed',
    (size) => {
      const { nt, process, heap } = create();
      const block = process.RtlAllocateHeap(heap, 0, 8);
      const before = nt.debug.heap(process, heap);
      expect(() => process.RtlAllocateHeap(heap, 0, size)).toThrow(RangeError);
      expect(() => process.RtlReAllocateHeap(heap, 0, block, size)).toThrow(RangeError);
      expect(() => process.RtlCreateHeap(HEAP_GROWABLE, 0, size, 0, 0, 0)).toThrow(RangeError);
      expect(() => process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, size, 0, 0)).toThrow(RangeError);
      expect(nt.debug.heap(process, heap)).toEqual(before);
      expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    },
  );

  it.each(['8', undefined, null, {}, [], true, Symbol.iterator])(
    '%s is no number at all: an error',
    (size) => {
      const { process, heap } = create();
      expect(() => process.RtlAllocateHeap(heap, 0, cast(size))).toThrow();
      expect(process.RtlAllocateHeap(heap, 0, 8)).not.toBe(0);
    },
  );

  it('a bigint is the number it is', () => {
    const { process, heap } = create();
    expect(process.RtlSizeHeap(heap, 0, process.RtlAllocateHeap(heap, 0, 4096n))).toBe(4096);
  });

  it('-0 is 0', () => {
    const { process, heap } = create();
    expect(process.RtlSizeHeap(heap, 0, process.RtlAllocateHeap(heap, 0, -0))).toBe(0);
  });

  it('-1 and MAXSIZE_T are the largest size: there is no memory for it', () => {
    const { process, heap } = create();
    for (const size of [-1, MAXSIZE_T, arch === 'x64' ? 2n ** 64n - 1n : 0xffff_ffff]) {
      expect(process.RtlAllocateHeap(heap, 0, size)).toBe(0);
      expect(codeOf(process, () => process.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, size))).toBe(
        STATUS_NO_MEMORY,
      );
    }
  });

  it('sizes that do not fit the pointer are refused on x86 and only too large on x64', () => {
    const { process, heap } = create();
    if (arch === 'x86') expect(() => process.RtlAllocateHeap(heap, 0, 2 ** 32)).toThrow(RangeError);
    else expect(process.RtlAllocateHeap(heap, 0, 2 ** 32)).toBe(0);
    for (const bytes of [2 ** 31 - 9, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1])
      expect(process.RtlAllocateHeap(heap, 0, bytes)).toBe(0);
  });
});

describe.each(architectures)('addresses and handles, %s', (arch) => {
  it.each([Number.NaN, 1.5, -1, -8, 2 ** 53, 2 ** 60, -(2 ** 60), Number.POSITIVE_INFINITY])(
    '%s as a block or a handle: an error, an exception or a stop; never success',
    (wrong) => {
      for (const use of ['block', 'handle'] as const) {
        const { nt, process } = userOf(arch);
        const heap = process.processHeap;
        const block = process.RtlAllocateHeap(heap, 0, 8);
        const attempt = () =>
          use === 'block' ? process.RtlFreeHeap(heap, 0, wrong) : process.RtlFreeHeap(wrong, 0, block);
        let kind: string;
        try {
          kind = nt.outcome(attempt).kind;
        } catch (thrown) {
          kind = thrown instanceof RangeError || thrown instanceof TypeError ? 'error' : String(thrown);
        }
        expect(['error', 'raised', 'stopped']).toContain(kind);
        expect(nt.outcome(() => nt.KeGetCurrentIrql()).kind).toBe('returned'); // no bug check from user mode
      }
    },
  );

  it.each([-0x1000, 0x8000_0000, 0xdead_0000, 0xffff_f000])(
    'user mode: %i as a handle or as Parameters never stops the machine',
    (address) => {
      const { nt, process } = userOf(arch);
      if (arch === 'x86' && address < 0) return;
      for (const call of [
        () => process.RtlAllocateHeap(address, 0, 8),
        () => process.RtlDestroyHeap(address),
        () => process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, address),
      ])
        expect(nt.outcome(() => process.outcome(call))).not.toMatchObject({ value: { kind: 'bugcheck' } });
      expect(nt.outcome(() => nt.KeGetCurrentIrql()).kind).toBe('returned');
    },
  );
});

describe.each(places)('a commit routine given as an address, $arch $mode mode', ({ arch, mode }) => {
  it('when no page is left for its cells: the allocation fails, nothing else', () => {
    const { nt, caller } = siteOf(arch, mode, { physicalMemory: MiB });
    const routine = nt.functionAddress(() => 0, 'NeverCalled');
    const base = reserveFor(caller, 0x40000, 0x1000);
    const heap = caller.RtlCreateHeap(0, base, 0x40000, 0x1000, 0, { CommitRoutine: routine });
    const rest = reserveFor(caller, MiB);
    for (let at = rest; commitFor(caller, at, 0x1000) === 0; at += 0x1000);
    expect(nt.outcome(() => caller.RtlAllocateHeap(heap, 0, 0x5000))).toEqual({ kind: 'returned', value: 0 });
  });
});

describe('boot', () => {
  it.each([
    [{ arch: 'arm' }, TypeError],
    [{ profile: '' }, TypeError],
    [{ verifier: true }, TypeError],
    [{ onViolation: 'ignore' }, TypeError],
    [{ processors: 0 }, RangeError],
    [{ processors: 1.5 }, RangeError],
    [{ processors: 65 }, RangeError],
    [{ physicalMemory: Number.NaN }, RangeError],
    [{ physicalMemory: 1 }, RangeError],
    [{ physicalMemory: 2 ** 20 + 1 }, RangeError],
    [{ userBytes: -1 }, RangeError],
    [{ userBytes: 2 ** 20 + 1 }, RangeError],
    [{ kernelBytes: 2 ** 40 }, RangeError],
    [{ seed: -1 }, RangeError],
    [{ seed: '1' }, RangeError],
  ] as const)('refuses %j', (options, error) => {
    expect(() => boot(options as never)).toThrow(error);
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 50])('reserve refuses %s bytes', (bytes) => {
    expect(() => boot().reserve({ bytes })).toThrow(RangeError);
    expect(() => boot().reserve({ bytes: 0x1000, commit: bytes === 0 ? 0x2000 : bytes })).toThrow(RangeError);
  });
});
