/**
 * Heap flags, entry flags and signatures by value.
 *
 * Source: winnt.h, ntifs.h (flags); facts B-063 (entry flags); heap.json.
 */

/** No mutual exclusion for this call, or for every call when given at creation. */
export const HEAP_NO_SERIALIZE = 0x1;
/** The heap may grow beyond its first reservation. */
export const HEAP_GROWABLE = 0x2;
/** A failure raises an exception where NULL would be returned. */
export const HEAP_GENERATE_EXCEPTIONS = 0x4;
/** The block starts as zero. */
export const HEAP_ZERO_MEMORY = 0x8;
/** A reallocation may not move the block. */
export const HEAP_REALLOC_IN_PLACE_ONLY = 0x10;
/** A pattern behind each block shows overruns. */
export const HEAP_TAIL_CHECKING_ENABLED = 0x20;
/** A pattern in free blocks shows late writes. */
export const HEAP_FREE_CHECKING_ENABLED = 0x40;
/** Free blocks are not merged with their neighbours. */
export const HEAP_DISABLE_COALESCE_ON_FREE = 0x80;
/** Asks for a segment heap. */
export const HEAP_CREATE_SEGMENT_HEAP = 0x100;
/** Asks for a hardened segment heap. */
export const HEAP_CREATE_HARDENED = 0x200;
/** Blocks are aligned to 16 bytes on x86 too. */
export const HEAP_CREATE_ALIGN_16 = 0x1_0000;
/** Allocation tracing. */
export const HEAP_CREATE_ENABLE_TRACING = 0x2_0000;
/** Code may run from blocks. */
export const HEAP_CREATE_ENABLE_EXECUTE = 0x4_0000;
/** Bits that heap classes use. */
export const HEAP_CLASS_MASK = 0xf000;
/** Every bit that creation accepts. */
export const HEAP_CREATE_VALID_MASK = 0x7_f3ff;
/** Page heap (page-heap.ts). */
export const HEAP_FLAG_PAGE_ALLOCS = 0x0100_0000;
/** Each block remembers who allocated it. */
export const HEAP_CAPTURE_STACK_BACKTRACES = 0x0800_0000;
/** Set beside the two below in a public example of a debug heap (B-200). */
export const HEAP_SKIP_VALIDATION_CHECKS = 0x1000_0000;
/** Every call checks the whole heap first. */
export const HEAP_VALIDATE_ALL_ENABLED = 0x2000_0000;
/** Every call that names a block checks its fill pattern first. */
export const HEAP_VALIDATE_PARAMETERS_ENABLED = 0x4000_0000;

/** Asks for room for a user value behind the block. */
export const HEAP_SETTABLE_USER_VALUE = 0x100;
/** First of three flags of a block that mean what the program wants. */
export const HEAP_SETTABLE_USER_FLAG1 = 0x200;
/** Second of them. */
export const HEAP_SETTABLE_USER_FLAG2 = 0x400;
/** Third of them. */
export const HEAP_SETTABLE_USER_FLAG3 = 0x800;
/** The three together. */
export const HEAP_SETTABLE_USER_FLAGS = 0xe00;
/** Greatest tag. */
export const HEAP_MAXIMUM_TAG = 0xfff;
/** Marks a tag that stands for blocks of one size. */
export const HEAP_PSEUDO_TAG_FLAG = 0x8000;
/** Where a tag stands in the flags of a call. */
export const HEAP_TAG_SHIFT = 18;
/** Bits of the tag in the flags of a call. */
export const HEAP_TAG_MASK = 0x3ffc_0000;
/** What a call may ask for beyond the block itself: a user value, user flags, a tag. */
export const USER_BITS: number = HEAP_SETTABLE_USER_VALUE | HEAP_SETTABLE_USER_FLAGS | HEAP_TAG_MASK;

/** Entry flag: the block is allocated. */
export const ENTRY_BUSY = 0x01;
/** Entry flag: an extra record stands behind the data. */
export const ENTRY_EXTRA_PRESENT = 0x02;
/** Entry flag: a fill pattern stands in the block. */
export const ENTRY_FILL_PATTERN = 0x04;
/** Entry flag: the block is a reservation of its own. */
export const ENTRY_VIRTUAL_ALLOC = 0x08;
/** Entry flag: no block follows before an uncommitted range or the end. */
export const ENTRY_LAST = 0x10;

/** Entry flags: the three settable flags, HEAP_SETTABLE_USER_FLAGS shifted right by 4. */
export const ENTRY_SETTABLE_FLAGS = 0xe0;
/** Entry flags that say what the program added to a block. */
export const ENTRY_USER: number = ENTRY_SETTABLE_FLAGS | ENTRY_EXTRA_PRESENT;

/** Signature of a heap's first segment, and of every segment (B: RTL_HEAP_SIGNATURE). */
export const SEGMENT_SIGNATURE = 0xffee_ffee | 0;
/** Signature of the heap itself. */
export const HEAP_SIGNATURE = 0xeeff_eeff | 0;
/** What a destroyed heap's signature field holds (*ours*). */
export const DESTROYED_SIGNATURE = 0;
