import { routine } from '../contract/contract.ts';
import type { UINT } from '../contract/win32-types.ts';
import type { SystemServices } from './system-services.ts';

/** See the call signature. */
export interface SetErrorMode {
  /**
   * Says which errors Windows shows no window for. irqlab shows none: the number is only kept.
   * @param uMode SEM_FAILCRITICALERRORS and others, or 0
   * @returns the mode before
   */
  (uMode: UINT): UINT;
}

/** Kept for the next call. That a mode cannot be taken back (SEM_NOALIGNMENTFAULTEXCEPT) is not modelled (*ours*). */
export const SetErrorMode = routine<SetErrorMode>()(
  {
    name: 'SetErrorMode',
    header: 'errhandlingapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Sets the error mode of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'uMode', type: 'UINT', direction: 'in' }],
    returns: 'UINT',
    returnText: 'The mode before.',
    seeAlso: ['UnhandledExceptionFilter'],
    since: '0.1.0',
  },
  ({ settings }: SystemServices) =>
    (uMode) => {
      const before = settings.errorMode;
      settings.errorMode = uMode >>> 0;
      return before;
    },
);
