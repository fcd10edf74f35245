/** The system calls for files of one process, over the request engine of the I/O manager. */
import type { Waiting } from './contract/blocking.ts';
import { EVENT_MODIFY_STATE } from './contract/kernel-constants.generated.ts';
import { STANDARD_HANDLES } from './contract/standard-handles.ts';
import { structure } from './contract/structure.ts';
import { fileName } from './kernel/io/file-names.ts';
import { cancelRequests, isSynchronous } from './kernel/io/overlapped.ts';
import { type Completion, signalCompletion } from './kernel/io/overlapped-results.ts';
import {
  fileOfHandle,
  type HandleOfFile,
  isResult,
  openFile,
  type Sent,
  type Steps,
  sendControl,
  sendTransfer,
} from './kernel/io/requests.ts';
import type { Machine } from './kernel/machine.ts';
import type { Process } from './kernel/records.ts';
import { isOut } from './machine/out.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_PENDING,
  STATUS_SUCCESS,
} from './status/common.ts';
import { NT_ERROR } from './status/nt-success.ts';
import type { FileResult, FileServices, FileTransfer } from './win32/file-services.ts';

/** What an OVERLAPPED asks for. */
interface Overlapped {
  readonly address: number;
  /** Handle; 0 for none. */
  readonly event: number;
  readonly offset: bigint;
}

/** Makes them. */
export function fileServices(machine: Machine, process: Process): FileServices {
  const { contexts, io, threads } = machine.subsystems;
  const { memory } = process;
  // What a driver in TypeScript yields besides waits gives the processor away, and the scheduler takes it.
  const call = <R>(service: string, steps: () => Steps<R>): Waiting<R> =>
    contexts.runSteps('system-call', service, steps) as Waiting<R>;
  const request = (
    handle: number,
    overlapped: number,
    service: string,
    send: (file: HandleOfFile, about: About) => Sent,
  ): FileResult | Waiting<FileResult> => {
    const asked = overlapped === 0 ? null : readOverlapped(process, overlapped);
    const sent = contexts.runSteps('system-call', service, () =>
      sendRequest(machine, process, handle, asked, send),
    );
    return sent as FileResult | Waiting<FileResult>;
  };
  return {
    open({ name, ...about }) {
      const path = fileName(name);
      if (path === null)
        machine.notModelled(`the file ${name}: there are no disks, open \\\\.\\ and the name of a device`);
      return call('NtCreateFile', function* () {
        const { status, file } = yield* openFile(io, { ...about, path, userMode: true });
        if (file === 0) return { status, handle: 0 };
        const handle = threads.objects.open(file, about.access, process.id);
        threads.objects.count(file, -1);
        return { status, handle };
      });
    },
    close: (handle) =>
      isStandardHandle(process, handle)
        ? done(STATUS_SUCCESS)
        : call('NtClose', function* () {
            yield* [];
            return threads.objects.close(handle, process.id) ? STATUS_SUCCESS : STATUS_INVALID_HANDLE;
          }),
    transfer: (handle, about, overlapped) =>
      isStandardHandle(process, handle)
        ? transferStandard(process, handle, about)
        : request(
            handle,
            overlapped,
            about.isWrite ? 'NtWriteFile' : 'NtReadFile',
            ({ file, access }, { offset, completion }) => {
              // A file without a position of its own has to be told where.
              if (offset === null && !isSynchronous(io, file))
                return { status: STATUS_INVALID_PARAMETER, information: 0 };
              const { isWrite, address, bytes } = about;
              return sendTransfer(io, {
                file,
                access,
                isWrite,
                address,
                bytes,
                offset,
                completion,
                userMode: true,
              });
            },
          ),
    // No object is spread into another one here: a program sends many requests, and V8 takes 2 µs for each.
    control: (handle, { code, input, inputBytes, output, outputBytes }, overlapped) =>
      request(handle, overlapped, 'NtDeviceIoControlFile', ({ file, access }, { completion }) =>
        sendControl(io, {
          file,
          access,
          code,
          input,
          inputBytes,
          output,
          outputBytes,
          completion,
          userMode: true,
        }),
      ),
    cancel(handle, overlapped, own) {
      const { status, file } = fileOfHandle(io, handle);
      if (file === 0) return status;
      const block = overlapped === 0 ? null : overlapped;
      return cancelRequests(io, { file, block, thread: own ? machine.thread.id : null });
    },
    text: (address, wide) => (wide ? memory.readUtf16String(address) : memory.readAnsiString(address)),
    store(target, value) {
      if (isOut(target)) target.value = value;
      else memory.writeUint32(target, value);
    },
    notModelled: (what) => machine.notModelled(what),
  };
}

