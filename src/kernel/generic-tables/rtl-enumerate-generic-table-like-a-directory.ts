import type { PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { AvlTable } from './avl-table.ts';
import type { TableHost } from './table.ts';

/** Type of `RtlEnumerateGenericTableLikeADirectory`. */
export interface RtlEnumerateGenericTableLikeADirectory {
  /**
   * Gives the elements in order that MatchFunction(Table, UserData, MatchData) accepts with STATUS_SUCCESS;
   * STATUS_NO_MATCH goes on, any other status ends the search. When elements were deleted since the last call,
   * Buffer says where to go on. IRQL <= APC_LEVEL.
   * @param Table address of the RTL_AVL_TABLE
   * @param MatchFunction which elements are wanted; NULL for all
   * @param MatchData what MatchFunction gets
   * @param NextFlag 1 to go on behind the last element, 0 to begin with it
   * @param RestartKey NULL to begin at Buffer; moved by each call
   * @param DeleteCount 0 at first; kept by the calls
   * @param Buffer bytes to look for: the last element, or where to begin
   * @returns the bytes of the next element; NULL for none
   */
  (
    Table: PVOID,
    MatchFunction: Callback,
    MatchData: PVOID,
    NextFlag: ULONG,
    RestartKey: PointerTo<PVOID>,
    DeleteCount: PointerTo<ULONG>,
    Buffer: PVOID,
  ): PVOID;
}

/** Declaration of `RtlEnumerateGenericTableLikeADirectory`. */
export const RtlEnumerateGenericTableLikeADirectory = routine<RtlEnumerateGenericTableLikeADirectory>()(
  {
    name: 'RtlEnumerateGenericTableLikeADirectory',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h, FltKernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-rtlenumerategenerictablelikeadirectory',
    summary: 'Gives the elements of a generic table (AVL tree) that match, as the entries of a directory.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'Table', type: 'PRTL_AVL_TABLE', direction: 'in' },
      { name: 'MatchFunction', type: 'PRTL_AVL_MATCH_FUNCTION', direction: 'in', optional: true },
      { name: 'MatchData', type: 'PVOID', direction: 'in', optional: true },
      { name: 'NextFlag', type: 'ULONG', direction: 'in' },
      { name: 'RestartKey', type: 'PVOID *', direction: 'inout' },
      { name: 'DeleteCount', type: 'PULONG', direction: 'inout' },
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    seeAlso: ['RtlEnumerateGenericTableWithoutSplayingAvl'],
    since: '0.1.0',
  },
  (host: TableHost) => (Table, MatchFunction, MatchData, NextFlag, RestartKey, DeleteCount, Buffer) =>
    new AvlTable(host, Table, 'RtlEnumerateGenericTableLikeADirectory').enumerateLikeADirectory({
      MatchFunction,
      MatchData,
      NextFlag: NextFlag !== 0,
      RestartKey,
      DeleteCount,
      Buffer,
    }),
);
