/** Values of the registry for programs: RegQueryValueEx, RegSetValueEx, RegGetValue and kin (docs/decisions/0087-registry.md). */
import type { CharacterKind } from './character-kind.ts';
import {
  characterSets,
  declareRegistry,
  KeyAccess,
  RegistryErrors,
  storeCount,
  subkeyOf,
  textAt,
  withKey,
} from './registry-keys.ts';
import type { RegistryValue } from './registry-port.ts';
import type { RuntimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { giveName } from './windows-registry.ts';

const REG_SZ = 1;
const REG_EXPAND_SZ = 2;
const REG_BINARY = 3;
const REG_MULTI_SZ = 7;
const TEXTS: readonly number[] = [REG_SZ, REG_EXPAND_SZ, REG_MULTI_SZ];
const RRF_RT_ANY = 0xffff;
/** By type, the flag of RegGetValue that allows it. */
const typeFlags: Readonly<Record<number, number>> = { 0: 1, 1: 2, 2: 4, 3: 8, 4: 0x10, 7: 0x20, 11: 0x40 };
const RRF_RT_REG_EXPAND_SZ = 4;
const RRF_RT_REG_BINARY = 8;
/** What RegGetValue allows for a DWORD and a QWORD in binary form, and the bytes that it has then. */
const binarySizes: readonly (readonly [flags: number, bytes: number])[] = [
  [RRF_RT_REG_BINARY | 0x10, 4],
  [RRF_RT_REG_BINARY | 0x40, 8],
];
const RRF_NOEXPAND = 0x1000_0000;
const RRF_ZEROONFAILURE = 0x2000_0000;
const QUESTION_MARK = 0x3f;
const MOST_BYTE = 0xff;

/** 8-bit text of a program as the registry keeps it. */
function stored(kind: CharacterKind, type: number, bytes: Uint8Array): Uint8Array {
  if (kind.bytes === 2 || !TEXTS.includes(type)) return bytes;
  const wide = new Uint8Array(2 * bytes.length);
  for (const [at, byte] of bytes.entries()) wide[2 * at] = byte;
  return wide;
}

/** Data as functions of a kind of characters tell it. A character that is none of Latin-1 becomes a question mark. */
function told(kind: CharacterKind, { type, data }: RegistryValue): Uint8Array {
  if (kind.bytes === 2 || !TEXTS.includes(type)) return data;
  return Uint8Array.from({ length: data.length >> 1 }, (_, at) => {
    const unit = (data[2 * at] ?? 0) | ((data[2 * at + 1] ?? 0) << 8);
    return unit > MOST_BYTE ? QUESTION_MARK : unit;
  });
}

/** Where a caller wants type, data and their size. */
interface Target {
  readonly type: number;
  readonly data: number;
  readonly size: number;
}

/** Stores what fits: all or nothing. The size that is needed is told in each case. */
function deliver(host: RuntimeHost, type: number, bytes: Uint8Array, target: Target): number {
  const { memory } = host;
  if (target.data !== 0 && target.size === 0) return RegistryErrors.INVALID_PARAMETER;
  storeCount(host, target.type, type);
  if (target.size === 0) return RegistryErrors.SUCCESS;
  const room = memory.readUint32(target.size);
  memory.writeUint32(target.size, bytes.length);
  if (target.data === 0) return RegistryErrors.SUCCESS;
  if (room < bytes.length) return RegistryErrors.MORE_DATA;
  memory.writeBytes(target.data, bytes);
  return RegistryErrors.SUCCESS;
}

const isCalled =
  (name: string) =>
  (one: RegistryValue): boolean =>
    one.name.toUpperCase() === name.toUpperCase();

const query =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (handle: number, name: number, reserved: number, type: number, data: number, size: number) =>
    withKey(host, handle, KeyAccess.query, ({ values }) => {
      if (reserved !== 0) return RegistryErrors.INVALID_PARAMETER;
      const value = values.find(isCalled(textAt(host, kind, name)));
      if (value === undefined) return RegistryErrors.FILE_NOT_FOUND;
      return deliver(host, value.type, told(kind, value), { type, data, size });
    });

const set =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (handle: number, name: number, reserved: number, type: number, data: number, size: number) =>
    withKey(host, handle, KeyAccess.set, (_key, id, registry) => {
      if (reserved !== 0) return RegistryErrors.INVALID_PARAMETER;
      if (size > 0 && host.call('IsBadReadPtr', data, size) !== 0) return RegistryErrors.NOACCESS;
      const bytes = host.memory.readBytes(data, size);
      registry.setValue(id, { name: textAt(host, kind, name), type, data: stored(kind, type, bytes) });
      return RegistryErrors.SUCCESS;
    });

const remove = (kind: CharacterKind) => (host: RuntimeHost) => (handle: number, name: number) =>
  withKey(host, handle, KeyAccess.set, (_key, id, registry) =>
    registry.deleteValue(id, textAt(host, kind, name))
      ? RegistryErrors.SUCCESS
      : RegistryErrors.FILE_NOT_FOUND,
  );

const enumerate =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (handle: number, index: number, name: number, length: number, reserved: number, ...rest: number[]) =>
    withKey(host, handle, KeyAccess.query, ({ values }) => {
      const [type = 0, data = 0, size = 0] = rest;
      if (reserved !== 0 || (data !== 0 && size === 0)) return RegistryErrors.INVALID_PARAMETER;
      const value = values[index >>> 0];
      if (value === undefined) return RegistryErrors.NO_MORE_ITEMS;
      const error = giveName(host, kind, value.name, [name, length]);
      if (error !== RegistryErrors.SUCCESS) return error;
      return deliver(host, value.type, told(kind, value), { type, data, size });
    });

const utf16 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(2 * text.length);
  for (let at = 0; at < text.length; at++) {
    bytes[2 * at] = text.charCodeAt(at);
    bytes[2 * at + 1] = text.charCodeAt(at) >> 8;
  }
  return bytes;
};

