/** RtlQueryHeapInformation and RtlSetHeapInformation. */
import {
  FLG_HEAP_ENABLE_TAIL_CHECK,
  HEAP_COMPATIBILITY_MODE_LFH,
  HEAP_COMPATIBILITY_MODE_STANDARD,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  HEAP_OPTIMIZE_RESOURCES_CURRENT_VERSION,
  HeapCompatibilityInformation,
  HeapEnableTerminationOnCorruption,
  HeapOptimizeResources,
  NULL,
  out,
  RTL_HEAP_LFH_ALLOC,
  SIZE_T,
  STATUS_ACCESS_VIOLATION,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_HEAP_CORRUPTION,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_INFO_CLASS,
  STATUS_INVALID_PARAMETER,
  STATUS_SUCCESS,
  STATUS_UNSUCCESSFUL,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf, ended, reserveFor, userOf } from './fixture.ts';
import { walk } from './walk.ts';

function siteOf(arch: 'x64' | 'x86', flags = HEAP_GROWABLE, terminate = false) {
  const { nt, process, P } = userOf(arch, terminate);
  const heap = process.RtlCreateHeap(flags, NULL, 0, 0, NULL, NULL);
  const buffer = reserveFor(process, 0x1000, 0x1000);
  const query = (length = 4, handle = heap) => {
    const returned = out(SIZE_T, -1);
    process.memory.writeUint32(buffer, 0xeeee_eeee);
    const status = process.RtlQueryHeapInformation(
      handle,
      HeapCompatibilityInformation,
      buffer,
      length,
      returned,
    );
    return { status, value: process.memory.readUint32(buffer), returned: returned.value };
  };
  const set = (value: number, length = 4, handle = heap) => {
    process.memory.writeUint32(buffer, value);
    return process.RtlSetHeapInformation(handle, HeapCompatibilityInformation, buffer, length);
  };
  return { nt, process, P, heap, buffer, query, set };
}

const answer = (value: number) => ({ status: STATUS_SUCCESS, value, returned: 4 });

