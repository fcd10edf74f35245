import { describe, expect, it } from 'vitest';
import { classifyFault, type TrapOutcome, type TrapSite } from '../../src/kernel/bug-check-trap.ts';
import type { Fault, Profile } from '../../src/machine/ports.ts';

const USER = 0x7ff6_0000_1000;
const SYSTEM = -0x7f0_0000_0000;
const AT = -0x7ff_0000_0040;
const AV = 0xc000_0005;
const GUARD = 0x8000_0001;

type Row = [
  reason: Fault['reason'],
  access: Fault['access'],
  accessor: Fault['accessor'],
  space: Fault['space'],
  irql: number,
  expected: readonly number[] | 'exception AV' | 'exception guard',
  why: string,
];

const addressOf = (space: Fault['space']) => (space === 'user' ? USER : SYSTEM);

const classified = (fault: Partial<Fault>, site: Partial<TrapSite> = {}): TrapOutcome =>
  classifyFault(
    { address: USER, access: 'read', bytes: 4, reason: 'free', accessor: 'driver', space: 'user', ...fault },
    { profile: 'documented', irql: 0, instruction: AT, ...site },
  );

/** An exception as [code, …information], a bug check as [code, …parameters]. */
const flat = (outcome: TrapOutcome): readonly number[] =>
  outcome.kind === 'exception'
    ? [outcome.code, ...outcome.information]
    : [outcome.code, ...outcome.parameters];

const codes = { read: 0, write: 1, execute: 8 } as const;

const rows: Row[] = [
  ['free', 'read', 'driver', 'user', 0, 'exception AV', 'E-104: invalid user memory is catchable'],
  ['free', 'write', 'driver', 'user', 0, 'exception AV', 'E-006: 1 for a write'],
  ['reserved', 'write', 'kernel', 'user', 1, 'exception AV', 'APC_LEVEL still takes page faults'],
  ['unmapped', 'execute', 'driver', 'user', 0, 'exception AV', 'a call through NULL: E-006, 8'],
  ['no-access', 'read', 'kernel', 'user', 0, 'exception AV', 'PAGE_NOACCESS'],
  ['read-only', 'write', 'driver', 'user', 0, 'exception AV', 'BEHAVIOUR 9: read-only user page'],
  ['guard', 'write', 'driver', 'user', 0, 'exception guard', 'B-225, E-008'],
  ['guard', 'read', 'kernel', 'user', 1, 'exception guard', 'B-225, E-008'],

  ['free', 'read', 'user', 'user', 0, 'exception AV', 'user mode'],
  ['guard', 'read', 'user', 'user', 0, 'exception guard', 'user mode, B-225'],
  ['unmapped', 'write', 'user', 'kernel', 0, 'exception AV', 'E-014: a kernel address from user mode'],
  ['read-only', 'write', 'user', 'kernel', 0, 'exception AV', 'never 0xBE from user mode'],
  ['no-execute', 'execute', 'user', 'user', 0, 'exception AV', 'DEP, E-006: 8'],

  ['paged', 'write', 'driver', 'kernel', 2, [0xd1, SYSTEM, 2, 1, AT], 'D-086, paged pool under a spin lock'],
  ['paged', 'read', 'kernel', 'kernel', 2, [0xa, SYSTEM, 2, 0, AT], 'a routine for its caller'],
  ['paged', 'execute', 'driver', 'kernel', 5, [0xd1, SYSTEM, 5, 8, AT], 'D-086: 8 for execution'],
  ['paged', 'write', 'driver', 'user', 2, [0xd1, USER, 2, 1, AT], 'user memory is pageable'],
  ['free', 'write', 'driver', 'user', 2, [0xd1, USER, 2, 1, AT], 'E-105: not catchable at DISPATCH_LEVEL'],
  ['guard', 'read', 'driver', 'user', 2, [0xd1, USER, 2, 0, AT], 'a guard page is a page fault too'],
  [
    'read-only',
    'write',
    'kernel',
    'kernel',
    15,
    [0xa, SYSTEM, 15, 1, AT],
    'the IRQL is asked before the protection',
  ],
  [
    'no-execute',
    'execute',
    'driver',
    'kernel',
    2,
    [0xd1, SYSTEM, 2, 8, AT],
    'the IRQL is asked before the protection',
  ],
  ['non-canonical', 'read', 'driver', 'kernel', 2, [0xd1, SYSTEM, 2, 0, AT], 'documented: a page fault'],

  ['unmapped', 'read', 'driver', 'kernel', 0, [0x50, SYSTEM, 0, AT, 2], 'E-103; no page table'],
  ['free', 'write', 'driver', 'kernel', 1, [0x50, SYSTEM, 2, AT, 0], '2 for a write; freed PTE'],
  ['free', 'execute', 'kernel', 'kernel', 0, [0x50, SYSTEM, 0x10, AT, 0], '0x10 for execution'],
  ['reserved', 'read', 'driver', 'kernel', 0, [0x50, SYSTEM, 0, AT, 0], 'ours: like a freed PTE'],
  ['no-access', 'read', 'driver', 'kernel', 0, [0x50, SYSTEM, 0, AT, 0], 'ours: like a freed PTE'],
  [
    'guard',
    'read',
    'driver',
    'kernel',
    0,
    [0x50, SYSTEM, 0, AT, 0],
    'ours: no guard exceptions for system pages',
  ],
  ['non-canonical', 'read', 'driver', 'kernel', 0, [0x50, SYSTEM, 0, AT, 4], 'BEHAVIOUR 9, documented'],
  ['read-only', 'write', 'driver', 'kernel', 0, [0xbe, SYSTEM, 0, 0, 0], 'D-101'],
  ['no-execute', 'execute', 'driver', 'kernel', 0, [0xfc, SYSTEM, 0, 0, 0], 'D-101'],
  ['no-execute', 'execute', 'driver', 'user', 0, [0xfc, USER, 0, 0, 0], 'kernel execution of a user page'],
];

