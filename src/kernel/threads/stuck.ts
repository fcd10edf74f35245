/** No thread can ever go on: says why, with the cycle of threads that wait for each other. */
import type { WaitRequest } from '../../contract/wait-request.ts';
import { formatAddress } from '../../machine/addresses.ts';
import type { WaitingThread } from '../../machine/stop.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Thread } from '../records.ts';

/** What the report needs from the machine. */
export type StuckHost = Pick<
  KernelHost,
  'settings' | 'processes' | 'thread' | 'codeStack' | 'deadlock' | 'notModelled'
>;

/**
 * Stops the machine.
 *
 * @param self thread whose wait cannot end
 * @param below threads whose code lies below on the JavaScript stack
 * @param held those of them that could go on
 */
export function reportStuck(
  host: StuckHost,
  self: Thread,
  { below, held }: { readonly below: readonly Thread[]; readonly held: readonly Thread[] },
): never {
  const everybody = host.processes.flatMap((process) => process.threads);
  const all = [self, ...everybody.filter((thread) => thread !== self)];
  const runs = ownerThatRuns(self, all);
  // With nothing below, the code of the other thread is over, or a test has switched away from it by hand.
  const reachable = held[0] ?? (below.length > 0 ? runs : undefined);
  if (reachable !== undefined) {
    const code = codeOf(host, self);
    const why =
      code === null
        ? 'a thread that waits while others are to go on below it must be a generator function (function* and yield* nt.wait…)'
        : `code of C can stop in functions that its thread has called itself, not in a filter or in what a routine calls back (at ${code})`;
    return host.notModelled(
      `thread ${self.id} waits in ${self.wait?.routine ?? 'a wait'} on top of the JavaScript stack of thread ${reachable.id}, which could go on: ${why}`,
    );
  }
  const waiting = all.flatMap((thread) => describeWait(host, thread));
  const cycle = cycleFrom(waiting, self.id);
  /** An address as the program of a thread sees it; objects of the kernel may lie where a 32-bit program sees nothing. */
  const show = (object: number, id: number): string => {
    const program = everybody.find((one) => one.id === id)?.process.architecture;
    return formatAddress(object < 2 ** 32 && program !== undefined ? program : host.settings.arch, object);
  };
  const line = ({ thread, routine, what, object, owner: held, at }: WaitingThread) =>
    `thread ${thread} waits in ${routine}${at === null ? '' : ` at ${at}`} for ${what}${object === 0 ? '' : ` ${show(object, thread)}`}` +
    (held === null ? ', which no running thread will set' : `, which thread ${held} holds`);
  const rest = waiting.filter((one) => !cycle.includes(one));
  const details = [...cycle.map(line), ...(rest.length > 0 ? ['besides:', ...rest.map(line)] : [])];
  return host.deadlock(self.wait?.routine ?? 'a wait', details, cycle);
}

/** Where the C code of a thread stands, or null. */
function codeOf(host: StuckHost, thread: Thread): string | null {
  const code = thread === host.thread ? host.codeStack : thread.code;
  return code.at(-1)?.frames()[0] ?? null;
}

function describeWait(host: StuckHost, thread: Thread): WaitingThread[] {
  const { id, wait } = thread;
  if (wait === null) return [];
  const at = codeOf(host, thread);
  return [
    { thread: id, routine: wait.routine, what: wait.what, object: wait.object, owner: wait.owner(), at },
  ];
}

/** From a thread along the owners: the cycle that this leads into, or the whole way when it leads into none. */
function cycleFrom(waiting: readonly WaitingThread[], start: number): readonly WaitingThread[] {
  const way: WaitingThread[] = [];
  let next: number | null = start;
  while (next !== null) {
    const at = way.findIndex(({ thread }) => thread === next);
    if (at >= 0) return way.slice(at);
    const found = waiting.find(({ thread }) => thread === next);
    if (found === undefined) break;
    way.push(found);
    next = found.owner;
  }
  return way;
}

/** A thread on the way along the owners that waits for nothing: its code lies below, in a call that is not finished. */
function ownerThatRuns(self: Thread, all: readonly Thread[]): Thread | undefined {
  const seen = new Set<Thread>();
  let thread: Thread | undefined = self;
  while (thread !== undefined && !seen.has(thread)) {
    seen.add(thread);
    const wait: WaitRequest | null = thread.wait;
    if (wait === null) return thread.state === 'running' || thread.state === 'ready' ? thread : undefined;
    const owner: number | null = wait.owner();
    thread = owner === null ? undefined : all.find(({ id }) => id === owner);
  }
  return undefined;
}
