import type { BOOLEAN, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { TABLE_SEARCH_RESULT } from '../../contract/kernel-types.ts';
import { AvlTable } from './avl-table.ts';
import { SplayTable } from './splay-table.ts';
import type { TableHost } from './table.ts';

/** Type of `RtlInsertElementGenericTable`. */
export interface RtlInsertElementGenericTable {
  /**
   * Inserts an element where none matches: AllocateRoutine gives a block, and the bytes of the caller are copied
   * behind the links. IRQL < DISPATCH_LEVEL.
   * @param Table address of the RTL_GENERIC_TABLE
   * @param Buffer bytes of the element
   * @param BufferSize how many
   * @param NewElement TRUE when it was inserted, FALSE when one was there
   * @returns the bytes of the element in the table, new or found; NULL without memory
   */
  (Table: PVOID, Buffer: PVOID, BufferSize: ULONG, NewElement: PointerTo<BOOLEAN>): PVOID;
}

/** Declaration of `RtlInsertElementGenericTable`. */
export const RtlInsertElementGenericTable = routine<RtlInsertElementGenericTable>()(
  {
    name: 'RtlInsertElementGenericTable',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtlinsertelementgenerictable',
    summary: 'Inserts an element into a generic table (splay tree).',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Table', type: 'PRTL_GENERIC_TABLE', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
      { name: 'BufferSize', type: 'CLONG', direction: 'in' },
      { name: 'NewElement', type: 'PBOOLEAN', direction: 'out', optional: true },
    ],
    returns: 'PVOID',
    seeAlso: ['RtlInitializeGenericTable', 'RtlLookupElementGenericTable'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Buffer, BufferSize, NewElement) =>
    new SplayTable(host, Table, 'RtlInsertElementGenericTable').insert(Buffer, BufferSize, NewElement),
);

/** Type of `RtlInsertElementGenericTableAvl`. */
export interface RtlInsertElementGenericTableAvl {
  /**
   * Inserts an element where none matches: AllocateRoutine gives a block, and the bytes of the caller are copied
   * behind the links. IRQL < DISPATCH_LEVEL.
   * @param Table address of the RTL_AVL_TABLE
   * @param Buffer bytes of the element
   * @param BufferSize how many
   * @param NewElement TRUE when it was inserted, FALSE when one was there
   * @returns the bytes of the element in the table, new or found; NULL without memory
   */
  (Table: PVOID, Buffer: PVOID, BufferSize: ULONG, NewElement: PointerTo<BOOLEAN>): PVOID;
}

/** Declaration of `RtlInsertElementGenericTableAvl`. */
export const RtlInsertElementGenericTableAvl = routine<RtlInsertElementGenericTableAvl>()(
  {
    name: 'RtlInsertElementGenericTableAvl',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntddk/nf-ntddk-rtlinsertelementgenerictableavl',
    summary: 'Inserts an element into a generic table (AVL tree).',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
      { name: 'BufferSize', type: 'CLONG', direction: 'in' },
      { name: 'NewElement', type: 'PBOOLEAN', direction: 'out', optional: true },
    ],
    returns: 'PVOID',
    seeAlso: ['RtlInitializeGenericTableAvl', 'RtlLookupElementGenericTableAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Buffer, BufferSize, NewElement) =>
    new AvlTable(host, Table, 'RtlInsertElementGenericTableAvl').insert(Buffer, BufferSize, NewElement),
);

/** Type of `RtlInsertElementGenericTableFull`. */
export interface RtlInsertElementGenericTableFull {
  /**
   * Inserts an element at the place that RtlLookupElementGenericTableFull found; nothing may have changed since.
   * IRQL <= DISPATCH_LEVEL, with a table and routines that are resident there.
   * @param Table address of the RTL_GENERIC_TABLE
   * @param Buffer bytes of the element
   * @param BufferSize how many
   * @param NewElement TRUE when it was inserted, FALSE when the lookup had found one
   * @param NodeOrParent from the lookup
   * @param SearchResult from the lookup
   * @returns the bytes of the element in the table, new or found; NULL without memory
   */
  (
    Table: PVOID,
    Buffer: PVOID,
    BufferSize: ULONG,
    NewElement: PointerTo<BOOLEAN>,
    NodeOrParent: PVOID,
    SearchResult: TABLE_SEARCH_RESULT,
  ): PVOID;
}

/** Declaration of `RtlInsertElementGenericTableFull`. */
export const RtlInsertElementGenericTableFull = routine<RtlInsertElementGenericTableFull>()(
  {
    name: 'RtlInsertElementGenericTableFull',
    header: 'ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: null,
    summary: 'Inserts an element at a place of a generic table (splay tree) that a lookup found.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '< DISPATCH_LEVEL with a table or routines that are pageable, else <= DISPATCH_LEVEL',
      source: 'ours',
    },
    parameters: [
      { name: 'Table', type: 'PRTL_GENERIC_TABLE', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
      { name: 'BufferSize', type: 'CLONG', direction: 'in' },
      { name: 'NewElement', type: 'PBOOLEAN', direction: 'out' },
      { name: 'NodeOrParent', type: 'PVOID', direction: 'in' },
      { name: 'SearchResult', type: 'TABLE_SEARCH_RESULT', direction: 'in' },
    ],
    returns: 'PVOID',
    seeAlso: ['RtlLookupElementGenericTableFull'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Buffer, BufferSize, NewElement, NodeOrParent, SearchResult) =>
    new SplayTable(host, Table, 'RtlInsertElementGenericTableFull').insert(Buffer, BufferSize, NewElement, {
      result: SearchResult,
      node: NodeOrParent,
    }),
);

/** Type of `RtlInsertElementGenericTableFullAvl`. */
export interface RtlInsertElementGenericTableFullAvl {
  /**
   * Inserts an element at the place that RtlLookupElementGenericTableFullAvl found; nothing may have changed
   * since. IRQL < DISPATCH_LEVEL.
   * @param Table address of the RTL_AVL_TABLE
   * @param Buffer bytes of the element
   * @param BufferSize how many
   * @param NewElement TRUE when it was inserted, FALSE when the lookup had found one
   * @param NodeOrParent from the lookup
   * @param SearchResult from the lookup
   * @returns the bytes of the element in the table, new or found; NULL without memory
   */
  (
    Table: PVOID,
    Buffer: PVOID,
    BufferSize: ULONG,
    NewElement: PointerTo<BOOLEAN>,
    NodeOrParent: PVOID,
    SearchResult: TABLE_SEARCH_RESULT,
  ): PVOID;
}

/** Declaration of `RtlInsertElementGenericTableFullAvl`. */
export const RtlInsertElementGenericTableFullAvl = routine<RtlInsertElementGenericTableFullAvl>()(
  {
    name: 'RtlInsertElementGenericTableFullAvl',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntddk/nf-ntddk-rtlinsertelementgenerictablefullavl',
    summary: 'Inserts an element at a place of a generic table (AVL tree) that a lookup found.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
      { name: 'BufferSize', type: 'CLONG', direction: 'in' },
      { name: 'NewElement', type: 'PBOOLEAN', direction: 'out', optional: true },
      { name: 'NodeOrParent', type: 'PVOID', direction: 'in' },
      { name: 'SearchResult', type: 'TABLE_SEARCH_RESULT', direction: 'in' },
    ],
    returns: 'PVOID',
    seeAlso: ['RtlLookupElementGenericTableFullAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Buffer, BufferSize, NewElement, NodeOrParent, SearchResult) =>
    new AvlTable(host, Table, 'RtlInsertElementGenericTableFullAvl').insert(Buffer, BufferSize, NewElement, {
      result: SearchResult,
      node: NodeOrParent,
    }),
);
