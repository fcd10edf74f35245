import { blockingRoutine } from '../contract/blocking.ts';
import type { BOOL } from '../contract/win32-types.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface SwitchToThread {
  /**
   * Lets other threads run that are ready.
   * @returns 1 (TRUE) when another thread was ready, else 0 (FALSE)
   */
  (): BOOL;
}

/** As Sleep(0), when somebody is ready. Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const SwitchToThread = blockingRoutine<SwitchToThread>()(
  {
    name: 'SwitchToThread',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Lets other threads run that are ready.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'BOOL',
    returnText: '1 (TRUE) when another thread was ready, else 0 (FALSE).',
    blocks: true,
    seeAlso: ['Sleep'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* () {
      if (!services.othersAreReady()) return 0;
      yield* services.sleep('SwitchToThread', 0, false);
      return 1;
    },
);
