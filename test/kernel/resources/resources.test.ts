/** Executive resources. Facts D-070, D-071; what is ours stands in decision 0035. */
import {
  APC_LEVEL,
  type BootOptions,
  boot,
  DISPATCH_LEVEL,
  PASSIVE_LEVEL,
  POOL_FLAG_NON_PAGED,
  STATUS_SUCCESS,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { resourceFixture } from './fixture.ts';

const off: BootOptions = { verifier: 'off' };
const bugcheck = (code: number, parameters: readonly unknown[]) => ({ kind: 'bugcheck', code, parameters });

describe.each(['x64', 'x86'] as const)('resources on %s', (arch) => {
  it('D-070: an exclusive owner may take it shared again, and both count', () => {
    const { nt, resource, exclusive, shared, release, shown } = resourceFixture({ arch });
    expect([exclusive(0), shared(0), exclusive(0)]).toEqual([1, 1, 1]);
    expect([
      nt.ExIsResourceAcquiredExclusiveLite(resource),
      nt.ExIsResourceAcquiredSharedLite(resource),
      nt.ExIsResourceAcquiredLite(resource),
    ]).toEqual([1, 3, 3]);
    expect(shown()).toMatchObject({
      active: 1,
      flag: 0x80,
      owners: 1,
      owner: nt.KeGetCurrentThread(),
      count: 3,
    });
    release();
    release();
    expect(nt.ExIsResourceAcquiredExclusiveLite(resource)).toBe(1);
    release();
    expect([nt.ExIsResourceAcquiredSharedLite(resource), shown()]).toMatchObject([
      0,
      { active: 0, flag: 0, owners: 0, owner: 0, count: 0 },
    ]);
  });

  it('D-070: an exclusive try while another shares it, without waiting, is FALSE', () => {
    const { nt, resource, exclusive, shared, inThread } = resourceFixture({ arch });
    expect(shared(0)).toBe(1);
    expect(inThread(() => exclusive(0))).toBe(0);
    expect([
      nt.ExIsResourceAcquiredExclusiveLite(resource),
      nt.ExIsResourceAcquiredSharedLite(resource),
    ]).toEqual([0, 1]);
  });

  it('D-070: a shared acquire is recursive, and several threads share', () => {
    const { nt, resource, shared, release, inThread, shown } = resourceFixture({ arch });
    expect([shared(0), shared(0)]).toEqual([1, 1]);
    expect(nt.ExIsResourceAcquiredSharedLite(resource)).toBe(2);
    const other = inThread(() => {
      const seen = [shared(0), nt.ExIsResourceAcquiredSharedLite(resource), shown().owners];
      release();
      return seen;
    });
    expect(other).toEqual([1, 1, 2]);
    expect(shown()).toMatchObject({ active: 1, flag: 0, owners: 1, owner: 0 });
  });
});

describe('who waits', () => {
  it('nobody else gets what is held exclusively', () => {
    const { nt, resource, exclusive, shared, inThread } = resourceFixture();
    exclusive(1);
    expect(
      inThread(() => [
        exclusive(0),
        shared(0),
        nt.ExAcquireSharedStarveExclusive(resource, 0),
        nt.ExAcquireSharedWaitForExclusive(resource, 0),
      ]),
    ).toEqual([0, 0, 0, 0]);
  });

  it('while somebody waits exclusively, only those who share already get it, and those who starve him', () => {
    const { nt, resource, shared, inThread, user, shown } = resourceFixture();
    const log: string[] = [];
    shared(1);
    user(log, 'writer', 'ExAcquireResourceExclusiveLite');
    expect([nt.ExGetExclusiveWaiterCount(resource), nt.ExGetSharedWaiterCount(resource)]).toEqual([1, 0]);
    expect(shown()).toMatchObject({ waiters: [0, 1], contention: 1 });
    expect(shared(0)).toBe(1);
    expect(nt.ExAcquireSharedWaitForExclusive(resource, 0)).toBe(0);
    expect(
      inThread(() => {
        const seen = [shared(0), nt.ExAcquireSharedWaitForExclusive(resource, 0)];
        seen.push(nt.ExAcquireSharedStarveExclusive(resource, 0));
        nt.ExReleaseResourceLite(resource);
        return seen;
      }),
    ).toEqual([0, 0, 1]);
    expect(log).toEqual([]);
  });

  it('nobody waits exclusively: all ways to share are the same', () => {
    const { nt, resource, shared, inThread } = resourceFixture();
    shared(1);
    const seen = inThread(() => {
      const got = [shared(0), nt.ExAcquireSharedWaitForExclusive(resource, 0)];
      got.push(nt.ExAcquireSharedStarveExclusive(resource, 0));
      for (const _ of got) nt.ExReleaseResourceLite(resource);
      return got;
    });
    expect(seen).toEqual([1, 1, 1]);
  });

  it('after an exclusive owner those who share come, together, and then the next exclusive one', () => {
    const { nt, resource, exclusive, release, user, shown } = resourceFixture();
    const log: string[] = [];
    exclusive(1);
    user(log, 'writer', 'ExAcquireResourceExclusiveLite');
    user(log, 'a', 'ExAcquireResourceSharedLite');
    user(log, 'b', 'ExAcquireSharedWaitForExclusive');
    user(log, 'c', 'ExAcquireSharedStarveExclusive');
    expect(shown()).toMatchObject({ waiters: [3, 1], contention: 4 });
    expect([nt.ExGetExclusiveWaiterCount(resource), nt.ExGetSharedWaiterCount(resource)]).toEqual([1, 3]);
    release();
    expect(shown()).toMatchObject({ flag: 0, owners: 3, waiters: [0, 1] });
    nt.runThreads();
    expect(log).toEqual(['a in', 'b in', 'c in', 'a out', 'b out', 'c out', 'writer in', 'writer out']);
    expect(shown()).toMatchObject({ active: 0, waiters: [0, 0] });
  });

  it('after the last who shares, an exclusive one comes before those who wait to share', () => {
    const { nt, shared, release, user } = resourceFixture();
    const log: string[] = [];
    shared(1);
    user(log, 'writer', 'ExAcquireResourceExclusiveLite');
    user(log, 'reader', 'ExAcquireResourceSharedLite');
    release();
    nt.runThreads();
    expect(log).toEqual(['writer in', 'writer out', 'reader in', 'reader out']);
  });

  it('an exclusive owner passes it to the next exclusive one when nobody waits to share', () => {
    const { nt, exclusive, release, user, shown } = resourceFixture();
    const log: string[] = [];
    exclusive(1);
    exclusive(1);
    const next = user(log, 'next', 'ExAcquireResourceExclusiveLite');
    release();
    nt.runThreads();
    expect(log).toEqual([]);
    release();
    expect(shown()).toMatchObject({ flag: 0x80, owner: next.object, count: 1 });
    nt.runThreads();
    expect(log).toEqual(['next in', 'next out']);
  });

  it('a converted resource goes to those who wait to share, and the owner shares it too', () => {
    const { nt, resource, exclusive, shared, release, user, shown } = resourceFixture();
    const log: string[] = [];
    exclusive(1);
    user(log, 'reader', 'ExAcquireResourceSharedLite');
    nt.ExConvertExclusiveToSharedLite(resource);
    expect(shown()).toMatchObject({ flag: 0, owners: 2, waiters: [0, 0] });
    nt.runThreads();
    expect(log).toEqual(['reader in', 'reader out']);
    expect([shared(0), nt.ExIsResourceAcquiredExclusiveLite(resource)]).toEqual([1, 0]);
    release();
    release();
    expect(shown().active).toBe(0);
  });

  it('a waiter of a higher priority runs before the release returns', () => {
    const { nt, resource } = resourceFixture();
    const log: string[] = [];
    nt.ExAcquireResourceExclusiveLite(resource, 1);
    nt.startThread(
      function* () {
        yield* nt.wait.ExEnterCriticalRegionAndAcquireResourceShared(resource);
        log.push('high');
        nt.ExReleaseResourceAndLeaveCriticalRegion(resource);
      },
      { priority: 12 },
    );
    nt.runThreads();
    nt.ExReleaseResourceLite(resource);
    log.push('low');
    expect(log).toEqual(['high', 'low']);
  });

  it('two threads that wait for each other are a deadlock with its cycle', () => {
    const { nt, resource, make, exclusive } = resourceFixture();
    const second = make();
    const other = nt.startThread(function* () {
      yield* nt.wait.ExEnterCriticalRegionAndAcquireResourceExclusive(second);
      yield* nt.wait.ExAcquireResourceSharedLite(resource, 1);
    });
    exclusive(1);
    nt.runThreads();
    expect(nt.outcome(() => exclusive(1, second))).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
      cycle: [
        { thread: nt.thread.id, routine: 'ExAcquireResourceExclusiveLite', object: second, owner: other.id },
        { thread: other.id, routine: 'ExAcquireResourceSharedLite', object: resource, owner: nt.thread.id },
      ],
    });
  });

  it('who lets an exclusive one go first while he shares is part of a cycle', () => {
    const { nt, resource, shared, user } = resourceFixture(off);
    shared(1);
    const writer = user([], 'writer', 'ExAcquireResourceExclusiveLite');
    expect(nt.outcome(() => nt.ExAcquireSharedWaitForExclusive(resource, 1))).toMatchObject({
      reason: 'deadlock',
      cycle: [
        { thread: nt.thread.id, owner: writer.id },
        { thread: writer.id, owner: nt.thread.id },
      ],
    });
  });
});

