/** A process that uses Windows Web Services, on both architectures. */
import {
  type Architecture,
  type BootOptions,
  boot,
  MEM_COMMIT,
  MEM_RESERVE,
  MiB,
  type Nt,
  NtCurrentProcess,
  out,
  PAGE_READWRITE,
  type ProcessOptions,
  PVOID,
  SIZE_T,
  type UserProcess,
} from 'irqlab';
import * as ws from 'irqlab/webservices';
import { expect } from 'vitest';

/** Where a program runs: on a machine of its own architecture, or an x86 program on a machine for x64. */
export const architectures = ['x64', 'x86', 'x86 on x64'] as const;
export type Place = (typeof architectures)[number];

export const profiles = ['documented', 'observed'] as const;
const SMALL: BootOptions = { userBytes: 64 * MiB, kernelBytes: 4 * MiB, physicalMemory: 64 * MiB };

/** What a fresh block of memory of the program holds before a call that must not touch it. */
export const UNTOUCHED = 0x5a5a_5a5a;

export interface Site {
  readonly nt: Nt;
  readonly process: UserProcess;
  readonly arch: Architecture;
  /** Bytes of a pointer. */
  readonly P: 4 | 8;
  /** 64 bytes of the program, for values that calls store. */
  readonly buffer: number;
}

/** A fresh machine with one process. */
export function siteOf(place: Place, options: BootOptions = {}, start: ProcessOptions = {}): Site {
  const nt = boot({ ...SMALL, arch: place === 'x86' ? 'x86' : 'x64', ...options });
  return siteIn(nt, place, start);
}

/** One more process of a machine. */
export function siteIn(nt: Nt, place: Place, start: ProcessOptions = {}): Site {
  const arch = place === 'x64' ? 'x64' : 'x86';
  const process = nt.startProcess({ arch, ...start });
  const buffer = process.RtlAllocateHeap(process.processHeap, 0, 64);
  return { nt, process, arch, P: arch === 'x64' ? 8 : 4, buffer };
}

/** A heap; the test fails when there is none. */
export function heapOf(
  { process }: Site,
  maxSize: number | bigint = 65536,
  trimSize: number | bigint = 64,
): number {
  const heap = out(PVOID);
  expect(process.WsCreateHeap(maxSize, trimSize, 0, 0, heap, 0)).toBe(ws.S_OK);
  return heap.value;
}

/** An error object; the test fails when there is none. */
export function errorOf({ process }: Site): number {
  const error = out(PVOID);
  expect(process.WsCreateError(0, 0, error)).toBe(ws.S_OK);
  return error.value;
}

/** A block; the test fails when there is none. */
export function blockOf({ process }: Site, heap: number, size: number): number {
  const block = out(PVOID);
  expect(process.WsAlloc(heap, size, block, 0)).toBe(ws.S_OK);
  return block.value;
}

/** An unsigned value of the program as wide as a pointer. */
export const sizeAt = ({ process, P }: Site, address: number): bigint =>
  P === 8 ? process.memory.readBigUint64(address) : BigInt(process.memory.readUint32(address));

/** A property of a heap. */
export function heapProperty(site: Site, heap: number, id: number): number {
  const { process, buffer, P } = site;
  expect(process.WsGetHeapProperty(heap, id, buffer, P, 0)).toBe(ws.S_OK);
  return Number(sizeAt(site, buffer));
}

export const requested = (site: Site, heap: number) =>
  heapProperty(site, heap, ws.WS_HEAP_PROPERTY_REQUESTED_SIZE);
export const actual = (site: Site, heap: number) => heapProperty(site, heap, ws.WS_HEAP_PROPERTY_ACTUAL_SIZE);

/** A property of an error object that is a ULONG. */
export function errorProperty({ process, buffer }: Site, error: number, id: number): number {
  expect(process.WsGetErrorProperty(error, id, buffer, 4)).toBe(ws.S_OK);
  return process.memory.readUint32(buffer);
}

/** The language of an error object. */
export function langidOf({ process, buffer }: Site, error: number): number {
  expect(process.WsGetErrorProperty(error, ws.WS_ERROR_PROPERTY_LANGID, buffer, 2)).toBe(ws.S_OK);
  return process.memory.readUint16(buffer);
}

/** All strings of an error object, in the order of their index. */
export function stringsOf(site: Site, error: number): string[] {
  const { process } = site;
  const count = errorProperty(site, error, ws.WS_ERROR_PROPERTY_STRING_COUNT);
  return Array.from({ length: count }, (_, index) => {
    const string = out(ws.WS_STRING);
    expect(process.WsGetErrorString(error, index, string)).toBe(ws.S_OK);
    const { length, chars } = string.value;
    return String.fromCharCode(
      ...Array.from({ length }, (_unit, at) => process.memory.readUint16(chars + 2 * at)),
    );
  });
}

/** Bytes in blocks of the process heap, as the heap itself tells: nothing that Windows Web Services say counts. */
export const liveBytes = ({ nt, process }: Site): number =>
  nt.debug.heap(process, process.processHeap).liveBytes;

/** Number of blocks of the process heap. */
export const liveBlocks = ({ nt, process }: Site): number =>
  nt.debug.heap(process, process.processHeap).liveBlocks;

/** Leaves the process without memory: everything is committed, page by page at the end. */
export function exhaust({ process }: Site): void {
  for (let bytes = 16 * MiB; bytes >= 4096; ) {
    const status = process.NtAllocateVirtualMemory(
      NtCurrentProcess(),
      out(PVOID),
      0,
      out(SIZE_T, bytes),
      MEM_RESERVE | MEM_COMMIT,
      PAGE_READWRITE,
    );
    if (status !== 0) bytes /= 2;
  }
}
