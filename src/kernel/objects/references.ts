/** References to objects: by handle, and by address. */
import type { HANDLE, PointerTo, PVOID } from '../../contract/c-types.ts';
import { OBJ_INHERIT, OBJ_KERNEL_HANDLE } from '../../contract/kernel-constants.generated.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import { CURRENT_PROCESS, CURRENT_THREAD, type Threads } from '../threads/threads.ts';
import type { OpenHandle } from './object-table.ts';

/** A reference that is wanted. */
export interface ReferenceRequest {
  readonly handle: number;
  readonly access: number;
  /** What `*PsThreadType` holds, or NULL for any type. */
  readonly type: PVOID;
  /** True when the access of the handle counts. */
  readonly user: boolean;
  readonly target: PointerTo<PVOID>;
}

/** ObReferenceObjectByHandle. */
export function referenceByHandle(threads: Threads, request: ReferenceRequest): number {
  const { objects, host } = threads;
  const { handle, access, type, user, target } = request;
  const open = openHandle(threads, handle);
  if (open === undefined) {
    const rule = handle === 0 ? 'null-handle' : 'bad-handle';
    // A program may pass any number as a handle, and UserMode is how a driver says so: the status is its answer (*ours*).
    if (!user) host.violation({ rule, routine: 'ObReferenceObjectByHandle', values: [handle] });
    threads.store(target, 0);
    return STATUS_INVALID_HANDLE;
  }
  const { object } = open;
  if (type !== 0 && type !== typeOf(threads, object))
    return refuse(threads, target, STATUS_OBJECT_TYPE_MISMATCH);
  if (user && (access & ~open.access) !== 0) return refuse(threads, target, STATUS_ACCESS_DENIED);
  objects.count(object, 1);
  threads.store(target, object);
  return STATUS_SUCCESS;
}

/** A handle that is wanted for an object. */
export interface HandleRequest {
  readonly object: PVOID;
  /** OBJ_KERNEL_HANDLE, or 0. */
  readonly attributes: number;
  /** A PACCESS_STATE: NULL. */
  readonly accessState: PVOID;
  readonly access: number;
  /** What `*PsProcessType` holds, or NULL for any type. */
  readonly type: PVOID;
  readonly target: PointerTo<HANDLE>;
}

/** ObOpenObjectByPointer. */
export function openByPointer(threads: Threads, request: HandleRequest): number {
  const { objects, host } = threads;
  const { object, attributes, accessState, access, type, target } = request;
  if (accessState !== 0) return host.notModelled('ObOpenObjectByPointer with an access state');
  if ((attributes & ~(OBJ_KERNEL_HANDLE | OBJ_INHERIT)) !== 0)
    return host.notModelled(`ObOpenObjectByPointer with HandleAttributes 0x${attributes.toString(16)}`);
  if (objects.kindOf(object) === undefined) {
    host.kernelMemory.readUint8(object);
    host.violation({
      rule: 'object-without-references',
      routine: 'ObOpenObjectByPointer',
      values: [object],
    });
  }
  if (type !== 0 && type !== typeOf(threads, object)) return STATUS_OBJECT_TYPE_MISMATCH;
  const isKernelHandle = (attributes & OBJ_KERNEL_HANDLE) !== 0;
  threads.store(target, objects.open(object, access, isKernelHandle ? undefined : host.process.id));
  return STATUS_SUCCESS;
}

/** ObReferenceObjectByPointer. */
export function referenceByPointer(threads: Threads, object: PVOID, type: PVOID): number {
  if (type !== 0 && type !== typeOf(threads, object)) return STATUS_OBJECT_TYPE_MISMATCH;
  changeReferences(threads, object, 1, 'ObReferenceObjectByPointer');
  return STATUS_SUCCESS;
}

/** Adds or releases a reference; an address of no object is reported. */
export function changeReferences(threads: Threads, object: PVOID, change: 1 | -1, routine: string): number {
  const count = threads.objects.count(object, change);
  if (count !== undefined) return count;
  threads.host.kernelMemory.readUint8(object);
  threads.host.violation({ rule: 'object-without-references', routine, values: [object] });
  return 0;
}

function openHandle(threads: Threads, handle: number): OpenHandle | undefined {
  const access = -1;
  if (handle === CURRENT_THREAD) return { object: threads.objectOf(), access };
  if (handle === CURRENT_PROCESS) return { object: threads.processObjectOf(), access };
  return threads.objects.lookUp(handle, threads.host.process.id);
}

function typeOf({ objects, host }: Threads, object: number): number {
  const kind = objects.kindOf(object);
  return kind === undefined ? 0 : host.kernelMemory.readPointer(objects.typeVariable(kind));
}

function refuse(threads: Threads, target: PointerTo<PVOID>, status: number): number {
  threads.store(target, 0);
  return status;
}
