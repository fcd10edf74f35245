import type { Architecture, HANDLE, PointerTo, PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { pointerBytes } from '../contract/c-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { isOut } from '../machine/out.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_SUCCESS } from '../status/common.ts';
import type { AddressSpace } from './address-space.ts';
import type { Memory } from './memory.ts';
import { isInUserRange, type RangeResult } from './virtual-memory-range.ts';

/** NtCurrentProcess(): the one process handle that is modelled. */
export const CURRENT_PROCESS = -1;

/** What the virtual memory routines need from the machine. */
export interface VirtualMemoryServices {
  readonly architecture: Architecture;
  /** Who calls: a system service checks the pointers of a user-mode caller, and trusts those of a driver. */
  readonly mode: 'user' | 'kernel';
  /** True where MEM_RELEASE takes a size, as Windows does and the page does not say (profile `observed`). */
  readonly partialRelease: boolean;
  /** Memory through which pointer arguments are read and written (accessor `kernel`). */
  readonly memoryOfCaller: Memory;
  /** Address space of a process, or the status for a handle that is not one: STATUS_INVALID_HANDLE. */
  space(processHandle: number): AddressSpace | number;
  /** Stops with NotModelled. */
  notModelled(what: string, page?: string): never;
}

/** The address space that a process handle argument names, or the status it gives. */
export const spaceOfHandle = (
  services: VirtualMemoryServices,
  handle: HANDLE | bigint,
): AddressSpace | number => services.space(pointerSized(services.architecture, handle, 'ProcessHandle'));

/**
 * True when every pointer argument of a user-mode caller can be written. The
 * service answers STATUS_ACCESS_VIOLATION otherwise. For a driver it is always
 * true: a bad pointer faults when it is used.
 */
export function canWrite(
  services: VirtualMemoryServices,
  targets: readonly PointerTo<number>[],
  bytes: number,
): boolean {
  if (services.mode === 'kernel') return true;
  return targets.every(
    (target) =>
      isOut(target) ||
      (isInUserRange(services.architecture, target) &&
        isInUserRange(services.architecture, target + bytes - 1) &&
        services.memoryOfCaller.probe(target, bytes, 'write') === null),
  );
}

/** Reads a `PVOID *` argument. */
const readAddress = (services: VirtualMemoryServices, source: PointerTo<PVOID>): number =>
  isOut(source) ? source.value : services.memoryOfCaller.readPointer(source);

/** Reads a `PSIZE_T` argument as a signed canonical number. */
export function readSize(services: VirtualMemoryServices, source: PointerTo<SIZE_T>): number {
  if (isOut(source)) return pointerSized(services.architecture, source.value, 'RegionSize');
  const { memoryOfCaller } = services;
  return services.architecture === 'x86'
    ? memoryOfCaller.readInt32(source)
    : Number(memoryOfCaller.readBigInt64(source));
}

/** Writes a `PVOID *` argument. */
function writeAddress(services: VirtualMemoryServices, target: PointerTo<PVOID>, value: number): void {
  if (isOut(target)) target.value = value;
  else services.memoryOfCaller.writePointer(target, value);
}

/** Writes a `PSIZE_T` argument. */
export function writeSize(services: VirtualMemoryServices, target: PointerTo<SIZE_T>, value: number): void {
  if (isOut(target)) target.value = pointerSized(services.architecture, value, 'RegionSize');
  else if (pointerBytes(services.architecture) === 4) services.memoryOfCaller.writeUint32(target, value);
  else services.memoryOfCaller.writeBigInt64(target, BigInt(value));
}

/** Writes a `PULONG` argument. */
export function writeUlong(services: VirtualMemoryServices, target: PointerTo<ULONG>, value: number): void {
  if (isOut(target)) target.value = value;
  else services.memoryOfCaller.writeUint32(target, value);
}

/**
 * A service on a range whose address and size are in and out: reads both, lets `act` work on them, and stores the
 * whole pages that it took. Gives the status; nothing is stored after a failure.
 */
export function onRange(
  services: VirtualMemoryServices,
  BaseAddress: PointerTo<PVOID>,
  RegionSize: PointerTo<SIZE_T>,
  act: (base: number, size: number) => RangeResult,
): number {
  if (!canWrite(services, [BaseAddress, RegionSize], pointerBytes(services.architecture)))
    return STATUS_ACCESS_VIOLATION;
  const { status, base, size } = act(readAddress(services, BaseAddress), readSize(services, RegionSize));
  if (status === STATUS_SUCCESS) {
    writeAddress(services, BaseAddress, base);
    writeSize(services, RegionSize, size);
  }
  return status;
}
