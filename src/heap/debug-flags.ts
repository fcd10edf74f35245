/**
 * Which flags a heap gets: those given to RtlCreateHeap and those that the
 * global flags of the process bring; and which of them its header repeats as
 * ForceFlags.
 */

import { asObserved } from '../machine/profile-differences.ts';
import {
  HEAP_CAPTURE_STACK_BACKTRACES,
  HEAP_CREATE_ALIGN_16,
  HEAP_CREATE_VALID_MASK,
  HEAP_FLAG_PAGE_ALLOCS,
  HEAP_FREE_CHECKING_ENABLED,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_NO_SERIALIZE,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_SKIP_VALIDATION_CHECKS,
  HEAP_TAIL_CHECKING_ENABLED,
  HEAP_VALIDATE_ALL_ENABLED,
  HEAP_VALIDATE_PARAMETERS_ENABLED,
  HEAP_ZERO_MEMORY,
} from './flags.ts';
import { heapFlagsOf } from './global-flags.ts';
import type { HeapPlatform } from './heap-platform.ts';

const VALIDATE = HEAP_VALIDATE_PARAMETERS_ENABLED | HEAP_VALIDATE_ALL_ENABLED;
const PATTERNS = HEAP_TAIL_CHECKING_ENABLED | HEAP_FREE_CHECKING_ENABLED;

/** Flags with which every call takes the long way, and a heap has no front end (B.10). */
export const DEBUG_FLAGS: number =
  PATTERNS | VALIDATE | HEAP_CAPTURE_STACK_BACKTRACES | HEAP_FLAG_PAGE_ALLOCS;

/**
 * Flags of a new heap. The two validation flags stand outside the mask that
 * creation accepts; here a creator may give them all the same, with the same
 * effect as by a global flag (*ours*). Page heap serves heaps of user-mode code
 * in memory that the memory manager supplies (*ours*).
 */
export function flagsOfNewHeap(platform: HeapPlatform, given: number, callerMemory: boolean): number {
  const global = heapFlagsOf(platform.globalFlags);
  const pages = platform.mode === 'user' && !callerMemory ? HEAP_FLAG_PAGE_ALLOCS : 0;
  const flags =
    (given & (HEAP_CREATE_VALID_MASK | VALIDATE)) | (global & ~HEAP_FLAG_PAGE_ALLOCS) | (global & pages);
  if ((flags & VALIDATE) === 0) return flags;
  // A page shows this one beside them (B-200); tests on Windows do not (B-193).
  const skip = asObserved(platform.machine.profile, 'heap-validation-flags')
    ? 0
    : HEAP_SKIP_VALIDATION_CHECKS;
  return flags | PATTERNS | skip;
}

/**
 * Flags that a call may have, and the debug flags: they are added to those of
 * every call (B-199). In the public example GROWABLE and SKIP_VALIDATION_CHECKS
 * are not among them (B-200); which of the others are is *ours*.
 */
export const forceFlagsOf = (flags: number): number =>
  flags &
  (HEAP_NO_SERIALIZE |
    HEAP_GENERATE_EXCEPTIONS |
    HEAP_ZERO_MEMORY |
    HEAP_REALLOC_IN_PLACE_ONLY |
    HEAP_CREATE_ALIGN_16 |
    DEBUG_FLAGS);
