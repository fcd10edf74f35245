/** What ProbeForRead and ProbeForWrite have in common: the checks of a user-mode buffer. */
import type { Architecture, PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { HIGHEST_USER_ADDRESS } from '../memory/address-space.ts';
import { statusException } from '../seh/exception-record.ts';
import type { Seh } from '../seh/seh.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_DATATYPE_MISALIGNMENT } from '../status/common.ts';

/** What the probes need from the machine. */
export interface ProbeServices {
  readonly architecture: Architecture;
  readonly seh: Seh;
  /** Memory as the kernel sees it for its caller. */
  readonly memory: { readUint8(address: number): number; writeUint8(address: number, value: number): void };
  /** Address the current call returns to: ExceptionAddress of what it raises. */
  callerAddress(): number;
  /** Stops with NotModelled. */
  notModelled(what: string, page?: string): never;
}

/** Alignments that the page's callers use; what another number does is not documented. */
const ALIGNMENTS: readonly number[] = [1, 2, 4, 8, 16];

/** Raises as ExRaiseAccessViolation does. */
export const raiseAccessViolation = ({ seh, callerAddress }: ProbeServices): void =>
  seh.raise(statusException(STATUS_ACCESS_VIOLATION, callerAddress()));

/** Raises as ExRaiseDatatypeMisalignment does. */
export const raiseMisalignment = ({ seh, callerAddress }: ProbeServices): void =>
  seh.raise(statusException(STATUS_DATATYPE_MISALIGNMENT, callerAddress()));

/**
 * Raises unless a buffer is aligned and lies in the user range (E-108). Nothing is read: that its pages exist is
 * not checked here.
 *
 * @returns bytes of the buffer, unsigned; 0 when there is nothing to check
 */
export function checkedLength(
  services: ProbeServices,
  routine: string,
  Address: PVOID,
  Length: SIZE_T | bigint,
  Alignment: ULONG,
): number {
  const { architecture } = services;
  const length = unsigned(architecture, pointerSized(architecture, Length, 'Length'));
  if (length === 0) return 0;
  if (!ALIGNMENTS.includes(Alignment)) {
    services.notModelled(`${routine} with an alignment of ${Alignment} (1, 2, 4, 8 and 16 are)`);
  }
  const low = Address < 0 ? Address + 2 ** 48 : Address;
  // Misaligned first, then the range (reimplemented). Both raises are noncontinuable: they do not return.
  if (low % Alignment !== 0) raiseMisalignment(services);
  // In doubles a sum cannot wrap: an end beyond the address range is an end beyond the user range.
  const end = Address + length;
  if (Address < 0 || end > HIGHEST_USER_ADDRESS[architecture] + 1) raiseAccessViolation(services);
  return length;
}

const unsigned = (architecture: Architecture, value: number): number =>
  value >= 0 ? value : value + 2 ** (architecture === 'x64' ? 64 : 32);
