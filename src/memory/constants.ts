/**
 * PAGE_* protections and MEM_* flags, states and types, with the names and
 * values of winnt.h. Source: facts/heap.json (pageProtection, memFlags).
 */

/** No access at all. */
export const PAGE_NOACCESS = 0x1;
/** Read. */
export const PAGE_READONLY = 0x2;
/** Read and write. */
export const PAGE_READWRITE = 0x4;
/** Read, and write to a private copy. Views of files only. */
export const PAGE_WRITECOPY = 0x8;
/** Execute; x86 and x64 processors can read what they can execute. */
export const PAGE_EXECUTE = 0x10;
/** Execute and read. */
export const PAGE_EXECUTE_READ = 0x20;
/** Execute, read and write. */
export const PAGE_EXECUTE_READWRITE = 0x40;
/** Execute, read, and write to a private copy. Views of files only. */
export const PAGE_EXECUTE_WRITECOPY = 0x80;
/** Modifier: the first touch raises STATUS_GUARD_PAGE_VIOLATION and clears the bit. */
export const PAGE_GUARD = 0x100;
/** Modifier: not cached. Kept and reported, without effect. */
export const PAGE_NOCACHE = 0x200;
/** Modifier: writes may be combined. Kept and reported, without effect. */
export const PAGE_WRITECOMBINE = 0x400;

/** Gives reserved pages memory. */
export const MEM_COMMIT = 0x1000;
/** Takes a range of addresses, without memory behind it. */
export const MEM_RESERVE = 0x2000;
/** The contents are no longer of interest. */
export const MEM_RESET = 0x8_0000;
/** Takes the highest free range instead of the lowest. */
export const MEM_TOP_DOWN = 0x10_0000;
/** Records which pages are written. */
export const MEM_WRITE_WATCH = 0x20_0000;
/** Address windowing. */
export const MEM_PHYSICAL = 0x40_0000;
/** Takes MEM_RESET back. */
export const MEM_RESET_UNDO = 0x100_0000;
/** Uses large pages. */
export const MEM_LARGE_PAGES = 0x2000_0000;
/** With MEM_RELEASE: joins placeholders. */
export const MEM_COALESCE_PLACEHOLDERS = 0x1;
/** With MEM_RELEASE: leaves a placeholder. */
export const MEM_PRESERVE_PLACEHOLDER = 0x2;
/** Takes the memory of pages away and leaves them reserved. */
export const MEM_DECOMMIT = 0x4000;
/** Frees a whole reservation. */
export const MEM_RELEASE = 0x8000;
/** State: belongs to no reservation. */
export const MEM_FREE = 0x1_0000;
/** Type: memory of one process. */
export const MEM_PRIVATE = 0x2_0000;
/** Type: view of a section. */
export const MEM_MAPPED = 0x4_0000;
/** Type: view of an image. */
export const MEM_IMAGE = 0x100_0000;
