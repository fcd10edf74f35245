/**
 * RtlUnicodeStringCopy and its kin of ntstrsafe.h: they work on a UNICODE_STRING, whose length counts; no NUL is
 * written. A string whose members contradict each other is an invalid parameter.
 */
import { pointerBytes } from '../../contract/c-types.ts';
import { lengthOf, storeUnits, wide } from './character-kind.ts';
import { printerOf } from './print.ts';
import { everywhere, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { SafeFlag, type SafeText } from './safe-string.ts';
import { printText, stringText } from './safe-text.ts';
import { type CSize, fromSize } from './sizes.ts';

const SUCCESS = 0;
/** STATUS_BUFFER_OVERFLOW and STATUS_INVALID_PARAMETER. */
const OVERFLOW = 0x8000_0005 | 0;
const INVALID = 0xc000_000d | 0;

/** NTSTRSAFE_UNICODE_STRING_MAX_CCH. */
const MOST_CHARACTERS = 32_767;
/** STRSAFE_ZERO_LENGTH_ON_FAILURE: what STRSAFE_NULL_ON_FAILURE is for strings with a NUL, which is taken as well. */
const ZERO_LENGTH_ON_FAILURE = 0x2000;
const VALID_FLAGS = 0x3fff;
const FILL_BYTE = 0xff;

/** Members of a UNICODE_STRING. */
interface Counted {
  readonly length: number;
  readonly maximum: number;
  readonly buffer: number;
}

const read = ({ memory, architecture }: RuntimeHost, address: number): Counted => ({
  length: memory.readUint16(address),
  maximum: memory.readUint16(address + 2),
  buffer: memory.readPointer(address + pointerBytes(architecture)),
});

function store({ memory, architecture }: RuntimeHost, address: number, counted: Counted): void {
  memory.writeUint16(address, counted.length);
  memory.writeUint16(address + 2, counted.maximum);
  memory.writePointer(address + pointerBytes(architecture), counted.buffer);
}

const isValid = ({ length, maximum, buffer }: Counted): boolean =>
  length % 2 === 0 &&
  maximum % 2 === 0 &&
  length <= maximum &&
  maximum <= 2 * MOST_CHARACTERS &&
  (buffer !== 0 || maximum === 0);

/** The string at an address, NULL with STRSAFE_IGNORE_NULLS being an empty one; null for an invalid one. */
function countedAt(host: RuntimeHost, address: number, flags = 0): Counted | null {
  if (address === 0 && (flags & SafeFlag.ignoreNulls) !== 0) return { length: 0, maximum: 0, buffer: 0 };
  const counted = read(host, address);
  return isValid(counted) ? counted : null;
}

/** What a write takes beside the text: where it goes, and what becomes of the target. */
interface Target {
  readonly address: number;
  readonly appends: boolean;
  /** UNICODE_STRING for the unused part of the buffer; 0 for none. */
  readonly remaining: number;
  readonly flags: number;
}

/** Stores a text in the buffer of a UNICODE_STRING and gives the status. */
function write(host: RuntimeHost, { address, appends, remaining, flags }: Target, text: SafeText): number {
  const { memory } = host;
  const target = countedAt(host, address, flags);
  if (target === null || (flags & ~VALID_FLAGS) !== 0) return INVALID;
  const { maximum, buffer } = target;
  const before = appends ? target.length : 0;
  const found = text((maximum - before) / 2);
  if (found === null) return INVALID;
  storeUnits(memory, wide, buffer + before, found.units, false);
  let length = before + 2 * found.units.length;
  const fill = flags & FILL_BYTE;
  if (found.isWhole) {
    if ((flags & SafeFlag.fillBehindNull) !== 0) memory.fill(buffer + length, maximum - length, fill);
  } else {
    if ((flags & SafeFlag.noTruncation) !== 0) length = before;
    if ((flags & SafeFlag.fillOnFailure) !== 0) memory.fill(buffer, maximum, fill);
    const empties = SafeFlag.fillOnFailure | SafeFlag.nullOnFailure | ZERO_LENGTH_ON_FAILURE;
    if ((flags & empties) !== 0) length = 0;
  }
  if (address !== 0) memory.writeUint16(address, length);
  if (remaining !== 0)
    store(host, remaining, { length: 0, maximum: maximum - length, buffer: buffer + length });
  return found.isWhole ? SUCCESS : OVERFLOW;
}

/** At most `most` characters of another UNICODE_STRING. */
const countedText =
  (host: RuntimeHost, source: number, most: number, flags: number): SafeText =>
  (room) => {
    const from = countedAt(host, source, flags);
    if (from === null || most > MOST_CHARACTERS) return null;
    const wanted = Math.min(from.length / 2, most);
    const units = Uint16Array.from({ length: Math.min(wanted, room) }, (_, at) =>
      host.memory.readUint16(from.buffer + 2 * at),
    );
    return { units, isWhole: wanted <= room };
  };

const boundedText = (host: RuntimeHost, source: number, most: number, flags: number): SafeText =>
  most > MOST_CHARACTERS ? () => null : stringText(host, wide, source, most, flags);

const declare = (name: string, parameters: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(`NTSTATUS RtlUnicodeString${name}(${parameters})`, 'ntstrsafe.h', everywhere, bind);

const TARGET = 'PUNICODE_STRING destination';
const EXTRAS = 'PUNICODE_STRING remaining, unsigned long flags';

/** The two kinds of sources: a string with a NUL, and a UNICODE_STRING. */
const sources = [
  { suffix: 'String', parameter: 'const wchar_t *source', text: boundedText },
  { suffix: '', parameter: 'PCUNICODE_STRING source', text: countedText },
] as const;

/** Copy and Cat from one kind of source, with and without a count and with and without extras. */
const copies = sources.flatMap(({ suffix, parameter, text }) =>
  (['Copy', 'Cat'] as const).flatMap((verb) => {
    const appends = verb === 'Cat';
    const run = (
      host: RuntimeHost,
      address: number,
      source: number,
      most: number,
      remaining = 0,
      flags = 0,
    ) => write(host, { address, appends, remaining, flags }, text(host, source, most, flags));
    const plain = [
      declare(
        `${verb}${suffix}`,
        `${TARGET}, ${parameter}`,
        (host) => (address: number, source: number) => run(host, address, source, MOST_CHARACTERS),
      ),
      declare(
        `${verb}${suffix}Ex`,
        `${TARGET}, ${parameter}, ${EXTRAS}`,
        (host) => (address: number, source: number, remaining: number, flags: number) =>
          run(host, address, source, MOST_CHARACTERS, remaining, flags),
      ),
    ];
    const counted = (['Cb', 'Cch'] as const).flatMap((unit) => {
      const characters = (count: CSize) => Math.floor(fromSize(count) / (unit === 'Cb' ? 2 : 1));
      return [
        declare(
          `${unit}${verb}${suffix}N`,
          `${TARGET}, ${parameter}, size_t count`,
          (host) => (address: number, source: number, count: CSize) =>
            run(host, address, source, characters(count)),
        ),
        declare(
          `${unit}${verb}${suffix}NEx`,
          `${TARGET}, ${parameter}, size_t count, ${EXTRAS}`,
          (host) => (address: number, source: number, count: CSize, remaining: number, flags: number) =>
            run(host, address, source, characters(count), remaining, flags),
        ),
      ];
    });
    return [...plain, ...counted];
  }),
);

const print = (host: RuntimeHost) => {
  const printer = printerOf(host);
  return (address: number, format: number, slots: number) =>
    write(
      host,
      { address, appends: false, remaining: 0, flags: 0 },
      printText(printer, wide, format, slots, 0),
    );
};

const printExtended = (host: RuntimeHost) => {
  const printer = printerOf(host);
  return (address: number, remaining: number, flags: number, format: number, slots: number) =>
    write(
      host,
      { address, appends: false, remaining, flags },
      printText(printer, wide, format, slots, flags),
    );
};

/** RtlUnicodeStringInit: the string becomes the buffer; nothing is copied. */
const initialize =
  (host: RuntimeHost) =>
  (address: number, source: number, flags = 0) => {
    if ((flags & ~SafeFlag.ignoreNulls) !== 0) return INVALID;
    const length = source === 0 ? 0 : lengthOf(host.memory, wide, source, MOST_CHARACTERS + 1);
    if (length > MOST_CHARACTERS) return INVALID;
    const maximum = source === 0 ? 0 : Math.min(2 * (length + 1), 2 * MOST_CHARACTERS);
    store(host, address, { length: 2 * length, maximum, buffer: source });
    return SUCCESS;
  };

const validate =
  (host: RuntimeHost) =>
  (address: number, flags = 0) =>
    (flags & ~SafeFlag.ignoreNulls) === 0 && countedAt(host, address, flags) !== null ? SUCCESS : INVALID;

/** RtlUnicodeStringCopy, RtlUnicodeStringCat, RtlUnicodeStringPrintf, RtlUnicodeStringInit and their kin. */
export const safeUnicodeStringFunctions: readonly RuntimeFunction[] = [
  ...copies,
  declare('Printf', `${TARGET}, const wchar_t *format, ...`, print),
  declare('VPrintf', `${TARGET}, const wchar_t *format, va_list arguments`, print),
  declare('PrintfEx', `${TARGET}, ${EXTRAS}, const wchar_t *format, ...`, printExtended),
  declare('VPrintfEx', `${TARGET}, ${EXTRAS}, const wchar_t *format, va_list arguments`, printExtended),
  declare('Init', `${TARGET}, const wchar_t *source`, initialize),
  declare('InitEx', `${TARGET}, const wchar_t *source, unsigned long flags`, initialize),
  declare('Validate', 'PCUNICODE_STRING string', validate),
  declare('ValidateEx', 'PCUNICODE_STRING string, unsigned long flags', validate),
];
