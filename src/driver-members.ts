/** Drivers and devices as TypeScript uses them: `nt.loadDriver` and `nt.openDevice`. */
import {
  FILE_OPEN,
  FILE_READ_DATA,
  FILE_SYNCHRONOUS_IO_NONALERT,
  FILE_WRITE_DATA,
} from './contract/kernel-constants.generated.ts';
import type { Callback } from './contract/kernel-types.ts';
import { driveHere } from './kernel/io/call-driver.ts';
import { loadDriver, unloadDriver } from './kernel/io/drivers.ts';
import { fileName } from './kernel/io/file-names.ts';
import {
  controlFile,
  fileOfHandle,
  openFile,
  type RequestResult,
  type Steps,
  transferFile,
} from './kernel/io/requests.ts';
import type { Machine } from './kernel/machine.ts';
import type { Process } from './kernel/records.ts';
import { isGenerator } from './kernel/threads/thread-body.ts';
import { PAGE_READWRITE } from './memory/constants.ts';
import { DebugMemory } from './memory/debug-memory.ts';
import { STATUS_INVALID_HANDLE, STATUS_SUCCESS } from './status/common.ts';
import { makeUserProcess } from './user-process.ts';

/** What `nt.loadDriver` takes. */
export interface DriverOptions {
  /** Name of the service: `echo`. The driver object is `\Driver\echo`. */
  readonly name: string;
  /** DriverEntry: called with (DriverObject, RegistryPath), returns an NTSTATUS. */
  readonly entry: Callback;
  /** Module that the driver's code lies in; one of the driver's name is made when it is left out. */
  readonly module?: string;
}

/** What became of a read, a write or a control request. */
export interface DeviceResult {
  /** NTSTATUS of the request. */
  readonly status: number;
  /** IoStatus.Information: mostly a number of bytes. */
  readonly information: number;
  /** The output buffer of the program, whole, as it is after the request. */
  readonly output: Uint8Array;
}

/** How a device is opened. */
export interface OpenOptions {
  /** Process that opens it, from `nt.startProcess`; a small program of its own when left out. */
  readonly process?: { readonly id: number };
  /** FILE_READ_DATA, FILE_WRITE_DATA; both when left out. */
  readonly access?: number;
}

/** An open device, or one that could not be opened. */
export interface OpenDevice {
  /** NTSTATUS of the open. */
  readonly status: number;
  /** Handle in the process; 0 when it failed. */
  readonly handle: number;
  /** Address of the FILE_OBJECT; 0 when it failed. */
  readonly file: number;
  /** IRP_MJ_DEVICE_CONTROL. STATUS_INVALID_HANDLE, as for reads and writes, where the device is not open. */
  ioctl(code: number, input?: ArrayLike<number>, outputBytes?: number): DeviceResult;
  /** IRP_MJ_READ. */
  read(bytes: number, offset?: bigint): DeviceResult;
  /** IRP_MJ_WRITE. */
  write(bytes: ArrayLike<number>, offset?: bigint): DeviceResult;
  /** Closes the handle: IRP_MJ_CLEANUP, then IRP_MJ_CLOSE. */
  close(): void;
}

/** A driver that was loaded, or that could not be. */
export interface DriverControl {
  /** Name of its service. */
  readonly name: string;
  /** Address of its DRIVER_OBJECT; 0 when DriverEntry failed. */
  readonly object: number;
  /** What DriverEntry returned. */
  readonly status: number;
  /** False once DriverUnload has run, or when DriverEntry failed. */
  readonly loaded: boolean;
  /** Opens a device as `nt.openDevice` does. */
  open(path: string, options?: OpenOptions): OpenDevice;
  /** Calls DriverUnload, as soon as no device is used, and looks for what the driver left. An NTSTATUS. */
  unload(): number;
}

/** Members of a machine for drivers. */
export interface DriverMembers {
  /** Loads a driver: makes its DRIVER_OBJECT and calls its DriverEntry in a system thread. */
  loadDriver(options: DriverOptions): DriverControl;
  /**
   * Opens a device from user mode.
   * @param path `\\.\Echo`, as programs write it, or a path of the kernel: `\Device\Echo`
   */
  openDevice(path: string, options?: OpenOptions): OpenDevice;
  /** Address of the exported variable: `*ExEventObjectType` is what ObReferenceObjectByHandle wants. */
  readonly ExEventObjectType: number;
  /** The same for files. */
  readonly IoFileObjectType: number;
  /** The same for devices. */
  readonly IoDeviceObjectType: number;
  /** The same for drivers. */
  readonly IoDriverObjectType: number;
  /** The same for processes. */
  readonly PsProcessType: number;
}

/** Exported variables that hold object types, by the kind of object. */
const TYPE_VARIABLES = {
  ExEventObjectType: 'event',
  IoFileObjectType: 'file',
  IoDeviceObjectType: 'device',
  IoDriverObjectType: 'driver',
  PsProcessType: 'process',
} as const;

/** Makes the members that are read anew each time: addresses that exist when they are asked for. */
export const objectTypeGetters = (machine: Machine): Readonly<Record<string, () => number>> =>
  Object.fromEntries(
    Object.entries(TYPE_VARIABLES).map(([name, kind]) => [
      name,
      () => machine.subsystems.threads.objects.typeVariable(kind),
    ]),
  );

