/** How a routine of the Windows API fails when the service below it gives a status. */
import { rtlNtStatusToDosError } from '../status/rtl-nt-status-to-dos-error.ts';
import type { Win32Services } from './win32-services.ts';

/**
 * Leaves the last error that belongs to a status.
 *
 * @returns 0: the NULL, FALSE or byte count of a routine that failed
 */
export function failWith({ thread }: Pick<Win32Services, 'thread'>, status: number): 0 {
  thread.lastError = rtlNtStatusToDosError(status);
  return 0;
}

/** The same as a documented failure, for fault injection. */
export const failing =
  (status: number) =>
  (services: Win32Services): 0 =>
    failWith(services, status);

/** TRUE for STATUS_SUCCESS; else FALSE with the last error of the status. */
export const succeeded = (services: Win32Services, status: number): 0 | 1 =>
  status === 0 ? 1 : failWith(services, status);

/** A failure of a routine that gives a value of its own then: TLS_OUT_OF_INDEXES, THREAD_PRIORITY_ERROR_RETURN. */
export const failingWith =
  (result: number, status: number) =>
  (services: Win32Services): number => {
    failWith(services, status);
    return result;
  };
