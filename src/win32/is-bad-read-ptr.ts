import type { ULONG_PTR } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL, LPCVOID, LPVOID } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { isInUserRange, unsignedSize } from '../memory/virtual-memory-range.ts';
import { pointerArgument } from './pointer-argument.ts';
import type { Win32Services } from './win32-services.ts';

/** 1 when the program cannot access some byte of a range. */
function isBad(
  { virtual, heap }: Win32Services,
  lp: LPCVOID,
  ucb: ULONG_PTR | bigint,
  access: 'read' | 'write',
): 0 | 1 {
  const { architecture } = virtual;
  const bytes = unsignedSize(architecture, pointerSized(architecture, ucb, 'ucb'));
  const first = pointerArgument(lp, 'lp');
  if (bytes === 0) return 0;
  const inRange = isInUserRange(architecture, first) && isInUserRange(architecture, first + bytes - 1);
  return inRange && heap.memory.probe(first, bytes, access) === null ? 0 : 1;
}

/** See the call signature. */
export interface IsBadReadPtr {
  /**
   * Tells whether some byte of a range cannot be read.
   * @param lp first address
   * @param ucb number of bytes; 0 is never bad
   * @returns 0 (FALSE) when every byte can be read, else 1 (TRUE)
   */
  (lp: LPCVOID, ucb: ULONG_PTR | bigint): BOOL;
}

/** Looks without touching: a guard page counts as bad and stays one (*ours*). */
export const IsBadReadPtr = routine<IsBadReadPtr>()(
  {
    name: 'IsBadReadPtr',
    header: 'winbase.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells whether memory cannot be read.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lp', type: 'const void *', direction: 'in' },
      { name: 'ucb', type: 'UINT_PTR', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText: '0 (FALSE) when every byte can be read, else 1 (TRUE).',
    seeAlso: ['IsBadWritePtr', 'VirtualQuery'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lp, ucb) => isBad(services, lp, ucb, 'read'),
);

/** See the call signature. */
export interface IsBadWritePtr {
  /**
   * Tells whether some byte of a range cannot be written.
   * @param lp first address
   * @param ucb number of bytes; 0 is never bad
   * @returns 0 (FALSE) when every byte can be written, else 1 (TRUE)
   */
  (lp: LPVOID, ucb: ULONG_PTR | bigint): BOOL;
}

/** Looks without touching: a guard page counts as bad and stays one (*ours*). */
export const IsBadWritePtr = routine<IsBadWritePtr>()(
  {
    name: 'IsBadWritePtr',
    header: 'winbase.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells whether memory cannot be written.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lp', type: 'LPVOID', direction: 'in' },
      { name: 'ucb', type: 'UINT_PTR', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText: '0 (FALSE) when every byte can be written, else 1 (TRUE).',
    seeAlso: ['IsBadReadPtr', 'VirtualQuery'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lp, ucb) => isBad(services, lp, ucb, 'write'),
);
