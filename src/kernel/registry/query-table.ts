/**
 * The table of RtlQueryRegistryValues: which values a driver wants, and how it gets each. What is ours in it stands
 * in docs/decisions/0087-registry.md.
 */
import type { PVOID } from '../../contract/c-types.ts';
import {
  REG_EXPAND_SZ,
  REG_MULTI_SZ,
  REG_NONE,
  REG_SZ,
  RTL_QUERY_REGISTRY_DELETE,
  RTL_QUERY_REGISTRY_DIRECT,
  RTL_QUERY_REGISTRY_NOEXPAND,
  RTL_QUERY_REGISTRY_NOVALUE,
  RTL_QUERY_REGISTRY_REQUIRED,
  RTL_QUERY_REGISTRY_SUBKEY,
  RTL_QUERY_REGISTRY_TOPKEY,
  RTL_QUERY_REGISTRY_TYPECHECK,
  RTL_QUERY_REGISTRY_TYPECHECK_SHIFT,
} from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import {
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import { NT_SUCCESS } from '../../status/nt-success.ts';
import { utf16Bytes, utf16Text } from '../unicode-string.ts';
import type { KeyValue } from './key-tree.ts';
import type { Registry } from './registry.ts';

const ROUTINE = 'RtlQueryRegistryValues';
const TEXTS: readonly number[] = [REG_SZ, REG_EXPAND_SZ, REG_MULTI_SZ];
const TYPE_MASK = 0x00ff_ffff;
const ULONG_BYTES = 4;
/** What %SystemRoot% and %windir% are. No other variable is set. */
const SYSTEM_ROOT = 'C:\\Windows';

/** Text of REG_EXPAND_SZ with what its variables stand for. */
export const withVariables = (text: string): string => text.replace(/%(systemroot|windir)%/gi, SYSTEM_ROOT);

/** An entry of the table. */
interface Entry {
  readonly routine: number;
  readonly flags: number;
  /** Name of a value, or path of a subkey; null for none. */
  readonly name: string | null;
  readonly context: number;
  readonly defaultType: number;
  readonly defaultData: number;
  readonly defaultLength: number;
}

const has = ({ flags }: Entry, flag: number): boolean => (flags & flag) !== 0;

/** Reads an entry; null for the one that ends the table. */
function readEntry(
  { host: { architecture, kernelMemory: memory } }: Registry,
  address: number,
): Entry | null {
  const { at } = structure(architecture, 'RTL_QUERY_REGISTRY_TABLE');
  const routine = memory.readPointer(address + at.QueryRoutine);
  const flags = memory.readUint32(address + at.Flags);
  const name = memory.readPointer(address + at.Name);
  if (routine === 0 && (flags & (RTL_QUERY_REGISTRY_SUBKEY | RTL_QUERY_REGISTRY_DIRECT)) === 0) return null;
  return {
    routine,
    flags,
    name: name === 0 ? null : memory.readUtf16String(name),
    context: memory.readPointer(address + at.EntryContext),
    defaultType: memory.readUint32(address + at.DefaultType),
    defaultData: memory.readPointer(address + at.DefaultData),
    defaultLength: memory.readUint32(address + at.DefaultLength),
  };
}

/** Works through a table. */
export class QueryTableRun {
  readonly #registry: Registry;
  readonly #context: PVOID;
  readonly #top: number;
  /** Key that values are looked up in; 0 after a subkey that is not there. */
  #key: number;

  constructor(registry: Registry, key: number, context: PVOID) {
    this.#registry = registry;
    this.#context = context;
    this.#top = key;
    this.#key = key;
  }

  /** Does one entry after the other; the first status that is an error ends it. */
  run(table: PVOID): number {
    const { bytes } = structure(this.#registry.host.architecture, 'RTL_QUERY_REGISTRY_TABLE');
    for (let address = table; ; address += bytes) {
      const entry = readEntry(this.#registry, address);
      if (entry === null) return STATUS_SUCCESS;
      const status = this.#entry(entry);
      if (!NT_SUCCESS(status)) return status;
    }
  }

  #entry(entry: Entry): number {
    const { tree } = this.#registry;
    if (isContradiction(entry)) return STATUS_INVALID_PARAMETER;
    if (has(entry, RTL_QUERY_REGISTRY_TOPKEY | RTL_QUERY_REGISTRY_SUBKEY)) this.#key = this.#top;
    if (has(entry, RTL_QUERY_REGISTRY_SUBKEY)) {
      this.#key = tree.find(this.#top, entry.name ?? '');
      if (this.#key === 0)
        return has(entry, RTL_QUERY_REGISTRY_REQUIRED) ? STATUS_OBJECT_NAME_NOT_FOUND : STATUS_SUCCESS;
      return entry.routine === 0 ? STATUS_SUCCESS : this.#all(entry);
    }
    if (has(entry, RTL_QUERY_REGISTRY_NOVALUE))
      return this.#callRoutine(entry, { name: entry.name ?? '', type: REG_NONE, data: new Uint8Array(0) });
    return entry.name === null ? this.#all(entry) : this.#one(entry, entry.name);
  }

  /** Every value of the key. */
  #all(entry: Entry): number {
    const values = this.#registry.tree.key(this.#key)?.values ?? [];
    if (values.length === 0 && has(entry, RTL_QUERY_REGISTRY_REQUIRED)) return STATUS_OBJECT_NAME_NOT_FOUND;
    for (const value of values) {
      const status = this.#give(entry, value);
      if (!NT_SUCCESS(status)) return status;
    }
    return STATUS_SUCCESS;
  }

  #one(entry: Entry, name: string): number {
    const value = this.#registry.tree.value(this.#key, name);
    if (value !== undefined) return this.#give(entry, value);
    if (has(entry, RTL_QUERY_REGISTRY_REQUIRED)) return STATUS_OBJECT_NAME_NOT_FOUND;
    const type = entry.defaultType & TYPE_MASK;
    if (type === REG_NONE) return STATUS_SUCCESS;
    return this.#deliver(entry, { name, type, data: this.#defaultData(entry, type) });
  }

  /** Data of a default. A string whose length is 0 ends with its NUL, several with two. */
  #defaultData({ defaultData, defaultLength }: Entry, type: number): Uint8Array {
    const { kernelMemory: memory } = this.#registry.host;
    if (defaultData === 0) return new Uint8Array(0);
    if (defaultLength !== 0 || !TEXTS.includes(type)) return memory.readBytes(defaultData, defaultLength);
    if (type !== REG_MULTI_SZ) return utf16Bytes(`${memory.readUtf16String(defaultData)}\0`);
    let at = defaultData;
    while (memory.readUint16(at) !== 0) at += 2 * (memory.readUtf16String(at).length + 1);
    return memory.readBytes(defaultData, at + 2 - defaultData);
  }

  /** Gives a value that is there, and deletes it where that is wanted. */
  #give(entry: Entry, value: KeyValue): number {
    const key = this.#key;
    const status = this.#deliver(entry, value);
    if (NT_SUCCESS(status) && has(entry, RTL_QUERY_REGISTRY_DELETE))
      this.#registry.tree.deleteValue(key, value.name);
    return status;
  }

  /** Strings lose their variables, and several strings come one by one, unless NOEXPAND says otherwise. */
  #deliver(entry: Entry, value: KeyValue): number {
    const expands = !has(entry, RTL_QUERY_REGISTRY_NOEXPAND);
    const isDirect = has(entry, RTL_QUERY_REGISTRY_DIRECT);
    if (
      has(entry, RTL_QUERY_REGISTRY_TYPECHECK) &&
      value.type !== entry.defaultType >>> RTL_QUERY_REGISTRY_TYPECHECK_SHIFT
    )
      return STATUS_OBJECT_TYPE_MISMATCH;
    if (expands && value.type === REG_EXPAND_SZ) {
      const text = withVariables(utf16Text(value.data));
      const data = utf16Bytes(text);
      return isDirect
        ? this.#store(entry, { ...value, data })
        : this.#callRoutine(entry, { ...value, type: REG_SZ, data });
    }
    if (isDirect) return this.#store(entry, value);
    if (!expands || value.type !== REG_MULTI_SZ) return this.#callRoutine(entry, value);
    for (const text of utf16Text(value.data)
      .split('\0')
      .filter((one) => one !== '')) {
      const status = this.#callRoutine(entry, { ...value, type: REG_SZ, data: utf16Bytes(`${text}\0`) });
      if (!NT_SUCCESS(status)) return status;
    }
    return STATUS_SUCCESS;
  }

  /** Calls the routine of the driver with name and data in memory of the system, which is gone afterwards. */
  #callRoutine({ routine, context }: Entry, { name, type, data }: KeyValue): number {
    const { host, blocks } = this.#registry;
    const { kernelMemory: memory } = host;
    const text = utf16Bytes(`${name}\0`);
    const gap = (8 - (text.length % 8)) % 8;
    const block = blocks.allocate(text.length + gap + data.length + 2, this.#registry.tag, ROUTINE);
    if (block === 0) return STATUS_INSUFFICIENT_RESOURCES;
    memory.writeBytes(block, text);
    const at = block + text.length + gap;
    memory.writeBytes(at, data);
    const args = [block, type, data.length === 0 ? 0 : at, data.length, this.#context, context];
    const status = Number(host.callAddress(routine, args));
    blocks.free(block, ROUTINE);
    return status;
  }

  /** Stores a value where the driver wants it: a string in a UNICODE_STRING, other data at the address itself. */
  #store({ context }: Entry, { type, data }: KeyValue): number {
    const { kernelMemory: memory } = this.#registry.host;
    if (TEXTS.includes(type)) return this.#storeText(context, type, data);
    if (data.length <= ULONG_BYTES) {
      memory.writeBytes(context, data);
      return STATUS_SUCCESS;
    }
    // A negative number at the beginning: so many bytes for the data alone; a positive one: length and type go first.
    const room = memory.readInt32(context);
    const header = room < 0 ? 0 : 2 * ULONG_BYTES;
    if (data.length + header > Math.abs(room)) return STATUS_BUFFER_TOO_SMALL;
    if (header > 0) {
      memory.writeUint32(context, data.length);
      memory.writeUint32(context + ULONG_BYTES, type);
    }
    memory.writeBytes(context + header, data);
    return STATUS_SUCCESS;
  }

  /** A string without a buffer gets one from paged pool, which the driver frees. */
  #storeText(target: number, type: number, data: Uint8Array): number {
    const { strings } = this.#registry;
    const text = utf16Text(data);
    const kept = type === REG_MULTI_SZ ? text : text.replace(/\0[\s\S]*$/, '');
    const units = Array.from({ length: kept.length }, (_, index) => kept.charCodeAt(index));
    const { buffer, maximumLength } = strings.header(target);
    if (buffer !== 0 && maximumLength < 2 * units.length + 2) return STATUS_BUFFER_TOO_SMALL;
    return strings.give(target, units, { wide: true, allocate: buffer === 0, routine: ROUTINE });
  }
}

/** DIRECT needs the name of a value and no routine, SUBKEY a name. */
function isContradiction(entry: Entry): boolean {
  if (has(entry, RTL_QUERY_REGISTRY_DIRECT))
    return entry.name === null || entry.routine !== 0 || has(entry, RTL_QUERY_REGISTRY_SUBKEY);
  if (has(entry, RTL_QUERY_REGISTRY_SUBKEY)) return entry.name === null;
  return false;
}
