/** getchar, fgets, ungetc and what else reads standard input or asks about streams. */
import { type CharacterKind, narrow, storeUnits, wide } from './character-kind.ts';
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize, toSize } from './sizes.ts';
import { withStream } from './stream-output.ts';
import { EOF, type StreamIndex, Streams, WEOF } from './streams.ts';

const LINE_FEED = 0x0a;
const STDIN: StreamIndex = 0;

/** Characters up to and with a line feed, at most `most`; null when the stream is at its end at once. */
function lineOf(streams: Streams, index: StreamIndex | null, most: number): number[] | null {
  const units: number[] = [];
  while (units.length < most) {
    const next = streams.read(index);
    if (next === EOF) return units.length === 0 ? null : units;
    units.push(next);
    if (next === LINE_FEED) break;
  }
  return units;
}

const getLine = (kind: CharacterKind) => (host: RuntimeHost) => {
  const streams = new Streams(host);
  const invalidParameter = invalidParameterOf(host);
  return (buffer: number, count: number, file: number) => {
    if (buffer === 0 || file === 0 || count <= 0) {
      invalidParameter(ErrorNumber.EINVAL);
      return 0;
    }
    const line = lineOf(streams, streams.indexOf(file), count - 1);
    if (line === null) return 0;
    storeUnits(host.memory, kind, buffer, line);
    return buffer;
  };
};

/** gets_s: a line without its end; one that is too long is an invalid parameter. */
const getLineWithin = (kind: CharacterKind) => (host: RuntimeHost) => {
  const streams = new Streams(host);
  const invalidParameter = invalidParameterOf(host);
  return (buffer: number, size: CSize) => {
    if (buffer === 0 || fromSize(size) === 0) {
      invalidParameter(ErrorNumber.EINVAL);
      return 0;
    }
    const line = lineOf(streams, STDIN, Number.POSITIVE_INFINITY);
    if (line === null) return 0;
    const units = line.at(-1) === LINE_FEED ? line.slice(0, -1) : line;
    if (units.length < fromSize(size)) {
      storeUnits(host.memory, kind, buffer, units);
      return buffer;
    }
    kind.write(host.memory, buffer, 0);
    invalidParameter(ErrorNumber.ERANGE);
    return 0;
  };
};

const getCharacter = withStream(
  () => EOF,
  (streams, index) => streams.read(index),
);
const getWideCharacter = withStream(
  () => WEOF,
  (streams, index) => streams.read(index) & WEOF,
);
const unget = (end: number) =>
  withStream(
    () => end,
    (streams, index, _host, character: number) => {
      if (index !== STDIN || character === end) return end;
      streams.unread(character);
      return character & 0xff;
    },
  );

const readItems = withStream(
  (host) => toSize(host, 0),
  (streams, index, host, buffer: number, widthArgument: CSize, countArgument: CSize) => {
    const width = fromSize(widthArgument);
    const wanted = width * fromSize(countArgument);
    const bytes: number[] = [];
    while (bytes.length < wanted) {
      const next = streams.read(index);
      if (next === EOF) break;
      bytes.push(next);
    }
    host.memory.writeBytes(buffer, bytes);
    return toSize(host, width === 0 ? 0 : Math.floor(bytes.length / width));
  },
);

const onInput = (bind: (host: RuntimeHost) => (file: number) => number) => (host: RuntimeHost) => {
  const bound = bind(host);
  const file = new Streams(host).file(STDIN);
  return () => bound(file);
};

const state = (ask: (streams: Streams, index: StreamIndex) => number) =>
  withStream(
    () => 0,
    (streams, index) => (index === null ? 0 : ask(streams, index)),
  );

const narrowOne = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'stdio.h', programs, bind);
const wideOne = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'corecrt_wstdio.h', programs, bind);

/** getchar, getc, fgetc, fgets, gets_s, ungetc, fread, feof, ferror, clearerr and their wide forms. */
export const streamInputFunctions: readonly RuntimeFunction[] = [
  narrowOne('FILE *__acrt_iob_func(unsigned index)', (host) => {
    const streams = new Streams(host);
    return (index: number) => streams.file(index);
  }),
  narrowOne('int getchar(void)', onInput(getCharacter)),
  narrowOne('int getc(FILE *file)', getCharacter),
  narrowOne('int fgetc(FILE *file)', getCharacter),
  narrowOne('char *fgets(char *buffer, int count, FILE *file)', getLine(narrow)),
  narrowOne('char *gets_s(char *buffer, rsize_t size)', getLineWithin(narrow)),
  narrowOne('int ungetc(int character, FILE *file)', (host) => {
    const put = unget(EOF)(host);
    return (character: number, file: number) => put(file, character);
  }),
  narrowOne('size_t fread(void *buffer, size_t width, size_t count, FILE *file)', (host) => {
    const read = readItems(host);
    return (buffer: number, width: CSize, count: CSize, file: number) => read(file, buffer, width, count);
  }),
  narrowOne(
    'int feof(FILE *file)',
    state((streams, index) => Number(streams.isAtEnd(index))),
  ),
  narrowOne(
    'int ferror(FILE *file)',
    state((streams, index) => Number(streams.hasError(index))),
  ),
  narrowOne(
    'void clearerr(FILE *file)',
    state((streams, index) => {
      streams.clear(index);
      return 0;
    }),
  ),
  wideOne('wint_t getwchar(void)', onInput(getWideCharacter)),
  wideOne('wint_t getwc(FILE *file)', getWideCharacter),
  wideOne('wint_t fgetwc(FILE *file)', getWideCharacter),
  wideOne('wchar_t *fgetws(wchar_t *buffer, int count, FILE *file)', getLine(wide)),
  wideOne('wchar_t *_getws_s(wchar_t *buffer, size_t size)', getLineWithin(wide)),
  wideOne('wint_t ungetwc(wint_t character, FILE *file)', (host) => {
    const put = unget(WEOF)(host);
    return (character: number, file: number) => put(file, character);
  }),
];
