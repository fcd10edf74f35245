/**
 * The string functions of the Windows API: lstrlen and its kin, and wsprintf. The former give 0 or NULL where memory
 * cannot be accessed: they handle the exception themselves. Their strings are compared as strcmp does (*ours*: Windows
 * asks the locale).
 */
import { PAGE_BYTES } from '../../memory/page-access.ts';
import { type CharacterKind, characterKinds, narrow, storeUnits } from './character-kind.ts';
import { lowerCase } from './characters.ts';
import { printerOf } from './print.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** Most characters that wsprintf stores, the NUL among them. */
const MOST_PRINTED = 1024;

/** Characters of a string, at most `most`; null where it cannot be read. No fault is raised. */
function readableUnits(
  { memory }: RuntimeHost,
  kind: CharacterKind,
  address: number,
  most = Number.POSITIVE_INFINITY,
) {
  const units: number[] = [];
  let good = address;
  for (let at = address; units.length < most; at += kind.bytes) {
    if (at + kind.bytes > good) {
      if (memory.probe(at, kind.bytes, 'read') !== null) return null;
      good = (Math.floor((at + kind.bytes - 1) / PAGE_BYTES) + 1) * PAGE_BYTES;
    }
    const unit = kind.read(memory, at);
    if (unit === 0) break;
    units.push(unit);
  }
  return units;
}

/** Stores a string where that can be done; gives the target, or NULL. */
function storeReadable(
  host: RuntimeHost,
  kind: CharacterKind,
  [target, at]: readonly [number, number],
  units: number[] | null,
): number {
  const bytes = units === null ? 0 : kind.bytes * (units.length + 1);
  if (units === null || target === 0 || host.memory.probe(at, bytes, 'write') !== null) return 0;
  storeUnits(host.memory, kind, at, units);
  return target;
}

/** Compares strings; NULL comes before all others. */
const compare = (kind: CharacterKind, fold: (unit: number) => number) => (host: RuntimeHost) => {
  const read = (address: number): number[] => readableUnits(host, kind, address)?.map(fold) ?? [];
  return (left: number, right: number) => {
    if (left === 0 || right === 0) return Number(left !== 0) - Number(right !== 0);
    const [mine, other] = [read(left), read(right)];
    const at = mine.findIndex((unit, index) => unit !== other[index]);
    if (at < 0) return mine.length < other.length ? -1 : 0;
    return (mine[at] ?? 0) < (other[at] ?? 0) ? -1 : 1;
  };
};

const copies = (kind: CharacterKind): RuntimeFunction[] => {
  const set = kind === narrow ? 'A' : 'W';
  const { type } = kind;
  const both = `${type} *lpString1, const ${type} *lpString2`;
  const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
    runtimeFunction(prototype, 'windows.h', programs, bind);
  return [
    declare(
      `int __stdcall lstrlen${set}(const ${type} *lpString)`,
      (host) => (string: number) => (string === 0 ? 0 : (readableUnits(host, kind, string)?.length ?? 0)),
    ),
    declare(
      `${type} *__stdcall lstrcpy${set}(${both})`,
      (host) => (target: number, source: number) =>
        storeReadable(host, kind, [target, target], readableUnits(host, kind, source)),
    ),
    declare(
      `${type} *__stdcall lstrcpyn${set}(${both}, int iMaxLength)`,
      (host) => (target: number, source: number, size: number) => {
        if (size <= 0) return target;
        return storeReadable(host, kind, [target, target], readableUnits(host, kind, source, size - 1));
      },
    ),
    declare(`${type} *__stdcall lstrcat${set}(${both})`, (host) => (target: number, source: number) => {
      const before = target === 0 ? null : readableUnits(host, kind, target);
      if (before === null) return 0;
      const end = target + kind.bytes * before.length;
      return storeReadable(host, kind, [target, end], readableUnits(host, kind, source));
    }),
    declare(
      `int __stdcall lstrcmp${set}(const ${type} *lpString1, const ${type} *lpString2)`,
      compare(kind, (unit) => unit),
    ),
    declare(
      `int __stdcall lstrcmpi${set}(const ${type} *lpString1, const ${type} *lpString2)`,
      compare(kind, lowerCase),
    ),
  ];
};

/** wsprintf: at most 1,024 characters with the NUL. Its length is that of what was stored. */
const print = (kind: CharacterKind) => (host: RuntimeHost) => {
  const printer = printerOf(host);
  return (target: number, format: number, slots: number) => {
    const units = printer(kind, format, slots).units.slice(0, MOST_PRINTED - 1);
    storeUnits(host.memory, kind, target, units);
    return units.length;
  };
};

const prints = (kind: CharacterKind): RuntimeFunction[] => {
  const set = kind === narrow ? 'A' : 'W';
  const fixed = `${kind.type} *buffer, const ${kind.type} *format`;
  return [
    runtimeFunction(`int __cdecl wsprintf${set}(${fixed}, ...)`, 'windows.h', programs, print(kind)),
    runtimeFunction(
      `int __stdcall wvsprintf${set}(${fixed}, va_list arglist)`,
      'windows.h',
      programs,
      print(kind),
    ),
  ];
};

/** lstrlen, lstrcpy, lstrcpyn, lstrcat, lstrcmp, lstrcmpi, wsprintf and wvsprintf, each as A and as W. */
export const windowsStringFunctions = characterKinds.flatMap((kind) => [...copies(kind), ...prints(kind)]);
