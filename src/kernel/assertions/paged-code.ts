import { routine } from '../../contract/contract.ts';
import { APC_LEVEL } from '../../contract/irql.ts';
import type { AssertionServices } from './assertion-services.ts';

/** Says, in a checked build, that code may wait for its pages. */
export interface PAGED_CODE {
  /**
   * Put at the beginning of pageable code: when the driver is built with DBG 1 (boot option driverBuild) and
   * the IRQL is above APC_LEVEL, STATUS_ASSERTION_FAILURE is raised. It looks once: a level that is raised
   * later goes unnoticed. A free build does nothing.
   */
  (): void;
}

/** D-077, BEHAVIOUR-DECISIONS 13. */
export const PAGED_CODE = routine<PAGED_CODE>()(
  {
    name: 'PAGED_CODE',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Says, in a checked build, that code may wait for its pages.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [],
    returns: 'void',
    inline: true,
    seeAlso: ['NT_ASSERT'],
    since: '0.1.0',
  },
  ({ checked, irql, trap }: AssertionServices) =>
    () => {
      if (checked && irql() > APC_LEVEL) trap('assertion');
    },
);
