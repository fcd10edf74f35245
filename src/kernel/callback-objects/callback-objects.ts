/**
 * Callback objects: names by which drivers tell each other that something happened. An object lives as long as
 * references to it do: of whoever created or opened it, and of each registration. What the facts do not say is
 * *ours*: docs/decisions/0072-objects-strings-registry.md.
 */
import type { Waiting, Waits } from '../../contract/blocking.ts';
import type { NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { Part } from '../../machine/snapshot.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { Io } from '../io/io.ts';
import { readAttributes } from '../io/object-attributes.ts';
import type { KernelHost } from '../kernel-host.ts';
import { changeReferences } from '../objects/references.ts';
import { isGenerator } from '../threads/thread-body.ts';

/** What callback objects need from the machine. */
export type CallbackObjectsHost = Pick<
  KernelHost,
  'thread' | 'callbackAddress' | 'callAddress' | 'violation'
>;

/** A function that is called when somebody notifies an object. */
interface Registration {
  /** What ExRegisterCallback gave: an address that leads to nothing of use. */
  readonly handle: number;
  readonly object: number;
  readonly routine: number;
  readonly context: number;
}

/** A call of such a function that has not returned. */
interface Running {
  readonly handle: number;
  readonly thread: number;
}

/** State for snapshots. */
interface Image {
  readonly single: readonly number[];
  readonly registrations: readonly Registration[];
}

/** 'Call' and 'CbRg': tags of objects and registrations (*ours*). */
const OBJECT_TAG = 0x6c6c_6143;
const REGISTRATION_TAG = 0x6752_6243;
/** Bytes of each. Drivers know neither structure (*ours*). */
const BLOCK_BYTES = 64;

/** The callback objects of a machine. */
export class CallbackObjects implements Part, Waits {
  readonly name = 'callback objects';
  readonly #host: CallbackObjectsHost;
  readonly #io: Io;
  /** Objects that take one registration at a time. */
  readonly #single = new Set<number>();
  /** In the order in which they were made. */
  readonly #registrations = new Map<number, Registration>();
  readonly #running: Running[] = [];

  constructor(host: CallbackObjectsHost, io: Io) {
    this.#host = host;
    this.#io = io;
    io.parts.threads.objects.ends.callback = {
      deleted: (object) => {
        io.names.removeObject(object);
        this.#single.delete(object);
        io.blocks.free(object, 'ObDereferenceObject');
      },
    };
  }

  drive<R>(work: Waiting<R>): R {
    return this.#io.parts.threads.scheduler.drive(work);
  }

  /** Opens the object of a name, or makes it: a status, and the object with a reference for the caller. */
  create(
    attributes: PVOID,
    create: boolean,
    isSingle: boolean,
  ): { readonly status: NTSTATUS; readonly object: number } {
    const wanted = readAttributes(this.#io, attributes, 'ExCreateCallback');
    if (wanted === null) return fails(STATUS_INVALID_PARAMETER);
    const { path } = wanted;
    const { objects } = this.#io.parts.threads;
    if (path !== null) {
      const found = this.#io.names.resolve(path);
      if (found.status === STATUS_SUCCESS) {
        if (found.rest !== '' || objects.kindOf(found.object) !== 'callback')
          return fails(STATUS_OBJECT_TYPE_MISMATCH);
        objects.count(found.object, 1);
        return { status: STATUS_SUCCESS, object: found.object };
      }
      if (found.status !== STATUS_OBJECT_NAME_NOT_FOUND) return fails(found.status);
    }
    if (!create) return fails(STATUS_OBJECT_NAME_NOT_FOUND);
    const made = this.#make(path, isSingle);
    if (wanted.permanent && made.object !== 0) objects.count(made.object, 1);
    return made;
  }

  /** Registers a function; what unregisters it, or 0 where the object takes one alone and has it. */
  register(object: number, routine: Callback, context: number): number {
    const others = [...this.#registrations.values()].some((other) => other.object === object);
    if (others && this.#single.has(object)) return 0;
    this.#count(object, 1, 'ExRegisterCallback');
    const handle = this.#io.blocks.allocate(BLOCK_BYTES, REGISTRATION_TAG, 'ExRegisterCallback');
    if (handle === 0) {
      this.#count(object, -1, 'ExRegisterCallback');
      return 0;
    }
    const address = this.#host.callbackAddress(routine);
    this.#registrations.set(handle, { handle, object, routine: address, context });
    return handle;
  }

  /** Takes a registration back, and waits until its function does not run. */
  *unregister(handle: number): Waiting<void> {
    const known = this.#registrations.get(handle);
    if (known === undefined) {
      this.#host.violation({
        rule: 'callback-registration',
        routine: 'ExUnregisterCallback',
        values: [handle],
      });
      return;
    }
    this.#registrations.delete(handle);
    const running = () => this.#running.find((call) => call.handle === handle);
    if (running() !== undefined)
      yield* this.#io.parts.threads.scheduler.block({
        routine: 'ExUnregisterCallback',
        object: handle,
        what: 'a callback routine that runs',
        owner: () => running()?.thread ?? null,
        ready: () => running() === undefined,
      });
    this.#io.blocks.free(handle, 'ExUnregisterCallback');
    this.#count(known.object, -1, 'ExUnregisterCallback');
  }

  /** Calls the functions that are registered now, in the order of their registration, at the level of the caller. */
  notify(object: number, first: number, second: number): void {
    const { thread } = this.#host;
    // A reference of its own: the last registration may go while its function runs.
    this.#count(object, 1, 'ExNotifyCallback');
    for (const { handle, routine, context } of [...this.#registrations.values()]) {
      if (this.#registrations.get(handle)?.object !== object) continue;
      const call = { handle, thread: thread.id };
      this.#running.push(call);
      try {
        const result = this.#host.callAddress(routine, [context, first, second]);
        if (isGenerator(result))
          throw new TypeError(
            'a callback routine cannot wait: write it as a plain function, not as function*',
          );
      } finally {
        this.#running.splice(this.#running.indexOf(call), 1);
      }
    }
    this.#count(object, -1, 'ExNotifyCallback');
  }

  store(target: PointerTo<PVOID>, value: number): void {
    this.#io.parts.threads.store(target, value);
  }

  save(): Image {
    return { single: [...this.#single], registrations: [...this.#registrations.values()] };
  }

  load(saved: unknown): void {
    const { single, registrations } = saved as Image;
    this.#single.clear();
    for (const object of single) this.#single.add(object);
    this.#registrations.clear();
    for (const one of registrations) this.#registrations.set(one.handle, one);
  }

  fingerprint(): string {
    return JSON.stringify(this.save());
  }

  #make(path: string | null, isSingle: boolean): { readonly status: NTSTATUS; readonly object: number } {
    const { names, blocks, parts } = this.#io;
    const object = blocks.allocate(BLOCK_BYTES, OBJECT_TAG, 'ExCreateCallback');
    if (object === 0) return fails(STATUS_INSUFFICIENT_RESOURCES);
    const status = path === null ? STATUS_SUCCESS : names.add(path, { kind: 'object', object });
    if (status !== STATUS_SUCCESS) {
      blocks.free(object, 'ExCreateCallback');
      return fails(status);
    }
    parts.threads.objects.add(object, 'callback');
    if (isSingle) this.#single.add(object);
    return { status: STATUS_SUCCESS, object };
  }

  #count(object: number, change: 1 | -1, routine: string): void {
    changeReferences(this.#io.parts.threads, object, change, routine);
  }
}

const fails = (status: NTSTATUS): { readonly status: NTSTATUS; readonly object: number } => ({
  status,
  object: 0,
});
