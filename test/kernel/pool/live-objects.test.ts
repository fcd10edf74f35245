/** Freeing pool that holds something which is still in use. */
import {
  DelayedWorkQueue,
  DISPATCH_LEVEL,
  KIRQL,
  LowImportance,
  NonPagedPoolNx,
  NotificationEvent,
  type Nt,
  out,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { Machine } from '../../../src/kernel/machine.ts';
import { settingsFrom } from '../../../src/kernel/options.ts';
import { ExAllocatePoolWithTag } from '../../../src/kernel/pool/ex-allocate-pool-with-tag.ts';
import { FREES, MOST_WATCHED, WATCHED } from '../../../src/kernel/pool/hot-table.ts';
import { LiveObjects } from '../../../src/kernel/pool/live-objects.ts';
import { architectures, FRED, machine, stopOf } from './fixture.ts';

const BYTES = 256;

/** What may live in a block: how it begins and ends, and what freeing it leads to; `block` and `object` are put in. */
interface Kind {
  readonly name: string;
  begin(nt: Nt, object: number): void;
  end(nt: Nt, object: number): void;
  stop(object: number, block: number): number[];
}

const held = (object: number): number[] => [0xc4, 0x100b, object, 0, 0];

const kinds: readonly Kind[] = [
  {
    name: 'a held spin lock',
    begin: (nt, lock) => {
      nt.KeInitializeSpinLock(lock);
      nt.KeAcquireSpinLock(lock, out(KIRQL));
    },
    end: (nt, lock) => nt.KeReleaseSpinLock(lock, 0),
    stop: held,
  },
  {
    name: 'a held fast mutex',
    begin: (nt, mutex) => {
      nt.ExInitializeFastMutex(mutex);
      nt.ExAcquireFastMutex(mutex);
    },
    end: (nt, mutex) => nt.ExReleaseFastMutex(mutex),
    stop: held,
  },
  {
    name: 'a held push lock',
    begin: (nt, lock) => {
      nt.ExInitializePushLock(lock);
      nt.KeEnterCriticalRegion();
      nt.ExAcquirePushLockExclusive(lock);
    },
    end: (nt, lock) => {
      nt.ExReleasePushLockExclusive(lock);
      nt.KeLeaveCriticalRegion();
    },
    stop: held,
  },
  {
    name: 'a queued DPC',
    begin: (nt, dpc) => {
      nt.KeInitializeDpc(dpc, () => 0, 0);
      nt.KeSetImportanceDpc(dpc, LowImportance);
      nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
      nt.KeInsertQueueDpc(dpc, 0, 0);
    },
    end: (nt, dpc) => nt.KeRemoveQueueDpc(dpc),
    stop: (dpc, block) => [0xc7, 1, dpc, block, block + BYTES],
  },
  {
    name: 'a queued work item',
    begin: (nt, item) => {
      nt.ExInitializeWorkItem(item, () => 0, 0);
      nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
      nt.ExQueueWorkItem(item, DelayedWorkQueue);
    },
    end: (nt) => {
      nt.KeLowerIrql(0);
      nt.runThreads();
    },
    stop: (item, block) => [0xe4, 0, item, block, block + BYTES],
  },
  {
    name: 'an event that a thread waits for',
    begin: (nt, event) => {
      nt.KeInitializeEvent(event, NotificationEvent, 0);
      nt.startThread(function* () {
        yield* nt.wait.KeWaitForSingleObject(event, 0, 0, 0, 0);
      });
      nt.runThreads();
    },
    end: (nt, event) => {
      nt.KeSetEvent(event, 0, 0);
      nt.runThreads();
    },
    stop: (event, block) => [0xc4, 0x4952_4c52, event, block, BYTES],
  },
];

describe.each(architectures)('a block that is freed, %s', (arch) => {
  it.each(kinds)('holds $name', ({ begin, end, stop }) => {
    for (const inside of [0, 128]) {
      const nt = machine(arch);
      // Only what lies below the last block could go the short way.
      const [before, block, behind] = [64, BYTES, 64, 64].map((bytes) =>
        nt.ExAllocatePoolWithTag(NonPagedPoolNx, bytes, FRED),
      );
      begin(nt, block! + inside);
      nt.ExFreePool(before!);
      nt.ExFreePool(behind!);
      expect(stopOf(nt.outcome(() => nt.ExFreePool(block!)))).toEqual(stop(block! + inside, block!));

      const other = machine(arch);
      const freed = other.ExAllocatePoolWithTag(NonPagedPoolNx, BYTES, FRED);
      begin(other, freed + inside);
      end(other, freed + inside);
      other.ExFreePool(freed);
      expect(other.debug.pool.blocks()).toEqual([]);
    }
  });

  it.each(kinds)('without the verifier nobody notices $name; collected, it is one finding', ({ begin }) => {
    for (const options of [{ verifier: 'off' }, { onViolation: 'report' }] as const) {
      const nt = machine(arch, options);
      const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, BYTES, FRED);
      begin(nt, block);
      nt.ExFreePool(block);
      expect(nt.findings).toHaveLength('verifier' in options ? 0 : 1);
      expect(nt.debug.pool.blocks()).toEqual([]);
    }
  });

  it('may hold a DPC that ran: its own routine frees it', () => {
    const nt = machine(arch);
    const dpc = nt.ExAllocatePoolWithTag(NonPagedPoolNx, BYTES, FRED);
    nt.KeInitializeDpc(dpc, () => nt.ExFreePool(dpc), 0);
    nt.KeInsertQueueDpc(dpc, 0, 0);
    expect(nt.debug.pool.blocks()).toEqual([]);
  });

  it('special pool and whole pages are looked at as well', () => {
    for (const [options, bytes] of [[{ specialPool: true }, 64] as const, [{}, 8192] as const]) {
      const nt = machine(arch, options);
      const lock = nt.ExAllocatePoolWithTag(NonPagedPoolNx, bytes, FRED);
      nt.KeInitializeSpinLock(lock);
      nt.KeAcquireSpinLock(lock, out(KIRQL));
      expect(stopOf(nt.outcome(() => nt.ExFreePool(lock)))).toEqual(held(lock));
    }
  });

  it('a snapshot knows what is in use', () => {
    const nt = machine(arch);
    const [lock, mutex] = [64, 64].map((bytes) => nt.ExAllocatePoolWithTag(NonPagedPoolNx, bytes, FRED));
    nt.KeInitializeSpinLock(lock!);
    nt.ExInitializeFastMutex(mutex!);
    nt.ExAcquireFastMutex(mutex!);
    nt.KeAcquireSpinLock(lock!, out(KIRQL));
    const snapshot = nt.snapshot();
    nt.KeReleaseSpinLock(lock!, 1);
    nt.ExReleaseFastMutex(mutex!);
    for (const object of [lock!, mutex!]) {
      nt.restore(snapshot);
      expect(stopOf(nt.outcome(() => nt.ExFreePool(object)))).toEqual(held(object));
    }
  });
});

