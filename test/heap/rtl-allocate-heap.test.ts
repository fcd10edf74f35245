import {
  APC_LEVEL,
  HEAP_CREATE_ALIGN_16,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  HEAP_ZERO_MEMORY,
  KIRQL,
  out,
  routineContracts,
  STATUS_ACCESS_VIOLATION,
  STATUS_NO_MEMORY,
  STATUS_SUCCESS,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf, places, reserveFor, siteOf, userOf } from './fixture.ts';

describe('RtlAllocateHeap, its declaration', () => {
  const contract = routineContracts.find(({ name }) => name === 'RtlAllocateHeap');

  it('S4-002: Windows XP and later', () => expect(contract?.minClient).toBe('Windows XP'));

  it('S4-003: ntifs.h; NtosKrnl.exe for kernel mode, ntdll.dll for user mode', () => {
    expect(contract).toMatchObject({ header: 'ntifs.h', modes: ['kernel', 'user'] });
    expect(contract?.dll).toMatch(/NtosKrnl\.exe.*ntdll\.dll/);
    const { nt, process } = userOf('x64');
    expect([typeof nt.RtlAllocateHeap, typeof process.RtlAllocateHeap]).toEqual(['function', 'function']);
  });
});

describe.each(places)('RtlAllocateHeap, $arch $mode mode', ({ arch, mode }) => {
  const create = (flags = HEAP_GROWABLE) => {
    const site = siteOf(arch, mode);
    const heap = site.caller.RtlCreateHeap(flags, 0, 0, 0, 0, 0);
    return { ...site, heap, live: () => site.nt.debug.heap(site.process, heap) };
  };

  it('S4-001, S4-015: the result points at a new block, apart from every other one', () => {
    const { caller, heap, live } = create();
    const blocks = [1, 8, 24, 100, 5000, 0x20000].map((bytes, fill) => {
      const address = caller.RtlAllocateHeap(heap, 0, bytes);
      caller.memory.fill(address, bytes, fill + 1);
      return { address, bytes, fill: fill + 1 };
    });
    for (const { address, bytes, fill } of blocks) {
      expect(new Set(caller.memory.readBytes(address, bytes))).toEqual(new Set([fill]));
    }
    expect(live()).toMatchObject({ liveBlocks: 6, complete: true });
  });

  it('S4-012, S4-020: a block has the bytes asked for, and all of them can be written without damage', () => {
    const { nt, caller, process, heap } = create();
    for (const bytes of [0, 1, 7, 8, 9, 23, 24, 25, 1015, 1016, 1017, 4096, 0x7f000]) {
      const address = caller.RtlAllocateHeap(heap, 0, bytes);
      caller.memory.fill(address, bytes, 0xff);
      expect(caller.RtlSizeHeap(heap, 0, address)).toBe(bytes);
      expect(nt.debug.heapFinding(process, heap)).toBeNull();
    }
  });

  it('S4-005: only the handle that RtlCreateHeap gave names the heap', () => {
    const { nt, caller, heap, process } = create();
    const other = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const before = nt.debug.heap(process, other);
    expect(caller.RtlAllocateHeap(heap, 0, 64)).not.toBe(0);
    expect(nt.debug.heap(process, other)).toEqual(before);
    const wrong = caller.RtlAllocateHeap(heap, 0, 64); // memory, but no heap
    expect(caller.RtlAllocateHeap(wrong, 0, 64)).toBe(0);
  });

  it('S4-006, S4-008: Flags may be 0 and any combination of the three', () => {
    const { caller, heap } = create();
    for (const a of [0, HEAP_GENERATE_EXCEPTIONS])
      for (const b of [0, HEAP_NO_SERIALIZE])
        for (const c of [0, HEAP_ZERO_MEMORY]) {
          const address = caller.RtlAllocateHeap(heap, a | b | c, 48);
          expect(caller.RtlSizeHeap(heap, 0, address)).toBe(48);
        }
  });

  it('S4-007: a flag of the call holds where creation did not give it, for this call only', () => {
    const { caller, heap } = create();
    const tooMuch = 2 ** 30;
    expect(codeOf(caller, () => caller.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, tooMuch))).toBe(
      STATUS_NO_MEMORY,
    );
    expect(caller.RtlAllocateHeap(heap, 0, tooMuch)).toBe(0);
  });

  it('S4-009: a flag of creation holds for a call without it: the failure is raised and NULL never returned', () => {
    const { caller, heap } = create(HEAP_GROWABLE | HEAP_GENERATE_EXCEPTIONS);
    let returned: number | undefined;
    const code = codeOf(caller, () => {
      returned = caller.RtlAllocateHeap(heap, 0, 2 ** 30);
    });
    expect([code, returned]).toEqual([STATUS_NO_MEMORY, undefined]);
  });

  it('S4-011: zeroed with HEAP_ZERO_MEMORY, else the bytes of the last user stay', () => {
    const { caller, heap, P } = create();
    const dirty = caller.RtlAllocateHeap(heap, 0, 400);
    caller.RtlAllocateHeap(heap, 0, 16); // keeps the freed block from joining what lies behind
    caller.memory.fill(dirty, 400, 0xa5);
    caller.RtlFreeHeap(heap, 0, dirty);
    expect(caller.RtlAllocateHeap(heap, 0, 400)).toBe(dirty);
    expect(new Set(caller.memory.readBytes(dirty + 2 * P, 400 - 2 * P))).toEqual(new Set([0xa5]));
    caller.RtlFreeHeap(heap, 0, dirty);
    expect(caller.RtlAllocateHeap(heap, HEAP_ZERO_MEMORY, 400)).toBe(dirty);
    expect(new Set(caller.memory.readBytes(dirty, 400))).toEqual(new Set([0]));
  });

  it('S4-021: RtlFreeHeap takes the block back and its memory is used again', () => {
    const { caller, heap, live } = create();
    const address = caller.RtlAllocateHeap(heap, 0, 300);
    expect(caller.RtlFreeHeap(heap, 0, address)).toBe(1);
    expect(live()).toMatchObject({ liveBlocks: 0, liveBytes: 0 });
    expect(caller.RtlAllocateHeap(heap, 0, 300)).toBe(address);
  });

  it('S4-022: blocks never move, so a heap with enough free bytes can still be too fragmented', () => {
    const site = siteOf(arch, mode);
    const { caller } = site;
    const base = reserveFor(caller, 0x10000);
    const heap = caller.RtlCreateHeap(0, base, 0x10000, 0x10000, 0, 0);
    const blocks: number[] = [];
    for (let at = caller.RtlAllocateHeap(heap, 0, 100); at !== 0; at = caller.RtlAllocateHeap(heap, 0, 100)) {
      caller.memory.writeUint32(at, blocks.length);
      blocks.push(at);
    }
    for (let index = 0; index < blocks.length; index += 2) caller.RtlFreeHeap(heap, 0, blocks[index]!);
    expect(site.nt.debug.heap(site.process, heap).freeBytes).toBeGreaterThan(10_000);
    expect(caller.RtlAllocateHeap(heap, 0, 1000)).toBe(0);
    for (let index = 1; index < blocks.length; index += 2)
      expect(caller.memory.readUint32(blocks[index]!)).toBe(index);
  });

  it('S4-029: a read of heap memory that is gone is an access violation that a handler catches', () => {
    const { caller, heap } = create();
    const address = caller.RtlAllocateHeap(heap, 0, 64);
    expect(codeOf(caller, () => caller.memory.readUint32(address))).toBeNull();
    caller.RtlDestroyHeap(heap);
    expect(codeOf(caller, () => caller.memory.readUint32(address))).toBe(STATUS_ACCESS_VIOLATION);
    expect(codeOf(caller, () => caller.memory.writeUint32(address, 1))).toBe(STATUS_ACCESS_VIOLATION);
  });

  it('B-084: with HEAP_CREATE_ALIGN_16 all 256 results are multiples of 16', () => {
    const { caller, heap } = create(HEAP_GROWABLE | HEAP_CREATE_ALIGN_16);
    const odd = Array.from({ length: 256 }, (_, bytes) => caller.RtlAllocateHeap(heap, 0, bytes) % 16);
    expect(new Set(odd)).toEqual(new Set([0]));
  });
});

