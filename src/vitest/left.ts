/** What is left on a machine, for the matchers about leaks, locks and heaps, and for the end of a test. */
import type { Inventory, Leftover, LeftoverKind, Nt } from '../index.ts';
import { indented, isOfProgram } from './show.ts';
import {
  type Block,
  type Matching,
  machineFor,
  machineIn,
  type RunOnMachine,
  refusePromise,
  wrongSubject,
} from './subject.ts';

/** Kinds of what is damaged. */
export const DAMAGE: ReadonlySet<LeftoverKind> = new Set<LeftoverKind>(['pool damage', 'heap damage']);
/** Kinds of what must be released. */
export const LOCKS: ReadonlySet<LeftoverKind> = new Set<LeftoverKind>(['lock']);
/** Kinds of levels and regions, which are restored. */
export const LEVELS: ReadonlySet<LeftoverKind> = new Set<LeftoverKind>(['irql', 'region']);
/** True for what somebody asked for and did not give back. */
export const isLeak = (kind: LeftoverKind): boolean =>
  !DAMAGE.has(kind) && !LOCKS.has(kind) && !LEVELS.has(kind);

/** One thing that is left, with who asked for it. */
export const showLeft = ({ text, stack }: Leftover): string =>
  `${text}${indented(stack.filter(isOfProgram), '    ')}`;

/** Several, numbered. */
export const showAll = (left: readonly Leftover[]): string =>
  left.map((one, index) => `\n${index + 1}. ${showLeft(one)}`).join('');

const NOTHING: Inventory = new Map();

/**
 * What a function leaves, or what there is on a machine.
 * @param wanted in words what the matcher takes
 */
export function leftBy(
  matching: Matching,
  matcher: string,
  received: unknown,
  { on, since }: RunOnMachine & { readonly since?: Inventory },
): readonly Leftover[] {
  const standing = machineIn(received);
  if (standing !== null) return standing.leftSince(since ?? NOTHING);
  if (typeof received !== 'function')
    throw wrongSubject(matcher, received, 'a function that it runs, a machine (`nt`) or a driver');
  const nt = machineFor(matching, matcher, on);
  const before = since ?? nt.inventory();
  const watch = nt.watchOrigins();
  try {
    refusePromise(matcher, (received as Block)());
  } finally {
    watch.end();
  }
  return withOrigins(nt, before, watch);
}

/** What is left, each with who asked for it where that was seen. */
export const withOrigins = (
  nt: Nt,
  before: Inventory,
  watch: { withOrigin(left: Leftover): Leftover },
): readonly Leftover[] => nt.leftSince(before).map((left) => watch.withOrigin(left));
