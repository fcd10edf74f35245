/**
 * Routines of drivers that hear of processes, threads and images. Who is called where and when:
 * docs/decisions/0093-notifications.md.
 *
 * | kind       | arguments                                            | context                              |
 * |------------|------------------------------------------------------|--------------------------------------|
 * | process    | parent, process, TRUE or FALSE                       | a thread of the System process       |
 * | process-ex | EPROCESS, process, PS_CREATE_NOTIFY_INFO or NULL     | the same                             |
 * | thread     | process, thread, TRUE or FALSE                       | the thread that makes it, or that ends |
 * | image      | name, process or 0, IMAGE_INFO                       | the process, or the System process   |
 */
import type { NTSTATUS } from '../../contract/c-types.ts';
import { PASSIVE_LEVEL } from '../../contract/irql.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { structure } from '../../contract/structure.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import { NT_SUCCESS } from '../../status/nt-success.ts';
import { moduleOfProgram } from '../code-modules.ts';
import type { Process, Thread } from '../records.ts';
import { utf16Bytes, writeUnicodeHeader } from '../unicode-string.ts';
import type { DriverRecord, Io } from './io.ts';
import { NAME_TAG } from './io-blocks.ts';
import type { Notification, NotificationKind } from './notification.ts';

/** Routines that can be registered at a time: for processes, for threads, for images. *Ours*: decision 0093. */
const MOST_ROUTINES = 64;

/** ImageAddressingMode of IMAGE_INFO, and the bit SystemModeImage. */
const ADDRESSING_MODE = 3;
const SYSTEM_MODE_IMAGE = 0x100;
/** FileOpenNameAvailable of PS_CREATE_NOTIFY_INFO. */
const NAME_AVAILABLE = 1;
/** Bytes of an image. *Ours*. */
const IMAGE_BYTES = 0x10_0000;

const familyOf = (kind: NotificationKind): string => (kind === 'process-ex' ? 'process' : kind);

/** True where no more routines of a kind can be registered. */
export const isFull = (io: Io, kind: NotificationKind): boolean =>
  io.notifications.filter((one) => familyOf(one.kind) === familyOf(kind)).length >= MOST_ROUTINES;

/** The registration of a routine, or undefined. */
export function registered(io: Io, kind: NotificationKind, routine: Callback): Notification | undefined {
  const address = io.host.callbackAddress(routine);
  return io.notifications.find((one) => one.kind === kind && one.routine === address);
}

/** Registers a routine. */
export function register(io: Io, kind: NotificationKind, routine: Callback, registrar: string): void {
  const { host } = io;
  const stack = host.codeAddress() === 0 ? [...host.callStack].reverse() : host.stackText();
  io.notificationCount += 1;
  io.notifications = [
    ...io.notifications,
    {
      kind,
      routine: host.callbackAddress(routine),
      number: io.notificationCount,
      registrar,
      by: stack.filter((frame) => frame !== `nt!${registrar}`),
    },
  ];
}

/** Forgets a registration. */
export function unregister(io: Io, registration: Notification): void {
  io.notifications = io.notifications.filter((one) => one !== registration);
}

/** A line of a report. */
export function describeNotification(io: Pick<Io, 'host'>, { routine, registrar, by }: Notification): string {
  const name = io.host.symbols.describe(routine) ?? 'a routine';
  return `${name} is registered by ${registrar}${by.length === 0 ? '' : `, called in ${by.join(', ')}`}`;
}

/** Calls the routines of some kinds at PASSIVE_LEVEL in a critical region of the current thread. */
function tell(io: Io, kinds: readonly NotificationKind[], call: (one: Notification) => void): void {
  const { host, parts } = io;
  const { regions } = parts.apcs;
  for (const one of io.notifications) {
    if (!kinds.includes(one.kind)) continue;
    // An earlier one may have unregistered it.
    if (!io.notifications.includes(one)) continue;
    parts.contexts.run('system-thread', () => {
      regions.enterCritical();
      call(one);
      if (host.stop === null) regions.leaveCritical(one.registrar);
    });
  }
}

const hears = (io: Io, wanted: NotificationKind): boolean =>
  io.notifications.some(({ kind }) => familyOf(kind) === wanted);

