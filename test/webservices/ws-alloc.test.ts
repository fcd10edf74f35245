/** WsAlloc (facts S1, C.2). */
import { MiB, out, PVOID } from 'irqlab';
import { hresultFailed, hresultName } from 'irqlab/status';
import {
  E_INVALIDARG,
  E_OUTOFMEMORY,
  NO_ERROR,
  S_OK,
  WS_E_QUOTA_EXCEEDED,
  WS_HEAP_PROPERTY_MAX_SIZE,
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
  liveBytes,
  requested,
  type Site,
  siteOf,
  stringsOf,
  UNTOUCHED,
} from './fixture.ts';

/** Calls WsAlloc with a cell that must not be touched when it fails. */
function tryAlloc({ process }: Site, heap: number, size: number | bigint, error = 0) {
  const ptr = out(PVOID, UNTOUCHED);
  const result = process.WsAlloc(heap, size, ptr, error);
  if (result !== S_OK) expect(ptr.value).toBe(UNTOUCHED);
  else expect(ptr.value).not.toBe(UNTOUCHED);
  return result;
}

describe.each(architectures)('WsAlloc, %s', (arch) => {
  it('S1-001, S1-003, S1-005: gives a segment of so many bytes, and stores its address where ptr says', () => {
    const site = siteOf(arch);
    const { process, buffer } = site;
    const heap = heapOf(site);
    const [first, second] = [blockOf(site, heap, 24), blockOf(site, heap, 24)];
    process.memory.fill(first, 24, 0x11);
    process.memory.fill(second, 24, 0x22);
    expect([...process.memory.readBytes(first, 24)]).toEqual(new Array(24).fill(0x11));
    expect(process.WsAlloc(heap, 24, buffer, 0)).toBe(S_OK);
    const third = process.memory.readPointer(buffer);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(requested(site, heap)).toBe(72);
  });

  it('S1-002: the memory comes from the heap that is named, and from no other', () => {
    const site = siteOf(arch);
    const [one, other] = [heapOf(site), heapOf(site)];
    blockOf(site, one, 100);
    expect([requested(site, one), actual(site, one)]).toEqual([100, 128]);
    expect([requested(site, other), actual(site, other)]).toEqual([0, 0]);
  });

  it('S1-004, S1-009: a request for no bytes gives an address that is not NULL, and none that another block has', () => {
    const site = siteOf(arch);
    const heap = heapOf(site);
    const blocks = [0, 0, 8, 0, 3, 0].map((size) => blockOf(site, heap, size));
    expect(blocks).not.toContain(0);
    expect(new Set(blocks).size).toBe(blocks.length);
    expect(requested(site, heap)).toBe(11);
  });

  it('S1-006, S1-007: a block stays where it is, with its bytes, while others are made', () => {
    const site = siteOf(arch);
    const heap = heapOf(site);
    const block = blockOf(site, heap, 16);
    site.process.memory.writeBytes(block, [1, 2, 3, 4]);
    for (let size = 0; size < 300; size += 7) blockOf(site, heap, size);
    expect([...site.process.memory.readBytes(block, 4)]).toEqual([1, 2, 3, 4]);
    expect(Object.keys(site.process).filter((name) => /^Ws.*Free/.test(name))).toEqual([
      'WsFreeError',
      'WsFreeHeap',
    ]);
  });

  it('S1-006: WsFreeHeap ends the life of a block: its memory is that of the process heap again', () => {
    const site = siteOf(arch);
    const before = liveBytes(site);
    const heap = heapOf(site);
    blockOf(site, heap, 5000);
    expect(liveBytes(site)).toBeGreaterThan(before + 5000);
    site.process.WsFreeHeap(heap);
    expect(liveBytes(site)).toBe(before);
  });

  it('S1-008: every address is a multiple of 8', () => {
    const site = siteOf(arch);
    const heap = heapOf(site);
    const blocks = Array.from({ length: 60 }, (_, size) => blockOf(site, heap, size * 3));
    expect(blocks.filter((address) => address % 8 !== 0)).toEqual([]);
  });

  it('S1-010, C-024: the error argument may be NULL, whatever happens', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 10);
    expect(tryAlloc(site, heap, 10, 0)).toBe(S_OK);
    expect(tryAlloc(site, heap, 1, 0)).toBe(WS_E_QUOTA_EXCEEDED);
    expect(tryAlloc(site, 0, 1, 0)).toBe(E_INVALIDARG);
    expect(site.process.WsResetHeap(heap, 0)).toBe(S_OK);
    expect(site.process.WsResetHeap(0, 0)).toBe(E_INVALIDARG);
    expect(site.process.WsGetHeapProperty(heap, 9, site.buffer, site.P, 0)).toBe(E_INVALIDARG);
    expect(site.process.WsCreateHeap(1, 1, 0, 0, 0, 0)).toBe(E_INVALIDARG);
  });

  it('S1-011: an error object learns why a call failed, and nothing of one that worked', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 10);
    const error = errorOf(site);
    expect(tryAlloc(site, heap, 10, error)).toBe(S_OK);
    expect(stringsOf(site, error)).toEqual([]);
    expect(tryAlloc(site, heap, 1, error)).toBe(WS_E_QUOTA_EXCEEDED);
    expect(stringsOf(site, error)).toEqual([
      expect.stringMatching(/^WsAlloc: .*WS_HEAP_PROPERTY_MAX_SIZE/),
      'WS_E_QUOTA_EXCEEDED (0x803D0008)',
    ]);
    expect(tryAlloc(site, 0, 1, error)).toBe(E_INVALIDARG);
    // The code is that of the error that came first; the newest string is the first.
    expect(stringsOf(site, error)).toEqual([
      expect.stringMatching(/^WsAlloc: heap/),
      expect.stringMatching(/^WsAlloc: size/),
      'WS_E_QUOTA_EXCEEDED (0x803D0008)',
    ]);
  });

  it('S1-012, C-036: success is NO_ERROR, which is S_OK and 0', () => {
    const site = siteOf(arch);
    expect(tryAlloc(site, heapOf(site), 1)).toBe(NO_ERROR);
    expect([NO_ERROR, S_OK]).toEqual([0, 0]);
    expect(hresultName(NO_ERROR)).toBe('S_OK');
  });

  it('S1-013: a failure is an HRESULT with its top bit set, and ptr keeps what it had', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 10);
    for (const result of [tryAlloc(site, heap, 11), tryAlloc(site, 0, 1)])
      expect(hresultFailed(result)).toBe(true);
    site.process.memory.writePointer(site.buffer, UNTOUCHED);
    expect(site.process.WsAlloc(heap, 11, site.buffer, 0)).toBe(WS_E_QUOTA_EXCEEDED);
    expect(site.process.memory.readPointer(site.buffer)).toBe(UNTOUCHED);
  });

  it('S1-014, S1-015, C-017: more than WS_HEAP_PROPERTY_MAX_SIZE in all is WS_E_QUOTA_EXCEEDED, and changes nothing', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 256);
    expect(heapProperty(site, heap, WS_HEAP_PROPERTY_MAX_SIZE)).toBe(256);
    expect(tryAlloc(site, heap, 512)).toBe(0x803d_0008);
    expect([requested(site, heap), actual(site, heap)]).toEqual([0, 0]);
    expect(tryAlloc(site, heap, 100)).toBe(S_OK);
    expect(tryAlloc(site, heap, 157)).toBe(WS_E_QUOTA_EXCEEDED);
    expect(requested(site, heap)).toBe(100);
  });

  it('S1-016, C-019: what reaches the maximum exactly succeeds; then no bytes do, and one does not', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 101);
    expect(tryAlloc(site, heap, 100)).toBe(S_OK);
    expect(tryAlloc(site, heap, 1)).toBe(S_OK);
    expect(tryAlloc(site, heap, 0)).toBe(S_OK);
    expect(tryAlloc(site, heap, 1)).toBe(WS_E_QUOTA_EXCEEDED);
    expect(requested(site, heap)).toBe(101);
  });

  const most = arch === 'x64' ? 2n ** 64n - 1n : 2n ** 32n - 1n;
  it.each([most, most - 6n, most - 15n, most / 2n + 1n, most / 2n])(
    'C-018: a size of %d overflows nothing',
    (size) => {
      const site = siteOf(arch);
      const heap = heapOf(site, 1000);
      expect(tryAlloc(site, heap, 16)).toBe(S_OK);
      expect(tryAlloc(site, heap, size)).toBe(WS_E_QUOTA_EXCEEDED);
      expect(requested(site, heap)).toBe(16);
      // With a quota that allows it, it is memory that is not there.
      const wide = heapOf(site, most);
      expect(tryAlloc(site, wide, size)).toBe(E_OUTOFMEMORY);
      expect(tryAlloc(site, wide, 16)).toBe(S_OK);
      expect([requested(site, wide), actual(site, wide)]).toEqual([16, 128]);
      expect(tryAlloc(site, wide, most)).toBe(WS_E_QUOTA_EXCEEDED);
      expect(tryAlloc(site, wide, -1)).toBe(WS_E_QUOTA_EXCEEDED);
    },
  );

  it('C-018: the quota is exact where a double is not', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, most - 1n);
    expect(tryAlloc(site, heap, most)).toBe(WS_E_QUOTA_EXCEEDED);
    expect(tryAlloc(site, heap, most - 1n)).toBe(E_OUTOFMEMORY);
  });

  it('S1-017: without memory it is E_OUTOFMEMORY, and what was there before goes on', () => {
    const site = siteOf(arch, { physicalMemory: 8 * MiB });
    const heap = heapOf(site, 32 * MiB);
    const error = errorOf(site);
    const first = blockOf(site, heap, 8);
    exhaust(site);
    expect(tryAlloc(site, heap, 4 * MiB, error)).toBe(E_OUTOFMEMORY);
    expect([requested(site, heap), actual(site, heap)]).toEqual([8, 128]);
    expect(stringsOf(site, error).at(-1)).toBe('E_OUTOFMEMORY (0x8007000E)');
    expect(tryAlloc(site, heap, 120)).toBe(S_OK);
    expect(blockOf(site, heap, 0)).not.toBe(first);
  });

  it('S1-017: a chunk of its usual size is not asked for when only the request itself fits', () => {
    const site = siteOf(arch, { physicalMemory: 8 * MiB });
    const heap = heapOf(site, 32 * MiB);
    while (actual(site, heap) < 0x1_0000) blockOf(site, heap, 4000);
    exhaust(site);
    const before = actual(site, heap);
    let last = 0;
    while (tryAlloc(site, heap, 800) === S_OK) last += 1;
    expect(last).toBeGreaterThan(0);
    expect((actual(site, heap) - before) % 0x1_0000).toBeGreaterThan(0);
  });

  it('S1-018, S1-019: fresh memory is not zero, and memory that is used again shows what stood there', () => {
    const site = siteOf(arch);
    const heap = heapOf(site);
    const { memory } = site.process;
    const first = blockOf(site, heap, 64);
    expect([...memory.readBytes(first, 64)]).not.toContain(0);
    memory.fill(first, 64, 0x77);
    site.process.WsResetHeap(heap, 0);
    const kept = heapOf(site, 65536, 65536);
    const old = blockOf(site, kept, 64);
    memory.fill(old, 64, 0x77);
    expect(site.process.WsResetHeap(kept, 0)).toBe(S_OK);
    expect(blockOf(site, kept, 64)).toBe(old);
    expect([...memory.readBytes(old, 64)]).toEqual(new Array(64).fill(0x77));
  });

  it('S1-019: with free checking the bytes are those of the process heap', () => {
    const site = siteOf(arch, {}, { globalFlags: ['hfc'] });
    const block = blockOf(site, heapOf(site), 64);
    expect(site.process.memory.readUint32(block)).toBe(0xbaad_f00d);
  });

  it('C-015: a NULL heap is E_INVALIDARG', () => {
    const site = siteOf(arch);
    expect(tryAlloc(site, 0, 16)).toBe(E_INVALIDARG);
  });

  it('C-016: a NULL ptr is E_INVALIDARG, and nothing was taken', () => {
    const site = siteOf(arch);
    const heap = heapOf(site);
    expect(site.process.WsAlloc(heap, 16, 0, 0)).toBe(E_INVALIDARG);
    expect([requested(site, heap), actual(site, heap)]).toEqual([0, 0]);
  });

  it.each(['documented', 'observed'] as const)(
    'C-022: chunks of 128 bytes, then 256, each twice the last (%s)',
    (profile) => {
      const site = siteOf(arch, { profile });
      const heap = heapOf(site);
      const steps: [size: number, requested: number, actual: number][] = [
        [16, 16, 128],
        [112, 128, 128],
        [1, 129, 384],
        [248, 377, 384],
        [1, 378, 896],
      ];
      for (const [size, ...sums] of steps) {
        blockOf(site, heap, size);
        expect([requested(site, heap), actual(site, heap)]).toEqual(sums);
      }
    },
  );

  it('C-022: a large request has a chunk that it fits in, and chunks stop growing at 64 KB (ours)', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 4 * MiB);
    blockOf(site, heap, 1000);
    expect(actual(site, heap)).toBe(1024);
    blockOf(site, heap, 100_001);
    expect(actual(site, heap)).toBe(1024 + 100_008);
    blockOf(site, heap, 8);
    expect(actual(site, heap)).toBe(1024 + 100_008 + 0x1_0000);
  });
});
