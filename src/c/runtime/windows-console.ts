/**
 * The console of a program. It shows what was written, and that is all: colours, titles and modes are accepted and
 * change nothing (*ours*, docs/decisions/0080-small-routines-of-programs.md).
 */
import { STANDARD_HANDLES } from '../../contract/standard-handles.ts';
import { utf8Bytes } from '../source/utf8.ts';
import { type CharacterKind, characterKinds, narrow, storeUnits, unitsOf, wide } from './character-kind.ts';
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { EOF, Streams } from './streams.ts';
import { failed } from './windows-text.ts';

const ERROR_INVALID_HANDLE = 6;
const INVALID_HANDLE_VALUE = -1;
/** STD_INPUT_HANDLE; those of output and errors are the next ones below. */
const STD_INPUT_HANDLE = -10;
const FILE_TYPE_CHAR = 2;
/** Line input, echo and processing; processing and wrapping of output. */
const INPUT_MODE = 7;
const OUTPUT_MODE = 3;
const CODE_PAGE = 437;
/** Size of the window, as a CONSOLE_SCREEN_BUFFER_INFO has it: columns, lines, cursor, colours, window, largest window. */
const SCREEN = [80, 25, 0, 0, 7, 0, 0, 79, 24, 80, 25];
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

const { input, output, error } = STANDARD_HANDLES;
const isStandard = (handle: number): boolean => handle === input || handle === output || handle === error;

/** WriteConsole: 16-bit characters leave the program as UTF-8. */
const write =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (handle: number, buffer: number, count: number, written: number) => {
    if (handle !== output && handle !== error) return failed(host, ERROR_INVALID_HANDLE);
    const units = Array.from({ length: count }, (_, at) => kind.read(host.memory, buffer + at * kind.bytes));
    const bytes =
      kind === wide
        ? utf8Bytes(units.map((unit) => String.fromCharCode(unit)).join(''))
        : Uint8Array.from(units);
    host.write(handle === output ? 'stdout' : 'stderr', bytes);
    if (written !== 0) host.memory.writeUint32(written, count);
    return 1;
  };

/** ReadConsole: characters up to the end of a line, which is CR LF as a console gives it. */
const read = (kind: CharacterKind) => (host: RuntimeHost) => {
  const streams = new Streams(host);
  return (handle: number, buffer: number, count: number, got: number) => {
    if (handle !== input) return failed(host, ERROR_INVALID_HANDLE);
    const units: number[] = [];
    while (units.length < count && units.at(-1) !== LINE_FEED) {
      const next = streams.read(0);
      if (next === EOF) break;
      if (next === LINE_FEED && units.length + 1 < count) units.push(CARRIAGE_RETURN);
      units.push(next);
    }
    storeUnits(host.memory, kind, buffer, units, false);
    host.memory.writeUint32(got, units.length);
    return 1;
  };
};

const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'windows.h', programs, bind);

const ofKind = (kind: CharacterKind): RuntimeFunction[] => {
  const set = kind === narrow ? 'A' : 'W';
  return [
    declare(
      `int __stdcall WriteConsole${set}(void *hConsoleOutput, const void *lpBuffer, unsigned long nNumberOfCharsToWrite, unsigned long *lpNumberOfCharsWritten, void *lpReserved)`,
      write(kind),
    ),
    declare(
      `int __stdcall ReadConsole${set}(void *hConsoleInput, void *lpBuffer, unsigned long nNumberOfCharsToRead, unsigned long *lpNumberOfCharsRead, void *pInputControl)`,
      read(kind),
    ),
    declare(`int __stdcall SetConsoleTitle${set}(const ${kind.type} *lpConsoleTitle)`, () => () => 1),
  ];
};

/** A function of a console handle that has nothing to change. */
const accepted = (prototype: string) =>
  declare(
    prototype,
    (host) => (handle: number) => (isStandard(handle) ? 1 : failed(host, ERROR_INVALID_HANDLE)),
  );

