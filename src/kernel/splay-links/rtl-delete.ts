import type { PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { isOut } from '../../machine/out.ts';
import { kernelLinks, type SplayServices } from './splay-services.ts';

/** Type of `RtlDelete`. */
export interface RtlDelete {
  /**
   * Takes a node out of its tree, and splays what was above it. IRQL <= DISPATCH_LEVEL, with links that are
   * resident there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @returns the root of the tree; NULL when no node is left
   */
  (Links: PVOID): PVOID;
}

/** Declaration of `RtlDelete`. */
export const RtlDelete = routine<RtlDelete>()(
  {
    name: 'RtlDelete',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtldelete',
    summary: 'Takes a node out of its splay tree.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [{ name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' }],
    returns: 'PRTL_SPLAY_LINKS',
    seeAlso: ['RtlDeleteNoSplay', 'RtlSplay'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = kernelLinks(services);
    return (Links) => links.delete(Links);
  },
);

/** Type of `RtlDeleteNoSplay`. */
export interface RtlDeleteNoSplay {
  /**
   * Takes a node out of its tree, and splays nothing. IRQL <= DISPATCH_LEVEL, with links that are resident there.
   * @param Links address of the RTL_SPLAY_LINKS of a node
   * @param Root the root of the tree; NULL when no node is left
   */
  (Links: PVOID, Root: PointerTo<PVOID>): void;
}

/** Declaration of `RtlDeleteNoSplay`. */
export const RtlDeleteNoSplay = routine<RtlDeleteNoSplay>()(
  {
    name: 'RtlDeleteNoSplay',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtldeletenosplay',
    summary: 'Takes a node out of its splay tree, without splaying.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'usually PASSIVE_LEVEL; <= DISPATCH_LEVEL with links that are resident',
      source: 'ours',
    },
    parameters: [
      { name: 'Links', type: 'PRTL_SPLAY_LINKS', direction: 'in' },
      { name: 'Root', type: 'PRTL_SPLAY_LINKS *', direction: 'inout' },
    ],
    returns: 'void',
    seeAlso: ['RtlDelete'],
    since: '0.1.0',
  },
  (services: SplayServices) => {
    const links = kernelLinks(services);
    return (Links, Root) => {
      const root = isOut(Root) ? Root.value : services.kernelMemory.readPointer(Root);
      const after = links.deleteNoSplay(Links, root);
      if (isOut(Root)) Root.value = after;
      else services.kernelMemory.writePointer(Root, after);
    };
  },
);
