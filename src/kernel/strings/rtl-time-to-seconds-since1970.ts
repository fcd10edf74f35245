import type { BOOLEAN, PointerTo, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { isOut } from '../../machine/out.ts';
import { readLargeInteger, writeLargeInteger } from '../large-integer.ts';
import type { Strings } from './strings.ts';

const UNITS_PER_SECOND = 10_000_000n;
/** Seconds from 1601 to 1970. */
const TO_1970 = 11_644_473_600n;

/** Type of `RtlTimeToSecondsSince1970`. */
export interface RtlTimeToSecondsSince1970 {
  /**
   * Gives the seconds since 1970 of a system time. IRQL < DISPATCH_LEVEL.
   * @param Time 100 ns units since 1601: an address, a cell, or the value
   * @param ElapsedSeconds receives the seconds
   * @returns TRUE, or FALSE when 32 bits do not hold them
   */
  (Time: LargeIntegerIn, ElapsedSeconds: PointerTo<ULONG>): BOOLEAN;
}

/** Declaration of `RtlTimeToSecondsSince1970`. */
export const RtlTimeToSecondsSince1970 = routine<RtlTimeToSecondsSince1970>()(
  {
    name: 'RtlTimeToSecondsSince1970',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-rtltimetosecondssince1970',
    summary: 'Gives the seconds since 1970 of a system time.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Time', type: 'PLARGE_INTEGER', direction: 'in' },
      { name: 'ElapsedSeconds', type: 'PULONG', direction: 'out' },
    ],
    returns: 'BOOLEAN',
    seeAlso: ['RtlSecondsSince1970ToTime'],
    since: '0.1.0',
  },
  ({ memory }: Strings) =>
    (Time, ElapsedSeconds) => {
      const seconds = readLargeInteger(memory, Time) / UNITS_PER_SECOND - TO_1970;
      if (seconds < 0n || seconds >> 32n !== 0n) return 0;
      if (isOut(ElapsedSeconds)) ElapsedSeconds.value = Number(seconds);
      else memory.writeUint32(ElapsedSeconds, Number(seconds));
      return 1;
    },
);

/** Type of `RtlSecondsSince1970ToTime`. */
export interface RtlSecondsSince1970ToTime {
  /**
   * Gives the system time of seconds since 1970. IRQL < DISPATCH_LEVEL.
   * @param ElapsedSeconds seconds
   * @param Time receives 100 ns units since 1601
   */
  (ElapsedSeconds: ULONG, Time: LargeIntegerIn): void;
}

/** Declaration of `RtlSecondsSince1970ToTime`. */
export const RtlSecondsSince1970ToTime = routine<RtlSecondsSince1970ToTime>()(
  {
    name: 'RtlSecondsSince1970ToTime',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-rtlsecondssince1970totime',
    summary: 'Gives the system time of seconds since 1970.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'ElapsedSeconds', type: 'ULONG', direction: 'in' },
      { name: 'Time', type: 'PLARGE_INTEGER', direction: 'out' },
    ],
    returns: 'void',
    seeAlso: ['RtlTimeToSecondsSince1970'],
    since: '0.1.0',
  },
  ({ memory }: Strings) =>
    (ElapsedSeconds, Time) =>
      writeLargeInteger(memory, Time, (BigInt(ElapsedSeconds) + TO_1970) * UNITS_PER_SECOND),
);
