import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { STATUS_INSUFFICIENT_RESOURCES } from '../../status/common.ts';
import { initializeDeviceTimer, startDeviceTimer, stopDeviceTimer } from './device-timers.ts';
import type { Io } from './io.ts';

/** Type of `IoInitializeTimer`. */
export interface IoInitializeTimer {
  /**
   * Gives a device a routine that is called once a second while its timer is started. IRQL = PASSIVE_LEVEL.
   * @param DeviceObject device of the driver
   * @param TimerRoutine routine that is called with (DeviceObject, Context), at DISPATCH_LEVEL
   * @param Context its second argument
   * @returns STATUS_SUCCESS, or STATUS_INSUFFICIENT_RESOURCES
   */
  (DeviceObject: PVOID, TimerRoutine: Callback, Context: PVOID): NTSTATUS;
}

/** Declaration of `IoInitializeTimer`. */
export const IoInitializeTimer = routine<IoInitializeTimer>()(
  {
    name: 'IoInitializeTimer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioinitializetimer',
    summary: 'Gives a device a routine that is called once a second.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'TimerRoutine', type: 'PIO_TIMER_ROUTINE', direction: 'in' },
      { name: 'Context', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the device has a timer', modelled: 'produced' },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'produced' },
    ],
    seeAlso: ['IoStartTimer', 'IoStopTimer', 'KeSetTimerEx'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject, TimerRoutine, Context) =>
    initializeDeviceTimer(io, DeviceObject, io.host.callbackAddress(TimerRoutine), Context),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES } },
);

/** Type of `IoStartTimer`. */
export interface IoStartTimer {
  /**
   * Starts the timer of a device. IRQL <= DISPATCH_LEVEL.
   * @param DeviceObject device of the driver, with a timer of IoInitializeTimer
   */
  (DeviceObject: PVOID): void;
}

/** Declaration of `IoStartTimer`. */
export const IoStartTimer = routine<IoStartTimer>()(
  {
    name: 'IoStartTimer',
    header: 'ntifs.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntifs/nf-ntifs-iostarttimer',
    summary: 'Starts the timer of a device.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoInitializeTimer', 'IoStopTimer'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject) => startDeviceTimer(io, DeviceObject),
);

/** Type of `IoStopTimer`. */
export interface IoStopTimer {
  /**
   * Stops the timer of a device; IoStartTimer starts it again. IRQL <= DISPATCH_LEVEL.
   * @param DeviceObject device of the driver, with a timer of IoInitializeTimer
   */
  (DeviceObject: PVOID): void;
}

/** Declaration of `IoStopTimer`. */
export const IoStopTimer = routine<IoStopTimer>()(
  {
    name: 'IoStopTimer',
    header: 'ntifs.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntifs/nf-ntifs-iostoptimer',
    summary: 'Stops the timer of a device.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoInitializeTimer', 'IoStartTimer'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject) => stopDeviceTimer(io, DeviceObject),
);
