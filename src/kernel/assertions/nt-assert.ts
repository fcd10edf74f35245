import { routine } from '../../contract/contract.ts';
import type { AssertionServices } from './assertion-services.ts';

/** Checks, in a checked build, what must be true. */
export interface NT_ASSERT {
  /**
   * Checks what must be true, when the driver is built with DBG 1 (boot option driverBuild): else
   * STATUS_ASSERTION_FAILURE is raised. A free build does nothing. Any IRQL.
   * @param exp what must be true
   */
  (exp: boolean | number | bigint): void;
}

/** BEHAVIOUR-DECISIONS 13: `int 2Ch` without a debugger. */
export const NT_ASSERT = routine<NT_ASSERT>()(
  {
    name: 'NT_ASSERT',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Checks, in a checked build, what must be true.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [{ name: 'exp', type: 'expression', direction: 'in' }],
    returns: 'void',
    inline: true,
    seeAlso: ['ASSERT', 'PAGED_CODE'],
    since: '0.1.0',
  },
  ({ checked, trap }: AssertionServices) =>
    (exp) => {
      if (checked && !exp) trap('assertion');
    },
);

/** Checks, in a checked build, what must be true. */
export interface ASSERT {
  /**
   * Checks what must be true, when the driver is built with DBG 1 (boot option driverBuild): else it breaks
   * into the debugger, and without one STATUS_BREAKPOINT is raised. A free build does nothing. Any IRQL.
   * @param exp what must be true
   */
  (exp: boolean | number | bigint): void;
}

/** BEHAVIOUR-DECISIONS 13: a breakpoint without a debugger. */
export const ASSERT = routine<ASSERT>()(
  {
    name: 'ASSERT',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Checks, in a checked build, what must be true.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [{ name: 'exp', type: 'expression', direction: 'in' }],
    returns: 'void',
    inline: true,
    seeAlso: ['NT_ASSERT'],
    since: '0.1.0',
  },
  ({ checked, trap }: AssertionServices) =>
    (exp) => {
      if (checked && !exp) trap('breakpoint');
    },
);
