/**
 * Handles of the standard streams of a program. Handles of the object table are multiples of 4, so that no other
 * handle is one of these (*ours*, docs/decisions/0080-small-routines-of-programs.md).
 */
export const STANDARD_HANDLES = { input: 3, output: 7, error: 11 } as const;
