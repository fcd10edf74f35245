/** Where the text of the functions of strsafe.h and ntstrsafe.h comes from: a string, or a print. */
import { type CharacterKind, unitsOf } from './character-kind.ts';
import type { Printer } from './print.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { SafeFlag, type SafeText } from './safe-string.ts';

/** At most `count` characters of a string. With STRSAFE_IGNORE_NULLS, NULL is an empty string; else it faults. */
export const stringText =
  ({ memory }: RuntimeHost, kind: CharacterKind, source: number, count: number, flags: number): SafeText =>
  (most) => {
    if (source === 0 && (flags & SafeFlag.ignoreNulls) !== 0) return { units: [], isWhole: true };
    const units = unitsOf(memory, kind, source, Math.min(count, most));
    const isWhole =
      units.length < most ||
      units.length >= count ||
      kind.read(memory, source + kind.bytes * units.length) === 0;
    return { units, isWhole };
  };

/** What a print gives. A print that ends early counts as one that did not fit. */
export const printText =
  (print: Printer, kind: CharacterKind, format: number, slots: number, flags: number): SafeText =>
  (most) => {
    if (format === 0 && (flags & SafeFlag.ignoreNulls) !== 0) return { units: [], isWhole: true };
    const { units, failure } = print(kind, format, slots);
    if (failure !== null) print.fail(failure);
    return { units: units.slice(0, most), isWhole: failure === null && units.length <= most };
  };
