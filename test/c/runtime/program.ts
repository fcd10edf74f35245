/** A program that consists of calls to the C library, on a real machine. */
import { boot, type Outcome } from 'irqlab';
import { programRegistry } from '../../../src/c/run/program-registry.ts';
import { functionsOf } from '../../../src/c/runtime/library.ts';
import type { RuntimeHost } from '../../../src/c/runtime/runtime-host.ts';
import type { CSize } from '../../../src/c/runtime/sizes.ts';
import type { Architecture } from '../../../src/contract/c-types.ts';
import type { Mode } from '../../../src/contract/contract.ts';
import type { RaiseRequest } from '../../../src/machine/ports.ts';
import { behind } from '../../../src/machine-access.ts';
import type { Memory } from '../../../src/memory/memory.ts';

export const architectures: readonly Architecture[] = ['x64', 'x86'];

/** How a program ended: thrown by the host of the tests, as nothing runs after it. */
export class Exited extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** An argument behind `...` that is a double; numbers are ints or pointers, bigints 64-bit integers. */
export class Double {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}
export const double = (value: number): Double => new Double(value);
/** A pointer behind `...`. */
export class Pointer {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}
export const pointer = (value: number): Pointer => new Pointer(value);

export type Variadic = number | bigint | Double | Pointer;

const ARENA = 0x4_0000;

export interface Program {
  readonly host: RuntimeHost;
  readonly memory: Memory;
  /** What was written to both streams. */
  readonly output: { stdout: string; stderr: string };
  /** Lines of standard input that are still to come. */
  readonly input: string[];
  /** Exceptions that functions raised. */
  readonly raised: RaiseRequest[];
  /** Calls a function with C values. */
  call(name: string, ...args: (number | bigint)[]): number | bigint;
  /** The same, for functions that give a number. */
  number(name: string, ...args: (number | bigint)[]): number;
  /** A pointer that is not canonical on x64, one of the kernel on x86. */
  readonly wild: number;
  /** A `size_t`. */
  size(value: number): CSize;
  /** Fresh zeroed memory with this many bytes, filled with 0xcc in front and behind. */
  buffer(bytes: number): number;
  /** A string in memory. */
  ansi(text: string): number;
  wide(text: string): number;
  /** Text at an address, up to its NUL. */
  text(address: number): string;
  wideText(address: number): string;
  /** Address of the first slot of the arguments behind `...`. */
  slots(...values: Variadic[]): number;
  /** A function of the program, by address. */
  function(body: (...args: (number | bigint)[]) => unknown): number;
  /** Exit code that a block ends with, or null when it does not end the program. */
  exitCode(block: () => unknown): number | null;
  errno(): number;
  /** What becomes of a block that runs as code of the program. */
  outcome(block: () => unknown): Outcome<unknown>;
}

