/** WsCreateHeap, WsGetHeapProperty, WsFreeHeap (facts S3, C.1, C.3). */
import { out, PVOID, routineContracts } from 'irqlab';
import {
  E_INVALIDARG,
  E_OUTOFMEMORY,
  S_OK,
  WS_E_QUOTA_EXCEEDED,
  WS_EXCEPTION_CODE_USAGE_FAILURE,
  WS_HEAP_PROPERTY_ACTUAL_SIZE,
  WS_HEAP_PROPERTY_MAX_SIZE,
  WS_HEAP_PROPERTY_REQUESTED_SIZE,
  WS_HEAP_PROPERTY_TRIM_SIZE,
} from 'irqlab/webservices';
import { describe, expect, it } from 'vitest';
import {
  actual,
  architectures,
  blockOf,
  errorOf,
  exhaust,
  heapOf,
  heapProperty,
  liveBlocks,
  liveBytes,
  profiles,
  requested,
  type Site,
  siteOf,
  sizeAt,
  stringsOf,
  UNTOUCHED,
} from './fixture.ts';

/** Calls WsCreateHeap with a cell that must not be touched when it fails. */
function tryCreate({ process }: Site, properties: number, count: number, error = 0) {
  const heap = out(PVOID, UNTOUCHED);
  const result = process.WsCreateHeap(65536, 64, properties, count, heap, error);
  expect(heap.value === UNTOUCHED).toBe(result !== S_OK);
  return result;
}

describe.each(architectures)('WsCreateHeap, %s', (arch) => {
  it('S3-001, S3-011: makes a heap and stores its address, in a cell or in memory', () => {
    const site = siteOf(arch);
    const { process, buffer } = site;
    const first = heapOf(site);
    expect(process.WsCreateHeap(65536, 64, 0, 0, buffer, 0)).toBe(S_OK);
    const second = process.memory.readPointer(buffer);
    expect(new Set([0, first, second]).size).toBe(3);
    blockOf(site, second, 10);
    expect([requested(site, first), requested(site, second)]).toEqual([0, 10]);
  });

  it('S3-002, S3-003: maxSize limits the sum of the sizes as they were passed', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 30);
    for (const size of [1, 9, 20]) blockOf(site, heap, size);
    expect(requested(site, heap)).toBe(30);
    expect(site.process.WsAlloc(heap, 1, out(PVOID), 0)).toBe(WS_E_QUOTA_EXCEEDED);
  });

  it('S3-005: padding, requests for no bytes and what the heap needs itself do not count', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 20);
    for (let block = 0; block < 20; block++) {
      blockOf(site, heap, 1);
      blockOf(site, heap, 0);
    }
    expect(requested(site, heap)).toBe(20);
    expect(actual(site, heap)).toBeGreaterThan(40);
  });

  it('S3-009, S3-010, C-005: properties are refused, that of the trim size too', () => {
    const site = siteOf(arch);
    const { process, P, buffer } = site;
    const { memory } = process;
    memory.writeUint32(buffer, WS_HEAP_PROPERTY_TRIM_SIZE);
    memory.writePointer(buffer + P, buffer + 32);
    memory.writeUint32(buffer + 2 * P, P);
    memory.writePointer(buffer + 32, 100);
    expect(tryCreate(site, buffer, 1)).toBe(E_INVALIDARG);
    expect(tryCreate(site, buffer, 0)).toBe(E_INVALIDARG);
    expect(tryCreate(site, 0, 1)).toBe(E_INVALIDARG);
    expect(tryCreate(site, 0, 0)).toBe(S_OK);
  });

  it('S3-012, S3-013: a failure is an HRESULT, and an error object learns why', () => {
    const site = siteOf(arch);
    const error = errorOf(site);
    expect(tryCreate(site, 0, 1, error)).toBe(0x8007_0057);
    expect(stringsOf(site, error)).toEqual([
      expect.stringMatching(/^WsCreateHeap: properties/),
      'E_INVALIDARG (0x80070057)',
    ]);
    expect(tryCreate(site, 0, 0, errorOf(site))).toBe(S_OK);
  });

  it('S3-013: without memory for the object it is E_OUTOFMEMORY', () => {
    const site = siteOf(arch, { physicalMemory: 0x80_0000 });
    exhaust(site);
    const heaps: number[] = [];
    let result: number = S_OK;
    while (result === S_OK && heaps.length < 100_000) {
      heaps.push(0);
      result = tryCreate(site, 0, 0);
    }
    expect(result).toBe(E_OUTOFMEMORY);
  });

  it('S3-017, C-008: a new heap is one block of the process heap, and has nothing else', () => {
    const site = siteOf(arch);
    const before = liveBlocks(site);
    const heap = heapOf(site, 2 ** 31, 2 ** 20);
    expect(liveBlocks(site)).toBe(before + 1);
    expect([requested(site, heap), actual(site, heap)]).toEqual([0, 0]);
    blockOf(site, heap, 1);
    expect(liveBlocks(site)).toBe(before + 2);
  });

  it('S3-018, S3-019: sizes are quotas only: a heap of all bytes that there can be is made', () => {
    const site = siteOf(arch);
    const most = arch === 'x64' ? 2n ** 64n - 1n : 2n ** 32n - 1n;
    const before = liveBytes(site);
    const heap = heapOf(site, most, most);
    expect(liveBytes(site) - before).toBeLessThan(100);
    expect(site.process.WsGetHeapProperty(heap, WS_HEAP_PROPERTY_MAX_SIZE, site.buffer, site.P, 0)).toBe(
      S_OK,
    );
    expect(sizeAt(site, site.buffer)).toBe(most);
    expect(heapOf(site, -1, -1)).not.toBe(0);
  });

  it('C-002: a maximum of 0 is legal', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 0, 0);
    expect(site.process.WsAlloc(heap, 1, out(PVOID), 0)).toBe(WS_E_QUOTA_EXCEEDED);
    expect(blockOf(site, heap, 0)).not.toBe(0);
  });

  it('C-003: a NULL heap argument is E_INVALIDARG', () => {
    const site = siteOf(arch);
    expect(site.process.WsCreateHeap(1 << 16, 1 << 6, 0, 0, 0, 0)).toBe(E_INVALIDARG);
  });

  it('S3-020: lives in WebServices.dll and needs Windows 7', () => {
    const contract = routineContracts.find(({ name }) => name === 'WsCreateHeap');
    expect(contract).toMatchObject({
      header: 'webservices.h',
      library: 'WebServices.lib',
      dll: 'WebServices.dll',
      minClient: 'Windows 7',
      modes: ['user'],
    });
    const all = routineContracts.filter(({ name }) => /^Ws[A-Z]/.test(name));
    expect(all.map(({ dll, minClient }) => [dll, minClient])).toEqual(
      all.map(() => ['WebServices.dll', 'Windows 7']),
    );
    expect(all).toHaveLength(13);
  });
});

