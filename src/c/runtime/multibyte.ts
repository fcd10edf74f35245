/**
 * Conversions between 8-bit and 16-bit characters. In the "C" locale, which is the only one here, they are the same
 * numbers up to 0xff (docs/decisions/0073-c-runtime.md); a 16-bit character beyond has no byte.
 */
import { narrow, storeUnits, unitsOf, wide } from './character-kind.ts';
import { ErrorNumber, errnoOf, invalidParameterOf } from './error-number.ts';
import { cellAddress } from './program-state.ts';
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize, toSize } from './sizes.ts';
import { EOF, WEOF } from './streams.ts';

const MOST_BYTE = 0xff;

/** Characters of a string up to a count, and whether its NUL was met before. */
function read(host: RuntimeHost, kind: typeof narrow, source: number, most: number) {
  const units = unitsOf(host.memory, kind, source, most);
  return { units, isEnded: units.length < most };
}

/** mbstowcs and wcstombs: the length, without a NUL when the count is reached first; all without a target. */
const convert = (from: typeof narrow, to: typeof narrow) => (host: RuntimeHost) => {
  const setErrno = errnoOf(host);
  return (target: number, source: number, count: CSize) => {
    const most = target === 0 ? Number.POSITIVE_INFINITY : fromSize(count);
    const { units, isEnded } = read(host, from, source, most);
    const bad = to.bytes === 1 ? units.findIndex((unit) => unit > MOST_BYTE) : -1;
    if (target !== 0)
      storeUnits(host.memory, to, target, bad < 0 ? units : units.slice(0, bad), isEnded && bad < 0);
    if (bad < 0) return toSize(host, units.length);
    setErrno(ErrorNumber.EILSEQ);
    return toSize(host, -1);
  };
};

/** mbstowcs_s and wcstombs_s: the length with the NUL goes to an address; `_TRUNCATE` converts what fits. */
const convertWithin = (from: typeof narrow, to: typeof narrow) => (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  const truncate = toSize(host, -1);
  const tell = (address: number, length: number) => {
    if (address === 0) return;
    const size = toSize(host, length);
    if (typeof size === 'bigint') host.memory.writeBigUint64(address, size);
    else host.memory.writeUint32(address, size);
  };
  return (length: number, target: number, sizeArgument: CSize, source: number, count: CSize) => {
    const size = fromSize(sizeArgument);
    const refuse = (code: number) => {
      if (target !== 0 && size > 0) to.write(host.memory, target, 0);
      tell(length, 0);
      invalidParameter(code);
      return code;
    };
    if ((target === 0) !== (size === 0) || source === 0) return refuse(ErrorNumber.EINVAL);
    const isTruncating = count === truncate;
    const most = target === 0 || isTruncating ? Number.POSITIVE_INFINITY : fromSize(count);
    const { units } = read(host, from, source, most);
    if (to.bytes === 1 && units.some((unit) => unit > MOST_BYTE)) return refuse(ErrorNumber.EILSEQ);
    if (target !== 0 && units.length >= size && !isTruncating) return refuse(ErrorNumber.ERANGE);
    const kept = target === 0 ? units : units.slice(0, size - 1);
    if (target !== 0) storeUnits(host.memory, to, target, kept);
    tell(length, kept.length + 1);
    return kept.length < units.length ? ErrorNumber.STRUNCATE : 0;
  };
};

/** mblen and mbtowc: 1 for a character, 0 for NUL, -1 when there is none to look at. */
const toWide = (host: RuntimeHost) => (target: number, source: number, count: CSize) => {
  if (source === 0) return 0;
  if (fromSize(count) === 0) return -1;
  const unit = narrow.read(host.memory, source);
  if (target !== 0) wide.write(host.memory, target, unit);
  return unit === 0 ? 0 : 1;
};

const toNarrow = (host: RuntimeHost) => {
  const setErrno = errnoOf(host);
  return (target: number, character: number) => {
    if (target === 0) return 0;
    if (character > MOST_BYTE) {
      setErrno(ErrorNumber.EILSEQ);
      return -1;
    }
    narrow.write(host.memory, target, character);
    return 1;
  };
};

/** wctomb_s: the number of bytes goes to an address. A target of NULL asks whether the encoding has states. */
const toNarrowWithin = (host: RuntimeHost) => {
  const store = toNarrow(host);
  const invalidParameter = invalidParameterOf(host);
  return (count: number, target: number, size: CSize, character: number) => {
    if (target !== 0 && fromSize(size) === 0) {
      invalidParameter(ErrorNumber.ERANGE);
      return ErrorNumber.ERANGE;
    }
    const stored = store(target, character);
    if (count !== 0) host.memory.writeInt32(count, stored);
    return stored < 0 ? ErrorNumber.EILSEQ : 0;
  };
};

