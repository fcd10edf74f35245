/**
 * Objects that handles name, and how many references they have. A driver
 * reaches an object by handle, or by address while it holds a reference.
 *
 * The highest bit of a kernel handle is set. A handle of a program is a small
 * number and means something in its process only. Handles are multiples of 4,
 * and none is used twice (*ours*).
 */
import type { Architecture } from '../../contract/c-types.ts';
import type { DriverData } from '../driver-data.ts';

/** Kinds of objects. */
export type ObjectKind =
  | 'thread'
  | 'process'
  | 'event'
  | 'mutant'
  | 'semaphore'
  | 'timer'
  | 'file'
  | 'device'
  | 'driver'
  | 'key'
  | 'callback';

/** What a handle stands for. */
export interface OpenHandle {
  /** Address of the object. */
  readonly object: number;
  /** Access that it was opened with. */
  readonly access: number;
  /** Identifier of the process whose handle it is; left out for a kernel handle. */
  readonly process?: number;
}

interface Counted {
  readonly kind: ObjectKind;
  readonly references: number;
}

/** What becomes of an object of a kind. */
export interface ObjectEnds {
  /** Its last handle was closed; the reference of that handle is still counted. */
  readonly lastHandle?: (object: number) => void;
  /** Its last reference is gone. */
  readonly deleted?: (object: number) => void;
}

/** State of the table, for snapshots. */
export interface ObjectsImage {
  readonly nextHandle: number;
  readonly handles: readonly (readonly [number, OpenHandle])[];
  readonly objects: readonly (readonly [number, Counted])[];
  readonly types: readonly (readonly [ObjectKind, number])[];
}

/** First handle, without its highest bit. */
const FIRST_HANDLE = 4;
const HIGHEST_BIT = -0x8000_0000;

/** Handles and references of one machine. */
export class ObjectTable {
  readonly #architecture: Architecture;
  readonly #data: DriverData;
  readonly #memory: { writePointer(address: number, value: number): void };
  readonly #handles = new Map<number, OpenHandle>();
  readonly #objects = new Map<number, Counted>();
  /** Addresses of the exported variables, such as PsThreadType. */
  readonly #types = new Map<ObjectKind, number>();
  #nextHandle = FIRST_HANDLE;
  /** What other parts of the kernel do at the end of their objects. */
  readonly ends: Partial<Record<ObjectKind, ObjectEnds>> = {};

  constructor(
    architecture: Architecture,
    data: DriverData,
    memory: { writePointer(address: number, value: number): void },
  ) {
    this.#architecture = architecture;
    this.#data = data;
    this.#memory = memory;
  }

  /** Makes an object known, with one reference for its own existence. */
  add(object: number, kind: ObjectKind): void {
    if (!this.#objects.has(object)) this.#objects.set(object, { kind, references: 1 });
  }

  /** Kind of an object, or undefined for an address of none. */
  kindOf(object: number): ObjectKind | undefined {
    return this.#objects.get(object)?.kind;
  }

  /** Changes the number of references; at 0 the object is gone. Undefined for an address of none. */
  count(object: number, change: 1 | -1): number | undefined {
    const counted = this.#objects.get(object);
    if (counted === undefined) return undefined;
    const references = counted.references + change;
    if (references === 0) {
      this.#objects.delete(object);
      this.ends[counted.kind]?.deleted?.(object);
    } else this.#objects.set(object, { ...counted, references });
    return references;
  }

  /**
   * Opens a handle.
   * @param process identifier of the process whose handle it is to be; left out for a kernel handle
   */
  open(object: number, access: number, process?: number): number {
    const handle = process === undefined ? HIGHEST_BIT + this.#nextHandle : this.#nextHandle;
    this.#nextHandle += 4;
    this.#handles.set(handle, { object, access, ...(process === undefined ? {} : { process }) });
    this.count(object, 1);
    return handle;
  }

  /**
   * What a handle stands for; undefined for a value that is none.
   * @param process identifier of the process in which it is used
   */
  lookUp(handle: number, process?: number): OpenHandle | undefined {
    const open = this.#handles.get(handle);
    return open?.process === undefined || open.process === process ? open : undefined;
  }

  /** Closes a handle. False for a value that is none. */
  close(handle: number, process?: number): boolean {
    const open = this.lookUp(handle, process);
    if (open === undefined) return false;
    this.#handles.delete(handle);
    const { object } = open;
    const kind = this.#objects.get(object)?.kind;
    const lastHandle = kind === undefined ? undefined : this.ends[kind]?.lastHandle;
    if (lastHandle !== undefined && ![...this.#handles.values()].some((other) => other.object === object))
      lastHandle(object);
    this.count(object, -1);
    return true;
  }

  /** Handles of a process, oldest first. */
  handlesOf(process: number): readonly number[] {
    return [...this.#handles].filter(([, open]) => open.process === process).map(([handle]) => handle);
  }

  /** Address of the variable that an object type is exported as: a POBJECT_TYPE in memory. */
  typeVariable(kind: ObjectKind): number {
    const known = this.#types.get(kind);
    if (known !== undefined) return known;
    const variable = this.#data.variable(2 * this.#pointerBytes);
    this.#memory.writePointer(variable, this.#data.variable(this.#architecture === 'x64' ? 0x100 : 0x80));
    this.#memory.writePointer(variable + this.#pointerBytes, variable);
    this.#types.set(kind, variable);
    return variable;
  }

  /**
   * Address of what a driver in C calls by the name of an object type, and declares as `extern POBJECT_TYPE *`: the
   * cell of its import table, which holds the address of the kernel's variable. It lies behind that variable.
   */
  typeImport(kind: ObjectKind): number {
    return this.typeVariable(kind) + this.#pointerBytes;
  }

  get #pointerBytes(): number {
    return this.#architecture === 'x64' ? 8 : 4;
  }

  save(): ObjectsImage {
    return {
      nextHandle: this.#nextHandle,
      handles: [...this.#handles],
      objects: [...this.#objects],
      types: [...this.#types],
    };
  }

  load({ nextHandle, handles, objects, types }: ObjectsImage): void {
    this.#nextHandle = nextHandle;
    replace(this.#handles, handles);
    replace(this.#objects, objects);
    replace(this.#types, types);
  }
}

function replace<K, V>(map: Map<K, V>, entries: readonly (readonly [K, V])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}
