/** Contents and flags of exception records, for every way of making one. */
import { describe, expect, it } from 'vitest';
import type { EXCEPTION_RECORD, ExceptionRecordInput } from '../../src/contract/c-types.ts';
import * as constants from '../../src/seh/exception-constants.ts';
import {
  accessNumber,
  accessViolation,
  copyRecord,
  guardPageViolation,
  inPageError,
  invalidDisposition,
  noncontinuableException,
  processorException,
  softwareException,
  stackOverflow,
  statusException,
} from '../../src/seh/exception-record.ts';
import * as status from '../../src/status/common.ts';

const AT = 0x1000;
const plain = { ExceptionFlags: 0, ExceptionRecord: null, ExceptionAddress: AT, ExceptionInformation: [] };

describe('records of the processor', () => {
  it.each([
    ['E-006: a read that violates access', accessViolation(AT, 'read', 8), 0xc0000005, [0, 8]],
    ['E-006: a write', accessViolation(AT, 'write', -4), 0xc0000005, [1, -4]],
    ['E-006: an execution', accessViolation(AT, 'execute', 8), 0xc0000005, [8, 8]],
    [
      'E-007: an in-page error with its cause',
      inPageError(AT, 'read', 8, 0xc000000e),
      0xc0000006,
      [0, 8, 0xc000000e],
    ],
    ['E-008: a guard page', guardPageViolation(AT, 'write', 8), 0x80000001, [1, 8]],
    ['E-008: a stack overflow', stackOverflow(AT, 'write', 8), 0xc00000fd, [1, 8]],
  ])('%s', (_, record, ExceptionCode, ExceptionInformation) => {
    expect(record).toEqual({ ...plain, ExceptionCode, ExceptionInformation });
  });

  it.each([
    ['E-009: divide by zero', status.STATUS_INTEGER_DIVIDE_BY_ZERO, 0xc0000094],
    ['E-009: integer overflow', status.STATUS_INTEGER_OVERFLOW, 0xc0000095],
    ['E-009: privileged instruction', status.STATUS_PRIVILEGED_INSTRUCTION, 0xc0000096],
    ['E-009: illegal instruction', status.STATUS_ILLEGAL_INSTRUCTION, 0xc000001d],
    ['E-009: breakpoint', status.STATUS_BREAKPOINT, 0x80000003],
    ['E-009: single step', status.STATUS_SINGLE_STEP, 0x80000004],
    ['E-009: misalignment', status.STATUS_DATATYPE_MISALIGNMENT, 0x80000002],
    ['E-009: array bounds', status.STATUS_ARRAY_BOUNDS_EXCEEDED, 0xc000008c],
    ['E-009: invalid handle', status.STATUS_INVALID_HANDLE, 0xc0000008],
    ['assertion', status.STATUS_ASSERTION_FAILURE, 0xc0000420],
  ])('%s is continuable and has no parameters', (_, code, ExceptionCode) => {
    expect(processorException(code, AT)).toEqual({ ...plain, ExceptionCode });
  });
});

describe('records of software', () => {
  it('E-019: a raised status is noncontinuable, not chained, without parameters', () => {
    expect(statusException(0xc0000001, AT)).toEqual({
      ...plain,
      ExceptionCode: 0xc0000001,
      ExceptionFlags: 1,
    });
    // C gives NTSTATUS signed.
    expect(statusException(0xc0000001 | 0, AT).ExceptionCode).toBe(0xc0000001);
  });

  it('E-002: flag 0 is continuable, bit 0 is EXCEPTION_NONCONTINUABLE', () => {
    expect(softwareException(1, AT).ExceptionFlags).toBe(0);
    expect(constants.EXCEPTION_NONCONTINUABLE).toBe(1);
  });

  it.each([
    ['E-009: noncontinuable', noncontinuableException, 0xc0000025],
    ['E-023: invalid disposition', invalidDisposition, 0xc0000026],
  ])('%s is noncontinuable and chained to its cause', (_, make, ExceptionCode) => {
    const cause = softwareException(7, AT);
    expect(make(cause, 0x2000)).toEqual({
      ...plain,
      ExceptionCode,
      ExceptionFlags: 1,
      ExceptionRecord: cause,
      ExceptionAddress: 0x2000,
    });
    expect(make(cause, 0x2000).ExceptionRecord).toBe(cause);
  });

  it('has parameters that nobody can change, and leaves the given ones alone', () => {
    const given = [1, 2];
    const { ExceptionInformation } = softwareException(7, AT, 0, given);
    given.push(3);
    expect(ExceptionInformation).toEqual([1, 2]);
    for (const record of [
      accessViolation(AT, 'read', 0),
      statusException(7, AT),
      softwareException(7, AT, 0, [1]),
    ]) {
      expect(Object.isFrozen(record.ExceptionInformation)).toBe(true);
    }
  });
});

describe('copyRecord', () => {
  it('fills in what is left out, and takes everything that is given', () => {
    expect(copyRecord({ ExceptionCode: 7 })).toEqual({ ...plain, ExceptionCode: 7, ExceptionAddress: 0 });
    const whole: EXCEPTION_RECORD = {
      ExceptionCode: 7,
      ExceptionFlags: 1,
      ExceptionRecord: softwareException(8, AT),
      ExceptionAddress: 0x3000,
      ExceptionInformation: [1, 2, 3],
    };
    expect(copyRecord(whole)).toEqual(whole);
    expect(copyRecord(whole)).not.toBe(whole);
    expect(copyRecord(whole, 0x4000).ExceptionAddress).toBe(0x4000);
  });

  it.each<[string, ExceptionRecordInput, RegExp]>([
    ['a fraction', { ExceptionCode: 0.5 }, /ExceptionCode is 0.5/],
    ['no number', { ExceptionCode: Number.NaN }, /ExceptionCode is NaN/],
    ['bad flags', { ExceptionCode: 1, ExceptionFlags: 0.5 }, /ExceptionFlags is 0.5/],
    ['16 parameters', { ExceptionCode: 1, ExceptionInformation: Array(16).fill(0) }, /at most 15/],
  ])('refuses %s', (_, input, text) => {
    expect(() => copyRecord(input)).toThrow(RangeError);
    expect(() => copyRecord(input)).toThrow(text);
  });

  it('takes 15 parameters, the most there can be', () => {
    const ExceptionInformation = Array(constants.EXCEPTION_MAXIMUM_PARAMETERS).fill(1);
    expect(copyRecord({ ExceptionCode: 1, ExceptionInformation }).ExceptionInformation).toHaveLength(15);
  });
});

it('constants are those of winnt.h and excpt.h', () => {
  expect({ ...constants }).toEqual({
    EXCEPTION_EXECUTE_HANDLER: 1,
    EXCEPTION_CONTINUE_SEARCH: 0,
    EXCEPTION_CONTINUE_EXECUTION: -1,
    EXCEPTION_NONCONTINUABLE: 0x1,
    EXCEPTION_UNWINDING: 0x2,
    EXCEPTION_EXIT_UNWIND: 0x4,
    EXCEPTION_STACK_INVALID: 0x8,
    EXCEPTION_NESTED_CALL: 0x10,
    EXCEPTION_TARGET_UNWIND: 0x20,
    EXCEPTION_COLLIDED_UNWIND: 0x40,
    EXCEPTION_MAXIMUM_PARAMETERS: 15,
    EXCEPTION_READ_FAULT: 0,
    EXCEPTION_WRITE_FAULT: 1,
    EXCEPTION_EXECUTE_FAULT: 8,
  });
  expect(accessNumber('execute')).toBe(8);
});
