/** Places to call heap routines from: kernel-mode code and a user-mode process, on both architectures. */
import {
  type Architecture,
  type BootOptions,
  boot,
  EXCEPTION_EXECUTE_HANDLER,
  type EXCEPTION_RECORD,
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
import { expect } from 'vitest';

/** What kernel-mode code and a process both have. */
export type Caller = Pick<
  UserProcess,
  | 'RtlCreateHeap'
  | 'RtlAllocateHeap'
  | 'RtlFreeHeap'
  | 'RtlDestroyHeap'
  | 'RtlSizeHeap'
  | 'RtlZeroHeap'
  | 'NtAllocateVirtualMemory'
  | 'NtFreeVirtualMemory'
  | 'NtQueryVirtualMemory'
  | 'memory'
  | 'outcome'
  | '__try'
  | '__except'
  | '__finally'
  | 'GetExceptionCode'
  | 'GetExceptionInformation'
  | 'AbnormalTermination'
>;

export interface Site {
  readonly nt: Nt;
  readonly caller: Caller;
  /** The process, or null in kernel mode: what `nt.debug` takes. */
  readonly process: UserProcess | null;
  readonly arch: Architecture;
  /** Bytes of a pointer. */
  readonly P: number;
}

export const architectures = ['x64', 'x86'] as const;
export const modes = ['kernel', 'user'] as const;
export const places = architectures.flatMap((arch) => modes.map((mode) => ({ arch, mode })));
const SMALL: BootOptions = { userBytes: 64 * MiB, kernelBytes: 4 * MiB, physicalMemory: 64 * MiB };

/** A fresh machine and somebody on it who calls. */
export function siteOf(arch: Architecture, mode: 'kernel' | 'user', options: BootOptions = {}): Site {
  const nt = boot({ ...SMALL, arch, ...options });
  const process = mode === 'user' ? nt.startProcess() : null;
  return { nt, caller: process ?? nt, process, arch, P: arch === 'x64' ? 8 : 4 };
}

/** A fresh machine and one process, which may be one that survives a damaged heap. */
export function userOf(
  arch: Architecture,
  terminateOnCorruption = true,
  options: BootOptions = {},
  start: ProcessOptions = {},
) {
  const nt = boot({ ...SMALL, arch, ...options });
  const process = nt.startProcess({ terminateOnCorruption, ...start });
  return { nt, process, arch, P: arch === 'x64' ? 8 : 4 };
}

/** Reserves user-range memory and commits its beginning, as the caller itself would. */
export function reserveFor(caller: Caller, bytes: number, commit = 0): number {
  const base = out(PVOID);
  const reserve = out(SIZE_T, bytes);
  expect(
    caller.NtAllocateVirtualMemory(NtCurrentProcess(), base, 0, reserve, MEM_RESERVE, PAGE_READWRITE),
  ).toBe(0);
  if (commit > 0) commitFor(caller, base.value, commit);
  return base.value;
}

/** Commits reserved pages; the status of the call. */
export function commitFor(
  caller: Caller,
  address: number,
  bytes: number,
  protection = PAGE_READWRITE,
): number {
  const [base, size] = [out(PVOID, address), out(SIZE_T, bytes)];
  return caller.NtAllocateVirtualMemory(NtCurrentProcess(), base, 0, size, MEM_COMMIT, protection);
}

/** Bytes reserved and committed at an address, as the memory manager tells them: nothing the heap says counts. */
export function pagesAt(caller: Caller, P: number, address: number): { reserved: number; committed: number } {
  const buffer = reserveFor(caller, 0x1000, 0x1000);
  const sum = { reserved: 0, committed: 0 };
  for (let at = address; ; ) {
    expect(
      caller.NtQueryVirtualMemory(NtCurrentProcess(), at, 0, buffer, P === 8 ? 48 : 28, out(SIZE_T)),
    ).toBe(0);
    const allocation = caller.memory.readPointer(buffer + P);
    const bytes = caller.memory.readPointer(buffer + 3 * P);
    const state = caller.memory.readUint32(buffer + 4 * P);
    if (allocation !== address || (state !== MEM_COMMIT && state !== MEM_RESERVE)) return sum;
    sum.reserved += bytes;
    if (state === MEM_COMMIT) sum.committed += bytes;
    at += bytes;
  }
}

/** Code of the exception that leaves a block, or null. The block's own handler sees it, as a driver's would. */
export function codeOf(caller: Caller, block: () => unknown): number | null {
  return caller.__try(
    () => {
      block();
      return null;
    },
    caller.__except(EXCEPTION_EXECUTE_HANDLER, () => caller.GetExceptionCode()),
  );
}

/** Record of the exception that leaves a block; fails the test when there is none. */
export function recordOf(caller: Caller, block: () => unknown): EXCEPTION_RECORD {
  const outcome = caller.outcome(block);
  if (outcome.kind !== 'raised') throw new Error(`no exception: the block ended as '${outcome.kind}'`);
  return outcome.record;
}

/** Where a process stops: reason and exit code. */
export const ended = (exitCode: number) => ({ kind: 'stopped', reason: 'process-exit', exitCode }) as const;
