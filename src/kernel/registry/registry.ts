/**
 * The registry of one machine as drivers reach it: keys by handle, names in memory. It begins with the keys that
 * RTL_REGISTRY_… stand for, and each driver finds a key of its own. Rules: docs/decisions/0087-registry.md.
 */
import type { HANDLE, PointerTo, PVOID } from '../../contract/c-types.ts';
import { REG_DWORD, REG_EXPAND_SZ } from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import { isOut } from '../../machine/out.ts';
import type { Part } from '../../machine/snapshot.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_KEY_DELETED,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_PATH_SYNTAX_BAD,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { Clock } from '../clock/clock.ts';
import type { DriverData } from '../driver-data.ts';
import { IoBlocks } from '../io/io-blocks.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Pool } from '../pool/pool.ts';
import { Strings } from '../strings/strings.ts';
import type { Threads } from '../threads/threads.ts';
import { readUnicodeString, utf16Bytes } from '../unicode-string.ts';
import { type Key, KeyTree, type TreeImage } from './key-tree.ts';

/** What the registry needs of the machine. */
export type RegistryHost = Pick<
  KernelHost,
  | 'architecture'
  | 'kernelMemory'
  | 'driverMemory'
  | 'process'
  | 'notModelled'
  | 'callAddress'
  | 'setLastStatus'
>;

/** The rest of the kernel that it touches. */
export interface RegistryParts {
  readonly threads: Threads;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly driverData: DriverData;
}

/** A key that was asked for: its identifier, or 0 and why. */
export interface FoundKey {
  readonly status: number;
  readonly id: number;
}

/** Where a key is named: a key, and the path from there. */
interface Place extends FoundKey {
  readonly path: string;
  /** Identifier of the process whose handle is wanted; left out for a kernel handle. */
  readonly process?: number;
}

interface Image {
  readonly tree: TreeImage;
  readonly bodies: readonly (readonly [number, number])[];
}

const ROOT_NAME = /^\\REGISTRY(?=\\|$)/i;
/** Handles keep an object of this many bytes in pool, with the tag `Key ` (*ours*). */
const BODY_BYTES = 32;
const KEY_TAG = 0x2079_654b;
const OBJ_KERNEL_HANDLE = 0x200;

/** Where services, settings of the system and its version have their keys. */
export const KEY_PATHS = {
  services: 'MACHINE\\SYSTEM\\CurrentControlSet\\Services',
  control: 'MACHINE\\SYSTEM\\CurrentControlSet\\Control',
  windows: 'MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion',
  devicemap: 'MACHINE\\HARDWARE\\DEVICEMAP',
  user: 'USER\\.DEFAULT',
} as const;

const SERVICE_KERNEL_DRIVER = 1;
const SERVICE_DEMAND_START = 3;
const SERVICE_ERROR_NORMAL = 1;

const dword = (value: number): Uint8Array =>
  Uint8Array.of(value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24);

/** The registry. */
export class Registry implements Part {
  readonly name = 'registry';
  readonly host: RegistryHost;
  readonly tree: KeyTree;
  readonly strings: Strings;
  readonly #threads: Threads;
  /** Pool of the system. */
  readonly blocks: IoBlocks;
  /** Tag of what it takes from there. */
  readonly tag = KEY_TAG;
  /** Keys by the address of the object that a handle stands for. */
  readonly #bodies = new Map<number, number>();

  constructor(host: RegistryHost, { threads, pool, clock, driverData }: RegistryParts) {
    this.host = host;
    this.#threads = threads;
    this.blocks = new IoBlocks(pool);
    this.strings = new Strings(host, pool, driverData);
    this.tree = new KeyTree(() => clock.systemTime);
    for (const path of Object.values(KEY_PATHS)) this.tree.createAll(this.tree.root, path);
    threads.objects.ends.key = {
      deleted: (object) => {
        this.#bodies.delete(object);
        this.blocks.free(object, 'ObDereferenceObject');
      },
    };
  }

