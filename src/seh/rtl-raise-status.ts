import type { NTSTATUS } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { statusException } from './exception-record.ts';
import type { SehServices } from './seh-services.ts';

/** The user-mode sibling of ExRaiseStatus. */
export interface RtlRaiseStatus {
  /**
   * Raises a noncontinuable exception with a status as its code. User mode. It does not return.
   * @param Status code of the exception
   */
  (Status: NTSTATUS): void;
}

/** E-019 (reimplemented): noncontinuable, not chained, no parameters, address = return address. */
export const RtlRaiseStatus = routine<RtlRaiseStatus>()(
  {
    name: 'RtlRaiseStatus',
    header: 'ntxcapi.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Raises a noncontinuable exception that has the given status as its code.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'Status', type: 'NTSTATUS', direction: 'in' }],
    returns: 'void',
    seeAlso: ['RtlRaiseException', 'ExRaiseStatus'],
    since: '0.1.0',
  },
  ({ seh, callerAddress }: SehServices) =>
    (Status) =>
      seh.raise(statusException(Status, callerAddress())),
);
