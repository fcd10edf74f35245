/**
 * EXCEPTION_POINTERS and EXCEPTION_RECORD in simulated memory, for a handler
 * that is called by address. Layout: record-in-memory.ts; the pointers are
 * {record, context} (facts/structs.json).
 */
import { type Architecture, type EXCEPTION_RECORD, type PVOID, pointerBytes } from '../contract/c-types.ts';

/** Writes of simulated memory. */
export interface PointersMemory {
  writeUint32(address: number, value: number): void;
  writePointer(address: number, value: number): void;
}

/** Bytes of one record, rounded up to 16. */
const RECORD_BYTES = 0xa0;
/** Records of a chain that are written; a page holds them with room to spare. */
const CHAIN_LIMIT = 16;

/** Writes the pointers at an address, the record and those it is chained to behind them. */
export function writeExceptionPointers(
  memory: PointersMemory,
  architecture: Architecture,
  at: PVOID,
  record: EXCEPTION_RECORD,
): void {
  memory.writePointer(at, at + 0x10);
  memory.writePointer(at + pointerBytes(architecture), 0);
  writeRecord(memory, pointerBytes(architecture), at + 0x10, record, CHAIN_LIMIT);
}

function writeRecord(
  memory: PointersMemory,
  width: 4 | 8,
  at: PVOID,
  record: EXCEPTION_RECORD,
  links: number,
): void {
  const { ExceptionRecord: chained, ExceptionInformation: information } = record;
  const next = chained === null || links === 0 ? 0 : at + RECORD_BYTES;
  memory.writeUint32(at, record.ExceptionCode);
  memory.writeUint32(at + 4, record.ExceptionFlags);
  memory.writePointer(at + 8, next);
  memory.writePointer(at + 8 + width, record.ExceptionAddress);
  memory.writeUint32(at + 8 + 2 * width, information.length);
  information.forEach((value, index) => {
    memory.writePointer(at + (width === 8 ? 32 : 20) + index * width, value);
  });
  if (chained !== null && next !== 0) writeRecord(memory, width, next, chained, links - 1);
}
