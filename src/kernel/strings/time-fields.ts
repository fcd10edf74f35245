/** TIME_FIELDS: eight 16-bit numbers, from Year to Weekday. Its layout is not in facts/structs.json (*ours*: ntddk.h). */
import type { Memory } from '../../memory/memory.ts';

/** Offsets of the members. */
const AT = {
  Year: 0,
  Month: 2,
  Day: 4,
  Hour: 6,
  Minute: 8,
  Second: 10,
  Milliseconds: 12,
  Weekday: 14,
} as const;

/** Milliseconds from the beginning of 1601 to that of 1970. */
const TO_1970 = 11_644_473_600_000;
const UNITS_PER_MILLISECOND = 10_000n;

/** Writes the fields of a system time. */
export function writeTimeFields(memory: Memory, target: number, time: bigint): void {
  const date = new Date(Number(BigInt.asIntN(64, time) / UNITS_PER_MILLISECOND) - TO_1970);
  const fields = {
    Year: date.getUTCFullYear(),
    Month: date.getUTCMonth() + 1,
    Day: date.getUTCDate(),
    Hour: date.getUTCHours(),
    Minute: date.getUTCMinutes(),
    Second: date.getUTCSeconds(),
    Milliseconds: date.getUTCMilliseconds(),
    Weekday: date.getUTCDay(),
  };
  for (const [name, value] of Object.entries(fields))
    memory.writeUint16(target + AT[name as keyof typeof AT], value);
}

/** The system time of fields; null when they are no time. Weekday does not count. */
export function readTimeFields(memory: Memory, source: number): bigint | null {
  const field = (name: keyof typeof AT): number => memory.readInt16(source + AT[name]);
  const [year, month, day] = [field('Year'), field('Month'), field('Day')];
  const [hour, minute, second] = [field('Hour'), field('Minute'), field('Second')];
  const milliseconds = field('Milliseconds');
  const time = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const back = new Date(time);
  const isSame =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute &&
    back.getUTCSeconds() === second &&
    back.getUTCMilliseconds() === milliseconds;
  return isSame && year >= 1601 ? BigInt(time + TO_1970) * UNITS_PER_MILLISECOND : null;
}
