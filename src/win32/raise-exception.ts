import type { DWORD, PVOID, ULONG_PTR } from '../contract/c-types.ts';
import { pointerBytes } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { pointerSized } from '../machine/addresses.ts';
import { EXCEPTION_MAXIMUM_PARAMETERS, EXCEPTION_NONCONTINUABLE } from '../seh/exception-constants.ts';
import { softwareException } from '../seh/exception-record.ts';
import type { Win32Services } from './win32-services.ts';

/** How a user-mode program raises an exception. */
export interface RaiseException {
  /**
   * Raises a software exception. Returns when a filter answered EXCEPTION_CONTINUE_EXECUTION.
   * @param dwExceptionCode code; its bit 28 is cleared
   * @param dwExceptionFlags 0, or EXCEPTION_NONCONTINUABLE; other bits are dropped
   * @param nNumberOfArguments how many arguments to take; more than 15 count as 15
   * @param lpArguments the arguments: an array, or the address of one; NULL for none
   */
  (
    dwExceptionCode: DWORD,
    dwExceptionFlags: DWORD,
    nNumberOfArguments: DWORD,
    lpArguments: PVOID | readonly (ULONG_PTR | bigint)[],
  ): void;
}

/** Reserved by the system: a program's code never has it. */
const BIT_28 = 0x1000_0000;

/** E-030. ExceptionAddress is RaiseException itself, since it calls RtlRaiseException (E-020, reimplemented). */
export const RaiseException = routine<RaiseException>()(
  {
    name: 'RaiseException',
    header: 'errhandlingapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Raises a software exception on the calling thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'dwExceptionCode', type: 'DWORD', direction: 'in' },
      { name: 'dwExceptionFlags', type: 'DWORD', direction: 'in' },
      { name: 'nNumberOfArguments', type: 'DWORD', direction: 'in' },
      { name: 'lpArguments', type: 'const ULONG_PTR *', direction: 'in', optional: true },
    ],
    returns: 'void',
    seeAlso: ['RtlRaiseException', 'UnhandledExceptionFilter', 'AddVectoredExceptionHandler'],
    since: '0.1.0',
  },
  (services: Win32Services) => (dwExceptionCode, dwExceptionFlags, nNumberOfArguments, lpArguments) => {
    const count = Math.min(nNumberOfArguments >>> 0, EXCEPTION_MAXIMUM_PARAMETERS);
    services.seh.raise(
      softwareException(
        (dwExceptionCode & ~BIT_28) >>> 0,
        services.raiseAddress,
        dwExceptionFlags & EXCEPTION_NONCONTINUABLE,
        argumentsOf(services, count, lpArguments),
      ),
    );
  },
);

function argumentsOf(
  { memory, architecture }: Win32Services,
  count: number,
  given: PVOID | readonly (ULONG_PTR | bigint)[],
): number[] {
  if (given === 0) return [];
  if (typeof given === 'number') {
    return Array.from({ length: count }, (_, index) =>
      memory.readPointer(given + index * pointerBytes(architecture)),
    );
  }
  if (!Array.isArray(given))
    throw new TypeError('RaiseException: lpArguments is neither an array nor an address');
  if (given.length < count) {
    throw new RangeError(`RaiseException: ${given.length} arguments for a count of ${count}`);
  }
  return given
    .slice(0, count)
    .map((value, index) =>
      unsignedOnX86(architecture, pointerSized(architecture, value, `argument ${index}`)),
    );
}

/** As memory holds them: pointer-sized values of x86 are shown unsigned. */
const unsignedOnX86 = (architecture: 'x64' | 'x86', value: number): number =>
  architecture === 'x86' ? value >>> 0 : value;
