/** The system calls for files of one process, over the request engine of the I/O manager. */

import { driveHere } from './kernel/io/call-driver.ts';
import { fileName } from './kernel/io/file-names.ts';
import { controlFile, fileOfHandle, openFile, type Steps, transferFile } from './kernel/io/requests.ts';
import type { Machine } from './kernel/machine.ts';
import type { Process } from './kernel/records.ts';
import { isOut } from './machine/out.ts';
import { STATUS_INVALID_HANDLE, STATUS_SUCCESS } from './status/common.ts';
import type { FileServices } from './win32/file-services.ts';

/** Makes them. */
export function fileServices(machine: Machine, process: Process): FileServices {
  const { io, contexts, threads } = machine.subsystems;
  const call = <R>(service: string, steps: () => Steps<R>): R =>
    driveHere(io, contexts.runSteps('system-call', service, steps));
  return {
    open: ({ name, ...request }) => {
      const path = fileName(name);
      if (path === null)
        machine.notModelled(`the file ${name}: there are no disks, open \\\\.\\ and the name of a device`);
      return call('NtCreateFile', function* () {
        const { status, file } = yield* openFile(io, { ...request, path, userMode: true });
        if (file === 0) return { status, handle: 0 };
        const handle = threads.objects.open(file, request.access, process.id);
        threads.objects.count(file, -1);
        return { status, handle };
      });
    },
    close: (handle) =>
      call('NtClose', function* () {
        yield* [];
        return threads.objects.close(handle, process.id) ? STATUS_SUCCESS : STATUS_INVALID_HANDLE;
      }),
    transfer: (handle, request) =>
      call(request.isWrite ? 'NtWriteFile' : 'NtReadFile', function* () {
        const { status, file, access } = fileOfHandle(io, handle);
        if (file === 0) return { status, information: 0 };
        return yield* transferFile(io, { ...request, file, access, offset: null, userMode: true });
      }),
    control: (handle, request) =>
      call('NtDeviceIoControlFile', function* () {
        const { status, file, access } = fileOfHandle(io, handle);
        if (file === 0) return { status, information: 0 };
        return yield* controlFile(io, { ...request, file, access, userMode: true });
      }),
    text: (address, wide) =>
      wide ? process.memory.readUtf16String(address) : process.memory.readAnsiString(address),
    store(target, value) {
      if (isOut(target)) target.value = value;
      else process.memory.writeUint32(target, value);
    },
    notModelled: (what) => machine.notModelled(what),
  };
}
