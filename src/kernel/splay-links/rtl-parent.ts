import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { callerLinks, type SplayServices } from './splay-services.ts';

/** Type of `RtlParent`. */
export interface RtlParent {
  /**
   * Gives the node above a node. IRQL <= DISPATCH_LEVEL, with links that are resident there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns its parent; of the root, the root itself
   */
  (Links: PVOID): PVOID;
}

/** Declaration of `RtlParent`. */
export const RtlParent = routine<RtlParent>()(
  {
    name: 'RtlParent',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'ntddk/nf-ntddk-rtlparent',
    summary: 'Gives the node above a node.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'PRTL_SPLAY_LINKS',
    inline: true,
    seeAlso: ['RtlLeftChild', 'RtlIsRoot'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = callerLinks(services);
    return (Links) => links.parent(Links);
  },
);

/** Type of `RtlLeftChild`. */
export interface RtlLeftChild {
  /**
   * Gives the left child of a node. IRQL <= DISPATCH_LEVEL, with links that are resident there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns the child, or NULL
   */
  (Links: PVOID): PVOID;
}

/** Declaration of `RtlLeftChild`. */
export const RtlLeftChild = routine<RtlLeftChild>()(
  {
    name: 'RtlLeftChild',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'ntddk/nf-ntddk-rtlleftchild',
    summary: 'Gives the left child of a node.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'PRTL_SPLAY_LINKS',
    inline: true,
    seeAlso: ['RtlRightChild', 'RtlParent'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = callerLinks(services);
    return (Links) => links.child(Links, 'left');
  },
);

/** Type of `RtlRightChild`. */
export interface RtlRightChild {
  /**
   * Gives the right child of a node. IRQL <= DISPATCH_LEVEL, with links that are resident there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns the child, or NULL
   */
  (Links: PVOID): PVOID;
}

/** Declaration of `RtlRightChild`. */
export const RtlRightChild = routine<RtlRightChild>()(
  {
    name: 'RtlRightChild',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'ntddk/nf-ntddk-rtlrightchild',
    summary: 'Gives the right child of a node.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'PRTL_SPLAY_LINKS',
    inline: true,
    seeAlso: ['RtlLeftChild', 'RtlParent'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = callerLinks(services);
    return (Links) => links.child(Links, 'right');
  },
);

/** Type of `RtlIsRoot`. */
export interface RtlIsRoot {
  /**
   * Says whether a node is the root of its tree. IRQL <= DISPATCH_LEVEL, with links that are resident there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns TRUE or FALSE
   */
  (Links: PVOID): BOOLEAN;
}

/** Declaration of `RtlIsRoot`. */
export const RtlIsRoot = routine<RtlIsRoot>()(
  {
    name: 'RtlIsRoot',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'ntddk/nf-ntddk-rtlisroot',
    summary: 'Says whether a node is the root of its tree.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'BOOLEAN',
    inline: true,
    seeAlso: ['RtlParent'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = callerLinks(services);
    return (Links) => Number(links.isTop(Links));
  },
);

/** Type of `RtlIsLeftChild`. */
export interface RtlIsLeftChild {
  /**
   * Says whether a node is the left child of its parent. IRQL <= DISPATCH_LEVEL, with links that are resident
   * there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns TRUE or FALSE
   */
  (Links: PVOID): BOOLEAN;
}

/** Declaration of `RtlIsLeftChild`. */
export const RtlIsLeftChild = routine<RtlIsLeftChild>()(
  {
    name: 'RtlIsLeftChild',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'ntddk/nf-ntddk-rtlisleftchild',
    summary: 'Says whether a node is the left child of its parent.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'BOOLEAN',
    inline: true,
    seeAlso: ['RtlIsRightChild'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = callerLinks(services);
    return (Links) => Number(links.child(links.parent(Links), 'left') === Links);
  },
);

/** Type of `RtlIsRightChild`. */
export interface RtlIsRightChild {
  /**
   * Says whether a node is the right child of its parent. IRQL <= DISPATCH_LEVEL, with links that are resident
   * there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns TRUE or FALSE
   */
  (Links: PVOID): BOOLEAN;
}

/** Declaration of `RtlIsRightChild`. */
export const RtlIsRightChild = routine<RtlIsRightChild>()(
  {
    name: 'RtlIsRightChild',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'ntddk/nf-ntddk-rtlisrightchild',
    summary: 'Says whether a node is the right child of its parent.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'BOOLEAN',
    inline: true,
    seeAlso: ['RtlIsLeftChild'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = callerLinks(services);
    return (Links) => Number(links.child(links.parent(Links), 'right') === Links);
  },
);
