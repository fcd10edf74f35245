/** puts, putchar, fputs, fwrite and their kin. */
import { lengthOf, narrow, unitsOf, wide } from './character-kind.ts';
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize, toSize } from './sizes.ts';
import { EOF, type StreamIndex, Streams, WEOF } from './streams.ts';

const STDOUT: StreamIndex = 1;

/** Prepares a function that works on a FILE: NULL is an invalid parameter and gives `failed`. */
export function withStream<Args extends unknown[], Result>(
  failed: (host: RuntimeHost) => Result,
  body: (streams: Streams, index: StreamIndex | null, host: RuntimeHost, ...args: Args) => Result,
): (host: RuntimeHost) => (file: number, ...args: Args) => Result {
  return (host) => {
    const streams = new Streams(host);
    const invalidParameter = invalidParameterOf(host);
    return (file, ...args) => {
      if (file !== 0) return body(streams, streams.indexOf(file), host, ...args);
      invalidParameter(ErrorNumber.EINVAL);
      return failed(host);
    };
  };
}

/** For functions whose FILE is the last argument. */
const fileLast =
  <First, Result>(bind: (host: RuntimeHost) => (file: number, first: First) => Result) =>
  (host: RuntimeHost) => {
    const bound = bind(host);
    return (first: First, file: number) => bound(file, first);
  };

const putCharacter = withStream(
  () => EOF,
  (streams, index, _host, character: number) =>
    streams.write(index, Uint8Array.of(character & 0xff)) ? character & 0xff : EOF,
);
const putWideCharacter = withStream(
  () => WEOF,
  (streams, index, _host, character: number) =>
    streams.writeWide(index, [character & 0xffff]) ? character & 0xffff : WEOF,
);
const putString = withStream(
  () => EOF,
  (streams, index, host, string: number) =>
    streams.write(index, host.memory.readBytes(string, lengthOf(host.memory, narrow, string))) ? 0 : EOF,
);
const putWideString = withStream(
  () => EOF,
  (streams, index, host, string: number) =>
    streams.writeWide(index, unitsOf(host.memory, wide, string)) ? 0 : EOF,
);
const writeItems = withStream(
  (host) => toSize(host, 0),
  (streams, index, host, buffer: number, width: CSize, count: CSize) => {
    const bytes = fromSize(width) * fromSize(count);
    if (bytes === 0) return toSize(host, 0);
    const written = streams.write(index, host.memory.readBytes(buffer, bytes));
    return toSize(host, written ? fromSize(count) : 0);
  },
);

/** The function on standard output. */
const onOutput =
  <First, Result>(bind: (host: RuntimeHost) => (file: number, first: First) => Result) =>
  (host: RuntimeHost) => {
    const bound = bind(host);
    const file = new Streams(host).file(STDOUT);
    return (first: First) => bound(file, first);
  };

const putLine = (host: RuntimeHost) => {
  const streams = new Streams(host);
  return (string: number) => {
    const units = unitsOf(host.memory, narrow, string);
    return streams.write(STDOUT, Uint8Array.from([...units, 0x0a])) ? 0 : EOF;
  };
};
const putWideLine = (host: RuntimeHost) => {
  const streams = new Streams(host);
  return (string: number) =>
    streams.writeWide(STDOUT, [...unitsOf(host.memory, wide, string), 0x0a]) ? 0 : EOF;
};

const narrowOne = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'stdio.h', programs, bind);
const wideOne = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'corecrt_wstdio.h', programs, bind);

/** puts, putchar, putc, fputc, fputs, fwrite, _putws, putwchar, putwc, fputwc, fputws. */
export const streamOutputFunctions: readonly RuntimeFunction[] = [
  narrowOne('int puts(const char *string)', putLine),
  narrowOne('int putchar(int character)', onOutput(putCharacter)),
  narrowOne('int _putchar_nolock(int character)', onOutput(putCharacter)),
  narrowOne('int putc(int character, FILE *file)', fileLast(putCharacter)),
  narrowOne('int fputc(int character, FILE *file)', fileLast(putCharacter)),
  narrowOne('int fputs(const char *string, FILE *file)', fileLast(putString)),
  narrowOne('size_t fwrite(const void *buffer, size_t width, size_t count, FILE *file)', (host) => {
    const write = writeItems(host);
    return (buffer: number, width: CSize, count: CSize, file: number) => write(file, buffer, width, count);
  }),
  wideOne('int _putws(const wchar_t *string)', putWideLine),
  wideOne('wint_t putwchar(wchar_t character)', onOutput(putWideCharacter)),
  wideOne('wint_t putwc(wchar_t character, FILE *file)', fileLast(putWideCharacter)),
  wideOne('wint_t fputwc(wchar_t character, FILE *file)', fileLast(putWideCharacter)),
  wideOne('int fputws(const wchar_t *string, FILE *file)', fileLast(putWideString)),
];
