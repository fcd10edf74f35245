/**
 * An unwind that a program asks for: what RtlUnwind and RtlUnwindEx have in
 * common.
 *
 * To unwind to a frame is to leave every region inside it, innermost first,
 * each finally block with AbnormalTermination() TRUE, and to go on at an
 * address. The only addresses a simulator without instructions can go on at
 * are those of handlers, which is also what Windows' own __C_specific_handler
 * asks for. It passes the exception code as the return value, and the handler
 * finds it in the result register: GetExceptionCode() (E-026).
 */
import type { EXCEPTION_RECORD, ExceptionRecordInput, PVOID } from '../contract/c-types.ts';
import { STATUS_INVALID_UNWIND_TARGET, STATUS_UNWIND } from '../status/common.ts';
import { EXCEPTION_COLLIDED_UNWIND, EXCEPTION_UNWINDING } from './exception-constants.ts';
import { copyRecord, softwareException, statusException } from './exception-record.ts';
import type { Frame, SehThread } from './frames.ts';
import { readRecord } from './record-in-memory.ts';
import { frameAddress, handlerAddress, openFrames, type RegionAddresses } from './rtl-unwind-regions.ts';
import type { RecordMemory, SehServices } from './seh-services.ts';
import { Unwind } from './unwind.ts';

/** Offset of ExceptionFlags in a record (facts/structs.json), the same on both architectures. */
const FLAGS_OFFSET = 4;

/** What the unwinding routines need. */
export interface UnwindServices extends SehServices {
  readonly memory: RecordMemory & { writeUint32(address: number, value: number): void };
  thread(): SehThread;
  addresses(): RegionAddresses;
  /** Stops with NotModelled. */
  notModelled(what: string, page?: string): never;
}

/** An unwind on its way that no exception caused. */
export class RequestedUnwind extends Unwind {
  /** The record that the regions on the way are left with: STATUS_UNWIND unless the caller gave one. */
  readonly unwinding: EXCEPTION_RECORD;
  constructor(target: Frame, unwinding: EXCEPTION_RECORD, returnValue: PVOID) {
    super(target, { ...unwinding, ExceptionCode: returnValue >>> 0 });
    this.unwinding = unwinding;
  }
}

/** Raises STATUS_INVALID_UNWIND_TARGET, noncontinuable: the frame is not one of the thread. */
export const raiseInvalidTarget = (services: SehServices): void =>
  services.seh.raise(statusException(STATUS_INVALID_UNWIND_TARGET, services.callerAddress()));

/** Unwinds to an open region and goes on at its handler. Does not return. */
export function unwindTo(
  services: UnwindServices,
  routine: string,
  TargetFrame: PVOID,
  TargetIp: PVOID,
  ExceptionRecord: PVOID | ExceptionRecordInput,
  ReturnValue: PVOID,
): void {
  if (TargetFrame === 0) services.notModelled(`${routine} without a target frame (an exit unwind)`);
  const addresses = services.addresses();
  const target = openFrames(services.thread()).find((one) => frameAddress(one, addresses) === TargetFrame);
  if (target === undefined) {
    raiseInvalidTarget(services);
    return;
  }
  const handler = handlerAddress(target, addresses);
  if (handler === 0 || TargetIp !== handler) {
    services.notModelled(
      `${routine} to an address that is not the handler of its target frame: there are no instructions to go on at`,
    );
  }
  throw new RequestedUnwind(target, unwindingRecord(services, ExceptionRecord), ReturnValue);
}

/** The caller's record, or one of our own, marked as unwinding. The mark is written into the caller's too, as on Windows. */
function unwindingRecord(services: UnwindServices, given: PVOID | ExceptionRecordInput): EXCEPTION_RECORD {
  const flags = EXCEPTION_UNWINDING | (isCollided(services.thread()) ? EXCEPTION_COLLIDED_UNWIND : 0);
  if (given === 0) return softwareException(STATUS_UNWIND, services.callerAddress(), flags);
  if (typeof given === 'object') {
    given.ExceptionFlags = ((given.ExceptionFlags ?? 0) | flags) >>> 0;
    return copyRecord(given);
  }
  const { record } = readRecord(services, given);
  const ExceptionFlags = (record.ExceptionFlags | flags) >>> 0;
  services.memory.writeUint32(given + FLAGS_OFFSET, ExceptionFlags);
  return { ...record, ExceptionFlags };
}

/** True inside a finally block that runs because its body was left early: another unwind is in progress. */
function isCollided(thread: SehThread): boolean {
  for (let at = thread.construct; at !== null; at = at.parent) {
    if (at.phase === 'finally' && at.abnormal) return true;
  }
  return false;
}
