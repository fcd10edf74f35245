/**
 * What the dispatch machine (dispatch-machine.ts) remembers, and what each of its steps makes of it. Pure.
 *
 * `regions` are the guarded bodies that are open, outermost first. `activities`
 * are the filters, handlers and finally blocks that run, the last one innermost;
 * the `height` of one is the number of regions that were open when it began, so
 * regions from that position on were opened inside it.
 */
import { STATUS_NONCONTINUABLE_EXCEPTION } from '../status/common.ts';
import { EXCEPTION_NESTED_CALL, EXCEPTION_NONCONTINUABLE } from './exception-constants.ts';

/** A guarded body that is open. */
export interface Region {
  readonly kind: 'except' | 'finally';
  /** Which one, for whoever compares. */
  readonly name: number;
}

/** An exception that looks for a handler. */
export interface Dispatch {
  readonly code: number;
  readonly noncontinuable: boolean;
  /** Position of the region whose filter is asked; at first, the number of regions. */
  readonly asked: number;
}

/** Control on its way out: to a handler, or to where a jump leads. */
export interface Transfer {
  /** Regions that stay open. */
  readonly regions: number;
  /** Activities that go on. */
  readonly activities: number;
  /** Code for the handler at the end of the way, or null for a jump. */
  readonly code: number | null;
}

/** A filter, a handler or a finally block that runs. */
export type Activity =
  | { readonly kind: 'filter'; readonly height: number; readonly dispatch: Dispatch }
  | { readonly kind: 'handler'; readonly height: number; readonly region: Region; readonly code: number }
  | {
      readonly kind: 'block';
      readonly height: number;
      readonly region: Region;
      readonly pending: Transfer | null;
    };

/** What the machine remembers. */
export interface DispatchContext {
  readonly regions: readonly Region[];
  readonly activities: readonly Activity[];
  /** The exception that is searched for, outside of filters. */
  readonly dispatch: Dispatch | null;
  /** The way out that is being gone, outside of finally blocks. */
  readonly transfer: Transfer | null;
}

/** What running code can do. */
export type DispatchEvent =
  | { readonly type: 'OPEN'; readonly region: Region }
  /** The innermost body ends normally. */
  | { readonly type: 'CLOSE' }
  | { readonly type: 'RAISE'; readonly code: number; readonly noncontinuable: boolean }
  /** Answers of a filter: above 0, 0, below 0 (E-005, E-045). */
  | { readonly type: 'EXECUTE' }
  | { readonly type: 'SEARCH' }
  | { readonly type: 'CONTINUE' }
  /** A handler or a finally block ends. */
  | { readonly type: 'END' }
  /** return, break, continue, goto, `__leave` or longjmp to a place where fewer are open. */
  | { readonly type: 'JUMP'; readonly regions: number; readonly activities: number };

/** Flags that the filter being asked sees (E-061): nested inside of every frame whose filter is running. */
export function flagsOf(context: DispatchContext): number {
  const top = context.activities.at(-1);
  if (top?.kind !== 'filter') return 0;
  const { asked, noncontinuable } = top.dispatch;
  const nested = context.activities
    .slice(0, -1)
    .some((one) => one.kind === 'filter' && one.height > asked && one.dispatch.asked <= asked);
  return (noncontinuable ? EXCEPTION_NONCONTINUABLE : 0) | (nested ? EXCEPTION_NESTED_CALL : 0);
}

export type Change = Partial<DispatchContext>;

/** Position of the next region outwards that has a filter, or -1. */
export const nextAsked = ({ regions, dispatch }: DispatchContext): number =>
  regions
    .slice(0, dispatch?.asked ?? 0)
    .map((region) => region.kind)
    .lastIndexOf('except');

export function asking(context: DispatchContext): Change {
  const { dispatch, regions, activities } = context;
  if (dispatch === null) return {};
  const asked = { ...dispatch, asked: nextAsked(context) };
  return {
    dispatch: null,
    activities: [...activities, { kind: 'filter', height: regions.length, dispatch: asked }],
  };
}

/** A filter has answered: its dispatch goes on without it. */
export function answered({ activities }: DispatchContext): Change {
  const top = activities.at(-1);
  return top?.kind === 'filter' ? { dispatch: top.dispatch, activities: activities.slice(0, -1) } : {};
}

/** From the same stack, chained: nothing has been unwound, and the filter has ended. */
export const refused = (context: DispatchContext): Change => ({
  ...answered(context),
  dispatch: { code: STATUS_NONCONTINUABLE_EXCEPTION, noncontinuable: true, asked: context.regions.length },
});

export function accepted(context: DispatchContext): Change {
  const { dispatch, activities = [] } = answered(context);
  if (!dispatch) return {};
  const kept = activities.filter(({ height }) => height <= dispatch.asked).length;
  return {
    dispatch: null,
    activities,
    transfer: { regions: dispatch.asked, activities: kept, code: dispatch.code },
  };
}

/** True while an activity, and not a region, is what control leaves next. */
export function leavesActivity({ regions, activities, transfer }: DispatchContext): boolean {
  const top = activities.at(-1);
  return (
    top !== undefined && activities.length > (transfer?.activities ?? 0) && top.height === regions.length
  );
}

/** The region that control leaves next; the accepting one itself is the last. */
export function leftRegion({ regions, transfer }: DispatchContext): Region | undefined {
  return transfer !== null && regions.length > transfer.regions ? regions.at(-1) : undefined;
}

export const arrives = ({ regions, transfer }: DispatchContext): boolean =>
  transfer !== null && transfer.code !== null && regions.length === transfer.regions + 1;

export function block({ regions, activities, transfer }: DispatchContext): Change {
  const region = regions.at(-1);
  if (region === undefined) return {};
  const height = regions.length - 1;
  return {
    regions: regions.slice(0, -1),
    activities: [...activities, { kind: 'block', height, region, pending: transfer }],
    transfer: null,
  };
}

export function handler({ regions, activities, transfer }: DispatchContext): Change {
  const region = regions.at(-1);
  if (region === undefined || transfer === null || transfer.code === null) return {};
  const height = regions.length - 1;
  return {
    regions: regions.slice(0, -1),
    activities: [...activities, { kind: 'handler', height, region, code: transfer.code }],
    transfer: null,
  };
}

/** A block or handler has ended; a way out that waited for it goes on. */
export function ended({ activities }: DispatchContext): Change {
  const top = activities.at(-1);
  return { activities: activities.slice(0, -1), transfer: top?.kind === 'block' ? top.pending : null };
}

export const isTop = (context: DispatchContext, kind: Activity['kind']): boolean =>
  context.activities.at(-1)?.kind === kind;
