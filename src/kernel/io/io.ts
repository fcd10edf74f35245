/**
 * The I/O manager of one machine: drivers, devices, files and IRPs. What stands
 * in simulated memory is real: DRIVER_OBJECT, DEVICE_OBJECT, FILE_OBJECT, IRP.
 * Kept beside it is only what no driver can see, and what says whether an
 * address is what a caller takes it for. Rules: docs/decisions/0070-io-manager.md.
 */

import type { Waiting, Waits } from '../../contract/blocking.ts';
import type { PointerTo } from '../../contract/c-types.ts';
import { structure } from '../../contract/structure.ts';
import { isOut } from '../../machine/out.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { Apcs } from '../apcs/apcs.ts';
import type { Dispatcher } from '../dispatcher/dispatcher.ts';
import type { Dpcs } from '../dpcs/dpcs.ts';
import type { DriverData } from '../driver-data.ts';
import type { FastMutexes } from '../fast-mutexes/fast-mutexes.ts';
import type { KernelContexts } from '../kernel-contexts.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Mdls } from '../mdls/mdls.ts';
import type { DriverSections } from '../pageable-sections/driver-sections.ts';
import { LiveObjects } from '../pool/live-objects.ts';
import type { Pool } from '../pool/pool.ts';
import type { Registry } from '../registry/registry.ts';
import type { SpinLocks } from '../spin-locks/spin-locks.ts';
import type { Threads } from '../threads/threads.ts';
import type { Timers } from '../timers/timers.ts';
import { IoBlocks } from './io-blocks.ts';
import { Irps, type IrpsImage } from './irps.ts';
import type { Notification } from './notification.ts';
import { type NamesImage, ObjectNames } from './object-names.ts';
import type { StartIoState } from './start-io-state.ts';

/** What the I/O manager needs from the machine. */
export type IoHost = Pick<
  KernelHost,
  | 'architecture'
  | 'verifier'
  | 'settings'
  | 'symbols'
  | 'process'
  | 'processes'
  | 'system'
  | 'thread'
  | 'stop'
  | 'callStack'
  | 'codeAddress'
  | 'stackText'
  | 'irql'
  | 'setIrql'
  | 'raise'
  | 'seh'
  | 'events'
  | 'kernelMemory'
  | 'driverMemory'
  | 'callbackAddress'
  | 'callAddress'
  | 'callSteps'
  | 'callerAddress'
  | 'violation'
  | 'finding'
  | 'setLastStatus'
  | 'notModelled'
  | 'runAs'
>;

/** The rest of the kernel that it touches. */
export interface IoParts {
  readonly threads: Threads;
  readonly contexts: KernelContexts;
  readonly dispatcher: Dispatcher;
  readonly apcs: Apcs;
  readonly spinLocks: SpinLocks;
  readonly fastMutexes: FastMutexes;
  readonly kernelData: DriverData;
  readonly pool: Pool;
  readonly mdls: Mdls;
  readonly driverSections: DriverSections;
  readonly timers: Timers;
  readonly dpcs: Dpcs;
  readonly registry: Registry;
}

/** Where a driver is in its life. */
export type DriverState = 'loading' | 'loaded' | 'unload-wanted' | 'unloading' | 'gone';

/** A driver. */
export interface DriverRecord {
  /** Name of its service: `echo`. */
  readonly name: string;
  /** Module that its code is shown in. */
  readonly module: string;
  readonly state: DriverState;
  /** Pool blocks that were live when it was loaded are not its own. */
  readonly before: readonly number[];
  /** How many notification routines were ever registered then. */
  readonly notificationsBefore: number;
}

/** A device. */
export interface DeviceRecord {
  /** Address of its DRIVER_OBJECT. */
  readonly driver: number;
  readonly bytes: number;
  /** Name that it was created with; empty for none. */
  readonly name: string;
  /** IoDeleteDevice was called, and something still refers to it. */
  readonly deletePending: boolean;
}

