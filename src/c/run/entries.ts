/**
 * Who is inside of a program: each call from outside is an entry, and each thread has a stack.
 *
 * Entries of the JavaScript stack lie in a list, innermost last. A thread that stops in the middle takes its entry
 * off that list, and puts it back when it goes on; its frames stay where they are in its stack, and whatever runs
 * on that stack meanwhile (a DPC) begins below them.
 */
import type { CallPath } from '../../kernel/call-paths.ts';
import type { CodeEntry, CodeStackMaker } from '../../kernel/code-entry.ts';
import type { Machine } from '../../kernel/machine.ts';
import type { Thread } from '../../kernel/records.ts';
import type { ThreadWork } from '../../kernel/threads/thread-body.ts';
import type { CodeMap, StackPosition } from './code-map.ts';
import type { Image } from './image.ts';
import { ProgramStacks } from './program-stacks.ts';

/** What entering code needs of the emitted text. */
export interface StackRegisters {
  /** Where the frames end that are in use, noted by each call that leaves the program. */
  top: number;
  /** Where the stack of the current thread ends; below only the handling of an overflow may go. */
  low: number;
}

/** What it needs of the program. */
export interface EntriesHost {
  readonly machine: Machine;
  readonly image: Image;
  readonly code: CodeMap;
  /** Name of the program's module. */
  readonly module: string;
  /** Whether the stacks are paged memory: those of programs. */
  readonly isPaged: boolean;
  /** Bytes of a stack. */
  readonly stackBytes: number;
  /** Threads that can be inside of the program at a time. */
  readonly stacks: number;
  /** By frame (offset / 16), the place of the call that it is in. */
  readonly places: Int32Array;
  /** Bytes of it that are for filters and handlers after an overflow. */
  readonly reserveBytes: number;
  /** What leaves the program for whoever called it. */
  leaving(thrown: unknown): unknown;
  /** The stack does not reach below `sp`: raises that it is used up. */
  stackOverflow(sp: number): void;
}

type PlainFunction = (...args: unknown[]) => unknown;
type StepsFunction = (...args: unknown[]) => ThreadWork;

/** Bytes by which the memory of a stack grows. */
const GROWTH_BYTES = 0x1_0000;
/** Bytes below the frames that have memory: the pointers that a filter is given lie there. */
const SLACK_BYTES = 0x2000;

/** The stack of a thread. */
interface Stack {
  readonly thread: Thread;
  /** Offset of its lowest byte. */
  readonly low: number;
  /** Offset of the lowest byte that has memory behind it. */
  committed: number;
  /** Where its frames end, while another stack is in use. */
  top: number;
}

/** A stack in a snapshot. */
export type StackImage = Pick<Stack, 'thread' | 'committed'>;

/** A call of the program from outside, and its code as call stacks know it. */
class Entry implements CodeEntry, StackPosition {
  readonly depth: number;
  readonly top: number;
  outer: CallPath | null = null;
  readonly #inside: Entries;
  /** Where it stands while it does not run. */
  #isStopped = false;
  #sp = 0;
  #site = -1;

  /** @param top where its frames begin @param depth routines that run */
  constructor(inside: Entries, top: number, depth: number) {
    this.#inside = inside;
    this.top = top;
    this.depth = depth;
  }

  get module(): string {
    return this.#inside.module;
  }

  get places(): Int32Array {
    return this.#inside.places;
  }

  get sp(): number {
    return this.#isStopped ? this.#sp : this.#inside.sp;
  }

  get site(): number {
    return this.#isStopped ? this.#site : this.#inside.site;
  }

  /** Others run from now on: notes where it stands. */
  stop(): void {
    this.#sp = this.#inside.sp;
    this.#site = this.#inside.site;
    this.#isStopped = true;
  }

  /** It is the one that runs. */
  goOn(): void {
    this.#isStopped = false;
  }

  address(): number {
    const { code } = this.#inside;
    return code.addressOf(code.current(this));
  }

  frames(): readonly string[] {
    const { code } = this.#inside;
    return code.frames(this).map((site) => code.describe(site));
  }

  path(outer: CallPath): CallPath {
    return this.#inside.code.walk(this, outer.named(this.module));
  }

  stack(stacks: CodeStackMaker): number {
    return this.#inside.stacks.number(stacks, this.sp, this.site, this.top);
  }

