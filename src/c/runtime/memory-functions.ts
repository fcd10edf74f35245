/** memcpy, memset, memcmp and their kin, for bytes and for 16-bit characters. */
import { narrow, wide } from './character-kind.ts';
import { lowerCase } from './characters.ts';
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize } from './sizes.ts';

/** Copies and gives the target. Ranges that overlap are copied as by memmove: MSVC's memcpy is the same function. */
const copy =
  (unit: 1 | 2) =>
  ({ memory }: RuntimeHost) =>
  (destination: number, source: number, count: CSize) => {
    memory.copy(destination, source, unit * fromSize(count));
    return destination;
  };

/** memcpy_s (`clears`: a refused copy zeroes its target) and memmove_s. */
const secureCopy = (unit: 1 | 2, clears: boolean) => (host: RuntimeHost) => {
  const { memory } = host;
  const invalidParameter = invalidParameterOf(host);
  return (destination: number, sizeArgument: CSize, source: number, countArgument: CSize) => {
    const size = fromSize(sizeArgument);
    const count = fromSize(countArgument);
    if (count === 0) return 0;
    const refuse = (code: number) => {
      if (clears && destination !== 0) memory.fill(destination, unit * size, 0);
      invalidParameter(code);
      return code;
    };
    if (destination === 0 || source === 0) return refuse(ErrorNumber.EINVAL);
    if (size < count) return refuse(ErrorNumber.ERANGE);
    memory.copy(destination, source, unit * count);
    return 0;
  };
};

/** Compares units as `fold` makes them: -1, 0 or 1. */
const compare =
  (kind: typeof narrow, fold: (unit: number) => number = (unit) => unit) =>
  ({ memory }: RuntimeHost) =>
  (left: number, right: number, count: CSize) => {
    const units = fromSize(count);
    for (let at = 0; at < units; at++) {
      const mine = fold(kind.read(memory, left + kind.bytes * at));
      const other = fold(kind.read(memory, right + kind.bytes * at));
      if (mine !== other) return mine < other ? -1 : 1;
    }
    return 0;
  };

const search =
  (kind: typeof narrow) =>
  ({ memory }: RuntimeHost) =>
  (buffer: number, character: number, count: CSize) => {
    const wanted = character & (kind.bytes === 1 ? 0xff : 0xffff);
    const end = buffer + kind.bytes * fromSize(count);
    for (let at = buffer; at < end; at += kind.bytes) if (kind.read(memory, at) === wanted) return at;
    return 0;
  };

/** Copies up to and with the first such byte; gives the address behind it in the target, or 0. */
const copyUpTo =
  ({ memory }: RuntimeHost) =>
  (destination: number, source: number, character: number, count: CSize) => {
    const most = fromSize(count);
    for (let at = 0; at < most; at++) {
      const byte = memory.readUint8(source + at);
      memory.writeUint8(destination + at, byte);
      if (byte === (character & 0xff)) return destination + at + 1;
    }
    return 0;
  };

const fill =
  ({ memory }: RuntimeHost) =>
  (destination: number, byte: number, count: CSize) => {
    memory.fill(destination, fromSize(count), byte & 0xff);
    return destination;
  };

const fillWide =
  ({ memory }: RuntimeHost) =>
  (destination: number, character: number, count: CSize) => {
    const units = fromSize(count);
    memory.claimWrite(destination, 2 * units);
    for (let at = 0; at < units; at++) memory.writeUint16(destination + 2 * at, character);
    return destination;
  };

const withoutCase = compare(narrow, lowerCase);
const target = 'void *destination, const void *source';
const secure = 'void *destination, rsize_t size, const void *source, rsize_t count';
const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'corecrt_memory.h', everywhere, bind);
const declareWide = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'wchar.h', programs, bind);

/** memcpy and so on, and wmemcpy and so on. */
export const memoryFunctions: readonly RuntimeFunction[] = [
  declare(`void *memcpy(${target}, size_t count)`, copy(1)),
  declare(`void *memmove(${target}, size_t count)`, copy(1)),
  declare('void *memset(void *destination, int character, size_t count)', fill),
  declare('int memcmp(const void *left, const void *right, size_t count)', compare(narrow)),
  declare('void *memchr(const void *buffer, int character, size_t count)', search(narrow)),
  declare(`errno_t memcpy_s(${secure})`, secureCopy(1, true)),
  declare(`errno_t memmove_s(${secure})`, secureCopy(1, false)),
  declare(`void *_memccpy(${target}, int character, size_t count)`, copyUpTo),
  declare('int _memicmp(const void *left, const void *right, size_t count)', withoutCase),
  runtimeFunction(
    `void *memccpy(${target}, int character, size_t count)`,
    'corecrt_memory.h',
    programs,
    copyUpTo,
  ),
  runtimeFunction(
    'int memicmp(const void *left, const void *right, size_t count)',
    'corecrt_memory.h',
    programs,
    withoutCase,
  ),
  declareWide('wchar_t *wmemcpy(wchar_t *destination, const wchar_t *source, size_t count)', copy(2)),
  declareWide('wchar_t *wmemmove(wchar_t *destination, const wchar_t *source, size_t count)', copy(2)),
  declareWide('wchar_t *wmemset(wchar_t *destination, wchar_t character, size_t count)', fillWide),
  declareWide('int wmemcmp(const wchar_t *left, const wchar_t *right, size_t count)', compare(wide)),
  declareWide('wchar_t *wmemchr(const wchar_t *buffer, wchar_t character, size_t count)', search(wide)),
  declareWide(
    'errno_t wmemcpy_s(wchar_t *destination, rsize_t size, const wchar_t *source, rsize_t count)',
    secureCopy(2, true),
  ),
  declareWide(
    'errno_t wmemmove_s(wchar_t *destination, rsize_t size, const wchar_t *source, rsize_t count)',
    secureCopy(2, false),
  ),
];