/** An open file. */
export interface FileRecord {
  /** Device that was opened: the one with the name, not the one on top. */
  readonly device: number;
  /** Access that it was opened with. */
  readonly access: number;
  /** Whether its create succeeded. */
  readonly isOpen: boolean;
  /** Whether the last handle was closed. */
  readonly isClean: boolean;
}

interface Image {
  readonly files: readonly (readonly [number, FileRecord])[];
  readonly names: NamesImage;
  readonly irps: IrpsImage;
  readonly drivers: readonly (readonly [number, DriverRecord])[];
  readonly devices: readonly (readonly [number, DeviceRecord])[];
  readonly counts: readonly number[];
  readonly startIo: readonly (readonly [number, StartIoState])[];
  readonly driverExtensions: readonly (readonly [number, readonly (readonly [number, number])[]])[];
  readonly notifications: readonly Notification[];
  readonly toldThreads: readonly number[];
}

/** The I/O manager. */
export class Io implements Part, Waits {
  readonly name = 'io';
  readonly host: IoHost;
  readonly parts: IoParts;
  readonly blocks: IoBlocks;
  readonly names: ObjectNames = new ObjectNames();
  readonly irps: Irps;
  /** By address of the DRIVER_OBJECT. */
  readonly drivers = new Map<number, DriverRecord>();
  /** By address of the DEVICE_OBJECT. */
  readonly devices: LiveObjects<DeviceRecord>;
  /** By address of the FILE_OBJECT. */
  readonly files = new Map<number, FileRecord>();
  /** Devices whose drivers have a StartIo routine that was called, or said how it is to be. */
  readonly startIo = new Map<number, StartIoState>();
  /** Extensions of driver objects: by driver, what a client calls it, and its address. */
  readonly driverExtensions = new Map<number, readonly (readonly [client: number, address: number])[]>();
  /** Routines that are to hear of processes, threads and images, in the order of their registration. */
  notifications: readonly Notification[] = [];
  /** How many were ever registered. */
  notificationCount = 0;
  /** Threads of drivers and programs whose end is to be told of, by identifier. */
  readonly toldThreads = new Set<number>();
  readonly deviceAt;
  readonly extensionAt;
  readonly driverAt;
  readonly fileAt;
  /** Addresses of variables of the kernel, 0 until they are needed: the cancel spin lock. */
  cancelLock = 0;
  /** The UNICODE_STRING that HardwareDatabase of every driver points at. */
  hardwarePath = 0;
  /** Where the locks of cancel-safe queues store a level, 0 until one is taken. */
  csqLevel = 0;
  /** Number of the last device without a name of its own. */
  nextDeviceName = 0;
  /** Modules that were made for drivers. */
  moduleCount = 0;
  /** By module and name, the frames of calls of drivers: the same text each time, which is compared faster. */
  readonly #frames = new Map<string, Map<string, string>>();

  constructor(host: IoHost, parts: IoParts) {
    this.host = host;
    this.parts = parts;
    this.blocks = new IoBlocks(parts.pool);
    this.irps = new Irps(host, this.blocks, parts.pool, () => parts.threads.objectOf());
    this.deviceAt = structure(host.architecture, 'DEVICE_OBJECT').at;
    this.extensionAt = structure(host.architecture, 'DEVOBJ_EXTENSION').at;
    this.driverAt = structure(host.architecture, 'DRIVER_OBJECT').at;
    this.fileAt = structure(host.architecture, 'FILE_OBJECT').at;
    this.devices = new LiveObjects(
      parts.pool,
      ({ bytes }) => bytes,
      ({ object, block, routine }) => {
        host.violation({ rule: 'pool-free-of-device', routine, values: [block] });
        this.devices.delete(object);
      },
    );
  }

  /** Memory descriptor lists. */
  get mdls(): Mdls {
    return this.parts.mdls;
  }

