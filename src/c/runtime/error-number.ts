/** Error numbers of the C library and what reports them. */
import { cellAddress } from './program-state.ts';
import { programs, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** Values of errno.h that functions of ours give. */
export const ErrorNumber = {
  ENOENT: 2,
  EBADF: 9,
  ENOMEM: 12,
  EINVAL: 22,
  EDOM: 33,
  ERANGE: 34,
  EILSEQ: 42,
  STRUNCATE: 80,
} as const;

/** Sets errno of the program. Drivers have none: there it does nothing. */
export function errnoOf(host: RuntimeHost): (code: number) => void {
  if (host.mode === 'kernel') return () => {};
  const address = cellAddress(host, 'errno');
  return (code) => host.memory.writeInt32(address, code);
}

/** FAST_FAIL_INVALID_ARG of winnt.h. */
const FAST_FAIL_INVALID_ARG = 5;

/**
 * What a function does that is called with an invalid parameter: sets errno and calls the handler of the program.
 * Without one the program ends as `__fastfail` ends it, and no handler or finally block runs. When the handler
 * returns, the function gives its error. Drivers have no handler; the function gives its error at once (*ours*,
 * docs/decisions/0073-c-runtime.md).
 */
export function invalidParameterOf(host: RuntimeHost): (code?: number) => void {
  if (host.mode === 'kernel') return () => {};
  const setErrno = errnoOf(host);
  const handler = cellAddress(host, 'invalidParameterHandler');
  const threadHandler = cellAddress(host, 'threadInvalidParameterHandler');
  return (code = ErrorNumber.EINVAL) => {
    setErrno(code);
    const address = host.memory.readPointer(threadHandler) || host.memory.readPointer(handler);
    if (address === 0) host.call('__fastfail', FAST_FAIL_INVALID_ARG);
    // Expression, function, file and line are for debug builds of the library; the last one is reserved.
    else host.callFunction(address, [0, 0, 0, 0, host.architecture === 'x64' ? 0n : 0]);
  };
}

const HANDLER = '_invalid_parameter_handler';

/** Swaps a handler and gives the one before. */
const handlerFunctions = (
  name: string,
  cell: 'invalidParameterHandler' | 'threadInvalidParameterHandler',
) => [
  runtimeFunction(`${HANDLER} _set_${name}(${HANDLER} handler)`, 'corecrt_startup.h', programs, (host) => {
    const address = cellAddress(host, cell);
    return (handler: number) => {
      const before = host.memory.readPointer(address);
      host.memory.writePointer(address, handler);
      return before;
    };
  }),
  runtimeFunction(`${HANDLER} _get_${name}(void)`, 'corecrt_startup.h', programs, (host) => {
    const address = cellAddress(host, cell);
    return () => host.memory.readPointer(address);
  }),
];

/** errno as an lvalue, its getters and setters, and the handlers of invalid parameters. */
export const errorNumberFunctions = [
  runtimeFunction('int *_errno(void)', 'errno.h', programs, (host) => {
    const address = cellAddress(host, 'errno');
    return () => address;
  }),
  runtimeFunction('unsigned long *__doserrno(void)', 'errno.h', programs, (host) => {
    const address = cellAddress(host, 'doserrno');
    return () => address;
  }),
  runtimeFunction('errno_t _set_errno(int value)', 'errno.h', programs, (host) => {
    const setErrno = errnoOf(host);
    return (value: number) => {
      setErrno(value);
      return 0;
    };
  }),
  runtimeFunction('errno_t _get_errno(int *value)', 'errno.h', programs, (host) => {
    const address = cellAddress(host, 'errno');
    const invalidParameter = invalidParameterOf(host);
    return (value: number) => {
      if (value === 0) {
        invalidParameter();
        return ErrorNumber.EINVAL;
      }
      host.memory.writeInt32(value, host.memory.readInt32(address));
      return 0;
    };
  }),
  ...handlerFunctions('invalid_parameter_handler', 'invalidParameterHandler'),
  ...handlerFunctions('thread_local_invalid_parameter_handler', 'threadInvalidParameterHandler'),
];
