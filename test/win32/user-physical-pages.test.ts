/** Address Windowing Extensions: page frames that travel between the pages of a window. */
import fc from 'fast-check';
import {
  boot,
  KiB,
  MEM_COMMIT,
  MEM_DECOMMIT,
  MEM_PHYSICAL,
  MEM_RELEASE,
  MEM_RESERVE,
  MEM_TOP_DOWN,
  MiB,
  NtCurrentProcess,
  out,
  PAGE_NOACCESS,
  PAGE_READONLY,
  PAGE_READWRITE,
  ULONG,
} from 'irqlab';
import { win32ErrorName } from 'irqlab/status';
import { describe, expect, it } from 'vitest';

const PAGE = 4 * KiB;
const SELF = NtCurrentProcess();
const LEFT_ALONE = 0x1234;

function start(arch: 'x64' | 'x86', options: Parameters<typeof boot>[0] = {}, lockMemory = true) {
  const nt = boot({ arch, ...options });
  const process = nt.startProcess({ lockMemory });
  const { memory } = process;
  const width = arch === 'x64' ? 8 : 4;
  process.SetLastError(LEFT_ALONE);
  const lastError = () => {
    const value = process.GetLastError();
    process.SetLastError(LEFT_ALONE);
    return value === LEFT_ALONE ? null : win32ErrorName(value);
  };
  /** Room for a count, and behind it for an array. */
  const count = process.VirtualAlloc(0, MiB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
  const array = count + 16;
  const put = (values: readonly number[]) => {
    memory.writePointer(count, values.length);
    for (const [index, value] of values.entries()) memory.writePointer(array + index * width, value);
    return array;
  };
  const allocate = (wanted: number) => {
    memory.writePointer(count, wanted);
    expect(process.AllocateUserPhysicalPages(SELF, count, array)).toBe(1);
    return Array.from({ length: memory.readPointer(count) }, (_, index) =>
      memory.readPointer(array + index * width),
    );
  };
  const map = (address: number, frames: readonly number[] | null, pages = frames?.length ?? 1) =>
    process.MapUserPhysicalPages(address, pages, frames === null ? 0 : put(frames));
  const free = (frames: readonly number[]) => {
    put(frames);
    return [process.FreeUserPhysicalPages(SELF, count, array), memory.readPointer(count)];
  };
  const window = (pages: number) =>
    process.VirtualAlloc(0, pages * PAGE, MEM_RESERVE | MEM_PHYSICAL, PAGE_READWRITE);
  return { nt, process, memory, lastError, count, array, put, allocate, map, free, window, width };
}

describe.each(['x64', 'x86'] as const)('page frames on %s', (arch) => {
  it('travel with their content, and fault where they are not', () => {
    const { process, memory, allocate, map, window, lastError } = start(arch);
    const [one = 0, two = 0] = allocate(2);
    const base = window(4);
    expect(process.outcome(() => memory.readUint8(base)).kind).toBe('raised');
    expect(map(base, [one, two])).toBe(1);
    expect(memory.readUint32(base)).toBe(0);
    memory.writeUint32(base, 111);
    memory.writeUint32(base + PAGE + 4, 222);
    expect(map(base, null, 2)).toBe(1);
    expect(process.outcome(() => memory.readUint8(base)).kind).toBe('raised');
    expect(map(base + 2 * PAGE + 5, [two, one])).toBe(1);
    expect([memory.readUint32(base + 2 * PAGE + 4), memory.readUint32(base + 3 * PAGE)]).toEqual([222, 111]);
    expect(lastError()).toBe(null);
  });

  it('replace those that are mapped in their place', () => {
    const { memory, allocate, map, window } = start(arch);
    const [one = 0, two = 0] = allocate(2);
    const base = window(1);
    map(base, [one]);
    memory.writeUint8(base, 1);
    map(base, [two]);
    expect(memory.readUint8(base)).toBe(0);
    memory.writeUint8(base, 2);
    map(base, [one]);
    expect(memory.readUint8(base)).toBe(1);
    map(base, [two]);
    expect(memory.readUint8(base)).toBe(2);
  });

  it('cannot be mapped twice: nothing changes', () => {
    const { memory, allocate, map, window, lastError } = start(arch);
    const [one = 0, two = 0] = allocate(2);
    const base = window(4);
    map(base, [one]);
    memory.writeUint8(base, 9);
    for (const frames of [[one], [two, one], [two, two], [two, 7], [two, -1]]) {
      expect([map(base + 2 * PAGE, frames), lastError()]).toEqual([0, 'ERROR_INVALID_ADDRESS']);
      expect([map(base, frames), lastError()]).toEqual([0, 'ERROR_INVALID_ADDRESS']);
    }
    expect(memory.readUint8(base)).toBe(9);
    expect(map(base + 3 * PAGE, [two])).toBe(1);
  });

  it('are mapped into windows alone', () => {
    const { process, allocate, map, window, lastError, count, put } = start(arch);
    const frames = allocate(3);
    const base = window(2);
    const plain = process.VirtualAlloc(0, 2 * PAGE, MEM_RESERVE, PAGE_READWRITE);
    const rows = [
      [plain, frames.slice(0, 1)],
      [0, frames.slice(0, 1)],
      [-1, frames.slice(0, 1)],
      [base + 2 * PAGE, frames.slice(0, 1)],
      [base + PAGE, frames.slice(0, 2)],
      [base, frames],
      [base, []],
    ] as const;
    for (const [address, some] of rows)
      expect([map(address, some), lastError()]).toEqual([0, 'ERROR_INVALID_PARAMETER']);
    put(frames);
    expect([process.MapUserPhysicalPages(base, -1, count), lastError()]).toEqual([
      0,
      'ERROR_INVALID_PARAMETER',
    ]);
    expect([process.MapUserPhysicalPages(base, 1, 8), lastError()]).toEqual([0, 'ERROR_NOACCESS']);
    expect(() => process.MapUserPhysicalPages(base, 0.5, count)).toThrow(RangeError);
    expect(() => process.MapUserPhysicalPages(base + 0.5, 1, count)).toThrow(RangeError);
  });

  it('a window gives no memory but by mapping, and has one protection', () => {
    const { process, memory, allocate, map, window, lastError } = start(arch);
    const [one = 0] = allocate(1);
    const base = window(2);
    map(base, [one]);
    memory.writeUint8(base, 5);
    const old = out(ULONG);
    expect([process.VirtualAlloc(base, PAGE, MEM_COMMIT, PAGE_READWRITE), lastError()]).toEqual([
      0,
      'ERROR_INVALID_ADDRESS',
    ]);
    expect([process.VirtualProtect(base, 1, PAGE_READONLY, old), lastError()]).toEqual([
      0,
      'ERROR_INVALID_PARAMETER',
    ]);
    expect([process.VirtualFree(base, PAGE, MEM_DECOMMIT), lastError()]).toEqual([
      0,
      'ERROR_INVALID_PARAMETER',
    ]);
    expect(memory.readUint8(base)).toBe(5);
    expect(process.VirtualFree(base, 0, MEM_RELEASE)).toBe(1);
    const again = window(1);
    expect([map(again, [one]), memory.readUint8(again)]).toEqual([1, 5]);
    for (const [type, protect] of [
      [MEM_PHYSICAL, PAGE_READWRITE],
      [MEM_PHYSICAL | MEM_COMMIT, PAGE_READWRITE],
      [MEM_PHYSICAL | MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE],
      [MEM_PHYSICAL | MEM_RESERVE, PAGE_NOACCESS],
      [MEM_PHYSICAL | MEM_RESERVE, PAGE_READONLY],
    ] as const)
      expect([process.VirtualAlloc(0, PAGE, type, protect), lastError()]).toEqual([
        0,
        'ERROR_INVALID_PARAMETER',
      ]);
    const high = process.VirtualAlloc(0, PAGE, MEM_PHYSICAL | MEM_RESERVE | MEM_TOP_DOWN, PAGE_READWRITE);
    expect(high).toBeGreaterThan(again);
  });

  it('are real memory: as many as there is', () => {
    const { nt, process, memory, count, array, free, allocate, lastError } = start(arch, {
      physicalMemory: 4 * MiB,
    });
    const before = nt.debug.physicalMemory.usedBytes;
    const frames = allocate(10_000);
    expect(nt.debug.physicalMemory.usedBytes).toBe(4 * MiB);
    expect(frames.length).toBeLessThan(1024);
    expect(new Set(frames).size).toBe(frames.length);
    memory.writePointer(count, 1);
    expect([process.AllocateUserPhysicalPages(SELF, count, array), lastError()]).toEqual([
      0,
      'ERROR_NOT_ENOUGH_MEMORY',
    ]);
    expect(free(frames)).toEqual([1, frames.length]);
    // The array that the program has written to is memory too, and was committed before.
    expect(nt.debug.physicalMemory.usedBytes).toBe(before);
  });

  it('are freed where they are mapped, up to the first that is none', () => {
    const { process, memory, allocate, map, free, window, lastError } = start(arch);
    const [one = 0, two = 0, three = 0] = allocate(3);
    const base = window(1);
    map(base, [one]);
    expect([free([one, two, 12345, three]), lastError()]).toEqual([[0, 2], 'ERROR_INVALID_ADDRESS']);
    expect(process.outcome(() => memory.readUint8(base)).kind).toBe('raised');
    expect([map(base, [one]), lastError()]).toEqual([0, 'ERROR_INVALID_ADDRESS']);
    expect([free([three, three]), lastError()]).toEqual([[0, 1], 'ERROR_INVALID_ADDRESS']);
    expect(free([])).toEqual([1, 0]);
  });

  it('may be freed with the page that has their count, which then cannot be told', () => {
    const { process, memory, allocate, map, window, lastError } = start(arch);
    const [one = 0] = allocate(1);
    const base = window(1);
    map(base, [one]);
    memory.writePointer(base, 1);
    memory.writePointer(base + 8, one);
    expect([process.FreeUserPhysicalPages(SELF, base, base + 8), lastError()]).toEqual([0, 'ERROR_NOACCESS']);
    expect([map(base, [one]), lastError()]).toEqual([0, 'ERROR_INVALID_ADDRESS']); // it is gone
    const cell = out(ULONG) as unknown as number;
    expect(() => process.FreeUserPhysicalPages(SELF, cell, base)).toThrow(TypeError);
  });

  it('belong to one process', () => {
    const { nt, allocate, memory } = start(arch);
    const [mine = 0] = allocate(1);
    const other = nt.startProcess({ lockMemory: true });
    const base = other.VirtualAlloc(0, PAGE, MEM_RESERVE | MEM_PHYSICAL, PAGE_READWRITE);
    const room = other.VirtualAlloc(0, PAGE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    other.memory.writePointer(room, mine);
    expect(other.MapUserPhysicalPages(base, 1, room)).toBe(0);
    expect(win32ErrorName(other.GetLastError())).toBe('ERROR_INVALID_ADDRESS');
    expect(memory.architecture).toBe(arch);
  });

  it('need a privilege, this process, and arrays that can be used', () => {
    const { process, lastError, count, array, put } = start(arch, {}, false);
    put([1]);
    expect([process.AllocateUserPhysicalPages(SELF, count, array), lastError()]).toEqual([
      0,
      'ERROR_PRIVILEGE_NOT_HELD',
    ]);
    const may = start(arch);
    may.put([0, 0]);
    const rows = [
      [0, may.count, may.array, 'ERROR_INVALID_HANDLE'],
      [4, may.count, may.array, 'ERROR_INVALID_HANDLE'],
      [SELF, 0, may.array, 'ERROR_NOACCESS'],
      [SELF, may.count, 0, 'ERROR_NOACCESS'],
      [SELF, may.count, may.count + MiB - 4, 'ERROR_NOACCESS'],
    ] as const;
    for (const [handle, number, pages, error] of rows) {
      expect([may.process.AllocateUserPhysicalPages(handle, number, pages), may.lastError()]).toEqual([
        0,
        error,
      ]);
      expect([may.process.FreeUserPhysicalPages(handle, number, pages), may.lastError()]).toEqual([0, error]);
    }
    may.memory.writePointer(may.count, -1 >>> 0);
    expect([may.process.AllocateUserPhysicalPages(SELF, may.count, may.array), may.lastError()]).toEqual([
      0,
      'ERROR_NOACCESS',
    ]);
    expect(() => may.process.AllocateUserPhysicalPages(SELF, 0.5, may.array)).toThrow(RangeError);
  });

  it('keep the content of the model, with snapshots', () => {
    const PAGES = 6;
    const step = fc.record({
      action: fc.constantFrom('map', 'map', 'unmap', 'write', 'write', 'save', 'load'),
      page: fc.nat(PAGES - 1),
      frame: fc.nat(3),
      value: fc.nat(255),
    });
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 60 }), (steps) => {
        const { nt, process, memory, allocate, map, window } = start(arch);
        const frames = allocate(4);
        const base = window(PAGES);
        const used = nt.debug.physicalMemory.usedBytes;
        // Content by frame, and which frame each page has.
        let model = { bytes: [0, 0, 0, 0], pages: new Array<number>(PAGES).fill(-1) };
        let saved = { model, snapshot: nt.snapshot() };
        for (const { action, page, frame, value } of steps) {
          const at = base + page * PAGE;
          const here = model.pages[page] ?? -1;
          const setPage = (to: number) => {
            model = { ...model, pages: model.pages.map((one, index) => (index === page ? to : one)) };
          };
          if (action === 'map') {
            const isMapped = model.pages.includes(frame);
            expect(map(at, [frames[frame] ?? 0])).toBe(isMapped ? 0 : 1);
            if (!isMapped) setPage(frame);
          } else if (action === 'unmap') {
            expect(map(at, null)).toBe(1);
            setPage(-1);
          } else if (action === 'write' && here >= 0) {
            memory.writeUint8(at + 100, value);
            model = { ...model, bytes: model.bytes.map((one, index) => (index === here ? value : one)) };
          } else if (action === 'save') saved = { model, snapshot: nt.snapshot() };
          else if (action === 'load') {
            nt.restore(saved.snapshot);
            model = saved.model;
          }
          for (const [index, one] of model.pages.entries()) {
            const read = process.outcome(() => memory.readUint8(base + index * PAGE + 100));
            expect(read).toMatchObject(one < 0 ? { kind: 'raised' } : { value: model.bytes[one] });
          }
          expect(nt.debug.physicalMemory.usedBytes).toBe(used);
        }
      }),
      { numRuns: 15 },
    );
  });
});
