/** What the routines of the Windows API need from the process they are bound to. */

import type { HeapServices } from '../heap/heap-services.ts';
import type { AddressWindows } from '../memory/address-windows.ts';
import type { VirtualMemoryServices } from '../memory/virtual-memory-services.ts';
import type { SehServices } from '../seh/seh-services.ts';
import type { ExceptionHandlers } from '../seh/vectored.ts';
import type { FileServices } from './file-services.ts';
import type { MoveableTable } from './moveable-table.ts';
import type { SystemServices } from './system-services.ts';

/** What the Windows API keeps for each thread. */
export interface Win32Thread {
  /** Last error: GetLastError. */
  lastError: number;
  /** Last status, which ntdll leaves. */
  readonly lastStatus: number;
}

/** Services of one process. */
export interface Win32Services extends SehServices, SystemServices {
  /** Vectored handlers and top-level filter of the process. */
  readonly handlers: ExceptionHandlers;
  /** Address of RaiseException itself: where its exceptions come from. */
  readonly raiseAddress: number;
  /** The thread that calls. */
  readonly thread: Win32Thread;
  /** The heaps of the process, with a short way of their own: the functions of one serve one door each. */
  readonly heap: HeapServices;
  /** Virtual memory, as the services of ntdll see it. */
  readonly virtual: VirtualMemoryServices;
  /** Page frames of the process and windows for them. */
  readonly windows: AddressWindows;
  /** Whether the process holds SeLockMemoryPrivilege. */
  readonly mayLockMemory: boolean;
  /** Handles of the moveable blocks of the process. */
  readonly moveable: MoveableTable;
  /** Devices that the process opens. */
  readonly files: FileServices;
}
