/** Threads as the C library starts and ends them, over CreateThread and ExitThread. */
import { ErrorNumber, errnoOf } from './error-number.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

type CPointerSized = number | bigint;

/** A handle as a C value of type uintptr_t. */
const asPointerSized = ({ architecture }: RuntimeHost, handle: unknown): CPointerSized =>
  architecture === 'x64' ? BigInt.asUintN(64, BigInt(handle as number)) : Number(handle) >>> 0;

/** Starts a thread. A handle of 0 means that there is none; errno says so. */
function starter(
  host: RuntimeHost,
): (start: number, stack: number, argument: number, flags: number, id: number) => unknown {
  const setErrno = errnoOf(host);
  return (start, stack, argument, flags, id) => {
    const handle = start === 0 ? 0 : host.call('CreateThread', 0, stack, start, argument, flags, id);
    if (handle === 0) setErrno(ErrorNumber.EINVAL);
    return handle;
  };
}

const declare = (prototype: string, bind: RuntimeFunction['bind']): RuntimeFunction =>
  runtimeFunction(prototype, 'process.h', programs, bind);

/**
 * _beginthreadex, _beginthread, _endthreadex, _endthread, _getpid. The handle of _beginthread stays open when its thread has
 * ended (*ours*, decision 0081).
 */
export const threadFunctions: readonly RuntimeFunction[] = [
  declare(
    'uintptr_t _beginthreadex(void *security, unsigned stack_size, unsigned (__stdcall *start_address)(void *), void *arglist, unsigned initflag, unsigned *thrdaddr)',
    (host) => {
      const start = starter(host);
      return (
        _security: number,
        stack: number,
        address: number,
        argument: number,
        flags: number,
        id: number,
      ) => asPointerSized(host, start(address, stack, argument, flags, id));
    },
  ),
  declare(
    'uintptr_t _beginthread(void (__cdecl *start_address)(void *), unsigned stack_size, void *arglist)',
    (host) => {
      const start = starter(host);
      return (address: number, stack: number, argument: number) => {
        const handle = start(address, stack, argument, 0, 0);
        return asPointerSized(host, handle === 0 ? -1 : handle);
      };
    },
  ),
  declare('int _getpid(void)', (host) => () => host.call('GetCurrentProcessId')),
  declare('void _endthreadex(unsigned retval)', (host) => (code: number) => host.call('ExitThread', code)),
  declare('void _endthread(void)', (host) => () => host.call('ExitThread', 0)),
];
