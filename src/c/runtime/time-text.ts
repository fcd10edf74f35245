/** asctime, strftime and their kin: times as text, in the "C" locale. */
import { readParts, type TimeParts } from './calendar.ts';
import {
  type CharacterKind,
  characterKinds,
  narrow,
  storeUnits,
  unitsOf,
  unitsOfText,
} from './character-kind.ts';
import { ErrorNumber, errnoOf, invalidParameterOf } from './error-number.ts';
import { cellAddress } from './program-state.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize, toSize } from './sizes.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const padded = (value: number, width = 2, fill = '0'): string => String(value).padStart(width, fill);
const weekdayOf = ({ weekday }: TimeParts): string => WEEKDAYS[weekday] ?? '?';
const monthOf = ({ month }: TimeParts): string => MONTHS[month] ?? '?';
const twelve = ({ hour }: TimeParts): number => (hour % 12 === 0 ? 12 : hour % 12);

/** Number of the week of the year, whose first week starts with the first such day. */
const week = ({ dayOfYear, weekday }: TimeParts, firstDay: number): number =>
  Math.floor((dayOfYear + 7 - ((weekday - firstDay + 7) % 7)) / 7);

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Week and year of ISO 8601: week 1 is the one with the first Thursday. */
function isoWeek({ dayOfYear, weekday, year }: TimeParts): { year: number; week: number } {
  const full = year + 1900;
  const number = Math.floor((dayOfYear - ((weekday + 6) % 7) + 10) / 7);
  if (number < 1) {
    const before = isLeap(full - 1) ? 366 : 365;
    return {
      year: full - 1,
      week: Math.floor((dayOfYear + before - ((weekday + 6) % 7) + 10) / 7),
    };
  }
  // Thursday of this week may lie in the next year.
  const thursday = dayOfYear - ((weekday + 6) % 7) + 3;
  return thursday >= (isLeap(full) ? 366 : 365) ? { year: full + 1, week: 1 } : { year: full, week: number };
}

/** What each letter of a format stands for. */
const letters: Readonly<Record<string, (parts: TimeParts) => string>> = {
  a: (parts) => weekdayOf(parts).slice(0, 3),
  A: weekdayOf,
  b: (parts) => monthOf(parts).slice(0, 3),
  B: monthOf,
  c: (parts) => timeText('%a %b %e %T %Y', parts) ?? '',
  C: ({ year }) => padded(Math.floor((year + 1900) / 100)),
  d: ({ day }) => padded(day),
  D: (parts) => timeText('%m/%d/%y', parts) ?? '',
  e: ({ day }) => padded(day, 2, ' '),
  F: (parts) => timeText('%Y-%m-%d', parts) ?? '',
  g: (parts) => padded(isoWeek(parts).year % 100),
  G: (parts) => String(isoWeek(parts).year),
  h: (parts) => monthOf(parts).slice(0, 3),
  H: ({ hour }) => padded(hour),
  I: (parts) => padded(twelve(parts)),
  j: ({ dayOfYear }) => padded(dayOfYear + 1, 3),
  m: ({ month }) => padded(month + 1),
  M: ({ minute }) => padded(minute),
  n: () => '\n',
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  r: (parts) => timeText('%I:%M:%S %p', parts) ?? '',
  R: (parts) => timeText('%H:%M', parts) ?? '',
  S: ({ second }) => padded(second),
  t: () => '\t',
  T: (parts) => timeText('%H:%M:%S', parts) ?? '',
  u: ({ weekday }) => String(weekday === 0 ? 7 : weekday),
  U: (parts) => padded(week(parts, 0)),
  V: (parts) => padded(isoWeek(parts).week),
  w: ({ weekday }) => String(weekday),
  W: (parts) => padded(week(parts, 1)),
  x: (parts) => timeText('%m/%d/%y', parts) ?? '',
  X: (parts) => timeText('%H:%M:%S', parts) ?? '',
  y: ({ year }) => padded((year + 1900) % 100),
  Y: ({ year }) => String(year + 1900),
  // The machine has no time zones: its clock is that of UTC.
  z: () => '+0000',
  Z: () => 'UTC',
  '%': () => '%',
};

