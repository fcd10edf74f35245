import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Resources } from './resources.ts';

/** Keeps an ERESOURCE from raising the priority of its owners. */
export interface ExDisableResourceBoostLite {
  /**
   * Keeps an ERESOURCE from raising the priority of its owners. IRQL <= DISPATCH_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   */
  (Resource: PVOID): void;
}

/** Declaration of `ExDisableResourceBoostLite`. */
export const ExDisableResourceBoostLite = routine<ExDisableResourceBoostLite>()(
  {
    name: 'ExDisableResourceBoostLite',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'ntifs/nf-ntifs-exdisableresourceboostlite',
    summary: 'Keeps an ERESOURCE from raising the priority of its owners.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '<= DISPATCH_LEVEL',
      source: 'header',
    },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'in' }],
    returns: 'void',
    remarks: ['No ERESOURCE of irqlab raises priorities.'],
    seeAlso: ['ExInitializeResourceLite'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) => resources.touch(Resource, 'ExDisableResourceBoostLite'),
);
