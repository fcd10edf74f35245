/** What becomes of the objects that a process has open when it ends. */
import type { Process } from '../records.ts';
import type { Io } from './io.ts';
import { WAITABLE_KINDS, type WaitableKind } from './waitable-objects.ts';

/** Its mutexes are abandoned, then its handles of events, mutexes, semaphores and timers close. */
export function endWaitablesOf(io: Io, { threads, id }: Process): void {
  const { dispatcher } = io.parts;
  const { objects } = io.parts.threads;
  const isWaitable = (object: number): boolean =>
    WAITABLE_KINDS.includes(objects.kindOf(object) as WaitableKind);
  for (const thread of threads)
    for (const mutex of dispatcher.mutants.ownedBy(thread)) if (isWaitable(mutex)) dispatcher.abandon(mutex);
  for (const handle of objects.handlesOf(id))
    if (isWaitable(objects.lookUp(handle, id)?.object ?? 0)) objects.close(handle, id);
}

/**
 * Closes the files of a process that has ended. Their drivers get IRP_MJ_CLEANUP and IRP_MJ_CLOSE in a thread of the
 * System process (*ours*: on Windows it is the last thread of the process that ends).
 */
export function closeFilesOf(io: Io, { id }: Process): void {
  const { host, parts } = io;
  const { objects } = parts.threads;
  for (const handle of objects.handlesOf(id)) {
    if (objects.kindOf(objects.lookUp(handle, id)?.object ?? 0) !== 'file') continue;
    host.runAs(host.system, () => parts.contexts.run('system-thread', () => objects.close(handle, id)));
  }
}