  place(stacks: CodeStackMaker): number {
    return this.#inside.stacks.place(stacks, this.sp, this.site);
  }
}

/** What ran before, to go back to. */
interface Before extends StackRegisters {
  readonly stack: Stack | null;
  readonly site: number;
  readonly outer: Entry | undefined;
}

/** Number of places that stacks of so many bytes need. */
export const placesOf = (stackBytes: number): number => stackBytes / 16 + 1;

/** The entries of one program. */
export class Entries {
  /** Place that an access or a trap is made at; -1 when none is. */
  site = -1;
  /** Address of offset 0 in the stacks. */
  readonly stackBase: number;
  /** By frame (offset / 16), the place of the call that it is in. */
  readonly places: Int32Array;
  readonly #host: EntriesHost;
  #registers: StackRegisters = { top: 0, low: 0 };
  readonly #stacks: Stack[] = [];
  /** The stack in use; null outside of the program. */
  #stack: Stack | null = null;
  readonly #entries: Entry[] = [];
  /** Its call stacks as numbers. */
  readonly stacks: ProgramStacks;

  constructor(host: EntriesHost) {
    this.#host = host;
    const bytes = host.stackBytes * host.stacks;
    this.stackBase = host.image.reserveOnly(bytes, host.isPaged);
    this.places = host.places;
    this.stacks = new ProgramStacks(host.code, host.places);
  }

  /** Functions and places of the program. */
  get code(): CodeMap {
    return this.#host.code;
  }

  /** Name of its module. */
  get module(): string {
    return this.#host.module;
  }

  /** Where all stacks lie. */
  get range(): { readonly address: number; readonly bytes: number } {
    return { address: this.stackBase, bytes: this.#host.stackBytes * this.#host.stacks };
  }

  /** The emitted text's registers, once there are any. */
  set registers(registers: StackRegisters) {
    this.#registers = registers;
  }

  /** Where the frames end that are in use. */
  get sp(): number {
    return this.#registers.top;
  }

  set sp(value: number) {
    this.#registers.top = value;
  }

  /**
   * Runs a function of the program on the stack of the current thread.
   * @param valuesFor its arguments, from the address of bytes of the stack that are set aside for the call
   * @param resultOf makes what the caller gets from what the function returned, while those bytes are still there
   */
  enter(
    run: PlainFunction,
    valuesFor: (address: number) => readonly unknown[],
    stackBytes = 0,
    resultOf: (result: unknown) => unknown = (result) => result,
  ): unknown {
    const stack = this.#stackOf(this.#host.machine.thread);
    const before = this.#interrupt();
    const top = this.#use(stack);
    const sp = top - stackBytes;
    if (stackBytes > 0) this.#registers.top = sp;
    this.#open(sp);
    try {
      if (sp < this.#registers.low && !this.grow(sp)) this.#host.stackOverflow(sp);
      return resultOf(run(sp, ...valuesFor(this.stackBase + sp)));
    } catch (thrown) {
      throw this.#host.leaving(thrown);
    } finally {
      stack.top = top;
      this.#close();
      this.#goBack(before);
    }
  }

  /** Calls a function that can stop: where it does, so does this. */
  *enterSteps(run: StepsFunction, values: readonly unknown[]): ThreadWork {
    const stack = this.#stackOf(this.#host.machine.thread);
    let before = this.#interrupt();
    const entry = this.#open(this.#use(stack));
    try {
      const work = run(entry.top, ...values);
      let step = work.next();
      while (!step.done) {
        const { site } = this;
        const { top } = this.#registers;
        const reserveIsGiven = this.reserveIsGiven;
        entry.stop();
        this.#entries.pop();
        stack.top = top;
        this.#goBack(before);
        let stopped: { readonly thrown: unknown } | null = null;
        try {
          yield step.value;
        } catch (thrown) {
          stopped = { thrown };
        }
        before = this.#interrupt();
        this.#use(stack);
        this.#set(top, reserveIsGiven ? stack.low : this.#lowOf(stack));
        this.site = site;
        entry.goOn();
        this.#entries.push(entry);
        step = stopped === null ? work.next() : work.throw(stopped.thrown);
      }
      return step.value;
    } catch (thrown) {
      throw this.#host.leaving(thrown);
    } finally {
      stack.top = entry.top;
      this.#close();
      this.#goBack(before);
    }
  }

  /** Whose the stacks are, for snapshots. Where one is taken no code runs in any of them. */
  save(): readonly StackImage[] {
    return this.#stacks.map(({ thread, committed }) => ({ thread, committed }));
  }

  /** Restores what `save` gave. */
  load(images: readonly StackImage[]): void {
    const { stackBytes } = this.#host;
    const stacks = images.map((image, index) => {
      const low = index * stackBytes;
      return { ...image, low, top: low + stackBytes };
    });
    this.#stacks.splice(0, Number.POSITIVE_INFINITY, ...stacks);
    this.#entries.length = 0;
    this.#stack = null;
    this.site = -1;
  }

  /** Notes the place of what may fault or leave, and where the stack of its function ends. */
  begins(site: number, sp: number): void {
    this.site = site;
    this.#registers.top = sp;
  }

  /** True once the reserve of the current stack has been given out. */
  get reserveIsGiven(): boolean {
    return this.#registers.low === this.#lowest;
  }

  /** Gives the reserve of the current stack to whoever handles its overflow. */
  giveReserve(): void {
    this.#registers.low = this.#lowest;
  }

  /** Takes it back. */
  takeReserve(): void {
    if (this.#stack !== null) this.#registers.low = this.#lowOf(this.#stack);
  }

  /**
   * Puts memory behind the current stack as far as a frame needs it that begins at `fp`.
   * @returns false when the stack does not reach that far
   */
  grow(fp: number): boolean {
    const stack = this.#stack;
    if (stack === null) return false;
    while (fp < this.#lowOf(stack) && stack.committed > stack.low) this.#commit(stack);
    this.#registers.low = this.#lowOf(stack);
    return fp >= this.#registers.low;
  }

  #commit(stack: Stack): void {
    const { image, stackBytes } = this.#host;
    const bytes = Math.min(GROWTH_BYTES, stackBytes, stack.committed - stack.low);
    image.commit(this.stackBase + stack.committed - bytes, bytes);
    stack.committed -= bytes;
  }

  /** Where frames of a stack must end for now. */
  #lowOf({ low, committed }: Stack): number {
    return Math.max(low + this.#host.reserveBytes, committed === low ? low : committed + SLACK_BYTES);
  }

  get #lowest(): number {
    return this.#stack?.low ?? 0;
  }

  #open(top: number): Entry {
    const { calls } = this.#host.machine;
    const entry = new Entry(this, top, calls.stack.length);
    this.#entries.push(entry);
    this.site = -1;
    calls.code.push(entry);
    return entry;
  }

  #close(): void {
    this.#host.machine.calls.code.pop();
    this.#entries.pop();
  }

