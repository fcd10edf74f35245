/**
 * Every difference between the profiles `documented` and `observed`: what pages say, and what tests on Windows or
 * re-implementations show. Whoever behaves differently asks here with the key of the difference; nothing else asks
 * for the profile (tested), so that the generated table "documented against observed" has no gap.
 */
import type { Profile } from './ports.ts';

/** One difference. */
export interface ProfileDifference {
  /** What differs, as a heading. */
  readonly what: string;
  /** Routines that show it; none where it is no matter of a routine. */
  readonly routines: readonly string[];
  /** Facts that disagree. */
  readonly facts: readonly string[];
  /** In the profile `documented`. */
  readonly documented: string;
  /** In the profile `observed`. */
  readonly observed: string;
}

const table = {
  'irql-moves': {
    what: 'Wrong moves of the IRQL without Driver Verifier',
    routines: ['KeRaiseIrql', 'KfRaiseIrql', 'KeLowerIrql', 'KfLowerIrql'],
    facts: ['D-010', 'D-015', 'D-016', 'D-021', 'D-022'],
    documented: 'a raise below the current level is bug check 0x9, a lower above it bug check 0xA',
    observed: 'nothing notices; the level is set',
  },
  'non-canonical-address': {
    what: 'Access of a driver to an address that is not canonical',
    routines: [],
    facts: ['E-013'],
    documented: 'bug check 0x50, as for any address without memory',
    observed: 'STATUS_ACCESS_VIOLATION is raised with the information {0, -1}',
  },
  'pool-odd-requests': {
    what: 'Pool request of no bytes, or with a tag that cannot be printed',
    routines: ['ExAllocatePool2', 'ExAllocatePool3'],
    facts: ['F-005'],
    documented: 'NULL and a finding',
    observed: 'the request is served',
  },
  'release-of-a-part': {
    what: 'MEM_RELEASE with a size',
    routines: ['NtFreeVirtualMemory', 'ZwFreeVirtualMemory'],
    facts: [],
    documented: 'STATUS_INVALID_PARAMETER_3',
    observed: 'the part is released',
  },
  'heap-commit-of-nothing': {
    what: 'What RtlCreateHeap commits when both sizes are 0',
    routines: ['RtlCreateHeap'],
    facts: ['B-002', 'B-149'],
    documented: 'one page',
    observed: '0x400 pointers: one page on x86, two on x64',
  },
  'heap-fixed-without-base': {
    what: 'A heap without HEAP_GROWABLE and without HeapBase',
    routines: ['RtlCreateHeap'],
    facts: [],
    documented: 'NULL and a finding',
    observed: 'a heap that does not grow',
  },
  'heap-validation-flags': {
    what: 'HEAP_SKIP_VALIDATION_CHECKS beside the validation flags',
    routines: ['RtlCreateHeap', 'HeapCreate'],
    facts: ['B-193', 'B-200'],
    documented: 'set',
    observed: 'not set',
  },
  'heap-largest-request': {
    what: 'Largest request on a heap with a maximum size',
    routines: ['HeapAlloc', 'HeapReAlloc'],
    facts: ['S2-018', 'B-040'],
    documented: 'less than 0x7FFF8 bytes',
    observed: '0xFE00 granules: 0x7F000 bytes on x86, 0xFE000 on x64',
  },
  'heap-ranges-stand-alone': {
    what: 'A free block in front of uncommitted pages, on a heap with a maximum size',
    routines: ['HeapAlloc', 'HeapReAlloc'],
    facts: ['B-043'],
    documented: 'block and pages serve a request together',
    observed: 'the pages alone have to be enough',
  },
  'heap-over-threshold': {
    what: 'Status raised for a request above the threshold of a heap that does not grow',
    routines: ['RtlAllocateHeap', 'RtlReAllocateHeap'],
    facts: ['S4-017', 'B-087'],
    documented: 'STATUS_BUFFER_TOO_SMALL',
    observed: 'STATUS_NO_MEMORY',
  },
  'heap-sign-bit': {
    what: 'Requests whose size has the highest bit set, with HEAP_GENERATE_EXCEPTIONS',
    routines: ['RtlAllocateHeap', 'RtlReAllocateHeap', 'HeapAlloc', 'HeapReAlloc'],
    facts: ['B-085'],
    documented: 'raise STATUS_NO_MEMORY',
    observed: 'give NULL; STATUS_NO_MEMORY is the last status',
  },
  'heap-resize-of-freed': {
    what: 'Resizing a block that was freed',
    routines: ['RtlReAllocateHeap', 'HeapReAlloc'],
    facts: ['B-125'],
    documented: 'NULL',
    observed: 'the address that was given, with the last status STATUS_INVALID_PARAMETER',
  },
  'heap-alloc-last-error': {
    what: 'Last error of a failed HeapAlloc',
    routines: ['HeapAlloc'],
    facts: ['S2-027', 'B-041', 'B-043'],
    documented: 'left as it was',
    observed: 'ERROR_NOT_ENOUGH_MEMORY',
  },
  'heap-re-alloc-last-error': {
    what: 'Last error of a failed HeapReAlloc',
    routines: ['HeapReAlloc'],
    facts: ['B-110', 'B-118', 'B-126'],
    documented: 'left as it was',
    observed:
      'NO_ERROR for NULL, ERROR_NOT_ENOUGH_MEMORY without memory, ERROR_NOACCESS for an address without memory',
  },
  'heap-free-last-error': {
    what: 'Last error of HeapFree for an address without memory',
    routines: ['HeapFree'],
    facts: ['B-101'],
    documented: 'ERROR_INVALID_PARAMETER',
    observed: 'ERROR_NOACCESS',
  },
  'ws-property-alignment': {
    what: 'A buffer for a heap property that is not aligned',
    routines: ['WsGetHeapProperty'],
    facts: ['C-012'],
    documented: 'E_INVALIDARG',
    observed: 'the value is stored',
  },
  'ws-language-after-reset': {
    what: 'Setting the language of an error object after a reset',
    routines: ['WsSetErrorProperty'],
    facts: [],
    documented: 'S_OK',
    observed: 'WS_E_INVALID_OPERATION',
  },
  'ws-free-of-nothing': {
    what: 'Freeing what is no object',
    routines: ['WsFreeHeap', 'WsFreeError'],
    facts: ['C-031'],
    documented: 'WS_EXCEPTION_CODE_USAGE_FAILURE is raised',
    observed: 'nothing happens',
  },
  'ws-reset-keeps-first': {
    what: 'Resetting a heap whose trim size is 0',
    routines: ['WsResetHeap'],
    facts: ['C-029'],
    documented: 'all memory is given back',
    observed: 'the first chunk stays',
  },
} as const satisfies Readonly<Record<string, ProfileDifference>>;

/** Key of a difference. */
export type ProfileDifferenceKey = keyof typeof table;

/** The table, for the documentation. */
export const profileDifferences: Readonly<Record<ProfileDifferenceKey, ProfileDifference>> = table;

/**
 * Whether a machine behaves as observed.
 *
 * @param _difference where: it has to be in the table
 */
export const asObserved = (profile: Profile, _difference: ProfileDifferenceKey): boolean =>
  profile === 'observed';
