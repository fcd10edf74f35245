import {
  EXCEPTION_EXECUTE_HANDLER,
  EXCEPTION_NONCONTINUABLE,
  STATUS_SEMAPHORE_LIMIT_EXCEEDED,
  STATUS_SUCCESS,
  STATUS_TIMEOUT,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { dispatcherFixture } from './fixture.ts';

describe('semaphores', () => {
  it.each(['x64', 'x86'] as const)('KeInitializeSemaphore fills header and limit in (%s)', (arch) => {
    const { nt, semaphore } = dispatcherFixture({ arch });
    const { at, bytes } = structure(arch, 'KSEMAPHORE');
    const made = semaphore(2, 7);
    expect(nt.memory.readUint8(made + at['Header.Type'])).toBe(5);
    expect(nt.memory.readUint8(made + at['Header.Size'])).toBe(bytes / 4);
    expect(nt.memory.readInt32(made + at['Header.SignalState'])).toBe(2);
    expect(nt.memory.readInt32(made + at.Limit)).toBe(7);
  });

  it('each wait takes one of the count', () => {
    const { nt, semaphore, wait } = dispatcherFixture();
    const made = semaphore(2, 2);
    expect([wait(made, 0n), wait(made, 0n), wait(made, 0n)]).toEqual([
      STATUS_SUCCESS,
      STATUS_SUCCESS,
      STATUS_TIMEOUT,
    ]);
    expect(nt.KeReadStateSemaphore(made)).toBe(0);
  });

  it('KeReleaseSemaphore gives the count before and releases as many waiters as it adds', () => {
    const { nt, semaphore, waiting } = dispatcherFixture();
    const made = semaphore(0, 5);
    const order: number[] = [];
    for (const name of [1, 2, 3, 4]) {
      nt.startThread(function* () {
        yield* waiting(made);
        order.push(name);
      });
    }
    nt.runThreads();
    expect(nt.KeReleaseSemaphore(made, 0, 3, 0)).toBe(0);
    expect(nt.KeReadStateSemaphore(made)).toBe(0);
    nt.runThreads();
    expect(order).toEqual([1, 2, 3]);
    expect(nt.KeReleaseSemaphore(made, 0, 4, 0)).toBe(0);
    expect(nt.KeReadStateSemaphore(made)).toBe(3);
  });

  it.each([1, 4, -1, 0x7fff_ffff])(
    'a release of %i above the limit raises and changes nothing',
    (adjustment) => {
      const { nt, semaphore } = dispatcherFixture();
      const made = semaphore(3, 3);
      expect(nt.outcome(() => nt.KeReleaseSemaphore(made, 0, adjustment, 0))).toMatchObject({
        kind: 'raised',
        record: { ExceptionCode: STATUS_SEMAPHORE_LIMIT_EXCEEDED, ExceptionFlags: EXCEPTION_NONCONTINUABLE },
      });
      const handled = nt.__try(
        () => nt.KeReleaseSemaphore(made, 0, adjustment, 0),
        nt.__except(EXCEPTION_EXECUTE_HANDLER, () => nt.GetExceptionCode()),
      );
      expect(handled).toBe(STATUS_SEMAPHORE_LIMIT_EXCEEDED);
      expect(nt.KeReadStateSemaphore(made)).toBe(3);
    },
  );
});