describe('critical regions', () => {
  it.each([
    'ExEnterCriticalRegionAndAcquireResourceExclusive',
    'ExEnterCriticalRegionAndAcquireResourceShared',
    'ExEnterCriticalRegionAndAcquireSharedWaitForExclusive',
  ] as const)('%s enters one, and the release leaves it', (name) => {
    const { nt, resource } = resourceFixture();
    nt.KeLowerIrql(PASSIVE_LEVEL);
    expect(nt[name](resource)).toBe(0);
    const exclusive = name === 'ExEnterCriticalRegionAndAcquireResourceExclusive' ? 1 : 0;
    expect([nt.thread.kernelApcDisable, nt.ExIsResourceAcquiredExclusiveLite(resource)]).toEqual([
      -1,
      exclusive,
    ]);
    nt.ExReleaseResourceAndLeaveCriticalRegion(resource);
    expect([nt.thread.kernelApcDisable, nt.ExIsResourceAcquiredLite(resource)]).toEqual([0, 0]);
  });

  it('APCs wait until the release has left the region', () => {
    const { nt, resource } = resourceFixture();
    nt.KeLowerIrql(PASSIVE_LEVEL);
    const log: string[] = [];
    nt.ExEnterCriticalRegionAndAcquireResourceShared(resource);
    nt.queueApc(nt.thread.id, { kind: 'normal', routine: () => void log.push('apc') });
    log.push('release');
    nt.ExReleaseResourceAndLeaveCriticalRegion(resource);
    expect(log).toEqual(['release', 'apc']);
  });

  it('D-071: with APCs enabled an acquire is 0x37, and a release 0x38', () => {
    const acquire = resourceFixture();
    acquire.nt.KeLowerIrql(PASSIVE_LEVEL);
    expect(acquire.nt.outcome(() => acquire.shared(1))).toMatchObject(
      bugcheck(0xc4, [0x37, PASSIVE_LEVEL, 0, acquire.resource]),
    );
    const { nt, resource, exclusive, release } = resourceFixture();
    exclusive(1);
    nt.KeLowerIrql(PASSIVE_LEVEL);
    expect(nt.outcome(() => release())).toMatchObject(bugcheck(0xc4, [0x38, PASSIVE_LEVEL, 0, resource]));
  });

  it.each(['critical', 'guarded'])('a %s region will do', (kind) => {
    const { nt, shared, release, resource } = resourceFixture();
    nt.KeLowerIrql(PASSIVE_LEVEL);
    if (kind === 'critical') nt.KeEnterCriticalRegion();
    else nt.KeEnterGuardedRegion();
    shared(1);
    release();
    expect(nt.ExIsResourceAcquiredLite(resource)).toBe(0);
  });
});

