/** NtRaiseException and NtContinue, as far as a machine without registers goes. */
import { boot, STATUS_ACCESS_VIOLATION, STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from 'irqlab';
import { describe, expect, it } from 'vitest';

const CODE = 0xe0000001;
const architectures = [
  { arch: 'x64', count: 24 },
  { arch: 'x86', count: 16 },
] as const;

describe.each(architectures)('NtRaiseException on $arch', ({ arch, count }) => {
  const nt = boot({ arch });
  const process = nt.startProcess();
  const handles = process.RtlAllocateHeap(process.processHeap, 8, 256);

  it.each([15, 16, 0xffffffff])('E-031: with %i parameters in memory', (parameters) => {
    process.memory.writeUint32(handles, CODE);
    process.memory.writeUint32(handles + count, parameters);
    let asked = 0;
    const status = process.__try(
      () => process.NtRaiseException(handles, 0, 1),
      process.__except(
        () => {
          asked += 1;
          return -1;
        },
        () => 0,
      ),
    );
    expect([status, asked]).toEqual(parameters > 15 ? [STATUS_INVALID_PARAMETER, 0] : [STATUS_SUCCESS, 1]);
  });

  it('E-031: with 16 parameters in an object', () => {
    const record = { ExceptionCode: CODE, ExceptionInformation: Array<number>(16).fill(0) };
    expect(process.NtRaiseException(record, 0, 1)).toBe(STATUS_INVALID_PARAMETER);
  });

  it('keeps the address of the record', () => {
    const what = process.outcome(() =>
      process.NtRaiseException({ ExceptionCode: CODE, ExceptionAddress: 0x1234 }, 0, 1),
    );
    expect(what).toMatchObject({ kind: 'raised', record: { ExceptionAddress: 0x1234 } });
  });

  it('gives a status for a record that cannot be read, and asks nobody', () => {
    const seen: number[] = [];
    const handle = process.AddVectoredExceptionHandler(1, ({ ExceptionRecord }) => {
      seen.push(ExceptionRecord.ExceptionCode);
      return 0;
    });
    expect(process.NtRaiseException(8, 0, 1)).toBe(STATUS_ACCESS_VIOLATION);
    expect(seen).toEqual([]);
    process.RemoveVectoredExceptionHandler(handle);
  });

  it('ends the process at the second chance', () => {
    const ending = nt.startProcess();
    const seen: string[] = [];
    ending.SetUnhandledExceptionFilter(() => seen.push('filter'));
    const what = nt.outcome(() =>
      ending.__try(
        () => ending.NtRaiseException({ ExceptionCode: CODE }, 0, 0),
        ending.__except(1, () => seen.push('handler')),
      ),
    );
    expect(what).toMatchObject({ kind: 'stopped', reason: 'process-exit', exitCode: CODE });
    expect(seen).toEqual([]);
  });
});

describe('NtContinue', () => {
  it('refuses a context that cannot be read', () => {
    expect(boot().startProcess().NtContinue(0, 0)).toBe(STATUS_ACCESS_VIOLATION);
  });

  it('is not modelled for one that can, nor is NtRaiseException with a context', () => {
    for (const run of ['NtContinue', 'NtRaiseException'] as const) {
      const nt = boot();
      const process = nt.startProcess();
      const context = process.RtlAllocateHeap(process.processHeap, 8, 2048);
      const what = nt.outcome(() =>
        run === 'NtContinue'
          ? process.NtContinue(context, 0)
          : process.NtRaiseException({ ExceptionCode: CODE }, context, 1),
      );
      expect(what).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
    }
  });

  it('and its sibling are user mode only', () => {
    const nt = boot() as unknown as Record<string, () => void>;
    expect(() => nt['NtContinue']?.()).toThrow(/user-mode routine/);
    expect(() => nt['NtRaiseException']?.()).toThrow(/user-mode routine/);
  });
});
