import { boot, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, structure } from 'irqlab';
import { describe, expect, it } from 'vitest';

describe('numbers of processors', () => {
  it('name the current one, its group and its index', () => {
    const nt = boot({ processors: 3 });
    const { at } = structure('x64', 'PROCESSOR_NUMBER');
    const number = nt.variable('PROCESSOR_NUMBER');
    nt.onProcessor(2, () => {
      expect(nt.KeGetCurrentProcessorNumber()).toBe(2);
      expect(nt.KeGetCurrentProcessorIndex()).toBe(2);
      expect(nt.KeGetCurrentProcessorNumberEx(0)).toBe(2);
      expect(nt.KeGetCurrentProcessorNumberEx(number)).toBe(2);
    });
    expect(nt.memory.readUint16(number + at.Group)).toBe(0);
    expect(nt.memory.readUint8(number + at.Number)).toBe(2);
  });

  it.each([
    ['x64', 64, -1],
    ['x64', 5, 0b11111],
    ['x86', 32, -1],
  ] as const)('%s with %i processors has the mask %i', (arch, processors, mask) => {
    const nt = boot({ arch, processors });
    const cell = nt.variable('ULONG_PTR');
    const wide = arch === 'x64';
    expect(nt.KeQueryActiveProcessors()).toBe(mask);
    expect(nt.KeQueryActiveProcessorCount(cell)).toBe(processors);
    expect(nt.memory.readPointer(cell)).toBe(wide ? mask : mask >>> 0);
    expect(nt.KeQueryActiveProcessorCount(0)).toBe(processors);
    expect(nt.KeQueryMaximumProcessorCount()).toBe(processors);
    for (const group of [0, 0xffff]) {
      expect(nt.KeQueryActiveProcessorCountEx(group)).toBe(processors);
      expect(nt.KeQueryMaximumProcessorCountEx(group)).toBe(processors);
      expect(nt.KeQueryGroupAffinity(group)).toBe(mask);
    }
  });

  it('there is one group', () => {
    const nt = boot();
    expect([nt.KeQueryActiveGroupCount(), nt.KeQueryMaximumGroupCount()]).toEqual([1, 1]);
    expect([
      nt.KeQueryActiveProcessorCountEx(1),
      nt.KeQueryMaximumProcessorCountEx(1),
      nt.KeQueryGroupAffinity(1),
    ]).toEqual([0, 0, 0]);
  });

  it('(USHORT)-1 stands for all groups, and what is no number of C is refused', () => {
    const nt = boot({ processors: 2 });
    expect([nt.KeQueryActiveProcessorCountEx(-1), nt.KeQueryActiveProcessorCountEx(0xffff)]).toEqual([2, 2]);
    for (const none of [0.5, Number.NaN, 2 ** 32])
      expect(() => nt.KeQueryGroupAffinity(none)).toThrow(RangeError);
  });

  it('index and number of a processor lead to each other', () => {
    const nt = boot({ processors: 2 });
    const number = nt.variable('PROCESSOR_NUMBER');
    expect(nt.KeGetProcessorNumberFromIndex(1, number)).toBe(STATUS_SUCCESS);
    expect(nt.KeGetProcessorIndexFromNumber(number)).toBe(1);
    expect(nt.KeGetProcessorNumberFromIndex(2, number)).toBe(STATUS_INVALID_PARAMETER);
    expect(nt.KeGetProcessorNumberFromIndex(-1, number)).toBe(STATUS_INVALID_PARAMETER); // (ULONG)-1
    for (const none of [0.5, Number.NaN, 2 ** 32])
      expect(() => nt.KeGetProcessorNumberFromIndex(none, number)).toThrow(RangeError);
    expect(nt.KeGetProcessorIndexFromNumber(number)).toBe(1);
    nt.memory.writeUint8(number + 2, 2);
    expect(nt.KeGetProcessorIndexFromNumber(number)).toBe(0xffff_ffff);
    nt.memory.writeUint8(number + 2, 1);
    nt.memory.writeUint16(number, 1);
    expect(nt.KeGetProcessorIndexFromNumber(number)).toBe(0xffff_ffff);
  });
});
