/** Who sees what is done with memory: shadow memory (src/verifier). While nobody does, no access pays for it. */
import type { Region } from './region.ts';

/**
 * Sees accesses right before they are made, once all their pages were found good. Offsets count from the beginning of
 * the region. It may refuse an access by throwing.
 */
export interface MemoryWatcher {
  /** Bytes are read to be moved elsewhere, or written. */
  accessed(region: Region, offset: number, bytes: number, access: 'read' | 'write'): void;
  /** A number is read, to be used. */
  used(region: Region, offset: number, bytes: number): void;
  /** Bytes go from one place to another; the ranges may overlap. */
  copied(to: Region, toAddress: number, from: Region, fromAddress: number, bytes: number): void;
}
