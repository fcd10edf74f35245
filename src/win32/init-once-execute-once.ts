import { blockingRoutine } from '../contract/blocking.ts';
import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import { begin, complete, contextOf } from './one-time.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface InitOnceInitialize {
  /**
   * Makes a one-time initialization that nobody has begun.
   * @param InitOnce address of an INIT_ONCE
   */
  (InitOnce: PVOID): void;
}

/** Rules: one-time.ts. */
export const InitOnceInitialize = routine<InitOnceInitialize>()(
  {
    name: 'InitOnceInitialize',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a one-time initialization that nobody has begun.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'InitOnce', type: 'PINIT_ONCE', direction: 'out' }],
    returns: 'void',
    seeAlso: ['InitOnceExecuteOnce'],
    since: '0.1.0',
  },
  (services: Win32Services) => (InitOnce) => services.heap.memory.writePointer(InitOnce, 0),
);

/** See the call signature. */
export interface InitOnceExecuteOnce {
  /**
   * Calls a function once; other threads wait until it is done.
   * @param InitOnce address of an INIT_ONCE
   * @param InitFn address of the function: (InitOnce, Parameter, Context), TRUE when it succeeds
   * @param Parameter its parameter
   * @param Context address that receives what it has made, or NULL; a multiple of 4
   * @returns 1 (TRUE) when it is done, 0 (FALSE) when the function failed
   */
  (InitOnce: PVOID, InitFn: PVOID, Parameter: PVOID, Context: PVOID): BOOL;
}

/** Rules: one-time.ts. A function that fails leaves it to the next thread. */
export const InitOnceExecuteOnce = blockingRoutine<InitOnceExecuteOnce>()(
  {
    name: 'InitOnceExecuteOnce',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Calls a function once; other threads wait until it is done.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'InitOnce', type: 'PINIT_ONCE', direction: 'inout' },
      { name: 'InitFn', type: 'PINIT_ONCE_FN', direction: 'in' },
      { name: 'Parameter', type: 'PVOID', direction: 'inout', optional: true },
      { name: 'Context', type: 'LPVOID *', direction: 'out', optional: true },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE) when it is done, 0 (FALSE) when the function failed.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the context is not a multiple of 4; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    blocks: true,
    seeAlso: ['InitOnceBeginInitialize'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (InitOnce, InitFn, Parameter, Context) {
      const { memory } = services.heap;
      if (yield* begin(services, 'InitOnceExecuteOnce', InitOnce)) {
        const result = Number(yield* services.call(InitFn, [InitOnce, Parameter, Context]));
        if ((result | 0) === 0) {
          complete(services, InitOnce, null);
          return 0;
        }
        if (!complete(services, InitOnce, Context === 0 ? 0 : memory.readPointer(Context))) {
          complete(services, InitOnce, null);
          return failWith(services, STATUS_INVALID_PARAMETER);
        }
      }
      if (Context !== 0) memory.writePointer(Context, contextOf(services, InitOnce));
      return 1;
    },
  { failures: { STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER) } },
);
