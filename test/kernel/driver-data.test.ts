/** nt.variable: variables of the driver with static storage. */
import { boot, DISPATCH_LEVEL, KIRQL, out } from 'irqlab';
import { describe, expect, it } from 'vitest';

describe('nt.variable', () => {
  it.each(['x64', 'x86'] as const)('gives zeroed, aligned, disjoint memory on %s', (arch) => {
    const nt = boot({ arch });
    const lock = nt.variable('KSPIN_LOCK');
    const event = nt.variable('KEVENT');
    const bytes = nt.variable(100);
    const pointerBytes = arch === 'x64' ? 8 : 4;
    expect(Math.abs(lock % pointerBytes)).toBe(0);
    expect(Math.abs(bytes % 16)).toBe(0);
    expect(event - lock).toBeGreaterThanOrEqual(pointerBytes);
    expect(bytes - event).toBeGreaterThanOrEqual(arch === 'x64' ? 24 : 16);
    expect(nt.memory.readUint32(event + 4)).toBe(0);
  });

  it('D-090: is resident unless it is paged', () => {
    const nt = boot();
    const resident = nt.variable('ULONG');
    const paged = nt.variable('ULONG', { paged: true });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    nt.memory.writeUint32(resident, 5);
    expect(nt.memory.readUint32(resident)).toBe(5);
    const outcome = nt.outcome(() => nt.memory.writeUint32(paged, 5));
    expect(outcome).toMatchObject({
      kind: 'bugcheck',
      code: 0xd3,
      parameters: [paged, 2, 1, expect.any(Number)],
    });
  });

  it('gives a large one memory of its own', () => {
    const nt = boot();
    const large = nt.variable(0x3_0000);
    nt.memory.writeUint8(large + 0x2_ffff, 1);
    expect(nt.variable(4)).not.toBe(large);
  });

  it('gives the same addresses again after a restore', () => {
    const nt = boot();
    nt.variable('ULONG');
    const snapshot = nt.snapshot();
    const [first, second] = [nt.variable('KDPC'), nt.variable('ULONG', { paged: true })];
    nt.restore(snapshot);
    expect([nt.variable('KDPC'), nt.variable('ULONG', { paged: true })]).toEqual([first, second]);
  });

  it.each([
    ['a negative size', -1],
    ['a fraction', 1.5],
    ['no size', Number.NaN],
    ['an unknown name', 'KNOTHING'],
    ['a name of Object.prototype', 'toString'],
    ['more memory than there is', 2 ** 40],
  ])('refuses %s', (_, what) => {
    expect(() => boot().variable(what as 'ULONG')).toThrow(RangeError);
  });
});
