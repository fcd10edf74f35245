/** VirtualAlloc, VirtualFree, VirtualProtect, VirtualQuery: the rules of the Windows API around the services of ntdll. */
import fc from 'fast-check';
import {
  boot,
  KiB,
  MEM_COMMIT,
  MEM_DECOMMIT,
  MEM_FREE,
  MEM_LARGE_PAGES,
  MEM_PRIVATE,
  MEM_RELEASE,
  MEM_RESERVE,
  MEM_RESET,
  MEM_RESET_UNDO,
  MEM_TOP_DOWN,
  MEM_WRITE_WATCH,
  out,
  PAGE_EXECUTE_READ,
  PAGE_GUARD,
  PAGE_NOACCESS,
  PAGE_READONLY,
  PAGE_READWRITE,
  STATUS_GUARD_PAGE_VIOLATION,
  ULONG,
} from 'irqlab';
import { win32ErrorName } from 'irqlab/status';
import { MEMORY_BASIC_INFORMATION } from 'irqlab/win32';
import { describe, expect, it } from 'vitest';

const PAGE = 4 * KiB;
const UNIT = 64 * KiB;
const BOTH = MEM_RESERVE | MEM_COMMIT;
const LEFT_ALONE = 0x1234;

const architectures = [
  { arch: 'x64', information: 48, kernel: -0x8000_0000_0000, last: 0x7fff_ffff_0000 },
  { arch: 'x86', information: 28, kernel: 0x8000_0000, last: 0x7fff_0000 },
] as const;

function start(arch: 'x64' | 'x86', options = {}) {
  const nt = boot({ arch, ...options });
  const process = nt.startProcess();
  process.SetLastError(LEFT_ALONE);
  /** Name of the last error, null when the call left it alone. */
  const lastError = () => {
    const value = process.GetLastError();
    process.SetLastError(LEFT_ALONE);
    return value === LEFT_ALONE ? null : win32ErrorName(value);
  };
  const query = (address: number) => {
    const cell = out(MEMORY_BASIC_INFORMATION);
    expect(process.VirtualQuery(address, cell, 64)).toBeGreaterThan(0);
    return cell.value;
  };
  return { nt, process, lastError, query };
}

