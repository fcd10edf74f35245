/** Priorities of threads: 1 to 15 vary with boosts, 16 to 31 are real-time. */
import { HIGH_PRIORITY } from '../../contract/kernel-constants.generated.ts';
import { NORMAL_PRIORITY } from '../records.ts';
import type { Threads } from './threads.ts';

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/**
 * Sets the priority of a thread, and with it the one that boosts start from (*ours*: Windows keeps both apart).
 * @returns the priority before
 */
export function setPriority(threads: Threads, object: number, priority: number): number {
  const routine = 'KeSetPriorityThread';
  const thread = threads.threadAt(object, routine);
  if (thread === null) return 0;
  const before = thread.priority;
  if (priority < 1 || priority > HIGH_PRIORITY)
    threads.host.violation({ rule: 'priority-out-of-range', routine, values: [priority] });
  thread.basePriority = clamp(priority, 1, HIGH_PRIORITY);
  thread.priority = thread.basePriority;
  threads.scheduler.preempt();
  return before;
}

/**
 * Sets the base priority relative to that of the process, which is always 8. Threads below real-time priority stay
 * there (*ours*: no fact gives the bounds).
 * @returns the increment before
 */
export function setBasePriority(threads: Threads, object: number, increment: number): number {
  const thread = threads.threadAt(object, 'KeSetBasePriorityThread');
  if (thread === null) return 0;
  const before = thread.basePriority - NORMAL_PRIORITY;
  const realTime = thread.basePriority > 15;
  thread.basePriority = clamp(NORMAL_PRIORITY + increment, realTime ? 16 : 1, realTime ? HIGH_PRIORITY : 15);
  thread.priority = thread.basePriority;
  threads.scheduler.preempt();
  return before;
}