describe.each(architectures)('compatibility information, %s', (arch) => {
  it('B-177: 0 for a fresh heap, 2 once the front end serves a size; never 1', () => {
    const { process, heap, query } = siteOf(arch);
    expect([HEAP_COMPATIBILITY_MODE_STANDARD, HEAP_COMPATIBILITY_MODE_LFH]).toEqual([0, 2]);
    expect(query()).toEqual(answer(0));
    const seen = new Set<number>();
    for (let n = 0; n < 40; n++) {
      process.RtlAllocateHeap(heap, 0, 40);
      seen.add(query().value);
    }
    expect(seen).toEqual(new Set([0, 2]));
    expect(walk(process, heap).some(({ Flags }) => (Flags & RTL_HEAP_LFH_ALLOC) !== 0)).toBe(true);
  });

  it('2 when it was asked for, at once', () => {
    const { query, set } = siteOf(arch);
    expect(set(2)).toBe(STATUS_SUCCESS);
    expect(query()).toEqual(answer(2));
  });

  it('there is no way back: 0 and 1 are refused and nothing changes', () => {
    const { nt, query, set } = siteOf(arch);
    set(2);
    const start = nt.snapshot();
    for (const value of [0, 1]) expect([set(value), query().value]).toEqual([STATUS_UNSUCCESSFUL, 2]);
    nt.restore(start);
    expect(query().value).toBe(2);
  });

  it('B-183: a length that is not 4: STATUS_BUFFER_TOO_SMALL; a value that is not 2: STATUS_UNSUCCESSFUL', () => {
    const { query, set } = siteOf(arch);
    for (const length of [0, 1, 3, 5, 8, -1]) expect(set(2, length)).toBe(STATUS_BUFFER_TOO_SMALL);
    for (const value of [0, 1, 3, 0xffff_ffff]) expect(set(value)).toBe(STATUS_UNSUCCESSFUL);
    expect(query().value).toBe(0);
  });

  it('B-182: a buffer of less than 4 bytes: STATUS_BUFFER_TOO_SMALL, ReturnLength 4, nothing stored', () => {
    const { query } = siteOf(arch);
    for (const length of [0, 1, 3])
      expect(query(length)).toEqual({ status: STATUS_BUFFER_TOO_SMALL, value: 0xeeee_eeee, returned: 4 });
  });

  it('a longer buffer is accepted, and ReturnLength may be an address or NULL', () => {
    const { process, P, heap, buffer, query } = siteOf(arch);
    expect(query(5)).toEqual(answer(0));
    const ask = (returned: number) => process.RtlQueryHeapInformation(heap, 0, buffer, 4, returned);
    expect(ask(NULL)).toBe(STATUS_SUCCESS);
    process.memory.fill(buffer + 8, 16, 0xee);
    expect(ask(buffer + 8)).toBe(STATUS_SUCCESS);
    expect(process.memory.readPointer(buffer + 8)).toBe(4);
    expect(process.memory.readUint8(buffer + 8 + P)).toBe(0xee);
  });

  it('a NULL heap, and memory that is none: STATUS_ACCESS_VIOLATION, ReturnLength untouched', () => {
    const { buffer, query } = siteOf(arch);
    for (const handle of [NULL, buffer])
      expect(query(4, handle)).toEqual({
        status: STATUS_ACCESS_VIOLATION,
        value: 0xeeee_eeee,
        returned: -1,
      });
  });

  it('a buffer that cannot be accessed raises', () => {
    const { process, heap } = siteOf(arch);
    expect(codeOf(process, () => process.RtlQueryHeapInformation(heap, 0, 0x10, 4, NULL))).toBe(
      STATUS_ACCESS_VIOLATION,
    );
    expect(codeOf(process, () => process.RtlSetHeapInformation(heap, 0, 0x10, 4))).toBe(
      STATUS_ACCESS_VIOLATION,
    );
  });

  it('heaps that can have no front end refuse: unserialized ones, fixed ones, those with debug flags', () => {
    const unserialized = siteOf(arch, HEAP_GROWABLE | HEAP_NO_SERIALIZE);
    expect([unserialized.set(2), unserialized.query().value]).toEqual([STATUS_UNSUCCESSFUL, 0]);
    const { nt, process, heap: _heap, buffer, set } = siteOf(arch);
    const base = reserveFor(process, 0x20000);
    const fixed = process.RtlCreateHeap(0, base, 0x20000, 0, NULL, NULL);
    expect(set(2, 4, fixed)).toBe(STATUS_UNSUCCESSFUL);
    expect(set(2, 4, buffer)).toBe(STATUS_INVALID_HANDLE);
    const debugged = nt.startProcess({ globalFlags: FLG_HEAP_ENABLE_TAIL_CHECK });
    const value = reserveFor(debugged, 0x1000, 0x1000);
    debugged.memory.writeUint32(value, 2);
    expect(debugged.RtlSetHeapInformation(debugged.processHeap, 0, value, 4)).toBe(STATUS_UNSUCCESSFUL);
  });
});

describe.each(architectures)('termination on corruption, %s', (arch) => {
  const doubleFree = (process: UserProcess, heap: number) => {
    const block = process.RtlAllocateHeap(heap, 0, 100);
    process.RtlAllocateHeap(heap, 0, 100);
    process.RtlFreeHeap(heap, 0, block);
    return process.outcome(() => process.RtlFreeHeap(heap, 0, block));
  };

  it('is off until it is asked for, then a damaged heap ends the process, any heap of it', () => {
    const { process, heap, buffer } = siteOf(arch);
    const ask = () => {
      process.RtlQueryHeapInformation(NULL, HeapEnableTerminationOnCorruption, buffer, 4, NULL);
      return process.memory.readUint32(buffer);
    };
    expect(ask()).toBe(0);
    expect(doubleFree(process, heap)).toMatchObject({ kind: 'returned', value: 0 });
    expect(process.RtlSetHeapInformation(NULL, HeapEnableTerminationOnCorruption, NULL, 0)).toBe(
      STATUS_SUCCESS,
    );
    expect(ask()).toBe(1);
    expect(doubleFree(process, process.processHeap)).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
  });

  it('a snapshot brings back what was', () => {
    const { nt, process, heap } = siteOf(arch);
    const start = nt.snapshot();
    process.RtlSetHeapInformation(heap, HeapEnableTerminationOnCorruption, NULL, 0);
    nt.restore(start);
    expect(doubleFree(process, heap)).toMatchObject({ kind: 'returned', value: 0 });
  });
});

