/** Remove locks: counts, tags and limits. What is ours stands in decision 0036. */
import {
  type BootOptions,
  boot,
  DISPATCH_LEVEL,
  POOL_FLAG_NON_PAGED,
  STATUS_DELETE_PENDING,
  STATUS_SUCCESS,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { OWN_SUBTYPE } from '../../../src/kernel/violations/row.ts';

const IRP = 0x1000;
const OTHER_IRP = 0x2000;
const POOL_TAG = 0x6b63_6f4c;
const MINUTE = 600_000_000n;

function booted(options: BootOptions = {}, maxMinutes = 0, highWater = 0) {
  const nt = boot(options);
  const { at } = structure(options.arch ?? 'x64', 'IO_REMOVE_LOCK');
  const lock = nt.variable('IO_REMOVE_LOCK');
  nt.IoInitializeRemoveLock(lock, POOL_TAG, maxMinutes, highWater);
  return {
    nt,
    lock,
    shown: () => [
      nt.memory.readUint8(lock + at['Common.Removed']),
      nt.memory.readInt32(lock + at['Common.IoCount']),
      nt.KeReadStateEvent(lock + at['Common.RemoveEvent']),
    ],
  };
}

const found = (parameters: readonly unknown[]) => ({ kind: 'bugcheck', code: 0xc4, parameters });

describe.each(['x64', 'x86'] as const)('remove locks on %s', (arch) => {
  it('count 1 and the acquires that are held', () => {
    const { nt, lock, shown } = booted({ arch });
    expect(shown()).toEqual([0, 1, 0]);
    expect(nt.IoAcquireRemoveLock(lock, IRP)).toBe(STATUS_SUCCESS);
    expect(nt.IoAcquireRemoveLock(lock, 0)).toBe(STATUS_SUCCESS);
    expect(shown()).toEqual([0, 3, 0]);
    nt.IoReleaseRemoveLock(lock, 0);
    nt.IoReleaseRemoveLock(lock, IRP);
    expect(shown()).toEqual([0, 1, 0]);
  });

  it('a removal with nobody else inside does not wait, and nobody gets in afterwards', () => {
    const { nt, lock, shown } = booted({ arch });
    nt.IoAcquireRemoveLock(lock, IRP);
    nt.IoReleaseRemoveLockAndWait(lock, IRP);
    expect(shown()).toEqual([1, 0, 0]);
    expect(nt.IoAcquireRemoveLock(lock, OTHER_IRP)).toBe(STATUS_DELETE_PENDING);
    expect(shown()).toEqual([1, 0, 0]);
  });

  it('the Ex forms take the sizes of both builds, and no other', () => {
    const nt = boot({ arch });
    const bytes = structure(arch, 'IO_REMOVE_LOCK').bytes;
    for (const size of [bytes, bytes + structure(arch, 'IO_REMOVE_LOCK_DBG_BLOCK').bytes]) {
      const lock = nt.variable(size);
      nt.IoInitializeRemoveLockEx(lock, POOL_TAG, 0, 0, size);
      expect(nt.IoAcquireRemoveLockEx(lock, IRP, 0, 7, size)).toBe(STATUS_SUCCESS);
      expect(nt.IoAcquireRemoveLockEx(lock, IRP, 0, 8, size)).toBe(STATUS_SUCCESS);
      nt.IoReleaseRemoveLockEx(lock, IRP, size);
      nt.IoReleaseRemoveLockAndWaitEx(lock, IRP, size);
      expect(nt.IoAcquireRemoveLockEx(lock, IRP, 0, 9, size)).toBe(STATUS_DELETE_PENDING);
    }
    expect(nt.outcome(() => nt.IoInitializeRemoveLockEx(nt.variable(64), 0, 0, 0, 20))).toMatchObject({
      reason: 'not-modelled',
    });
  });
});

describe('a removal', () => {
  it('waits until every acquire is given back', () => {
    const { nt, lock, shown } = booted();
    const log: string[] = [];
    nt.IoAcquireRemoveLock(lock, IRP);
    nt.IoAcquireRemoveLock(lock, IRP);
    nt.startThread(function* () {
      log.push(`acquire ${nt.IoAcquireRemoveLock(lock, OTHER_IRP)}`);
      yield* nt.wait.IoReleaseRemoveLockAndWait(lock, OTHER_IRP);
      log.push('removed');
    });
    nt.runThreads();
    expect(shown()).toEqual([1, 2, 0]);
    expect(nt.IoAcquireRemoveLock(lock, IRP)).toBe(STATUS_DELETE_PENDING);
    nt.IoReleaseRemoveLock(lock, IRP);
    nt.runThreads();
    log.push('one left');
    nt.IoReleaseRemoveLock(lock, IRP);
    nt.runThreads();
    expect([log, shown()]).toEqual([
      ['acquire 0', 'one left', 'removed'],
      [1, 0, 0],
    ]);
  });

  it('that waits in a release of higher priority goes on before the release returns', () => {
    const { nt, lock } = booted();
    const log: string[] = [];
    nt.IoAcquireRemoveLock(lock, IRP);
    nt.startThread(
      function* () {
        nt.IoAcquireRemoveLock(lock, OTHER_IRP);
        yield* nt.wait.IoReleaseRemoveLockAndWait(lock, OTHER_IRP);
        log.push('removed');
      },
      { priority: 12 },
    );
    nt.runThreads();
    nt.IoReleaseRemoveLock(lock, IRP);
    log.push('released');
    expect(log).toEqual(['removed', 'released']);
  });

  it('while the same thread holds another acquire is a deadlock', () => {
    const { nt, lock } = booted();
    nt.IoAcquireRemoveLock(lock, IRP);
    nt.IoAcquireRemoveLock(lock, OTHER_IRP);
    expect(nt.outcome(() => nt.IoReleaseRemoveLockAndWait(lock, IRP))).toMatchObject({
      reason: 'deadlock',
      cycle: [{ thread: nt.thread.id, owner: null }],
    });
  });
});

describe('what a verified driver is told', () => {
  it('a release with another tag: 0xD5; the report names what is held', () => {
    const { nt, lock } = booted();
    nt.IoAcquireRemoveLock(lock, IRP);
    const outcome = nt.outcome(() => nt.IoReleaseRemoveLock(lock, OTHER_IRP));
    expect(outcome).toMatchObject(found([0xd5, lock, OTHER_IRP, 0]));
    expect(outcome).toMatchObject({
      details: [expect.stringContaining('IoAcquireRemoveLock'), expect.any(String)],
    });
  });

  it('a second release: 0xD5; a removal with another tag: 0xD6', () => {
    const { nt, lock } = booted();
    nt.IoAcquireRemoveLock(lock, IRP);
    nt.IoReleaseRemoveLock(lock, IRP);
    expect(nt.outcome(() => nt.IoReleaseRemoveLock(lock, IRP))).toMatchObject(found([0xd5, lock, IRP, 0]));
    const other = booted();
    expect(other.nt.outcome(() => other.nt.IoReleaseRemoveLockAndWait(other.lock, IRP))).toMatchObject(
      found([0xd6, other.lock, IRP, 0]),
    );
  });

  it('initialised twice: 0xD7, also after the removal', () => {
    const { nt, lock } = booted();
    nt.IoAcquireRemoveLock(lock, IRP);
    nt.IoReleaseRemoveLockAndWait(lock, IRP);
    expect(nt.outcome(() => nt.IoInitializeRemoveLock(lock, POOL_TAG, 0, 0))).toMatchObject(
      found([0xd7, lock, 0, 0]),
    );
  });

  it('never initialised: 0x1002', () => {
    const { nt } = booted();
    const zeroed = nt.variable('IO_REMOVE_LOCK');
    expect(nt.outcome(() => nt.IoAcquireRemoveLock(zeroed, IRP))).toMatchObject(
      found([0x1002, zeroed, 0, 0]),
    );
  });

  it('more acquires than HighWater', () => {
    const { nt, lock } = booted({}, 0, 2);
    nt.IoAcquireRemoveLock(lock, IRP);
    nt.IoAcquireRemoveLock(lock, IRP);
    expect(nt.outcome(() => nt.IoAcquireRemoveLock(lock, IRP))).toMatchObject(
      found([OWN_SUBTYPE + 0x20, lock, 3, 2]),
    );
  });

  it('an acquire that is held for longer than Maxmin', () => {
    const { nt, lock } = booted({}, 2);
    nt.IoAcquireRemoveLock(lock, IRP);
    nt.time.advance(2n * MINUTE);
    nt.IoReleaseRemoveLock(lock, IRP);
    nt.IoAcquireRemoveLock(lock, IRP);
    nt.time.advance(2n * MINUTE + 1n);
    expect(nt.outcome(() => nt.IoReleaseRemoveLock(lock, IRP))).toMatchObject(
      found([OWN_SUBTYPE + 0x21, lock, IRP, 2]),
    );
  });

  it('without the verifier nobody looks at tags: a second release lets the removal go on too early', () => {
    const { nt, lock, shown } = booted({ verifier: 'off' });
    nt.IoAcquireRemoveLock(lock, IRP);
    nt.IoReleaseRemoveLock(lock, OTHER_IRP);
    nt.IoReleaseRemoveLock(lock, IRP);
    expect(shown()).toEqual([0, 0, 1]);
  });

  it('DISPATCH_LEVEL is fine for acquire and release, and too high for the removal', () => {
    const { nt, lock, shown } = booted();
    nt.KeRaiseIrqlToDpcLevel();
    expect(nt.IoAcquireRemoveLock(lock, IRP)).toBe(STATUS_SUCCESS);
    nt.IoReleaseRemoveLock(lock, IRP);
    expect(shown()).toEqual([0, 1, 0]);
    expect(nt.outcome(() => nt.IoReleaseRemoveLockAndWait(lock, IRP))).toMatchObject(
      found([0xe5, DISPATCH_LEVEL, 0, 0]),
    );
  });

  it('tags come back with a snapshot', () => {
    const { nt, lock } = booted();
    nt.IoAcquireRemoveLock(lock, IRP);
    const snapshot = nt.snapshot();
    nt.IoReleaseRemoveLock(lock, IRP);
    nt.restore(snapshot);
    nt.IoReleaseRemoveLock(lock, IRP);
    expect(nt.outcome(() => nt.IoReleaseRemoveLock(lock, IRP))).toMatchObject({ code: 0xc4 });
  });

  it('a lock in memory that was freed and given out again is another one', () => {
    const { nt } = booted();
    const life = () => {
      const extension = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
      nt.IoInitializeRemoveLock(extension, POOL_TAG, 0, 0);
      nt.IoAcquireRemoveLock(extension, IRP);
      nt.IoReleaseRemoveLockAndWait(extension, IRP);
      nt.ExFreePool(extension);
      return extension;
    };
    expect(nt.outcome(() => [life(), life()])).toMatchObject({ kind: 'returned' });
    expect(life()).toBe(life());
  });
});
