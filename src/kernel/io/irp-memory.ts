/**
 * IRPs in simulated memory. One is followed by its stack locations, one for
 * each driver that it may go through; the first driver has the last of them:
 *
 *     IRP | location 1 | location 2 | … | location StackCount |
 *           lowest driver                 first driver
 *
 * CurrentLocation counts from 1 and is StackCount + 1 before the first driver
 * has the IRP and again after its completion.
 */
import type { Architecture } from '../../contract/c-types.ts';
import { IO_TYPE_IRP } from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import type { Memory } from '../../memory/memory.ts';

/** Highest StackCount: CurrentLocation, which goes one higher, is a signed byte. */
export const MOST_LOCATIONS = 126;

/** IRPs as one accessor sees them: the kernel, or a driver whose code holds an inline routine. */
export class IrpMemory {
  readonly memory: Memory;
  /** Offsets in an IRP. */
  readonly irp;
  /** Offsets in a stack location. */
  readonly location;
  readonly locationBytes: number;
  readonly #pointerBytes: number;

  constructor(architecture: Architecture, memory: Memory) {
    this.memory = memory;
    const irp = structure(architecture, 'IRP');
    const location = structure(architecture, 'IO_STACK_LOCATION');
    this.irp = irp.at;
    this.location = location.at;
    this.locationBytes = location.bytes;
    this.#pointerBytes = architecture === 'x64' ? 8 : 4;
    this.headerBytes = irp.bytes;
  }

  /** Bytes of an IRP without its stack locations. */
  readonly headerBytes: number;

  /** Bytes of an IRP. */
  sizeOf(stackSize: number): number {
    return this.headerBytes + stackSize * this.locationBytes;
  }

  /** Makes zeroed memory an IRP that no driver has yet. */
  initialize(address: number, bytes: number, stackSize: number): void {
    const { memory, irp } = this;
    memory.fill(address, bytes, 0);
    memory.writeUint16(address + irp.Type, IO_TYPE_IRP);
    memory.writeUint16(address + irp.Size, bytes);
    memory.writeUint8(address + irp.StackCount, stackSize);
    memory.writeUint8(address + irp.CurrentLocation, stackSize + 1);
    const list = address + irp.ThreadListEntry;
    memory.writePointer(list, list);
    memory.writePointer(list + this.#pointerBytes, list);
    this.setCurrent(address, address + this.headerBytes + stackSize * this.locationBytes);
  }

  /** How many drivers it may go through. */
  stackCount(address: number): number {
    return this.memory.readInt8(address + this.irp.StackCount);
  }

  /** Number of the current location. */
  currentNumber(address: number): number {
    return this.memory.readInt8(address + this.irp.CurrentLocation);
  }

  /** True while a driver has it: it was sent and its completion has not reached the end. */
  isSent(address: number): boolean {
    return this.currentNumber(address) <= this.stackCount(address);
  }

  /** Address of the current location: that of the driver that has the IRP. */
  current(address: number): number {
    return this.memory.readPointer(address + this.irp['Tail.Overlay.CurrentStackLocation']);
  }

  /** Address of the location of the next lower driver. */
  next(address: number): number {
    return this.current(address) - this.locationBytes;
  }

  setCurrent(address: number, location: number): void {
    this.memory.writePointer(address + this.irp['Tail.Overlay.CurrentStackLocation'], location);
  }

  /** Makes the location of another driver the current one: 1 goes up, towards the first driver; -1 goes down. */
  move(address: number, by: 1 | -1): void {
    this.memory.writeUint8(address + this.irp.CurrentLocation, this.currentNumber(address) + by);
    this.setCurrent(address, this.current(address) + by * this.locationBytes);
  }

  /** Status of a request, unsigned. */
  status(address: number): number {
    return this.memory.readUint32(address + this.irp.IoStatus);
  }

  /** IoStatus.Information, as a signed canonical number. */
  information(address: number): number {
    return this.memory.readPointer(address + this.irp.IoStatus + this.#pointerBytes);
  }

  setStatus(address: number, status: number, information: number): void {
    this.memory.writeUint32(address + this.irp.IoStatus, status);
    this.memory.writePointer(address + this.irp.IoStatus + this.#pointerBytes, information);
  }

  readPointer(address: number, member: keyof IrpMemory['irp']): number {
    return this.memory.readPointer(address + this.irp[member]);
  }

  writePointer(address: number, member: keyof IrpMemory['irp'], value: number): void {
    this.memory.writePointer(address + this.irp[member], value);
  }

  /** Flags of IRP_*. */
  flags(address: number): number {
    return this.memory.readUint32(address + this.irp.Flags);
  }

  setFlags(address: number, flags: number): void {
    this.memory.writeUint32(address + this.irp.Flags, flags);
  }
}