const mode = (host: RuntimeHost) => (handle: number, result: number) => {
  if (!isStandard(handle)) return failed(host, ERROR_INVALID_HANDLE);
  host.memory.writeUint32(result, handle === input ? INPUT_MODE : OUTPUT_MODE);
  return 1;
};

const screen = (host: RuntimeHost) => (handle: number, result: number) => {
  if (handle !== output && handle !== error) return failed(host, ERROR_INVALID_HANDLE);
  for (const [index, word] of SCREEN.entries()) host.memory.writeUint16(result + 2 * index, word);
  return 1;
};

/** A key: the next character of standard input. */
const key = (host: RuntimeHost) => {
  const streams = new Streams(host);
  return () => streams.read(0);
};

/** GetStdHandle, WriteConsole, ReadConsole, the settings of a console, _getch, _putch and their kin. */
export const windowsConsoleFunctions: readonly RuntimeFunction[] = [
  declare('void *__stdcall GetStdHandle(unsigned long nStdHandle)', (host) => (number: number) => {
    const handle = [input, output, error][STD_INPUT_HANDLE - (number | 0)];
    if (handle !== undefined) return handle;
    failed(host, ERROR_INVALID_HANDLE);
    return host.architecture === 'x64' ? INVALID_HANDLE_VALUE : INVALID_HANDLE_VALUE >>> 0;
  }),
  ...characterKinds.flatMap(ofKind),
  declare('int __stdcall GetConsoleMode(void *hConsoleHandle, unsigned long *lpMode)', mode),
  accepted('int __stdcall SetConsoleMode(void *hConsoleHandle, unsigned long dwMode)'),
  accepted('int __stdcall SetConsoleTextAttribute(void *hConsoleOutput, unsigned short wAttributes)'),
  declare(
    'int __stdcall GetConsoleScreenBufferInfo(void *hConsoleOutput, struct _CONSOLE_SCREEN_BUFFER_INFO *lpConsoleScreenBufferInfo)',
    screen,
  ),
  declare(
    'int __stdcall SetConsoleCtrlHandler(int (__stdcall *HandlerRoutine)(unsigned long), int Add)',
    () => () => 1,
  ),
  declare('int __stdcall SetConsoleOutputCP(unsigned wCodePageID)', () => () => 1),
  declare('int __stdcall SetConsoleCP(unsigned wCodePageID)', () => () => 1),
  declare('unsigned __stdcall GetConsoleOutputCP(void)', () => () => CODE_PAGE),
  declare('unsigned __stdcall GetConsoleCP(void)', () => () => CODE_PAGE),
  declare('unsigned long __stdcall GetFileType(void *hFile)', (host) => (handle: number) => {
    if (isStandard(handle)) return FILE_TYPE_CHAR;
    if (handle === 0 || (handle | 0) === INVALID_HANDLE_VALUE) return failed(host, ERROR_INVALID_HANDLE);
    return host.notModelled('GetFileType of a handle that is not a standard one');
  }),
  runtimeFunction('int _getch(void)', 'conio.h', programs, key),
  runtimeFunction('int _getche(void)', 'conio.h', programs, key),
  runtimeFunction('int _putch(int character)', 'conio.h', programs, (host) => {
    const streams = new Streams(host);
    return (character: number) => (streams.write(1, Uint8Array.of(character)) ? character & 0xff : EOF);
  }),
  runtimeFunction('int _cputs(const char *text)', 'conio.h', programs, (host) => {
    const streams = new Streams(host);
    const invalidParameter = invalidParameterOf(host);
    return (text: number) => {
      if (text !== 0) return streams.write(1, Uint8Array.from(unitsOf(host.memory, narrow, text))) ? 0 : EOF;
      invalidParameter(ErrorNumber.EINVAL);
      return EOF;
    };
  }),
  runtimeFunction('int _kbhit(void)', 'conio.h', programs, (host) => {
    const streams = new Streams(host);
    return () => (streams.peek(0) === EOF ? 0 : 1);
  }),
];
