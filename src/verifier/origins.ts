/**
 * Who made what: the call stack of each routine that gave out an address or a handle, for reports of what was left.
 * Pool, locks and some heaps note that themselves; for everything else a run is watched.
 */
import type { DoorCall, DoorObserver } from '../kernel/door.ts';
import { keyOf } from '../kernel/io/object-names.ts';
import type { Machine } from '../kernel/machine.ts';
import type { Process } from '../kernel/records.ts';
import { utf16Text } from '../kernel/unicode-string.ts';
import { DebugMemory } from '../memory/debug-memory.ts';
import { callStackOf } from './fault-injection.ts';
import type { Leftover } from './leftovers.ts';

/** Watches one run. */
export class Origins implements DoorObserver {
  readonly #machine: Machine;
  readonly #byValue = new Map<number, readonly string[]>();
  readonly #links: { readonly name: string; readonly stack: readonly string[] }[] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  after(call: DoorCall, result: unknown): void {
    const { contract, args } = call;
    const values = [result, ...this.#outValues(call)].filter(
      (value): value is number =>
        typeof value === 'number' && (value < 0 || value > 0xffff || isHandle(value)),
    );
    if (values.length === 0 && !contract.name.endsWith('SymbolicLink')) return;
    const stack = callStackOf(this.#machine);
    for (const value of values) this.#byValue.set(this.#key(value), stack);
    const [name] = args;
    if (contract.name.endsWith('SymbolicLink') && typeof name === 'number')
      this.#links.push({ name: this.#text(name), stack });
  }

  /** The same with its stack, when it has none and its maker was seen. */
  withOrigin(left: Leftover): Leftover {
    // Of TypeScript code the pool knows only that it was it.
    if (left.stack.length > 0 && !left.stack.some((frame) => frame.endsWith('!TypeScript'))) return left;
    const link = [...this.#links]
      .reverse()
      .find(({ name }) => name !== '' && left.text.toUpperCase().includes(keyOf(name)));
    const stack = left.kind === 'link' ? link?.stack : this.#byValue.get(this.#key(left.address));
    return stack === undefined ? left : { ...left, stack };
  }

  /** A handle of 32 bits is read with and without its sign. */
  #key(value: number): number {
    return this.#machine.architecture === 'x86' ? value >>> 0 : value;
  }

  /** What stands behind pointers that the routine writes through. */
  #outValues({ contract, args, process }: DoorCall): unknown[] {
    const memory = this.#memoryOf(process);
    return contract.parameters.flatMap(({ direction, type }, index) => {
      const pointer = args[index];
      if (direction === 'in' || typeof pointer !== 'number' || pointer === 0 || !POINTER.test(type))
        return [];
      return [memory.readPointer(pointer)];
    });
  }

  /** Without side effects: a bad pointer is somebody else's finding. */
  #memoryOf(process: Process | null): DebugMemory {
    const { system, pointers } = this.#machine;
    return new DebugMemory(process?.programSpace ?? system.space, pointers);
  }

  #text(string: number): string {
    const memory = this.#memoryOf(null);
    const bytes = memory.readUint16(string) ?? 0;
    const buffer = memory.readPointer(string + (this.#machine.architecture === 'x64' ? 8 : 4)) ?? 0;
    const units = memory.readBytes(buffer, bytes) ?? new Uint8Array(0);
    return utf16Text(units);
  }
}

const isHandle = (value: number): boolean => value > 0 && value % 4 === 0;

/** Types of parameters through which a routine gives out an object or a handle. */
const POINTER = /\*$|^PHANDLE$/;
