/** IRPs that drivers make, use again and free. */
import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { STATUS_INSUFFICIENT_RESOURCES } from '../../status/common.ts';
import type { Io } from './io.ts';
import { MOST_LOCATIONS } from './irp-memory.ts';

/** IoAllocateIrp: the address, or 0. */
export function allocateIrp(io: Io, stackSize: number): PVOID {
  const size = (stackSize << 24) >> 24;
  const irp = size < 0 || size > MOST_LOCATIONS ? 0 : io.irps.make('allocated', size, 'IoAllocateIrp');
  if (irp === 0) io.host.setLastStatus(STATUS_INSUFFICIENT_RESOURCES, 'IoAllocateIrp');
  return irp;
}

/** IoFreeIrp. */
export function freeIrp(io: Io, irp: PVOID): void {
  const { host, irps } = io;
  const routine = 'IoFreeIrp';
  const record = irps.live.get(irp);
  if (record === undefined) {
    if (irps.howGone(irp) === undefined) host.kernelMemory.readUint8(irp);
    host.violation({ rule: 'irp-freed-no-irp', routine, values: [irp] });
    return;
  }
  if (record.kind === 'threaded' || record.kind === 'request') {
    host.violation({ rule: 'irp-freed-threaded', routine, values: [irp] });
    return;
  }
  if (irps.memory.isSent(irp)) host.violation({ rule: 'irp-freed-in-use', routine, values: [irp] });
  irps.end(irp, 'freed', routine);
}

/** IoInitializeIrp. */
export function initializeIrp(io: Io, irp: PVOID, bytes: number, stackSize: number): void {
  const record = io.irps.live.get(irp);
  if (record !== undefined && record.kind !== 'initialized')
    io.host.violation({ rule: 'irp-initialized-allocated', routine: 'IoInitializeIrp', values: [irp] });
  io.irps.memory.initialize(irp, bytes, stackSize);
  io.irps.note(irp, record?.kind ?? 'initialized', bytes);
}

/** IoReuseIrp: as new, but the status says what the caller wants. */
export function reuseIrp(io: Io, irp: PVOID, status: NTSTATUS): void {
  const routine = 'IoReuseIrp';
  if (!io.requireIrp(irp, routine)) return;
  const record = io.irps.live.get(irp);
  if (record === undefined) return;
  if (record.kind !== 'allocated' && record.kind !== 'initialized')
    io.host.violation({ rule: 'irp-freed-threaded', routine, values: [irp] });
  if (io.irps.memory.isSent(irp)) io.host.violation({ rule: 'irp-freed-in-use', routine, values: [irp] });
  io.irps.memory.initialize(irp, record.bytes, io.irps.memory.stackCount(irp));
  io.irps.note(irp, record.kind, record.bytes);
  io.irps.memory.setStatus(irp, status, 0);
}