describe('owners', () => {
  it('ExReleaseResourceForThreadLite releases for a thread from another one', () => {
    const { nt, resource, exclusive, inThread } = resourceFixture();
    const owner = nt.ExGetCurrentResourceThread();
    expect(owner).toBe(nt.KeGetCurrentThread());
    exclusive(1);
    inThread(() => nt.ExReleaseResourceForThreadLite(resource, owner));
    expect(nt.ExIsResourceAcquiredLite(resource)).toBe(0);
  });

  it('an owner pointer holds it instead of the thread, and any thread releases it', () => {
    const { nt, resource, exclusive, shared, inThread } = resourceFixture();
    const pointer = nt.variable(16) + 3;
    exclusive(1);
    exclusive(1);
    nt.ExSetResourceOwnerPointer(resource, pointer);
    expect([nt.ExIsResourceAcquiredLite(resource), shared(0)]).toEqual([0, 0]);
    inThread(() => nt.ExReleaseResourceForThreadLite(resource, pointer));
    expect(shared(0)).toBe(0);
    inThread(() => nt.ExReleaseResourceForThreadLite(resource, pointer));
    expect(shared(0)).toBe(1);
  });

  it('the same pointer may own what several acquires shared', () => {
    const { nt, resource, exclusive, shared } = resourceFixture();
    const pointer = nt.variable(16) + 3;
    for (let times = 0; times < 2; times++) {
      shared(1);
      nt.ExSetResourceOwnerPointerEx(resource, pointer, 0);
    }
    nt.ExReleaseResourceForThreadLite(resource, BigInt(pointer));
    expect(exclusive(0)).toBe(0);
    nt.ExReleaseResourceForThreadLite(resource, pointer);
    expect(exclusive(0)).toBe(1);
  });

  it('ExSetResourceOwnerPointerEx takes a thread object with its flag, and no other flag', () => {
    const { nt, resource, shared } = resourceFixture();
    shared(1);
    nt.ExSetResourceOwnerPointerEx(resource, nt.KeGetCurrentThread(), 1);
    nt.ExReleaseResourceForThreadLite(resource, nt.ExGetCurrentResourceThread());
    shared(1);
    expect(nt.outcome(() => nt.ExSetResourceOwnerPointerEx(resource, 3, 2))).toMatchObject({
      kind: 'stopped',
      reason: 'not-modelled',
    });
  });

  it('a wait for what a pointer owns depends on no thread', () => {
    const { nt, resource, exclusive, inThread } = resourceFixture(off);
    inThread(() => {
      exclusive(1);
      nt.ExSetResourceOwnerPointer(resource, nt.variable(16) + 3);
    });
    expect(nt.outcome(() => exclusive(1))).toMatchObject({
      reason: 'deadlock',
      cycle: [{ thread: nt.thread.id, owner: null }],
    });
  });

  it('owners come back with a snapshot', () => {
    const { nt, resource, shared, release } = resourceFixture();
    shared(1);
    const snapshot = nt.snapshot();
    release();
    nt.ExDeleteResourceLite(resource);
    nt.restore(snapshot);
    expect(nt.ExIsResourceAcquiredLite(resource)).toBe(1);
    release();
    expect(nt.outcome(() => release())).toMatchObject({ code: 0xe3 });
  });
});

