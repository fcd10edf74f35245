import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { AvlTable } from './avl-table.ts';
import { SplayTable } from './splay-table.ts';
import type { TableHost } from './table.ts';

/** Type of `RtlInitializeGenericTable`. */
export interface RtlInitializeGenericTable {
  /**
   * Makes an empty table. Its routines are called at the level of whoever uses the table: CompareRoutine(Table,
   * FirstStruct, SecondStruct) orders two elements, AllocateRoutine(Table, ByteSize) gives memory for one,
   * FreeRoutine(Table, Buffer) takes it back. IRQL <= DISPATCH_LEVEL.
   * @param Table address of the RTL_GENERIC_TABLE
   * @param CompareRoutine gives GenericLessThan, GenericGreaterThan or GenericEqual; the bytes that a caller looks for come first
   * @param AllocateRoutine gives the address of ByteSize bytes, or NULL; links of the table lie in front of the element
   * @param FreeRoutine gets what AllocateRoutine gave
   * @param TableContext what the driver wants; the routines find it in the table
   */
  (
    Table: PVOID,
    CompareRoutine: Callback,
    AllocateRoutine: Callback,
    FreeRoutine: Callback,
    TableContext: PVOID,
  ): void;
}

/** Declaration of `RtlInitializeGenericTable`. */
export const RtlInitializeGenericTable = routine<RtlInitializeGenericTable>()(
  {
    name: 'RtlInitializeGenericTable',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h, Fltkernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtlinitializegenerictable',
    summary: 'Makes an empty generic table that is a splay tree.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'IRQL <= DISPATCH_LEVEL (see Remarks section)',
      source: 'page',
    },
    parameters: [
      { name: 'Table', type: 'PRTL_GENERIC_TABLE', direction: 'out' },
      { name: 'CompareRoutine', type: 'PRTL_GENERIC_COMPARE_ROUTINE', direction: 'in' },
      { name: 'AllocateRoutine', type: 'PRTL_GENERIC_ALLOCATE_ROUTINE', direction: 'in' },
      { name: 'FreeRoutine', type: 'PRTL_GENERIC_FREE_ROUTINE', direction: 'in' },
      { name: 'TableContext', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'void',
    remarks: [
      'AllocateRoutine is asked for BufferSize bytes and 40 more (x86: 24): a routine that gives room for the element alone damages the block behind.',
    ],
    seeAlso: ['RtlInsertElementGenericTable', 'RtlDeleteElementGenericTable'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, CompareRoutine, AllocateRoutine, FreeRoutine, TableContext) =>
    new SplayTable(host, Table, 'RtlInitializeGenericTable').initialize({
      CompareRoutine,
      AllocateRoutine,
      FreeRoutine,
      TableContext,
    }),
);

/** Type of `RtlInitializeGenericTableAvl`. */
export interface RtlInitializeGenericTableAvl {
  /**
   * Makes an empty table. Its routines are called at the level of whoever uses the table: CompareRoutine(Table,
   * FirstStruct, SecondStruct) orders two elements, AllocateRoutine(Table, ByteSize) gives memory for one,
   * FreeRoutine(Table, Buffer) takes it back. IRQL <= DISPATCH_LEVEL.
   * @param Table address of the RTL_AVL_TABLE
   * @param CompareRoutine gives GenericLessThan, GenericGreaterThan or GenericEqual; the bytes that a caller looks for come first
   * @param AllocateRoutine gives the address of ByteSize bytes, or NULL; links of the table lie in front of the element
   * @param FreeRoutine gets what AllocateRoutine gave
   * @param TableContext what the driver wants; the routines find it in the table
   */
  (
    Table: PVOID,
    CompareRoutine: Callback,
    AllocateRoutine: Callback,
    FreeRoutine: Callback,
    TableContext: PVOID,
  ): void;
}

/** Declaration of `RtlInitializeGenericTableAvl`. */
export const RtlInitializeGenericTableAvl = routine<RtlInitializeGenericTableAvl>()(
  {
    name: 'RtlInitializeGenericTableAvl',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h, Fltkernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtlinitializegenerictableavl',
    summary: 'Makes an empty generic table that is an AVL tree.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'IRQL <= DISPATCH_LEVEL (see Remarks section)',
      source: 'page',
    },
    parameters: [
      { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'out' },
      { name: 'CompareRoutine', type: 'PRTL_AVL_COMPARE_ROUTINE', direction: 'in' },
      { name: 'AllocateRoutine', type: 'PRTL_AVL_ALLOCATE_ROUTINE', direction: 'in' },
      { name: 'FreeRoutine', type: 'PRTL_AVL_FREE_ROUTINE', direction: 'in' },
      { name: 'TableContext', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'void',
    remarks: [
      'AllocateRoutine is asked for BufferSize bytes and 32 more (x86: 16): a routine that gives room for the element alone damages the block behind.',
    ],
    seeAlso: ['RtlInsertElementGenericTableAvl', 'RtlDeleteElementGenericTableAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, CompareRoutine, AllocateRoutine, FreeRoutine, TableContext) =>
    new AvlTable(host, Table, 'RtlInitializeGenericTableAvl').initialize({
      CompareRoutine,
      AllocateRoutine,
      FreeRoutine,
      TableContext,
    }),
);
