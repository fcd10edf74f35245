import { describe, expect, it } from 'vitest';
import type { ReplayHeap } from '../../src/cli/replay-heap.ts';
import type { Trace } from '../../src/cli/trace.ts';
import { verifyReplay } from '../../src/cli/verify-replay.ts';
import { modelHeap } from './model-heap.ts';
import { traceOf } from './trace-text.ts';

const SIZES = 'a 0 100|a 1 0|a 2 70000|r 0 300|r 2 65537|r 0 20|f 1|a 3 1|f 0';
const trace = traceOf(...SIZES.split('|'));

const verdict = (heap: ReplayHeap, replayed: Trace = trace): string => {
  const { valid, reason } = verifyReplay(heap, replayed);
  expect(valid).toBe(reason === null);
  return reason ?? 'valid';
};

describe('the verifying pass', () => {
  it('accepts a heap that does everything right', () => {
    expect(verifyReplay(modelHeap(), trace)).toMatchObject({
      valid: true,
      reason: null,
      failures: 0,
      peakLiveBytes: 70300,
      atPeak: { liveBlocks: 3, liveBytes: 70300 },
      segments: 1,
      largeBlocks: 0,
    });
  });

  it('counts failures and goes on without the blocks that never were', () => {
    const heap = modelHeap(0x1000);
    const cramped = traceOf('a 0 100', 'a 1 5000', 'r 1 10', 'f 1', 'r 0 5000', 'f 0');
    expect(verifyReplay(heap, cramped)).toMatchObject({ valid: true, failures: 2, peakLiveBytes: 100 });
  });

  it('reports progress to the end', () => {
    const seen: number[] = [];
    verifyReplay(modelHeap(), trace, (done) => seen.push(done));
    expect(seen).toEqual([0, trace.operations.length]);
  });
});

describe('the verifying pass finds', () => {
  const broken = (change: (heap: ReplayHeap, sound: ReplayHeap) => Partial<ReplayHeap>): ReplayHeap => {
    const sound = modelHeap();
    const heap = { ...sound };
    return Object.assign(heap, change(heap, sound));
  };

  it('a block that is not aligned', () => {
    const heap = broken((_, sound) => ({
      allocate: (bytes) => sound.allocate(bytes + 8) + 8,
      sizeOf: (address) => sound.sizeOf(address - 8) - 8,
    }));
    expect(verdict(heap)).toBe('operation 1: block 0 at 0x108 is not aligned to 16 bytes');
  });

  it('blocks that overlap', () => {
    const heap = modelHeap(0x1000, () => 16);
    expect(verdict(heap, traceOf('a 0 24', 'a 1 24', 'f 1', 'f 0'))).toMatch(
      /^operation 4: block 0 at 0x100 before its free: byte 1[67] is 0x[0-9a-f]+, written was 0x[0-9a-f]+$/,
    );
  });

  it('a resize that loses the last byte it must keep', () => {
    const heap = broken((_, sound) => ({
      reallocate(address, bytes) {
        const kept = Math.min(sound.sizeOf(address), bytes);
        const moved = sound.reallocate(address, bytes);
        sound.write(moved + kept - 1, Uint8Array.of((sound.read(moved + kept - 1, 1)[0] ?? 0) ^ 1));
        return moved;
      },
    }));
    expect(verdict(heap)).toMatch(/^operation 4: block 0 at 0x[0-9a-f]+ after its resize: byte 99 is /);
  });

  it('a byte changed in the second chunk of a large block', () => {
    const heap = broken((_, sound) => ({
      free(address) {
        sound.write(0x110 + 16 + 112 + 66000, Uint8Array.of(0, 0));
        return sound.free(address);
      },
    }));
    expect(verdict(heap, traceOf('a 0 100', 'a 1 70000', 'f 0'))).toMatch(
      /^operation 3: block 1 .* at the end: byte 66\d\d\d /,
    );
  });

  it('a size that is rounded', () => {
    const heap = broken((_, sound) => ({ sizeOf: (address) => Math.ceil(sound.sizeOf(address) / 8) * 8 }));
    expect(verdict(heap)).toBe('operation 1: block 0 at 0x100: RtlSizeHeap says 104, requested were 100');
  });

  it('a free that is refused', () => {
    expect(verdict(broken(() => ({ free: () => false })))).toMatch(
      /^operation 7: the heap refused to free block 1 at 0x/,
    );
  });

  it('a heap that does not validate', () => {
    expect(verdict(broken(() => ({ isSound: () => false })))).toBe('operation 1: RtlValidateHeap says FALSE');
  });

  it('a walk that misses a block', () => {
    const heap = broken((_, sound) => ({ pieces: () => [...sound.pieces()].slice(1) }));
    expect(verdict(heap)).toBe(
      'operation 1: the walk finds 0 blocks with 0 bytes, 1 blocks with 100 bytes are live',
    );
  });

  it('a walk that sees a freed block as busy', () => {
    const heap = broken((_, sound) => ({ free: (address) => address !== 0, totals: () => sound.totals() }));
    expect(verdict(heap)).toMatch(/the walk finds/);
  });

  it('a counter that is off by one byte', () => {
    const heap = broken((_, sound) => ({
      totals: () => ({ ...sound.totals(), liveBytes: sound.totals().liveBytes + 1 }),
    }));
    expect(verdict(heap)).toMatch(/^operation 1: the heap counts 1 blocks with 101 bytes/);
  });

  it('and lets an error that is no finding through', () => {
    const heap = broken(() => ({
      allocate: () => {
        throw new RangeError('a bug');
      },
    }));
    expect(() => verifyReplay(heap, trace)).toThrow(RangeError);
  });
});
