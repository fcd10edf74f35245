/** The registry as functions of a program reach it. Numbers called `status` are those of the kernel. */

/** A value of a key; text is UTF-16. */
export interface RegistryValue {
  readonly name: string;
  /** REG_SZ and others. */
  readonly type: number;
  readonly data: Uint8Array;
}

/** What a key holds. */
export interface RegistryKey {
  /** When it was made or changed, in 100 ns units since 1601. */
  readonly written: bigint;
  readonly values: readonly RegistryValue[];
  /** Names of its subkeys. */
  readonly subkeys: readonly string[];
}

/** The registry of the machine, for one process. Keys have identifiers; 0 is none. */
export interface ProgramRegistry {
  /** A key by its path from `\REGISTRY`. */
  rootOf(path: string): number;
  /** The key of a handle, and the access that the handle gives. */
  ofHandle(handle: number): { readonly status: number; readonly id: number; readonly access: number };
  key(id: number): RegistryKey | null;
  find(id: number, path: string): number;
  /** Makes a key and those that it lies in, or finds it. */
  create(
    id: number,
    path: string,
    isVolatile: boolean,
  ): { readonly status: number; readonly id: number; readonly isNew: boolean };
  /** Opens a handle of the process. */
  open(id: number, access: number): { readonly status: number; readonly handle: number };
  /** Deletes a key without subkeys; a status. */
  delete(id: number): number;
  setValue(id: number, value: RegistryValue): void;
  /** Deletes a value; false when there is none. */
  deleteValue(id: number, name: string): boolean;
  /** Text of REG_EXPAND_SZ with what its variables stand for. */
  expand(text: string): string;
}
