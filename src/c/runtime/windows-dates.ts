/**
 * Dates of the Windows API, over the time of the machine. Local time is UTC: there are no time zones
 * (docs/decisions/0073-c-runtime.md).
 */
import type { Memory } from '../../memory/memory.ts';
import { daysTo, partsOfTime, SECONDS_PER_DAY, secondsOfParts } from './calendar.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { failed } from './windows-text.ts';

const ERROR_INVALID_PARAMETER = 87;
const UNITS_PER_SECOND = 10_000_000n;
const UNITS_PER_MILLISECOND = 10_000n;
const FIRST_YEAR = 1900;
const LEAST_YEAR = 1601;
const MOST_YEAR = 30_827;
/** Seconds from 1601 to 1970. */
const TO_1970 = BigInt(-daysTo(LEAST_YEAR, 0, 1) * SECONDS_PER_DAY);
const TIME_ZONE_ID_UNKNOWN = 0;
/** Bytes of a TIME_ZONE_INFORMATION. */
const ZONE_BYTES = 172;

/** Writes a SYSTEMTIME: eight words. */
function writeSystemTime(memory: Memory, address: number, time: bigint): void {
  const seconds = time / UNITS_PER_SECOND;
  const parts = partsOfTime(Number(seconds - TO_1970));
  const milliseconds = Number((time % UNITS_PER_SECOND) / UNITS_PER_MILLISECOND);
  const { year, month, weekday, day, hour, minute, second } = parts;
  const words = [year + FIRST_YEAR, month + 1, weekday, day, hour, minute, second, milliseconds];
  for (const [index, word] of words.entries()) memory.writeUint16(address + 2 * index, word);
}

/** Units since 1601 of a SYSTEMTIME, whose day of the week is not looked at; null for a date that does not exist. */
function readSystemTime(memory: Memory, address: number): bigint | null {
  const [year = 0, month = 0, , day = 0, hour = 0, minute = 0, second = 0, milliseconds = 0] = Array.from(
    { length: 8 },
    (_, index) => memory.readUint16(address + 2 * index),
  );
  const parts = { year: year - FIRST_YEAR, month: month - 1, day, hour, minute, second };
  const seconds = secondsOfParts(parts);
  const same = partsOfTime(seconds);
  const exists =
    same.month === parts.month && same.day === day && same.hour === hour && same.minute === minute;
  if (!exists || second > 59 || milliseconds > 999 || year < LEAST_YEAR || year > MOST_YEAR) return null;
  return (BigInt(seconds) + TO_1970) * UNITS_PER_SECOND + BigInt(milliseconds) * UNITS_PER_MILLISECOND;
}

const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'windows.h', programs, bind);

const getTime = (host: RuntimeHost) => (address: number) => writeSystemTime(host.memory, address, host.now());

/** A FILETIME is two words of 32 bits that need not lie at a multiple of 8. */
function copyTime({ memory }: RuntimeHost): (from: number, to: number) => number {
  return (from, to) => {
    memory.writeBigUint64(to, memory.readBigUint64(from));
    return 1;
  };
}

/** GetSystemTime, GetLocalTime, the conversions of FILETIME and SYSTEMTIME, CompareFileTime, GetTimeZoneInformation. */
export const windowsDateFunctions: readonly RuntimeFunction[] = [
  declare('void __stdcall GetSystemTime(struct _SYSTEMTIME *lpSystemTime)', getTime),
  declare('void __stdcall GetLocalTime(struct _SYSTEMTIME *lpSystemTime)', getTime),
  declare(
    'void __stdcall GetSystemTimePreciseAsFileTime(struct _FILETIME *lpSystemTimeAsFileTime)',
    (host) => (address: number) => host.memory.writeBigUint64(address, host.now()),
  ),
  declare(
    'int __stdcall FileTimeToSystemTime(const struct _FILETIME *lpFileTime, struct _SYSTEMTIME *lpSystemTime)',
    (host) => (from: number, to: number) => {
      const time = host.memory.readBigUint64(from);
      if (time >> 63n !== 0n) return failed(host, ERROR_INVALID_PARAMETER);
      writeSystemTime(host.memory, to, time);
      return 1;
    },
  ),
  declare(
    'int __stdcall SystemTimeToFileTime(const struct _SYSTEMTIME *lpSystemTime, struct _FILETIME *lpFileTime)',
    (host) => (from: number, to: number) => {
      const time = readSystemTime(host.memory, from);
      if (time === null) return failed(host, ERROR_INVALID_PARAMETER);
      host.memory.writeBigUint64(to, time);
      return 1;
    },
  ),
  declare(
    'int __stdcall FileTimeToLocalFileTime(const struct _FILETIME *lpFileTime, struct _FILETIME *lpLocalFileTime)',
    copyTime,
  ),
  declare(
    'int __stdcall LocalFileTimeToFileTime(const struct _FILETIME *lpLocalFileTime, struct _FILETIME *lpFileTime)',
    copyTime,
  ),
  declare(
    'long __stdcall CompareFileTime(const struct _FILETIME *lpFileTime1, const struct _FILETIME *lpFileTime2)',
    ({ memory }) =>
      (left: number, right: number) => {
        const [first, second] = [memory.readBigUint64(left), memory.readBigUint64(right)];
        return first < second ? -1 : Number(first > second);
      },
  ),
  declare(
    'unsigned long __stdcall GetTimeZoneInformation(struct _TIME_ZONE_INFORMATION *lpTimeZoneInformation)',
    ({ memory }) =>
      (address: number) => {
        memory.fill(address, ZONE_BYTES, 0);
        return TIME_ZONE_ID_UNKNOWN;
      },
  ),
];
