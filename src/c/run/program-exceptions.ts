/** Guarded regions, intrinsics and jumps of a running program, between the emitted text and src/seh. */
import type { Architecture, EXCEPTION_RECORD } from '../../contract/c-types.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Frame } from '../../seh/frames.ts';
import { type Activation, type JumpBuffer, newJumpBuffer } from '../../seh/jumps.ts';
import type { Seh } from '../../seh/seh.ts';
import { writeExceptionPointers } from '../../seh/vectored-record.ts';

/** What exceptions need of the program. */
export interface ExceptionsHost {
  readonly architecture: Architecture;
  readonly memory: Memory;
  readonly seh: Seh;
  /** Place that an access or a trap is made at; -1 when none is. */
  site: number;
  /** Where the frames end that are in use, as whoever left the program noted. */
  sp: number;
  /** Address of the stack's first byte. */
  readonly stackBase: number;
  /** The JavaScript engine ran out of stack before the simulated one did: raises what Windows raises then. */
  raiseStackOverflow(): void;
  /** How the machine or the process ended; null while both go on. */
  ended(): Error | null;
  /** A region has caught something: the stack may be used down to its reserve again. */
  recovered(): void;
  notModelled(what: string): never;
}

/** Bytes of EXCEPTION_POINTERS and of each record behind it (seh/vectored-record.ts). */
const POINTERS_BYTES = 0x10;
const RECORD_BYTES = 0xa0;
/** CONTEXT: size, and offset of the instruction pointer (facts/structs.json). */
const CONTEXT = {
  x64: { bytes: 1232, instruction: 248, flags: 48 },
  x86: { bytes: 716, instruction: 184, flags: 0 },
} as const satisfies Record<Architecture, object>;
/** CONTEXT_FULL of each architecture. */
const CONTEXT_FLAGS = { x64: 0x0010_000b, x86: 0x0001_0007 } as const satisfies Record<Architecture, number>;
/** Every buffer begins with this, then its number: `jmp_buf` of a program is opaque (*ours*). */
const JUMP_MARK = 0x4a4d_5042;

/** A filter that runs: what to put back, and what it was given. */
interface FilterRun {
  readonly site: number;
  readonly sp: number;
  readonly outer: FilterRun | null;
  /** Address of its EXCEPTION_POINTERS; 0 until it asks. */
  pointers: number;
  record: EXCEPTION_RECORD | null;
}

/** Records in a chain, as many as are written. */
function chainLength(record: EXCEPTION_RECORD): number {
  let length = 1;
  for (let at = record.ExceptionRecord; at !== null && length < 17; at = at.ExceptionRecord) length += 1;
  return length;
}

const isEngineOverflow = (thrown: unknown): boolean =>
  (thrown instanceof RangeError && /call stack/i.test(thrown.message)) ||
  (thrown instanceof Error && thrown.name === 'InternalError' && /recursion/i.test(thrown.message));

/** The functions for the environment. */
export class ProgramExceptions {
  readonly #host: ExceptionsHost;
  #filter: FilterRun | null = null;
  readonly #buffers = new Map<number, JumpBuffer>();

  constructor(host: ExceptionsHost) {
    this.#host = host;
  }

  /** Members of `$`. */
  members(): Readonly<Record<string, (...args: never[]) => unknown>> {
    const { seh } = this.#host;
    return {
      accept: (frame: Frame, thrown: unknown) => this.#accept(frame, thrown),
      acceptSilently: (frame: Frame, thrown: unknown, site: number, sp: number) => {
        this.#accept(frame, thrown);
        this.#at(site, sp, () => seh.unanswered(frame));
      },
      abandons: (frame: Frame, site: number, sp: number) => this.#at(site, sp, () => seh.abandons(frame)),
      passing: (frame: Frame, thrown: unknown) => {
        this.#host.site = -1;
        return seh.passing(frame, this.#asGuest(thrown));
      },
      landing: (activation: Activation, thrown: unknown) => {
        this.#host.site = -1;
        const point = seh.landing(activation, this.#asGuest(thrown));
        this.#host.recovered();
        return point;
      },
      filterBegins: () => this.#filterBegins(),
      filterEnds: (result: number) => this.#filterEnds(result),
      exceptionCode: () => seh.exceptionCode(),
      exceptionInformation: () => this.#information(),
      abnormalTermination: () => (seh.abnormalTermination() ? 1 : 0),
      setjmp: (activation: Activation, buffer: number, point: number, site: number, sp: number) =>
        this.#setjmp(activation, buffer, point, site, sp),
    };
  }

  #accept(frame: Frame, thrown: unknown): void {
    this.#host.site = -1;
    this.#filter = null;
    this.#host.seh.accept(frame, this.#asGuest(thrown));
    this.#host.recovered();
  }

  /** Does something as the code of a place. */
  #at(site: number, sp: number, run: () => void): void {
    const host = this.#host;
    host.site = site;
    host.sp = sp;
    run();
    host.site = -1;
  }

