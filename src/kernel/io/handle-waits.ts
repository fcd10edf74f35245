/** Waits for what handles stand for: each counts as a reference to its object. */
import type { Waiting } from '../../contract/blocking.ts';
import type { NTSTATUS } from '../../contract/c-types.ts';
import type { ObjectKind } from '../objects/object-table.ts';
import type { Io } from './io.ts';
import { WAITABLE_KINDS } from './waitable-objects.ts';

/** Kinds of objects that can be waited for. */
const KINDS: ReadonlySet<ObjectKind> = new Set<ObjectKind>([...WAITABLE_KINDS, 'thread', 'file']);

/** True for an object that can be waited for. A wait for a process is not modelled. */
export function isWaitable(io: Io, object: number): boolean {
  const kind = io.parts.threads.objects.kindOf(object);
  if (kind === 'process') io.host.notModelled('a wait for a process');
  return kind !== undefined && KINDS.has(kind);
}

/** How to wait. */
export interface HandleWaitRequest {
  readonly routine: string;
  /** Objects of the handles. */
  readonly objects: readonly number[];
  readonly all: boolean;
  /** Timeout in Windows' form, or null to wait without one. */
  readonly timeout: bigint | null;
  readonly alertable: boolean;
  readonly userMode: boolean;
}

/** Waits for objects. A file is waited for by the event in its FILE_OBJECT. */
export function* waitForObjects(io: Io, { objects, ...how }: HandleWaitRequest): Waiting<NTSTATUS> {
  const { threads, dispatcher } = io.parts;
  const waited = objects.map((object) => (io.files.has(object) ? object + io.fileAt.Event : object));
  for (const object of objects) threads.objects.count(object, 1);
  try {
    return yield* dispatcher.wait({ ...how, objects: waited });
  } finally {
    for (const object of objects) threads.objects.count(object, -1);
  }
}