/** Makes them, besides the addresses of object types. */
export function driverMembers(machine: Machine): Omit<DriverMembers, keyof typeof TYPE_VARIABLES> {
  const openDevice: DriverMembers['openDevice'] = (path, options = {}) => {
    machine.assertRunning();
    return open(machine, path, options);
  };
  return {
    openDevice,
    loadDriver(options) {
      machine.assertRunning();
      const { io } = machine.subsystems;
      const { status, object } = loadDriver(io, options);
      const unload = (): number => {
        machine.assertRunning();
        return unloadDriver(io, object);
      };
      return {
        name: options.name,
        object,
        status,
        get loaded() {
          return io.drivers.has(object);
        },
        open: openDevice,
        unload,
      };
    },
  };
}

/** The process that opens devices for programs that name none. */
function clientOf(machine: Machine, id: number | undefined): Process {
  const found = machine.processes.find((process) =>
    id === undefined ? process.name === CLIENT : process.id === id,
  );
  if (found !== undefined) return found;
  if (id !== undefined) throw new RangeError(`openDevice: there is no process ${id}`);
  makeUserProcess(machine, { name: CLIENT });
  return clientOf(machine, undefined);
}

const CLIENT = 'client.exe';

/** A file as a request of user mode names it. */
interface OpenFile {
  readonly file: number;
  readonly access: number;
  readonly userMode: true;
}

function open(machine: Machine, path: string, { process, access }: OpenOptions): OpenDevice {
  const client = clientOf(machine, process?.id);
  const { io, threads } = machine.subsystems;
  const granted = access ?? FILE_READ_DATA | FILE_WRITE_DATA;
  const options = FILE_SYNCHRONOUS_IO_NONALERT;
  const request = { access: granted, share: 0, disposition: FILE_OPEN, options, userMode: true };
  let handle = 0;
  const { status, file } = inSystemCall(machine, client, 'NtCreateFile', function* () {
    const result = yield* openFile(io, { ...request, path: fileName(path) ?? `\\??\\${path}` });
    if (result.file === 0) return result;
    handle = threads.objects.open(result.file, granted, client.id);
    threads.objects.count(result.file, -1);
    return result;
  });
  /** A request through the handle; where that is not open, because the open failed or it was closed, the request fails. */
  function* send(steps: (about: OpenFile) => Steps<RequestResult>): Steps<RequestResult> {
    if (file === 0 || fileOfHandle(io, handle).file !== file)
      return { status: STATUS_INVALID_HANDLE, information: 0 };
    return yield* steps({ file, access: granted, userMode: true });
  }
  return {
    status,
    handle,
    file,
    ioctl: (code, input = [], outputBytes = 0) =>
      withBuffers(machine, client, input, outputBytes, 'NtDeviceIoControlFile', (from, to) =>
        send((about) =>
          controlFile(io, { ...about, code, input: from, inputBytes: input.length, output: to, outputBytes }),
        ),
      ),
    read: (bytes, offset = 0n) =>
      withBuffers(machine, client, [], bytes, 'NtReadFile', (_, to) =>
        send((about) => transferFile(io, { ...about, isWrite: false, address: to, bytes, offset })),
      ),
    write: (bytes, offset = 0n) =>
      withBuffers(machine, client, bytes, 0, 'NtWriteFile', (from) =>
        send((about) =>
          transferFile(io, { ...about, isWrite: true, address: from, bytes: bytes.length, offset }),
        ),
      ),
    close: () =>
      inSystemCall(machine, client, 'NtClose', function* () {
        yield* [];
        threads.objects.close(handle, client.id);
      }),
  };
}

/** Runs steps as a system call of the first thread of a process. */
function inSystemCall<R>(machine: Machine, client: Process, service: string, steps: () => Steps<R>): R {
  machine.assertRunning();
  const { io, contexts } = machine.subsystems;
  return machine.runAs(client, () => {
    const sent = contexts.runSteps('system-call', service, steps);
    return isGenerator(sent) ? driveHere(io, sent as Steps<R>) : (sent as R);
  });
}

/** Gives the program buffers for a request: pages of its own for each, so that an overrun faults. */
function withBuffers(
  machine: Machine,
  client: Process,
  input: ArrayLike<number>,
  outputBytes: number,
  service: string,
  request: (input: number, output: number) => Steps<RequestResult>,
): DeviceResult {
  const from = buffer(client, input.length);
  const to = buffer(client, outputBytes);
  const memory = new DebugMemory(client.programSpace, machine.pointers);
  if (from !== 0) memory.writeBytes(from, input);
  try {
    const { status, information } = inSystemCall(machine, client, service, () => request(from, to));
    const output = memory.readBytes(to, outputBytes) ?? new Uint8Array(0);
    return { status, information, output };
  } finally {
    for (const address of [from, to]) if (address !== 0) client.space.user?.release(address);
  }
}

function buffer(client: Process, bytes: number): number {
  const region = client.space.user;
  if (bytes === 0 || region === null) return 0;
  const address = region.reserve(bytes, PAGE_READWRITE);
  if (address === null || region.commit(address, bytes, PAGE_READWRITE) !== STATUS_SUCCESS)
    throw new RangeError(`no ${bytes} bytes are left for a buffer of the program`);
  return address;
}
