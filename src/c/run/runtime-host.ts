/** What the C library sees of the program that it runs in. */
import type { Architecture } from '../../contract/c-types.ts';
import type { Memory } from '../../memory/memory.ts';
import type { RuntimeHost } from '../runtime/runtime-host.ts';
import type { Image } from './image.ts';
import type { LoadOptions } from './load-options.ts';

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
  return {
    architecture: program.emitted.architecture,
    mode: process === null ? 'kernel' : 'user',
    memory: program.memory,
    pointers: machine.pointers,
    call(name, ...args) {
      const routine = options.routine(name) as ((...all: unknown[]) => unknown) | undefined;
      return routine === undefined ? machine.notModelled(name) : routine(...args);
    },
    callFunction: (address, args) => program.callAt(address, args),
    allocateStatic: (bytes, align) => program.image.allocate(bytes, align),
    write: (stream, bytes) => options.write(stream, bytes),
    readLine: () => options.readLine(),
    exit: (code) => machine.terminateProcess(code >>> 0, []),
    raise: (request) => machine.raise(request),
    notModelled: (what) => machine.notModelled(what),
    now: () => machine.subsystems.clock.systemTime,
  };
}
