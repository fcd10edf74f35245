/**
 * The attribute byte of a page: what may be done with it *now*, without asking
 * anybody. One byte per 4 KB page in `Region.access`; every access tests it.
 *
 * | bit | name       | set when                                                         |
 * |-----|------------|------------------------------------------------------------------|
 * | 0   | READABLE   | present, protection allows reads, no guard                       |
 * | 1   | WRITABLE   | as above for writes, and no snapshot still needs the old content |
 * | 2   | EXECUTABLE | as above for execution                                           |
 * | 3   | PAGED      | committed paged memory: not to be touched at DISPATCH_LEVEL      |
 *
 * *Present* means touched since it was committed. A committed page that nobody
 * touched has none of the bits 0 to 2: the first touch takes the slow way
 * (`Region.prepareRead`, `Region.prepareWrite`), which zeroes it if needed. So a
 * clear bit is a question, not an answer.
 */
import {
  PAGE_EXECUTE,
  PAGE_EXECUTE_READ,
  PAGE_EXECUTE_READWRITE,
  PAGE_GUARD,
  PAGE_READONLY,
  PAGE_READWRITE,
} from './constants.ts';

/** Bytes in a page. */
export const PAGE_BYTES = 4096;
/** Pages in 64 KB, the granularity of base addresses (B-223). */
export const UNIT_PAGES = 16;
/** Bytes in 64 KB, the granularity of base addresses (B-223). */
export const UNIT_BYTES = UNIT_PAGES * PAGE_BYTES;

/** Attribute bit: the page can be read now. */
export const READABLE = 1;
/** Attribute bit: the page can be written now. */
export const WRITABLE = 2;
/** Attribute bits a heap wants to see on its pages. */
export const READ_WRITE = READABLE | WRITABLE;
/** Attribute bit: the page can be executed now. */
export const EXECUTABLE = 4;
/** Attribute bit: the page belongs to paged memory. */
export const PAGED = 8;

/** Attribute bits that a protection allows. PAGE_GUARD allows nothing until its first touch. */
export function allowedBy(protection: number): number {
  if ((protection & PAGE_GUARD) !== 0) return 0;
  switch (protection & 0xff) {
    case PAGE_READONLY:
      return READABLE;
    case PAGE_READWRITE:
      return READ_WRITE;
    case PAGE_EXECUTE:
    case PAGE_EXECUTE_READ:
      return READABLE | EXECUTABLE;
    case PAGE_EXECUTE_READWRITE:
      return READ_WRITE | EXECUTABLE;
    default:
      return 0;
  }
}
