import { describe, expect, it } from 'vitest';
import { HIGHEST_USER_ADDRESS, REGION_BASES } from '../../src/memory/address-space.ts';
import {
  MEM_COMMIT,
  MEM_FREE,
  MEM_PRIVATE,
  MEM_RESERVE,
  PAGE_EXECUTE_READ,
  PAGE_GUARD,
  PAGE_NOACCESS,
  PAGE_READONLY,
  PAGE_READWRITE,
} from '../../src/memory/constants.ts';
import { EXECUTABLE, PAGED, READ_WRITE, READABLE, WRITABLE } from '../../src/memory/page-access.ts';
import { queryRegion } from '../../src/memory/query-region.ts';
import { Region } from '../../src/memory/region.ts';
import { STATUS_COMMITMENT_LIMIT, STATUS_CONFLICTING_ADDRESSES } from '../../src/status/common.ts';
import { architectures, MB, makeMachine } from './machine.ts';

const KB64 = 0x1_0000;
const PAGE = 0x1000;

describe('the place of regions', () => {
  it('keeps the low half of an x64 address equal to the offset', () => {
    for (const base of Object.values(REGION_BASES.x64)) expect(Math.abs(base) % 2 ** 32).toBe(0);
    const { user } = makeMachine('x64');
    const address = user.reserve(PAGE, PAGE_READWRITE)!;
    expect(address >>> 0).toBe(address - user.base);
  });

  it.each(architectures)('%s: never gives out the first 64 KB', (architecture) => {
    const { user, kernel } = makeMachine(architecture);
    expect(user.reserve(PAGE, PAGE_READWRITE)).toBe(user.base + KB64);
    expect(kernel.reserve(PAGE, PAGE_READWRITE)).toBe(kernel.base + KB64);
    expect(user.reserve(PAGE, PAGE_READWRITE, { at: user.base })).toBeNull();
  });

  it('never gives out the last 64 KB below 2 GiB on x86', () => {
    const { user } = makeMachine('x86', { user: 2 ** 31 });
    const top = user.reserve(PAGE, PAGE_READWRITE, { topDown: true })!;
    expect(top).toBe(0x7ffe_0000);
    expect(top + KB64 - 1).toBe(HIGHEST_USER_ADDRESS.x86);
  });

  it('refuses sizes that are no regions', () => {
    const { physical } = makeMachine('x64');
    for (const bytes of [PAGE, -KB64, 2 ** 33, Number.NaN]) {
      expect(() => new Region({ space: 'user', base: 0, bytes, physical })).toThrow(RangeError);
    }
  });
});

describe.each(architectures)('Region.reserve on %s', (architecture) => {
  it('B-223: begins at multiples of 64 KB and takes whole pages', () => {
    const { user } = makeMachine(architecture);
    const first = user.reserve(1, PAGE_READWRITE)!;
    const second = user.reserve(KB64 + 1, PAGE_READWRITE)!;
    const third = user.reserve(PAGE, PAGE_READWRITE)!;
    expect([first, second, third].map((address) => address - user.base)).toEqual([KB64, 2 * KB64, 4 * KB64]);
    expect(queryRegion(user, second).RegionSize).toBe(KB64 + PAGE);
  });

  it('takes the lowest place that is long enough, or the highest', () => {
    const { user } = makeMachine(architecture);
    const at = [1, 2, 3, 4].map(() => user.reserve(KB64, PAGE_READWRITE)!);
    user.release(at[1]!);
    expect(user.reserve(2 * KB64, PAGE_READWRITE)).toBe(at[3]! + KB64);
    expect(user.reserve(KB64, PAGE_READWRITE)).toBe(at[1]);
    expect(user.reserve(PAGE, PAGE_READWRITE, { topDown: true })).toBe(user.base + user.bytes - KB64);
    expect(user.reserve(KB64, PAGE_READWRITE, { topDown: true, below: at[2]! + KB64 })).toBeNull();
    user.release(at[2]!);
    expect(user.reserve(KB64, PAGE_READWRITE, { topDown: true, below: at[3]! })).toBe(at[2]);
  });

  it('answers null when a place is taken or nothing is left', () => {
    const { user } = makeMachine(architecture);
    const address = user.reserve(3 * KB64, PAGE_READWRITE)!;
    expect(user.reserve(PAGE, PAGE_READWRITE, { at: address + 2 * KB64 })).toBeNull();
    expect(user.reserve(user.bytes, PAGE_READWRITE)).toBeNull();
    expect(user.reserve(user.bytes - 4 * KB64, PAGE_READWRITE)).toBe(address + 3 * KB64);
    expect(user.reserve(1, PAGE_READWRITE)).toBeNull();
  });

  it('gives everything back: thousands of reservations, released in another order', () => {
    const { user } = makeMachine(architecture, { user: 256 * MB });
    const all = Array.from({ length: 4000 }, () => user.reserve(KB64, PAGE_READWRITE)!);
    const order = all.map((address, index) => ({ address, key: (index * 2654435761) % 4001 }));
    for (const { address } of order.sort((a, b) => a.key - b.key)) user.release(address);
    expect(user.allocations.all).toEqual([]);
    expect(user.reserve(user.bytes - KB64, PAGE_READWRITE)).toBe(user.base + KB64);
  });
});

