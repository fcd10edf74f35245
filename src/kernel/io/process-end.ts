/** What becomes of the events, mutexes, semaphores and timers of a process that ends. */
import type { Process } from '../records.ts';
import type { Io } from './io.ts';
import { WAITABLE_KINDS, type WaitableKind } from './waitable-objects.ts';

/** Its mutexes are abandoned, then its handles of such objects close. Files stay open (docs/limits.md). */
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
