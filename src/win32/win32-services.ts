/** What the routines of the Windows API need from the process they are bound to. */

import type { SehServices } from '../seh/seh-services.ts';
import type { ExceptionHandlers } from '../seh/vectored.ts';

/** Services of one process. */
export interface Win32Services extends SehServices {
  /** Vectored handlers and top-level filter of the process. */
  readonly handlers: ExceptionHandlers;
  /** Address of RaiseException itself: where its exceptions come from. */
  readonly raiseAddress: number;
}