  /** Drives a wait in synchronous code. */
  drive<R>(work: Waiting<R>): R {
    return this.parts.threads.scheduler.drive(work);
  }

  /** Bytes of a pointer. */
  get pointerBytes(): number {
    return this.host.architecture === 'x64' ? 8 : 4;
  }

  /** Code of a driver as call stacks show it. */
  frameOf(module: string, name: string): string {
    let frames = this.#frames.get(module);
    if (frames === undefined) {
      frames = new Map();
      this.#frames.set(module, frames);
    }
    let frame = frames.get(name);
    if (frame === undefined) {
      frame = `${this.host.symbols.shownName(module)}!${name}`;
      frames.set(name, frame);
    }
    return frame;
  }

  /** The record of a device; reports an address of none, and gives undefined when the call goes on. */
  deviceOf(address: number, routine: string): DeviceRecord | undefined {
    const known = this.devices.get(address);
    if (known !== undefined) return known;
    // Memory that is not there faults, as on Windows, before anybody could ask what it holds.
    this.host.kernelMemory.readUint8(address);
    this.host.violation({ rule: 'no-such-device', routine, values: [address] });
    return undefined;
  }

  /** True for a live IRP; reports any other address. */
  requireIrp(address: number, routine: string): boolean {
    if (this.irps.isLive(address)) return true;
    if (!this.irps.live.has(address) && this.irps.howGone(address) === undefined)
      this.host.kernelMemory.readUint8(address);
    this.host.violation({ rule: 'no-such-irp', routine, values: [address] });
    return false;
  }

  /** Stores a pointer-sized result: at an address, or in a cell. */
  store(target: PointerTo<number>, value: number): void {
    if (isOut(target)) target.value = value;
    else this.host.kernelMemory.writePointer(target, value);
  }

  /** Reads a pointer as the kernel does. */
  readPointer(address: number): number {
    return this.host.kernelMemory.readPointer(address);
  }

  writePointer(address: number, value: number): void {
    this.host.kernelMemory.writePointer(address, value);
  }

  save(): Image {
    return {
      names: this.names.save(),
      irps: this.irps.save(),
      files: [...this.files],
      drivers: [...this.drivers],
      devices: [...this.devices],
      startIo: [...this.startIo],
      driverExtensions: [...this.driverExtensions],
      notifications: this.notifications,
      toldThreads: [...this.toldThreads],
      counts: [
        this.cancelLock,
        this.hardwarePath,
        this.nextDeviceName,
        this.moduleCount,
        this.csqLevel,
        this.notificationCount,
      ],
    };
  }

  load(saved: unknown): void {
    const { names, irps, files, drivers, devices, counts, notifications } = saved as Image;
    const { startIo, driverExtensions, toldThreads } = saved as Image;
    this.notifications = notifications;
    this.toldThreads.clear();
    for (const thread of toldThreads) this.toldThreads.add(thread);
    this.startIo.clear();
    for (const [device, state] of startIo) this.startIo.set(device, state);
    this.driverExtensions.clear();
    for (const [driver, extensions] of driverExtensions) this.driverExtensions.set(driver, extensions);
    this.names.load(names);
    this.irps.load(irps);
    this.files.clear();
    for (const [address, record] of files) this.files.set(address, record);
    this.drivers.clear();
    for (const [address, record] of drivers) this.drivers.set(address, record);
    this.devices.clear();
    for (const [address, record] of devices) this.devices.set(address, record);
    const [cancelLock = 0, hardwarePath = 0, nextDeviceName = 0, moduleCount = 0, csqLevel = 0] = counts;
    const notificationCount = counts[5] ?? 0;
    Object.assign(this, {
      cancelLock,
      hardwarePath,
      nextDeviceName,
      moduleCount,
      csqLevel,
      notificationCount,
    });
  }

  fingerprint(): string {
    return JSON.stringify(this.save());
  }
}
