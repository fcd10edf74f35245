import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { kernelLinks, type SplayServices } from './splay-services.ts';

/** Type of `RtlSplay`. */
export interface RtlSplay {
  /**
   * Brings a node to the root of its tree. IRQL <= DISPATCH_LEVEL, with links that are resident there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns the node
   */
  (Links: PVOID): PVOID;
}

/** Declaration of `RtlSplay`. */
export const RtlSplay = routine<RtlSplay>()(
  {
    name: 'RtlSplay',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtlsplay',
    summary: 'Brings a node to the root of its splay tree.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'inout' }],
    returns: 'PRTL_SPLAY_LINKS',
    seeAlso: ['RtlDelete'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = kernelLinks(services);
    return (Links) => links.splay(Links);
  },
);
