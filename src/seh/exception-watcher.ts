/** Who is told what becomes of exceptions: a recorder (docs/decisions/0086-recorders.md). */
import type { EXCEPTION_RECORD } from '../contract/c-types.ts';

/** What a watcher hears, each time on the stack of the code that did it. */
export interface ExceptionWatcher {
  /** An exception is raised, and nobody has been asked yet. */
  raised(record: EXCEPTION_RECORD): void;
  /** A jump leaves the `__finally` block that runs because of the exception: nobody handles it (E-085). */
  abandoned(record: EXCEPTION_RECORD): void;
  /** A handler begins that does nothing, behind a filter that accepts everything. */
  unanswered(record: EXCEPTION_RECORD): void;
}
