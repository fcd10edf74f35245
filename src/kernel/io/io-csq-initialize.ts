import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { IO_TYPE_CSQ, IO_TYPE_CSQ_EX } from '../../contract/kernel-constants.generated.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { initializeQueue } from './cancel-safe-queue.ts';
import type { Io } from './io.ts';

/** Type of `IoCsqInitialize`. */
export interface IoCsqInitialize {
  /**
   * Makes a cancel-safe queue of routines of the driver. Callable at any level.
   * @param Csq address of an IO_CSQ to fill in
   * @param CsqInsertIrp called with (Csq, Irp)
   * @param CsqRemoveIrp called with (Csq, Irp)
   * @param CsqPeekNextIrp called with (Csq, Irp or NULL, PeekContext), returns the next IRP or NULL
   * @param CsqAcquireLock called with (Csq, address that gets the level)
   * @param CsqReleaseLock called with (Csq, level)
   * @param CsqCompleteCanceledIrp called with (Csq, Irp), completes the IRP
   * @returns STATUS_SUCCESS
   */
  (
    Csq: PVOID,
    CsqInsertIrp: Callback,
    CsqRemoveIrp: Callback,
    CsqPeekNextIrp: Callback,
    CsqAcquireLock: Callback,
    CsqReleaseLock: Callback,
    CsqCompleteCanceledIrp: Callback,
  ): NTSTATUS;
}

/** Declaration of `IoCsqInitialize`. */
export const IoCsqInitialize = routine<IoCsqInitialize>()(
  {
    name: 'IoCsqInitialize',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-iocsqinitialize',
    summary: 'Makes a cancel-safe queue.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Csq', type: 'PIO_CSQ', direction: 'out' },
      { name: 'CsqInsertIrp', type: 'PIO_CSQ_INSERT_IRP', direction: 'in' },
      { name: 'CsqRemoveIrp', type: 'PIO_CSQ_REMOVE_IRP', direction: 'in' },
      { name: 'CsqPeekNextIrp', type: 'PIO_CSQ_PEEK_NEXT_IRP', direction: 'in' },
      { name: 'CsqAcquireLock', type: 'PIO_CSQ_ACQUIRE_LOCK', direction: 'in' },
      { name: 'CsqReleaseLock', type: 'PIO_CSQ_RELEASE_LOCK', direction: 'in' },
      { name: 'CsqCompleteCanceledIrp', type: 'PIO_CSQ_COMPLETE_CANCELED_IRP', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    seeAlso: ['IoCsqInsertIrp', 'IoCsqRemoveNextIrp'],
    since: '0.1.0',
  },
  (io: Io) =>
    (Csq, ...routines) =>
      initializeQueue(
        io,
        Csq,
        IO_TYPE_CSQ,
        routines.map((routine) => io.host.callbackAddress(routine)),
      ),
);

/** Type of `IoCsqInitializeEx`. */
export interface IoCsqInitializeEx {
  /**
   * Makes a cancel-safe queue of routines of the driver. Callable at any level.
   * @param Csq address of an IO_CSQ to fill in
   * @param CsqInsertIrp called with (Csq, Irp, InsertContext), returns an NTSTATUS
   * @param CsqRemoveIrp called with (Csq, Irp)
   * @param CsqPeekNextIrp called with (Csq, Irp or NULL, PeekContext), returns the next IRP or NULL
   * @param CsqAcquireLock called with (Csq, address that gets the level)
   * @param CsqReleaseLock called with (Csq, level)
   * @param CsqCompleteCanceledIrp called with (Csq, Irp), completes the IRP
   * @returns STATUS_SUCCESS
   */
  (
    Csq: PVOID,
    CsqInsertIrp: Callback,
    CsqRemoveIrp: Callback,
    CsqPeekNextIrp: Callback,
    CsqAcquireLock: Callback,
    CsqReleaseLock: Callback,
    CsqCompleteCanceledIrp: Callback,
  ): NTSTATUS;
}

/** Declaration of `IoCsqInitializeEx`. */
export const IoCsqInitializeEx = routine<IoCsqInitializeEx>()(
  {
    name: 'IoCsqInitializeEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-iocsqinitializeex',
    summary: 'Makes a cancel-safe queue.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Csq', type: 'PIO_CSQ', direction: 'out' },
      { name: 'CsqInsertIrp', type: 'PIO_CSQ_INSERT_IRP_EX', direction: 'in' },
      { name: 'CsqRemoveIrp', type: 'PIO_CSQ_REMOVE_IRP', direction: 'in' },
      { name: 'CsqPeekNextIrp', type: 'PIO_CSQ_PEEK_NEXT_IRP', direction: 'in' },
      { name: 'CsqAcquireLock', type: 'PIO_CSQ_ACQUIRE_LOCK', direction: 'in' },
      { name: 'CsqReleaseLock', type: 'PIO_CSQ_RELEASE_LOCK', direction: 'in' },
      { name: 'CsqCompleteCanceledIrp', type: 'PIO_CSQ_COMPLETE_CANCELED_IRP', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    seeAlso: ['IoCsqInsertIrp', 'IoCsqRemoveNextIrp'],
    since: '0.1.0',
  },
  (io: Io) =>
    (Csq, ...routines) =>
      initializeQueue(
        io,
        Csq,
        IO_TYPE_CSQ_EX,
        routines.map((routine) => io.host.callbackAddress(routine)),
      ),
);