describe.each(architectures)('RtlAllocateHeap and the IRQL, %s', (arch) => {
  it('S4-004: allowed at PASSIVE_LEVEL and APC_LEVEL, a bug check at each level from DISPATCH_LEVEL on', () => {
    const { nt } = siteOf(arch, 'kernel');
    const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const start = nt.snapshot();
    for (let level = 0; level <= (arch === 'x64' ? 15 : 31); level++) {
      nt.restore(start);
      nt.KeRaiseIrql(level, out(KIRQL));
      const outcome = nt.outcome(() => nt.RtlAllocateHeap(heap, 0, 64));
      if (level <= APC_LEVEL) expect(outcome).toMatchObject({ kind: 'returned' });
      else {
        const parameters = [0xe5, level, 0, 0];
        expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xc4, parameters, irql: level });
      }
    }
  });
});

describe.each(architectures)('serialization of RtlAllocateHeap, %s', (arch) => {
  /** The second processor's thread wants a block while the first one's is inside the heap: in its commit routine. */
  const whileInside = (flagsOfSecond: number) => {
    const { nt } = siteOf(arch, 'kernel', { processors: 2 });
    const base = nt.reserve({ bytes: 0x40000, commit: 0x1000 });
    let second: ReturnType<typeof nt.outcome<number>> | undefined;
    const heap = nt.RtlCreateHeap(0, base, 0x40000, 0x1000, 0, {
      CommitRoutine: () => {
        second ??= nt.onProcessor(1, () => nt.outcome(() => nt.RtlAllocateHeap(heap, flagsOfSecond, 16)));
        return 0xc0000017;
      },
    });
    nt.outcome(() => nt.RtlAllocateHeap(heap, 0, 0x10000));
    return second;
  };

  it('S4-010: with HEAP_NO_SERIALIZE a call does not ask who is inside', () => {
    expect(whileInside(HEAP_NO_SERIALIZE)).toMatchObject({ kind: 'returned' });
  });

  it('without it, it waits for who is inside; here that one can never come out', () => {
    expect(whileInside(0)).toMatchObject({ kind: 'stopped', reason: 'deadlock' });
  });
});

describe.each(architectures)('last status of RtlAllocateHeap, %s', (arch) => {
  it('S4-019: user mode: NULL and the status as last status of the thread', () => {
    const { process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    expect(process.lastStatus).toBe(STATUS_SUCCESS);
    expect(process.RtlAllocateHeap(heap, 0, 2 ** 30)).toBe(0);
    expect(process.lastStatus).toBe(STATUS_NO_MEMORY);
  });

  it('S4-019: kernel mode has no last status: NULL and nothing else, but a debugger is told', () => {
    const { nt } = siteOf(arch, 'kernel');
    const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    expect(nt.RtlAllocateHeap(heap, 0, 2 ** 30)).toBe(0);
    expect(nt.debug.lastFailure).toMatchObject({ status: STATUS_NO_MEMORY, routine: 'RtlAllocateHeap' });
  });
});