describe.each(architectures)('optimizing resources, %s', (arch) => {
  const scene = () => {
    const site = siteOf(arch);
    const { nt, process, heap, buffer } = site;
    const others = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    for (const one of [heap, others]) {
      const blocks = [40, 200, 700].flatMap((bytes) =>
        Array.from({ length: 60 }, () => process.RtlAllocateHeap(one, 0, bytes)),
      );
      for (const block of blocks) process.RtlFreeHeap(one, 0, block);
    }
    process.memory.writeUint32(buffer, HEAP_OPTIMIZE_RESOURCES_CURRENT_VERSION);
    process.memory.writeUint32(buffer + 4, 0);
    const slots = (one: number) => nt.debug.heapBlocks(process, one).filter(({ slot }) => slot === true);
    const optimize = (handle: number, length = 8) =>
      process.RtlSetHeapInformation(handle, HeapOptimizeResources, buffer, length);
    return { ...site, others, slots, optimize };
  };

  it('front ends give back what no block uses: of one heap, or of all for NULL', () => {
    const { nt, process, heap, others, slots, optimize } = scene();
    expect(slots(heap).length).toBeGreaterThan(20);
    expect(optimize(heap)).toBe(STATUS_SUCCESS);
    expect([slots(heap).length, slots(others).length > 20]).toEqual([0, true]);
    expect(optimize(NULL)).toBe(STATUS_SUCCESS);
    expect(slots(others)).toEqual([]);
    for (const one of [heap, others]) {
      expect(nt.debug.heapFinding(process, one)).toBeNull();
      expect(walk(process, one)).toHaveLength(3);
      for (let n = 0; n < 60; n++) expect(process.RtlAllocateHeap(one, 0, 40)).not.toBe(0);
      expect(nt.debug.heapFinding(process, one)).toBeNull();
    }
  });

  it('blocks in use keep their subsegment', () => {
    const { nt, process, heap, slots, optimize } = scene();
    const blocks = Array.from({ length: 5 }, () => process.RtlAllocateHeap(heap, 0, 200));
    optimize(heap);
    expect(slots(heap).filter(({ state }) => state === 'busy')).toHaveLength(5);
    for (const block of blocks) expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });

  it('a short or unknown structure, and a handle of nothing', () => {
    const { process, buffer, optimize } = scene();
    expect(optimize(NULL, 7)).toBe(STATUS_BUFFER_TOO_SMALL);
    expect(optimize(buffer)).toBe(STATUS_INVALID_HANDLE);
    process.memory.writeUint32(buffer, 2);
    expect(optimize(NULL)).toBe(STATUS_INVALID_PARAMETER);
  });
});

describe.each(architectures)('other classes, %s', (arch) => {
  it('those that exist stop with NotModelled, others give STATUS_INVALID_INFO_CLASS', () => {
    for (const informationClass of [2, 4, 5, 6, 7, 8, 0x8000_0001, 0x8000_0002]) {
      const { process, heap, buffer } = siteOf(arch);
      expect(
        process.outcome(() => process.RtlQueryHeapInformation(heap, informationClass, buffer, 4, NULL)),
      ).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
      const second = siteOf(arch);
      expect(
        second.process.outcome(() =>
          second.process.RtlSetHeapInformation(second.heap, informationClass, second.buffer, 4),
        ),
      ).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
    }
    const { process, heap, buffer } = siteOf(arch);
    for (const informationClass of [9, 77, -1]) {
      expect(process.RtlQueryHeapInformation(heap, informationClass, buffer, 4, NULL)).toBe(
        STATUS_INVALID_INFO_CLASS,
      );
      expect(process.RtlSetHeapInformation(heap, informationClass, buffer, 4)).toBe(
        STATUS_INVALID_INFO_CLASS,
      );
    }
    expect(process.RtlQueryHeapInformation(heap, HeapOptimizeResources, buffer, 8, NULL)).toBe(
      STATUS_INVALID_INFO_CLASS,
    );
  });
});