describe.each(architectures)('WsGetHeapProperty, %s', (arch) => {
  it('C-006, C-007: the ids are 0 to 3, and each value is a SIZE_T', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 65536, 64);
    blockOf(site, heap, 10);
    const ids = [
      WS_HEAP_PROPERTY_MAX_SIZE,
      WS_HEAP_PROPERTY_TRIM_SIZE,
      WS_HEAP_PROPERTY_REQUESTED_SIZE,
      WS_HEAP_PROPERTY_ACTUAL_SIZE,
    ];
    expect(ids).toEqual([0, 1, 2, 3]);
    expect(ids.map((id) => heapProperty(site, heap, id))).toEqual([65536, 64, 10, 128]);
    const { process, P, buffer } = site;
    for (const id of ids) {
      process.memory.fill(buffer, 16, 0xff);
      expect(process.WsGetHeapProperty(heap, id, buffer, P, 0)).toBe(S_OK);
      expect([...process.memory.readBytes(buffer + P, 8)]).toEqual(new Array(8).fill(0xff));
    }
  });

  it('C-010: a NULL heap is E_INVALIDARG; so is an unknown id, a wrong size, a NULL value: the buffer is untouched', () => {
    const site = siteOf(arch);
    const { process, P, buffer } = site;
    const heap = heapOf(site);
    process.memory.writeUint32(buffer, UNTOUCHED);
    const results = [
      process.WsGetHeapProperty(0, 0, buffer, P, 0),
      process.WsGetHeapProperty(heap, 4, buffer, P, 0),
      process.WsGetHeapProperty(heap, -1, buffer, P, 0),
      process.WsGetHeapProperty(heap, 0, buffer, P - 1, 0),
      process.WsGetHeapProperty(heap, 0, buffer, P + 1, 0),
      process.WsGetHeapProperty(heap, 0, 0, P, 0),
    ];
    expect(results).toEqual(results.map(() => E_INVALIDARG));
    expect(process.memory.readUint32(buffer)).toBe(UNTOUCHED);
  });

  it('C-012: the value must be aligned for a SIZE_T (E_INVALIDARG is ours); the observed profile stores at any address', () => {
    const documented = siteOf(arch);
    const at = documented.buffer + documented.P / 2;
    const heap = heapOf(documented);
    expect(documented.process.WsGetHeapProperty(heap, 0, at, documented.P, 0)).toBe(E_INVALIDARG);
    const observed = siteOf(arch, { profile: 'observed' });
    const odd = observed.buffer + 1;
    expect(observed.process.WsGetHeapProperty(heapOf(observed), 0, odd, observed.P, 0)).toBe(S_OK);
    expect(sizeAt(observed, odd)).toBe(65536n);
  });

  it('C-013: requested bytes are a sum, actual bytes are what the heap has of the process heap', () => {
    const site = siteOf(arch);
    const heap = heapOf(site);
    const before = liveBytes(site);
    for (const size of [5, 6, 200, 0, 1000, 3]) blockOf(site, heap, size);
    expect(requested(site, heap)).toBe(1214);
    expect(actual(site, heap)).toBe(liveBytes(site) - before);
  });
});

