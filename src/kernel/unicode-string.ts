/** UNICODE_STRING structures in simulated memory. */
import type { Architecture } from '../contract/c-types.ts';
import { structure } from '../contract/structure.ts';
import type { Memory } from '../memory/memory.ts';

/** What a UNICODE_STRING says of itself. */
export interface UnicodeString {
  /** Bytes of the text. */
  readonly length: number;
  /** Bytes of the buffer. */
  readonly maximumLength: number;
  /** First byte of the text. */
  readonly buffer: number;
}

/** Reads the structure itself. */
export function readUnicodeHeader(
  memory: Memory,
  architecture: Architecture,
  address: number,
): UnicodeString {
  const { at } = structure(architecture, 'UNICODE_STRING');
  return {
    length: memory.readUint16(address + at.Length),
    maximumLength: memory.readUint16(address + at.MaximumLength),
    buffer: memory.readPointer(address + at.Buffer),
  };
}

/** Writes the structure itself. */
export function writeUnicodeHeader(
  memory: Memory,
  architecture: Architecture,
  address: number,
  { length, maximumLength, buffer }: UnicodeString,
): void {
  const { at } = structure(architecture, 'UNICODE_STRING');
  memory.writeUint16(address + at.Length, length);
  memory.writeUint16(address + at.MaximumLength, maximumLength);
  memory.writePointer(address + at.Buffer, buffer);
}

/** Reads the text of a UNICODE_STRING: whole characters of Length bytes. */
export function readUnicodeString(memory: Memory, architecture: Architecture, address: number): string {
  const { length, buffer } = readUnicodeHeader(memory, architecture, address);
  return utf16Text(memory.readBytes(buffer, length - (length % 2)));
}

/** Text from bytes of UTF-16, without regard to NULs. */
export function utf16Text(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  }
  return text;
}

/** Bytes of a text in UTF-16, without a NUL. */
export function utf16Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[2 * at] = unit & 0xff;
    bytes[2 * at + 1] = unit >> 8;
  }
  return bytes;
}
