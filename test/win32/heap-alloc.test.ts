/** HeapAlloc by the statements of its two pages: S2 (today's) and S5 (of 1998). */
import {
  EXCEPTION_EXECUTE_HANDLER,
  KiB,
  MAXSIZE_T,
  MiB,
  STATUS_ACCESS_VIOLATION,
  STATUS_HEAP_CORRUPTION,
  STATUS_NO_MEMORY,
} from 'irqlab';
import { HEAP_GENERATE_EXCEPTIONS, HEAP_NO_SERIALIZE, HEAP_ZERO_MEMORY } from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { routineContracts } from '../../src/routine-sets.ts';
import { architectures, codeOf, ended, recordOf, reserveFor, userOf } from '../heap/fixture.ts';

/** A process that damage does not end, and a growable heap. */
function program(arch: 'x64' | 'x86', options = 0, boot = {}) {
  const site = userOf(arch, false, boot);
  return { ...site, heap: site.process.HeapCreate(options, 0, 0) };
}

/** The same with a heap of 4 MB that cannot grow: a request of 0x7FFF8 bytes is not for it. */
function limited(arch: 'x64' | 'x86', options = 0, boot = {}) {
  const site = userOf(arch, false, boot);
  return { ...site, heap: site.process.HeapCreate(options, 0, 4 * MiB) };
}

const TOO_LARGE = 0x7fff8;
const MARK = 0xdead_beef;

