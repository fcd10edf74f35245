/** What the routines need with which code stops itself. */
import type { EXCEPTION_RECORD } from '../../contract/c-types.ts';
import { EXCEPTION_NONCONTINUABLE } from '../../seh/exception-constants.ts';
import { softwareException } from '../../seh/exception-record.ts';
import { STATUS_STACK_BUFFER_OVERRUN } from '../../status/common.ts';
import { bugCheckPage } from '../bug-check.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Trap } from '../processor-trap.ts';

/** Services of assertions and fast fails. */
export interface AssertionServices {
  /** True when the driver is built with DBG 1. */
  readonly checked: boolean;
  irql(): number;
  /** Runs an instruction that raises. */
  readonly trap: Trap;
  /** Stops a driver or ends a program at once: no handler is asked, no finally block runs. */
  fastFail(code: number): never;
}

const KERNEL_SECURITY_CHECK_FAILURE = 0x139;

/** What the services are made of. */
export type AssertionHost = Pick<
  KernelHost,
  'settings' | 'irql' | 'inKernelMode' | 'bugCheck' | 'callerAddress'
> & {
  /** Ends the current process with an exception. */
  lastChance(record: EXCEPTION_RECORD): never;
};

/** The services on one machine. */
export const assertionServices = (host: AssertionHost, trap: Trap): AssertionServices => ({
  checked: host.settings.driverBuild === 'checked',
  irql: () => host.irql(),
  trap,
  fastFail(code) {
    if (!host.inKernelMode) {
      const record = softwareException(
        STATUS_STACK_BUFFER_OVERRUN,
        host.callerAddress(),
        EXCEPTION_NONCONTINUABLE,
        [code >>> 0],
      );
      return host.lastChance(record);
    }
    // Trap frame and exception record have no addresses: they are not there.
    return host.bugCheck(KERNEL_SECURITY_CHECK_FAILURE, [code >>> 0, 0, 0, 0], {
      rule: 'the code found itself in a state that must not be, and asked for a fast fail',
      page: bugCheckPage(KERNEL_SECURITY_CHECK_FAILURE),
      fix: 'The first parameter says what was found; the damage happened before.',
    });
  },
});
