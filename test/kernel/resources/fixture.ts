/** Short forms of the calls that most tests of resources make. */
import { APC_LEVEL, type BootOptions, boot, KIRQL, out, structure } from 'irqlab';

/** A machine at APC_LEVEL, where resources may be used, and an ERESOURCE. */
export function resourceFixture(options: BootOptions = {}) {
  const nt = boot(options);
  const { at } = structure(options.arch ?? 'x64', 'ERESOURCE');
  const make = () => {
    const resource = nt.variable('ERESOURCE');
    nt.ExInitializeResourceLite(resource);
    return resource;
  };
  const resource = make();
  nt.KeRaiseIrql(APC_LEVEL, out(KIRQL));
  return {
    nt,
    resource,
    make,
    exclusive: (wait: 0 | 1, which = resource) => nt.ExAcquireResourceExclusiveLite(which, wait),
    shared: (wait: 0 | 1, which = resource) => nt.ExAcquireResourceSharedLite(which, wait),
    release: (which = resource) => nt.ExReleaseResourceLite(which),
    /** What a debugger would show. */
    shown: () => ({
      active: nt.memory.readUint16(resource + at.ActiveCount),
      flag: nt.memory.readUint16(resource + at.Flag),
      owners: nt.memory.readUint32(resource + at.ActiveEntries),
      owner: nt.memory.readPointer(resource + at['OwnerEntry.OwnerThread']),
      count: nt.memory.readUint32(resource + at['OwnerEntry.TableSize']) >>> 3,
      contention: nt.memory.readUint32(resource + at.ContentionCount),
      waiters: [
        nt.memory.readUint32(resource + at.NumberOfSharedWaiters),
        nt.memory.readUint32(resource + at.NumberOfExclusiveWaiters),
      ],
    }),
    /** Runs a body in a thread of its own, in a critical region, to its first wait or end. */
    inThread<T>(body: () => T): T | undefined {
      let result: T | undefined;
      nt.startThread(function* () {
        nt.KeEnterCriticalRegion();
        result = body();
        nt.KeLeaveCriticalRegion();
        yield;
      });
      nt.runThreads();
      return result;
    },
    /** A thread that acquires, logs, and releases when it gets the next turn. */
    user(
      log: string[],
      name: string,
      how:
        | 'ExAcquireResourceExclusiveLite'
        | 'ExAcquireResourceSharedLite'
        | 'ExAcquireSharedStarveExclusive'
        | 'ExAcquireSharedWaitForExclusive',
    ) {
      const thread = nt.startThread(
        function* () {
          nt.KeEnterCriticalRegion();
          yield* nt.wait[how](resource, 1);
          log.push(`${name} in`);
          yield;
          log.push(`${name} out`);
          nt.ExReleaseResourceLite(resource);
          nt.KeLeaveCriticalRegion();
        },
        { name },
      );
      nt.runThreads();
      return thread;
    },
  };
}
