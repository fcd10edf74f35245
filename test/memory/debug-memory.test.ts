import { describe, expect, it } from 'vitest';
import { PAGE_GUARD, PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE } from '../../src/memory/constants.ts';
import { architectures, makeMachine } from './machine.ts';

const PAGE = 0x1000;

describe.each(architectures)('DebugMemory on %s', (architecture) => {
  it('reads committed pages whatever their protection, and touches nothing', () => {
    const { debug, user, committed } = makeMachine(architecture);
    const address = committed(user, 2 * PAGE, PAGE_NOACCESS);
    user.protect(address, PAGE, PAGE_READWRITE | PAGE_GUARD);
    const state = () => [user.access, user.flags, user.protection].map((array) => [...array.subarray(0, 64)]);
    const before = state();
    expect(debug.readUint8(address)).toBe(0);
    expect(debug.readUint16(address + PAGE - 1)).toBe(0);
    expect(debug.readInt32(address)).toBe(0);
    expect(debug.readBigUint64(address)).toBe(0n);
    expect(debug.readPointer(address)).toBe(0);
    expect(debug.readAnsiString(address)).toBe('');
    expect(state()).toEqual(before);
  });

  it('says undefined for what is not committed', () => {
    const { debug, user, committed } = makeMachine(architecture);
    const address = committed(user, PAGE);
    for (const bad of [8, -8, address - 1, address + PAGE, address + PAGE - 3, user.base + user.bytes - 2]) {
      expect(debug.readUint32(bad)).toBeUndefined();
      expect(debug.isCommitted(bad, 4)).toBe(false);
    }
    expect(debug.readUtf16String(8)).toBeUndefined();
    expect(debug.isCommitted(address, PAGE)).toBe(true);
  });

  it('writes whatever the protection, and throws for what is not committed', () => {
    const { debug, user, committed, memory } = makeMachine(architecture);
    const address = committed(user, PAGE, PAGE_READONLY);
    debug.writeUint8(address, 0x1ff);
    debug.writeUint16(address + 2, 0x1234);
    debug.writeUint32(address + 4, -2);
    debug.writeBigUint64(address + 8, 2n ** 64n - 2n);
    debug.writePointer(address + 16, user.base + 5);
    expect(memory().readUint8(address)).toBe(0xff);
    expect(memory().readUint16(address + 2)).toBe(0x1234);
    expect(memory().readInt32(address + 4)).toBe(-2);
    expect(memory().readBigUint64(address + 8)).toBe(2n ** 64n - 2n);
    expect(debug.readPointer(address + 16)).toBe(user.base + 5);
    expect(() => debug.writeUint8(address + PAGE, 1)).toThrow(RangeError);
    expect(() => debug.writeUint32(address + PAGE - 2, 1)).toThrow(/not committed/);
  });

  it('reads strings up to the end of committed memory', () => {
    const { debug, user, committed } = makeMachine(architecture);
    const address = committed(user, PAGE);
    expect(debug.writeAnsiString(address + 10, 'pool')).toBe(5);
    expect(debug.readAnsiString(address + 10)).toBe('pool');
    expect(debug.writeUtf16String(address + 20, 'täg')).toBe(8);
    expect(debug.readUtf16String(address + 20)).toBe('täg');
    debug.writeBytes(address + PAGE - 2, [0x41, 0x42]);
    expect(debug.readAnsiString(address + PAGE - 2)).toBe('AB');
  });
});
