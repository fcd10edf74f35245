/**
 * Variables of a module, in the memory of the process: they have an address, so that ByRef passes it.
 *
 * They lie in pages that the module takes from NtAllocateVirtualMemory and last as long as the process. What a call
 * needs for its own time (copies of strings, values passed ByRef) lies in pages of its own and goes with it.
 */
import { out } from '../machine/out.ts';
import type { Memory } from '../memory/memory.ts';
import { asType, readValue, writeValue } from './values.ts';
import type { VbProcess } from './vb-process.ts';
import { VB_TYPES, type VbNumberType } from './vb-types.ts';

const CHUNK_BYTES = 0x1_0000;
const MEM_COMMIT_RESERVE = 0x3000;
const PAGE_READWRITE = 4;
const CURRENT_PROCESS = 0xffff_ffff;

const POINTER = { name: 'PVOID', initial: 0 };
const SIZE = { name: 'SIZE_T', initial: 0 };

/** First 32 bits of each chunk; the number of its owner follows. */
const MARKER = 0x6750_6256; // 'VbPg'
const HEADER_BYTES = 8;

/** How many owners of pages a process had. */
const owners = new WeakMap<VbProcess, number>();

/** Pages from which bytes are taken one after the other. */
class Pages {
  readonly #process: VbProcess;
  readonly #owner: number;
  #base = 0;
  #next = 0;
  #end = 0;

  constructor(process: VbProcess) {
    this.#process = process;
    this.#owner = (owners.get(process) ?? 0) + 1;
    owners.set(process, this.#owner);
  }

  /** Where the next bytes come from; `reset` gives everything after it back. */
  get mark(): readonly [number, number] {
    return [this.#next, this.#end];
  }

  reset([next, end]: readonly [number, number]): void {
    // Pages that were added since hold nothing older; they are kept, and those before are used up.
    this.#next = end === this.#end ? next : this.#base + HEADER_BYTES;
  }

  /** Takes zeroed bytes at a multiple of 8. */
  take(bytes: number): number {
    const wanted = Math.max(8, Math.ceil(bytes / 8) * 8);
    const { memory } = this.#process;
    if (this.#next + wanted > this.#end || !this.#isOurs()) this.#add(HEADER_BYTES + wanted);
    const address = this.#next;
    this.#next += wanted;
    memory.fill(address, wanted, 0);
    return address;
  }

  /** A restored snapshot may not have these pages, or somebody else at their place. */
  #isOurs(): boolean {
    const { memory } = this.#process;
    if (memory.probe(this.#base, this.#end - this.#base, 'write') !== null) return false;
    return memory.readUint32(this.#base) === MARKER && memory.readUint32(this.#base + 4) === this.#owner;
  }

  #add(bytes: number): void {
    const base = out(POINTER);
    const size = out(SIZE, Math.ceil(Math.max(bytes, CHUNK_BYTES) / CHUNK_BYTES) * CHUNK_BYTES);
    const allocate = this.#process.exportsOf('ntdll')?.get('NtAllocateVirtualMemory');
    const status = allocate?.call(CURRENT_PROCESS, base, 0, size, MEM_COMMIT_RESERVE, PAGE_READWRITE);
    if (status !== 0)
      throw new RangeError(`${this.#process.name} has no memory left for ${bytes} bytes of variables`);
    this.#base = base.value;
    this.#next = base.value + HEADER_BYTES;
    this.#end = base.value + size.value;
    this.#process.memory.writeUint32(base.value, MARKER);
    this.#process.memory.writeUint32(base.value + 4, this.#owner);
  }
}

/** A variable: a cell with an address. */
export class VbVariable {
  /** Type. */
  readonly type: VbNumberType;
  /** Address of the variable, as VarPtr gives it. */
  readonly address: number;
  readonly #memory: Memory;

  /** @internal */
  constructor(memory: Memory, type: VbNumberType, address: number) {
    this.#memory = memory;
    this.type = type;
    this.address = address;
  }

  /** Value now. A Long is signed. */
  get value(): number {
    return readValue(this.#memory, this.type, this.address);
  }

  /** Stores a value. Throws VbError 6 (Overflow) or 13 (Type mismatch) for one that the type has not. */
  set value(value: number | boolean) {
    writeValue(this.#memory, this.type, this.address, asType(this.type, value, 'the value'));
  }
}

/** A string that a routine can write into: a call passes a copy of its ANSI characters and takes them back. */
export class VbString {
  /** Characters. */
  value: string;

  /** @internal */
  constructor(value: string) {
    this.value = value;
  }
}

/** An array of one dimension. Its elements lie behind each other. */
export class VbArray {
  /** Type of its elements. */
  readonly type: VbNumberType;
  /** Number of its elements. */
  readonly length: number;
  /** Address of the first element. */
  readonly address: number;
  readonly #memory: Memory;

  /** @internal */
  constructor(memory: Memory, type: VbNumberType, length: number, address: number) {
    this.#memory = memory;
    this.type = type;
    this.length = length;
    this.address = address;
  }

  /**
   * An element as a variable: ByRef passes its address, so that the routine finds the elements behind it.
   * @throws RangeError for an index outside the array: Visual Basic's run-time error 9
   */
  at(index: number): VbVariable {
    if (!Number.isInteger(index) || index < 0 || index >= this.length)
      throw new RangeError(`subscript out of range: ${index} of an array from 0 to ${this.length - 1}`);
    return new VbVariable(this.#memory, this.type, this.address + index * VB_TYPES[this.type].bytes);
  }
}

/** Memory of one module. */
export class VbMemory {
  readonly memory: Memory;
  readonly #variables: Pages;
  readonly #temporary: Pages;

  constructor(process: VbProcess) {
    this.memory = process.memory;
    this.#variables = new Pages(process);
    this.#temporary = new Pages(process);
  }

  variable(type: VbNumberType, value: number | boolean): VbVariable {
    const made = new VbVariable(this.memory, type, this.#variables.take(VB_TYPES[type].bytes));
    made.value = value;
    return made;
  }

  array(type: VbNumberType, length: number): VbArray {
    if (!Number.isInteger(length) || length < 1)
      throw new RangeError(`an array of ${length} elements: give a whole number from 1 on`);
    const address = this.#variables.take(length * VB_TYPES[type].bytes);
    return new VbArray(this.memory, type, length, address);
  }

  /** Bytes for the length of a call. */
  take(bytes: number): number {
    return this.#temporary.take(bytes);
  }

  /** Runs a call and gives back what it took. */
  during<T>(call: () => T): T {
    const { mark } = this.#temporary;
    try {
      return call();
    } finally {
      this.#temporary.reset(mark);
    }
  }
}
