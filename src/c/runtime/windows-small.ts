/**
 * Small functions of the Windows API that need nothing but their arguments: pointers that are encoded, numbers,
 * features of the processor, comparisons by code units (docs/decisions/0080-small-routines-of-programs.md).
 */
import { type CharacterKind, characterKinds, lengthOf, narrow, wide } from './character-kind.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize } from './sizes.ts';
import { failed } from './windows-text.ts';

const ERROR_INVALID_PARAMETER = 87;
/** What GetModuleHandleEx may be asked for. */
const PIN_OR_UNCHANGED = 0x1 | 0x2;
const FROM_ADDRESS = 0x4;
/** CSTR_LESS_THAN, CSTR_EQUAL and CSTR_GREATER_THAN are 2 more than a comparison. */
const CSTR_EQUAL = 2;
const MOST_LONG = 0x7fff_ffff;
/**
 * Features that the processor has, by their PF_ numbers: 64-bit compare and exchange, MMX, SSE, the time stamp
 * counter, PAE, SSE2, no-execute, 128-bit compare and exchange, fast fail. *Ours*: those of a plain processor for x64.
 */
const FEATURES: ReadonlySet<number> = new Set([2, 3, 6, 8, 9, 10, 12, 14, 23]);

const declare = (prototype: string, bind: RuntimeFunction['bind']): RuntimeFunction =>
  runtimeFunction(prototype, 'windows.h', programs, bind);

/** What pointers of a program are mixed with. *Ours*: Windows takes a number that differs from process to process. */
const COOKIE = 0x5a17_c0de_9e37_79b9n;

/** EncodePointer and DecodePointer are the same: what is mixed in twice is gone. NULL is encoded like any pointer. */
const mix = ({ pointers, architecture }: RuntimeHost) =>
  architecture === 'x64'
    ? (pointer: number) => pointers.intern(pointers.exact(pointer) ^ COOKIE)
    : (pointer: number) => (pointer ^ Number(BigInt.asIntN(32, COOKIE))) >>> 0;

/** MulDiv: the product of 64 bits, rounded to the nearest quotient, halves away from 0; -1 for what has no LONG. */
function multiplyDivide(number: number, numerator: number, denominator: number): number {
  if (denominator === 0) return -1;
  const product = BigInt(number) * BigInt(numerator);
  const divisor = BigInt(Math.abs(denominator));
  const size = product < 0n ? -product : product;
  const quotient = Number((size + divisor / 2n) / divisor);
  if (quotient > MOST_LONG) return -1;
  return product < 0n !== denominator < 0 ? -quotient : quotient;
}

/** IsBadStringPtr: looks up to a NUL or to so many characters, and does not touch what cannot be read. */
const isBadString = (kind: CharacterKind) => (host: RuntimeHost) => (text: number, most: CSize) => {
  const count = fromSize(most);
  const isBad = (at: number): boolean => host.call('IsBadReadPtr', text + at * kind.bytes, kind.bytes) !== 0;
  for (let at = 0; at < count; at++) {
    if (isBad(at)) return 1;
    if (kind.read(host.memory, text + at * kind.bytes) === 0) return 0;
  }
  return 0;
};

const moduleHandle =
  (set: 'A' | 'W') => (host: RuntimeHost) => (flags: number, name: number, result: number) => {
    if (result === 0 || (flags & ~(PIN_OR_UNCHANGED | FROM_ADDRESS)) !== 0)
      return failed(host, ERROR_INVALID_PARAMETER);
    if ((flags & FROM_ADDRESS) !== 0) host.notModelled('GetModuleHandleEx of an address');
    const module = Number(host.call(`GetModuleHandle${set}`, name));
    host.memory.writePointer(result, module);
    return module === 0 ? 0 : 1;
  };

const ofKind = (kind: CharacterKind): RuntimeFunction[] => {
  const set = kind === narrow ? 'A' : 'W';
  return [
    declare(
      `int __stdcall GetModuleHandleEx${set}(unsigned long dwFlags, const ${kind.type} *lpModuleName, struct HINSTANCE__ **phModule)`,
      moduleHandle(set),
    ),
    declare(
      `int __stdcall IsBadStringPtr${set}(const ${kind.type} *lpsz, UINT_PTR ucchMax)`,
      isBadString(kind),
    ),
  ];
};

/** CompareStringOrdinal: code units, capitals alone with the last argument. */
const compareOrdinal =
  ({ memory }: RuntimeHost) =>
  (left: number, leftCount: number, right: number, rightCount: number, ignoresCase: number) => {
    const text = (address: number, count: number): string => {
      const length = count < 0 ? lengthOf(memory, wide, address) : count;
      const units = Array.from({ length }, (_, at) => wide.read(memory, address + 2 * at));
      const characters = units.map((unit) => String.fromCharCode(unit));
      // A letter whose capital is several characters stays what it is: letters are compared one by one.
      return characters
        .map((one) => (ignoresCase !== 0 && one.toUpperCase().length === 1 ? one.toUpperCase() : one))
        .join('');
    };
    const mine = text(left, leftCount);
    const other = text(right, rightCount);
    return CSTR_EQUAL + (mine < other ? -1 : mine > other ? 1 : 0);
  };

/** EncodePointer, MulDiv, IsProcessorFeaturePresent, CompareStringOrdinal, timeGetTime and their like. */
export const windowsSmallFunctions: readonly RuntimeFunction[] = [
  ...characterKinds.flatMap(ofKind),
  declare('void *__stdcall EncodePointer(void *Ptr)', mix),
  declare('void *__stdcall DecodePointer(void *Ptr)', mix),
  declare('int __stdcall MulDiv(int nNumber, int nNumerator, int nDenominator)', () => multiplyDivide),
  declare(
    'int __stdcall IsProcessorFeaturePresent(unsigned long ProcessorFeature)',
    () => (feature: number) => (FEATURES.has(feature) ? 1 : 0),
  ),
  declare(
    'int __stdcall CompareStringOrdinal(const wchar_t *lpString1, int cchCount1, const wchar_t *lpString2, int cchCount2, int bIgnoreCase)',
    compareOrdinal,
  ),
  declare('unsigned __stdcall GetErrorMode(void)', (host) => () => {
    const mode = host.call('SetErrorMode', 0);
    host.call('SetErrorMode', mode);
    return mode;
  }),
  declare('unsigned long __stdcall timeGetTime(void)', (host) => () => host.call('GetTickCount')),
  // The clock of the machine needs no finer timer: every period is kept.
  declare('unsigned __stdcall timeBeginPeriod(unsigned uPeriod)', () => () => 0),
  declare('unsigned __stdcall timeEndPeriod(unsigned uPeriod)', () => () => 0),
];
