import { boot, out, ULONG } from 'irqlab';
import { describe, expect, it } from 'vitest';

describe.each(['RtlRandom', 'RtlRandomEx'] as const)('%s', (name) => {
  it('depends on the seed alone, which it replaces, and stays below MAXLONG', () => {
    const nt = boot();
    const seed = out(ULONG, 7);
    const numbers = Array.from({ length: 100 }, () => nt[name](seed));
    expect(new Set(numbers).size).toBe(100);
    expect(Math.max(...numbers)).toBeLessThan(0x7fff_ffff);
    const place = nt.variable('ULONG');
    nt.memory.writeUint32(place, 7);
    expect(nt[name](place)).toBe(numbers[0]);
    expect(nt[name](place)).toBe(numbers[1]);
  });
});
