import type { PVOID, USHORT } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { writeUnicodeHeader } from '../unicode-string.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlInitUnicodeString`. */
export interface RtlInitUnicodeString {
  /**
   * Makes a UNICODE_STRING of text that ends with a NUL: it points at the text. IRQL <= DISPATCH_LEVEL.
   * @param DestinationString address of a UNICODE_STRING to fill in
   * @param SourceString address of the text, or NULL for an empty string; from TypeScript the text itself, which then lies in the driver's data
   */
  (DestinationString: PVOID, SourceString: PVOID | string): void;
}

/** Declaration of `RtlInitUnicodeString`. */
export const RtlInitUnicodeString = routine<RtlInitUnicodeString>()(
  {
    name: 'RtlInitUnicodeString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlinitunicodestring',
    summary: 'Makes a UNICODE_STRING of text that ends with a NUL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'header' },
    parameters: [
      { name: 'DestinationString', type: 'PUNICODE_STRING', direction: 'out' },
      { name: 'SourceString', type: 'PCWSTR', direction: 'in', optional: true },
    ],
    returns: 'void',
    seeAlso: ['RtlCopyUnicodeString', 'RtlInitAnsiString'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString) =>
    strings.initialize(DestinationString, strings.literal(SourceString), true),
);

/** Type of `RtlInitAnsiString`. */
export interface RtlInitAnsiString {
  /**
   * Makes an ANSI_STRING of text that ends with a NUL: it points at the text. Callable at any level.
   * @param DestinationString address of an ANSI_STRING to fill in
   * @param SourceString address of the text, or NULL for an empty string
   */
  (DestinationString: PVOID, SourceString: PVOID): void;
}

/** Declaration of `RtlInitAnsiString`. */
export const RtlInitAnsiString = routine<RtlInitAnsiString>()(
  {
    name: 'RtlInitAnsiString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-rtlinitansistring',
    summary: 'Makes an ANSI_STRING of text that ends with a NUL.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PANSI_STRING', direction: 'out' },
      { name: 'SourceString', type: 'PCSZ', direction: 'in', optional: true },
    ],
    returns: 'void',
    seeAlso: ['RtlInitString'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString) =>
    strings.initialize(DestinationString, SourceString, false),
);

/** Type of `RtlInitString`. */
export interface RtlInitString {
  /**
   * Makes a STRING of text that ends with a NUL: it points at the text. IRQL <= DISPATCH_LEVEL.
   * @param DestinationString address of a STRING to fill in
   * @param SourceString address of the text, or NULL for an empty string
   */
  (DestinationString: PVOID, SourceString: PVOID): void;
}

/** Declaration of `RtlInitString`. */
export const RtlInitString = routine<RtlInitString>()(
  {
    name: 'RtlInitString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-rtlinitstring',
    summary: 'Makes a STRING of text that ends with a NUL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'header' },
    parameters: [
      { name: 'DestinationString', type: 'PSTRING', direction: 'out' },
      { name: 'SourceString', type: 'PCSZ', direction: 'in', optional: true },
    ],
    returns: 'void',
    seeAlso: ['RtlInitAnsiString'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString) =>
    strings.initialize(DestinationString, SourceString, false),
);

/** Type of `RtlInitEmptyUnicodeString`. */
export interface RtlInitEmptyUnicodeString {
  /**
   * Makes an empty UNICODE_STRING with a buffer. Callable at any level.
   * @param UnicodeString address of a UNICODE_STRING to fill in
   * @param Buffer its buffer
   * @param BufferSize bytes of the buffer
   */
  (UnicodeString: PVOID, Buffer: PVOID, BufferSize: USHORT): void;
}

/** Declaration of `RtlInitEmptyUnicodeString`. */
export const RtlInitEmptyUnicodeString = routine<RtlInitEmptyUnicodeString>()(
  {
    name: 'RtlInitEmptyUnicodeString',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-rtlinitemptyunicodestring',
    summary: 'Makes an empty UNICODE_STRING with a buffer.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'UnicodeString', type: 'PUNICODE_STRING', direction: 'out' },
      { name: 'Buffer', type: 'PWCHAR', direction: 'in' },
      { name: 'BufferSize', type: 'USHORT', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlInitUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (UnicodeString, Buffer, BufferSize) =>
    writeUnicodeHeader(strings.host.driverMemory, strings.architecture, UnicodeString, {
      length: 0,
      maximumLength: BufferSize,
      buffer: Buffer,
    }),
);

/** Type of `RtlInitEmptyAnsiString`. */
export interface RtlInitEmptyAnsiString {
  /**
   * Makes an empty ANSI_STRING with a buffer. Callable at any level.
   * @param AnsiString address of an ANSI_STRING to fill in
   * @param Buffer its buffer
   * @param BufferSize bytes of the buffer
   */
  (AnsiString: PVOID, Buffer: PVOID, BufferSize: USHORT): void;
}

/** Declaration of `RtlInitEmptyAnsiString`. */
export const RtlInitEmptyAnsiString = routine<RtlInitEmptyAnsiString>()(
  {
    name: 'RtlInitEmptyAnsiString',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-rtlinitemptyansistring',
    summary: 'Makes an empty ANSI_STRING with a buffer.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'AnsiString', type: 'PANSI_STRING', direction: 'out' },
      { name: 'Buffer', type: 'PCHAR', direction: 'in' },
      { name: 'BufferSize', type: 'USHORT', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlInitAnsiString'],
    since: '0.1.0',
  },
  (strings: Strings) => (AnsiString, Buffer, BufferSize) =>
    writeUnicodeHeader(strings.host.driverMemory, strings.architecture, AnsiString, {
      length: 0,
      maximumLength: BufferSize,
      buffer: Buffer,
    }),
);
