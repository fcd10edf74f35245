/** What of a page of special pool is not the block: each byte of it is looked at, and no other. */
import { NonPagedPoolNx } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { PATTERN, patternDamage, placeInPage } from '../../../src/kernel/special-pool/special-block.ts';
import { PhysicalMemory } from '../../../src/memory/physical-memory.ts';
import { Region } from '../../../src/memory/region.ts';
import { FRED, machine } from '../pool/fixture.ts';

const PAGE = 4096;
const region = new Region({
  space: 'kernel',
  base: 0,
  bytes: 0x1_0000,
  physical: new PhysicalMemory(0x1_0000),
});

describe.each(['end', 'start'] as const)('verify %s', (verify) => {
  it.each([1, 7, 8, 15, 16, 17, 31, 32, 100, 280, 352, 4000, 4064])('a block of %d bytes', (bytes) => {
    const at = placeInPage(bytes, 8, verify);
    for (const page of [2, 15]) {
      const start = page * PAGE;
      const damage = () => patternDamage(region, { page, at, bytes, verify });
      region.u8.fill(0, 0, 0x1_0000);
      region.u8.fill(PATTERN, start, start + PAGE);
      region.u8.fill(0, start + at, start + at + bytes);
      expect(damage()).toBeNull();
      for (let index = 0; index < PAGE; index++) {
        const old = region.u8[start + index]!;
        region.u8[start + index] = old ^ 0x11;
        const isBlock = index >= at && index < at + bytes;
        expect(damage()?.at ?? null).toBe(isBlock ? null : index);
        region.u8[start + index] = old;
      }
    }
  });
});

it('a snapshot does not learn what became of its blocks', () => {
  const nt = machine('x64', { specialPool: true });
  const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 64, FRED);
  const snapshot = nt.snapshot();
  const before = nt.debug.fingerprints();
  for (let time = 0; time < 3; time++) {
    nt.ExFreePool(block);
    nt.restore(snapshot);
    expect(nt.debug.fingerprints()).toEqual(before);
    expect(nt.debug.pool.block(block)?.bytes).toBe(64);
  }
});
