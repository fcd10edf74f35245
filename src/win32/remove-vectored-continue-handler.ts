import type { PVOID, ULONG } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Win32Services } from './win32-services.ts';

/** Takes a handler of the process away. */
export interface RemoveVectoredContinueHandler {
  /**
   * Removes a handler.
   * @param Handle what AddVectoredContinueHandler gave
   * @returns 1, or 0 when there is no such handler
   */
  (Handle: PVOID): ULONG;
}

/** E-032. */
export const RemoveVectoredContinueHandler = routine<RemoveVectoredContinueHandler>()(
  {
    name: 'RemoveVectoredContinueHandler',
    header: 'errhandlingapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Removes a vectored continue handler of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'Handle', type: 'PVOID', direction: 'in' }],
    returns: 'ULONG',
    returnText: '1, or 0 when there is no such handler.',
    seeAlso: ['AddVectoredContinueHandler'],
    since: '0.1.0',
  },
  ({ handlers }: Win32Services) =>
    (Handle) =>
      handlers.remove('continue', Handle) ? 1 : 0,
);
