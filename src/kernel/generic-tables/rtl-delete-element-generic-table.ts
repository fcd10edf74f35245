import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { AvlTable } from './avl-table.ts';
import { SplayTable } from './splay-table.ts';
import type { TableHost } from './table.ts';

/** Type of `RtlDeleteElementGenericTable`. */
export interface RtlDeleteElementGenericTable {
  /**
   * Deletes the element that matches; FreeRoutine gets its block. IRQL <= DISPATCH_LEVEL, with a table and
   * routines that are resident there.
   * @param Table address of the RTL_GENERIC_TABLE
   * @param Buffer bytes to look for
   * @returns TRUE, or FALSE when none matches
   */
  (Table: PVOID, Buffer: PVOID): BOOLEAN;
}

/** Declaration of `RtlDeleteElementGenericTable`. */
export const RtlDeleteElementGenericTable = routine<RtlDeleteElementGenericTable>()(
  {
    name: 'RtlDeleteElementGenericTable',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtldeleteelementgenerictable',
    summary: 'Deletes an element from a generic table (splay tree).',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '< DISPATCH_LEVEL with a table or routines that are pageable, else <= DISPATCH_LEVEL',
      source: 'ours',
    },
    parameters: [
      { name: 'Table', type: 'PRTL_GENERIC_TABLE', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    seeAlso: ['RtlInsertElementGenericTable'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Buffer) =>
    new SplayTable(host, Table, 'RtlDeleteElementGenericTable').delete(Buffer),
);

/** Type of `RtlDeleteElementGenericTableAvl`. */
export interface RtlDeleteElementGenericTableAvl {
  /**
   * Deletes the element that matches; FreeRoutine gets its block. IRQL <= DISPATCH_LEVEL, with a table and
   * routines that are resident there.
   * @param Table address of the RTL_AVL_TABLE
   * @param Buffer bytes to look for
   * @returns TRUE, or FALSE when none matches
   */
  (Table: PVOID, Buffer: PVOID): BOOLEAN;
}

/** Declaration of `RtlDeleteElementGenericTableAvl`. */
export const RtlDeleteElementGenericTableAvl = routine<RtlDeleteElementGenericTableAvl>()(
  {
    name: 'RtlDeleteElementGenericTableAvl',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntddk/nf-ntddk-rtldeleteelementgenerictableavl',
    summary: 'Deletes an element from a generic table (AVL tree).',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '< DISPATCH_LEVEL with a table or routines that are pageable, else <= DISPATCH_LEVEL',
      source: 'ours',
    },
    parameters: [
      { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    seeAlso: ['RtlInsertElementGenericTableAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Buffer) =>
    new AvlTable(host, Table, 'RtlDeleteElementGenericTableAvl').delete(Buffer),
);

/** Type of `RtlDeleteElementGenericTableAvlEx`. */
export interface RtlDeleteElementGenericTableAvlEx {
  /**
   * Deletes the element that RtlLookupElementGenericTableFullAvl found. IRQL <= DISPATCH_LEVEL, with a table and
   * routines that are resident there.
   * @param Table address of the RTL_AVL_TABLE
   * @param NodeOrParent from a lookup that gave TableFoundNode
   */
  (Table: PVOID, NodeOrParent: PVOID): void;
}

/** Declaration of `RtlDeleteElementGenericTableAvlEx`. */
export const RtlDeleteElementGenericTableAvlEx = routine<RtlDeleteElementGenericTableAvlEx>()(
  {
    name: 'RtlDeleteElementGenericTableAvlEx',
    header: 'ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: null,
    summary: 'Deletes an element of a generic table (AVL tree) that a lookup found.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '< DISPATCH_LEVEL with a table or routines that are pageable, else <= DISPATCH_LEVEL',
      source: 'ours',
    },
    parameters: [
      { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' },
      { name: 'NodeOrParent', type: 'PVOID', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['RtlLookupElementGenericTableFullAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, NodeOrParent) =>
    new AvlTable(host, Table, 'RtlDeleteElementGenericTableAvlEx').deleteNode(NodeOrParent),
);