/** Starts one. */
export function program(architecture: Architecture = 'x64', mode: Mode = 'user'): Program {
  const nt = boot({ arch: architecture, userBytes: 2 ** 25, kernelBytes: 2 ** 22, physicalMemory: 2 ** 25 });
  const process = nt.startProcess();
  const members = (mode === 'user' ? process : nt) as unknown as Record<
    string,
    (...args: unknown[]) => unknown
  >;
  const memory = mode === 'user' ? process.memory : nt.memory;
  let free =
    mode === 'user'
      ? process.VirtualAlloc(0, ARENA, 0x3000, 4)
      : (nt.ExAllocatePool2(0x40n, ARENA, 0x74736554) as number);
  const end = free + ARENA;
  const take = (bytes: number, align = 16): number => {
    const address = Math.ceil(free / align) * align;
    free = address + bytes;
    if (free > end) throw new Error('the arena of the test is used up');
    return address;
  };
  const output = { stdout: '', stderr: '' };
  const input: string[] = [];
  const raised: RaiseRequest[] = [];
  const functions = new Map<number, (...args: (number | bigint)[]) => unknown>();
  const { machine } = behind(nt);
  const host: RuntimeHost = {
    architecture,
    mode,
    memory,
    pointers: machine.pointers,
    call: (name, ...args) => {
      const member = members[name];
      if (member === undefined) throw new Error(`no routine ${name}`);
      return member(...args);
    },
    routine: (name) => {
      const member = members[name];
      if (member === undefined) throw new Error(`no routine ${name}`);
      return member;
    },
    callFunction: (address, args) => {
      const body = functions.get(address);
      if (body === undefined) throw new Error(`no function at ${address}`);
      return body(...args);
    },
    allocateStatic: take,
    write: (stream, bytes) => {
      output[stream] += String.fromCharCode(...bytes);
    },
    readLine: () => {
      const line = input.shift();
      return line === undefined ? null : Uint8Array.from(line, (one) => one.charCodeAt(0));
    },
    exit: (code) => {
      throw new Exited(code);
    },
    raise: (request) => {
      raised.push(request);
      throw new Error('raised');
    },
    notModelled: (what) => {
      throw new Error(`not modelled: ${what}`);
    },
    surroundings: {
      name: 'test.exe',
      commandLine: () => 'test.exe',
      isWow64: false,
      driver: () => null,
      physicalMemory: () => machine.memory.physical,
      registry: () => programRegistry(machine, machine.subsystems.registry.host.process),
    },
    now: () => 132_539_328_000_000_000n,
  };
  const scratch = take(8);
  memory.writeBigUint64(scratch, 0xdead_beef_dead_beefn);
  const wild = memory.readPointer(scratch);
  const table = functionsOf(mode);
  const bound = new Map<string, (...args: (number | bigint)[]) => unknown>();
  const lookUp = (name: string) => {
    const known = bound.get(name);
    if (known !== undefined) return known;
    const declared = table[name];
    if (declared === undefined) throw new Error(`${mode} programs have no ${name}`);
    const made = declared.bind(host) as (...args: (number | bigint)[]) => unknown;
    bound.set(name, made);
    return made;
  };
  const self: Program = {
    host,
    memory,
    output,
    input,
    raised,
    wild,
    call: (name, ...args) => lookUp(name)(...args) as number | bigint,
    number: (name, ...args) => Number(lookUp(name)(...args)),
    size: (value) => (architecture === 'x64' ? BigInt.asUintN(64, BigInt(value)) : value >>> 0),
    buffer: (bytes) => {
      const address = take(bytes + 32) + 16;
      memory.fill(address - 16, bytes + 32, 0xcc);
      memory.fill(address, bytes, 0);
      return address;
    },
    ansi: (text) => {
      const address = take(text.length + 1);
      memory.writeAnsiString(address, text);
      return address;
    },
    wide: (text) => {
      const address = take(2 * text.length + 2);
      memory.writeUtf16String(address, text);
      return address;
    },
    text: (address) => memory.readAnsiString(address),
    wideText: (address) => memory.readUtf16String(address),
    slots: (...values) => {
      const bytes = (value: Variadic) =>
        architecture === 'x64' || typeof value === 'bigint' || value instanceof Double ? 8 : 4;
      const first = take(8 * values.length + 8);
      let at = first;
      for (const value of values) {
        if (value instanceof Double) memory.writeFloat64(at, value.value);
        else if (value instanceof Pointer) memory.writePointer(at, value.value);
        else if (typeof value === 'bigint') memory.writeBigInt64(at, value);
        else memory.writeInt32(at, value);
        at += bytes(value);
      }
      return first;
    },
    function: (body) => {
      const address = take(16);
      functions.set(address, body);
      return address;
    },
    exitCode: (block) => {
      try {
        block();
        return null;
      } catch (thrown) {
        if (thrown instanceof Exited) return thrown.code;
        throw thrown;
      }
    },
    outcome: (block) => (mode === 'user' ? process : nt).outcome(block),
    errno: () => memory.readInt32(self.number('_errno')),
  };
  return self;
}