describe.each(architectures)('VirtualAlloc on $arch', ({ arch, kernel, last }) => {
  it('B-223: reserves at a multiple of 64 KB, and a given address is rounded down to one', () => {
    const { process, query, lastError } = start(arch);
    const base = process.VirtualAlloc(0, 5, MEM_RESERVE, PAGE_READONLY);
    expect(base % UNIT).toBe(0);
    expect(query(base)).toEqual({
      BaseAddress: base,
      AllocationBase: base,
      AllocationProtect: PAGE_READONLY,
      RegionSize: PAGE,
      State: MEM_RESERVE,
      Protect: 0,
      Type: MEM_PRIVATE,
    });
    const at = base + 16 * UNIT;
    expect(process.VirtualAlloc(at + UNIT - 1, 2, BOTH, PAGE_READWRITE)).toBe(at);
    expect(query(at)).toMatchObject({ AllocationBase: at, RegionSize: UNIT + PAGE, State: MEM_COMMIT });
    expect(lastError()).toBe(null);
  });

  it('commits what was reserved page by page, zeroed, and keeps it when it is committed again', () => {
    const { process, query } = start(arch);
    const base = process.VirtualAlloc(0, 8 * PAGE, MEM_RESERVE, PAGE_NOACCESS);
    expect(process.VirtualAlloc(base + PAGE + 1, PAGE, MEM_COMMIT, PAGE_READWRITE)).toBe(base + PAGE);
    expect(query(base + PAGE)).toMatchObject({ RegionSize: 2 * PAGE, State: MEM_COMMIT });
    expect(process.memory.readUint32(base + PAGE)).toBe(0);
    process.memory.writeUint32(base + PAGE, 42);
    expect(process.VirtualAlloc(base, 8 * PAGE, MEM_COMMIT, PAGE_READONLY)).toBe(base);
    expect(process.memory.readUint32(base + PAGE)).toBe(42);
    expect(query(base)).toMatchObject({ RegionSize: 8 * PAGE, Protect: PAGE_READONLY });
  });

  it('MEM_TOP_DOWN takes the highest free place', () => {
    const { process } = start(arch);
    const low = process.VirtualAlloc(0, PAGE, MEM_RESERVE, PAGE_READWRITE);
    const high = process.VirtualAlloc(0, PAGE, MEM_RESERVE | MEM_TOP_DOWN, PAGE_READWRITE);
    expect(high).toBeGreaterThan(low + 512 * 1024 * KiB);
    expect(process.VirtualAlloc(0, PAGE, MEM_RESERVE | MEM_TOP_DOWN, PAGE_READWRITE)).toBe(high - UNIT);
  });

  it.each([
    { why: 'no size', size: 0, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'a size as large as C can say', size: -1, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'more than the user range has', size: last, base: UNIT, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'more than is free', size: 2 ** 30 + UNIT, error: 'ERROR_NOT_ENOUGH_MEMORY' },
    { why: 'more than there is memory', size: 2 ** 29, type: BOTH, error: 'ERROR_COMMITMENT_LIMIT' },
    { why: 'no type', type: 0, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'a type of VirtualFree', type: MEM_RELEASE, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'every type', type: 0xffff_ffff, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'a reset with more', type: MEM_RESET | MEM_COMMIT, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'no protection', protect: 0, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'two protections', protect: 6, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'only PAGE_GUARD', protect: PAGE_GUARD, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'NULL and a little', base: 1, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'the last byte of 64 KB', base: 0xffff, type: MEM_COMMIT, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'a kernel address', base: kernel, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'a negative address', base: -5, error: 'ERROR_INVALID_PARAMETER' },
    { why: 'no address at all', base: 2 ** 60, error: 'ERROR_INVALID_PARAMETER' },
  ])(
    'refuses $why: $error',
    ({ error, base = 0, size = 1, type = MEM_RESERVE, protect = PAGE_READWRITE }) => {
      const { process, lastError } = start(arch);
      expect(process.VirtualAlloc(base, size, type, protect)).toBe(0);
      expect(lastError()).toBe(error);
    },
  );

  it('refuses what is taken, and what is not reserved', () => {
    const { process, lastError, query } = start(arch);
    const base = process.VirtualAlloc(0, UNIT, MEM_RESERVE, PAGE_READWRITE);
    const rows = [
      [base + PAGE, PAGE, MEM_RESERVE],
      [base - UNIT, 2 * UNIT, MEM_RESERVE],
      [base, UNIT + 1, MEM_COMMIT],
      [base + UNIT, PAGE, MEM_COMMIT],
      [base, PAGE, MEM_RESET],
      [base + UNIT, PAGE, MEM_RESET_UNDO],
    ] as const;
    for (const [address, size, type] of rows) {
      expect(process.VirtualAlloc(address, size, type, PAGE_READWRITE)).toBe(0);
      expect(lastError()).toBe('ERROR_INVALID_ADDRESS');
    }
    expect(query(base)).toMatchObject({ RegionSize: UNIT, State: MEM_RESERVE });
  });

  it.each([MEM_LARGE_PAGES | BOTH, MEM_WRITE_WATCH | MEM_RESERVE])('type 0x%x is not modelled', (type) => {
    const { process } = start(arch);
    expect(process.outcome(() => process.VirtualAlloc(0, 1, type, PAGE_READWRITE))).toMatchObject({
      kind: 'stopped',
      reason: 'not-modelled',
    });
  });

  it('MEM_RESET and MEM_RESET_UNDO keep content and state', () => {
    const { process, query, lastError } = start(arch);
    const base = process.VirtualAlloc(0, 2 * PAGE, BOTH, PAGE_READWRITE);
    process.memory.writeUint32(base + PAGE, 7);
    const before = query(base);
    expect(process.VirtualAlloc(base + 1, PAGE, MEM_RESET, PAGE_NOACCESS)).toBe(base);
    expect(process.VirtualAlloc(base + PAGE, PAGE, MEM_RESET_UNDO, PAGE_NOACCESS)).toBe(base + PAGE);
    expect([process.memory.readUint32(base + PAGE), query(base)]).toEqual([7, before]);
    expect(lastError()).toBe(null);
  });
});

