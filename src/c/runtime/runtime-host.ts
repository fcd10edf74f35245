import type { Architecture } from '../../contract/c-types.ts';
import type { Mode } from '../../contract/contract.ts';
import type { PointerTable } from '../../machine/addresses.ts';
import type { RaiseRequest } from '../../machine/ports.ts';
import type { Memory } from '../../memory/memory.ts';
import type { ProgramRegistry } from './registry-port.ts';

/** A driver as the service that it is installed as. */
export interface DriverService {
  readonly state: 'running' | 'stop-pending' | 'stopped';
  /** Whether it has a DriverUnload. */
  readonly canStop: boolean;
  /** Unloads it, at once or when nothing uses it any more; a status. */
  stop(): number;
}

/** What a program finds around it. */
export interface Surroundings {
  /** Name of its image. */
  readonly name: string;
  /** Command line that it was started with. */
  commandLine(): string;
  /** True for a program that another architecture than the machine's runs. */
  readonly isWow64: boolean;
  /** The driver under test: the one that was loaded first. Null on a machine without a driver. */
  driver(): DriverService | null;
  /** The registry of the machine, as the process reaches it. */
  registry(): ProgramRegistry;
  /** Bytes of physical memory of the machine. */
  physicalMemory(): { readonly usedBytes: number; readonly totalBytes: number };
}

/** What the C library needs of the program that it runs in. */
export interface RuntimeHost {
  /** Architecture of the program. */
  readonly architecture: Architecture;
  /** Whether the program is a driver or runs in a process. */
  readonly mode: Mode;
  /** Memory as the program's own code sees it: an access that cannot be made raises. */
  readonly memory: Memory;
  /** Table of the pointers that are not canonical. */
  readonly pointers: PointerTable;
  /** Calls a declared routine through the door with TypeScript values: `host.call('HeapAlloc', heap, 0, 16)`. */
  call(name: string, ...args: unknown[]): unknown;
  /** A declared routine, for a function that calls it again and again: what `call` would call. */
  routine(name: string): (...args: unknown[]) => unknown;
  /** Calls the C function at an address: the comparison of qsort, a function of atexit. C values. */
  callFunction(address: number, args: readonly (number | bigint)[]): unknown;
  /** Memory with static storage of the program, zeroed. Called while functions are bound, never while they run. */
  allocateStatic(bytes: number, align: number): number;
  /** Adds to the text of a stream. */
  write(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
  /** Next line of standard input with its line feed, or null at its end. */
  readLine(): Uint8Array | null;
  /** Ends the program with an exit code; functions of atexit have run. */
  exit(code: number): never;
  /** Raises an exception on the current thread. */
  raise(request: RaiseRequest): void;
  /** Stops with NotModelled. */
  notModelled(what: string): never;
  /** What the program finds around it; a driver never asks. */
  readonly surroundings: Surroundings;
  /** Time of the machine in units of 100 ns since 1601. */
  now(): bigint;
}
