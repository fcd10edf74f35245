/** Rules of ERESOURCEs. */
import { both, fourZerosDocumented, type Row, verifier } from './row.ts';

/** The rows of these rules. */
export const resourceRules = {
  'resource-acquire-apcs-enabled': {
    values: ['current IRQL', 'count that disables APCs', 'resource'],
    on: verifier(0x37, 'documented'), // D-071; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the caller is in a critical or guarded region, or at APC_LEVEL`,
    page: 'routine',
    fix: 'Call KeEnterCriticalRegion first, or ExEnterCriticalRegionAndAcquireResourceExclusive.',
  },
  'resource-release-apcs-enabled': {
    values: ['current IRQL', 'count that disables APCs', 'resource'],
    on: verifier(0x38, 'documented'), // D-071; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the caller is in a critical or guarded region, or at APC_LEVEL`,
    page: 'routine',
    fix: 'Leave the critical region after the release and not before.',
  },
  'resource-unaligned': {
    values: ['resource'],
    on: verifier(0x3d, 'documented'), // the page of 0xC4; the resource as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the resource is aligned as the compiler aligns an ERESOURCE`,
    page: 'routine',
    fix: 'Do not place an ERESOURCE in a packed structure or at an odd offset of a buffer.',
  },
  'resource-initialised-twice': {
    values: ['resource'],
    on: verifier(0xd0, 'documented'), // the page of 0xC4; the resource as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the resource is not initialised yet, or was deleted since`,
    page: 'routine',
    fix: 'Call ExDeleteResourceLite before the memory is freed or used for another resource.',
  },
  'resource-deleted-uninitialised': {
    values: ['resource'],
    on: verifier(0xd1, 'documented'), // the page of 0xC4; the resource as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the resource was initialised`,
    page: 'routine',
    fix: 'Delete a resource once, with the address that ExInitializeResourceLite got.',
  },
  'resource-not-owned': {
    values: ['resource', 'owner'],
    ...both({ code: 0xe3, parameters: (value) => [value(0), value(1), 0, 0], from: 'documented' }), // no owner table
    text: (routine) => `${routine}: the owner holds the resource`,
    page: 'debugger/bug-check-0xe3--resource-not-owned',
    fix: 'Release a resource once for each acquire, on its thread or with ExReleaseResourceForThreadLite.',
  },
  'resource-not-exclusive': {
    values: ['resource'],
    on: fourZerosDocumented(0x1f), // that the verifier gives it is *ours*
    off: null,
    text: (routine) => `${routine}: the thread holds the resource exclusively`,
    page: 'debugger/bug-check-0x1f--shared-resource-conv-error',
    fix: 'Convert only what ExAcquireResourceExclusiveLite acquired on this thread.',
  },
  'resource-owner-pointer': {
    values: ['resource', 'owner pointer'],
    ...both(fourZerosDocumented(0x132)), // its page lists no parameters
    text: (routine) => `${routine}: the two lowest bits of the owner pointer are set`,
    page: 'debugger/bug-check-0x132--resource-owner-pointer-invalid',
    fix: 'Pass the address of system memory that lives as long as the owner, with 3 added.',
  },
} as const satisfies Record<string, Row>;