describe.each(architectures)('VirtualFree on $arch', ({ arch, kernel }) => {
  it('decommits pages, and releases the whole', () => {
    const { process, query, lastError } = start(arch);
    const base = process.VirtualAlloc(0, 4 * PAGE, BOTH, PAGE_READWRITE);
    process.memory.writeUint32(base + PAGE, 1);
    expect(process.VirtualFree(base + PAGE + 1, 1, MEM_DECOMMIT)).toBe(1);
    expect(query(base + PAGE)).toMatchObject({ RegionSize: PAGE, State: MEM_RESERVE });
    expect(process.outcome(() => process.memory.readUint32(base + PAGE))).toMatchObject({ kind: 'raised' });
    expect(process.VirtualAlloc(base + PAGE, 1, MEM_COMMIT, PAGE_READWRITE)).toBe(base + PAGE);
    expect(process.memory.readUint32(base + PAGE)).toBe(0);
    expect(process.VirtualFree(base, 0, MEM_DECOMMIT)).toBe(1);
    expect(query(base)).toMatchObject({ RegionSize: 4 * PAGE, State: MEM_RESERVE });
    expect(process.VirtualFree(base, 0, MEM_RELEASE)).toBe(1);
    expect(query(base)).toMatchObject({ AllocationBase: 0, State: MEM_FREE, Protect: PAGE_NOACCESS });
    expect(lastError()).toBe(null);
  });

  it.each(['documented', 'observed'] as const)(
    'a size with MEM_RELEASE is refused, profile %s',
    (profile) => {
      const { process, lastError, query } = start(arch, { profile });
      const base = process.VirtualAlloc(0, 2 * PAGE, BOTH, PAGE_READWRITE);
      expect([process.VirtualFree(base, PAGE, MEM_RELEASE), lastError()]).toEqual([
        0,
        'ERROR_INVALID_PARAMETER',
      ]);
      expect(query(base)).toMatchObject({ RegionSize: 2 * PAGE, State: MEM_COMMIT });
    },
  );

  it('B-228: says what is wrong', () => {
    const { process, lastError } = start(arch);
    const base = process.VirtualAlloc(0, 2 * PAGE, BOTH, PAGE_READWRITE);
    const rows = [
      [base + PAGE, 0, MEM_RELEASE, 'ERROR_INVALID_ADDRESS'],
      [base + PAGE, 0, MEM_DECOMMIT, 'ERROR_INVALID_ADDRESS'],
      [base + UNIT, 0, MEM_RELEASE, 'ERROR_INVALID_ADDRESS'],
      [base + UNIT, PAGE, MEM_DECOMMIT, 'ERROR_INVALID_ADDRESS'],
      [0, 0, MEM_RELEASE, 'ERROR_INVALID_ADDRESS'],
      [base, 2 * PAGE + 1, MEM_DECOMMIT, 'ERROR_INVALID_PARAMETER'],
      [base, -1, MEM_DECOMMIT, 'ERROR_INVALID_PARAMETER'],
      [base, 0, 0, 'ERROR_INVALID_PARAMETER'],
      [base, 0, MEM_RELEASE | MEM_DECOMMIT, 'ERROR_INVALID_PARAMETER'],
      [base, 0, MEM_COMMIT, 'ERROR_INVALID_PARAMETER'],
      [kernel, 0, MEM_RELEASE, 'ERROR_INVALID_PARAMETER'],
    ] as const;
    for (const [address, size, type, error] of rows)
      expect([process.VirtualFree(address, size, type), lastError()]).toEqual([0, error]);
    expect(process.VirtualFree(base, 0, MEM_RELEASE)).toBe(1);
    expect([process.VirtualFree(base, 0, MEM_RELEASE), lastError()]).toEqual([0, 'ERROR_INVALID_ADDRESS']);
  });

  it('memory of one process is none of another', () => {
    const { nt, process } = start(arch);
    const other = nt.startProcess();
    const base = process.VirtualAlloc(0, UNIT * 64, BOTH, PAGE_READWRITE);
    expect(other.VirtualFree(base, 0, MEM_RELEASE)).toBe(0);
    expect(win32ErrorName(other.GetLastError())).toBe('ERROR_INVALID_ADDRESS');
    expect(process.memory.readUint32(base)).toBe(0);
  });
});

