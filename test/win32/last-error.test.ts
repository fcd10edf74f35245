/** GetLastError and SetLastError: one value for each thread. */
import { boot } from 'irqlab';
import { describe, expect, it } from 'vitest';

describe('GetLastError and SetLastError', () => {
  const start = () => {
    const nt = boot();
    return { nt, process: nt.startProcess() };
  };

  it('starts as 0 and is what was set last', () => {
    const { process } = start();
    expect(process.GetLastError()).toBe(0);
    process.SetLastError(5);
    process.SetLastError(0xdeadbeef);
    expect([process.GetLastError(), process.GetLastError()]).toEqual([0xdeadbeef, 0xdeadbeef]);
  });

  it.each([
    [0, 0],
    [-1, 0xffff_ffff],
    [0xffff_ffff, 0xffff_ffff],
    [-0x8000_0000, 0x8000_0000],
  ])('a DWORD given as %d reads %d', (given, read) => {
    const { process } = start();
    process.SetLastError(given);
    expect(process.GetLastError()).toBe(read);
  });

  it.each([1.5, Number.NaN, 2 ** 32, -(2 ** 31) - 1, Number.POSITIVE_INFINITY])(
    '%d is no DWORD: a RangeError, and the value stays',
    (given) => {
      const { process } = start();
      process.SetLastError(7);
      expect(() => process.SetLastError(given)).toThrow(RangeError);
      expect(process.GetLastError()).toBe(7);
    },
  );

  it('belongs to the thread', () => {
    const { nt, process } = start();
    const seen: number[] = [];
    for (const mine of [11, 22]) {
      process.startThread(function* () {
        seen.push(process.GetLastError());
        process.SetLastError(mine);
        yield;
        seen.push(process.GetLastError());
      });
    }
    process.SetLastError(1);
    nt.runThreads();
    expect(seen).toEqual([0, 0, 11, 22]);
    expect(process.GetLastError()).toBe(1);
  });

  it('belongs to the process, and a snapshot holds it', () => {
    const { nt, process } = start();
    const other = nt.startProcess();
    process.SetLastError(1);
    other.SetLastError(2);
    const snapshot = nt.snapshot();
    process.SetLastError(3);
    expect([process.GetLastError(), other.GetLastError()]).toEqual([3, 2]);
    nt.restore(snapshot);
    expect([process.GetLastError(), other.GetLastError()]).toEqual([1, 2]);
  });

  it('a driver has none', () => {
    const { nt } = start();
    expect(() => (nt as unknown as { GetLastError(): number }).GetLastError()).toThrow(TypeError);
  });
});
