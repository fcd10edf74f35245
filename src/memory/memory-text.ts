/**
 * NUL-terminated strings in simulated memory.
 *
 * Reading goes page by page and stops at the NUL, so a string that ends right
 * before an inaccessible page is read without a fault. "ANSI" is Latin-1 here:
 * one byte, one character (*ours*, docs/decisions/0004-memory.md).
 */
import { PAGE_BYTES } from './page-access.ts';

/** The part of `Memory` that strings need. */
export interface ByteAccess {
  readBytes(address: number, length: number): Uint8Array;
  readUint16(address: number): number;
  writeBytes(address: number, bytes: ArrayLike<number>): void;
  /** Who sees every access; null for nobody. */
  readonly watcher?: object | null;
}

/** Bytes from an address to the end of its page. */
const restOfPage = (address: number): number => (Math.floor(address / PAGE_BYTES) + 1) * PAGE_BYTES - address;

/** Reads an 8-bit string up to its NUL, or `maxBytes` bytes. */
export function readAnsi(memory: ByteAccess, address: number, maxBytes = Number.POSITIVE_INFINITY): string {
  let text = '';
  for (let done = 0; done < maxBytes; ) {
    // Somebody who watches is shown no byte behind the NUL.
    const most = (memory.watcher ?? null) === null ? restOfPage(address + done) : 1;
    const piece = memory.readBytes(address + done, Math.min(most, maxBytes - done));
    const end = piece.indexOf(0);
    text += String.fromCharCode(...(end < 0 ? piece : piece.subarray(0, end)));
    if (end >= 0) break;
    done += piece.length;
  }
  return text;
}

/** Reads a 16-bit string up to its NUL, or `maxBytes` bytes. */
export function readUtf16(memory: ByteAccess, address: number, maxBytes = Number.POSITIVE_INFINITY): string {
  const codes: number[] = [];
  for (let done = 0; done + 2 <= maxBytes; done += 2) {
    const code = memory.readUint16(address + done);
    if (code === 0) break;
    codes.push(code);
  }
  return textOf(codes);
}

/** Writes an 8-bit string and its NUL; a character above U+00FF becomes `?`. Returns the bytes written. */
export function writeAnsi(memory: ByteAccess, address: number, text: string): number {
  const bytes = new Uint8Array(text.length + 1);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    bytes[index] = code > 0xff ? 0x3f : code;
  }
  memory.writeBytes(address, bytes);
  return bytes.length;
}

/** Writes a 16-bit string and its NUL. Returns the bytes written. */
export function writeUtf16(memory: ByteAccess, address: number, text: string): number {
  const bytes = new Uint8Array(2 * text.length + 2);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    bytes[2 * index] = code & 0xff;
    bytes[2 * index + 1] = code >>> 8;
  }
  memory.writeBytes(address, bytes);
  return bytes.length;
}

/** Text of 16-bit codes, in pieces that fit an argument list. */
function textOf(codes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < codes.length; at += PAGE_BYTES)
    text += String.fromCharCode(...codes.slice(at, at + PAGE_BYTES));
  return text;
}
