/**
 * What becomes of an access that could not be made: an exception that a filter
 * can answer, or a bug check that nothing can (BEHAVIOUR-DECISIONS 8 and 9).
 * Memory reports faults and knows no IRQL; SEH gets exceptions and knows none
 * either; the decision is made here and only here. Pure.
 *
 * The order of the questions is that of the machine: who, at which IRQL, which
 * kind of address, which protection.
 */
import { DISPATCH_LEVEL } from '../contract/irql.ts';
import type { Fault, Profile } from '../machine/ports.ts';
import { asObserved } from '../machine/profile-differences.ts';
import type { BugCheckParameters } from '../machine/stop.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_GUARD_PAGE_VIOLATION } from '../status/common.ts';
import { bugCheckPage } from './bug-check.ts';

/** Where the processor stood when the access failed. */
export interface TrapSite {
  readonly profile: Profile;
  readonly irql: number;
  /** Address of the instruction that made the access. */
  readonly instruction: number;
  /** Whether the address is one of special pool without memory, and that of a freed block or beyond a live one. */
  readonly specialPool?: 'freed' | 'beyond' | null;
  /** Whether the address lies in a section of the driver: its code or its variables. */
  readonly inDriver?: boolean;
}

/** An exception for SEH to dispatch. */
export interface TrapException {
  readonly kind: 'exception';
  /** STATUS_ACCESS_VIOLATION or STATUS_GUARD_PAGE_VIOLATION. */
  readonly code: number;
  /** Access kind (0, 1, 8) and address: E-006, E-008. */
  readonly information: readonly [number, number];
}

/** A bug check. No filter and no finally block runs. */
export interface TrapBugCheck {
  readonly kind: 'bugcheck';
  readonly code: number;
  readonly parameters: BugCheckParameters;
  readonly rule: string;
  readonly page: string | null;
  readonly fix: string;
}

/** What becomes of a fault. */
export type TrapOutcome = TrapException | TrapBugCheck;

/** Access as exception records, 0xA and 0xD1 have it: D-086, E-006. */
const accessCode = { read: 0, write: 1, execute: 8 } as const;
/** Access as the second parameter of 0x50 has it on x86 and x64, since 1507. */
const pageFaultAccess = { read: 0, write: 2, execute: 0x10 } as const;

/** Fourth parameter of 0x50. */
const FREED_PTE = 0;
const NO_PAGE_TABLE = 2;
const NOT_CANONICAL = 4;

const DRIVER_IRQL_NOT_LESS_OR_EQUAL = 0xd1;
const IRQL_NOT_LESS_OR_EQUAL = 0xa;
const PAGE_FAULT_IN_NONPAGED_AREA = 0x50;
const PAGE_FAULT_IN_FREED_SPECIAL_POOL = 0xcc;
const PAGE_FAULT_BEYOND_END_OF_ALLOCATION = 0xcd;
const DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL = 0xd5;
const DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION = 0xd6;
const DRIVER_PORTION_MUST_BE_NONPAGED = 0xd3;
const ATTEMPTED_WRITE_TO_READONLY_MEMORY = 0xbe;
const ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY = 0xfc;

const bugCheck = (code: number, parameters: BugCheckParameters, rule: string, fix: string): TrapBugCheck => ({
  kind: 'bugcheck',
  code,
  parameters,
  rule,
  page: bugCheckPage(code),
  fix,
});

const exception = (code: number, kind: number, address: number): TrapException => ({
  kind: 'exception',
  code,
  information: [kind, address],
});

/** Decides about a fault. */
export function classifyFault(fault: Fault, site: TrapSite): TrapOutcome {
  // The processor refuses a non-canonical address with a general protection fault, which has no address: the
  // record says "read of -1" (E-013). It is no page fault, so the IRQL does not matter. In kernel mode that is
  // what tests see; the page of 0x50 describes it as a page fault.
  const protectionFault =
    fault.reason === 'non-canonical' &&
    (fault.accessor === 'user' || asObserved(site.profile, 'non-canonical-address'));
  if (protectionFault) return exception(STATUS_ACCESS_VIOLATION, 0, -1);
  if (fault.accessor === 'user') return catchable(fault);
  // Special pool is asked at every level: the block that was missed says more than the level (*ours*).
  if (site.specialPool) return specialPool(fault, site, site.specialPool);
  if (site.irql >= DISPATCH_LEVEL) return tooHigh(fault, site);
  if (fault.reason === 'paged') {
    throw new RangeError(
      'memory reported a paged page as not accessible below DISPATCH_LEVEL: the mask is stale',
    );
  }
  if (fault.reason === 'non-canonical') return invalidSystemAddress(fault, site, NOT_CANONICAL);
  // Kernel code that runs in a user page is stopped like that in a page without execute permission (SMEP).
  if (fault.reason === 'no-execute') return noExecute(fault);
  if (fault.space === 'user') return catchable(fault);
  if (fault.reason === 'read-only') return readOnlySystemPage(fault);
  return invalidSystemAddress(fault, site, fault.reason === 'unmapped' ? NO_PAGE_TABLE : FREED_PTE);
}

