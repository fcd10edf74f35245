import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { callerLinks, type SplayServices } from './splay-services.ts';

/** Type of `RtlInitializeSplayLinks`. */
export interface RtlInitializeSplayLinks {
  /**
   * Makes a node the root of a tree that has no other. IRQL <= DISPATCH_LEVEL, with links that are resident there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   */
  (Links: PVOID): void;
}

/** Declaration of `RtlInitializeSplayLinks`. */
export const RtlInitializeSplayLinks = routine<RtlInitializeSplayLinks>()(
  {
    name: 'RtlInitializeSplayLinks',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'ntddk/nf-ntddk-rtlinitializesplaylinks',
    summary: 'Makes a node the root of a tree of its own.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlInsertAsLeftChild', 'RtlInsertAsRightChild'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = callerLinks(services);
    return (Links) => {
      links.setParent(Links, Links);
      links.setChild(Links, 'left', 0);
      links.setChild(Links, 'right', 0);
    };
  },
);

/** Type of `RtlInsertAsLeftChild`. */
export interface RtlInsertAsLeftChild {
  /**
   * Makes a node the left child of another one that has none there. The tree is not splayed. IRQL <=
   * DISPATCH_LEVEL, with links that are resident there.
   * @param ParentLinks address of the RTL_SPLAY_LINKS of a node
   * @param ChildLinks address of those of its new child
   */
  (ParentLinks: PVOID, ChildLinks: PVOID): void;
}

/** Declaration of `RtlInsertAsLeftChild`. */
export const RtlInsertAsLeftChild = routine<RtlInsertAsLeftChild>()(
  {
    name: 'RtlInsertAsLeftChild',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'ntddk/nf-ntddk-rtlinsertasleftchild',
    summary: 'Makes a node the left child of another one.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [
      { name: 'ParentLinks', type: 'PRTL_SPLAY_LINKS', direction: 'in' },
      { name: 'ChildLinks', type: 'PRTL_SPLAY_LINKS', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlInitializeSplayLinks', 'RtlSplay'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = callerLinks(services);
    return (ParentLinks, ChildLinks) => links.setChild(ParentLinks, 'left', ChildLinks);
  },
);

/** Type of `RtlInsertAsRightChild`. */
export interface RtlInsertAsRightChild {
  /**
   * Makes a node the right child of another one that has none there. The tree is not splayed. IRQL <=
   * DISPATCH_LEVEL, with links that are resident there.
   * @param ParentLinks address of the RTL_SPLAY_LINKS of a node
   * @param ChildLinks address of those of its new child
   */
  (ParentLinks: PVOID, ChildLinks: PVOID): void;
}

/** Declaration of `RtlInsertAsRightChild`. */
export const RtlInsertAsRightChild = routine<RtlInsertAsRightChild>()(
  {
    name: 'RtlInsertAsRightChild',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'ntddk/nf-ntddk-rtlinsertasrightchild',
    summary: 'Makes a node the right child of another one.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [
      { name: 'ParentLinks', type: 'PRTL_SPLAY_LINKS', direction: 'in' },
      { name: 'ChildLinks', type: 'PRTL_SPLAY_LINKS', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlInitializeSplayLinks', 'RtlSplay'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = callerLinks(services);
    return (ParentLinks, ChildLinks) => links.setChild(ParentLinks, 'right', ChildLinks);
  },
);