describe('a snapshot that is restored into a machine without pool', () => {
  const ofNoThread = kinds.filter(({ name }) => name !== 'an event that a thread waits for');
  it.each(ofNoThread)('knows of $name in a block', ({ begin, stop }) => {
    const nt = machine('x64');
    const empty = nt.snapshot();
    const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, BYTES, FRED);
    begin(nt, block);
    const used = nt.snapshot();
    nt.restore(empty);
    nt.restore(used);
    // Only a page that was written since the restore takes the short way.
    nt.memory.writeUint8(block + BYTES - 1, 1);
    expect(stopOf(nt.outcome(() => nt.ExFreePoolWithTag(block, FRED)))).toEqual(stop(block, block));
  });
});

describe('the short way of a free', () => {
  /** The pool of a machine with two blocks, a map, and what closes the short way. */
  const scene = () => {
    const kernel = new Machine(settingsFrom({}));
    const { pool } = kernel.subsystems;
    const [block, top] = [64, 64].map((bytes) =>
      ExAllocatePoolWithTag.bind(pool)(NonPagedPoolNx, bytes, FRED),
    );
    const heard: number[] = [];
    const objects = new LiveObjects<number>(
      pool,
      (bytes) => bytes,
      ({ block: freed }) => heard.push(freed),
    );
    const { hot } = pool;
    const state = (): number[] => [hot[WATCHED]!, hot[FREES]!];
    const caller = pool.callerOf('ExFreePool');
    const freeShort = (address: number): boolean => pool.short.freeWithin(caller, address, 0);
    return { kernel, pool, block: block!, top: top!, objects, heard, state, freeShort };
  };

  it('is closed only for a block with something in use', () => {
    const { kernel, pool, block, top, objects, heard, state, freeShort } = scene();
    const open = state();
    objects.set(kernel.subsystems.driverData.variable(16), 8);
    expect(state()).toEqual(open);
    objects.set(block, 8);
    objects.set(block + 16, 8);
    expect(state()).toEqual([2, open[1]]);
    const address = ExAllocatePoolWithTag.bind(pool)(NonPagedPoolNx, 64, FRED);
    expect(freeShort(address)).toBe(true);
    for (const inside of [-8, 0, 63]) {
      objects.set(top + inside, 16);
      expect(freeShort(top)).toBe(false);
      objects.delete(top + inside);
    }
    expect(heard).toEqual([]);
    expect(freeShort(top)).toBe(true);
    objects.delete(block);
    expect(state()).toEqual([1, open[1]]);
    expect(freeShort(block)).toBe(false);
    objects.delete(block + 16);
    expect(state()).toEqual(open);
    expect(freeShort(block)).toBe(true);
  });

  it('knows an object that is set again by its new size, and none that was cleared', () => {
    const { block, top, objects, state, freeShort } = scene();
    const open = state();
    objects.set(block + 48, 8);
    objects.set(block + 48, 64);
    expect(state()).toEqual([1, open[1]]);
    expect(freeShort(top)).toBe(false);
    objects.set(block + 48, 8);
    expect(freeShort(top)).toBe(true);
    objects.clear();
    expect([state(), objects.size]).toEqual([open, 0]);
  });

  it('is closed for all blocks while there are more objects than it looks at', () => {
    const { block, top, objects, state, freeShort } = scene();
    const open = state();
    for (let at = 0; at <= MOST_WATCHED; at++) objects.set(block + at, 1);
    expect(state()).toEqual([MOST_WATCHED, open[1]! + 1]);
    expect(freeShort(top)).toBe(false);
    objects.delete(block + MOST_WATCHED);
    expect(freeShort(top)).toBe(true);
    objects.clear();
    expect(state()).toEqual(open);
    expect(freeShort(block)).toBe(true);
  });
});
