/** WsResetHeap and WsCreateXmlBuffer (facts S3, C.3). */
import { out, PVOID, STATUS_ACCESS_VIOLATION } from 'irqlab';
import { E_INVALIDARG, S_OK, WS_E_QUOTA_EXCEEDED } from 'irqlab/webservices';
import { describe, expect, it } from 'vitest';
import {
  actual,
  architectures,
  blockOf,
  errorOf,
  heapOf,
  liveBlocks,
  liveBytes,
  profiles,
  requested,
  siteOf,
  stringsOf,
} from './fixture.ts';

describe.each(architectures)('WsResetHeap, %s', (arch) => {
  it('S3-004: the sum of requested bytes is 0 again, so the whole quota is there', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 100);
    blockOf(site, heap, 100);
    expect(site.process.WsResetHeap(heap, 0)).toBe(S_OK);
    expect(requested(site, heap)).toBe(0);
    blockOf(site, heap, 100);
    expect(site.process.WsAlloc(heap, 1, out(PVOID), 0)).toBe(WS_E_QUOTA_EXCEEDED);
  });

  // Chunks of 128, 256, 512 and 1024 bytes.
  const rows = [
    { trim: 0, kept: 0 },
    { trim: 127, kept: 0 },
    { trim: 128, kept: 128 },
    { trim: 383, kept: 128 },
    { trim: 384, kept: 384 },
    { trim: 1919, kept: 896 },
    { trim: 1920, kept: 1920 },
    { trim: 65536, kept: 1920 },
  ];
  it.each(rows)(
    'S3-006, S3-007: with a trim size of $trim it keeps $kept bytes in whole chunks',
    ({ trim, kept }) => {
      const site = siteOf(arch);
      const heap = heapOf(site, 65536, trim);
      const empty = liveBytes(site);
      for (let size = 0; size < 1300; size += 100) blockOf(site, heap, 100);
      expect(actual(site, heap)).toBe(1920);
      expect(site.process.WsResetHeap(heap, 0)).toBe(S_OK);
      expect(actual(site, heap)).toBe(kept);
      // What it does not keep is the process heap's again.
      expect(liveBytes(site) - empty).toBe(kept);
      expect(kept).toBeLessThanOrEqual(trim);
    },
  );

  it('S3-008: a trim size above the maximum adjusts nothing', () => {
    const site = siteOf(arch);
    const obtained = (max: number, trim: number): number => {
      const heap = heapOf(site, max, trim);
      blockOf(site, heap, 128);
      blockOf(site, heap, 1);
      site.process.WsResetHeap(heap, 0);
      return actual(site, heap);
    };
    expect(obtained(130, 129)).toBe(128);
    expect(obtained(130, 130)).toBe(128);
    expect(obtained(130, 131)).toBe(384);
  });

  it('S3-006: chunks that were kept are used again before others are obtained', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 65536, 65536);
    const blocks = () => Array.from({ length: 13 }, () => blockOf(site, heap, 100));
    const first = blocks();
    site.process.WsResetHeap(heap, 0);
    expect(blocks()).toEqual(first);
    expect(actual(site, heap)).toBe(1920);
  });

  it.each(profiles)(
    'C-029: the first chunk stays where tests were made, with a trim size of 0 too (%s)',
    (profile) => {
      const site = siteOf(arch, { profile });
      const heap = heapOf(site, 65536, 0);
      blockOf(site, heap, 128);
      blockOf(site, heap, 1);
      expect([requested(site, heap), actual(site, heap)]).toEqual([129, 384]);
      site.process.WsResetHeap(heap, 0);
      expect([requested(site, heap), actual(site, heap)]).toEqual([0, profile === 'observed' ? 128 : 0]);
      site.process.WsResetHeap(heap, 0);
      expect(actual(site, heap)).toBe(profile === 'observed' ? 128 : 0);
    },
  );

  it('S1-007: blocks end with a reset: their memory can be another block of the heap', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 65536, 128);
    const block = blockOf(site, heap, 50);
    site.process.WsResetHeap(heap, 0);
    expect(blockOf(site, heap, 8)).toBe(block);
  });
});

