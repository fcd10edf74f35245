import type { HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../status/common.ts';
import { failing, succeeded } from './nt-failures.ts';
import { handleOf } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

function changed(services: Win32Services, hEvent: HANDLE | bigint, change: 'set' | 'reset' | 'pulse'): 0 | 1 {
  const status = services.objects.changeEvent(handleOf(services, hEvent, 'hEvent'), change);
  services.objects.finish();
  return succeeded(services, status);
}

/** See the call signature. */
export interface SetEvent {
  /**
   * Sets an event. One that is not of manual reset releases one wait and is not set then.
   * @param hEvent handle with EVENT_MODIFY_STATE
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (hEvent: HANDLE | bigint): BOOL;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const SetEvent = routine<SetEvent>()(
  {
    name: 'SetEvent',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Sets an event.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'hEvent', type: 'HANDLE', direction: 'in' }],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'the handle is that of something else; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle was opened without the right to do this; last error ERROR_ACCESS_DENIED',
        modelled: 'produced',
      },
    ],
    seeAlso: ['ResetEvent', 'CreateEventA'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hEvent) => changed(services, hEvent, 'set'),
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: failing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_ACCESS_DENIED: failing(STATUS_ACCESS_DENIED),
    },
  },
);

/** See the call signature. */
export interface ResetEvent {
  /**
   * Makes an event not set.
   * @param hEvent handle with EVENT_MODIFY_STATE
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (hEvent: HANDLE | bigint): BOOL;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const ResetEvent = routine<ResetEvent>()(
  {
    name: 'ResetEvent',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes an event not set.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'hEvent', type: 'HANDLE', direction: 'in' }],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'the handle is that of something else; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle was opened without the right to do this; last error ERROR_ACCESS_DENIED',
        modelled: 'produced',
      },
    ],
    seeAlso: ['SetEvent', 'CreateEventA'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hEvent) => changed(services, hEvent, 'reset'),
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: failing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_ACCESS_DENIED: failing(STATUS_ACCESS_DENIED),
    },
  },
);

/** See the call signature. */
export interface PulseEvent {
  /**
   * Sets an event, releases those who wait now, and makes it not set.
   * @param hEvent handle with EVENT_MODIFY_STATE
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (hEvent: HANDLE | bigint): BOOL;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const PulseEvent = routine<PulseEvent>()(
  {
    name: 'PulseEvent',
    header: 'winbase.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Sets an event, releases those who wait now, and makes it not set.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'hEvent', type: 'HANDLE', direction: 'in' }],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'the handle is that of something else; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle was opened without the right to do this; last error ERROR_ACCESS_DENIED',
        modelled: 'produced',
      },
    ],
    seeAlso: ['SetEvent', 'ResetEvent', 'CreateEventA'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hEvent) => changed(services, hEvent, 'pulse'),
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: failing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_ACCESS_DENIED: failing(STATUS_ACCESS_DENIED),
    },
  },
);
