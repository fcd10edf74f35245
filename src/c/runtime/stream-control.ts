/** Buffers, messages about errors, and the files that are not there. */
import {
  type CharacterKind,
  narrow,
  storeUnits,
  stringAt,
  unitsOf,
  unitsOfText,
  wide,
} from './character-kind.ts';
import { ErrorNumber, errnoOf, invalidParameterOf } from './error-number.ts';
import { errorText } from './error-text.ts';
import { cellAddress } from './program-state.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize } from './sizes.ts';
import { EOF, Streams } from './streams.ts';

/** `_O_TEXT`: the mode that streams start in. */
const O_TEXT = 0x4000;
const STDERR = 2;

const one = (prototype: string, bind: RuntimeFunction['bind'], header = 'stdio.h') =>
  runtimeFunction(prototype, header, programs, bind);

/** perror: the text, a colon, and what errno means. */
const perror = (kind: CharacterKind) => (host: RuntimeHost) => {
  const streams = new Streams(host);
  const errno = cellAddress(host, 'errno');
  return (text: number) => {
    const start = text === 0 ? '' : stringAt(host.memory, kind, text);
    const message = `${start === '' ? '' : `${start}: `}${errorText(host.memory.readInt32(errno))}\n`;
    streams.writeWide(STDERR, unitsOfText(message));
  };
};

/** strerror: the text of an error number, in memory that the next call uses again. */
const strerror = (kind: CharacterKind) => (host: RuntimeHost) => {
  const buffer = cellAddress(host, kind.bytes === 1 ? 'message' : 'wideMessage');
  return (code: number) => {
    storeUnits(host.memory, kind, buffer, unitsOfText(errorText(code)));
    return buffer;
  };
};

/** strerror_s: the text, cut to the size. */
const strerrorWithin = (kind: CharacterKind) => (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  return (buffer: number, size: CSize, code: number) => {
    if (buffer === 0 || fromSize(size) === 0) {
      invalidParameter(ErrorNumber.EINVAL);
      return ErrorNumber.EINVAL;
    }
    storeUnits(host.memory, kind, buffer, unitsOfText(errorText(code)).slice(0, fromSize(size) - 1));
    return 0;
  };
};

/** _strerror: the caller's text, and what errno means, with a line feed. */
const strerrorOfText = (host: RuntimeHost) => {
  const buffer = cellAddress(host, 'message');
  const errno = cellAddress(host, 'errno');
  return (text: number) => {
    const meaning = unitsOfText(`${errorText(host.memory.readInt32(errno))}\n`);
    // MSVC takes at most 94 characters of the caller's text.
    const start = text === 0 ? [] : unitsOf(host.memory, narrow, text, 94);
    storeUnits(
      host.memory,
      narrow,
      buffer,
      [...start, ...(text === 0 ? [] : [0x3a, 0x20]), ...meaning].slice(0, 255),
    );
    return buffer;
  };
};

const fileNumber = (host: RuntimeHost) => {
  const streams = new Streams(host);
  const invalidParameter = invalidParameterOf(host);
  return (file: number) => {
    const index = file === 0 ? null : streams.indexOf(file);
    if (index === null) invalidParameter(ErrorNumber.EINVAL);
    return index ?? -1;
  };
};

/** A function of a stream that has nothing to do here: 0 for the standard streams. */
const nothing = (host: RuntimeHost) => {
  const streams = new Streams(host);
  const setErrno = errnoOf(host);
  return (file: number) => {
    if (file === 0 || streams.indexOf(file) !== null) return 0;
    setErrno(ErrorNumber.EBADF);
    return EOF;
  };
};

/** _write: bytes to a standard stream by its number. */
const writeBytes = (host: RuntimeHost) => {
  const streams = new Streams(host);
  return (number: number, buffer: number, count: number) => {
    const index = number === 1 || number === 2 ? number : null;
    return streams.write(index, host.memory.readBytes(buffer, count >>> 0)) ? count : EOF;
  };
};

/** Functions of files: there is no file system. */
const absent: readonly (readonly [string, string])[] = [
  ['FILE *fopen(const char *name, const char *mode)', 'stdio.h'],
  ['errno_t fopen_s(FILE **file, const char *name, const char *mode)', 'stdio.h'],
  ['FILE *freopen(const char *name, const char *mode, FILE *file)', 'stdio.h'],
  ['errno_t freopen_s(FILE **result, const char *name, const char *mode, FILE *file)', 'stdio.h'],
  ['FILE *_wfopen(const wchar_t *name, const wchar_t *mode)', 'corecrt_wstdio.h'],
  ['errno_t _wfopen_s(FILE **file, const wchar_t *name, const wchar_t *mode)', 'corecrt_wstdio.h'],
  ['FILE *tmpfile(void)', 'stdio.h'],
  ['int fseek(FILE *file, long offset, int origin)', 'stdio.h'],
  ['long ftell(FILE *file)', 'stdio.h'],
  ['void rewind(FILE *file)', 'stdio.h'],
  ['int remove(const char *name)', 'stdio.h'],
  ['int rename(const char *from, const char *to)', 'stdio.h'],
];

const absentFunctions = absent.map(([prototype, header]) => {
  const declared = runtimeFunction(prototype, header, programs, () => () => 0);
  return { ...declared, bind: (host: RuntimeHost) => () => host.notModelled(declared.name) };
});

/** fflush, setvbuf, setbuf, fclose, perror, strerror, _fileno, _setmode, _isatty, _write, and fopen and its kin. */
export const streamControlFunctions: readonly RuntimeFunction[] = [
  one('int fflush(FILE *file)', nothing),
  one('int _flushall(void)', () => () => 3),
  one('int fclose(FILE *file)', nothing),
  one('int setvbuf(FILE *file, char *buffer, int mode, size_t size)', nothing),
  one('void setbuf(FILE *file, char *buffer)', nothing),
  one('int _fileno(FILE *file)', fileNumber),
  one('int _isatty(int number)', () => () => 0, 'io.h'),
  one('int _write(int number, const void *buffer, unsigned int count)', writeBytes, 'io.h'),
  one('int _setmode(int number, int mode)', () => () => O_TEXT, 'io.h'),
  one('void perror(const char *text)', perror(narrow)),
  one('void _wperror(const wchar_t *text)', perror(wide), 'corecrt_wstdio.h'),
  one('char *strerror(int code)', strerror(narrow), 'string.h'),
  one('wchar_t *_wcserror(int code)', strerror(wide), 'corecrt_wstring.h'),
  one('errno_t strerror_s(char *buffer, size_t size, int code)', strerrorWithin(narrow), 'string.h'),
  one(
    'errno_t _wcserror_s(wchar_t *buffer, size_t size, int code)',
    strerrorWithin(wide),
    'corecrt_wstring.h',
  ),
  one('char *_strerror(const char *text)', strerrorOfText, 'string.h'),
  ...absentFunctions,
];
