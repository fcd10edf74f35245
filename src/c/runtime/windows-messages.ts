/**
 * FormatMessage. The text of a code is its name and number, as Windows' messages are not ours to give (*ours*); what
 * it does with flags, inserts and buffers follows its reference page.
 */
import { pointerBytes } from '../../contract/c-types.ts';
import { printFormat } from '../../memory/print-format.ts';
import { VaList } from '../../memory/va-list.ts';
import { hresultName } from '../../status/hresult-names.ts';
import { ntStatusName } from '../../status/nt-status-names.ts';
import { win32ErrorName } from '../../status/win32-error-names.ts';
import {
  type CharacterKind,
  characterKinds,
  narrow,
  storeUnits,
  stringAt,
  unitsOfText,
} from './character-kind.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { failed } from './windows-text.ts';

const ALLOCATE_BUFFER = 0x100;
const IGNORE_INSERTS = 0x200;
const FROM_STRING = 0x400;
const FROM_HMODULE = 0x800;
const FROM_SYSTEM = 0x1000;
const ARGUMENT_ARRAY = 0x2000;
const WIDTH_MASK = 0xff;
const ERROR_INVALID_PARAMETER = 87;
const ERROR_INSUFFICIENT_BUFFER = 122;
const ERROR_MR_MID_NOT_FOUND = 317;
const ERROR_NOT_ENOUGH_MEMORY = 8;
/** Facility of an HRESULT that carries a Win32 error. */
const FACILITY_WIN32 = 0x8007;

/** The message of a code: `ERROR_FILE_NOT_FOUND (2)` and the end of a line. Null for a code without a name. */
function systemText(id: number): string | null {
  const packed = id >>> 16 === FACILITY_WIN32 ? win32ErrorName(id & 0xffff) : undefined;
  const name = win32ErrorName(id) ?? hresultName(id) ?? packed;
  return name === undefined ? null : `${name} (${id})\r\n`;
}

function moduleText(host: RuntimeHost, module: number, id: number): string | null {
  const name = module === Number(host.call('GetModuleHandleA', 'ntdll.dll')) ? ntStatusName(id) : undefined;
  return name === undefined ? null : `${name} (0x${id.toString(16).toUpperCase().padStart(8, '0')})\r\n`;
}

/** What a call asks for. */
interface Request {
  readonly flags: number;
  readonly source: number;
  readonly id: number;
  /** Address of the first insert; 0 where there are none. */
  readonly inserts: number;
}

/** The text of the message itself, or the last error. */
function messageOf(host: RuntimeHost, kind: CharacterKind, { flags, source, id }: Request): string | number {
  if ((flags & FROM_STRING) !== 0)
    return source === 0 ? ERROR_INVALID_PARAMETER : stringAt(host.memory, kind, source);
  if ((flags & (FROM_HMODULE | FROM_SYSTEM)) === 0) return ERROR_INVALID_PARAMETER;
  const own = (flags & FROM_HMODULE) === 0 ? null : moduleText(host, source, id);
  const known = own ?? ((flags & FROM_SYSTEM) === 0 ? null : systemText(id));
  return known ?? ERROR_MR_MID_NOT_FOUND;
}

/** Escapes besides inserts; any other character behind a % stands for itself. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\r\n', r: '\r', t: '\t', b: ' ' };

/** A text with its inserts and escapes; null for an insert that nobody gave. */
function expanded(
  host: RuntimeHost,
  kind: CharacterKind,
  text: string,
  { flags, inserts }: Request,
): string | null {
  let missing = false;
  const ignore = (flags & IGNORE_INSERTS) !== 0;
  const whole = text.replace(/%0[\s\S]*$/, '');
  const result = whole.replace(
    /%(?:([1-9]\d?)(?:!([^!]*)!)?|([\s\S]))/g,
    (written: string, number: string | undefined, format: string | undefined, other: string | undefined) => {
      if (number === undefined) return ESCAPES[other ?? ''] ?? other ?? '';
      if (ignore) return written;
      if (inserts === 0) {
        missing = true;
        return '';
      }
      return insertText(
        host,
        kind,
        `%${format ?? 's'}`,
        inserts + (Number(number) - 1) * pointerBytes(host.architecture),
      );
    },
  );
  return missing ? null : result;
}

/** One insert, printed as printf would. */
function insertText(host: RuntimeHost, kind: CharacterKind, format: string, slot: number): string {
  const isWide = kind !== narrow;
  const units = unitsOfText(format);
  const { architecture, memory } = host;
  const printed = printFormat(
    memory,
    isWide ? Uint16Array.from(units) : Uint8Array.from(units),
    new VaList(memory, slot),
    { wide: isWide, architecture, strict: true },
  );
  return Array.from(printed.units, (unit) => String.fromCharCode(unit)).join('');
}

/** Puts the text where the caller wants it: its length, or 0 and the last error. */
function deliver(
  host: RuntimeHost,
  kind: CharacterKind,
  text: string,
  [flags, buffer, size]: readonly [number, number, number],
): number {
  const units = unitsOfText(text).map((unit) => (kind === narrow && unit > 0xff ? 0x3f : unit));
  if ((flags & ALLOCATE_BUFFER) === 0) {
    if (units.length >= size) return failed(host, ERROR_INSUFFICIENT_BUFFER);
    storeUnits(host.memory, kind, buffer, units);
    return units.length;
  }
  const bytes = Math.max(size, units.length + 1) * kind.bytes;
  const block = Number(host.call('LocalAlloc', 0, bytes));
  if (block === 0) return failed(host, ERROR_NOT_ENOUGH_MEMORY);
  storeUnits(host.memory, kind, block, units);
  host.memory.writePointer(buffer, block);
  return units.length;
}

const format =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (
    flags: number,
    source: number,
    id: number,
    _language: number,
    buffer: number,
    size: number,
    list: number,
  ) => {
    const width = flags & WIDTH_MASK;
    if (width !== 0 && width !== WIDTH_MASK) host.notModelled('FormatMessage with a width of lines');
    if (buffer === 0) return failed(host, ERROR_INVALID_PARAMETER);
    const isArray = (flags & ARGUMENT_ARRAY) !== 0 || list === 0;
    const inserts = isArray ? list : host.memory.readPointer(list);
    const request = { flags, source, id: id >>> 0, inserts };
    const message = messageOf(host, kind, request);
    if (typeof message === 'number') return failed(host, message);
    const text = expanded(host, kind, width === 0 ? message : message.replace(/\r?\n/g, ' '), request);
    if (text === null) return failed(host, ERROR_INVALID_PARAMETER);
    return deliver(host, kind, text, [flags, buffer, size]);
  };

/** FormatMessageA and FormatMessageW. */
export const windowsMessageFunctions: readonly RuntimeFunction[] = characterKinds.map((kind) =>
  runtimeFunction(
    `unsigned long __stdcall FormatMessage${kind === narrow ? 'A' : 'W'}(unsigned long dwFlags, const void *lpSource, unsigned long dwMessageId, unsigned long dwLanguageId, ${kind.type} *lpBuffer, unsigned long nSize, va_list *Arguments)`,
    'windows.h',
    programs,
    format(kind),
  ),
);
