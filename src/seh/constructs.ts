/**
 * Where the exception intrinsics are allowed (E-039).
 *
 * C decides by the text of the program. Here the chain of constructs that the
 * running code is inside of takes the place of the text: for code without
 * function calls in between it is the same chain. A function called from a
 * handler sees that handler too, which C refuses at compile time; the C front
 * end does refuse it (*ours*, docs/decisions/0005-seh-emitter-contract.md).
 */
import type { EXCEPTION_RECORD } from '../contract/c-types.ts';
import type { Frame, SehThread } from './frames.ts';

/** The exception of the innermost filter or handler, for GetExceptionCode(). */
export function currentException(thread: SehThread): EXCEPTION_RECORD {
  const construct = filterOrHandler(thread);
  if (construct === null)
    throw misplaced('GetExceptionCode()', 'in the filter or in the handler of an __except');
  return construct.record;
}

/** The exception of the innermost filter, for GetExceptionInformation(). In C it is gone once the handler runs. */
export function filteredException(thread: SehThread): EXCEPTION_RECORD {
  const construct = filterOrHandler(thread);
  if (construct === null || construct.phase !== 'filter') {
    throw misplaced('GetExceptionInformation()', 'in the filter of an __except, and not in its handler');
  }
  return construct.record;
}

/** The innermost finally block, for AbnormalTermination(). */
export function currentFinally(thread: SehThread): Frame {
  for (let at = thread.construct; at !== null; at = at.parent) if (at.phase === 'finally') return at;
  throw misplaced('AbnormalTermination()', 'in the block of a __finally');
}

/**
 * The innermost guarded body, for `__leave`: from a handler or a finally block
 * that is the body around its `__try` (E-076). A filter is an expression in C,
 * so nothing can be left from it.
 */
export function currentBody(thread: SehThread): Frame {
  for (let at = thread.construct; at !== null && at.phase !== 'filter'; at = at.parent) {
    if (at.phase === 'body' && at.kind !== 'boundary') return at;
  }
  throw misplaced(
    '__leave()',
    'in the body of a __try (also from a handler or a finally block inside that body)',
  );
}

function filterOrHandler(thread: SehThread): Frame | null {
  for (let at = thread.construct; at !== null; at = at.parent) {
    if (at.phase === 'filter' || at.phase === 'handler') return at;
  }
  return null;
}

const misplaced = (what: string, where: string) => new TypeError(`${what} is allowed only ${where}`);