describe.each(architectures)('page heap, %s', (arch) => {
  it('C-035: each block is one of a private heap, where an overrun faults, and a reset destroys that heap', () => {
    const site = siteOf(arch, {}, { pageHeap: 'full' });
    const { process } = site;
    const heaps = () => process.RtlGetProcessHeaps(0, 0);
    const heap = heapOf(site, 65536, 65536);
    const before = { heaps: heaps(), live: liveBlocks(site) };
    const block = blockOf(site, heap, 24);
    expect(heaps()).toBe(before.heaps + 1);
    expect(liveBlocks(site)).toBe(before.live);
    expect([requested(site, heap), actual(site, heap)]).toEqual([24, 24]);
    process.memory.fill(block, 24, 1);
    const faults = (address: number) =>
      expect(process.outcome(() => process.memory.writeUint8(address, 1))).toMatchObject({
        kind: 'raised',
        record: { ExceptionCode: STATUS_ACCESS_VIOLATION },
      });
    faults(block + 32);
    const second = blockOf(site, heap, 3);
    expect(heaps()).toBe(before.heaps + 1);
    expect([block % 8, second % 8]).toEqual([0, 0]);
    expect([requested(site, heap), actual(site, heap)]).toEqual([27, 32]);
    expect(process.WsResetHeap(heap, 0)).toBe(S_OK);
    expect(heaps()).toBe(before.heaps);
    expect([requested(site, heap), actual(site, heap)]).toEqual([0, 0]);
    faults(block);
    faults(second);
    blockOf(site, heap, 1);
    process.WsFreeHeap(heap);
    expect([heaps(), liveBlocks(site)]).toEqual([before.heaps, before.live - 1]);
  });

  it('C-035: the quota is that of the WS_HEAP; fresh memory is not zero; a request for no bytes has its address', () => {
    const site = siteOf(arch, {}, { pageHeap: 'light' });
    const heap = heapOf(site, 100);
    const block = blockOf(site, heap, 100);
    expect([...site.process.memory.readBytes(block, 100)]).not.toContain(0);
    expect(site.process.WsAlloc(heap, 1, out(PVOID), 0)).toBe(WS_E_QUOTA_EXCEEDED);
    expect(new Set([0, block, blockOf(site, heap, 0), blockOf(site, heap, 0)]).size).toBe(4);
  });
});

describe.each(architectures)('WsCreateXmlBuffer, %s', (arch) => {
  it('C-033: NULL for the heap or for the buffer is E_INVALIDARG', () => {
    const site = siteOf(arch);
    const error = errorOf(site);
    expect(site.process.WsCreateXmlBuffer(0, 0, 0, out(PVOID), error)).toBe(E_INVALIDARG);
    expect(site.process.WsCreateXmlBuffer(heapOf(site), 0, 0, 0, 0)).toBe(E_INVALIDARG);
    expect(stringsOf(site, error)[0]).toMatch(/^WsCreateXmlBuffer: heap/);
  });

  it('C-033, S3-016: the buffer is on the heap that is named, and lives as long as its blocks', () => {
    const site = siteOf(arch);
    const heap = heapOf(site, 100, 128);
    const before = liveBlocks(site);
    const buffer = out(PVOID);
    expect(site.process.WsCreateXmlBuffer(heap, 0, 0, buffer, 0)).toBe(S_OK);
    expect(requested(site, heap)).toBe(64);
    expect(site.process.WsCreateXmlBuffer(heap, 0, 0, out(PVOID), 0)).toBe(WS_E_QUOTA_EXCEEDED);
    site.process.WsResetHeap(heap, 0);
    expect(blockOf(site, heap, 8)).toBe(buffer.value);
    site.process.WsFreeHeap(heap);
    expect(liveBlocks(site)).toBe(before - 1);
  });

  it('properties of an XML buffer are not modelled', () => {
    const site = siteOf(arch);
    const heap = heapOf(site);
    expect(
      site.nt.outcome(() => site.process.WsCreateXmlBuffer(heap, site.buffer, 1, out(PVOID), 0)),
    ).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });
});
