/**
 * How drivers in C use the memory of programs (docs/decisions/0086-recorders.md). Another thread of the program can free
 * it, and can change it, at any time, so each access stands in a guarded body, and what was looked at is not read again.
 *
 * It sees the accesses of drivers alone: those of routines for their caller go through another `Memory`.
 */
import type { Machine } from '../kernel/machine.ts';
import type { Thread } from '../kernel/records.ts';
import type { Part } from '../machine/snapshot.ts';
import type { MemoryWatcher } from '../memory/memory-watcher.ts';
import type { Region } from '../memory/region.ts';
import { KnownStacks } from './known-stacks.ts';
import { onOneLine, tell } from './tell.ts';

/** Watches over one machine. */
export class UserMemory implements MemoryWatcher, Part {
  readonly name = 'user memory';
  readonly #machine: Machine;
  readonly #stacks: KnownStacks;
  /** By thread, which bytes the system call that it is in has read, and where. */
  readonly #fetched = new Map<Thread, Map<number, readonly string[]>>();
  /** Rules and call stacks that were told of. */
  readonly #told = new Set<string>();

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#stacks = new KnownStacks(machine);
    machine.subsystems.contexts.onUserMode.push((thread) => this.#fetched.delete(thread));
  }

  accessed(region: Region, offset: number, bytes: number, access: 'read' | 'write'): void {
    if (!this.#isOfProgram(region)) return;
    this.#guarded(region.base + offset, bytes, access);
    if (access === 'write') this.#written(region.base + offset, bytes);
  }

  used(region: Region, offset: number, bytes: number): void {
    if (!this.#isOfProgram(region)) return;
    this.#guarded(region.base + offset, bytes, 'read');
    this.#fetch(region.base + offset, bytes);
  }

  copied(to: Region, toAddress: number, from: Region, fromAddress: number, bytes: number): void {
    if (this.#isOfProgram(from)) this.#guarded(fromAddress, bytes, 'read');
    if (!this.#isOfProgram(to)) return;
    this.#guarded(toAddress, bytes, 'write');
    this.#written(toAddress, bytes);
  }

  /** While no C code runs, the access is TypeScript's, and nobody's mistake. */
  #isOfProgram(region: Region): boolean {
    return region.space === 'user' && this.#machine.codeStack.length > 0;
  }

  #guarded(address: number, bytes: number, access: 'read' | 'write'): void {
    for (let { frame } = this.#machine.thread.seh; frame !== null; frame = frame.outer)
      if (frame.kind === 'except') return;
    const values = [address, bytes, access === 'write' ? 1 : 0];
    this.#tell('user-memory-unguarded', values, []);
  }

  /** A value is read to be used. One that comes by a copy is captured, which is what the driver should do. */
  #fetch(address: number, bytes: number): void {
    const { thread } = this.#machine;
    const known = this.#fetched.get(thread) ?? new Map<number, readonly string[]>();
    this.#fetched.set(thread, known);
    const range = Array.from({ length: bytes }, (_, index) => address + index);
    const again = range.find((at) => known.has(at));
    const before = again === undefined ? undefined : known.get(again);
    const now = this.#stacks.now();
    for (const at of range) if (!known.has(at)) known.set(at, now);
    if (before === undefined) return;
    const details = [`the first time by ${onOneLine(before)}`, `and now by ${onOneLine(now)}`];
    this.#tell('user-memory-fetched-twice', [address, bytes], details);
  }

  /** What the driver stored itself, it may look at. */
  #written(address: number, bytes: number): void {
    const known = this.#fetched.get(this.#machine.thread);
    for (let at = address; known !== undefined && known.size > 0 && at < address + bytes; at++)
      known.delete(at);
  }

  #tell(
    rule: 'user-memory-unguarded' | 'user-memory-fetched-twice',
    values: readonly number[],
    details: readonly string[],
  ): void {
    const key = `${rule} ${this.#machine.codePath('')}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const stack = this.#stacks.now();
    const routine = /!([^+ ]+)/.exec(stack[0] ?? '')?.[1] ?? 'the driver';
    tell(this.#machine, { rule, routine, values, details, stack });
  }

  /** Where a snapshot is legal no system call is under way. */
  save(): null {
    return null;
  }

  load(): void {
    this.#fetched.clear();
    this.#told.clear();
  }

  fingerprint(): string {
    return '';
  }
}