/** A format with the parts of a time, or null when it asks for what is not there. MSVC's `#` changes nothing here. */
export function timeText(format: string, parts: TimeParts): string | null {
  let text = '';
  for (let at = 0; at < format.length; at++) {
    const character = format.charAt(at);
    if (character !== '%') {
      text += character;
      continue;
    }
    at += '#EO'.includes(format.charAt(at + 1)) && at + 2 < format.length ? 2 : 1;
    const part = letters[format.charAt(at)];
    if (part === undefined) return null;
    text += part(parts);
  }
  return text;
}

/** Characters of the text of asctime and ctime, its NUL among them. */
export const FIXED_TEXT = 26;

/** The text of asctime and ctime. */
export const fixedText = (parts: TimeParts): string => timeText('%a %b %e %H:%M:%S %Y\n', parts) ?? '';

const formatted = (kind: CharacterKind) => (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  const setErrno = errnoOf(host);
  return (buffer: number, size: CSize, format: number, address: number) => {
    const units = buffer === 0 || format === 0 || address === 0 ? null : unitsOf(host.memory, kind, format);
    const text =
      units === null ? null : timeText(String.fromCharCode(...units), readParts(host.memory, address));
    if (text === null) {
      invalidParameter(ErrorNumber.EINVAL);
      return toSize(host, 0);
    }
    if (text.length >= fromSize(size)) {
      if (fromSize(size) > 0) kind.write(host.memory, buffer, 0);
      setErrno(ErrorNumber.ERANGE);
      return toSize(host, 0);
    }
    storeUnits(host.memory, kind, buffer, unitsOfText(text));
    return toSize(host, text.length);
  };
};

/** asctime_s: the text goes where the caller says. Room for less is refused, and leaves an empty text. */
const asctimeTo = (kind: CharacterKind) => (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  return (buffer: number, size: CSize, address: number) => {
    const room = buffer === 0 ? 0 : fromSize(size);
    if (room > 0) kind.write(host.memory, buffer, 0);
    if (room < FIXED_TEXT || address === 0) {
      invalidParameter(ErrorNumber.EINVAL);
      return ErrorNumber.EINVAL;
    }
    storeUnits(host.memory, kind, buffer, unitsOfText(fixedText(readParts(host.memory, address))));
    return 0;
  };
};

const asctime = (kind: CharacterKind) => (host: RuntimeHost) => {
  const buffer = cellAddress(host, kind === narrow ? 'timeText' : 'wideTimeText');
  const invalidParameter = invalidParameterOf(host);
  return (address: number) => {
    if (address === 0) {
      invalidParameter(ErrorNumber.EINVAL);
      return 0;
    }
    storeUnits(host.memory, kind, buffer, unitsOfText(fixedText(readParts(host.memory, address))));
    return buffer;
  };
};

/** asctime, asctime_s, strftime, _wasctime, _wasctime_s, wcsftime. */
export const timeTextFunctions: readonly RuntimeFunction[] = characterKinds.flatMap((kind) => {
  const [header, text, format] =
    kind === narrow ? ['time.h', 'asctime', 'strftime'] : ['corecrt_wtime.h', '_wasctime', 'wcsftime'];
  const { type } = kind;
  return [
    runtimeFunction(`${type} *${text}(const struct tm *time)`, header ?? '', programs, asctime(kind)),
    runtimeFunction(
      `errno_t ${text}_s(${type} *buffer, size_t size, const struct tm *time)`,
      header ?? '',
      programs,
      asctimeTo(kind),
    ),
    runtimeFunction(
      `size_t ${format}(${type} *buffer, size_t size, const ${type} *format, const struct tm *time)`,
      header ?? '',
      programs,
      formatted(kind),
    ),
  ];
});