  /**
   * The engine's own stack ended before the simulated one: the exception is raised where the innermost region
   * caught it. Filters see it as they would; only the frames between are gone (*ours*, decision 0077). Where that
   * ended the program, and the engine's stack ended once more on the way out, the way out goes on.
   */
  #asGuest(thrown: unknown): unknown {
    if (!isEngineOverflow(thrown)) return thrown;
    const ended = this.#host.ended();
    if (ended !== null) return ended;
    try {
      this.#host.raiseStackOverflow();
    } catch (unwind) {
      return unwind;
    }
    return this.#host.notModelled('going on after a stack overflow that a filter continued');
  }

  /** Notes where the raising code stands. Gives the stack pointer for the filter. */
  #filterBegins(): number {
    const { site, sp } = this.#host;
    this.#filter = { site, sp, outer: this.#filter, pointers: 0, record: null };
    this.#host.site = -1;
    return sp;
  }

  /** Puts back what the filter changed of its program's state, and takes over what it wrote into the record. */
  #filterEnds(result: number): number {
    const run = this.#filter;
    if (run === null) return result;
    this.#filter = run.outer;
    this.#host.site = run.site;
    this.#host.sp = run.sp;
    if (run.pointers !== 0 && run.record !== null) this.#readBack(run.pointers, run.record, result);
    return result;
  }

  /** GetExceptionInformation(): pointers below the frames that are in use. They are good while the filter runs. */
  #information(): number {
    const host = this.#host;
    const run = this.#filter;
    const record = host.seh.exceptionRecord();
    if (run === null) return 0;
    if (run.pointers !== 0) return run.pointers;
    const { bytes, instruction, flags } = CONTEXT[host.architecture];
    const contextOffset = POINTERS_BYTES + RECORD_BYTES * chainLength(record);
    host.sp = (host.sp - contextOffset - bytes) & ~15;
    const at = host.stackBase + host.sp;
    host.memory.fill(at, contextOffset + bytes, 0);
    writeExceptionPointers(host.memory, host.architecture, at, record);
    const context = at + contextOffset;
    host.memory.writePointer(at + (host.architecture === 'x64' ? 8 : 4), context);
    host.memory.writeUint32(context + flags, CONTEXT_FLAGS[host.architecture]);
    host.memory.writePointer(context + instruction, record.ExceptionAddress);
    run.pointers = at;
    run.record = record;
    return at;
  }

  /** What a filter wrote into the record counts for what follows (E-021: reimplemented); another instruction pointer is not modelled. */
  #readBack(pointers: number, record: EXCEPTION_RECORD, result: number): void {
    const { memory, architecture, notModelled } = this.#host;
    const at = memory.readPointer(pointers);
    record.ExceptionCode = memory.readUint32(at);
    record.ExceptionFlags = memory.readUint32(at + 4);
    const { instruction } = CONTEXT[architecture];
    const context = pointers + POINTERS_BYTES + RECORD_BYTES * chainLength(record);
    if (result < 0 && memory.readPointer(context + instruction) !== record.ExceptionAddress)
      notModelled.call(this.#host, 'going on at another instruction (ContextRecord->Rip or Eip)');
  }

  /** What leaves the program for whoever called it. */
  leaving(thrown: unknown): unknown {
    return this.#asGuest(thrown);
  }

  // --- setjmp and longjmp ----------------------------------------------------

  #setjmp(activation: Activation, buffer: number, point: number, site: number, sp: number): void {
    const host = this.#host;
    host.site = site;
    host.sp = sp;
    const number = this.#buffers.size + 1;
    host.memory.writeUint32(buffer, JUMP_MARK);
    host.memory.writeUint32(buffer + 4, number);
    host.site = -1;
    const made = newJumpBuffer();
    this.#buffers.set(number, made);
    host.seh.setjmp(activation, made, point);
  }

  /** `longjmp(buffer, value)`. */
  longjmp(buffer: number, value: number): never {
    const { memory, seh } = this.#host;
    const marked = memory.readUint32(buffer) === JUMP_MARK;
    const found = marked ? this.#buffers.get(memory.readUint32(buffer + 4)) : undefined;
    return seh.longjmp(found ?? newJumpBuffer(), value);
  }
}
