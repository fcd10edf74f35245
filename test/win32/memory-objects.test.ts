/** GlobalAlloc, LocalAlloc and their kin: one family with two names. */
import fc from 'fast-check';
import { boot, KiB, MiB, type UserProcess } from 'irqlab';
import { win32ErrorName } from 'irqlab/status';
import {
  GHND,
  GMEM_DDESHARE,
  GMEM_DISCARDABLE,
  GMEM_DISCARDED,
  GMEM_FIXED,
  GMEM_INVALID_HANDLE,
  GMEM_LOCKCOUNT,
  GMEM_MODIFY,
  GMEM_MOVEABLE,
  GMEM_VALID_FLAGS,
  GMEM_ZEROINIT,
  GPTR,
  LMEM_DISCARDABLE,
  LMEM_VALID_FLAGS,
} from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../property-runs.ts';

const LEFT_ALONE = 0x1234;

/** The family by one of its names. */
const named = (process: UserProcess, name: 'Global' | 'Local') =>
  name === 'Global'
    ? {
        alloc: process.GlobalAlloc,
        reAlloc: process.GlobalReAlloc,
        free: process.GlobalFree,
        lock: process.GlobalLock,
        unlock: process.GlobalUnlock,
        size: process.GlobalSize,
        flags: process.GlobalFlags,
        handleOf: process.GlobalHandle,
        discardable: GMEM_DISCARDABLE,
        validFlags: GMEM_VALID_FLAGS,
      }
    : {
        alloc: process.LocalAlloc,
        reAlloc: process.LocalReAlloc,
        free: process.LocalFree,
        lock: process.LocalLock,
        unlock: process.LocalUnlock,
        size: process.LocalSize,
        flags: process.LocalFlags,
        handleOf: process.LocalHandle,
        discardable: LMEM_DISCARDABLE,
        validFlags: LMEM_VALID_FLAGS,
      };

function start(arch: 'x64' | 'x86', name: 'Global' | 'Local' = 'Global', options = {}) {
  const nt = boot({ arch, ...options });
  const process = nt.startProcess();
  process.SetLastError(LEFT_ALONE);
  const lastError = () => {
    const value = process.GetLastError();
    process.SetLastError(LEFT_ALONE);
    return value === LEFT_ALONE ? null : win32ErrorName(value);
  };
  return { nt, process, memory: process.memory, lastError, ...named(process, name) };
}

const rows = (['x64', 'x86'] as const).flatMap((arch) =>
  (['Global', 'Local'] as const).map((name) => ({ arch, name, width: arch === 'x64' ? 8 : 4 })),
);