describe.each(architectures)('Region.commit and decommit on %s', (architecture) => {
  it('commits the pages that contain any byte of the range, and charges only new ones', () => {
    const { user, physical } = makeMachine(architecture);
    const address = user.reserve(4 * PAGE, PAGE_READWRITE)!;
    expect(user.commit(address + PAGE - 1, 2, PAGE_READWRITE)).toBe(0);
    expect(physical.usedBytes).toBe(2 * PAGE);
    expect(user.commit(address, 4 * PAGE, PAGE_READWRITE)).toBe(0);
    expect([physical.usedBytes, user.committedBytes]).toEqual([4 * PAGE, 4 * PAGE]);
    user.decommit(address + 1, 1);
    expect(physical.usedBytes).toBe(3 * PAGE);
    user.release(address);
    expect([physical.usedBytes, physical.peakBytes, user.committedBytes]).toEqual([0, 4 * PAGE, 0]);
  });

  it('fails when physical memory is exhausted, and changes nothing', () => {
    const { user, physical } = makeMachine(architecture, { physical: 4 * PAGE });
    const address = user.reserve(8 * PAGE, PAGE_READWRITE)!;
    expect(user.commit(address, 3 * PAGE, PAGE_READWRITE)).toBe(0);
    expect(user.commit(address, 5 * PAGE, PAGE_READONLY)).toBe(STATUS_COMMITMENT_LIMIT);
    expect(physical.usedBytes).toBe(3 * PAGE);
    expect(queryRegion(user, address)).toMatchObject({ RegionSize: 3 * PAGE, Protect: PAGE_READWRITE });
    expect(user.commit(address, 4 * PAGE, PAGE_READWRITE)).toBe(0);
  });

  it('refuses a range that is not inside one reservation', () => {
    const { user } = makeMachine(architecture);
    const address = user.reserve(KB64, PAGE_READWRITE)!;
    user.reserve(KB64, PAGE_READWRITE);
    expect(user.commit(address, KB64 + 1, PAGE_READWRITE)).toBe(STATUS_CONFLICTING_ADDRESSES);
    expect(user.commit(address - 1, 1, PAGE_READWRITE)).toBe(STATUS_CONFLICTING_ADDRESSES);
  });

  it('gives zeroes at first, and again after decommit and commit, through every route', () => {
    const { user, memory, committed, debug } = makeMachine(architecture);
    const driver = memory();
    const address = committed(user, 2 * PAGE);
    for (let round = 0; round < 3; round++) {
      expect(debug.readBytes(address, 2 * PAGE)!.every((byte) => byte === 0)).toBe(true);
      expect(driver.readUint32(address + 4)).toBe(0);
      driver.fill(address, 2 * PAGE, 0xab);
      user.decommit(address, 2 * PAGE);
      expect(debug.readUint8(address)).toBeUndefined();
      expect(user.commit(address, 2 * PAGE, PAGE_READWRITE)).toBe(0);
    }
    const page = (address - user.base) / PAGE;
    expect(user.prepareWrite(page)).toBe(true);
    expect(user.u8.subarray(page * PAGE, (page + 1) * PAGE).every((byte) => byte === 0)).toBe(true);
  });

  it('keeps content when committed pages are committed again, and changes their protection', () => {
    const { user, memory, committed } = makeMachine(architecture);
    const address = committed(user, PAGE);
    memory().writeUint32(address, 7);
    expect(user.commit(address, PAGE, PAGE_READONLY)).toBe(0);
    expect(memory().readUint32(address)).toBe(7);
    expect(queryRegion(user, address).Protect).toBe(PAGE_READONLY);
  });
});

