/**
 * Notes who allocates and frees the blocks of a process, for C code that takes
 * the short way: what block-owners.ts does, in one small function each, because
 * programs allocate more often than anything else. A call whose stack is the last
 * one of its program again costs a few compares and two stores.
 */
import { ownCopy } from '../machine/own-copy.ts';
import type { Region } from '../memory/region.ts';
import { type BlockOwners, CHUNK_MASK, CHUNK_SHIFT } from './block-owners.ts';

/** In LastStack.stack: stack pointer, or -1 for no stack; number; where the frames end. */
export const STACK_SP = 0;
export const STACK_NUMBER = 1;
export const STACK_END = 2;
/** From here on by frame: where its place is noted, and that place. */
export const FRAMES = 3;

/** The last stack of a program that was asked for, and what it is compared with. */
export interface LastStack {
  readonly stack: Int32Array;
  /** By frame (offset / 16), the place of the call that it is in. */
  readonly places: Int32Array;
  /** By place, number of the stack that holds nothing else; 0 for none yet. */
  readonly alone: Int32Array;
}

/** What notes need of a program. */
export interface NotingProgram {
  /** The entry of its code that runs, when no other code runs below it; else null. */
  alone(): object | null;
  readonly last: LastStack;
  /** Where the frames end that are in use. */
  readonly sp: number;
  /** The same as a number in memory, for a program that runs as WebAssembly; else null. */
  spWord(): Int32Array | null;
}

/** Notes blocks by payload offset. */
export interface BlockNotes {
  opened(p: number): void;
  closed(p: number): void;
  moved(p: number, q: number): void;
  /** Asks anew which code runs. */
  forget(): void;
}

const constants = { FRAMES, STACK_END, STACK_NUMBER, STACK_SP, CHUNK_SHIFT, CHUNK_MASK } as const;
type Constants = typeof constants & { readonly SHIFT: number };

/** Makes the notes of one program. Uses nothing but its parameters (machine/own-copy.ts). */
function makeNotes(
  c: Constants,
  program: NotingProgram,
  stack: LastStack['stack'],
  places: LastStack['places'],
  alone: LastStack['alone'],
  code: readonly object[],
  owners: BlockOwners,
  region: Region,
  table: readonly (Int32Array | undefined)[],
): BlockNotes {
  /** The entry that the last stack is of, where no other code is below it; it is asked for what it says itself. */
  let known: object | null = null;
  let spWord: Int32Array | null = null;

  function opened(p: number): void {
    const chunk = table[p >>> c.CHUNK_SHIFT];
    if (chunk !== undefined && code.length === 1 && code[0] === known) {
      const sp = spWord === null ? program.sp : spWord[0]!;
      if (sp === stack[c.STACK_SP]) {
        const end = stack[c.STACK_END]!;
        let i = c.FRAMES;
        while (i < end && places[stack[i]!] === stack[i + 1]) i += 2;
        if (i >= end) {
          const at = ((p & c.CHUNK_MASK) >>> c.SHIFT) << 1;
          chunk[at] = stack[c.STACK_NUMBER]! + 1;
          chunk[at + 1] = 0;
          return;
        }
      }
    }
    owners.opened(region, p);
    know();
  }

  function closed(p: number): void {
    const chunk = table[p >>> c.CHUNK_SHIFT];
    if (chunk !== undefined && code.length === 1 && code[0] === known) {
      const sp = spWord === null ? program.sp : spWord[0]!;
      const number = alone[places[sp >> 4]!]!;
      if (number > 0) {
        chunk[((((p & c.CHUNK_MASK) >>> c.SHIFT) << 1) | 1) >>> 0] = number + 1;
        return;
      }
    }
    owners.closed(region, p);
    know();
  }

  function know(): void {
    known = program.alone();
    spWord = program.spWord();
  }

  function moved(p: number, q: number): void {
    owners.moved(region, p, q);
  }

  function forget(): void {
    known = null;
  }

  return { opened, closed, moved, forget };
}

/**
 * Turns in which V8 sees the rare way of these functions: code that was compiled before that is thrown away when it is
 * taken for the first time, and what replaces it is not compiled into its callers any more. No block begins at 0.
 */
const WARM_UP = 64;

/** The notes of one program about the blocks in a region. */
export function blockNotes(
  program: NotingProgram,
  code: readonly object[],
  owners: BlockOwners,
  region: Region,
): BlockNotes {
  const make = ownCopy(makeNotes, { ...constants, SHIFT: owners.shift });
  const notes = make(
    { ...constants, SHIFT: owners.shift },
    program,
    program.last.stack,
    program.last.places,
    program.last.alone,
    code,
    owners,
    region,
    owners.tableOf(region),
  );
  for (let turn = 0; turn < WARM_UP; turn++) {
    notes.forget();
    notes.opened(0);
    notes.forget();
    notes.closed(0);
  }
  owners.forget(region, 0, 1);
  return notes;
}