describe.each(architectures)('HeapAlloc, %s', (arch) => {
  it('S2-001, S2-017, S2-020, S5-001, S5-009, S5-012: gives the address of a block of so many bytes', () => {
    const { process, heap } = program(arch);
    for (const bytes of [1, 8, 17, 500, 4096, 100 * KiB]) {
      const block = process.HeapAlloc(heap, 0, bytes);
      process.memory.fill(block, bytes, 0x5a);
      expect(process.HeapSize(heap, 0, block)).toBe(bytes);
      expect(process.HeapValidate(heap, 0, block)).toBe(1);
    }
    expect(process.HeapValidate(heap, 0, 0)).toBe(1);
  });

  it('S2-002, S2-034, S5-001: no block moves, so free memory stays in pieces', () => {
    const { process } = userOf(arch);
    const heap = process.HeapCreate(0, 0, 64 * KiB); // no front end serves it
    const blocks: number[] = [];
    for (;;) {
      const block = process.HeapAlloc(heap, 0, 1000);
      if (block === 0) break;
      process.memory.writeUint32(block, blocks.length);
      blocks.push(block);
    }
    for (let n = 0; n < blocks.length; n += 2) process.HeapFree(heap, 0, blocks[n] ?? 0);
    const [free, most] = [(blocks.length >> 1) * 1000, process.HeapCompact(heap, 0)];
    expect([free > 25_000, most < 4000]).toEqual([true, true]);
    expect(process.HeapAlloc(heap, 0, 8000)).toBe(0);
    for (let n = 1; n < blocks.length; n += 2) expect(process.memory.readUint32(blocks[n] ?? 0)).toBe(n);
  });

  it('S2-003, S5-004: the handle comes from HeapCreate or GetProcessHeap; anything else is no heap', () => {
    const { process, heap } = program(arch);
    expect(process.HeapAlloc(heap, 0, 8)).not.toBe(0);
    expect(process.HeapAlloc(process.GetProcessHeap(), 0, 8)).not.toBe(0);
    const noHeap = reserveFor(process, 0x1000, 0x1000);
    expect(process.HeapAlloc(noHeap, 0, 8)).toBe(0);
    expect(codeOf(process, () => process.HeapAlloc(noHeap, HEAP_GENERATE_EXCEPTIONS, 8))).toBe(
      STATUS_ACCESS_VIOLATION,
    );
  });

  it('S2-030: GetProcessHeap is the heap that the process started with', () => {
    const { nt, process } = userOf(arch);
    expect(process.GetProcessHeap()).toBe(process.processHeap);
    const block = process.HeapAlloc(process.GetProcessHeap(), 0, 5000);
    const all = nt.debug.heapBlocks(process, process.processHeap);
    expect(all.some(({ address, state }) => address === block && state === 'busy')).toBe(true);
  });

  it('S2-004, S2-005, S5-005: flags of a call count beside those of the heap, and combine', () => {
    const { process, heap } = limited(arch);
    const flags = HEAP_GENERATE_EXCEPTIONS | HEAP_ZERO_MEMORY | HEAP_NO_SERIALIZE;
    const dirty = process.HeapAlloc(heap, 0, 64);
    process.memory.fill(dirty, 64, 0xff);
    process.HeapFree(heap, 0, dirty);
    const clean = process.HeapAlloc(heap, flags, 64);
    expect(clean).toBe(dirty);
    expect([...process.memory.readBytes(clean, 64)].every((byte) => byte === 0)).toBe(true);
    expect(codeOf(process, () => process.HeapAlloc(heap, flags, TOO_LARGE))).toBe(STATUS_NO_MEMORY);
  });

  it('S2-006, S2-009, S2-014: the flags have these values', () => {
    expect([HEAP_NO_SERIALIZE, HEAP_GENERATE_EXCEPTIONS, HEAP_ZERO_MEMORY]).toEqual([1, 4, 8]);
  });

  it('S2-007, S2-021, S5-006, S5-013: a failure is NULL, and with HEAP_GENERATE_EXCEPTIONS an exception', () => {
    const { process, heap } = limited(arch);
    expect(process.HeapAlloc(heap, 0, TOO_LARGE)).toBe(0);
    expect(codeOf(process, () => process.HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, TOO_LARGE))).toBe(
      STATUS_NO_MEMORY,
    );
  });

  it('S2-008: given to HeapCreate the flag counts for every call', () => {
    const { process, heap } = limited(arch, HEAP_GENERATE_EXCEPTIONS);
    for (const flags of [0, HEAP_ZERO_MEMORY])
      expect(codeOf(process, () => process.HeapAlloc(heap, flags, TOO_LARGE))).toBe(STATUS_NO_MEMORY);
    expect(process.HeapAlloc(heap, 0, 100)).not.toBe(0);
  });

  it('S2-015, S2-016, S5-008: bytes are zero when HEAP_ZERO_MEMORY asks for it, and what they were when not', () => {
    for (const bytes of [64, 3000, 60_000]) {
      const { process, heap } = limited(arch);
      const sum = (block: number): number =>
        process.memory.readBytes(block, bytes).reduce((total, byte) => total + byte, 0);
      const block = process.HeapAlloc(heap, 0, bytes);
      process.memory.fill(block, bytes, 0xa5);
      process.HeapFree(heap, 0, block);
      const again = process.HeapAlloc(heap, 0, bytes);
      expect(again).toBe(block);
      expect(sum(again)).toBeGreaterThan(0xa5 * (bytes - 32));
      process.HeapFree(heap, 0, again);
      expect(sum(process.HeapAlloc(heap, HEAP_ZERO_MEMORY, bytes))).toBe(0);
    }
  });

  it('S2-018, S2-019, S5-010, S5-011: on a heap with a maximum size a request is less than 0x7FFF8', () => {
    const { process, heap } = limited(arch);
    // The Size of a header counts 0xFFFF granules, which is all of 0x7FFF8 bytes on x86.
    const largest = arch === 'x64' ? 0x7fff7 : 0x7fff0;
    const block = process.HeapAlloc(heap, 0, largest);
    expect(process.HeapSize(heap, 0, block)).toBe(largest);
    process.memory.fill(block, largest, 1);
    expect(process.HeapValidate(heap, 0, 0)).toBe(1);
    for (const bytes of [TOO_LARGE, TOO_LARGE + 1, 0x80000, 1 * MiB])
      expect(process.HeapAlloc(heap, 0, bytes)).toBe(0);
    const growable = process.HeapCreate(0, 0, 0);
    expect(process.HeapAlloc(growable, 0, TOO_LARGE)).not.toBe(0);
    expect(process.HeapAlloc(growable, 0, 3 * MiB)).not.toBe(0);
  });

  it('S2-022, S2-024, S2-026, S5-014, S5-015: lack of memory is STATUS_NO_MEMORY, which GetExceptionCode tells', () => {
    const { process, heap, P } = program(arch, 0, { physicalMemory: 4 * MiB });
    const take = () => process.HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, 64 * KiB);
    const code = process.__try(
      () => {
        for (;;) take();
      },
      process.__except(EXCEPTION_EXECUTE_HANDLER, () => process.GetExceptionCode()),
    );
    expect(code).toBe(STATUS_NO_MEMORY);
    expect(recordOf(process, take)).toMatchObject({
      ExceptionCode: STATUS_NO_MEMORY,
      ExceptionFlags: 0,
      ExceptionInformation: [64 * KiB + 2 * P],
    });
    expect(process.HeapAlloc(heap, 0, 64 * KiB)).toBe(0);
  });

  describe.each([
    ['of a free block’s header', -8, STATUS_ACCESS_VIOLATION],
    ['of the list of free blocks', 0, STATUS_NO_MEMORY],
  ])('damage %s', (_, at, code) => {
    const damaged = (terminates: boolean) => {
      const site = userOf(arch, terminates);
      const heap = site.process.HeapCreate(0, 0, MiB);
      const [block = 0] = [1, 2, 3].map(() => site.process.HeapAlloc(heap, 0, 200));
      site.process.HeapFree(heap, 0, block);
      site.process.memory.fill(block + at, 8, 0x41);
      return { ...site, heap };
    };

    it('S2-023, S2-024, S2-025, S5-016, S5-017: its nature decides which of the two exceptions it is', () => {
      const { process, heap } = damaged(false);
      process.SetLastError(MARK);
      expect(codeOf(process, () => process.HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, 200))).toBe(code);
      expect(process.HeapAlloc(heap, 0, 200)).toBe(0);
      expect(process.GetLastError()).toBe(MARK);
    });

    it('where termination on corruption is on the process ends, and no handler runs', () => {
      const { process, heap } = damaged(true);
      const ran: string[] = [];
      const what = process.outcome(() =>
        process.__try(
          () =>
            process.__try(
              () => process.HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, 200),
              process.__finally(() => ran.push('finally')),
            ),
          process.__except(EXCEPTION_EXECUTE_HANDLER, () => ran.push('handler')),
        ),
      );
      expect(what).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
      expect(ran).toEqual([]);
    });
  });

  it('S2-022: STATUS_BUFFER_TOO_SMALL, which RtlAllocateHeap raises, is none of the two', () => {
    for (const profile of ['documented', 'observed'] as const) {
      const { process, heap } = limited(arch, 0, { profile });
      expect(codeOf(process, () => process.HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, 2 * MiB))).toBe(
        STATUS_NO_MEMORY,
      );
    }
  });

  it('S2-027, S2-028, S5-018, S5-019: a failure leaves the last error alone', () => {
    const { process, heap } = limited(arch);
    process.SetLastError(MARK);
    expect(process.HeapAlloc(heap, 0, TOO_LARGE)).toBe(0);
    expect(process.HeapAlloc(heap, 0, MAXSIZE_T)).toBe(0);
    codeOf(process, () => process.HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, TOO_LARGE));
    expect(process.GetLastError()).toBe(MARK);
  });

  it('S2-029: at least that many bytes can be used', () => {
    const { process, heap } = program(arch);
    const all = Array.from({ length: 300 }, (_, bytes) => {
      const block = process.HeapAlloc(heap, 0, bytes);
      process.memory.fill(block, bytes, bytes & 0xff);
      return { block, bytes };
    });
    for (const { block, bytes } of all)
      expect(process.memory.readBytes(block, bytes).every((byte) => byte === (bytes & 0xff))).toBe(true);
    expect(process.HeapValidate(heap, 0, 0)).toBe(1);
  });

  it('S2-031, S2-032: valid until HeapFree, or until HeapReAlloc moves it', () => {
    const { process, heap } = limited(arch);
    const [first, second, guard] = [1, 2, 3].map(() => process.HeapAlloc(heap, 0, 100));
    expect(process.HeapFree(heap, 0, first ?? 0)).toBe(1);
    expect(process.HeapValidate(heap, 0, first ?? 0)).toBe(0);
    const moved = process.HeapReAlloc(heap, 0, second ?? 0, 5000);
    expect(moved).not.toBe(second);
    expect(process.HeapValidate(heap, 0, second ?? 0)).toBe(0);
    for (const block of [moved, guard]) expect(process.HeapValidate(heap, 0, block ?? 0)).toBe(1);
  });

  it('S2-033: a block is used without a lock, also while another thread holds that of the heap and a call waits', () => {
    const { nt, process, heap } = program(arch);
    const block = process.HeapAlloc(heap, 0, 4);
    const order: string[] = [];
    process.startThread(function* () {
      yield* process.wait.HeapLock(heap);
      order.push('locked');
      yield;
      order.push(`unlocks, finds ${process.memory.readUint32(block)}`);
      process.HeapUnlock(heap);
    });
    process.startThread(function* () {
      process.memory.writeUint32(block, 77);
      order.push('used');
      yield* process.wait.HeapAlloc(heap, 0, 4);
      order.push('allocated');
    });
    nt.runThreads();
    expect(order).toEqual(['locked', 'used', 'unlocks, finds 77', 'allocated']);
  });

  it('S2-035, S2-036, S2-037: blocks are aligned to MEMORY_ALLOCATION_ALIGNMENT: 16 bytes on x64, 8 on x86', () => {
    const { process, P } = userOf(arch);
    const addresses = [0, 64 * KiB].flatMap((maximum) => {
      const heap = process.HeapCreate(0, 0, maximum);
      return Array.from({ length: 200 }, (_, bytes) => process.HeapAlloc(heap, 0, bytes));
    });
    const alignment = arch === 'x64' ? 16 : 8;
    expect(addresses.filter((address) => address % alignment !== 0)).toEqual([]);
    expect(addresses.some((address) => address % (2 * alignment) !== 0)).toBe(true);
    expect(alignment).toBe(2 * P);
  });

  it('S2-038: the low-fragmentation heap can be asked for, and then serves the blocks', () => {
    const { nt, process, heap } = program(arch);
    const value = reserveFor(process, 0x1000, 0x1000);
    process.memory.writeUint32(value, 2);
    expect(process.HeapSetInformation(heap, 0, value, 4)).toBe(1);
    const blocks = Array.from({ length: 40 }, () => process.HeapAlloc(heap, 0, 40));
    const slots = nt.debug.heapBlocks(process, heap).filter(({ slot }) => slot === true);
    expect(slots.some(({ address }) => blocks.includes(address))).toBe(true);
  });

  it('B-071: ~0 bytes are NULL, however they are written', () => {
    const { process, heap } = program(arch);
    const ways = arch === 'x64' ? [MAXSIZE_T, 2n ** 64n - 1n] : [MAXSIZE_T, 0xffff_ffff, 0xffff_ffffn];
    for (const bytes of ways) expect(process.HeapAlloc(heap, 0, bytes)).toBe(0);
  });

  it('B-072: HeapSize tells the requested size', () => {
    const { process, heap, P } = program(arch);
    for (const bytes of [0, 1, 17, 0x8000 * P, 0x100000, 3000 * 1024 + 37])
      expect(process.HeapSize(heap, 0, process.HeapAlloc(heap, 0, bytes))).toBe(bytes);
  });

  it('B-073: a growable heap gives a block that is larger than itself', () => {
    const { process, heap, P } = program(arch);
    const bytes = 5 * 0x8000 * P + 1;
    const block = process.HeapAlloc(heap, 0, bytes);
    expect(process.HeapSize(heap, 0, block)).toBe(bytes);
  });
});

describe('the declaration of HeapAlloc', () => {
  const contract = routineContracts.find(({ name }) => name === 'HeapAlloc');

  it('S2-048: it may be called in a VBS enclave', () => expect(contract?.enclave).toBe(true));

  it('S5-003: Windows NT 3.1, Windows 95', () =>
    expect(contract?.minClient).toBe('Windows NT 3.1; Windows 95'));

  it('S2-022: two codes', () => {
    expect(contract?.codes?.map(({ code }) => code)).toEqual(['STATUS_NO_MEMORY', 'STATUS_ACCESS_VIOLATION']);
  });
});
