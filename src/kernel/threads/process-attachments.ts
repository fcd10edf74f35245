/** KeStackAttachProcess and KeUnstackDetachProcess: which process the current thread sees. */
import type { PVOID } from '../../contract/c-types.ts';
import { structure } from '../../contract/structure.ts';
import { describeAttachment } from '../attachments.ts';
import type { Process } from '../records.ts';
import type { Threads } from './threads.ts';

/** The process whose EPROCESS lies at an address; reports an address of none, and gives null when the call goes on. */
export function processAt({ host }: Threads, object: PVOID, routine: string): Process | null {
  const found = host.processes.find((process) => process.object === object && object !== 0);
  if (found !== undefined) return found;
  host.kernelMemory.readUint8(object);
  host.violation({ rule: 'no-such-process', routine, values: [object] });
  return null;
}

/**
 * Attaches the current thread to a process. The KAPC_STATE is opaque to drivers: irqlab stores the EPROCESS of the
 * process that the thread saw before, and zeros (*ours*).
 */
export function attach(threads: Threads, object: PVOID, state: PVOID): void {
  const { host, current } = threads;
  const process = processAt(threads, object, 'KeStackAttachProcess');
  if (process === null) return;
  const { at, bytes } = structure(host.architecture, 'KAPC_STATE');
  host.kernelMemory.writeBytes(state, new Uint8Array(bytes));
  host.kernelMemory.writePointer(state + at.Process, threads.processObjectOf());
  const stack = host.codeAddress() === 0 ? [...host.callStack].reverse() : host.stackText();
  const by = stack.filter((frame) => frame !== 'nt!KeStackAttachProcess');
  current.attach([...host.thread.attachments, { state, process, by }]);
}

/** Takes the last attachment back. One with another KAPC_STATE than the last one is reported. */
export function detach(threads: Threads, state: PVOID): void {
  const { host, current, scheduler } = threads;
  const { attachments } = host.thread;
  host.kernelMemory.readPointer(state + structure(host.architecture, 'KAPC_STATE').at.Process);
  if (attachments.at(-1)?.state !== state)
    host.violation({
      rule: 'detach-not-attached',
      routine: 'KeUnstackDetachProcess',
      values: [state],
      details:
        attachments.length === 0
          ? ['the thread is attached to no process']
          : [`the thread is ${[...attachments].reverse().map(describeAttachment).join('; before that ')}`],
    });
  const index = attachments.map((one) => one.state).lastIndexOf(state);
  if (index < 0) return;
  current.attach(attachments.slice(0, index));
  // What waited for the process of the thread: kernel APCs.
  scheduler.preempt();
}