/** Runs a block in the System process, where anybody hears of such a thing. */
function inSystem(io: Io, wanted: NotificationKind, block: () => void): void {
  if (hears(io, wanted)) io.host.runAs(io.host.system, block);
}

// --- processes ---------------------------------------------------------------

/** A driver that refuses a process. */
export interface Refusal {
  readonly status: NTSTATUS;
  readonly by: Notification;
}

/** Tells that a process was made; the first refusal of a driver, or null. */
export function tellOfNewProcess(io: Io, process: Process): Refusal | null {
  let refusal: Refusal | null = null;
  inSystem(io, 'process', () =>
    tell(io, ['process', 'process-ex'], (one) => {
      if (one.kind === 'process') {
        io.host.callAddress(one.routine, [io.host.system.id, process.id, 1]);
        return;
      }
      const status = callWithInfo(io, process, one, refusal?.status ?? STATUS_SUCCESS);
      if (!NT_SUCCESS(status)) refusal ??= { status, by: one };
    }),
  );
  return refusal;
}

/** Tells that a process has ended. */
export function tellOfProcessEnd(io: Io, process: Process): void {
  inSystem(io, 'process', () =>
    tell(io, ['process', 'process-ex'], ({ kind, routine }) => {
      const args =
        kind === 'process'
          ? [io.host.system.id, process.id, 0]
          : [io.parts.threads.processObjectOf(process), process.id, 0];
      io.host.callAddress(routine, args);
    }),
  );
}

/** Calls a routine of PsSetCreateProcessNotifyRoutineEx; the CreationStatus that it leaves. */
function callWithInfo(io: Io, process: Process, { routine }: Notification, status: NTSTATUS): NTSTATUS {
  const { host } = io;
  const { at, bytes } = structure(host.architecture, 'PS_CREATE_NOTIFY_INFO');
  const names = [`\\??\\C:\\${process.name}`, process.commandLine || process.name];
  return withStrings(io, bytes, names, (info, [image = 0, command = 0]) => {
    const { kernelMemory: memory } = host;
    memory.writePointer(info + at.Size, bytes);
    memory.writeUint32(info + at.Flags, NAME_AVAILABLE);
    memory.writePointer(info + at.ParentProcessId, host.system.id);
    memory.writePointer(info + at.CreatingThreadId, host.system.id);
    memory.writePointer(info + at.CreatingThreadId + io.pointerBytes, host.thread.id);
    memory.writePointer(info + at.ImageFileName, image);
    memory.writePointer(info + at.CommandLine, command);
    memory.writeUint32(info + at.CreationStatus, status);
    host.callAddress(routine, [io.parts.threads.processObjectOf(process), process.id, info]);
    return memory.readUint32(info + at.CreationStatus);
  });
}

// --- threads -----------------------------------------------------------------

/** Tells, in the thread that has made it, of a thread of a driver or a program. Its end is told of too. */
export function tellOfNewThread(io: Io, thread: Thread): void {
  io.toldThreads.add(thread.id);
  callForThread(io, thread, 1);
}

/** Tells, in the System process, of the thread that a process begins with. */
export function tellOfFirstThread(io: Io, { mainThread }: Process): void {
  io.toldThreads.add(mainThread.id);
  inSystem(io, 'thread', () => callForThread(io, mainThread, 1));
}

/** Tells, in the thread itself, that it ends; once for each thread. */
export function tellOfThreadEnd(io: Io, thread: Thread): void {
  if (io.toldThreads.delete(thread.id)) callForThread(io, thread, 0);
}

function callForThread(io: Io, { id, process }: Thread, begins: 0 | 1): void {
  // At a raised level, which was reported, nobody is called.
  if (!hears(io, 'thread') || io.host.irql() !== PASSIVE_LEVEL) return;
  tell(io, ['thread'], ({ routine }) => io.host.callAddress(routine, [process.id, id, begins]));
}

/** The threads of a process that has ended end with it. They are told of in the System process: the process is gone. */
export function tellOfLastThreads(io: Io, { threads }: Process): void {
  for (const thread of threads) inSystem(io, 'thread', () => tellOfThreadEnd(io, thread));
}