describe.each(architectures)('VirtualProtect on $arch', ({ arch, kernel }) => {
  it('changes pages, tells the former value of the first, in a cell or in memory', () => {
    const { process, query, lastError } = start(arch);
    const base = process.VirtualAlloc(0, 3 * PAGE, BOTH, PAGE_READWRITE);
    const old = out(ULONG, 9);
    expect(process.VirtualProtect(base + PAGE - 1, 2, PAGE_READONLY, old)).toBe(1);
    expect(old.value).toBe(PAGE_READWRITE);
    expect(query(base)).toMatchObject({ RegionSize: 2 * PAGE, Protect: PAGE_READONLY, AllocationProtect: 4 });
    expect(process.VirtualProtect(base, 1, PAGE_EXECUTE_READ, base + 2 * PAGE + 8)).toBe(1);
    expect(process.memory.readUint32(base + 2 * PAGE + 8)).toBe(PAGE_READONLY);
    expect(process.outcome(() => process.memory.writeUint8(base, 1))).toMatchObject({ kind: 'raised' });
    expect(lastError()).toBe(null);
  });

  it('B-225: PAGE_GUARD works once', () => {
    const guarded = { kind: 'raised', record: { ExceptionCode: STATUS_GUARD_PAGE_VIOLATION } };
    const { process, query } = start(arch);
    const base = process.VirtualAlloc(0, PAGE, BOTH, PAGE_READWRITE | PAGE_GUARD);
    const touch = () => process.outcome(() => process.memory.readUint8(base));
    expect(query(base).Protect).toBe(PAGE_READWRITE | PAGE_GUARD);
    expect(touch()).toMatchObject(guarded);
    expect(query(base).Protect).toBe(PAGE_READWRITE);
    expect(touch()).toMatchObject({ kind: 'returned', value: 0 });
    process.VirtualProtect(base, 1, PAGE_READWRITE | PAGE_GUARD, out(ULONG));
    expect(touch()).toMatchObject(guarded);
    expect(touch()).toMatchObject({ kind: 'returned' });
  });

  it('says what is wrong, and changes nothing', () => {
    const { process, lastError, query } = start(arch);
    const base = process.VirtualAlloc(0, UNIT, MEM_RESERVE, PAGE_READWRITE);
    process.VirtualAlloc(base, 2 * PAGE, MEM_COMMIT, PAGE_READWRITE);
    const cell = out(ULONG, 77);
    const rows = [
      [base, 3 * PAGE, PAGE_READONLY, cell, 'ERROR_INVALID_ADDRESS'],
      [base + 2 * PAGE, 1, PAGE_READONLY, cell, 'ERROR_INVALID_ADDRESS'],
      [base + UNIT, 1, PAGE_READONLY, cell, 'ERROR_INVALID_ADDRESS'],
      [0, 1, PAGE_READONLY, cell, 'ERROR_INVALID_ADDRESS'],
      [base, 0, PAGE_READONLY, cell, 'ERROR_INVALID_PARAMETER'],
      [base, -1, PAGE_READONLY, cell, 'ERROR_INVALID_PARAMETER'],
      [base, 1, 0, cell, 'ERROR_INVALID_PARAMETER'],
      [base, 1, 8, cell, 'ERROR_INVALID_PARAMETER'],
      [kernel, 1, PAGE_READONLY, cell, 'ERROR_INVALID_PARAMETER'],
      [base, 1, PAGE_READONLY, 0, 'ERROR_NOACCESS'],
      [base, 1, PAGE_READONLY, kernel, 'ERROR_NOACCESS'],
      [base, 1, PAGE_READONLY, base + 2 * PAGE, 'ERROR_NOACCESS'],
    ] as const;
    for (const [address, size, protect, old, error] of rows)
      expect([process.VirtualProtect(address, size, protect, old), lastError()]).toEqual([0, error]);
    expect([cell.value, query(base).Protect, query(base).RegionSize]).toEqual([77, PAGE_READWRITE, 2 * PAGE]);
  });
});

