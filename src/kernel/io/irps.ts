/**
 * Which IRPs there are, who made them, and what became of them. Everything
 * that a driver sees of one is in its memory (irp-memory.ts).
 */
import type { Architecture } from '../../contract/c-types.ts';
import { IO_TYPE_IRP } from '../../contract/kernel-constants.generated.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import type { KernelHost } from '../kernel-host.ts';
import { LiveObjects } from '../pool/live-objects.ts';
import type { Pool } from '../pool/pool.ts';
import { type IoBlocks, IRP_TAG } from './io-blocks.ts';
import { IrpMemory } from './irp-memory.ts';

/**
 * Who made an IRP, and so who ends it:
 *
 *     allocated      IoAllocateIrp                     IoFreeIrp
 *     initialized    IoInitializeIrp                   whoever owns the memory
 *     asynchronous   IoBuildAsynchronousFsdRequest     IoFreeIrp
 *     threaded       IoBuildDeviceIoControlRequest,    the I/O manager, in the thread that made it
 *                    IoBuildSynchronousFsdRequest
 *     request        the I/O manager, for a call       the I/O manager
 *     overlapped     the same, for a call that does    the I/O manager, in the thread that made it
 *                    not wait
 *     associated     IoMakeAssociatedIrp               the I/O manager, which counts it off its master
 */
export type IrpKind =
  | 'allocated'
  | 'initialized'
  | 'asynchronous'
  | 'threaded'
  | 'request'
  | 'overlapped'
  | 'associated';

/** One IRP. */
export interface IrpRecord {
  readonly kind: IrpKind;
  readonly bytes: number;
  /** Thread that it belongs to. */
  readonly thread: number;
  /** Calls of drivers with it that have not returned, outermost first. */
  readonly calls: DriverCall[];
  /** By number of a location that completion has passed: whether it was marked pending. */
  readonly passed: (boolean | undefined)[];
  /** True from the end of its completion on. */
  completed: boolean;
  /** Whether IoForwardIrpSynchronously has it back from the drivers below. */
  isBack: boolean;
  /** Status with which its completion began. */
  status: number;
  /** What its maker gets when it has ended; null before. */
  owed: Owed | null;
}

/** Buffers and results of an IRP at the end of its completion. */
export interface Owed {
  /** IRP_* flags. */
  readonly flags: number;
  readonly status: number;
  /** IoStatus.Information. */
  readonly information: number;
  readonly systemBuffer: number;
  readonly userBuffer: number;
  /** First MDL. */
  readonly mdl: number;
}

/** A call of a dispatch routine that has not returned. */
export interface DriverCall {
  /** Number of the driver's location. */
  readonly location: number;
  /** Whether the driver has sent the IRP on. */
  forwarded: boolean;
}

/** What the table needs from the machine. */
export type IrpsHost = Pick<
  KernelHost,
  'architecture' | 'verifier' | 'kernelMemory' | 'driverMemory' | 'thread' | 'violation'
>;

/** State for snapshots. */
export interface IrpsImage {
  readonly live: readonly (readonly [number, Omit<IrpRecord, 'calls' | 'passed'>])[];
  readonly gone: readonly (readonly [number, 'completed' | 'freed'])[];
}

/** IRPs that are gone and still remembered: their use is reported as what it is. *Ours*. */
const MOST_GONE = 1024;

/** The IRPs of one machine. */
export class Irps {
  /** IRPs as the kernel sees them, and as code of a driver does. */
  readonly memory: IrpMemory;
  readonly driver: IrpMemory;
  readonly live: LiveObjects<IrpRecord>;
  readonly #gone = new Map<number, 'completed' | 'freed'>();
  readonly #host: IrpsHost;
  readonly #blocks: IoBlocks;
  readonly #threadObject: () => number;

  /** @param threadObject address of the current thread's KTHREAD */
  constructor(host: IrpsHost, blocks: IoBlocks, pool: Pool, threadObject: () => number) {
    this.#host = host;
    this.#threadObject = threadObject;
    this.#blocks = blocks;
    this.memory = new IrpMemory(host.architecture, host.kernelMemory);
    this.driver = new IrpMemory(host.architecture, host.driverMemory);
    this.live = new LiveObjects(
      pool,
      ({ bytes }) => bytes,
      ({ object, value, block, routine }) => {
        // An IRP in memory of a driver ends with that memory; one of the I/O manager is not the driver's to free.
        if (value.kind !== 'initialized')
          host.violation({ rule: 'pool-free-of-irp', routine, values: [block] });
        this.live.delete(object);
      },
    );
  }

  get architecture(): Architecture {
    return this.#host.architecture;
  }

  /** Makes an IRP in memory of its own; 0 when there is none. */
  make(kind: IrpKind, stackSize: number, routine: string): number {
    const bytes = this.memory.sizeOf(stackSize);
    const address = this.#blocks.allocate(bytes, IRP_TAG, routine, this.#host.verifier === 'on');
    if (address === 0) return 0;
    this.memory.initialize(address, bytes, stackSize);
    if (kind !== 'allocated') this.memory.writePointer(address, 'Tail.Overlay.Thread', this.#threadObject());
    this.note(address, kind, bytes);
    return address;
  }

  /** Notes memory that has become an IRP. */
  note(address: number, kind: IrpKind, bytes: number): IrpRecord {
    const { thread } = this.#host;
    const record: IrpRecord = {
      kind,
      bytes,
      thread: thread.id,
      calls: [],
      passed: [],
      completed: false,
      isBack: false,
      status: STATUS_SUCCESS,
      owed: null,
    };
    this.#gone.delete(address);
    this.live.set(address, record);
    return record;
  }

  /** True for an address that is a live IRP. */
  isLive(address: number): boolean {
    return (
      this.live.has(address) && this.memory.memory.readUint16(address + this.memory.irp.Type) === IO_TYPE_IRP
    );
  }

  /** How an IRP ended that lived at an address, or undefined. */
  howGone(address: number): 'completed' | 'freed' | undefined {
    return this.#gone.get(address);
  }

  /** Ends an IRP and gives its memory back, if it has memory of its own. */
  end(address: number, how: 'completed' | 'freed', routine: string): void {
    const record = this.live.get(address);
    if (record === undefined) return;
    this.live.delete(address);
    this.#gone.delete(address);
    this.#gone.set(address, how);
    if (this.#gone.size > MOST_GONE) {
      const [oldest = 0] = this.#gone.keys();
      this.#gone.delete(oldest);
    }
    this.memory.memory.writeUint16(address + this.memory.irp.Type, 0);
    if (record.kind !== 'initialized') this.#blocks.free(address, routine);
  }

  save(): IrpsImage {
    const live = [...this.live].map(([address, { calls, passed, ...rest }]) => [address, rest] as const);
    return { live, gone: [...this.#gone] };
  }

  load({ live, gone }: IrpsImage): void {
    this.live.clear();
    for (const [address, rest] of live) this.live.set(address, { ...rest, calls: [], passed: [] });
    this.#gone.clear();
    for (const [address, how] of gone) this.#gone.set(address, how);
  }
}
