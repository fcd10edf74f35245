/**
 * The heap routines that have a short way, as C code calls them: with a short way
 * of its own, which notes who allocates and frees (heap/block-notes.ts). The long
 * way always does that, where C was loaded (heap/block-owners.ts).
 */
import { type BlockNotes, blockNotes, type NotingProgram } from '../../heap/block-notes.ts';
import { type ShortPath, shortPath } from '../../heap/short-path.ts';
import type { Machine } from '../../kernel/machine.ts';
import type { Process } from '../../kernel/records.ts';
import type { Region } from '../../memory/region.ts';
import type { Entries } from './entries.ts';
import type { LoadOptions } from './load-options.ts';

type FindRoutine = LoadOptions['routine'];
type Found = ReturnType<FindRoutine>;

/** Routines with a short way: what stands in front of their doors. Those of a family share the one that is behind it. */
const noted: Readonly<Record<string, readonly [front: keyof ShortPath, family: 'ntdll' | 'win32']>> = {
  RtlAllocateHeap: ['inFrontOfAllocate', 'ntdll'],
  RtlFreeHeap: ['inFrontOfFree', 'ntdll'],
  RtlReAllocateHeap: ['inFrontOfReAllocate', 'ntdll'],
  HeapAlloc: ['inFrontOfAllocate', 'win32'],
  HeapFree: ['inFrontOfFree', 'win32'],
  HeapReAlloc: ['inFrontOfReAllocate', 'win32'],
};

/** The program that calls. */
export interface NotingHost {
  readonly module: string;
  readonly entries: Entries;
  readonly codeStack: Machine['codeStack'];
  /** Its registers, where they lie in the memory of its region; null for a program that runs as JavaScript. */
  registers(): Int32Array | null;
}

/** The routines of a process as the C code of one program calls them. */
export function notedRoutines(routine: FindRoutine, { heaps, gate }: Process, host: NotingHost): FindRoutine {
  const region = heaps.platform.pages.userRegion;
  if (region === null) return routine;
  const shorts = new Map<string, ShortPath | null>();
  const made = new Map<string, Found>();
  const make = (name: string, front: keyof ShortPath, family: string): Found => {
    const door = routine(name);
    if (!shorts.has(family)) shorts.set(family, shortPath(heaps, gate, notes(host, heaps, region)));
    const short = shorts.get(family) ?? null;
    return short === null || door === undefined ? door : (short[front](door as never) as Found);
  };
  return (name) => {
    const [front, family] = Object.hasOwn(noted, name) ? (noted[name] ?? []) : [];
    if (front === undefined || family === undefined) return routine(name);
    if (!made.has(name)) made.set(name, make(name, front, family));
    return made.get(name);
  };
}

/** Notes who allocates; asked for when the program calls for the first time. */
function notes(
  { module, entries, codeStack, registers }: NotingHost,
  { platform }: Process['heaps'],
  region: Region,
): BlockNotes {
  const program: NotingProgram = {
    alone: () => {
      const [entry] = codeStack;
      return codeStack.length === 1 && entry?.depth === 0 && entry.module === module ? entry : null;
    },
    last: entries.stacks,
    spWord: registers,
    get sp() {
      return entries.sp;
    },
  };
  return blockNotes(program, codeStack, platform.owners, region);
}
