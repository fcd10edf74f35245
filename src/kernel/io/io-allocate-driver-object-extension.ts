import type { NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_OBJECT_NAME_COLLISION,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { Io } from './io.ts';
import { DRIVER_TAG } from './io-blocks.ts';

/** Type of `IoAllocateDriverObjectExtension`. */
export interface IoAllocateDriverObjectExtension {
  /**
   * Makes an extension of a driver object, which goes when the driver does. IRQL <= DISPATCH_LEVEL.
   * @param DriverObject driver object
   * @param ClientIdentificationAddress what the extension is found by: any address
   * @param DriverObjectExtensionSize bytes; they are zeroed
   * @param DriverObjectExtension receives the address of the extension
   * @returns STATUS_SUCCESS, or an error
   */
  (
    DriverObject: PVOID,
    ClientIdentificationAddress: PVOID,
    DriverObjectExtensionSize: ULONG,
    DriverObjectExtension: PointerTo<PVOID>,
  ): NTSTATUS;
}

/** Declaration of `IoAllocateDriverObjectExtension`. */
export const IoAllocateDriverObjectExtension = routine<IoAllocateDriverObjectExtension>()(
  {
    name: 'IoAllocateDriverObjectExtension',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioallocatedriverobjectextension',
    summary: 'Makes an extension of a driver object.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'DriverObject', type: 'PDRIVER_OBJECT', direction: 'in' },
      { name: 'ClientIdentificationAddress', type: 'PVOID', direction: 'in' },
      { name: 'DriverObjectExtensionSize', type: 'ULONG', direction: 'in' },
      { name: 'DriverObjectExtension', type: 'PVOID *', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_NAME_COLLISION',
        when: 'the driver object has an extension of that client',
        modelled: 'produced',
      },
    ],
    seeAlso: ['IoGetDriverObjectExtension'],
    since: '0.1.0',
  },
  (io: Io) =>
    (DriverObject, ClientIdentificationAddress, DriverObjectExtensionSize, DriverObjectExtension) => {
      const known = io.driverExtensions.get(DriverObject) ?? [];
      if (known.some(([client]) => client === ClientIdentificationAddress))
        return STATUS_OBJECT_NAME_COLLISION;
      const extension = io.blocks.allocate(
        Math.max(DriverObjectExtensionSize, 1),
        DRIVER_TAG,
        'IoAllocateDriverObjectExtension',
      );
      if (extension === 0) return STATUS_INSUFFICIENT_RESOURCES;
      io.driverExtensions.set(DriverObject, [...known, [ClientIdentificationAddress, extension]]);
      io.store(DriverObjectExtension, extension);
      return STATUS_SUCCESS;
    },
  {
    failures: {
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
      STATUS_OBJECT_NAME_COLLISION: () => STATUS_OBJECT_NAME_COLLISION,
    },
  },
);

/** Type of `IoGetDriverObjectExtension`. */
export interface IoGetDriverObjectExtension {
  /**
   * Finds an extension of a driver object. IRQL <= DISPATCH_LEVEL.
   * @param DriverObject driver object
   * @param ClientIdentificationAddress what IoAllocateDriverObjectExtension got
   * @returns address of the extension, or NULL
   */
  (DriverObject: PVOID, ClientIdentificationAddress: PVOID): PVOID;
}

/** Declaration of `IoGetDriverObjectExtension`. */
export const IoGetDriverObjectExtension = routine<IoGetDriverObjectExtension>()(
  {
    name: 'IoGetDriverObjectExtension',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iogetdriverobjectextension',
    summary: 'Finds an extension of a driver object.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'DriverObject', type: 'PDRIVER_OBJECT', direction: 'in' },
      { name: 'ClientIdentificationAddress', type: 'PVOID', direction: 'in' },
    ],
    returns: 'PVOID',
    seeAlso: ['IoAllocateDriverObjectExtension'],
    since: '0.1.0',
  },
  (io: Io) => (DriverObject, ClientIdentificationAddress) => {
    const known = io.driverExtensions.get(DriverObject) ?? [];
    return known.find(([client]) => client === ClientIdentificationAddress)?.[1] ?? 0;
  },
);
