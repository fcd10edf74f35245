/** Failures that pages tell in words: what a caller gets, and which calls cannot have them. */
import { describe, expect, it } from 'vitest';
import {
  boot,
  FILE_DEVICE_UNKNOWN,
  type Nt,
  out,
  POOL_FLAG_NON_PAGED,
  PVOID,
  STATUS_TIMEOUT,
} from '../../src/index.ts';

const TAG = 0x74736554;

/** What a call gives when the routine fails, and how often it was made to. */
function failed(nt: Nt, routine: string, failure: string, call: () => unknown): readonly [unknown, number] {
  const fault = nt.injectFault({ routine, failure });
  try {
    return [call(), fault.injected.length];
  } finally {
    fault.remove();
  }
}

const NO_RESOURCES = 'STATUS_INSUFFICIENT_RESOURCES';

/** An unsigned 64-bit time in memory, 1 ms from now. */
function soon(nt: Nt): number {
  const at = nt.variable(8);
  nt.memory.writeBigInt64(at, -10_000n);
  return at;
}

const event = (nt: Nt): number => {
  const at = nt.variable('KEVENT');
  nt.KeInitializeEvent(at, 0, 1);
  return at;
};

const fastMutex = (nt: Nt): number => {
  const at = nt.variable('FAST_MUTEX');
  nt.ExInitializeFastMutex(at);
  return at;
};

const resource = (nt: Nt): number => {
  const at = nt.variable('ERESOURCE');
  nt.ExInitializeResourceLite(at);
  nt.KeEnterCriticalRegion();
  return at;
};

const lookaside = (nt: Nt): number => {
  const at = nt.variable('NPAGED_LOOKASIDE_LIST');
  nt.ExInitializeNPagedLookasideList(at, 0, 0, 0, 64, TAG, 0);
  return at;
};

describe('a failure', () => {
  const cases: readonly (readonly [string, string, (nt: Nt) => unknown, unknown])[] = [
    ['RtlCreateHeap', 'STATUS_NO_MEMORY', (nt) => nt.RtlCreateHeap(2, 0, 0, 0, 0, 0), 0],
    [
      'ExAllocateFromNPagedLookasideList',
      NO_RESOURCES,
      (nt) => nt.ExAllocateFromNPagedLookasideList(lookaside(nt)),
      0,
    ],
    [
      'MmAllocateContiguousMemory',
      NO_RESOURCES,
      (nt) => nt.MmAllocateContiguousMemory(4096, 0xffff_ffffn),
      0,
    ],
    ['MmAllocateNonCachedMemory', NO_RESOURCES, (nt) => nt.MmAllocateNonCachedMemory(4096), 0],
    ['ExAllocateTimer', NO_RESOURCES, (nt) => nt.ExAllocateTimer(0, 0, 0), 0],
    [
      'KeWaitForSingleObject',
      'STATUS_TIMEOUT',
      (nt) => nt.KeWaitForSingleObject(event(nt), 0, 0, 0, soon(nt)),
      STATUS_TIMEOUT,
    ],
    [
      'ExTryToAcquireFastMutex',
      'STATUS_LOCK_NOT_GRANTED',
      (nt) => nt.ExTryToAcquireFastMutex(fastMutex(nt)),
      0,
    ],
    [
      'ExAcquireResourceExclusiveLite',
      'STATUS_LOCK_NOT_GRANTED',
      (nt) => nt.ExAcquireResourceExclusiveLite(resource(nt), 0),
      0,
    ],
  ];
  it.each(cases)('of %s: %s', (routine, failure, call, value) => {
    const nt = boot();
    const before = nt.irql;
    expect(failed(nt, routine, failure, () => call(nt))).toEqual([value, 1]);
    expect(nt.irql).toBe(before);
  });

  it('leaves the thing that it is about alone: a wait that times out takes no event', () => {
    const nt = boot();
    const at = event(nt);
    failed(nt, 'KeWaitForSingleObject', 'STATUS_TIMEOUT', () =>
      nt.KeWaitForSingleObject(at, 0, 0, 0, soon(nt)),
    );
    expect(nt.KeReadStateEvent(at)).toBe(1);
  });

  it('of a request leaves the last error of a program', () => {
    const nt = boot();
    const process = nt.startProcess();
    nt.injectFault({ routine: 'CreateThread', failure: 'STATUS_NO_MEMORY' });
    expect(process.run(() => process.CreateThread(0, 0, 0x10000, 0, 0, 0))).toBe(0);
    expect(process.GetLastError()).toBe(8);
  });
});

describe('a failure that a call cannot have is not injected', () => {
  const cases: readonly (readonly [string, string, string, (nt: Nt) => unknown])[] = [
    [
      'a wait without a limit',
      'KeWaitForSingleObject',
      'STATUS_TIMEOUT',
      (nt) => nt.KeWaitForSingleObject(event(nt), 0, 0, 0, 0),
    ],
    [
      'a resource with Wait',
      'ExAcquireResourceExclusiveLite',
      'STATUS_LOCK_NOT_GRANTED',
      (nt) => nt.ExAcquireResourceExclusiveLite(resource(nt), 1),
    ],
    ['a probe of nothing', 'ProbeForRead', 'STATUS_ACCESS_VIOLATION', (nt) => nt.ProbeForRead(0, 0, 1)],
    [
      'a probe of bytes',
      'ProbeForRead',
      'STATUS_DATATYPE_MISALIGNMENT',
      (nt) => nt.ProbeForRead(0x10000, 4, 1),
    ],
    [
      'a device without a name',
      'IoCreateDevice',
      'STATUS_OBJECT_NAME_COLLISION',
      (nt) => {
        const driver = nt.loadDriver({ name: 'one', entry: () => 0 });
        return nt.IoCreateDevice(driver.object, 0, 0, FILE_DEVICE_UNKNOWN, 0, 0, out(PVOID));
      },
    ],
    [
      'locked pages of the kernel',
      'MmProbeAndLockPages',
      'STATUS_ACCESS_VIOLATION',
      (nt) => {
        const block = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG);
        return nt.MmProbeAndLockPages(nt.IoAllocateMdl(block, 64, 0, 0, 0), 0, 0);
      },
    ],
  ];
  it.each(cases)('%s', (_, routine, failure, call) => {
    const nt = boot();
    expect(failed(nt, routine, failure, () => nt.outcome(() => call(nt)))[1]).toBe(0);
  });
});
