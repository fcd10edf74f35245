/** How programs end: exit, atexit, abort, assertions, and the signals that C has of its own. */
import { pointerBytes } from '../../contract/c-types.ts';
import { type CharacterKind, narrow, stringAt, unitsOfText, wide } from './character-kind.ts';
import { ErrorNumber, errnoOf, invalidParameterOf } from './error-number.ts';
import { type Cell, cellAddress, MOST_EXIT_FUNCTIONS } from './program-state.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize } from './sizes.ts';

const SLOT = 8;
const stepOf = (host: RuntimeHost): number => pointerBytes(host.architecture);

/** Calls the functions of a table, the last one first. Each is taken out before it runs, so none runs twice. */
function runExitFunctions(host: RuntimeHost, table: number): void {
  const { memory } = host;
  for (let count = memory.readUint32(table); count > 0; count = memory.readUint32(table)) {
    memory.writeUint32(table, count - 1);
    const address = memory.readPointer(table + SLOT + stepOf(host) * (count - 1));
    host.callFunction(address, []);
  }
}

/** Ends a program as exit does, and as a return from main does: functions of atexit run first. */
export function exitOf(host: RuntimeHost): (code: number) => never {
  const table = cellAddress(host, 'exitFunctions');
  return (code) => {
    runExitFunctions(host, table);
    return host.exit(code);
  };
}

/** Adds a function to a table; `answer` says what the caller gets for success and for a full table. */
const register = (cell: Cell, answer: (address: number, fits: boolean) => number) => (host: RuntimeHost) => {
  const table = cellAddress(host, cell);
  return (address: number) => {
    const count = host.memory.readUint32(table);
    const fits = address !== 0 && count < MOST_EXIT_FUNCTIONS;
    if (fits) {
      host.memory.writePointer(table + SLOT + stepOf(host) * count, address);
      host.memory.writeUint32(table, count + 1);
    }
    return answer(address, fits);
  };
};

const isError = (_address: number, fits: boolean): number => (fits ? 0 : 1);

const SIGINT = 2;
const SIGILL = 4;
const SIGFPE = 8;
const SIGSEGV = 11;
const SIGTERM = 15;
const SIGBREAK = 21;
const SIGABRT = 22;
const signals = new Set([SIGINT, SIGILL, SIGFPE, SIGSEGV, SIGTERM, SIGBREAK, SIGABRT]);
const SIG_DFL = 0;
const SIG_IGN = 1;
const SIG_ERR = -1;
/** Exit code of a program that a signal ends. */
const SIGNAL_EXIT = 3;

const handlerAddress = (host: RuntimeHost, cell: number, signal: number): number =>
  cell + stepOf(host) * signal;

/** Runs the handler of a signal; without one the program ends. A handler is called once, then the default is back. */
function raiseSignal(host: RuntimeHost, cell: number, signal: number): void {
  const at = handlerAddress(host, cell, signal);
  const handler = host.memory.readPointer(at);
  if (handler === SIG_IGN) return;
  if (handler === SIG_DFL) host.exit(SIGNAL_EXIT);
  host.memory.writePointer(at, SIG_DFL);
  host.callFunction(handler, [signal]);
}

/** abort: a handler of SIGABRT may run; the program ends all the same, and no function of atexit runs. */
function abortOf(host: RuntimeHost): () => never {
  const cell = cellAddress(host, 'signals');
  return () => {
    const handler = host.memory.readPointer(handlerAddress(host, cell, SIGABRT));
    if (handler !== SIG_DFL && handler !== SIG_IGN) raiseSignal(host, cell, SIGABRT);
    return host.exit(SIGNAL_EXIT);
  };
}

/** What the `assert` of assert.h calls when its condition is 0, and what older programs call. */
const assertionFailed = (kind: CharacterKind) => (host: RuntimeHost) => {
  const abort = abortOf(host);
  return (message: number, file: number, line: number) => {
    const text = (address: number) => stringAt(host.memory, kind, address);
    const report = `Assertion failed: ${text(message)}, file ${text(file)}, line ${line}\n`;
    host.write(
      'stderr',
      Uint8Array.from(unitsOfText(report), (unit) => (unit > 0xff ? 0x3f : unit)),
    );
    abort();
  };
};

