import type { HANDLE, LONG, NTSTATUS, PointerTo } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { isOut } from '../../machine/out.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_HANDLE,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { Io } from './io.ts';

/** EVENT_INCREMENT: what the threads that it releases get on top of their priority. */
const INCREMENT = 1;

/** Type of `ZwSetEvent`. */
export interface ZwSetEvent {
  /**
   * Sets an event by its handle. IRQL = PASSIVE_LEVEL.
   * @param EventHandle handle of ZwCreateEvent or ZwOpenEvent
   * @param PreviousState receives its state before, or NULL
   * @returns STATUS_SUCCESS, STATUS_INVALID_HANDLE, or STATUS_OBJECT_TYPE_MISMATCH
   */
  (EventHandle: HANDLE | bigint, PreviousState: PointerTo<LONG>): NTSTATUS;
}

/** Declaration of `ZwSetEvent`. */
export const ZwSetEvent = routine<ZwSetEvent>()(
  {
    name: 'ZwSetEvent',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntifs/nf-ntifs-zwsetevent',
    summary: 'Sets an event by its handle.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'EventHandle', type: 'HANDLE', direction: 'in' },
      { name: 'PreviousState', type: 'PLONG', direction: 'out', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the event is set', modelled: 'produced' },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle does not allow it',
        modelled: 'never',
        why: 'the access of a handle does not count for a driver',
      },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'injectable' },
      { code: 'STATUS_INVALID_HANDLE', when: 'the handle is not open', modelled: 'produced' },
    ],
    seeAlso: ['ZwCreateEvent', 'KeSetEvent'],
    since: '0.1.0',
  },
  (io: Io) => (EventHandle, PreviousState) => {
    const { threads, dispatcher } = io.parts;
    const open = threads.objects.lookUp(threads.handle(EventHandle), io.host.process.id);
    if (open === undefined) return STATUS_INVALID_HANDLE;
    if (threads.objects.kindOf(open.object) !== 'event') return STATUS_OBJECT_TYPE_MISMATCH;
    const before = dispatcher.signal(open.object, 1, INCREMENT);
    if (isOut(PreviousState)) PreviousState.value = before;
    else if (PreviousState !== 0) io.host.kernelMemory.writeInt32(PreviousState, before);
    dispatcher.finish(0);
    return STATUS_SUCCESS;
  },
  {
    failures: {
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
    },
  },
);
