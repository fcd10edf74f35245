import type {
  BOOLEAN,
  EXCEPTION_RECORD,
  ExceptionRecordInput,
  NTSTATUS,
  PVOID,
} from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Fault } from '../machine/ports.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../status/common.ts';
import { EXCEPTION_MAXIMUM_PARAMETERS } from './exception-constants.ts';
import { copyRecord } from './exception-record.ts';
import { readRecord } from './record-in-memory.ts';
import type { RecordMemory, SehServices } from './seh-services.ts';

/** Bytes of an EXCEPTION_RECORD (facts/structs.json). */
const RECORD_BYTES = { x64: 152, x86: 80 } as const;

/** What the system services of exceptions need. */
export interface NtExceptionServices extends SehServices {
  readonly memory: RecordMemory & { probe(address: number, bytes: number, access: 'read'): Fault | null };
  /** Ends the process with an exception that nobody is asked about any more. */
  lastChance(record: EXCEPTION_RECORD): never;
  /** Stops with NotModelled. */
  notModelled(what: string, page?: string): never;
}

/** The system service behind RtlRaiseException. */
export interface NtRaiseException {
  /**
   * Raises the exception that a record describes, at the address that the record holds. User mode.
   * @param ExceptionRecord address of an EXCEPTION_RECORD, or an object with at least ExceptionCode
   * @param ContextRecord NULL: execution goes on behind the call; irqlab has no registers to load
   * @param FirstChance 0 ends the process at once: no handler and no filter is asked
   * @returns STATUS_SUCCESS when a filter continued the execution, else why nothing was raised
   */
  (ExceptionRecord: PVOID | ExceptionRecordInput, ContextRecord: PVOID, FirstChance: BOOLEAN): NTSTATUS;
}

/** E-031. What the return value is after a continued exception is *ours*: Windows loads a context instead. */
export const NtRaiseException = routine<NtRaiseException>()(
  {
    name: 'NtRaiseException',
    header: 'ntxcapi.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Raises the exception that a record describes, or ends the process with it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'ExceptionRecord', type: 'PEXCEPTION_RECORD', direction: 'in' },
      { name: 'ContextRecord', type: 'PCONTEXT', direction: 'in' },
      { name: 'FirstChance', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    returnText: 'STATUS_SUCCESS when a filter continued the execution, else why nothing was raised.',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'A filter continued the execution.', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'The record counts more than 15 parameters.',
        modelled: 'produced',
      },
      { code: 'STATUS_ACCESS_VIOLATION', when: 'The record cannot be read.', modelled: 'produced' },
    ],
    seeAlso: ['RtlRaiseException', 'NtContinue'],
    since: '0.1.0',
  },
  (services: NtExceptionServices) => (ExceptionRecord, ContextRecord, FirstChance) => {
    const record =
      typeof ExceptionRecord === 'object' ? given(ExceptionRecord) : read(services, ExceptionRecord);
    if (typeof record === 'number') return record;
    if (ContextRecord !== 0)
      services.notModelled('NtRaiseException with a context record: there are no registers');
    if (FirstChance === 0) return services.lastChance(record);
    services.seh.raise(record);
    return STATUS_SUCCESS;
  },
  {
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_ACCESS_VIOLATION: () => STATUS_ACCESS_VIOLATION,
    },
  },
);

const given = (input: ExceptionRecordInput): EXCEPTION_RECORD | NTSTATUS =>
  (input.ExceptionInformation?.length ?? 0) > EXCEPTION_MAXIMUM_PARAMETERS
    ? STATUS_INVALID_PARAMETER
    : copyRecord(input);

/** A system service reads its caller's memory under a guard of its own: a bad address is a status, not an exception. */
function read(services: NtExceptionServices, address: PVOID): EXCEPTION_RECORD | NTSTATUS {
  if (services.memory.probe(address, RECORD_BYTES[services.architecture], 'read') !== null) {
    return STATUS_ACCESS_VIOLATION;
  }
  const { record, valid } = readRecord(services, address);
  return valid ? record : STATUS_INVALID_PARAMETER;
}
