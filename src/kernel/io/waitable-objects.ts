/**
 * Events, mutexes, semaphores and timers that programs make: objects in pool that live as long as handles and
 * references to them do, with a name where one is given.
 */
import { structure } from '../../contract/structure.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_OBJECT_NAME_EXISTS,
  STATUS_OBJECT_NAME_INVALID,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { DispatcherStructure } from '../dispatcher/objects.ts';
import type { Io } from './io.ts';
import { EVENT_TAG, MUTANT_TAG, SEMAPHORE_TAG, TIMER_TAG } from './io-blocks.ts';

/** Structure and pool tag of each kind. */
const SHAPES = {
  event: { structure: 'KEVENT', tag: EVENT_TAG },
  mutant: { structure: 'KMUTANT', tag: MUTANT_TAG },
  semaphore: { structure: 'KSEMAPHORE', tag: SEMAPHORE_TAG },
  timer: { structure: 'KTIMER', tag: TIMER_TAG },
} as const satisfies Record<string, { readonly structure: DispatcherStructure; readonly tag: number }>;

/** Kinds of objects that programs make to wait for. */
export type WaitableKind = keyof typeof SHAPES;
/** All of them. */
export const WAITABLE_KINDS: readonly WaitableKind[] = ['event', 'mutant', 'semaphore', 'timer'];

/** Whose handle is wanted, and what it is to allow. */
export interface HandleRequest {
  readonly kind: WaitableKind;
  /** Name, or null for an object without one. */
  readonly path: string | null;
  readonly access: number;
  /** Identifier of the process whose handle it is; left out for a kernel handle. */
  readonly process?: number;
  /** True when upper and lower case of the name are one. */
  readonly anyCase?: boolean;
}

/** What became of it. */
export interface HandleResult {
  readonly status: number;
  /** 0 when it failed. */
  readonly handle: number;
}

const fails = (status: number): HandleResult => ({ status, handle: 0 });

/**
 * Makes an object, or opens the one that has the name.
 * @param fill fills in the structure at an address
 * @returns STATUS_OBJECT_NAME_EXISTS when there was one
 */
export function makeWaitable(io: Io, request: HandleRequest, fill: (object: number) => void): HandleResult {
  const { kind, path, access, process } = request;
  if (path !== null) {
    const found = openWaitable(io, { ...request, path });
    if (found.status === STATUS_SUCCESS) return { ...found, status: STATUS_OBJECT_NAME_EXISTS };
    if (found.status !== STATUS_OBJECT_NAME_NOT_FOUND) return found;
  }
  const { objects } = io.parts.threads;
  const shape = SHAPES[kind];
  const { bytes } = structure(io.host.architecture, shape.structure);
  const object = io.blocks.allocate(bytes, shape.tag, 'ObCreateObject');
  if (object === 0) return fails(STATUS_INSUFFICIENT_RESOURCES);
  const status = path === null ? STATUS_SUCCESS : addName(io, request, path, object);
  if (status !== STATUS_SUCCESS) {
    io.blocks.free(object, 'ObCreateObject');
    return fails(status);
  }
  fill(object);
  objects.add(object, kind);
  const handle = objects.open(object, access, process);
  // It lives as long as handles and references do.
  objects.count(object, -1);
  return { status: STATUS_SUCCESS, handle };
}

const addName = (io: Io, { anyCase = false }: HandleRequest, path: string, object: number): number =>
  anyCase ? io.names.add(path, { kind: 'object', object }) : io.names.addExactly(path, object);

/** Opens the object that has a name. */
export function openWaitable(io: Io, request: HandleRequest): HandleResult {
  const { kind, path, access, process, anyCase = false } = request;
  const { objects } = io.parts.threads;
  const named = anyCase ? io.names.at(path ?? '') : io.names.exactly(path ?? '');
  if (named === undefined) {
    const { status } = io.names.resolve(path ?? '');
    const why = status === STATUS_SUCCESS ? STATUS_OBJECT_NAME_NOT_FOUND : status;
    // The name of a directory and nothing behind it: the status that making one of that name gives too.
    const isNoName = why === STATUS_OBJECT_NAME_NOT_FOUND && path?.endsWith('\\') === true;
    return fails(isNoName ? STATUS_OBJECT_NAME_INVALID : why);
  }
  if (named.kind === 'link' || objects.kindOf(named.object) !== kind)
    return fails(STATUS_OBJECT_TYPE_MISMATCH);
  return { status: STATUS_SUCCESS, handle: objects.open(named.object, access, process) };
}

/** The last handle and the last reference are gone. */
export function endWaitable(io: Io, object: number): void {
  const { dispatcher, timers } = io.parts;
  io.names.removeObject(object);
  dispatcher.mutants.forget(object);
  timers.forget(object);
  io.blocks.free(object, 'ObDereferenceObject');
}
