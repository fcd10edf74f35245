import type { ULONG, ULONG_PTR } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { FIRST_INTERNED, pointerSized } from '../machine/addresses.ts';
import type { MachinePorts } from '../machine/ports.ts';
import { bugCheckPage } from './bug-check.ts';

/** Type of `KeBugCheckEx`. */
export interface KeBugCheckEx {
  /**
   * Stops the machine with a bug check. Does not return: no filter and no finally block runs. Callable at any level.
   * @param BugCheckCode code, for example 0xE2 (MANUALLY_INITIATED_CRASH)
   * @param BugCheckParameter1 first parameter; what it means depends on the code
   * @param BugCheckParameter2 second parameter
   * @param BugCheckParameter3 third parameter
   * @param BugCheckParameter4 fourth parameter
   */
  (
    BugCheckCode: ULONG,
    BugCheckParameter1: ULONG_PTR | bigint,
    BugCheckParameter2: ULONG_PTR | bigint,
    BugCheckParameter3: ULONG_PTR | bigint,
    BugCheckParameter4: ULONG_PTR | bigint,
  ): void;
}

/** What a driver's own bug check needs of the machine. */
export type BugCheckServices = Pick<MachinePorts, 'architecture' | 'pointers' | 'bugCheck'>;

/** A parameter as a number. 64-bit values that are no canonical address are interned, so that they print exactly. */
function parameter(ports: BugCheckServices, value: number | bigint, index: number): number {
  const number = pointerSized(ports.architecture, value, `BugCheckParameter${index + 1}`);
  if (typeof value === 'bigint' && ports.architecture === 'x64') return ports.pointers.intern(value);
  // A number that large stands for an interned pointer or for nothing (docs/decisions/0002-addresses.md).
  if (number >= FIRST_INTERNED) ports.pointers.exact(number);
  return number;
}

/** Stops the machine because driver code asked for it. Shared with KeBugCheck, which differs only in its name. */
export function stopForDriver(
  ports: BugCheckServices,
  routineName: string,
  code: number,
  values: readonly (number | bigint)[],
): never {
  if (!Number.isInteger(code))
    throw new RangeError(`${routineName}: BugCheckCode is ${code}; it is a 32-bit number`);
  const page = bugCheckPage(code >>> 0);
  return ports.bugCheck(
    code >>> 0,
    values.map((value, index) => parameter(ports, value, index)),
    {
      rule: `${routineName}: driver code asked for this bug check`,
      ...(page === null ? {} : { page }),
      fix: 'Look at the call below the routine in the stack: the condition tested there is what went wrong.',
    },
  );
}

/** Declaration of `KeBugCheckEx`. */
export const KeBugCheckEx = routine<KeBugCheckEx>()(
  {
    name: 'KeBugCheckEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kebugcheckex',
    summary: 'Stops the machine with a bug check and four parameters.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'BugCheckCode', type: 'ULONG', direction: 'in' },
      { name: 'BugCheckParameter1', type: 'ULONG_PTR', direction: 'in' },
      { name: 'BugCheckParameter2', type: 'ULONG_PTR', direction: 'in' },
      { name: 'BugCheckParameter3', type: 'ULONG_PTR', direction: 'in' },
      { name: 'BugCheckParameter4', type: 'ULONG_PTR', direction: 'in' },
    ],
    returns: 'void',
    remarks: [
      'It does not return. No guest code runs afterwards: no filter, no finally block, no other thread.',
    ],
    seeAlso: ['KeBugCheck'],
    since: '0.1.0',
  },
  (ports: BugCheckServices) =>
    (BugCheckCode, BugCheckParameter1, BugCheckParameter2, BugCheckParameter3, BugCheckParameter4) =>
      stopForDriver(ports, 'KeBugCheckEx', BugCheckCode, [
        BugCheckParameter1,
        BugCheckParameter2,
        BugCheckParameter3,
        BugCheckParameter4,
      ]),
);