describe.each(rows)('$name memory on $arch', ({ arch, name, width }) => {
  it('B-218: a moveable handle has bit P set and points at the pointer, a fixed one is the pointer', () => {
    const { alloc, lock, memory, size, flags, process, lastError } = start(arch, name);
    for (let n = 0; n < 20; n++) {
      const moveable = alloc(GMEM_MOVEABLE, 10 + n);
      expect(moveable & width).toBe(width);
      expect(memory.readPointer(moveable)).toBe(lock(moveable));
      expect([size(moveable), flags(moveable)]).toEqual([10 + n, 1]);
      const fixed = alloc(GMEM_FIXED, 10 + n);
      expect(fixed & width).toBe(0);
      expect([lock(fixed), size(fixed), flags(fixed)]).toEqual([fixed, 10 + n, 0]);
      expect(process.RtlSizeHeap(process.processHeap, 0, fixed)).toBe(10 + n);
    }
    expect(lastError()).toBe(null);
  });

  it('B-217: there are at most 0x10000 moveable blocks', () => {
    const { alloc, free, flags, lastError } = start(arch, name);
    const handles = Array.from({ length: 0x1_0000 }, () => alloc(GMEM_MOVEABLE, 0));
    expect(new Set(handles).size).toBe(0x1_0000);
    expect(handles.includes(0)).toBe(false);
    expect([alloc(GMEM_MOVEABLE, 0), lastError()]).toEqual([0, 'ERROR_NOT_ENOUGH_MEMORY']);
    expect(alloc(GMEM_FIXED, 8)).not.toBe(0);
    const one = handles[777] ?? 0;
    expect([free(one), alloc(GMEM_MOVEABLE, 0), alloc(GMEM_MOVEABLE, 0)]).toEqual([0, one, 0]);
    expect(flags(one)).toBe(GMEM_DISCARDED);
  });

  it.each([GMEM_FIXED, GMEM_MOVEABLE])('B-220: the second free gives the handle back, flags %i', (kind) => {
    const { alloc, free, lastError } = start(arch, name);
    const handle = alloc(kind, 100);
    expect([free(handle), lastError()]).toEqual([0, null]);
    expect([free(handle), lastError()]).toEqual([handle, 'ERROR_INVALID_HANDLE']);
    expect([free(0), lastError()]).toEqual([0, null]);
  });

  it('B-221: locks are counted up to 0xFF', () => {
    const { alloc, lock, unlock, flags, lastError } = start(arch, name);
    const handle = alloc(GMEM_MOVEABLE, 64);
    for (let n = 1; n <= 300; n++) {
      lock(handle);
      expect(flags(handle) & GMEM_LOCKCOUNT).toBe(Math.min(n, 0xff));
    }
    for (let n = 0xfe; n > 0; n--) expect([unlock(handle), lastError()]).toEqual([1, null]);
    expect([unlock(handle), lastError()]).toEqual([0, 'ERROR_SUCCESS']);
    expect([unlock(handle), lastError()]).toEqual([0, 'ERROR_NOT_LOCKED']);
    expect(flags(handle)).toBe(0);
  });

  it('B-221: a discarded block cannot be locked', () => {
    const { alloc, reAlloc, lock, size, flags, memory, discardable, lastError } = start(arch, name);
    const handle = alloc(GMEM_MOVEABLE | GMEM_DISCARDABLE, 64);
    memory.fill(memory.readPointer(handle), 64, 7);
    expect(reAlloc(handle, 0, GMEM_MOVEABLE)).toBe(handle);
    expect([lock(handle), lastError()]).toEqual([0, 'ERROR_DISCARDED']);
    expect([size(handle), flags(handle), lastError()]).toEqual([0, GMEM_DISCARDED | discardable, null]);
    expect(reAlloc(handle, 32, GMEM_ZEROINIT)).toBe(handle);
    expect([size(handle), flags(handle)]).toEqual([32, discardable]);
    expect(memory.readBytes(lock(handle), 32)).toEqual(new Uint8Array(32));
    const empty = alloc(GMEM_MOVEABLE, 0);
    expect([lock(empty), lastError(), flags(empty)]).toEqual([0, 'ERROR_DISCARDED', GMEM_DISCARDED]);
  });

  it('unlocking a fixed block', () => {
    const { alloc, unlock, lastError } = start(arch, name);
    const fixed = alloc(GPTR, 8);
    const expected = name === 'Global' ? [1, null] : [0, 'ERROR_NOT_LOCKED'];
    expect([unlock(fixed), lastError()]).toEqual(expected);
  });

  it('the handle of an address', () => {
    const { alloc, lock, handleOf, free, process, lastError } = start(arch, name);
    const moveable = alloc(GMEM_MOVEABLE, 64);
    const fixed = alloc(GMEM_FIXED, 64);
    expect([handleOf(lock(moveable)), handleOf(fixed), lastError()]).toEqual([moveable, fixed, null]);
    expect([handleOf(lock(moveable) + 1), lastError()]).toEqual([0, 'ERROR_INVALID_HANDLE']);
    expect([handleOf(0), lastError()]).toEqual([0, 'ERROR_INVALID_PARAMETER']);
    const address = lock(moveable);
    free(moveable);
    expect([handleOf(address), lastError()]).toEqual([0, 'ERROR_INVALID_HANDLE']);
    const other = process.RtlAllocateHeap(process.processHeap, 0, 8);
    expect(handleOf(other)).toBe(other);
  });

  it('an address of a moveable block is no handle of it', () => {
    const { alloc, lock, free, size, lastError } = start(arch, name);
    const handle = alloc(GMEM_MOVEABLE, 64);
    const address = lock(handle);
    expect([free(address), lastError()]).toEqual([address, 'ERROR_INVALID_HANDLE']);
    expect([size(address), lastError()]).toEqual([0, 'ERROR_INVALID_HANDLE']);
    expect(size(handle)).toBe(64);
  });

  it.each([
    ['ZEROINIT', GMEM_MOVEABLE, 100, 40 * KiB],
    ['ZEROINIT of a fixed block', GMEM_FIXED, 100, 40 * KiB],
  ])('%s clears what a block grows by', (_, kind, small, large) => {
    const { alloc, reAlloc, lock, memory } = start(arch, name);
    memory.fill(lock(alloc(GMEM_FIXED, large)), large, 0xee);
    const handle = alloc(kind | GMEM_ZEROINIT, small);
    expect(memory.readBytes(lock(handle), small)).toEqual(new Uint8Array(small));
    memory.fill(lock(handle), small, 5);
    const grown = reAlloc(handle, large, GMEM_MOVEABLE | GMEM_ZEROINIT);
    const bytes = memory.readBytes(lock(grown), large);
    expect(bytes.every((byte, at) => byte === (at < small ? 5 : 0))).toBe(true);
  });

  it('a locked or fixed block stays where it is unless it may move', () => {
    const { alloc, reAlloc, lock, unlock, size, memory, lastError } = start(arch, name);
    const handle = alloc(GMEM_MOVEABLE, 64);
    const fixed = alloc(GMEM_FIXED, 64);
    alloc(GMEM_FIXED, 64); // whatever stands behind them has neighbours
    const address = lock(handle);
    memory.fill(address, 64, 9);
    expect([reAlloc(handle, MiB, 0), lastError()]).toEqual([0, 'ERROR_NOT_ENOUGH_MEMORY']);
    expect([reAlloc(fixed, MiB, 0), lastError()]).toEqual([0, 'ERROR_NOT_ENOUGH_MEMORY']);
    expect([size(handle), size(fixed), memory.readPointer(handle)]).toEqual([64, 64, address]);
    expect([reAlloc(handle, 32, 0), memory.readPointer(handle)]).toEqual([handle, address]);
    expect(reAlloc(handle, MiB, GMEM_MOVEABLE)).toBe(handle);
    expect(memory.readPointer(handle)).not.toBe(address);
    expect(memory.readBytes(lock(handle), 32)).toEqual(new Uint8Array(32).fill(9));
    expect([reAlloc(handle, 0, GMEM_MOVEABLE), lastError()]).toEqual([0, 'ERROR_INVALID_PARAMETER']);
    unlock(handle);
    unlock(handle);
    expect(reAlloc(handle, 0, GMEM_MOVEABLE)).toBe(handle);
    expect(reAlloc(fixed, MiB, GMEM_MOVEABLE)).not.toBe(0);
  });

  it('MODIFY changes the kind and not the size', () => {
    const { alloc, reAlloc, lock, size, flags, memory, discardable, free, lastError } = start(arch, name);
    const handle = alloc(GMEM_MOVEABLE, 64);
    expect(reAlloc(handle, 0, GMEM_MODIFY | GMEM_DISCARDABLE)).toBe(handle);
    expect([flags(handle), size(handle)]).toEqual([discardable, 64]);
    const fixed = alloc(GMEM_FIXED, 64);
    memory.fill(fixed, 64, 3);
    expect(reAlloc(fixed, 0, GMEM_MODIFY)).toBe(fixed);
    const moved = reAlloc(fixed, 0, GMEM_MODIFY | GMEM_MOVEABLE);
    expect(moved & width).toBe(width);
    expect([size(moved), memory.readBytes(lock(moved), 64)]).toEqual([64, new Uint8Array(64).fill(3)]);
    expect([free(fixed), lastError()]).toEqual([fixed, 'ERROR_INVALID_HANDLE']);
    const empty = alloc(GMEM_FIXED, 0);
    expect(flags(reAlloc(empty, 0, GMEM_MODIFY | GMEM_MOVEABLE))).toBe(GMEM_DISCARDED);
  });

  it('flags that do not exist are refused, all others are taken', () => {
    const { alloc, reAlloc, validFlags, lastError } = start(arch, name);
    for (let bit = 1; bit < 2 ** 32; bit *= 2) {
      const known = (bit & validFlags) !== 0;
      expect([alloc(bit, 8) !== 0, lastError()]).toEqual([known, known ? null : 'ERROR_INVALID_PARAMETER']);
      const resized = reAlloc(alloc(GMEM_MOVEABLE, 8), 16, bit) !== 0;
      const knownToo = known || bit === GMEM_MODIFY;
      expect([resized, lastError()]).toEqual([knownToo, knownToo ? null : 'ERROR_INVALID_PARAMETER']);
    }
    expect(alloc(validFlags, 8)).not.toBe(0);
  });

  it('GMEM_DDESHARE is kept where the family has it', () => {
    const { alloc, flags } = start(arch, name);
    const handle = alloc(GMEM_MOVEABLE | (name === 'Global' ? GMEM_DDESHARE : 0), 8);
    expect(flags(handle)).toBe(name === 'Global' ? GMEM_DDESHARE : 0);
  });

  it('garbage handles are invalid handles', () => {
    const { nt, process, alloc, reAlloc, free, lock, unlock, size, flags, lastError } = start(arch, name);
    const before = [0, 1, 4, 8, 12, -4, -8, 0x10_000c, 2 ** 31 - 4, process.processHeap];
    const handle = alloc(GMEM_MOVEABLE, 8);
    const other = nt.startProcess({ name: 'other.exe' });
    const foreign = named(other, name);
    const theirs = foreign.alloc(GMEM_FIXED, 0x1000);
    const bad = [
      ...before,
      handle + 1,
      handle - width,
      handle + 2 * width,
      handle + 4096,
      handle - 2 * width,
    ];
    if (arch === 'x64') bad.push(theirs, 2 ** 60, foreign.alloc(GMEM_MOVEABLE, 8));
    for (const one of bad) {
      expect([lock(one), lastError()]).toEqual([0, 'ERROR_INVALID_HANDLE']);
      expect([unlock(one), lastError()]).toEqual([0, 'ERROR_INVALID_HANDLE']);
      expect([size(one), lastError()]).toEqual([0, 'ERROR_INVALID_HANDLE']);
      expect([flags(one), lastError()]).toEqual([GMEM_INVALID_HANDLE, 'ERROR_INVALID_HANDLE']);
      expect([reAlloc(one, 8, 0), lastError()]).toEqual([0, 'ERROR_INVALID_HANDLE']);
      if (one !== 0) expect([free(one), lastError()]).toEqual([one, 'ERROR_INVALID_HANDLE']);
    }
    expect(size(handle)).toBe(8);
  });

  it('sizes that cannot be', () => {
    const { alloc, reAlloc, size, lastError } = start(arch, name);
    for (const kind of [GMEM_FIXED, GMEM_MOVEABLE]) {
      for (const bytes of [-1, -8, 2 ** 30])
        expect([alloc(kind, bytes), lastError()]).toEqual([0, 'ERROR_NOT_ENOUGH_MEMORY']);
      const handle = alloc(kind, 8);
      for (const bytes of [-1, -8, 2 ** 30])
        expect([reAlloc(handle, bytes, GMEM_MOVEABLE), lastError()]).toEqual([0, 'ERROR_NOT_ENOUGH_MEMORY']);
      expect(size(handle)).toBe(8);
    }
    for (const bytes of [0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => alloc(GMEM_FIXED, bytes)).toThrow(RangeError);
      expect(() => alloc(bytes, 1)).toThrow(RangeError);
      expect(() => reAlloc(alloc(GHND, 1), bytes, 0)).toThrow(RangeError);
      expect(() => size(bytes)).toThrow(RangeError);
    }
  });

  it('a table that the program has written to leads nowhere bad', () => {
    const { alloc, free, lock, size, memory, lastError } = start(arch, name);
    const [a, b, c] = [alloc(GMEM_MOVEABLE, 8), alloc(GMEM_MOVEABLE, 8), alloc(GMEM_MOVEABLE, 8)];
    memory.writePointer(a, memory.readPointer(b)); // somebody else's block
    expect([lock(a), lastError()]).toEqual([0, 'ERROR_INVALID_HANDLE']);
    expect([free(a), lastError()]).toEqual([a, 'ERROR_INVALID_HANDLE']);
    memory.writePointer(b, 0x123450);
    expect([size(b), lastError()]).toEqual([0, 'ERROR_INVALID_HANDLE']);
    free(c);
    memory.writePointer(c, 0xdead_0000 % 2 ** 31); // the free list
    expect(alloc(GMEM_MOVEABLE, 8)).toBe(c);
    const fresh = alloc(GMEM_MOVEABLE, 8);
    expect([a, b, c, 0].includes(fresh)).toBe(false);
    free(fresh);
    free(c);
    memory.writePointer(c, b); // a free entry that links to a used one
    expect([alloc(GMEM_MOVEABLE, 8), size(b)]).toEqual([c, 0]);
    expect([b, 0].includes(alloc(GMEM_MOVEABLE, 8))).toBe(false);
  });

  it('a block that the program freed itself is no object any more', () => {
    const { process, alloc, lock, size, lastError } = start(arch, name);
    const handle = alloc(GMEM_MOVEABLE, 8);
    process.RtlFreeHeap(process.processHeap, 0, lock(handle));
    expect([lock(handle), lastError()]).toEqual([0, 'ERROR_INVALID_HANDLE']);
    expect([size(handle), lastError()]).toEqual([0, 'ERROR_INVALID_HANDLE']);
  });
});

