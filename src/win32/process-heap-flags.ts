/** wFlags of PROCESS_HEAP_ENTRY by value (B-145; minwinbase.h). A free block has none of them. */

/** The piece is a region: the blocks and ranges behind it belong to it. */
export const PROCESS_HEAP_REGION = 0x1;
/** The piece is a range without memory. */
export const PROCESS_HEAP_UNCOMMITTED_RANGE = 0x2;
/** The piece is a block that is allocated. */
export const PROCESS_HEAP_ENTRY_BUSY = 0x4;
/** In the header, and on no page; no walk shows it. */
export const PROCESS_HEAP_SEG_ALLOC = 0x8;
/** With PROCESS_HEAP_ENTRY_BUSY: the block is moveable, and Block.hMem is its handle. */
export const PROCESS_HEAP_ENTRY_MOVEABLE = 0x10;
/** With PROCESS_HEAP_ENTRY_MOVEABLE: the block was allocated with GMEM_DDESHARE. */
export const PROCESS_HEAP_ENTRY_DDESHARE = 0x20;
