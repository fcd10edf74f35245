/**
 * Keys of the registry by the handles of a program: those that programs find open, and those that it opens. What no
 * fact states is *ours* (docs/decisions/0087-registry.md). Results are errors of the Windows API.
 */
import { rtlNtStatusToDosError } from '../../status/rtl-nt-status-to-dos-error.ts';
import { type CharacterKind, narrow, stringAt, wide } from './character-kind.ts';
import type { ProgramRegistry, RegistryKey } from './registry-port.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** Errors that these functions give. */
export const RegistryErrors = {
  SUCCESS: 0,
  FILE_NOT_FOUND: 2,
  ACCESS_DENIED: 5,
  INVALID_HANDLE: 6,
  INVALID_DATA: 13,
  INVALID_PARAMETER: 87,
  BAD_PATHNAME: 161,
  MORE_DATA: 234,
  NO_MORE_ITEMS: 259,
  NOACCESS: 998,
  BADKEY: 1010,
  KEY_DELETED: 1018,
  UNSUPPORTED_TYPE: 1630,
} as const;

/** Access that functions look for in a handle. */
export const KeyAccess = { query: 1, set: 2, enumerate: 8 } as const;
const KEY_READ = 0x2_0019;
const KEY_WRITE = 0x2_0006;
const KEY_ALL = 0xf_003f;
/** By its bit, what generic access stands for; MAXIMUM_ALLOWED is everything. */
const genericAccess: readonly (readonly [bit: number, access: number])[] = [
  [0x8000_0000, KEY_READ],
  [0x4000_0000, KEY_WRITE],
  [0x2000_0000, KEY_READ],
  [0x1000_0000, KEY_ALL],
  [0x0200_0000, KEY_ALL],
];

/** The access that a handle gets for what was asked for. */
export const grantedAccess = (asked: number): number =>
  genericAccess.reduce((all, [bit, access]) => ((asked & bit) === 0 ? all : all | access), asked & KEY_ALL);

/** HKEY_CLASSES_ROOT is the first of the predefined handles, of which there are six. */
const FIRST_PREDEFINED = 0x8000_0000;
const PREDEFINED = [
  'CLASSES_ROOT',
  'CURRENT_USER',
  'LOCAL_MACHINE',
  'USERS',
  'PERFORMANCE_DATA',
  'CURRENT_CONFIG',
];
const paths: Readonly<Record<string, string>> = {
  CURRENT_USER: 'USER\\.DEFAULT',
  LOCAL_MACHINE: 'MACHINE',
  USERS: 'USER',
};

/** Name of a predefined handle; null for another one. On x64 it has all its upper bits set. */
export function predefinedName(handle: number): string | null {
  if (handle !== (handle | 0) && handle !== handle >>> 0) return null;
  return PREDEFINED[(handle >>> 0) - FIRST_PREDEFINED] ?? null;
}

/** A key that a function works on: an error, or 0 and the key. */
export interface KeyAt {
  readonly error: number;
  readonly id: number;
}

/** The key of a handle which has to give this access. */
export function keyOf(host: RuntimeHost, handle: number, needed = 0): KeyAt {
  const registry = host.surroundings.registry();
  const name = predefinedName(handle);
  if (name !== null) {
    const path = paths[name] ?? host.notModelled(`HKEY_${name}`);
    return { error: RegistryErrors.SUCCESS, id: registry.rootOf(path) };
  }
  const { status, id, access } = registry.ofHandle(handle);
  if (id === 0) return { error: rtlNtStatusToDosError(status), id };
  return { error: (access & needed) === needed ? RegistryErrors.SUCCESS : RegistryErrors.ACCESS_DENIED, id };
}

/** Runs a block with the key of a handle; an error. */
export function withKey(
  host: RuntimeHost,
  handle: number,
  needed: number,
  block: (key: RegistryKey, id: number, registry: ProgramRegistry) => number,
): number {
  const { error, id } = keyOf(host, handle, needed);
  if (error !== RegistryErrors.SUCCESS) return error;
  const registry = host.surroundings.registry();
  const key = registry.key(id);
  return key === null ? RegistryErrors.KEY_DELETED : block(key, id, registry);
}

/** Text of an argument; NULL is empty. */
export const textAt = ({ memory }: RuntimeHost, kind: CharacterKind, address: number): string =>
  address === 0 ? '' : stringAt(memory, kind, address);

/** A subkey by its path, which does not begin with a backslash. */
export function subkeyOf(host: RuntimeHost, from: number, path: string): KeyAt {
  if (path.startsWith('\\')) return { error: RegistryErrors.BAD_PATHNAME, id: 0 };
  const id = host.surroundings.registry().find(from, path);
  return { error: id === 0 ? RegistryErrors.FILE_NOT_FOUND : RegistryErrors.SUCCESS, id };
}

/** Declares a function of the registry. */
export const declareRegistry = (prototype: string, bind: RuntimeFunction['bind']): RuntimeFunction =>
  runtimeFunction(prototype, 'windows.h', programs, bind);

/** Kinds of characters with the letter of their functions. */
export const characterSets: readonly (readonly [kind: CharacterKind, letter: 'A' | 'W'])[] = [
  [narrow, 'A'],
  [wide, 'W'],
];

/** Stores a number where a caller wants it. */
export function storeCount({ memory }: RuntimeHost, address: number, count: number): void {
  if (address !== 0) memory.writeUint32(address, count);
}
