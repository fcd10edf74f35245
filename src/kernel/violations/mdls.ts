/** Rules of memory descriptor lists. Subtypes: the page of 0xC4; the parameters after them are *ours*. */
import { OWN_SUBTYPE, type Row, verifier } from './row.ts';

const PAGE = 'debugger/bug-check-0xc4--driver-verifier-detected-violation';

/** A rule that only Driver Verifier looks at. */
const row = (subtype: number, text: string, fix: string) =>
  ({
    values: ['MDL', 'MdlFlags'],
    on: verifier(subtype, 'documented'),
    off: null,
    text: (routine: string) => `${routine}: ${text}`,
    page: PAGE,
    fix,
  }) as const;

/** The rows of these rules. */
export const mdlRules = {
  'mdl-unlock-unlocked': {
    ...row(0x7c, 'the pages of the MDL are locked', 'Unlock what MmProbeAndLockPages has locked, once.'),
    off: { code: 0x76, parameters: (value) => [1, value(0), 0, 0], from: 'documented' },
  },
  'mdl-unlock-nonpaged': row(
    0x7d,
    'the MDL is not one of nonpaged pool',
    'Leave an MDL of MmBuildMdlForNonPagedPool as it is: its pages were never locked.',
  ),
  'mdl-nonpaged-over-paged': row(
    0x7f,
    'the buffer is nonpaged',
    'Use MmProbeAndLockPages for a buffer that can be paged.',
  ),
  'mdl-lock-wrong-flags': row(
    0xb0,
    'the MDL is neither locked, mapped, partial nor of nonpaged pool',
    'Lock an MDL once, right after IoAllocateMdl.',
  ),
  'mdl-map-wrong-flags': row(
    0xb2,
    'the MDL is not mapped yet',
    'Use MmGetSystemAddressForMdlSafe, which maps once.',
  ),
  'mdl-map-unlocked': row(0xb3, 'the pages of the MDL are locked', 'Call MmProbeAndLockPages first.'),
  'mdl-unlock-partial': row(
    0xb4,
    'the MDL is not a partial one',
    'Unlock the MDL that the part was made from.',
  ),
  'mdl-unmap-unmapped': row(
    0xb6,
    'the MDL is mapped at that address',
    'Pass the address that the mapping gave, once; MmUnlockPages unmaps by itself.',
  ),
  'mdl-freed-mapped': row(0xb8, 'the pages of the MDL are not mapped', 'Unmap and unlock before IoFreeMdl.'),
  'mdl-freed-locked': {
    values: ['MDL', 'MdlFlags'],
    on: verifier(OWN_SUBTYPE + 0x88, 'ours'), // the process would end in 0x76
    off: null,
    text: (routine) => `${routine}: the pages of the MDL are not locked`,
    page: 'routine',
    fix: 'Call MmUnlockPages before IoFreeMdl.',
  },
  'mdl-map-obsolete': row(
    0x81,
    'it is not called: a mapping that fails stops the machine',
    'Use MmGetSystemAddressForMdlSafe or MmMapLockedPagesSpecifyCache.',
  ),
  'no-such-mdl': {
    values: ['address'],
    on: verifier(OWN_SUBTYPE + 0x89, 'ours'), // no source says what such a call does
    off: null,
    text: (routine) => `${routine}: the address is an MDL of IoAllocateMdl`,
    page: 'routine',
    fix: 'Free an MDL once, and only one that IoAllocateMdl gave.',
  },
} as const satisfies Record<string, Row>;