// --- images ------------------------------------------------------------------

/** Tells, in the System process, of a driver that was loaded. */
export function tellOfDriver(io: Io, { name, module }: DriverRecord): void {
  const base = io.host.symbols.baseOf(module) ?? 0;
  inSystem(io, 'image', () => callForImage(io, `\\SystemRoot\\System32\\drivers\\${name}.sys`, 0, base));
}

/** Tells, in the process, of the images that it begins with. */
export function tellOfImages(io: Io, process: Process): void {
  const { host } = io;
  if (!hears(io, 'image')) return;
  const disk = '\\Device\\HarddiskVolume1\\';
  const folder = process.architecture === host.architecture ? 'System32' : 'SysWOW64';
  const baseOf = (module: string): number =>
    host.symbols.baseOf(moduleOfProgram(host.symbols, module, process.architecture)) ?? 0;
  host.runAs(process, () => {
    callForImage(io, `${disk}${process.name}`, process.id, baseOf('program'));
    for (const library of ['ntdll', 'kernel32', 'kernelbase'])
      callForImage(io, `${disk}Windows\\${folder}\\${library}.dll`, process.id, baseOf(library));
  });
}

function callForImage(io: Io, name: string, process: number, base: number): void {
  const { host } = io;
  const { at, bytes } = structure(host.architecture, 'IMAGE_INFO');
  tell(io, ['image'], ({ routine }) =>
    withStrings(io, bytes, [name], (info, [text = 0]) => {
      const { kernelMemory: memory } = host;
      memory.writeUint32(info + at.Properties, ADDRESSING_MODE | (process === 0 ? SYSTEM_MODE_IMAGE : 0));
      memory.writePointer(info + at.ImageBase, base);
      memory.writePointer(info + at.ImageSize, IMAGE_BYTES);
      host.callAddress(routine, [text, process, info]);
    }),
  );
}

/** Lends a zeroed structure and a UNICODE_STRING for each text; all is gone afterwards. */
function withStrings<T>(
  io: Io,
  bytes: number,
  texts: readonly string[],
  use: (structure: number, strings: readonly number[]) => T,
): T {
  const { host } = io;
  const header = structure(host.architecture, 'UNICODE_STRING').bytes;
  const encoded = texts.map((text) => utf16Bytes(`${text}\0`));
  const all = encoded.reduce((sum, one) => sum + header + Math.ceil(one.length / 8) * 8, bytes);
  const block = io.blocks.allocate(all, NAME_TAG, 'PspCallNotifyRoutines');
  if (block === 0) return host.notModelled('a notification of drivers when no nonpaged pool is left');
  let next = block + bytes;
  const strings = encoded.map((text) => {
    const target = next;
    const buffer = target + header;
    host.kernelMemory.writeBytes(buffer, text);
    const lengths = { length: text.length - 2, maximumLength: text.length, buffer };
    writeUnicodeHeader(host.kernelMemory, host.architecture, target, lengths);
    next = buffer + Math.ceil(text.length / 8) * 8;
    return target;
  });
  try {
    return use(block, strings);
  } finally {
    if (host.stop === null) io.blocks.free(block, 'PspCallNotifyRoutines');
  }
}

// --- the end of a driver -----------------------------------------------------

/** Access of 0xCE: the next instruction is fetched. */
const READ = 0;

/** Reports the routines that a driver has left registered, and forgets them: their code is gone. */
export function checkNotifications(
  io: Io,
  { name, module, notificationsBefore }: DriverRecord,
  routine: string,
): void {
  const { symbols } = io.host;
  const isAlone = io.drivers.size === 1;
  for (const one of io.notifications) {
    const at = symbols.moduleAt(one.routine);
    // Functions in TypeScript lie in `driver`: whose they are is plain where there is one driver only.
    if (at !== module && !(at === 'driver' && isAlone && one.number > notificationsBefore)) continue;
    io.host.violation({
      rule: 'driver-leaves-notification',
      routine: `${routine} of ${name}`,
      values: [one.routine, READ, one.routine],
      details: [describeNotification(io, one)],
    });
    unregister(io, one);
  }
}