/** mbrtowc: a character is one byte, so no state is ever kept. Without a byte to look at the answer is -2. */
const toWideFrom = (host: RuntimeHost) => {
  const convert = toWide(host);
  return (target: number, source: number, count: CSize) =>
    toSize(host, source !== 0 && fromSize(count) === 0 ? -2 : convert(target, source, count));
};

/** wcrtomb: without a target it asks what the end of a string takes, which is its NUL alone. */
const toNarrowFrom = (host: RuntimeHost) => {
  const store = toNarrow(host);
  return (target: number, character: number) => toSize(host, target === 0 ? 1 : store(target, character));
};

const LC_TIME = 5;
const C_LOCALE = 0x43;

/** setlocale: "C" is what there is; another locale gives NULL, as on a machine that does not have it. */
const setLocale = (kind: typeof narrow) => (host: RuntimeHost) => {
  const name = cellAddress(host, 'locale');
  return (category: number, locale: number) => {
    if (category < 0 || category > LC_TIME) return 0;
    const wanted = locale === 0 ? [] : unitsOf(host.memory, kind, locale, 8);
    if (wanted.length > 1 || (wanted.length === 1 && wanted[0] !== C_LOCALE)) return 0;
    storeUnits(host.memory, kind, name, [C_LOCALE]);
    return name;
  };
};

const standard = (prototype: string, bind: RuntimeFunction['bind'], modes = programs) =>
  runtimeFunction(prototype, 'stdlib.h', modes, bind);
const wideOne = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'wchar.h', programs, bind);

/** mbstowcs, wcstombs, mbtowc, wctomb, mblen, btowc, wctob, mbrtowc, mbrlen, wcrtomb, mbsinit, those with `_s`, and setlocale. */
export const multibyteFunctions: readonly RuntimeFunction[] = [
  standard(
    'size_t mbstowcs(wchar_t *target, const char *source, size_t count)',
    convert(narrow, wide),
    everywhere,
  ),
  standard(
    'size_t wcstombs(char *target, const wchar_t *source, size_t count)',
    convert(wide, narrow),
    everywhere,
  ),
  standard(
    'errno_t mbstowcs_s(size_t *length, wchar_t *target, size_t size, const char *source, size_t count)',
    convertWithin(narrow, wide),
  ),
  standard(
    'errno_t wcstombs_s(size_t *length, char *target, size_t size, const wchar_t *source, size_t count)',
    convertWithin(wide, narrow),
  ),
  standard('int mbtowc(wchar_t *target, const char *source, size_t count)', toWide),
  standard('int mblen(const char *source, size_t count)', (host) => {
    const look = toWide(host);
    return (source: number, count: CSize) => look(0, source, count);
  }),
  standard('int wctomb(char *target, wchar_t character)', toNarrow),
  standard('errno_t wctomb_s(int *count, char *target, rsize_t size, wchar_t character)', toNarrowWithin),
  wideOne(
    'size_t mbrtowc(wchar_t *target, const char *source, size_t count, struct _Mbstatet *state)',
    toWideFrom,
  ),
  wideOne('size_t mbrlen(const char *source, size_t count, struct _Mbstatet *state)', (host) => {
    const look = toWideFrom(host);
    return (source: number, count: CSize) => look(0, source, count);
  }),
  wideOne('size_t wcrtomb(char *target, wchar_t character, struct _Mbstatet *state)', toNarrowFrom),
  wideOne(
    'int mbsinit(const struct _Mbstatet *state)',
    ({ memory }) =>
      (state: number) =>
        state === 0 || memory.readUint32(state) === 0 ? 1 : 0,
  ),
  wideOne(
    'wint_t btowc(int character)',
    () => (character: number) => (character === EOF ? WEOF : character & MOST_BYTE),
  ),
  wideOne(
    'int wctob(wint_t character)',
    () => (character: number) =>
      // A byte as a char is signed, and EOF is none.
      character > MOST_BYTE ? EOF : (character << 24) >> 24,
  ),
  runtimeFunction(
    'char *setlocale(int category, const char *locale)',
    'locale.h',
    programs,
    setLocale(narrow),
  ),
  runtimeFunction(
    'wchar_t *_wsetlocale(int category, const wchar_t *locale)',
    'locale.h',
    programs,
    setLocale(wide),
  ),
];
