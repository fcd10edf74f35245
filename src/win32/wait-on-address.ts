import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, PVOID, SIZE_T } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { ERROR_TIMEOUT, STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { relativeTime } from './milliseconds.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** Sizes of a value that a thread can wait for. */
const SIZES: readonly number[] = [1, 2, 4, 8];

/** Whether two values in memory are the same. Each is read as the program reads it. */
function areEqual(
  { heap: { memory } }: Win32Services,
  address: number,
  other: number,
  bytes: number,
): boolean {
  const [one, two] = [memory.readBytes(address, bytes), memory.readBytes(other, bytes)];
  return one.every((byte, index) => byte === two[index]);
}

/** See the call signature. */
export interface WaitOnAddress {
  /**
   * Waits until somebody says that a value has changed, unless it has another one already.
   * @param Address address of the value
   * @param CompareAddress address of the value that is not wanted
   * @param AddressSize bytes of both: 1, 2, 4 or 8
   * @param dwMilliseconds how long; INFINITE (0xFFFFFFFF) without end
   * @returns 1 (TRUE) when it was woken or the value is another one, or 0 (FALSE) with the last error ERROR_TIMEOUT when the time was up
   */
  (Address: PVOID, CompareAddress: PVOID, AddressSize: SIZE_T | bigint, dwMilliseconds: DWORD): BOOL;
}

/** Who waits for which address is kept as for condition variables: docs/decisions/0082-synchronisation-of-programs.md. */
export const WaitOnAddress = blockingRoutine<WaitOnAddress>()(
  {
    name: 'WaitOnAddress',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Synchronization.lib',
    dll: 'KernelBase.dll',
    page: null,
    summary: 'Waits until somebody says that a value has changed, unless it has another one already.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'Address', type: 'volatile void *', direction: 'in' },
      { name: 'CompareAddress', type: 'PVOID', direction: 'in' },
      { name: 'AddressSize', type: 'SIZE_T', direction: 'in' },
      { name: 'dwMilliseconds', type: 'DWORD', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText:
      '1 (TRUE) when it was woken or the value is another one, or 0 (FALSE) with the last error ERROR_TIMEOUT when the time was up.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'AddressSize is not 1, 2, 4 or 8; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    remarks: [
      'Storing the value wakes nobody: call WakeByAddressSingle or WakeByAddressAll behind the store. Compare again after a return: the value may be the old one.',
    ],
    blocks: true,
    seeAlso: ['WakeByAddressSingle', 'WakeByAddressAll', 'SleepConditionVariableSRW'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (Address, CompareAddress, AddressSize, dwMilliseconds) {
      const bytes = Number(AddressSize);
      if (!SIZES.includes(bytes)) return failWith(services, STATUS_INVALID_PARAMETER);
      if (!areEqual(services, Address, CompareAddress, bytes)) return 1;
      const { addressWaits } = services;
      const timeout = relativeTime(dwMilliseconds >>> 0);
      const sleeper = addressWaits.begin(Address);
      try {
        yield* services.block({
          routine: 'WaitOnAddress',
          object: Address,
          what: 'a wake by address',
          owner: () => null,
          ready: () => sleeper.isWoken,
          ...(timeout === null ? {} : { due: services.interruptTime() - timeout }),
        });
      } finally {
        addressWaits.end(Address, sleeper);
      }
      if (sleeper.isWoken) return 1;
      services.thread.lastError = ERROR_TIMEOUT;
      return 0;
    },
  { failures: { STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER) } },
);

/** See the call signature. */
export interface WakeByAddressSingle {
  /**
   * Wakes the thread that has waited longest for a value.
   * @param Address address of the value
   */
  (Address: PVOID): void;
}

/** Rules: WaitOnAddress. */
export const WakeByAddressSingle = routine<WakeByAddressSingle>()(
  {
    name: 'WakeByAddressSingle',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Synchronization.lib',
    dll: 'KernelBase.dll',
    page: null,
    summary: 'Wakes the thread that has waited longest for a value.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'Address', type: 'PVOID', direction: 'in' }],
    returns: 'void',
    seeAlso: ['WaitOnAddress', 'WakeByAddressAll'],
    since: '0.1.0',
  },
  (services: Win32Services) => (Address) => {
    services.addressWaits.wake(Address, 1);
    services.released();
  },
);

/** See the call signature. */
export interface WakeByAddressAll {
  /**
   * Wakes all threads that wait for a value.
   * @param Address address of the value
   */
  (Address: PVOID): void;
}

/** Rules: WaitOnAddress. */
export const WakeByAddressAll = routine<WakeByAddressAll>()(
  {
    name: 'WakeByAddressAll',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Synchronization.lib',
    dll: 'KernelBase.dll',
    page: null,
    summary: 'Wakes all threads that wait for a value.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'Address', type: 'PVOID', direction: 'in' }],
    returns: 'void',
    seeAlso: ['WaitOnAddress', 'WakeByAddressSingle'],
    since: '0.1.0',
  },
  (services: Win32Services) => (Address) => {
    services.addressWaits.wake(Address, Number.POSITIVE_INFINITY);
    services.released();
  },
);