it('Global and Local are two names of the same blocks', () => {
  const { process } = start('x64');
  const handle = process.GlobalAlloc(GHND, 24);
  expect(process.LocalLock(handle)).toBe(process.memory.readPointer(handle));
  expect([process.GlobalFlags(handle), process.LocalSize(handle), process.LocalFree(handle)]).toEqual([
    1, 24, 0,
  ]);
  expect(process.GlobalFlags(handle)).toBe(GMEM_INVALID_HANDLE);
});

it('a program for x86 on a machine for x64 has handles of 4 bytes', () => {
  const nt = boot();
  const process = nt.startProcess({ arch: 'x86' });
  const [one, two] = [process.GlobalAlloc(GHND, 8), process.GlobalAlloc(GHND, 8)];
  expect([two - one, one & 4]).toEqual([8, 4]);
  expect(process.memory.readUint32(one)).toBe(process.GlobalLock(one));
});

it('a thread that waits for the process heap gets its block afterwards', () => {
  const { nt, process } = start('x64');
  const seen: unknown[] = [];
  process.startThread(function* () {
    process.RtlLockHeap(process.processHeap);
    yield;
    seen.push('unlocks');
    process.RtlUnlockHeap(process.processHeap);
  });
  process.startThread(function* () {
    const handle = yield* process.wait.GlobalAlloc(GMEM_MOVEABLE, 5);
    seen.push(process.GlobalSize(handle));
  });
  nt.runThreads();
  expect(seen).toEqual(['unlocks', 5]);
});

