/** The routines that raise. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Architecture, EXCEPTION_RECORD, ExceptionRecordInput } from '../../src/contract/c-types.ts';
import * as routines from '../../src/seh/routines.ts';
import type { SehServices } from '../../src/seh/seh-services.ts';
import { machine, note, nt, reset, seen } from './fixture.ts';

beforeEach(reset);

const CALLER = 0x4444;

/** Memory of 32-bit words; a pointer is one or two of them. */
class Words {
  readonly words = new Map<number, number>();
  readonly #architecture: Architecture;
  constructor(architecture: Architecture) {
    this.#architecture = architecture;
  }
  readUint32(address: number): number {
    return this.words.get(address) ?? 0;
  }
  readPointer(address: number): number {
    const low = this.readUint32(address);
    return this.#architecture === 'x86' ? low : low + this.readUint32(address + 4) * 2 ** 32;
  }
  /** Writes words from an address on. */
  write(address: number, ...values: number[]): void {
    values.forEach((value, index) => {
      this.words.set(address + 4 * index, value);
    });
  }
}

const services = (architecture: Architecture = 'x64', memory = new Words(architecture)): SehServices => ({
  seh: machine.seh,
  memory,
  architecture,
  callerAddress: () => CALLER,
});

/** The record that a raise gives to a filter which then executes the handler. */
function raised(raise: () => void): EXCEPTION_RECORD {
  const result = machine.seh.catchAll(raise);
  if (!('record' in result)) throw new Error('nothing was raised');
  return result.record;
}

const status = (ExceptionCode: number): EXCEPTION_RECORD => ({
  ExceptionCode,
  ExceptionFlags: 1,
  ExceptionRecord: null,
  ExceptionAddress: CALLER,
  ExceptionInformation: [],
});

describe('raising a status', () => {
  it('E-019: RtlRaiseStatus: noncontinuable, not chained, no parameters, the return address', () => {
    const RtlRaiseStatus = routines.RtlRaiseStatus.bind(services());
    expect(raised(() => RtlRaiseStatus(0xc0000001))).toEqual(status(0xc0000001));
    expect(raised(() => RtlRaiseStatus(-1))).toEqual(status(0xffffffff));
    expect(routines.RtlRaiseStatus.contract.modes).toEqual(['user']);
  });

  it.each([
    ['E-029: an access violation', 0xc0000005],
    ['E-029: a guard page violation', 0x80000001],
    ['E-029: a stack overflow', 0xc00000fd],
  ])('%s raised by ExRaiseStatus arrives unchanged in GetExceptionCode', (_, code) => {
    const ExRaiseStatus = routines.ExRaiseStatus.bind(services());
    nt.__try(
      () => ExRaiseStatus(code),
      nt.__except(
        () => {
          note(nt.GetExceptionCode());
          return 1;
        },
        () => note(nt.GetExceptionCode()),
      ),
    );
    expect(seen).toEqual([code, code]);
    expect(raised(() => ExRaiseStatus(code))).toEqual(status(code));
  });

  it.each([
    ['E-027: ExRaiseAccessViolation', routines.ExRaiseAccessViolation, 0xc0000005],
    ['E-027: ExRaiseDatatypeMisalignment', routines.ExRaiseDatatypeMisalignment, 0x80000002],
  ])('%s has its own code, and PASSIVE_LEVEL as its limit', (_, routine, code) => {
    expect(raised(routine.bind(services()))).toEqual(status(code));
    expect(routine.contract).toMatchObject({ modes: ['kernel'], maxIrql: { level: 'PASSIVE_LEVEL' } });
  });

  it('E-027: ExRaiseStatus is limited to APC_LEVEL, and to kernel mode', () => {
    expect(routines.ExRaiseStatus.contract).toMatchObject({
      modes: ['kernel'],
      maxIrql: { level: 'APC_LEVEL' },
    });
  });
});

describe('RtlRaiseException', () => {
  const withMemory = (memory: Words, architecture: Architecture) =>
    routines.RtlRaiseException.bind(services(architecture, memory));

  it("E-020: takes flags and parameters of the record, sets the address, leaves the caller's record alone", () => {
    const given: ExceptionRecordInput = {
      ExceptionCode: 7,
      ExceptionAddress: 1,
      ExceptionInformation: [3, 4],
    };
    const RtlRaiseException = routines.RtlRaiseException.bind(services());
    expect(raised(() => RtlRaiseException(given))).toEqual({
      ExceptionCode: 7,
      ExceptionFlags: 0,
      ExceptionRecord: null,
      ExceptionAddress: CALLER,
      ExceptionInformation: [3, 4],
    });
    expect(given.ExceptionAddress).toBe(1);
  });

  it('E-020: returns when a filter continues a continuable record, and only then', () => {
    const RtlRaiseException = routines.RtlRaiseException.bind(services());
    const run = (ExceptionFlags: number) =>
      nt.__try(
        () => {
          RtlRaiseException({ ExceptionCode: 7, ExceptionFlags });
          return 'returned';
        },
        nt.__except(
          () => (nt.GetExceptionCode() === 7 ? -1 : 1),
          () => nt.GetExceptionCode(),
        ),
      );
    expect(run(0)).toBe('returned');
    expect(run(1)).toBe(0xc0000025);
  });

  it.each<[Architecture, (memory: Words) => void]>([
    [
      'x64',
      (memory) => {
        memory.write(0x100, 0xe0000001, 0, 0x200, 0, 0x99, 0, 2, 0, 11, 1, 12, 0);
        memory.write(0x200, 0xe0000002, 1);
      },
    ],
    [
      'x86',
      (memory) => {
        memory.write(0x100, 0xe0000001, 0, 0x200, 0x99, 2, 11, 12);
        memory.write(0x200, 0xe0000002, 1);
      },
    ],
  ])('reads a record and the one it is chained to from %s memory', (architecture, fill) => {
    const memory = new Words(architecture);
    fill(memory);
    expect(raised(() => withMemory(memory, architecture)(0x100))).toEqual({
      ExceptionCode: 0xe0000001,
      ExceptionFlags: 0,
      ExceptionRecord: {
        ExceptionCode: 0xe0000002,
        ExceptionFlags: 1,
        ExceptionRecord: null,
        ExceptionAddress: 0,
        ExceptionInformation: [],
      },
      ExceptionAddress: CALLER,
      ExceptionInformation: [architecture === 'x64' ? 11 + 2 ** 32 : 11, 12],
    });
  });

  it('E-031: more than 15 parameters in memory: STATUS_INVALID_PARAMETER is raised instead', () => {
    const memory = new Words('x86');
    memory.write(0x100, 0xe0000001, 0, 0, 0, 16);
    expect(raised(() => withMemory(memory, 'x86')(0x100))).toEqual(status(0xc000000d));
    memory.write(0x100, 0xe0000001, 0, 0, 0, 15);
    expect(raised(() => withMemory(memory, 'x86')(0x100)).ExceptionInformation).toHaveLength(15);
  });

  it('a ring of records in hostile memory is followed 16 times', () => {
    const memory = new Words('x86');
    memory.write(0x100, 0xe0000001, 0, 0x100);
    let links = 0;
    for (let at = raised(() => withMemory(memory, 'x86')(0x100)).ExceptionRecord; at; at = at.ExceptionRecord)
      links += 1;
    expect(links).toBe(16);
  });
});
