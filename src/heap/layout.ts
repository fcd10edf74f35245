/**
 * Where things stand in the bytes of a heap.
 *
 * The layout is a composite (BEHAVIOUR-DECISIONS 15): NT 6 entry headers, NT 5
 * free lists, not the segment heap. `!heap` on a real machine differs.
 *
 * A block, on x64 (granule 16) and x86 (granule 8):
 *
 *          x64                                    x86
 *     H-8  previous block's last 8 bytes
 *     H+0  Size          u16, granules            H+0  Size            [observed B-062]
 *     H+2  Flags         u8, B-063                H+2  Flags
 *     H+3  SmallTagIndex u8, checksum (*ours*)    H+3  SmallTagIndex
 *     H+4  PreviousSize  u16, granules            H+4  PreviousSize
 *     H+6  SegmentOffset u8, segment index        H+6  SegmentOffset
 *     H+7  UnusedBytes   u8, total - requested    H+7  UnusedBytes     [B-064]
 *     H+8  payload, 16-aligned                    H+8  payload, 8-aligned
 *
 * `H` is eight bytes below the payload on both, and a block is the bytes from
 * one `H` to the next. So a block costs 8 bytes on both (B-078), and on x64 the
 * 16-byte HEAP_ENTRY of B-061 is `H-8 … H+8`. The eight header bytes are XORed
 * with the heap's key, as on Vista and later.
 *
 * A free block holds a LIST_ENTRY at its payload (B-065), so the smallest block
 * is two granules. On x64 the first and last eight bytes of a committed range
 * belong to no block; on both architectures 16 more bytes at its end stay
 * unused, so that a walk of a fresh heap adds up as it does on Windows (B-152).
 *
 * The heap header, at the handle:
 *
 *     field              x86     x64    source
 *     Entry              0x000   0x000  HEAP_ENTRY of the header itself
 *     SegmentSignature   0x008   0x010  *ours* (NT 6 order)
 *     Flags              0x040   0x070  observed B-195
 *     ForceFlags         0x044   0x074  observed B-195
 *     Encoding           0x050   0x080  *ours*: the key, in the clear
 *     Signature          0x060   0x090  *ours*
 *     Number             0x064   0x094  *ours*: row in a table of the process, 0 without front end
 *     FreeLists[128]     0x180   0x200  count B-059, place *ours*
 *     end                0x580   0xa00
 *
 * With debug flags the header ends at 0xb90 on x86, a segment header of 0x38
 * bytes follows, and the first entry stands at 0xbc8 (B-067, a public example).
 * What lies between 0x580 and 0xb90 is not modelled. No fact has numbers for
 * x64: there nothing changes (*ours*).
 */
import type { Architecture } from '../contract/c-types.ts';

/** Bytes per page. */
export const PAGE_BYTES = 4096;
/** Bytes of a block header on both architectures. */
export const HEADER_BYTES = 8;
/** Bytes at the end of a committed range that no block uses, beside the 8 of x64's tiling (B-152). */
export const TRAIL_BYTES = 16;
/** Smallest block in granules: a header and a LIST_ENTRY (B-065). */
export const MIN_GRANULES = 2;
/** Number of free lists; list 0 holds blocks of 128 granules and more, by size (B-059). */
export const FREE_LISTS = 128;
/** Most segments of one heap (B-057). */
export const MAX_SEGMENTS = 64;
/** Default and greatest VirtualMemoryThreshold in bytes (B-024). */
export const MAX_THRESHOLD_BYTES = 0x7_f000;

/** Numbers of the layout that depend on the architecture. */
export interface Layout {
  /** log2 of the granule: 4 on x64, 3 on x86. */
  readonly shift: 3 | 4;
  /** Bytes of a granule. */
  readonly granule: 8 | 16;
  /** True when links are 64-bit: the upper half is stored and checked too. */
  readonly wide: boolean;
  /** 32-bit words between Flink and Blink. */
  readonly blinkWords: 1 | 2;
  /** Offsets of header fields from the handle, in bytes. */
  readonly segmentSignature: number;
  readonly flags: number;
  readonly forceFlags: number;
  readonly encoding: number;
  readonly signature: number;
  /** Number of the heap in the table of its process (hot-table.ts). */
  readonly number: number;
  readonly freeLists: number;
  readonly heapHeaderBytes: number;
  /** Bytes of the header of a heap with debug flags, and of the segment header that follows it (B-067). */
  readonly debugHeaderBytes: number;
  readonly debugSegmentBytes: number;
  /** Bytes of the header of a further segment (*ours*). */
  readonly segmentHeaderBytes: number;
  /** Bytes in front of the payload of a block that is a reservation of its own (B-066, B-075). */
  readonly largeHeaderBytes: number;
  /** Largest block in granules: the threshold, a header and rounding (*ours*: B-103 names no number for it). */
  readonly maxGranules: number;
}

/** The layout of each architecture. */
export const layouts: Readonly<Record<Architecture, Layout>> = {
  x64: {
    shift: 4,
    granule: 16,
    wide: true,
    blinkWords: 2,
    segmentSignature: 0x10,
    flags: 0x70,
    forceFlags: 0x74,
    encoding: 0x80,
    signature: 0x90,
    number: 0x94,
    freeLists: 0x200,
    heapHeaderBytes: 0xa00,
    debugHeaderBytes: 0xa00,
    debugSegmentBytes: 0,
    segmentHeaderBytes: 0x70,
    largeHeaderBytes: 0x40,
    maxGranules: 0x7f10,
  },
  x86: {
    shift: 3,
    granule: 8,
    wide: false,
    blinkWords: 1,
    segmentSignature: 0x08,
    flags: 0x40,
    forceFlags: 0x44,
    encoding: 0x50,
    signature: 0x60,
    number: 0x64,
    freeLists: 0x180,
    heapHeaderBytes: 0x580,
    debugHeaderBytes: 0xb90,
    debugSegmentBytes: 0x38,
    segmentHeaderBytes: 0x40,
    largeHeaderBytes: 0x20,
    maxGranules: 0xfe10,
  },
};

/** Most granules that the Size of a header can name. */
const MOST_GRANULES = 0xffff;

/** The same for heaps that HeapCreate makes with a maximum size: its blocks may be larger (create-program-heap.ts). */
export const maximumLayouts: Readonly<Record<Architecture, Layout>> = {
  x64: { ...layouts.x64, maxGranules: MOST_GRANULES },
  x86: { ...layouts.x86, maxGranules: MOST_GRANULES },
};
