import type { BOOLEAN, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { AvlTable } from './avl-table.ts';
import { SplayTable } from './splay-table.ts';
import type { TableHost } from './table.ts';

/** Type of `RtlNumberGenericTableElements`. */
export interface RtlNumberGenericTableElements {
  /**
   * Says how many elements a table has. IRQL < DISPATCH_LEVEL.
   * @param Table address of the RTL_GENERIC_TABLE
   * @returns how many
   */
  (Table: PVOID): ULONG;
}

/** Declaration of `RtlNumberGenericTableElements`. */
export const RtlNumberGenericTableElements = routine<RtlNumberGenericTableElements>()(
  {
    name: 'RtlNumberGenericTableElements',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtlnumbergenerictableelements',
    summary: 'Says how many elements a generic table (splay tree) has.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [{ name: 'Table', type: 'PRTL_GENERIC_TABLE', direction: 'in' }],
    returns: 'ULONG',
    seeAlso: ['RtlIsGenericTableEmpty'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table) => new SplayTable(host, Table, 'RtlNumberGenericTableElements').count,
);

/** Type of `RtlNumberGenericTableElementsAvl`. */
export interface RtlNumberGenericTableElementsAvl {
  /**
   * Says how many elements a table has. IRQL < DISPATCH_LEVEL.
   * @param Table address of the RTL_AVL_TABLE
   * @returns how many
   */
  (Table: PVOID): ULONG;
}

/** Declaration of `RtlNumberGenericTableElementsAvl`. */
export const RtlNumberGenericTableElementsAvl = routine<RtlNumberGenericTableElementsAvl>()(
  {
    name: 'RtlNumberGenericTableElementsAvl',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntddk/nf-ntddk-rtlnumbergenerictableelementsavl',
    summary: 'Says how many elements a generic table (AVL tree) has.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [{ name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' }],
    returns: 'ULONG',
    seeAlso: ['RtlIsGenericTableEmptyAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table) => new AvlTable(host, Table, 'RtlNumberGenericTableElementsAvl').count,
);

/** Type of `RtlIsGenericTableEmpty`. */
export interface RtlIsGenericTableEmpty {
  /**
   * Says whether a table has no element. IRQL <= APC_LEVEL.
   * @param Table address of the RTL_GENERIC_TABLE
   * @returns TRUE or FALSE
   */
  (Table: PVOID): BOOLEAN;
}

/** Declaration of `RtlIsGenericTableEmpty`. */
export const RtlIsGenericTableEmpty = routine<RtlIsGenericTableEmpty>()(
  {
    name: 'RtlIsGenericTableEmpty',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlisgenerictableempty',
    summary: 'Says whether a generic table (splay tree) is empty.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (see Remarks section)', source: 'page' },
    parameters: [{ name: 'Table', type: 'PRTL_GENERIC_TABLE', direction: 'in' }],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['RtlNumberGenericTableElements'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table) => Number(new SplayTable(host, Table, 'RtlIsGenericTableEmpty').count === 0),
);

/** Type of `RtlIsGenericTableEmptyAvl`. */
export interface RtlIsGenericTableEmptyAvl {
  /**
   * Says whether a table has no element. IRQL <= APC_LEVEL.
   * @param Table address of the RTL_AVL_TABLE
   * @returns TRUE or FALSE
   */
  (Table: PVOID): BOOLEAN;
}

/** Declaration of `RtlIsGenericTableEmptyAvl`. */
export const RtlIsGenericTableEmptyAvl = routine<RtlIsGenericTableEmptyAvl>()(
  {
    name: 'RtlIsGenericTableEmptyAvl',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntddk/nf-ntddk-rtlisgenerictableemptyavl',
    summary: 'Says whether a generic table (AVL tree) is empty.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (see Remarks section)', source: 'page' },
    parameters: [{ name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' }],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['RtlNumberGenericTableElementsAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table) => Number(new AvlTable(host, Table, 'RtlIsGenericTableEmptyAvl').count === 0),
);
