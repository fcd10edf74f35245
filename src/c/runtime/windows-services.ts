/**
 * Services that are drivers: what a test application calls to install its driver. The driver under test is loaded
 * already, so there is nothing to install; stopping it unloads it (*ours*, docs/decisions/0080-small-routines-of-programs.md).
 */
import { NT_SUCCESS } from '../../status/nt-success.ts';
import { rtlNtStatusToDosError } from '../../status/rtl-nt-status-to-dos-error.ts';
import { type CharacterKind, characterKinds, narrow, stringAt } from './character-kind.ts';
import { cellAddress } from './program-state.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { DriverService, RuntimeHost } from './runtime-host.ts';
import { failed } from './windows-text.ts';

const ERROR_INVALID_HANDLE = 6;
const ERROR_INVALID_PARAMETER = 87;
const ERROR_SERVICE_ALREADY_RUNNING = 1056;
const ERROR_SERVICE_DOES_NOT_EXIST = 1060;
const ERROR_SERVICE_NOT_ACTIVE = 1062;
const ERROR_SERVICE_MARKED_FOR_DELETE = 1072;
const ERROR_SERVICE_EXISTS = 1073;
const ERROR_INVALID_SERVICE_CONTROL = 1052;
const ERROR_INSUFFICIENT_BUFFER = 122;
const SERVICE_KERNEL_DRIVER = 1;
const SERVICE_CONTROL_STOP = 1;
const SERVICE_CONTROL_INTERROGATE = 4;
const SERVICE_ACCEPT_STOP = 1;
const States = { stopped: 1, 'stop-pending': 3, running: 4 } as const;
/** Words of a SERVICE_STATUS and of a SERVICE_STATUS_PROCESS. */
const STATUS_WORDS = 7;
const STATUS_PROCESS_WORDS = 9;

/**
 * The handles of a program: the addresses of two cells, with how often each is open. There is one service, that of
 * the driver under test; its third word says that it is to be deleted.
 */
class ServiceHandles {
  readonly #host: RuntimeHost;
  readonly manager: number;
  readonly service: number;

  constructor(host: RuntimeHost) {
    this.#host = host;
    this.manager = cellAddress(host, 'serviceManager');
    this.service = cellAddress(host, 'service');
  }

  open(handle: number): number {
    this.#count(handle, 1);
    return handle;
  }

  isOpen(handle: number): boolean {
    return (handle === this.manager || handle === this.service) && this.#host.memory.readUint32(handle) > 0;
  }

  close(handle: number): void {
    this.#count(handle, -1);
  }

  get isDeleted(): boolean {
    return this.#host.memory.readUint32(this.service + 4) !== 0;
  }

  delete(): void {
    this.#host.memory.writeUint32(this.service + 4, 1);
  }

  #count(handle: number, by: number): void {
    const { memory } = this.#host;
    memory.writeUint32(handle, memory.readUint32(handle) + by);
  }
}

/** The driver that is meant by the name of a service. */
const driverOf = ({ surroundings }: RuntimeHost): DriverService | null => surroundings.driver();

/** Runs a call that needs the handle of the service and its driver. */
const onService =
  <Arguments extends number[]>(
    body: (host: RuntimeHost, driver: DriverService, handles: ServiceHandles, ...args: Arguments) => number,
  ) =>
  (host: RuntimeHost) => {
    const handles = new ServiceHandles(host);
    return (handle: number, ...args: Arguments): number => {
      const driver = driverOf(host);
      if (handle !== handles.service || !handles.isOpen(handle) || driver === null)
        return failed(host, ERROR_INVALID_HANDLE);
      return body(host, driver, handles, ...args);
    };
  };

/** The words of a status, with those of a SERVICE_STATUS_PROCESS behind them. */
function writeStatus({ memory }: RuntimeHost, driver: DriverService, address: number, words: number): void {
  const { state } = driver;
  const accepted = state === 'running' && driver.canStop ? SERVICE_ACCEPT_STOP : 0;
  const values = [SERVICE_KERNEL_DRIVER, States[state], accepted];
  for (let index = 0; index < words; index++) memory.writeUint32(address + 4 * index, values[index] ?? 0);
}

const control = onService((host, driver, _handles, code: number, status: number) => {
  if (code !== SERVICE_CONTROL_STOP && code !== SERVICE_CONTROL_INTERROGATE)
    return failed(host, ERROR_INVALID_SERVICE_CONTROL);
  if (driver.state !== 'running') return failed(host, ERROR_SERVICE_NOT_ACTIVE);
  if (code === SERVICE_CONTROL_STOP) {
    if (!driver.canStop) return failed(host, ERROR_INVALID_SERVICE_CONTROL);
    const result = driver.stop();
    if (!NT_SUCCESS(result)) return failed(host, rtlNtStatusToDosError(result));
  }
  writeStatus(host, driver, status, STATUS_WORDS);
  return 1;
});