/** What a request has besides its buffers. */
interface About {
  readonly offset: bigint | null;
  readonly completion: Completion | undefined;
}

/** A request that its caller waits for, at the position of the file. */
const WAITS: About = { offset: null, completion: undefined };

/** Reads the OVERLAPPED as the caller, and marks it as under way. */
function readOverlapped({ memory, architecture }: Process, address: number): Overlapped {
  const { at } = structure(architecture, 'OVERLAPPED');
  const event = memory.readPointer(address + at.hEvent);
  const high = BigInt(memory.readUint32(address + at.OffsetHigh));
  const offset = BigInt.asIntN(64, (high << 32n) | BigInt(memory.readUint32(address + at.Offset)));
  memory.writePointer(address + at.Internal, STATUS_PENDING);
  // Its lowest bit is for completion ports.
  return { address, event: Math.floor(event / 2) * 2, offset };
}

/** Sends a request for a handle: one that waits, or one whose results come later. */
function sendRequest(
  machine: Machine,
  process: Process,
  handle: number,
  overlapped: Overlapped | null,
  send: (file: HandleOfFile, about: About) => Sent,
): Sent {
  const { io } = machine.subsystems;
  const file = fileOfHandle(io, handle);
  if (file.file === 0) return { status: file.status, information: 0 };
  if (overlapped === null) return send(file, WAITS);
  return sendOverlapped(machine, process, file, overlapped, send);
}

function* sendOverlapped(
  machine: Machine,
  process: Process,
  file: HandleOfFile,
  overlapped: Overlapped,
  send: (file: HandleOfFile, about: About) => Sent,
): Steps<FileResult> {
  const { io } = machine.subsystems;
  const { address: block, offset } = overlapped;
  const event = eventOf(machine, process, overlapped.event);
  if (event.status !== STATUS_SUCCESS) return { status: event.status, information: 0 };
  const completion = { event: event.object, block };
  const waits = isSynchronous(io, file.file);
  const sent = send(file, { offset, completion: waits ? undefined : completion });
  const result = isResult(sent) ? sent : yield* sent;
  if (!waits) return result;
  if (NT_ERROR(result.status)) return result;
  const { at } = structure(process.architecture, 'OVERLAPPED');
  process.memory.writePointer(block + at.Internal, result.status);
  process.memory.writePointer(block + at.InternalHigh, result.information);
  signalCompletion(io, file.file, event.object);
  return result;
}

/** The event of an OVERLAPPED. */
function eventOf(
  { subsystems: { threads } }: Machine,
  { id }: Process,
  handle: number,
): { readonly status: number; readonly object: number } {
  const fails = (status: number) => ({ status, object: 0 });
  if (handle === 0) return fails(STATUS_SUCCESS);
  const open = threads.objects.lookUp(handle, id);
  if (open === undefined) return fails(STATUS_INVALID_HANDLE);
  if (threads.objects.kindOf(open.object) !== 'event') return fails(STATUS_OBJECT_TYPE_MISMATCH);
  if ((open.access & EVENT_MODIFY_STATE) === 0) return fails(STATUS_ACCESS_DENIED);
  return { status: STATUS_SUCCESS, object: open.object };
}

/** True for the handle of a standard stream, in a program that has them. */
const isStandardHandle = ({ console }: Process, handle: number): boolean =>
  console !== null && Object.values(STANDARD_HANDLES).some((one) => one === handle);

/** Reads or writes a standard stream. The wrong direction is refused. */
function transferStandard(
  { console, memory }: Process,
  handle: number,
  { isWrite, address, bytes }: FileTransfer,
): FileResult {
  const { input, output } = STANDARD_HANDLES;
  if (console === null || isWrite === (handle === input))
    return { status: STATUS_ACCESS_DENIED, information: 0 };
  if (isWrite) {
    console.write(handle === output ? 'stdout' : 'stderr', memory.readBytes(address, bytes));
    return { status: STATUS_SUCCESS, information: bytes };
  }
  const line = console.read(bytes);
  memory.writeBytes(address, line);
  return { status: STATUS_SUCCESS, information: line.length };
}

/** What needs no wait, as a routine that may wait takes it. */
function* done<T>(value: T): Waiting<T> {
  yield* [];
  return value;
}
