/** Times in parts, as `struct tm` has them, in the Gregorian calendar. */
import type { Memory } from '../../memory/memory.ts';

/** The parts of a time. Months and days of the year start at 0, years at 1900; weeks start on Sunday. */
export interface TimeParts {
  readonly second: number;
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly year: number;
  readonly weekday: number;
  readonly dayOfYear: number;
}

/** Seconds of a day; there are no leap seconds. */
export const SECONDS_PER_DAY = 86_400;
/** Days of four years with one leap day, of a century, and of four centuries. */
const FOUR_YEARS = 1461;
const CENTURY = 36_524;
const FOUR_CENTURIES = 146_097;
/** Days from 1 March 0000 to 1970. */
const MARCH_TO_EPOCH = 719_468;
const FIRST_YEAR = 1900;

/** Days from 1970 to a day of a month; months beyond the year count into the next ones. */
export function daysTo(year: number, month: number, day: number): number {
  // Years that start in March have their leap day at the end.
  const months = 12 * year + month - 2;
  const marchYear = Math.floor(months / 12);
  const marchMonth = months - 12 * marchYear;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return 365 * marchYear + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 1 - MARCH_TO_EPOCH;
}

/** The parts of a time in seconds since 1970. */
export function partsOfTime(seconds: number): TimeParts {
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const rest = seconds - days * SECONDS_PER_DAY;
  const era = Math.floor((days + MARCH_TO_EPOCH) / FOUR_CENTURIES);
  const dayOfEra = days + MARCH_TO_EPOCH - era * FOUR_CENTURIES;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / (FOUR_YEARS - 1)) +
      Math.floor(dayOfEra / CENTURY) -
      Math.floor(dayOfEra / (FOUR_CENTURIES - 1))) /
      365,
  );
  const dayOfMarchYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfMarchYear + 2) / 153);
  const month = (marchMonth + 2) % 12;
  const year = yearOfEra + 400 * era + (month < 2 ? 1 : 0);
  return {
    second: rest % 60,
    minute: Math.floor(rest / 60) % 60,
    hour: Math.floor(rest / 3600),
    day: dayOfMarchYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
    month,
    year: year - FIRST_YEAR,
    // 1 January 1970 was a Thursday.
    weekday: (((days + 4) % 7) + 7) % 7,
    dayOfYear: days - daysTo(year, 0, 1),
  };
}

/** Seconds since 1970 of parts that may lie outside their ranges, as mktime takes them. */
export const secondsOfParts = (parts: Omit<TimeParts, 'weekday' | 'dayOfYear'>): number =>
  daysTo(parts.year + FIRST_YEAR, parts.month, parts.day) * SECONDS_PER_DAY +
  parts.hour * 3600 +
  parts.minute * 60 +
  parts.second;

/** Reads a `struct tm`. */
export function readParts(memory: Memory, address: number): TimeParts {
  const part = (index: number) => memory.readInt32(address + 4 * index);
  return {
    second: part(0),
    minute: part(1),
    hour: part(2),
    day: part(3),
    month: part(4),
    year: part(5),
    weekday: part(6),
    dayOfYear: part(7),
  };
}

/** Writes a `struct tm`: nine ints, of which the last one says that daylight saving does not hold. */
export function writeParts(memory: Memory, address: number, parts: TimeParts): void {
  const { second, minute, hour, day, month, year, weekday, dayOfYear } = parts;
  const all = [second, minute, hour, day, month, year, weekday, dayOfYear, 0];
  for (const [index, part] of all.entries()) memory.writeInt32(address + 4 * index, part);
}
