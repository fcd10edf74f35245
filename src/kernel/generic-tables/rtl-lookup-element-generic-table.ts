import type { PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { AvlTable } from './avl-table.ts';
import { SplayTable } from './splay-table.ts';
import type { TableHost } from './table.ts';

/** Type of `RtlLookupElementGenericTable`. */
export interface RtlLookupElementGenericTable {
  /**
   * Finds the element that matches. IRQL <= DISPATCH_LEVEL, with a table and routines that are resident there.
   * @param Table address of the RTL_GENERIC_TABLE
   * @param Buffer bytes to look for
   * @returns the bytes of the element in the table; NULL when none matches
   */
  (Table: PVOID, Buffer: PVOID): PVOID;
}

/** Declaration of `RtlLookupElementGenericTable`. */
export const RtlLookupElementGenericTable = routine<RtlLookupElementGenericTable>()(
  {
    name: 'RtlLookupElementGenericTable',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtllookupelementgenerictable',
    summary: 'Finds an element of a generic table (splay tree).',
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
    returns: 'PVOID',
    mustCheck: true,
    seeAlso: ['RtlInsertElementGenericTable'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Buffer) =>
    new SplayTable(host, Table, 'RtlLookupElementGenericTable').lookup(Buffer, 0, 0),
);

/** Type of `RtlLookupElementGenericTableAvl`. */
export interface RtlLookupElementGenericTableAvl {
  /**
   * Finds the element that matches. IRQL < DISPATCH_LEVEL.
   * @param Table address of the RTL_AVL_TABLE
   * @param Buffer bytes to look for
   * @returns the bytes of the element in the table; NULL when none matches
   */
  (Table: PVOID, Buffer: PVOID): PVOID;
}

/** Declaration of `RtlLookupElementGenericTableAvl`. */
export const RtlLookupElementGenericTableAvl = routine<RtlLookupElementGenericTableAvl>()(
  {
    name: 'RtlLookupElementGenericTableAvl',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtllookupelementgenerictableavl',
    summary: 'Finds an element of a generic table (AVL tree).',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: 'IRQL < DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    seeAlso: ['RtlInsertElementGenericTableAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Buffer) =>
    new AvlTable(host, Table, 'RtlLookupElementGenericTableAvl').lookup(Buffer, 0, 0),
);

/** Type of `RtlLookupElementGenericTableFull`. */
export interface RtlLookupElementGenericTableFull {
  /**
   * Finds the element that matches, or the place where it would be. IRQL <= DISPATCH_LEVEL, with a table and
   * routines that are resident there.
   * @param Table address of the RTL_GENERIC_TABLE
   * @param Buffer bytes to look for
   * @param NodeOrParent the links of the element, or of the one above its place; left alone for an empty table
   * @param SearchResult what was found: TableEmptyTree, TableFoundNode, TableInsertAsLeft or TableInsertAsRight
   * @returns the bytes of the element in the table; NULL when none matches
   */
  (Table: PVOID, Buffer: PVOID, NodeOrParent: PointerTo<PVOID>, SearchResult: PointerTo<ULONG>): PVOID;
}

/** Declaration of `RtlLookupElementGenericTableFull`. */
export const RtlLookupElementGenericTableFull = routine<RtlLookupElementGenericTableFull>()(
  {
    name: 'RtlLookupElementGenericTableFull',
    header: 'ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: null,
    summary: 'Finds an element, or its place, in a generic table (splay tree).',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '< DISPATCH_LEVEL with a table or routines that are pageable, else <= DISPATCH_LEVEL',
      source: 'ours',
    },
    parameters: [
      { name: 'Table', type: 'PRTL_GENERIC_TABLE', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
      { name: 'NodeOrParent', type: 'PVOID *', direction: 'out' },
      { name: 'SearchResult', type: 'TABLE_SEARCH_RESULT *', direction: 'out' },
    ],
    returns: 'PVOID',
    seeAlso: ['RtlInsertElementGenericTableFull'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Buffer, NodeOrParent, SearchResult) =>
    new SplayTable(host, Table, 'RtlLookupElementGenericTableFull').lookup(
      Buffer,
      NodeOrParent,
      SearchResult,
    ),
);

/** Type of `RtlLookupElementGenericTableFullAvl`. */
export interface RtlLookupElementGenericTableFullAvl {
  /**
   * Finds the element that matches, or the place where it would be. IRQL < DISPATCH_LEVEL.
   * @param Table address of the RTL_AVL_TABLE
   * @param Buffer bytes to look for
   * @param NodeOrParent the links of the element, or of the one above its place; left alone for an empty table
   * @param SearchResult what was found: TableEmptyTree, TableFoundNode, TableInsertAsLeft or TableInsertAsRight
   * @returns the bytes of the element in the table; NULL when none matches
   */
  (Table: PVOID, Buffer: PVOID, NodeOrParent: PointerTo<PVOID>, SearchResult: PointerTo<ULONG>): PVOID;
}

/** Declaration of `RtlLookupElementGenericTableFullAvl`. */
export const RtlLookupElementGenericTableFullAvl = routine<RtlLookupElementGenericTableFullAvl>()(
  {
    name: 'RtlLookupElementGenericTableFullAvl',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntddk/nf-ntddk-rtllookupelementgenerictablefullavl',
    summary: 'Finds an element, or its place, in a generic table (AVL tree).',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
      { name: 'NodeOrParent', type: 'PVOID *', direction: 'out' },
      { name: 'SearchResult', type: 'TABLE_SEARCH_RESULT *', direction: 'out' },
    ],
    returns: 'PVOID',
    seeAlso: ['RtlInsertElementGenericTableFullAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Buffer, NodeOrParent, SearchResult) =>
    new AvlTable(host, Table, 'RtlLookupElementGenericTableFullAvl').lookup(
      Buffer,
      NodeOrParent,
      SearchResult,
    ),
);

/** Type of `RtlLookupFirstMatchingElementGenericTableAvl`. */
export interface RtlLookupFirstMatchingElementGenericTableAvl {
  /**
   * Finds the first of the elements, in order, that match: CompareRoutine may find several equal to part of a key.
   * IRQL <= APC_LEVEL.
   * @param Table address of the RTL_AVL_TABLE
   * @param Buffer bytes to look for
   * @param RestartKey where RtlEnumerateGenericTableWithoutSplayingAvl goes on
   * @returns the bytes of the element in the table; NULL when none matches
   */
  (Table: PVOID, Buffer: PVOID, RestartKey: PointerTo<PVOID>): PVOID;
}

/** Declaration of `RtlLookupFirstMatchingElementGenericTableAvl`. */
export const RtlLookupFirstMatchingElementGenericTableAvl =
  routine<RtlLookupFirstMatchingElementGenericTableAvl>()(
    {
      name: 'RtlLookupFirstMatchingElementGenericTableAvl',
      header: 'ntddk.h',
      includeHeader: 'FltKernel.h, Ntifs.h, Ntddk.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      minClient: 'Windows Vista',
      page: 'ntddk/nf-ntddk-rtllookupfirstmatchingelementgenerictableavl',
      summary: 'Finds the first matching element of a generic table (AVL tree).',
      modes: ['kernel'],
      maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (see Remarks section)', source: 'page' },
      parameters: [
        { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' },
        { name: 'Buffer', type: 'PVOID', direction: 'in' },
        { name: 'RestartKey', type: 'PVOID *', direction: 'out' },
      ],
      returns: 'PVOID',
      mustCheck: true,
      seeAlso: ['RtlEnumerateGenericTableWithoutSplayingAvl'],
      since: '0.1.0',
    },
    (host: TableHost) => (Table, Buffer, RestartKey) =>
      new AvlTable(host, Table, 'RtlLookupFirstMatchingElementGenericTableAvl').lookupFirst(
        Buffer,
        RestartKey,
      ),
  );