/** `_WRITE_ABORT_MSG` and `_CALL_REPORTFAULT`, both set at the start. Nothing is reported here either way. */
const ABORT_BEHAVIOUR = 3;

const setAbortBehaviour = (host: RuntimeHost) => {
  // The cell holds the difference to the start, because static memory starts as 0.
  const cell = cellAddress(host, 'abortBehaviour');
  return (flags: number, mask: number) => {
    const before = (host.memory.readUint32(cell) ^ ABORT_BEHAVIOUR) >>> 0;
    host.memory.writeUint32(cell, ((before & ~mask) | (flags & mask)) ^ ABORT_BEHAVIOUR);
    return before;
  };
};

const setSignal = (host: RuntimeHost) => {
  const cell = cellAddress(host, 'signals');
  const setErrno = errnoOf(host);
  return (signal: number, handler: number) => {
    if (!signals.has(signal)) {
      setErrno(ErrorNumber.EINVAL);
      return host.architecture === 'x64' ? SIG_ERR : SIG_ERR >>> 0;
    }
    const at = handlerAddress(host, cell, signal);
    const before = host.memory.readPointer(at);
    host.memory.writePointer(at, handler);
    return before;
  };
};

const raise = (host: RuntimeHost) => {
  const cell = cellAddress(host, 'signals');
  const invalidParameter = invalidParameterOf(host);
  return (signal: number) => {
    if (signals.has(signal)) {
      raiseSignal(host, cell, signal);
      return 0;
    }
    invalidParameter(ErrorNumber.EINVAL);
    return -1;
  };
};

/** getenv_s: there are no variables, which is a length of 0 and no error. */
const emptyVariable = (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  return (length: number, buffer: number, size: CSize) => {
    if (length === 0 || (buffer === 0) !== (fromSize(size) === 0)) {
      invalidParameter(ErrorNumber.EINVAL);
      return ErrorNumber.EINVAL;
    }
    host.memory.fill(length, pointerBytes(host.architecture), 0);
    if (buffer !== 0) host.memory.writeUint8(buffer, 0);
    return 0;
  };
};

const standard = (prototype: string, bind: RuntimeFunction['bind'], header = 'stdlib.h') =>
  runtimeFunction(prototype, header, programs, bind);

/** exit, _exit, quick_exit, atexit, abort, signal, raise, getenv, system, _wassert. */
export const programEndFunctions: readonly RuntimeFunction[] = [
  standard('void exit(int code)', exitOf),
  standard('void _exit(int code)', (host) => (code: number) => host.exit(code)),
  standard('void _Exit(int code)', (host) => (code: number) => host.exit(code)),
  standard('void quick_exit(int code)', (host) => {
    const table = cellAddress(host, 'quickExitFunctions');
    return (code: number) => {
      runExitFunctions(host, table);
      return host.exit(code);
    };
  }),
  standard('void _cexit(void)', (host) => {
    const table = cellAddress(host, 'exitFunctions');
    return () => runExitFunctions(host, table);
  }),
  standard('void abort(void)', abortOf),
  standard('unsigned int _set_abort_behavior(unsigned int flags, unsigned int mask)', setAbortBehaviour),
  standard('int _set_error_mode(int mode)', () => () => 0),
  standard('int atexit(void (__cdecl *function)(void))', register('exitFunctions', isError)),
  standard('int at_quick_exit(void (__cdecl *function)(void))', register('quickExitFunctions', isError)),
  standard(
    '_onexit_t _onexit(_onexit_t function)',
    register('exitFunctions', (address, fits) => (fits ? address : 0)),
  ),
  standard('char *getenv(const char *name)', () => () => 0),
  standard('wchar_t *_wgetenv(const wchar_t *name)', () => () => 0),
  standard('errno_t getenv_s(size_t *length, char *buffer, rsize_t size, const char *name)', emptyVariable),
  standard('int system(const char *command)', (host) => () => host.notModelled('system')),
  standard('_crt_signal_t signal(int number, _crt_signal_t handler)', setSignal, 'signal.h'),
  standard('int raise(int number)', raise, 'signal.h'),
  standard(
    'void _wassert(const wchar_t *message, const wchar_t *file, unsigned line)',
    assertionFailed(wide),
    'assert.h',
  ),
  standard(
    'void _assert(const char *message, const char *file, unsigned line)',
    assertionFailed(narrow),
    'assert.h',
  ),
];
