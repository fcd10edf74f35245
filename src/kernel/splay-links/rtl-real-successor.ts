import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { kernelLinks, type SplayServices } from './splay-services.ts';

/** Type of `RtlRealSuccessor`. */
export interface RtlRealSuccessor {
  /**
   * Gives the node behind another one in its splay tree. IRQL <= DISPATCH_LEVEL, with links that are resident
   * there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns that node; NULL for none
   */
  (Links: PVOID): PVOID;
}

/** Declaration of `RtlRealSuccessor`. */
export const RtlRealSuccessor = routine<RtlRealSuccessor>()(
  {
    name: 'RtlRealSuccessor',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlrealsuccessor',
    summary: 'Gives the node behind another one in its splay tree.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'PRTL_SPLAY_LINKS',
    mustCheck: true,
    seeAlso: ['RtlRealPredecessor', 'RtlSubtreeSuccessor'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = kernelLinks(services);
    return (Links) => links.nearest(Links, 'right');
  },
);

/** Type of `RtlRealPredecessor`. */
export interface RtlRealPredecessor {
  /**
   * Gives the node before another one in its splay tree. IRQL <= DISPATCH_LEVEL, with links that are resident
   * there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns that node; NULL for none
   */
  (Links: PVOID): PVOID;
}

/** Declaration of `RtlRealPredecessor`. */
export const RtlRealPredecessor = routine<RtlRealPredecessor>()(
  {
    name: 'RtlRealPredecessor',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlrealpredecessor',
    summary: 'Gives the node before another one in its splay tree.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'PRTL_SPLAY_LINKS',
    mustCheck: true,
    seeAlso: ['RtlRealSuccessor', 'RtlSubtreePredecessor'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = kernelLinks(services);
    return (Links) => links.nearest(Links, 'left');
  },
);

/** Type of `RtlSubtreeSuccessor`. */
export interface RtlSubtreeSuccessor {
  /**
   * Gives the node behind another one among those below it. IRQL <= DISPATCH_LEVEL, with links that are resident
   * there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns that node; NULL for none
   */
  (Links: PVOID): PVOID;
}

/** Declaration of `RtlSubtreeSuccessor`. */
export const RtlSubtreeSuccessor = routine<RtlSubtreeSuccessor>()(
  {
    name: 'RtlSubtreeSuccessor',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlsubtreesuccessor',
    summary: 'Gives the node behind another one among those below it.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'PRTL_SPLAY_LINKS',
    mustCheck: true,
    seeAlso: ['RtlSubtreePredecessor', 'RtlRealSuccessor'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = kernelLinks(services);
    return (Links) => links.nearestBelow(Links, 'right');
  },
);

/** Type of `RtlSubtreePredecessor`. */
export interface RtlSubtreePredecessor {
  /**
   * Gives the node before another one among those below it. IRQL <= DISPATCH_LEVEL, with links that are resident
   * there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns that node; NULL for none
   */
  (Links: PVOID): PVOID;
}

/** Declaration of `RtlSubtreePredecessor`. */
export const RtlSubtreePredecessor = routine<RtlSubtreePredecessor>()(
  {
    name: 'RtlSubtreePredecessor',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlsubtreepredecessor',
    summary: 'Gives the node before another one among those below it.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'PRTL_SPLAY_LINKS',
    mustCheck: true,
    seeAlso: ['RtlSubtreeSuccessor', 'RtlRealPredecessor'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = kernelLinks(services);
    return (Links) => links.nearestBelow(Links, 'left');
  },
);