  /** Makes the key of a service, with what the loader finds there. What is there stays. */
  addService(name: string): void {
    const { tree } = this;
    const { status, id, isNew } = tree.create(tree.root, `${KEY_PATHS.services}\\${name}`, false);
    if (status !== STATUS_SUCCESS || !isNew) return;
    const values = {
      Type: SERVICE_KERNEL_DRIVER,
      Start: SERVICE_DEMAND_START,
      ErrorControl: SERVICE_ERROR_NORMAL,
    };
    for (const [value, number] of Object.entries(values))
      tree.setValue(id, { name: value, type: REG_DWORD, data: dword(number) });
    const image = utf16Bytes(`\\??\\C:\\irqlab\\${name}.sys\0`);
    tree.setValue(id, { name: 'ImagePath', type: REG_EXPAND_SZ, data: image });
  }

  /** The key that a handle stands for. */
  ofHandle(handle: HANDLE | bigint): FoundKey {
    const object = this.#threads.objects.lookUp(this.#threads.handle(handle), this.host.process.id)?.object;
    if (object === undefined) return { status: STATUS_INVALID_HANDLE, id: 0 };
    const id = this.#bodies.get(object);
    if (id === undefined) return { status: STATUS_OBJECT_TYPE_MISMATCH, id: 0 };
    return this.tree.key(id) === undefined
      ? { status: STATUS_KEY_DELETED, id: 0 }
      : { status: STATUS_SUCCESS, id };
  }

  /** Runs a block with the key of a handle; a status. */
  withKey(handle: HANDLE | bigint, block: (key: Key) => number): number {
    const { status, id } = this.ofHandle(handle);
    const key = this.tree.key(id);
    return key === undefined ? status : block(key);
  }

  /** The place that OBJECT_ATTRIBUTES name. */
  placeOf(attributes: PVOID): Place {
    const { kernelMemory: memory, architecture, process } = this.host;
    const { at, bytes } = structure(architecture, 'OBJECT_ATTRIBUTES');
    const fails = (status: number): Place => ({ status, id: 0, path: '' });
    if (memory.readUint32(attributes + at.Length) !== bytes) return fails(STATUS_INVALID_PARAMETER);
    const owner =
      (memory.readUint32(attributes + at.Attributes) & OBJ_KERNEL_HANDLE) === 0
        ? { process: process.id }
        : {};
    const name = memory.readPointer(attributes + at.ObjectName);
    const path = name === 0 ? '' : readUnicodeString(memory, architecture, name);
    const directory = memory.readPointer(attributes + at.RootDirectory);
    if (directory !== 0) {
      const found = this.ofHandle(directory);
      if (path.startsWith('\\')) return fails(STATUS_OBJECT_PATH_SYNTAX_BAD);
      return { ...found, path, ...owner };
    }
    if (!path.startsWith('\\')) return fails(STATUS_OBJECT_PATH_SYNTAX_BAD);
    if (!ROOT_NAME.test(path)) return fails(STATUS_OBJECT_NAME_NOT_FOUND);
    return { status: STATUS_SUCCESS, id: this.tree.root, path: path.replace(ROOT_NAME, ''), ...owner };
  }

  /** Opens a handle for a key and stores it; a status. */
  open(id: number, access: number, target: PointerTo<HANDLE>, process: number | undefined): number {
    const object = this.blocks.allocate(BODY_BYTES, KEY_TAG, 'CmpDoOpen');
    if (object === 0) return STATUS_INSUFFICIENT_RESOURCES;
    const { objects } = this.#threads;
    this.#bodies.set(object, id);
    objects.add(object, 'key');
    const handle = objects.open(object, access, process);
    // It lives as long as handles and references do.
    objects.count(object, -1);
    if (isOut(target)) target.value = handle;
    else this.host.kernelMemory.writePointer(target, handle);
    return STATUS_SUCCESS;
  }

  /** Text of a UNICODE_STRING. */
  text(address: PVOID): string {
    return readUnicodeString(this.host.kernelMemory, this.host.architecture, address);
  }

  save(): Image {
    return { tree: this.tree.save(), bodies: [...this.#bodies] };
  }

  load(saved: unknown): void {
    const { tree, bodies } = saved as Image;
    this.tree.load(tree);
    this.#bodies.clear();
    for (const [object, id] of bodies) this.#bodies.set(object, id);
  }

  fingerprint(): string {
    const { tree, bodies } = this.save();
    return JSON.stringify([tree, bodies], (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value instanceof Uint8Array ? [...value] : value,
    );
  }
}
