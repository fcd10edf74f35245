/** Call stacks as reports show them. */

/** Frames at the top and at the bottom of a stack that are shown; what lies between is mostly recursion. */
const INNERMOST = 16;
const OUTERMOST = 4;

/** A call stack, innermost first; of a deep one the two ends. */
export function shownStack(frames: readonly string[]): readonly string[] {
  const left = frames.length - INNERMOST - OUTERMOST;
  if (left <= 1) return frames;
  return [...frames.slice(0, INNERMOST), `… ${left} more`, ...frames.slice(-OUTERMOST)];
}
