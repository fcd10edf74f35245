import type { BOOLEAN, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { AvlTable } from './avl-table.ts';
import { SplayTable } from './splay-table.ts';
import type { TableHost } from './table.ts';

/** Type of `RtlEnumerateGenericTable`. */
export interface RtlEnumerateGenericTable {
  /**
   * Gives the elements in order, one a call. Each is splayed, and the next call goes on from the root: a lookup or
   * an insertion in between moves the enumeration. IRQL < DISPATCH_LEVEL.
   * @param Table address of the RTL_GENERIC_TABLE
   * @param Restart TRUE for the first element
   * @returns the bytes of the next element; NULL behind the last
   */
  (Table: PVOID, Restart: BOOLEAN): PVOID;
}

/** Declaration of `RtlEnumerateGenericTable`. */
export const RtlEnumerateGenericTable = routine<RtlEnumerateGenericTable>()(
  {
    name: 'RtlEnumerateGenericTable',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h, Fltkernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtlenumerategenerictable',
    summary: 'Gives the elements of a generic table (splay tree) in order.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: 'IRQL < DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Table', type: 'PRTL_GENERIC_TABLE', direction: 'in' },
      { name: 'Restart', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    seeAlso: ['RtlEnumerateGenericTableWithoutSplaying'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Restart) =>
    new SplayTable(host, Table, 'RtlEnumerateGenericTable').enumerateSplaying(Restart !== 0),
);

/** Type of `RtlEnumerateGenericTableAvl`. */
export interface RtlEnumerateGenericTableAvl {
  /**
   * Gives the elements in order, one a call. The table remembers the last one, also when it is deleted meanwhile.
   * IRQL < DISPATCH_LEVEL.
   * @param Table address of the RTL_AVL_TABLE
   * @param Restart TRUE for the first element
   * @returns the bytes of the next element; NULL behind the last
   */
  (Table: PVOID, Restart: BOOLEAN): PVOID;
}

/** Declaration of `RtlEnumerateGenericTableAvl`. */
export const RtlEnumerateGenericTableAvl = routine<RtlEnumerateGenericTableAvl>()(
  {
    name: 'RtlEnumerateGenericTableAvl',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h, Fltkernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtlenumerategenerictableavl',
    summary: 'Gives the elements of a generic table (AVL tree) in order.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: 'IRQL < DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' },
      { name: 'Restart', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    seeAlso: ['RtlEnumerateGenericTableWithoutSplayingAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, Restart) =>
    new AvlTable(host, Table, 'RtlEnumerateGenericTableAvl').enumerateFromTable(Restart !== 0),
);

/** Type of `RtlEnumerateGenericTableWithoutSplaying`. */
export interface RtlEnumerateGenericTableWithoutSplaying {
  /**
   * Gives the elements in order, one a call, and changes nothing in the table. An element that a key leads to must
   * not be deleted before the next call. IRQL <= DISPATCH_LEVEL, with a table and routines that are resident
   * there.
   * @param Table address of the RTL_GENERIC_TABLE
   * @param RestartKey NULL for the first element; moved by each call
   * @returns the bytes of the next element; NULL behind the last
   */
  (Table: PVOID, RestartKey: PointerTo<PVOID>): PVOID;
}

/** Declaration of `RtlEnumerateGenericTableWithoutSplaying`. */
export const RtlEnumerateGenericTableWithoutSplaying = routine<RtlEnumerateGenericTableWithoutSplaying>()(
  {
    name: 'RtlEnumerateGenericTableWithoutSplaying',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtlenumerategenerictablewithoutsplaying',
    summary: 'Gives the elements of a generic table (splay tree) in order, changing nothing.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '< DISPATCH_LEVEL with a table or routines that are pageable, else <= DISPATCH_LEVEL',
      source: 'ours',
    },
    parameters: [
      { name: 'Table', type: 'PRTL_GENERIC_TABLE', direction: 'in' },
      { name: 'RestartKey', type: 'PVOID *', direction: 'inout' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    seeAlso: ['RtlEnumerateGenericTable'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, RestartKey) =>
    new SplayTable(host, Table, 'RtlEnumerateGenericTableWithoutSplaying').enumerate(RestartKey),
);

/** Type of `RtlEnumerateGenericTableWithoutSplayingAvl`. */
export interface RtlEnumerateGenericTableWithoutSplayingAvl {
  /**
   * Gives the elements in order, one a call, and changes nothing in the table. An element that a key leads to must
   * not be deleted before the next call. IRQL <= DISPATCH_LEVEL, with a table and routines that are resident
   * there.
   * @param Table address of the RTL_AVL_TABLE
   * @param RestartKey NULL for the first element; moved by each call
   * @returns the bytes of the next element; NULL behind the last
   */
  (Table: PVOID, RestartKey: PointerTo<PVOID>): PVOID;
}

/** Declaration of `RtlEnumerateGenericTableWithoutSplayingAvl`. */
export const RtlEnumerateGenericTableWithoutSplayingAvl =
  routine<RtlEnumerateGenericTableWithoutSplayingAvl>()(
    {
      name: 'RtlEnumerateGenericTableWithoutSplayingAvl',
      header: 'ntddk.h',
      includeHeader: 'Ntddk.h, Ntifs.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      page: 'ntddk/nf-ntddk-rtlenumerategenerictablewithoutsplayingavl',
      summary: 'Gives the elements of a generic table (AVL tree) in order, changing nothing.',
      modes: ['kernel'],
      maxIrql: {
        level: 'DISPATCH_LEVEL',
        text: '< DISPATCH_LEVEL with a table or routines that are pageable, else <= DISPATCH_LEVEL',
        source: 'ours',
      },
      parameters: [
        { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' },
        { name: 'RestartKey', type: 'PVOID *', direction: 'inout' },
      ],
      returns: 'PVOID',
      mustCheck: true,
      seeAlso: ['RtlEnumerateGenericTableAvl'],
      since: '0.1.0',
    },
    (host: TableHost) => (Table, RestartKey) =>
      new AvlTable(host, Table, 'RtlEnumerateGenericTableWithoutSplayingAvl').enumerate(RestartKey),
  );
