/** Keys of the registry for programs: RegOpenKeyEx, RegCreateKeyEx, RegEnumKeyEx and kin (docs/decisions/0087-registry.md). */
import { rtlNtStatusToDosError } from '../../status/rtl-nt-status-to-dos-error.ts';
import { type CharacterKind, storeUnits, unitsOfText } from './character-kind.ts';
import {
  characterSets,
  declareRegistry,
  grantedAccess,
  KeyAccess,
  keyOf,
  predefinedName,
  RegistryErrors,
  storeCount,
  subkeyOf,
  textAt,
  withKey,
} from './registry-keys.ts';
import type { RuntimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

const REG_OPTION_VOLATILE = 1;
const REG_CREATED_NEW_KEY = 1;
const REG_OPENED_EXISTING_KEY = 2;

/** Opens a handle and stores it; an error. */
function giveHandle(host: RuntimeHost, id: number, access: number, result: number): number {
  const { status, handle } = host.surroundings.registry().open(id, grantedAccess(access));
  if (status === 0) host.memory.writePointer(result, handle);
  return rtlNtStatusToDosError(status);
}

const open =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (key: number, path: number, _options: number, access: number, result: number) => {
    if (result === 0) return RegistryErrors.INVALID_PARAMETER;
    const from = keyOf(host, key);
    if (from.error !== 0) return from.error;
    const found = subkeyOf(host, from.id, textAt(host, kind, path));
    return found.error === 0 ? giveHandle(host, found.id, access, result) : found.error;
  };

const create =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (
    key: number,
    path: number,
    reserved: number,
    ...rest: [number, number, number, number, number, number]
  ) => {
    const [, options, access, , result, disposition] = rest;
    if (path === 0) return RegistryErrors.BADKEY;
    if (reserved !== 0 || result === 0) return RegistryErrors.INVALID_PARAMETER;
    const from = keyOf(host, key);
    if (from.error !== 0) return from.error;
    const text = textAt(host, kind, path);
    if (text.startsWith('\\')) return RegistryErrors.BAD_PATHNAME;
    const registry = host.surroundings.registry();
    const { status, id, isNew } = registry.create(from.id, text, (options & REG_OPTION_VOLATILE) !== 0);
    if (status !== 0) return rtlNtStatusToDosError(status);
    storeCount(host, disposition, isNew ? REG_CREATED_NEW_KEY : REG_OPENED_EXISTING_KEY);
    return giveHandle(host, id, access, result);
  };

const remove = (kind: CharacterKind) => (host: RuntimeHost) => (key: number, path: number) => {
  if (path === 0) return RegistryErrors.INVALID_PARAMETER;
  const from = keyOf(host, key);
  if (from.error !== 0) return from.error;
  const { error, id } = subkeyOf(host, from.id, textAt(host, kind, path));
  if (error !== 0) return error;
  if (id === from.id && predefinedName(key) !== null) return RegistryErrors.ACCESS_DENIED;
  return rtlNtStatusToDosError(host.surroundings.registry().delete(id));
};

/** Stores a name with its NUL where it fits, and its length without; an error. */
export function giveName(
  host: RuntimeHost,
  kind: CharacterKind,
  text: string,
  [name, length]: readonly [number, number],
): number {
  if (name === 0 || length === 0) return RegistryErrors.INVALID_PARAMETER;
  if (host.memory.readUint32(length) <= text.length) return RegistryErrors.MORE_DATA;
  storeUnits(host.memory, kind, name, unitsOfText(text));
  host.memory.writeUint32(length, text.length);
  return RegistryErrors.SUCCESS;
}

const storeTime = ({ memory }: RuntimeHost, address: number, time: bigint): void => {
  if (address !== 0) memory.writeBigUint64(address, time);
};

/** A class is told as empty: none is kept. */
function giveClass(host: RuntimeHost, kind: CharacterKind, text: number, length: number): void {
  if (text !== 0 && length !== 0 && host.memory.readUint32(length) > 0) kind.write(host.memory, text, 0);
  storeCount(host, length, 0);
}

const enumerate =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (handle: number, index: number, name: number, length: number, reserved: number, ...rest: number[]) =>
    withKey(host, handle, KeyAccess.enumerate, ({ subkeys }, id, registry) => {
      if (reserved !== 0) return RegistryErrors.INVALID_PARAMETER;
      const text = subkeys[index >>> 0];
      if (text === undefined) return RegistryErrors.NO_MORE_ITEMS;
      const error = giveName(host, kind, text, [name, length]);
      if (error !== RegistryErrors.SUCCESS) return error;
      const [className = 0, classLength = 0, written = 0] = rest;
      giveClass(host, kind, className, classLength);
      storeTime(host, written, registry.key(registry.find(id, text))?.written ?? 0n);
      return RegistryErrors.SUCCESS;
    });

const longest = (lengths: readonly number[]): number => Math.max(0, ...lengths);

/** RegQueryInfoKey: lengths of names are in characters. There are no security descriptors: theirs is 0. */
const queryInformation =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (handle: number, className: number, classLength: number, reserved: number, ...targets: number[]) =>
    withKey(host, handle, KeyAccess.query, ({ subkeys, values, written }) => {
      if (reserved !== 0) return RegistryErrors.INVALID_PARAMETER;
      giveClass(host, kind, className, classLength);
      const counts = [
        subkeys.length,
        longest(subkeys.map(({ length }) => length)),
        0,
        values.length,
        longest(values.map(({ name }) => name.length)),
        longest(values.map(({ data }) => data.length)),
        0,
      ];
      for (const [at, count] of counts.entries()) storeCount(host, targets[at] ?? 0, count);
      storeTime(host, targets[counts.length] ?? 0, written);
      return RegistryErrors.SUCCESS;
    });

const close = (host: RuntimeHost) => (handle: number) => {
  if (predefinedName(handle) !== null) return RegistryErrors.SUCCESS;
  const { error } = keyOf(host, handle);
  // The handle of a key that was deleted meanwhile is closed like any other.
  if (error !== RegistryErrors.SUCCESS && error !== RegistryErrors.KEY_DELETED) return error;
  return host.call('CloseHandle', handle) === 0 ? RegistryErrors.INVALID_HANDLE : RegistryErrors.SUCCESS;
};

const KEY = 'struct HKEY__ *';

const keyFunctions = characterSets.flatMap(([kind, letter]): RuntimeFunction[] => {
  const text = `const ${kind.type} *`;
  return [
    declareRegistry(
      `long __stdcall RegOpenKeyEx${letter}(${KEY}hKey, ${text}lpSubKey, unsigned long ulOptions, unsigned long samDesired, ${KEY}*phkResult)`,
      open(kind),
    ),
    declareRegistry(
      `long __stdcall RegCreateKeyEx${letter}(${KEY}hKey, ${text}lpSubKey, unsigned long Reserved, ${kind.type} *lpClass, unsigned long dwOptions, unsigned long samDesired, const struct _SECURITY_ATTRIBUTES *lpSecurityAttributes, ${KEY}*phkResult, unsigned long *lpdwDisposition)`,
      create(kind),
    ),
    declareRegistry(`long __stdcall RegDeleteKey${letter}(${KEY}hKey, ${text}lpSubKey)`, remove(kind)),
    declareRegistry(
      `long __stdcall RegEnumKeyEx${letter}(${KEY}hKey, unsigned long dwIndex, ${kind.type} *lpName, unsigned long *lpcchName, unsigned long *lpReserved, ${kind.type} *lpClass, unsigned long *lpcchClass, struct _FILETIME *lpftLastWriteTime)`,
      enumerate(kind),
    ),
    declareRegistry(
      `long __stdcall RegQueryInfoKey${letter}(${KEY}hKey, ${kind.type} *lpClass, unsigned long *lpcchClass, unsigned long *lpReserved, unsigned long *lpcSubKeys, unsigned long *lpcbMaxSubKeyLen, unsigned long *lpcbMaxClassLen, unsigned long *lpcValues, unsigned long *lpcbMaxValueNameLen, unsigned long *lpcbMaxValueLen, unsigned long *lpcbSecurityDescriptor, struct _FILETIME *lpftLastWriteTime)`,
      queryInformation(kind),
    ),
  ];
});

/** RegOpenKeyEx, RegCreateKeyEx, RegDeleteKey, RegEnumKeyEx, RegQueryInfoKey, RegCloseKey. */
export const windowsRegistryFunctions: readonly RuntimeFunction[] = [
  ...keyFunctions,
  declareRegistry(`long __stdcall RegCloseKey(${KEY}hKey)`, close),
];
