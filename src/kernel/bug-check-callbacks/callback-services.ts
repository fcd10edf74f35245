/** Services of the bug check callback routines. */
import type { Callback } from '../../contract/kernel-types.ts';
import type { BugCheckCallbacks } from './bug-check-callbacks.ts';

/** What they need. */
export interface CallbackServices {
  readonly callbacks: BugCheckCallbacks;
  /** Address of a callback: the address itself, or the one that a TypeScript function gets and keeps. */
  callbackAddress(callback: Callback): number;
}