function textOf(data: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < data.length; at += 2)
    text += String.fromCharCode((data[at] ?? 0) | ((data[at + 1] ?? 0) << 8));
  return text;
}

/** A value with its NULs, and without its variables unless the caller wants those. */
function completed(value: RegistryValue, expand: ((text: string) => string) | null): RegistryValue {
  if (!TEXTS.includes(value.type)) return value;
  const text = textOf(value.data);
  if (value.type === REG_MULTI_SZ) {
    if (text.endsWith('\0\0')) return value;
    return { ...value, data: utf16(`${text}${text.endsWith('\0') ? '\0' : '\0\0'}`) };
  }
  const ended = text.endsWith('\0') ? text : `${text}\0`;
  if (value.type === REG_EXPAND_SZ && expand !== null)
    return { ...value, type: REG_SZ, data: utf16(expand(ended)) };
  return { ...value, data: utf16(ended) };
}

/** Whether RegGetValue may give a value; an error. */
function refusal({ type, data }: RegistryValue, flags: number): number {
  const allowed = flags & RRF_RT_ANY;
  if (allowed === RRF_RT_ANY) return RegistryErrors.SUCCESS;
  if ((allowed & (typeFlags[type] ?? 0)) === 0) return RegistryErrors.UNSUPPORTED_TYPE;
  const [, bytes] = binarySizes.find(([one]) => one === allowed) ?? [];
  return type === REG_BINARY && bytes !== undefined && data.length !== bytes
    ? RegistryErrors.INVALID_DATA
    : RegistryErrors.SUCCESS;
}

/** RegGetValue without what it does to a buffer when it fails. */
function getValue(
  host: RuntimeHost,
  kind: CharacterKind,
  [handle, path, name, flags]: readonly [number, number, number, number],
  target: Target,
): number {
  const expands = (flags & RRF_NOEXPAND) === 0;
  const allowed = flags & RRF_RT_ANY;
  if (expands && allowed !== RRF_RT_ANY && (allowed & RRF_RT_REG_EXPAND_SZ) !== 0)
    return RegistryErrors.INVALID_PARAMETER;
  if (target.data !== 0 && target.size === 0) return RegistryErrors.INVALID_PARAMETER;
  return withKey(host, handle, path === 0 ? KeyAccess.query : 0, (_key, from, registry) => {
    const { error, id } = subkeyOf(host, from, textAt(host, kind, path));
    if (error !== RegistryErrors.SUCCESS) return error;
    const found = registry.key(id)?.values.find(isCalled(textAt(host, kind, name)));
    if (found === undefined) return RegistryErrors.FILE_NOT_FOUND;
    const value = completed(found, expands ? registry.expand : null);
    const refused = refusal(value, flags);
    return refused === RegistryErrors.SUCCESS
      ? deliver(host, value.type, told(kind, value), target)
      : refused;
  });
}

const get =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (
    handle: number,
    path: number,
    name: number,
    flags: number,
    ...[type, data, size]: [number, number, number]
  ) => {
    const room = data === 0 || size === 0 ? 0 : host.memory.readUint32(size);
    const error = getValue(host, kind, [handle, path, name, flags], { type, data, size });
    if (error !== RegistryErrors.SUCCESS && (flags & RRF_ZEROONFAILURE) !== 0)
      host.memory.fill(data, room, 0);
    return error;
  };

const KEY = 'struct HKEY__ *';

/** RegQueryValueEx, RegSetValueEx, RegDeleteValue, RegEnumValue, RegGetValue. */
export const windowsRegistryValueFunctions: readonly RuntimeFunction[] = characterSets.flatMap(
  ([kind, letter]): RuntimeFunction[] => {
    const text = `const ${kind.type} *`;
    return [
      declareRegistry(
        `long __stdcall RegQueryValueEx${letter}(${KEY}hKey, ${text}lpValueName, unsigned long *lpReserved, unsigned long *lpType, unsigned char *lpData, unsigned long *lpcbData)`,
        query(kind),
      ),
      declareRegistry(
        `long __stdcall RegSetValueEx${letter}(${KEY}hKey, ${text}lpValueName, unsigned long Reserved, unsigned long dwType, const unsigned char *lpData, unsigned long cbData)`,
        set(kind),
      ),
      declareRegistry(`long __stdcall RegDeleteValue${letter}(${KEY}hKey, ${text}lpValueName)`, remove(kind)),
      declareRegistry(
        `long __stdcall RegEnumValue${letter}(${KEY}hKey, unsigned long dwIndex, ${kind.type} *lpValueName, unsigned long *lpcchValueName, unsigned long *lpReserved, unsigned long *lpType, unsigned char *lpData, unsigned long *lpcbData)`,
        enumerate(kind),
      ),
      declareRegistry(
        `long __stdcall RegGetValue${letter}(${KEY}hkey, ${text}lpSubKey, ${text}lpValue, unsigned long dwFlags, unsigned long *pdwType, void *pvData, unsigned long *pcbData)`,
        get(kind),
      ),
    ];
  },
);