/** Invalid user-range address: E-104, and B-225 for the first touch of a guard page. */
function catchable(fault: Fault): TrapException {
  const code = fault.reason === 'guard' ? STATUS_GUARD_PAGE_VIOLATION : STATUS_ACCESS_VIOLATION;
  return exception(code, accessCode[fault.access], fault.address);
}

/** A page fault at DISPATCH_LEVEL or above: E-105. Driver code 0xD1, a routine for its caller 0xA. */
function tooHigh(fault: Fault, site: TrapSite): TrapBugCheck {
  if (fault.reason === 'paged' && site.inDriver) return pageableDriver(fault, site);
  if (fault.address >= 0 && fault.address < NULL_BYTES) return nullPointer(fault, site);
  const driver = fault.accessor === 'driver';
  return bugCheck(
    driver ? DRIVER_IRQL_NOT_LESS_OR_EQUAL : IRQL_NOT_LESS_OR_EQUAL,
    [fault.address, site.irql, accessCode[fault.access], site.instruction],
    fault.reason === 'paged'
      ? 'paged memory is touched only below DISPATCH_LEVEL'
      : 'at DISPATCH_LEVEL and above only resident, valid memory is touched',
    fault.reason === 'paged'
      ? 'Allocate it from nonpaged pool, or touch it before the IRQL is raised (a spin lock raises it).'
      : 'The address is not valid; at this IRQL no handler can catch that. Check the pointer before raising.',
  );
}

/** Addresses of a NULL pointer and of the members of what it would point at (D-087). */
const NULL_BYTES = 0x1000;

/** D-087: the parameters are those of any other address, the meaning is another. */
const nullPointer = (fault: Fault, site: TrapSite): TrapBugCheck =>
  bugCheck(
    fault.accessor === 'driver' ? DRIVER_IRQL_NOT_LESS_OR_EQUAL : IRQL_NOT_LESS_OR_EQUAL,
    [fault.address, site.irql, accessCode[fault.access], site.instruction],
    'a NULL pointer is not dereferenced',
    'Find out why the pointer is NULL: an allocation that failed, or a member that was never set.',
  );

/** D-090, whoever makes the access: pageable code or data of the driver. Execution counts as a read. */
const pageableDriver = (fault: Fault, site: TrapSite): TrapBugCheck =>
  bugCheck(
    DRIVER_PORTION_MUST_BE_NONPAGED,
    [
      fault.address,
      site.irql,
      fault.access === 'write' ? 1 : 0,
      fault.access === 'execute' ? fault.address : site.instruction,
    ],
    'pageable code and data of a driver are used only below DISPATCH_LEVEL',
    'Put it in a resident section, or lock its section (MmLockPagableCodeSection, MmLockPagableDataSection) before the IRQL is raised.',
  );

/** D-103. The fourth parameter is reserved; execution counts as a read (*ours*). */
function specialPool(fault: Fault, site: TrapSite, which: 'freed' | 'beyond'): TrapBugCheck {
  const driver = fault.accessor === 'driver';
  const parameters: BugCheckParameters = [
    fault.address,
    fault.access === 'write' ? 1 : 0,
    site.instruction,
    0,
  ];
  if (which === 'freed')
    return bugCheck(
      driver ? DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL : PAGE_FAULT_IN_FREED_SPECIAL_POOL,
      parameters,
      'a block of pool is not touched after it was freed',
      'Find out which pointer outlived the block: set it to NULL where the block is freed.',
    );
  return bugCheck(
    driver ? DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION : PAGE_FAULT_BEYOND_END_OF_ALLOCATION,
    parameters,
    'only the bytes of a block are touched that were asked for',
    'Compare the size that was asked for with the index or length that was used here.',
  );
}

/** Invalid system address: E-103. */
function invalidSystemAddress(fault: Fault, site: TrapSite, type: number): TrapBugCheck {
  return bugCheck(
    PAGE_FAULT_IN_NONPAGED_AREA,
    [fault.address, pageFaultAccess[fault.access], site.instruction, type],
    'system memory is touched only while it is allocated',
    'The pointer is wrong, or its memory is already freed. A handler does not catch an invalid system address.',
  );
}

/** D-101. The PTE contents and the reserved parameters are 0 (*ours*). */
const readOnlySystemPage = (fault: Fault): TrapBugCheck =>
  bugCheck(
    ATTEMPTED_WRITE_TO_READONLY_MEMORY,
    [fault.address, 0, 0, 0],
    'read-only system memory is not written',
    'Write to a copy, or find out how the pointer came to point at constant data or code.',
  );

/** D-101. The PTE contents and the reserved parameters are 0 (*ours*). */
const noExecute = (fault: Fault): TrapBugCheck =>
  bugCheck(
    ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY,
    [fault.address, 0, 0, 0],
    'code is executed only from executable system memory',
    'The function pointer is wrong: it points at data, or at a page of a user-mode program.',
  );
