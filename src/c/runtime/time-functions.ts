/** time, clock and difftime: the clock is that of the machine. */
import { cellAddress } from './program-state.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** Units of 100 ns in a second, and between 1601 and 1970. */
const UNITS_PER_SECOND = 10_000_000n;
const EPOCH = 11_644_473_600n * UNITS_PER_SECOND;
/** CLOCKS_PER_SEC is 1000. */
const UNITS_PER_TICK = 10_000n;

const secondsOf = (host: RuntimeHost): bigint => (host.now() - EPOCH) / UNITS_PER_SECOND;

const time64 = (host: RuntimeHost) => (address: number) => {
  const seconds = secondsOf(host);
  if (address !== 0) host.memory.writeBigInt64(address, seconds);
  return seconds;
};

const time32 = (host: RuntimeHost) => (address: number) => {
  const seconds = Number(BigInt.asIntN(32, secondsOf(host)));
  if (address !== 0) host.memory.writeInt32(address, seconds);
  return seconds;
};

/** Milliseconds since the program started: since its functions were bound. */
const clock = (host: RuntimeHost) => {
  const start = host.now();
  return () => Number(BigInt.asIntN(32, (host.now() - start) / UNITS_PER_TICK));
};

const SECONDS_PER_DAY = 86_400n;
/** Last second of the year 3000, up to which MSVC counts. */
const LAST_SECOND = 32_535_215_999n;
/** Days of four years with one leap day, of a century, and of four centuries. */
const FOUR_YEARS = 1461;
const CENTURY = 36_524;
const FOUR_CENTURIES = 146_097;
/** Days from 1 March 0000 to 1970. */
const MARCH_TO_EPOCH = 719_468;

/** Year, month (0 to 11), day and day of the year (from 0) of a day since 1970, in the Gregorian calendar. */
function dateOf(day: number): { year: number; month: number; date: number; dayOfYear: number } {
  // Years that start in March have their leap day at the end.
  const days = day + MARCH_TO_EPOCH;
  const era = Math.floor(days / FOUR_CENTURIES);
  const rest = days - era * FOUR_CENTURIES;
  const yearOfEra = Math.floor(
    (rest -
      Math.floor(rest / (FOUR_YEARS - 1)) +
      Math.floor(rest / CENTURY) -
      Math.floor(rest / (FOUR_CENTURIES - 1))) /
      365,
  );
  const dayOfMarchYear = rest - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfMarchYear + 2) / 153);
  const date = dayOfMarchYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = (marchMonth + 2) % 12;
  const year = yearOfEra + 400 * era + (month < 2 ? 1 : 0);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const dayOfYear = month < 2 ? dayOfMarchYear - 306 : dayOfMarchYear + 59 + (isLeap ? 1 : 0);
  return { year, month, date, dayOfYear };
}

/** gmtime: the parts of a time in `struct tm`, nine ints. False for a time that it has none for. */
function breakDown(host: RuntimeHost, address: number, seconds: bigint): boolean {
  if (seconds < 0n || seconds > LAST_SECOND) return false;
  const day = Number(seconds / SECONDS_PER_DAY);
  const second = Number(seconds % SECONDS_PER_DAY);
  const { year, month, date, dayOfYear } = dateOf(day);
  const clockParts = [second % 60, Math.floor(second / 60) % 60, Math.floor(second / 3600)];
  // 1 January 1970 was a Thursday. Daylight saving never holds.
  const parts = [...clockParts, date, month, year - 1900, (day + 4) % 7, dayOfYear, 0];
  for (const [index, part] of parts.entries()) host.memory.writeInt32(address + 4 * index, part);
  return true;
}

const gmtime = (host: RuntimeHost) => {
  const buffer = cellAddress(host, 'brokenDownTime');
  return (address: number) => {
    if (address === 0) return 0;
    return breakDown(host, buffer, host.memory.readBigInt64(address)) ? buffer : 0;
  };
};

const one = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'time.h', programs, bind);

/** time, _time64, _time32, clock, difftime, gmtime, _gmtime64. */
export const timeFunctions: readonly RuntimeFunction[] = [
  one('time_t time(time_t *address)', time64),
  one('__time64_t _time64(__time64_t *address)', time64),
  one('__time32_t _time32(__time32_t *address)', time32),
  one('clock_t clock(void)', clock),
  one('double difftime(time_t end, time_t start)', () => (end: bigint, start: bigint) => Number(end - start)),
  one('struct tm *gmtime(const time_t *address)', gmtime),
  one('struct tm *_gmtime64(const __time64_t *address)', gmtime),
];