describe.each(architectures)('WsFreeHeap, %s', (arch) => {
  it('C-030: frees the heap and all its blocks, and gives nothing back', () => {
    const site = siteOf(arch);
    const before = liveBlocks(site);
    const heap = heapOf(site);
    for (let size = 0; size < 3000; size += 100) blockOf(site, heap, size);
    expect(liveBlocks(site)).toBeGreaterThan(before + 4);
    expect(site.process.WsFreeHeap(heap)).toBeUndefined();
    expect(liveBlocks(site)).toBe(before);
  });

  it.each(profiles)(
    'C-031: NULL, and what was freed, is a mistake, or nothing where tests were made (%s)',
    (profile) => {
      const site = siteOf(arch, { profile });
      const heap = heapOf(site);
      site.process.WsFreeHeap(heap);
      const before = liveBlocks(site);
      const raised = { kind: 'raised', record: { ExceptionCode: WS_EXCEPTION_CODE_USAGE_FAILURE } };
      for (const wrong of [0, heap, site.buffer, errorOf(site)]) {
        const outcome = site.process.outcome(() => site.process.WsFreeHeap(wrong));
        expect(outcome).toMatchObject(profile === 'observed' ? { kind: 'returned' } : raised);
      }
      expect(liveBlocks(site)).toBe(before + 1);
    },
  );

  it.each(profiles)('C-032: a heap without its marker, freed or foreign, is E_INVALIDARG (%s)', (profile) => {
    const site = siteOf(arch, { profile });
    const { process, P, buffer } = site;
    const freed = heapOf(site);
    process.WsFreeHeap(freed);
    process.memory.fill(buffer, 64, 0);
    const wrong = [freed, buffer, errorOf(site), process.processHeap];
    for (const heap of wrong) {
      expect(process.WsAlloc(heap, 1, out(PVOID), 0)).toBe(E_INVALIDARG);
      expect(process.WsResetHeap(heap, 0)).toBe(E_INVALIDARG);
      expect(process.WsGetHeapProperty(heap, 0, buffer, P, 0)).toBe(E_INVALIDARG);
    }
  });

  it('C-032: where the bytes of freed objects stay, their marker does not', () => {
    const site = siteOf(arch);
    const heaps = Array.from({ length: 64 }, (_, at) => heapOf(site, 1000 + at));
    const marker = site.process.memory.readUint32(heaps[0] ?? 0);
    for (const heap of heaps) site.process.WsFreeHeap(heap);
    // A slot of the front end keeps what it held, as here the limits of the last one.
    const last = heaps.at(-1) ?? 0;
    expect(site.process.memory.readUint32(last + 4)).toBe(1063);
    for (const heap of heaps) {
      expect(site.process.memory.readUint32(heap)).not.toBe(marker);
      expect(site.process.WsResetHeap(heap, 0)).toBe(E_INVALIDARG);
    }
  });

  it('C-032: a copy of a heap object, and one that was written to, is no heap (ours)', () => {
    const site = siteOf(arch);
    const { process } = site;
    const heap = heapOf(site);
    const copy = process.RtlAllocateHeap(process.processHeap, 0, 64);
    process.memory.copy(copy, heap, 44);
    expect(process.WsResetHeap(copy, 0)).toBe(E_INVALIDARG);
    for (let at = 0; at < 44; at += 4) {
      const word = process.memory.readUint32(heap + at);
      process.memory.writeUint32(heap + at, word ^ 0x100);
      expect(process.WsResetHeap(heap, 0)).toBe(E_INVALIDARG);
      process.memory.writeUint32(heap + at, word);
    }
    expect(process.WsResetHeap(heap, 0)).toBe(S_OK);
  });
});
