import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { readLargeInteger, writeLargeInteger } from '../large-integer.ts';
import type { Strings } from './strings.ts';
import { readTimeFields, writeTimeFields } from './time-fields.ts';

/** Type of `RtlTimeToTimeFields`. */
export interface RtlTimeToTimeFields {
  /**
   * Gives date and time of a system time. Callable at any level.
   * @param Time 100 ns units since 1601: an address, a cell, or the value
   * @param TimeFields address of the TIME_FIELDS to fill in
   */
  (Time: LargeIntegerIn, TimeFields: PVOID): void;
}

/** Declaration of `RtlTimeToTimeFields`. */
export const RtlTimeToTimeFields = routine<RtlTimeToTimeFields>()(
  {
    name: 'RtlTimeToTimeFields',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtltimetotimefields',
    summary: 'Gives date and time of a system time.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'Time', type: 'PLARGE_INTEGER', direction: 'in' },
      { name: 'TimeFields', type: 'PTIME_FIELDS', direction: 'out' },
    ],
    returns: 'void',
    seeAlso: ['RtlTimeFieldsToTime'],
    since: '0.1.0',
  },
  (strings: Strings) => (Time, TimeFields) =>
    writeTimeFields(strings.memory, TimeFields, readLargeInteger(strings.memory, Time)),
);

/** Type of `RtlTimeFieldsToTime`. */
export interface RtlTimeFieldsToTime {
  /**
   * Gives the system time of date and time. Callable at any level.
   * @param TimeFields address of TIME_FIELDS
   * @param Time receives 100 ns units since 1601: an address or a cell
   * @returns TRUE, or FALSE when there is no such date
   */
  (TimeFields: PVOID, Time: LargeIntegerIn): BOOLEAN;
}

/** Declaration of `RtlTimeFieldsToTime`. */
export const RtlTimeFieldsToTime = routine<RtlTimeFieldsToTime>()(
  {
    name: 'RtlTimeFieldsToTime',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtltimefieldstotime',
    summary: 'Gives the system time of a date.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'TimeFields', type: 'PTIME_FIELDS', direction: 'in' },
      { name: 'Time', type: 'PLARGE_INTEGER', direction: 'out' },
    ],
    returns: 'BOOLEAN',
    seeAlso: ['RtlTimeToTimeFields'],
    since: '0.1.0',
  },
  (strings: Strings) => (TimeFields, Time) => {
    const time = readTimeFields(strings.memory, TimeFields);
    if (time === null) return 0;
    writeLargeInteger(strings.memory, Time, time);
    return 1;
  },
);