  /** What runs in the program now stands still until `#goBack`. */
  #interrupt(): Before {
    const { top, low } = this.#registers;
    const outer = this.#entries[this.#entries.length - 1];
    if (outer !== undefined) outer.stop();
    if (this.#stack !== null) this.#stack.top = top;
    return { stack: this.#stack, top, low, site: this.site, outer };
  }

  #goBack({ stack, top, low, site, outer }: Before): void {
    this.#stack = stack;
    this.#set(top, low);
    this.site = site;
    if (outer !== undefined) outer.goOn();
  }

  /** Makes a stack the one that code runs on; gives where the frames of another entry begin. */
  #use(stack: Stack): number {
    if (stack !== this.#stack) {
      this.#stack = stack;
      this.#set(stack.top, this.#lowOf(stack));
    }
    return stack.top;
  }

  #set(top: number, low: number): void {
    this.#registers.top = top;
    this.#registers.low = low;
  }

  #stackOf(thread: Thread): Stack {
    return this.#stacks.find((one) => one.thread === thread) ?? this.#newStack(thread);
  }

  #newStack(thread: Thread): Stack {
    const { machine, stacks, stackBytes } = this.#host;
    const ended = this.#stacks.findIndex((one) => one.thread.state === 'terminated');
    const index = ended >= 0 ? ended : this.#stacks.length;
    if (index >= stacks) return machine.notModelled(`more than ${stacks} threads inside of one C program`);
    const low = index * stackBytes;
    const committed = this.#stacks[index]?.committed ?? low + stackBytes;
    const stack: Stack = { thread, low, committed, top: low + stackBytes };
    this.#stacks[index] = stack;
    if (ended < 0) this.#commit(stack);
    return stack;
  }
}