describe.each(architectures)('VirtualQuery on $arch', ({ arch, information, kernel }) => {
  it('stores the structure of the architecture', () => {
    const { process, query, lastError } = start(arch);
    const base = process.VirtualAlloc(0, 2 * PAGE, BOTH, PAGE_READWRITE);
    process.memory.fill(base, 64, 0xcc);
    expect(process.VirtualQuery(base + PAGE + 3, base, information)).toBe(information);
    const { memory } = process;
    const width = arch === 'x64' ? 8 : 4;
    expect([memory.readPointer(base), memory.readPointer(base + width)]).toEqual([base + PAGE, base]);
    expect(memory.readUint32(base + 2 * width)).toBe(PAGE_READWRITE);
    expect(memory.readUint8(base + information)).toBe(0xcc);
    expect(query(base + PAGE + 3)).toMatchObject({ BaseAddress: base + PAGE, RegionSize: PAGE });
    expect(lastError()).toBe(null);
  });

  it('says what is wrong, and stores nothing', () => {
    const { process, lastError } = start(arch);
    const base = process.VirtualAlloc(0, PAGE, BOTH, PAGE_READONLY);
    const cell = out(MEMORY_BASIC_INFORMATION);
    const rows = [
      [base, cell, information - 1, 'ERROR_BAD_LENGTH'],
      [base, cell, 0, 'ERROR_BAD_LENGTH'],
      [base, base, information, 'ERROR_NOACCESS'],
      [base, 0, information, 'ERROR_NOACCESS'],
      [base, kernel, information, 'ERROR_NOACCESS'],
      [kernel, cell, information, 'ERROR_INVALID_PARAMETER'],
      [-1, cell, information, 'ERROR_INVALID_PARAMETER'],
    ] as const;
    for (const [address, buffer, length, error] of rows)
      expect([process.VirtualQuery(address, buffer, length), lastError()]).toEqual([0, error]);
    expect(cell.value).toEqual(MEMORY_BASIC_INFORMATION.initial);
    expect(process.VirtualQuery(base, cell, -1)).toBe(information);
  });
});

describe.each(architectures)('arguments that no C program can pass, on $arch', ({ arch }) => {
  const { process } = start(arch);
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is a RangeError', (value) => {
    const cell = out(ULONG);
    const calls = [
      () => process.VirtualAlloc(value, 1, MEM_RESERVE, PAGE_READWRITE),
      () => process.VirtualAlloc(0, value, MEM_RESERVE, PAGE_READWRITE),
      () => process.VirtualAlloc(0, 1, value, PAGE_READWRITE),
      () => process.VirtualAlloc(0, 1, MEM_RESERVE, value),
      () => process.VirtualFree(value, 0, MEM_RELEASE),
      () => process.VirtualFree(UNIT, value, MEM_RELEASE),
      () => process.VirtualFree(UNIT, 0, value),
      () => process.VirtualProtect(value, 1, PAGE_READONLY, cell),
      () => process.VirtualProtect(UNIT, value, PAGE_READONLY, cell),
      () => process.VirtualProtect(UNIT, 1, value, cell),
      () => process.VirtualQuery(value, out(MEMORY_BASIC_INFORMATION), 64),
      () => process.VirtualQuery(UNIT, out(MEMORY_BASIC_INFORMATION), value),
    ];
    for (const call of calls) expect(call).toThrow(RangeError);
  });
});