describe('mistakes', () => {
  it('who shares and wants it exclusively waits for himself: 0x1000, or a deadlock', () => {
    for (const verifier of ['on', 'off'] as const) {
      const { nt, resource, shared, exclusive } = resourceFixture({ verifier });
      const me = nt.KeGetCurrentThread();
      shared(1);
      expect(exclusive(0)).toBe(0);
      expect(nt.outcome(() => exclusive(1))).toMatchObject(
        verifier === 'on'
          ? bugcheck(0xc4, [0x1000, resource, me, 0])
          : { reason: 'deadlock', cycle: [{ thread: nt.thread.id, owner: nt.thread.id }] },
      );
    }
  });

  it.each(['on', 'off'] as const)('released by nobody who holds it: 0xE3 (verifier %s)', (verifier) => {
    const { nt, resource, release, inThread, exclusive } = resourceFixture({ verifier });
    exclusive(1);
    let caller = 0;
    const outcome = nt.outcome(() =>
      inThread(() => {
        caller = nt.KeGetCurrentThread();
        release();
      }),
    );
    expect(outcome).toMatchObject(bugcheck(0xe3, [resource, caller, 0, 0]));
    expect(outcome).toMatchObject({ details: [expect.stringContaining('ExAcquireResourceExclusiveLite')] });
  });

  it('a release that is only reported changes nothing', () => {
    const { nt, exclusive, release, inThread, shown } = resourceFixture({ onViolation: 'report' });
    exclusive(1);
    inThread(() => release());
    expect([nt.findings.map(({ rule }) => rule), shown().count]).toEqual([['resource-not-owned'], 1]);
  });

  it('never initialised: 0x1002; overwritten too', () => {
    const { nt, resource, shared } = resourceFixture();
    expect(nt.outcome(() => shared(1, nt.variable('ERESOURCE')))).toMatchObject({
      code: 0xc4,
      parameters: [0x1002, expect.any(Number), 0, 0],
    });
    const other = resourceFixture();
    other.nt.RtlFillMemory(other.resource, 64, 0x41);
    expect(other.nt.outcome(() => other.shared(1))).toMatchObject(
      bugcheck(0xc4, [0x1002, other.resource, 0, 0]),
    );
    expect(resource).toBe(other.resource);
  });

  it('without the verifier one that was never initialised counts as free', () => {
    const { nt, shared } = resourceFixture(off);
    const zeroed = nt.variable('ERESOURCE');
    expect([shared(0, zeroed), nt.ExIsResourceAcquiredLite(zeroed)]).toEqual([1, 1]);
  });

  it('initialised twice: 0xD0; after a deletion it is fine', () => {
    const { nt, resource } = resourceFixture();
    nt.ExDeleteResourceLite(resource);
    expect(nt.ExInitializeResourceLite(resource)).toBe(STATUS_SUCCESS);
    expect(nt.outcome(() => nt.ExInitializeResourceLite(resource))).toMatchObject(
      bugcheck(0xc4, [0xd0, resource, 0, 0]),
    );
  });

  it('deleted and never initialised: 0xD1; deleted while held: 0x100B', () => {
    const { nt, resource } = resourceFixture();
    expect(nt.ExDeleteResourceLite(resource)).toBe(STATUS_SUCCESS);
    expect(nt.outcome(() => nt.ExDeleteResourceLite(resource))).toMatchObject(
      bugcheck(0xc4, [0xd1, resource, 0, 0]),
    );
    const held = resourceFixture();
    held.shared(1);
    expect(held.nt.outcome(() => held.nt.ExDeleteResourceLite(held.resource))).toMatchObject(
      bugcheck(0xc4, [0x100b, held.resource, 0, 0]),
    );
  });

  it('ExReinitializeResourceLite makes a free one fresh, and one that is held 0x100B', () => {
    const { nt, resource, exclusive, release, shown, user } = resourceFixture();
    exclusive(1);
    user([], 'waiter', 'ExAcquireResourceSharedLite');
    release();
    nt.runThreads();
    expect(shown().contention).toBe(1);
    expect(nt.ExReinitializeResourceLite(resource)).toBe(STATUS_SUCCESS);
    expect(shown().contention).toBe(0);
    exclusive(1);
    expect(nt.outcome(() => nt.ExReinitializeResourceLite(resource))).toMatchObject(
      bugcheck(0xc4, [0x100b, resource, 0, 0]),
    );
  });

  it('not aligned: 0x3D, when it is acquired exclusively', () => {
    const { nt } = resourceFixture();
    const resource = nt.variable(128) + 4;
    nt.ExInitializeResourceLite(resource);
    expect(nt.ExAcquireResourceSharedLite(resource, 1)).toBe(1);
    nt.ExReleaseResourceLite(resource);
    expect(nt.outcome(() => nt.ExAcquireResourceExclusiveLite(resource, 1))).toMatchObject(
      bugcheck(0xc4, [0x3d, resource, 0, 0]),
    );
  });

  it('converted by a thread that does not hold it exclusively: 0x1F', () => {
    const { nt, resource, shared } = resourceFixture();
    shared(1);
    expect(nt.outcome(() => nt.ExConvertExclusiveToSharedLite(resource))).toMatchObject(
      bugcheck(0x1f, [0, 0, 0, 0]),
    );
    const other = resourceFixture(off);
    other.exclusive(1);
    other.inThread(() => other.nt.ExConvertExclusiveToSharedLite(other.resource));
    expect(other.nt.ExIsResourceAcquiredExclusiveLite(other.resource)).toBe(1);
  });

  it('an owner pointer without its two bits: 0x132; set by a thread that owns nothing: 0xE3', () => {
    const { nt, resource, shared } = resourceFixture(off);
    shared(1);
    expect(nt.outcome(() => nt.ExSetResourceOwnerPointer(resource, nt.variable(16)))).toMatchObject(
      bugcheck(0x132, [0, 0, 0, 0]),
    );
    const other = resourceFixture();
    const pointer = other.nt.variable(16) + 3;
    const caller = other.nt.KeGetCurrentThread();
    expect(other.nt.outcome(() => other.nt.ExSetResourceOwnerPointer(other.resource, pointer))).toMatchObject(
      bugcheck(0xe3, [other.resource, caller, 0, 0]),
    );
  });

  it('a thread that ends with one: 0x100A; one that a pointer owns is left in peace', () => {
    const { nt, resource, exclusive, inThread } = resourceFixture();
    inThread(() => {
      exclusive(1);
      nt.ExSetResourceOwnerPointer(resource, nt.variable(16) + 3);
    });
    const other = resourceFixture();
    let owner = 0;
    const outcome = other.nt.outcome(() =>
      other.inThread(() => {
        owner = other.nt.KeGetCurrentThread();
        other.exclusive(1);
      }),
    );
    expect(outcome).toMatchObject(bugcheck(0xc4, [0x100a, other.resource, owner, 0]));
  });

  it('above APC_LEVEL an acquire is refused; a release at DISPATCH_LEVEL is not', () => {
    const { nt, resource, shared, release } = resourceFixture();
    shared(1);
    nt.KeRaiseIrqlToDpcLevel();
    release();
    expect(nt.outcome(() => nt.ExAcquireResourceSharedLite(resource, 0))).toMatchObject(
      bugcheck(0xc4, [0xe5, DISPATCH_LEVEL, 0, 0]),
    );
  });

  it('a NULL resource is an access of the kernel', () => {
    const nt = boot();
    expect(nt.outcome(() => nt.ExInitializeResourceLite(0))).toMatchObject({ kind: 'raised' });
  });

  it('memory with one in it that was not deleted is 0xC4 0x17 when it is freed', () => {
    for (const place of [0, 64]) {
      const nt = boot();
      const block = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 0x74736554);
      nt.ExInitializeResourceLite(block + place);
      expect(nt.outcome(() => nt.ExFreePool(block))).toMatchObject(
        bugcheck(0xc4, [0x17, block + place, block, 256]),
      );
    }
  });

  it('memory is freed in peace when it was deleted, or lies beside', () => {
    const nt = boot();
    const [left, middle, right] = Array.from({ length: 3 }, () =>
      nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 0x74736554),
    ) as [number, number, number];
    nt.ExInitializeResourceLite(middle);
    nt.ExFreePool(left);
    nt.ExFreePool(right);
    nt.ExDeleteResourceLite(middle);
    nt.ExFreePool(middle);
    const other = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 0x74736554);
    nt.ExInitializeResourceLite(other);
    expect(nt.ExDeleteResourceLite(other)).toBe(STATUS_SUCCESS);
  });

  it('ExDisableResourceBoostLite changes nothing but wants a resource', () => {
    const { nt, resource, shown } = resourceFixture();
    const before = shown();
    nt.ExDisableResourceBoostLite(resource);
    expect([shown(), nt.irql]).toEqual([before, APC_LEVEL]);
    expect(nt.outcome(() => nt.ExDisableResourceBoostLite(nt.variable(128)))).toMatchObject({ code: 0xc4 });
  });

  it('D-106: memory that is freed with a resource in it is reported once, and may hold another', () => {
    const { nt } = resourceFixture({ onViolation: 'report' });
    nt.KeLowerIrql(PASSIVE_LEVEL);
    for (let round = 0; round < 2; round++) {
      const block = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, 0x6b63_6f4c);
      nt.ExInitializeResourceLite(block);
      nt.ExFreePool(block);
    }
    expect(nt.findings.map(({ rule }) => rule)).toEqual([
      'pool-free-with-resource',
      'pool-free-with-resource',
    ]);
  });
});
