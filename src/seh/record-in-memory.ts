/**
 * An EXCEPTION_RECORD that a guest program built in simulated memory.
 *
 * | field                | x64 | x86 |
 * |----------------------|-----|-----|
 * | ExceptionCode        | 0   | 0   |
 * | ExceptionFlags       | 4   | 4   |
 * | ExceptionRecord      | 8   | 8   |
 * | ExceptionAddress     | 16  | 12  |
 * | NumberParameters     | 24  | 16  |
 * | ExceptionInformation | 32  | 20  |
 *
 * Source: facts/structs.json, EXCEPTION_RECORD of wdm.h and winnt.h.
 */
import { type EXCEPTION_RECORD, type PVOID, pointerBytes } from '../contract/c-types.ts';
import { EXCEPTION_MAXIMUM_PARAMETERS } from './exception-constants.ts';
import type { SehServices } from './seh-services.ts';

const offsets = {
  x64: { flags: 4, chain: 8, address: 16, count: 24, information: 32 },
  x86: { flags: 4, chain: 8, address: 12, count: 16, information: 20 },
} as const;

/** Records followed from one to the next; a chain in hostile memory may be a ring. */
const CHAIN_LIMIT = 16;

/** A record read from memory, and whether its parameter count is one that a record can have (E-031). */
export interface RecordRead {
  readonly record: EXCEPTION_RECORD;
  readonly valid: boolean;
}

/** Reads a record and those it is chained to. Parameters beyond the fifteenth do not exist and are not read. */
export function readRecord(services: SehServices, address: PVOID, links = CHAIN_LIMIT): RecordRead {
  const { memory, architecture } = services;
  const at = offsets[architecture];
  const count = memory.readUint32(address + at.count);
  const kept = Math.min(count, EXCEPTION_MAXIMUM_PARAMETERS);
  const chain = memory.readPointer(address + at.chain);
  const record: EXCEPTION_RECORD = {
    ExceptionCode: memory.readUint32(address),
    ExceptionFlags: memory.readUint32(address + at.flags),
    ExceptionRecord: chain === 0 || links === 0 ? null : readRecord(services, chain, links - 1).record,
    ExceptionAddress: memory.readPointer(address + at.address),
    ExceptionInformation: Object.freeze(
      Array.from({ length: kept }, (_, index) =>
        memory.readPointer(address + at.information + index * pointerBytes(architecture)),
      ),
    ),
  };
  return { record, valid: count <= EXCEPTION_MAXIMUM_PARAMETERS };
}
