import { routine } from '../../contract/contract.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { readLargeInteger, writeLargeInteger } from '../large-integer.ts';
import type { Strings } from './strings.ts';

/** Type of `ExSystemTimeToLocalTime`. */
export interface ExSystemTimeToLocalTime {
  /**
   * Gives the local time of a system time: the same, as there are no time zones. IRQL any level.
   * @param SystemTime 100 ns units since 1601: an address, a cell, or the value
   * @param LocalTime receives the same
   */
  (SystemTime: LargeIntegerIn, LocalTime: LargeIntegerIn): void;
}

/** There are no time zones (*ours*, docs/decisions/0072-objects-strings-registry.md). */
export const ExSystemTimeToLocalTime = routine<ExSystemTimeToLocalTime>()(
  {
    name: 'ExSystemTimeToLocalTime',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exsystemtimetolocaltime',
    summary: 'Gives the local time of a system time.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'SystemTime', type: 'PLARGE_INTEGER', direction: 'in' },
      { name: 'LocalTime', type: 'PLARGE_INTEGER', direction: 'out' },
    ],
    returns: 'void',
    seeAlso: ['ExLocalTimeToSystemTime', 'RtlTimeToTimeFields'],
    since: '0.1.0',
  },
  (strings: Strings) => (SystemTime, LocalTime) =>
    writeLargeInteger(strings.memory, LocalTime, readLargeInteger(strings.memory, SystemTime)),
);

/** Type of `ExLocalTimeToSystemTime`. */
export interface ExLocalTimeToSystemTime {
  /**
   * Gives the system time of a local time: the same, as there are no time zones. IRQL any level.
   * @param LocalTime 100 ns units since 1601: an address, a cell, or the value
   * @param SystemTime receives the same
   */
  (LocalTime: LargeIntegerIn, SystemTime: LargeIntegerIn): void;
}

/** There are no time zones (*ours*, docs/decisions/0072-objects-strings-registry.md). */
export const ExLocalTimeToSystemTime = routine<ExLocalTimeToSystemTime>()(
  {
    name: 'ExLocalTimeToSystemTime',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exlocaltimetosystemtime',
    summary: 'Gives the system time of a local time.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'LocalTime', type: 'PLARGE_INTEGER', direction: 'in' },
      { name: 'SystemTime', type: 'PLARGE_INTEGER', direction: 'out' },
    ],
    returns: 'void',
    seeAlso: ['ExSystemTimeToLocalTime'],
    since: '0.1.0',
  },
  (strings: Strings) => (LocalTime, SystemTime) =>
    writeLargeInteger(strings.memory, SystemTime, readLargeInteger(strings.memory, LocalTime)),
);
