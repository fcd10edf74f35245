import type { BOOLEAN, NTSTATUS, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { STATUS_ACCESS_VIOLATION } from '../status/common.ts';
import type { NtExceptionServices } from './nt-raise-exception.ts';

/** Bytes of a CONTEXT (facts/structs.json). */
const CONTEXT_BYTES = { x64: 1232, x86: 716 } as const;

/** The system service that loads the registers of a thread. */
export interface NtContinue {
  /**
   * Loads a context and goes on there. irqlab has no registers: only the refusal of an address that cannot be
   * read is modelled. A handler that wants to go on answers EXCEPTION_CONTINUE_EXECUTION. User mode.
   * @param ContextRecord address of a CONTEXT
   * @param TestAlert whether waiting APCs are delivered first
   * @returns why it did not go on
   */
  (ContextRecord: PVOID, TestAlert: BOOLEAN): NTSTATUS;
}

/** Nothing but its failure can be modelled without registers (*ours*, docs/decisions/0011-raising-routines.md). */
export const NtContinue = routine<NtContinue>()(
  {
    name: 'NtContinue',
    header: 'ntxcapi.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Loads the registers of a context and goes on where it says.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'ContextRecord', type: 'PCONTEXT', direction: 'in' },
      { name: 'TestAlert', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    returnText: 'Why it did not go on.',
    codes: [{ code: 'STATUS_ACCESS_VIOLATION', when: 'The context cannot be read.', modelled: 'produced' }],
    seeAlso: ['NtRaiseException'],
    since: '0.1.0',
  },
  ({ memory, architecture, notModelled }: NtExceptionServices) =>
    (ContextRecord) =>
      memory.probe(ContextRecord, CONTEXT_BYTES[architecture], 'read') === null
        ? notModelled('NtContinue: a context holds registers, and irqlab has none')
        : STATUS_ACCESS_VIOLATION,
  { failures: { STATUS_ACCESS_VIOLATION: () => STATUS_ACCESS_VIOLATION } },
);
