import type { ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { AssertionServices } from './assertion-services.ts';

/** Stops the machine because something is damaged beyond use. */
export interface RtlFailFast {
  /**
   * Stops the machine because something is damaged beyond use: bug check 0x139 with the code. No handler is
   * asked and no finally block runs. Any IRQL. It does not return.
   * @param Code FAST_FAIL_… value: what was found
   */
  (Code: ULONG): void;
}

/** E-017: an inline routine around `int 29h`. */
export const RtlFailFast = routine<RtlFailFast>()(
  {
    name: 'RtlFailFast',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stops the machine because something is damaged beyond use.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [{ name: 'Code', type: 'ULONG', direction: 'in' }],
    returns: 'void',
    inline: true,
    seeAlso: ['__fastfail', 'KeBugCheckEx'],
    since: '0.1.0',
  },
  ({ fastFail }: AssertionServices) =>
    (Code) =>
      fastFail(Code),
);

/** Stops the machine, or ends the program, because something is damaged beyond use. */
export interface __fastfail {
  /**
   * Stops the machine, or ends the program, because something is damaged beyond use: bug check 0x139 with
   * the code, or STATUS_STACK_BUFFER_OVERRUN. No handler is asked and no finally block runs. Any IRQL. It
   * does not return.
   * @param code FAST_FAIL_… value: what was found
   */
  (code: ULONG): void;
}

/** E-017: the intrinsic behind RtlFailFast, `int 29h`. That a program has no say in it is *ours*, docs/decisions/0025-inline-routines-and-lists.md. */
export const __fastfail = routine<__fastfail>()(
  {
    name: '__fastfail',
    header: 'intrin.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stops the machine, or ends the program, because something is damaged beyond use.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [{ name: 'code', type: 'ULONG', direction: 'in' }],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlFailFast'],
    since: '0.1.0',
  },
  ({ fastFail }: AssertionServices) =>
    (code) =>
      fastFail(code),
);
