import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PhysicalMemory } from '../../src/memory/physical-memory.ts';
import { Region } from '../../src/memory/region.ts';
import { regionMemory } from '../../src/memory/region-memory.ts';
import { propertyRuns } from '../property-runs.ts';

const spareOf = () => {
  const { spare, buffer } = regionMemory(0x1_0000, 0x1_0000, true);
  if (spare === null) throw new Error('there is no WebAssembly');
  return { spare, buffer };
};

describe('writing many bytes of a region at once', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const refusing = {
    Module: class {},
    Memory: class {
      constructor({ shared }: { readonly shared: boolean }) {
        if (shared) throw new TypeError('no shared memories');
        throw new RangeError('no addresses');
      }
    },
  };

  const forbidding = {
    Memory: refusing.Memory,
    get Module(): never {
      throw new EvalError('violates the content security policy');
    },
  };

  it.each([
    ['in a shared memory', null],
    ['without WebAssembly', undefined],
    ['where an engine refuses', refusing],
    ['where a page forbids to compile', forbidding],
  ])('does what a plain array does, %s', (_, engine) => {
    if (engine !== null) vi.stubGlobal('WebAssembly', engine);
    const { buffer, bulk, access } = regionMemory(0x1_0000, 0x1_0000, true);
    expect(buffer instanceof ArrayBuffer).toBe(engine !== null);
    expect(access).toHaveLength(0x1_0000);
    const bytes = new Uint8Array(buffer, 0, 300);
    const at = fc.integer({ min: 0, max: 200 });
    const step = fc.record({ to: at, from: at, count: fc.integer({ min: 0, max: 100 }), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const model = new Uint8Array(300);
        bytes.set(model);
        for (const { to, from, count, value } of steps) {
          bulk.fill(from, value, count >> 1);
          model.fill(value, from, from + (count >> 1));
          bulk.copy(to, from, count);
          model.copyWithin(to, from, from + count);
        }
        expect(bytes).toEqual(model);
      }),
      { numRuns: propertyRuns(50) },
    );
    // Each byte of a range counts, and none beside it. A value is a byte of 0 to 255.
    for (const [from, count, value] of [
      [5, 48, 0x9e],
      [16, 16, 0xff],
      [0, 64, 0],
    ] as const) {
      bytes.fill(0x55);
      bytes.fill(value, from, from + count);
      expect([bulk.holds(from, value, count), bulk.holds(from, value, 0)]).toEqual([1, 1]);
      expect([bulk.holds(from, value ^ 1, count), bulk.holds(from, value ^ 1, 0)]).toEqual([0, 1]);
      for (let at = from; at < from + count; at++) {
        bytes[at] = value ^ 0x80;
        expect(bulk.holds(from, value, count)).toBe(0);
        bytes[at] = value;
      }
    }
  });

  it.each([1, 15, 16, 17, 1023, 1024, 5000])('sets %d words and no more', (words) => {
    const region = new Region({
      space: 'kernel',
      base: 0,
      bytes: 0x1_0000,
      physical: new PhysicalMemory(0x1_0000),
    });
    region.fillWords(-559_038_737, 3, 3 + words);
    const { i32 } = region;
    expect([i32[2], i32[3], i32[2 + words], i32[3 + words]]).toEqual([0, -559_038_737, -559_038_737, 0]);
    expect(i32.subarray(3, 3 + words).every((word) => word === -559_038_737)).toBe(true);
  });
});

describe('spare bytes of a region', () => {
  it('begin behind the bytes of the region and the attribute bytes of its pages', () => {
    const { spare, buffer } = spareOf();
    expect(spare.take(100)).toBe(0x2_0000);
    expect(spare.pages * 0x1_0000).toBe(buffer.byteLength);
  });

  it('lie in one memory with the bytes of the region and the attributes, also where memories cannot be shared', () => {
    const { WebAssembly: engine } = globalThis as unknown as {
      readonly WebAssembly: { readonly Memory: new (limits: { readonly shared: boolean }) => object };
    };
    class Memory extends engine.Memory {
      constructor(limits: { readonly shared: boolean }) {
        if (limits.shared) throw new TypeError('no shared memories');
        super(limits);
      }
    }
    for (const [made, isPlain] of [
      [engine, false],
      [Object.assign(Object.create(engine) as object, { Memory }), true],
    ] as const) {
      vi.stubGlobal('WebAssembly', made);
      const { buffer, access, spare } = regionMemory(0x1_0000, 0x1_0000, true);
      vi.unstubAllGlobals();
      access[5] = 7;
      expect(new Uint8Array(buffer)[0x1_0005]).toBe(7);
      expect([buffer instanceof ArrayBuffer, spare?.memory.buffer === buffer]).toEqual([isPlain, true]);
    }
  });

  it('are given out once, zeroed, and in one piece again when all are back', () => {
    const { spare, buffer } = spareOf();
    const all = buffer.byteLength - 0x2_0000;
    const bytes = new Uint8Array(buffer);
    const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 5_000_000 }), fc.constant(0)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(sizes, (steps) => {
        const taken: { at: number; size: number }[] = [];
        for (const size of steps) {
          if (size === 0) {
            const one = taken.splice(taken.length >> 1, 1)[0];
            if (one !== undefined) spare.giveBack(one.at, one.size);
            continue;
          }
          const at = spare.take(size);
          if (at === null) continue;
          expect(at % 64).toBe(0);
          expect([bytes[at], bytes[at + size - 1]]).toEqual([0, 0]);
          expect(taken.every((other) => at + size <= other.at || other.at + other.size <= at)).toBe(true);
          bytes[at] = 1;
          bytes[at + size - 1] = 1;
          taken.push({ at, size });
        }
        for (const { at, size } of taken) spare.giveBack(at, size);
        expect(spare.take(all)).toBe(0x2_0000);
        spare.giveBack(0x2_0000, 64);
        spare.giveBack(0x2_0040, all - 64);
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  it('are none where programs cannot run, and for a region of 4 GiB', () => {
    expect(regionMemory(0x1_0000, 0x1_0000, false).spare).toBeNull();
    const large = regionMemory(2 ** 32, 2 ** 20, true);
    expect(large.spare).toBeNull();
    expect(large.buffer.byteLength).toBe(2 ** 32);
  });
});