describe('the attribute byte', () => {
  it.each([
    [PAGE_NOACCESS, 0],
    [PAGE_READONLY, READABLE],
    [PAGE_READWRITE, READ_WRITE],
    [PAGE_EXECUTE_READ, READABLE | EXECUTABLE],
    [PAGE_READWRITE | PAGE_GUARD, 0],
  ])('protection %i allows %i once the page was touched', (protection, bits) => {
    const { user, committed } = makeMachine('x64');
    const address = committed(user, PAGE, PAGE_READWRITE);
    const page = (address - user.base) / PAGE;
    expect(user.access[page]).toBe(PAGED);
    user.prepareWrite(page);
    expect(user.protect(address, PAGE, protection)).toBe(PAGE_READWRITE);
    expect(user.access[page]).toBe(bits | PAGED);
    expect(user.prepareRead(page)).toBe((bits & READABLE) !== 0);
    expect(user.prepareWrite(page)).toBe((bits & WRITABLE) !== 0);
    expect(user.prepareExecute(page)).toBe((bits & EXECUTABLE) !== 0);
  });

  it('has no PAGED bit in kernel memory that stays resident', () => {
    const { kernel, committed } = makeMachine('x64');
    const address = committed(kernel, PAGE, PAGE_READWRITE, false);
    kernel.prepareWrite((address - kernel.base) / PAGE);
    expect(kernel.access[(address - kernel.base) / PAGE]).toBe(READ_WRITE);
  });
});

describe('Region.reserve', () => {
  it.each([0, -1, Number.NaN])('%d bytes are misuse', (bytes) => {
    expect(() => makeMachine('x64').user.reserve(bytes, PAGE_READWRITE)).toThrow(RangeError);
  });
});

describe('misuse of the TypeScript API', () => {
  it('is a RangeError', () => {
    const { user } = makeMachine('x64');
    expect(() => user.reserve(PAGE, PAGE_READWRITE, { at: user.base + KB64 + PAGE })).toThrow(RangeError);
    expect(() => user.decommit(user.base - PAGE, PAGE)).toThrow(RangeError);
    expect(() => user.decommit(user.base + user.bytes - PAGE, 2 * PAGE)).toThrow(RangeError);
  });
});

describe('Region.release', () => {
  it('leaves one or two reservations when a part is released', () => {
    const { user } = makeMachine('x64');
    const address = user.reserve(4 * KB64, PAGE_READWRITE)!;
    user.release(address + KB64 + PAGE, PAGE);
    user.release(address + 2 * KB64, KB64);
    const parts = user.allocations.all.map(({ page, pages }) => [page - 16, pages]);
    expect(parts).toEqual([
      [0, 17],
      [18, 14],
      [48, 16],
    ]);
    // The unit with two remainders is not free; the one that was released whole is.
    expect(user.reserve(PAGE, PAGE_READWRITE)).toBe(address + 2 * KB64);
    user.release(address);
    user.release(address + KB64 + 2 * PAGE);
    expect(user.reserve(2 * KB64, PAGE_READWRITE)).toBe(address);
  });

  it.each([
    ['first', 0],
    ['second', 21],
  ])('keeps a shared unit taken while the other remainder lives: %s goes', (_, gone) => {
    const { user } = makeMachine('x64');
    const base = user.reserve(3 * KB64, PAGE_READWRITE)!;
    user.reserve(KB64, PAGE_READWRITE);
    user.release(base + 20 * PAGE, PAGE);
    user.release(base + gone * PAGE);
    const stays = base + (gone === 0 ? 21 : 0) * PAGE;
    // What was released is free, but for the 64 KB in the middle that both had a part of.
    expect(user.reserve(2 * KB64, PAGE_READWRITE)).toBe(base + 4 * KB64);
    user.release(stays);
    expect(user.reserve(3 * KB64, PAGE_READWRITE)).toBe(base);
  });

  it('refuses what is not inside one reservation', () => {
    const { user } = makeMachine('x64');
    const address = user.reserve(KB64, PAGE_READWRITE)!;
    expect(() => user.release(address, KB64 + 1)).toThrow(RangeError);
    expect(() => user.release(address + KB64)).toThrow(RangeError);
  });
});

