import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { AvlTable } from './avl-table.ts';
import { SplayTable } from './splay-table.ts';
import type { TableHost } from './table.ts';

/** Type of `RtlGetElementGenericTable`. */
export interface RtlGetElementGenericTable {
  /**
   * Gives an element by its number: in the order of insertion, of those that are left. Any IRQL, with a table that
   * is resident there.
   * @param Table address of the RTL_GENERIC_TABLE
   * @param I its number; 0 for the first
   * @returns the bytes of the element; NULL when there are not so many
   */
  (Table: PVOID, I: ULONG): PVOID;
}

/** Declaration of `RtlGetElementGenericTable`. */
export const RtlGetElementGenericTable = routine<RtlGetElementGenericTable>()(
  {
    name: 'RtlGetElementGenericTable',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtlgetelementgenerictable',
    summary: 'Gives an element of a generic table (splay tree) by its number.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks)', source: 'page' },
    parameters: [
      { name: 'Table', type: 'PRTL_GENERIC_TABLE', direction: 'in' },
      { name: 'I', type: 'ULONG', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    seeAlso: ['RtlNumberGenericTableElements'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, I) => new SplayTable(host, Table, 'RtlGetElementGenericTable').element(I),
);

/** Type of `RtlGetElementGenericTableAvl`. */
export interface RtlGetElementGenericTableAvl {
  /**
   * Gives an element by its number: in order. Any IRQL, with a table that is resident there.
   * @param Table address of the RTL_AVL_TABLE
   * @param I its number; 0 for the first
   * @returns the bytes of the element; NULL when there are not so many
   */
  (Table: PVOID, I: ULONG): PVOID;
}

/** Declaration of `RtlGetElementGenericTableAvl`. */
export const RtlGetElementGenericTableAvl = routine<RtlGetElementGenericTableAvl>()(
  {
    name: 'RtlGetElementGenericTableAvl',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntddk/nf-ntddk-rtlgetelementgenerictableavl',
    summary: 'Gives an element of a generic table (AVL tree) by its number.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks)', source: 'page' },
    parameters: [
      { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' },
      { name: 'I', type: 'ULONG', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    seeAlso: ['RtlNumberGenericTableElementsAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, I) => new AvlTable(host, Table, 'RtlGetElementGenericTableAvl').element(I),
);
