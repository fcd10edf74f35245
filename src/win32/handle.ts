/** Handles of heaps, which are their addresses. */
import type { HANDLE } from '../contract/c-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import type { Win32Services } from './win32-services.ts';

/** The address that a handle of a heap is. */
export const addressOf = ({ architecture }: Win32Services, handle: HANDLE | bigint): number =>
  typeof handle === 'number' ? handle : pointerSized(architecture, handle, 'hHeap');