describe('classifyFault', () => {
  it.each(rows)(
    '%s, %s by %s in the %s range at IRQL %i: %j (%s)',
    (reason, access, accessor, space, irql, expected) => {
      const address = addressOf(space);
      const outcome = classified({ reason, access, accessor, space, address }, { irql });
      if (typeof expected !== 'string') {
        expect(outcome.kind).toBe('bugcheck');
        expect(flat(outcome)).toEqual(expected);
      } else {
        expect(outcome.kind).toBe('exception');
        expect(flat(outcome)).toEqual([expected === 'exception AV' ? AV : GUARD, codes[access], address]);
      }
    },
  );

  const protectionFaults: [Fault['accessor'], Profile, number, number, string][] = [
    ['kernel', 'observed', 0, -1, 'E-013, BEHAVIOUR 9'],
    ['driver', 'observed', 2, -1, 'a general protection fault is no page fault: the IRQL does not matter'],
    ['user', 'documented', 0, -1, 'E-013: user mode, both profiles'],
  ];
  it.each(protectionFaults)(
    'a non-canonical address by %s, %s, IRQL %i: access violation {0, %d} (%s)',
    (accessor, profile, irql, address) => {
      const outcome = classified(
        { reason: 'non-canonical', access: 'write', accessor, space: 'kernel', address: 2 ** 52 },
        { profile, irql },
      );
      expect(flat(outcome)).toEqual([AV, 0, address]);
    },
  );

  it('names the page of the bug check and a fix', () => {
    expect(classified({ reason: 'paged', space: 'kernel' }, { irql: 2 })).toMatchObject({
      page: 'debugger/bug-check-0xd1--driver-irql-not-less-or-equal',
      rule: 'paged memory is touched only below DISPATCH_LEVEL',
      fix: expect.stringContaining('nonpaged pool'),
    });
  });

  it('a paged page below DISPATCH_LEVEL can be touched: such a fault is our bug', () => {
    expect(() => classified({ reason: 'paged', space: 'kernel' }, { irql: 1 })).toThrow(RangeError);
  });
});
