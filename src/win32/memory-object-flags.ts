/** Flags of GlobalAlloc and LocalAlloc and their kin by value (WinBase.h). */

/** A block that never moves: its handle is its address. */
export const GMEM_FIXED = 0x0000;
/** A block that has a handle and may move while it is not locked. */
export const GMEM_MOVEABLE = 0x0002;
/** Without meaning since 16-bit Windows. */
export const GMEM_NOCOMPACT = 0x0010;
/** Without meaning since 16-bit Windows. */
export const GMEM_NODISCARD = 0x0020;
/** The block starts as zero, and so does what it grows by. */
export const GMEM_ZEROINIT = 0x0040;
/** Changes the kind of a block and not its size. */
export const GMEM_MODIFY = 0x0080;
/** The block may be discarded. */
export const GMEM_DISCARDABLE = 0x0100;
/** Without meaning since 16-bit Windows. */
export const GMEM_NOT_BANKED = 0x1000;
/** The block is for dynamic data exchange. */
export const GMEM_DDESHARE = 0x2000;
/** Another name of GMEM_DDESHARE. */
export const GMEM_SHARE = 0x2000;
/** Without meaning since 16-bit Windows. */
export const GMEM_NOTIFY = 0x4000;
/** Another name of GMEM_NOT_BANKED. */
export const GMEM_LOWER = 0x1000;
/** Every flag that GlobalAlloc takes. */
export const GMEM_VALID_FLAGS = 0x7f72;
/** A moveable block that starts as zero. */
export const GHND = 0x0042;
/** A fixed block that starts as zero. */
export const GPTR = 0x0040;
/** GlobalFlags: the block was discarded. */
export const GMEM_DISCARDED = 0x4000;
/** GlobalFlags: bits of the lock count. */
export const GMEM_LOCKCOUNT = 0x00ff;
/** GlobalFlags: no such block. */
export const GMEM_INVALID_HANDLE = 0x8000;

/** A block that never moves: its handle is its address. */
export const LMEM_FIXED = 0x0000;
/** A block that has a handle and may move while it is not locked. */
export const LMEM_MOVEABLE = 0x0002;
/** Without meaning since 16-bit Windows. */
export const LMEM_NOCOMPACT = 0x0010;
/** Without meaning since 16-bit Windows. */
export const LMEM_NODISCARD = 0x0020;
/** The block starts as zero, and so does what it grows by. */
export const LMEM_ZEROINIT = 0x0040;
/** Changes the kind of a block and not its size. */
export const LMEM_MODIFY = 0x0080;
/** The block may be discarded: any of these bits. */
export const LMEM_DISCARDABLE = 0x0f00;
/** Every flag that LocalAlloc takes. */
export const LMEM_VALID_FLAGS = 0x0f72;
/** A moveable block that starts as zero. */
export const LHND = 0x0042;
/** A fixed block that starts as zero. */
export const LPTR = 0x0040;
/** LocalFlags: the block was discarded. */
export const LMEM_DISCARDED = 0x4000;
/** LocalFlags: bits of the lock count. */
export const LMEM_LOCKCOUNT = 0x00ff;
/** LocalFlags: no such block. */
export const LMEM_INVALID_HANDLE = 0x8000;