describe('against a plain model of pages', () => {
  const PAGES = 24;
  const step = fc.record({
    action: fc.constantFrom('commit', 'decommit', 'protect', 'write', 'query', 'snapshot', 'restore'),
    page: fc.nat(PAGES - 1),
    count: fc.integer({ min: 1, max: 8 }),
    protect: fc.constantFrom(PAGE_READWRITE, PAGE_READONLY, PAGE_NOACCESS),
    value: fc.nat(255),
  });

  it.each(architectures)('every page has the protection and content of the model, on $arch', ({ arch }) => {
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 60 }), (steps) => {
        const { nt, process, query } = start(arch);
        const base = process.VirtualAlloc(0, PAGES * PAGE, MEM_RESERVE, PAGE_NOACCESS);
        let model = Array.from({ length: PAGES }, () => ({ protect: 0, value: 0 }));
        let saved = { model, snapshot: nt.snapshot() };
        for (const { action, page, count, protect, value } of steps) {
          const end = Math.min(page + count, PAGES);
          const range = model.slice(page, end);
          const bytes = (end - page) * PAGE;
          const change = (
            to: (one: { protect: number; value: number }) => { protect: number; value: number },
          ) => {
            model = model.map((one, at) => (at >= page && at < end ? to(one) : one));
          };
          if (action === 'commit') {
            expect(process.VirtualAlloc(base + page * PAGE, bytes, MEM_COMMIT, protect)).toBe(
              base + page * PAGE,
            );
            change((one) => ({ ...one, protect }));
          } else if (action === 'decommit') {
            expect(process.VirtualFree(base + page * PAGE, bytes, MEM_DECOMMIT)).toBe(1);
            change(() => ({ protect: 0, value: 0 }));
          } else if (action === 'protect') {
            const committed = range.every((one) => one.protect !== 0);
            const old = out(ULONG);
            expect(process.VirtualProtect(base + page * PAGE, bytes, protect, old)).toBe(committed ? 1 : 0);
            if (committed) {
              expect(old.value).toBe(range[0]?.protect);
              change((one) => ({ ...one, protect }));
            }
          } else if (action === 'write') {
            const writable = range[0]?.protect === PAGE_READWRITE;
            const what = process.outcome(() => process.memory.writeUint8(base + page * PAGE + 9, value));
            expect(what.kind).toBe(writable ? 'returned' : 'raised');
            if (writable) model = model.map((one, at) => (at === page ? { ...one, value } : one));
          } else if (action === 'snapshot') saved = { model, snapshot: nt.snapshot() };
          else if (action === 'restore') {
            nt.restore(saved.snapshot);
            model = saved.model;
          }
          model.forEach((one, at) => {
            const address = base + at * PAGE;
            const like = model.slice(at).findIndex(({ protect: other }) => other !== one.protect);
            expect(query(address)).toMatchObject({
              RegionSize: (like < 0 ? PAGES - at : like) * PAGE,
              Protect: one.protect,
              State: one.protect === 0 ? MEM_RESERVE : MEM_COMMIT,
            });
            if (one.protect === PAGE_READWRITE || one.protect === PAGE_READONLY)
              expect(process.memory.readUint8(address + 9)).toBe(one.value);
          });
        }
      }),
      { numRuns: 15 },
    );
  });
});

it('a program for x86 on a machine for x64 has structures and sizes of its own', () => {
  const nt = boot();
  const process = nt.startProcess({ arch: 'x86' });
  const base = process.VirtualAlloc(0, PAGE, BOTH, PAGE_READWRITE);
  expect(base).toBeLessThan(2 ** 31);
  expect(process.VirtualQuery(base, base, 27)).toBe(0);
  expect(process.VirtualQuery(base, base, 28)).toBe(28);
  expect([process.memory.readUint32(base), process.memory.readUint32(base + 12)]).toEqual([base, PAGE]);
  expect(process.VirtualAlloc(0, -1, MEM_RESERVE, PAGE_READWRITE)).toBe(0);
  expect(win32ErrorName(process.GetLastError())).toBe('ERROR_INVALID_PARAMETER');
});