const start = onService((host, driver) => {
  if (driver.state === 'running') return failed(host, ERROR_SERVICE_ALREADY_RUNNING);
  return host.notModelled(
    'StartService of a driver that was stopped: its variables would have to be made anew',
  );
});

const remove = onService((host, _driver, handles) => {
  if (handles.isDeleted) return failed(host, ERROR_SERVICE_MARKED_FOR_DELETE);
  handles.delete();
  return 1;
});

const queryEx = onService(
  (host, driver, _handles, level: number, buffer: number, size: number, needed: number) => {
    if (level !== 0) return failed(host, ERROR_INVALID_PARAMETER);
    host.memory.writeUint32(needed, 4 * STATUS_PROCESS_WORDS);
    if (size < 4 * STATUS_PROCESS_WORDS) return failed(host, ERROR_INSUFFICIENT_BUFFER);
    writeStatus(host, driver, buffer, STATUS_PROCESS_WORDS);
    return 1;
  },
);

const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'windows.h', programs, bind);

const SC = 'struct SC_HANDLE__ *';

const ofKind = (kind: CharacterKind): RuntimeFunction[] => {
  const set = kind === narrow ? 'A' : 'W';
  const text = `const ${kind.type} *`;
  return [
    declare(
      `${SC}__stdcall OpenSCManager${set}(${text}lpMachineName, ${text}lpDatabaseName, unsigned long dwDesiredAccess)`,
      (host) => {
        const handles = new ServiceHandles(host);
        return (machine: number) => {
          if (machine !== 0 && stringAt(host.memory, kind, machine) !== '')
            return host.notModelled('OpenSCManager of another machine');
          return handles.open(handles.manager);
        };
      },
    ),
    declare(
      `${SC}__stdcall CreateService${set}(${SC}hSCManager, ${text}lpServiceName, ${text}lpDisplayName, unsigned long dwDesiredAccess, unsigned long dwServiceType, unsigned long dwStartType, unsigned long dwErrorControl, ${text}lpBinaryPathName, ${text}lpLoadOrderGroup, unsigned long *lpdwTagId, ${text}lpDependencies, ${text}lpServiceStartName, ${text}lpPassword)`,
      (host) => {
        const handles = new ServiceHandles(host);
        return (manager: number, ...[, , , type]: number[]) => {
          if (manager !== handles.manager || !handles.isOpen(manager))
            return failed(host, ERROR_INVALID_HANDLE);
          if (driverOf(host) !== null && type === SERVICE_KERNEL_DRIVER)
            return failed(host, handles.isDeleted ? ERROR_SERVICE_MARKED_FOR_DELETE : ERROR_SERVICE_EXISTS);
          return host.notModelled(
            'CreateService: irqlab loads no files; run the program as the --client of its driver',
          );
        };
      },
    ),
    declare(
      `${SC}__stdcall OpenService${set}(${SC}hSCManager, ${text}lpServiceName, unsigned long dwDesiredAccess)`,
      (host) => {
        const handles = new ServiceHandles(host);
        return (manager: number) => {
          if (manager !== handles.manager || !handles.isOpen(manager))
            return failed(host, ERROR_INVALID_HANDLE);
          if (driverOf(host) === null) return failed(host, ERROR_SERVICE_DOES_NOT_EXIST);
          return handles.open(handles.service);
        };
      },
    ),
    declare(
      `int __stdcall StartService${set}(${SC}hService, unsigned long dwNumServiceArgs, ${text}*lpServiceArgVectors)`,
      start,
    ),
  ];
};

/** OpenSCManager, CreateService, OpenService, StartService, ControlService, DeleteService, CloseServiceHandle, QueryServiceStatus. */
export const windowsServiceFunctions: readonly RuntimeFunction[] = [
  ...characterKinds.flatMap(ofKind),
  declare(
    `int __stdcall ControlService(${SC}hService, unsigned long dwControl, struct _SERVICE_STATUS *lpServiceStatus)`,
    control,
  ),
  declare(`int __stdcall DeleteService(${SC}hService)`, remove),
  declare(`int __stdcall CloseServiceHandle(${SC}hSCObject)`, (host) => {
    const handles = new ServiceHandles(host);
    return (handle: number) => {
      if (!handles.isOpen(handle)) return failed(host, ERROR_INVALID_HANDLE);
      handles.close(handle);
      return 1;
    };
  }),
  declare(
    `int __stdcall QueryServiceStatus(${SC}hService, struct _SERVICE_STATUS *lpServiceStatus)`,
    onService((host, driver, _handles, status: number) => {
      writeStatus(host, driver, status, STATUS_WORDS);
      return 1;
    }),
  ),
  declare(
    `int __stdcall QueryServiceStatusEx(${SC}hService, int InfoLevel, unsigned char *lpBuffer, unsigned long cbBufSize, unsigned long *pcbBytesNeeded)`,
    queryEx,
  ),
];
