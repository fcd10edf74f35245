/** Code of C programs, as call stacks know it. */
import type { CallPath } from './call-paths.ts';

/** Who gives stacks their numbers (code-stacks.ts). */
export interface CodeStackMaker {
  /** True while there is room for stacks that are more than one place. */
  readonly hasRoom: boolean;
  /** A number for a stack that has none yet; its frames are made when they are asked for. */
  add(frames: () => readonly string[]): number;
}

/** Code of a C program that runs: one entry for each time that it was entered from outside. */
export interface CodeEntry {
  /** Routines that were running when it was entered: `Calls.stack.length`. */
  readonly depth: number;
  /** The call stack that it was entered from; null until somebody asks (calls.ts). */
  outer: CallPath | null;
  /** Its module in the symbol table. */
  readonly module: string;
  /** Address of the instruction that runs. */
  address(): number;
  /** Its frames as call stacks show them, innermost first. */
  frames(): readonly string[];
  /** A call stack with its frames as further calls. Cost O(frames); makes nothing for a stack that was met before. */
  path(outer: CallPath): CallPath;
  /** Number of the stack that its frames are. Cost O(frames); makes nothing for a stack that was met before. */
  stack(stacks: CodeStackMaker): number;
  /** Number of the stack that the place which runs is alone. Cost O(1). */
  place(stacks: CodeStackMaker): number;
}