it('without memory for the table, or for a block, nothing is left behind', () => {
  const { nt, process, alloc, lastError } = start('x64', 'Global', { physicalMemory: 2 * MiB });
  const used = nt.debug.physicalMemory.usedBytes;
  expect([alloc(GMEM_MOVEABLE, 3 * MiB), lastError()]).toEqual([0, 'ERROR_NOT_ENOUGH_MEMORY']);
  expect(nt.debug.physicalMemory.usedBytes - used).toBeLessThanOrEqual(4 * KiB);
  const first = alloc(GMEM_MOVEABLE, 0);
  process.GlobalFree(first);
  expect([alloc(GMEM_MOVEABLE, 3 * MiB), alloc(GMEM_MOVEABLE, 0)]).toEqual([0, first]);
});

describe('against a plain model', () => {
  interface Model {
    readonly bytes: readonly number[] | null;
    readonly locks: number;
  }
  const step = fc.record({
    action: fc.constantFrom(
      'alloc',
      'alloc',
      'resize',
      'resize',
      'discard',
      'free',
      'lock',
      'unlock',
      'write',
      'save',
      'load',
    ),
    which: fc.nat(1000),
    size: fc.oneof(fc.nat(200), fc.constantFrom(0, 1, 4000, 70_000)),
    byte: fc.nat(255),
  });

  it.each(rows)('contents survive resizing and moving, by the name $name on $arch', ({ arch, name }) => {
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 80 }), (steps) => {
        const { nt, alloc, reAlloc, free, lock, unlock, size, flags, handleOf, memory } = start(arch, name);
        let model: ReadonlyMap<number, Model> = new Map();
        let saved = { model, snapshot: nt.snapshot() };
        const put = (handle: number, to: Model | null) => {
          const next = new Map(model);
          if (to === null) next.delete(handle);
          else next.set(handle, to);
          model = next;
        };
        for (const { action, which, size: bytes, byte } of steps) {
          const handle = [...model.keys()][which % Math.max(model.size, 1)] ?? 0;
          const known = model.get(handle);
          if (action === 'alloc') {
            const made = alloc(GHND, bytes);
            expect([made !== 0, model.has(made)]).toEqual([true, false]);
            put(made, { bytes: bytes === 0 ? null : new Array<number>(bytes).fill(0), locks: 0 });
          } else if (action === 'save') saved = { model, snapshot: nt.snapshot() };
          else if (action === 'load') {
            nt.restore(saved.snapshot);
            model = saved.model;
          } else if (known === undefined) continue;
          else if (action === 'resize') {
            const done = reAlloc(handle, bytes, GMEM_MOVEABLE | GMEM_ZEROINIT);
            const refused = bytes === 0 && known.locks > 0;
            expect(done).toBe(refused ? 0 : handle);
            const old = known.bytes ?? [];
            const grown = Array.from({ length: bytes }, (_, at) => old[at] ?? 0);
            if (!refused) put(handle, { ...known, bytes: bytes === 0 ? null : grown });
          } else if (action === 'discard') {
            const done = reAlloc(handle, 0, GMEM_MOVEABLE);
            expect(done).toBe(known.locks > 0 ? 0 : handle);
            if (done !== 0) put(handle, { ...known, bytes: null });
          } else if (action === 'free') {
            expect(free(handle)).toBe(0);
            put(handle, null);
          } else if (action === 'lock') {
            const address = lock(handle);
            expect(address !== 0).toBe(known.bytes !== null);
            if (address !== 0) put(handle, { ...known, locks: known.locks + 1 });
          } else if (action === 'unlock') {
            expect(unlock(handle)).toBe(known.locks > 1 ? 1 : 0);
            put(handle, { ...known, locks: Math.max(known.locks - 1, 0) });
          } else if (known.bytes !== null) {
            const at = which % known.bytes.length;
            memory.writeUint8(memory.readPointer(handle) + at, byte);
            put(handle, { ...known, bytes: known.bytes.map((old, place) => (place === at ? byte : old)) });
          }
          for (const [one, { bytes: content, locks }] of model) {
            expect([size(one), flags(one)]).toEqual([
              content?.length ?? 0,
              locks | (content === null ? GMEM_DISCARDED : 0),
            ]);
            if (content === null) continue;
            const address = memory.readPointer(one);
            expect(handleOf(address)).toBe(one);
            expect(Buffer.compare(memory.readBytes(address, content.length), Uint8Array.from(content))).toBe(
              0,
            );
          }
        }
      }),
      { numRuns: propertyRuns(5) },
    );
  });
});
