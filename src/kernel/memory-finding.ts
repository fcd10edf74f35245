/** A wrong access that shadow memory found, as data. */

/** The object that an access missed, or whose bytes have no value yet. */
export interface MemoryObject {
  /** What it is. */
  readonly kind: 'heap block' | 'pool block' | 'local variable' | 'global variable' | 'string literal';
  /** Name of a variable, with its function for a local one: `buffer of main`; tag of a block of pool; else empty. */
  readonly name: string;
  /** Where it begins. */
  readonly address: number;
  /** Its size in bytes. */
  readonly bytes: number;
  /** For a block: the call stack of its allocation, innermost first. */
  readonly allocated: readonly string[];
  /** For a freed block: the call stack of the free. */
  readonly freed: readonly string[];
}

/** A wrong access. */
export interface MemoryFinding {
  /** Key of the rule in src/kernel/violations.ts. */
  readonly rule:
    | 'memory-out-of-bounds'
    | 'memory-after-free'
    | 'memory-after-return'
    | 'memory-uninitialised';
  /** What the code did. */
  readonly access: 'read' | 'write';
  /** First wrong byte; 0 for a variable that lives in no memory. */
  readonly address: number;
  /** Bytes of the whole access. */
  readonly bytes: number;
  /** What the access was about; null when nothing near it is known. */
  readonly object: MemoryObject | null;
  /** First wrong byte, counted from the beginning of the object. */
  readonly offset: number;
  /** File of the innermost C code. */
  readonly file: string;
  /** Its line there. */
  readonly line: number;
  /** The call stack, innermost first. */
  readonly stack: readonly string[];
}
