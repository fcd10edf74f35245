/** What the C library sees of the program that it runs in. */
import type { Architecture } from '../../contract/c-types.ts';
import { unloadDriver } from '../../kernel/io/drivers.ts';
import type { Memory } from '../../memory/memory.ts';
import type { DriverService, RuntimeHost, Surroundings } from '../runtime/runtime-host.ts';
import type { Image } from './image.ts';
import type { LoadOptions } from './load-options.ts';
import { programRegistry } from './program-registry.ts';

/** What of the program the library uses. */
export interface RuntimeProgram {
  readonly emitted: { readonly architecture: Architecture };
  readonly memory: Memory;
  readonly image: Image;
  callAt(address: number, args: readonly (number | bigint)[]): unknown;
}

/** Makes it for one program. */
export function runtimeHost(program: RuntimeProgram, options: LoadOptions): RuntimeHost {
  const { machine, process } = options;
  const routine = (name: string) =>
    (options.routine(name) as ((...all: unknown[]) => unknown) | undefined) ??
    (() => machine.notModelled(name));
  return {
    architecture: program.emitted.architecture,
    mode: process === null ? 'kernel' : 'user',
    memory: program.memory,
    pointers: machine.pointers,
    call: (name, ...args) => routine(name)(...args),
    routine,
    callFunction: (address, args) => program.callAt(address, args),
    allocateStatic: (bytes, align) => program.image.allocate(bytes, align),
    write: (stream, bytes) => options.write(stream, bytes),
    readLine: () => options.readLine(),
    exit: (code) => machine.terminateProcess(code >>> 0, []),
    raise: (request) => machine.raise(request),
    notModelled: (what) => machine.notModelled(what),
    surroundings: surroundingsOf(options),
    now: () => machine.subsystems.clock.systemTime,
  };
}

/** What a program can ask about its start and about the driver that it was written for. */
function surroundingsOf({ machine, process }: LoadOptions): Surroundings {
  const { contexts, io } = machine.subsystems;
  // The driver that was there when the program asked first stays the one that is meant, also when it is gone.
  let object = 0;
  const driver: DriverService = {
    get state() {
      const record = io.drivers.get(object);
      if (record === undefined) return 'stopped';
      return record.state === 'loaded' ? 'running' : 'stop-pending';
    },
    get canStop() {
      return io.drivers.has(object) && io.readPointer(object + io.driverAt.DriverUnload) !== 0;
    },
    stop: () => contexts.run('system-call', () => unloadDriver(io, object)),
  };
  return {
    name: process?.name ?? '',
    commandLine: () => process?.commandLine ?? '',
    isWow64: process !== null && process.architecture !== machine.architecture,
    driver() {
      if (object === 0) object = [...io.drivers.keys()][0] ?? 0;
      return object === 0 ? null : driver;
    },
    physicalMemory: () => machine.memory.physical,
    registry: () => programRegistry(machine, process ?? machine.subsystems.registry.host.process),
  };
}
