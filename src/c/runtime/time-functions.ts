/**
 * time, clock, gmtime, mktime and their kin. The clock is that of the machine, which has no time zones: local time is
 * UTC (*ours*, docs/decisions/0073-c-runtime.md).
 */
import { partsOfTime, readParts, secondsOfParts, writeParts } from './calendar.ts';
import { narrow, storeUnits, unitsOfText } from './character-kind.ts';
import { ErrorNumber, errnoOf, invalidParameterOf } from './error-number.ts';
import { cellAddress } from './program-state.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize } from './sizes.ts';
import { FIXED_TEXT, fixedText } from './time-text.ts';

/** Units of 100 ns in a second, and between 1601 and 1970. */
const UNITS_PER_SECOND = 10_000_000n;
const EPOCH = 11_644_473_600n * UNITS_PER_SECOND;
/** CLOCKS_PER_SEC is 1000. */
const UNITS_PER_TICK = 10_000n;
/** Last second of the year 3000, up to which MSVC counts. */
const LAST_SECOND = 32_535_215_999;

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

/** True for a time that MSVC has parts for. */
const isTime = (seconds: number): boolean => seconds >= 0 && seconds <= LAST_SECOND;

/** gmtime and localtime: the parts, in memory that the next call uses again. */
const breakDown = (host: RuntimeHost) => {
  const buffer = cellAddress(host, 'brokenDownTime');
  const invalidParameter = invalidParameterOf(host);
  const setErrno = errnoOf(host);
  return (address: number) => {
    if (address === 0) {
      invalidParameter(ErrorNumber.EINVAL);
      return 0;
    }
    const seconds = Number(host.memory.readBigInt64(address));
    if (isTime(seconds)) {
      writeParts(host.memory, buffer, partsOfTime(seconds));
      return buffer;
    }
    setErrno(ErrorNumber.EINVAL);
    return 0;
  };
};

/** gmtime_s and localtime_s: the parts go where the caller says. */
const breakDownTo = (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  return (target: number, address: number) => {
    const seconds = target === 0 || address === 0 ? -1 : Number(host.memory.readBigInt64(address));
    if (isTime(seconds)) {
      writeParts(host.memory, target, partsOfTime(seconds));
      return 0;
    }
    if (target === 0 || address === 0) invalidParameter(ErrorNumber.EINVAL);
    return ErrorNumber.EINVAL;
  };
};

/** mktime: the time of parts, which are brought into their ranges. */
const make = (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  return (address: number) => {
    if (address === 0) {
      invalidParameter(ErrorNumber.EINVAL);
      return -1n;
    }
    const seconds = secondsOfParts(readParts(host.memory, address));
    if (!isTime(seconds)) return -1n;
    writeParts(host.memory, address, partsOfTime(seconds));
    return BigInt(seconds);
  };
};

/** ctime_s: the text goes where the caller says, who has room for 26 characters. */
const textOfTimeTo = (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  return (buffer: number, size: CSize, address: number) => {
    const room = buffer === 0 ? 0 : fromSize(size);
    if (room > 0) narrow.write(host.memory, buffer, 0);
    const seconds = address === 0 ? -1 : Number(host.memory.readBigInt64(address));
    if (room >= FIXED_TEXT && isTime(seconds)) {
      storeUnits(host.memory, narrow, buffer, unitsOfText(fixedText(partsOfTime(seconds))));
      return 0;
    }
    invalidParameter(ErrorNumber.EINVAL);
    return ErrorNumber.EINVAL;
  };
};

/** ctime: the text of a time, in the memory that asctime uses. */
const textOfTime = (host: RuntimeHost) => {
  const buffer = cellAddress(host, 'timeText');
  const invalidParameter = invalidParameterOf(host);
  return (address: number) => {
    const seconds = address === 0 ? -1 : Number(host.memory.readBigInt64(address));
    if (address === 0) invalidParameter(ErrorNumber.EINVAL);
    if (!isTime(seconds)) return 0;
    storeUnits(host.memory, narrow, buffer, unitsOfText(fixedText(partsOfTime(seconds))));
    return buffer;
  };
};

const one = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'time.h', programs, bind);

/** time, clock, difftime, gmtime, localtime, mktime, ctime, and the forms that name 64 bits. */
export const timeFunctions: readonly RuntimeFunction[] = [
  one('time_t time(time_t *address)', time64),
  one('__time64_t _time64(__time64_t *address)', time64),
  one('__time32_t _time32(__time32_t *address)', time32),
  one('clock_t clock(void)', clock),
  one('double difftime(time_t end, time_t start)', () => (end: bigint, start: bigint) => Number(end - start)),
  ...['gmtime', 'localtime'].flatMap((name) => [
    one(`struct tm *${name}(const time_t *address)`, breakDown),
    one(`struct tm *_${name}64(const __time64_t *address)`, breakDown),
    one(`errno_t ${name}_s(struct tm *target, const time_t *address)`, breakDownTo),
    one(`errno_t _${name}64_s(struct tm *target, const __time64_t *address)`, breakDownTo),
  ]),
  one('time_t mktime(struct tm *time)', make),
  one('__time64_t _mktime64(struct tm *time)', make),
  one('__time64_t _mkgmtime64(struct tm *time)', make),
  one('time_t _mkgmtime(struct tm *time)', make),
  one('char *ctime(const time_t *address)', textOfTime),
  one('char *_ctime64(const __time64_t *address)', textOfTime),
  one('errno_t ctime_s(char *buffer, size_t size, const time_t *address)', textOfTimeTo),
  one('errno_t _ctime64_s(char *buffer, size_t size, const __time64_t *address)', textOfTimeTo),
];