describe.each(architectures)('queryRegion on %s', (architecture) => {
  it('tells state, protection and extent', () => {
    const { user } = makeMachine(architecture);
    const base = user.reserve(4 * PAGE, PAGE_READWRITE)!;
    user.commit(base + PAGE, 2 * PAGE, PAGE_READWRITE);
    user.protect(base + 2 * PAGE, PAGE, PAGE_READONLY);
    const row = (address: number) => {
      const range = queryRegion(user, address);
      return [range.BaseAddress - base, range.RegionSize, range.State, range.Protect, range.Type];
    };
    expect(row(base + 1)).toEqual([0, PAGE, MEM_RESERVE, 0, MEM_PRIVATE]);
    expect(row(base + PAGE)).toEqual([PAGE, PAGE, MEM_COMMIT, PAGE_READWRITE, MEM_PRIVATE]);
    expect(row(base + 2 * PAGE)).toEqual([2 * PAGE, PAGE, MEM_COMMIT, PAGE_READONLY, MEM_PRIVATE]);
    expect(row(base + 5 * PAGE)).toEqual([
      5 * PAGE,
      user.base + user.bytes - base - 5 * PAGE,
      MEM_FREE,
      PAGE_NOACCESS,
      0,
    ]);
    expect(queryRegion(user, base)).toMatchObject({
      AllocationBase: base,
      AllocationProtect: PAGE_READWRITE,
    });
  });
});

describe('decommit and commit that keep', () => {
  const kept = () => {
    const { user } = makeMachine('x64');
    const address = user.reserve(KB64, PAGE_READWRITE)!;
    const page = (address - user.base) / PAGE;
    user.commit(address, 2 * PAGE, PAGE_READWRITE);
    user.prepareWrite(page);
    user.u8.fill(7, page * PAGE, page * PAGE + PAGE);
    return { user, address, page, byte: () => (user.prepareRead(page) ? user.u8[page * PAGE] : undefined) };
  };

  it('find the bytes again, and nobody reaches them between', () => {
    const { user, address, page, byte } = kept();
    user.decommit(address, 2 * PAGE, true);
    expect([user.committedBytes, user.access[page], byte()]).toEqual([0, 0, undefined]);
    user.commit(address, 2 * PAGE, PAGE_READWRITE, true);
    expect([user.committedBytes, byte()]).toEqual([2 * PAGE, 7]);
    expect(user.prepareRead(page + 1) && user.u8[(page + 1) * PAGE]).toBe(0);
  });

  it.each([
    ['only the commit asks for it', false, true],
    ['only the decommit asks for it', true, false],
  ])('give zeroes when %s', (_, first, second) => {
    const { user, address, byte } = kept();
    user.decommit(address, PAGE, first);
    user.commit(address, PAGE, PAGE_READWRITE, second);
    expect(byte()).toBe(0);
  });

  it('give zeroes when the place was released and reserved between', () => {
    const { user, address, byte } = kept();
    user.decommit(address, PAGE, true);
    user.release(address);
    expect(user.reserve(KB64, PAGE_READWRITE)).toBe(address);
    user.commit(address, PAGE, PAGE_READWRITE, true);
    expect(byte()).toBe(0);
  });

  it('are part of a snapshot: the bytes come back with it, committed or not', () => {
    const { user, address, page, byte } = kept();
    user.decommit(address, PAGE, true);
    const image = user.save();
    user.commit(address, PAGE, PAGE_READWRITE, true);
    user.prepareWrite(page);
    user.u8.fill(9, page * PAGE, page * PAGE + PAGE);
    user.load(image);
    expect([user.access[page], byte()]).toEqual([0, undefined]);
    user.commit(address, PAGE, PAGE_READWRITE, true);
    expect(byte()).toBe(7);
    expect(user.access[page]! & WRITABLE).toBe(0); // a snapshot still needs the page as it is
  });
});
