/** The timer of a device: IoInitializeTimer, IoStartTimer, IoStopTimer. What is ours: docs/decisions/0070-io-manager.md. */
import { type Architecture, DISPATCH_LEVEL, NULL, STATUS_SUCCESS } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { TestDriver } from './test-driver.ts';

const MS = 10_000n;
const SECOND = 1000n * MS;

/** A driver whose device has a timer, and the calls of its routine. */
function withTimer(arch: Architecture = 'x64') {
  const test = new TestDriver({ arch }).load();
  const { nt } = test;
  const calls: unknown[] = [];
  const routine = (device: number, context: number) => {
    calls.push([device === test.deviceObject, context, nt.KeGetCurrentIrql(), nt.KeQueryInterruptTime()]);
  };
  expect(nt.IoInitializeTimer(test.deviceObject, routine, 0x1234)).toBe(STATUS_SUCCESS);
  return { test, nt, calls, device: test.deviceObject };
}

describe('the timer of a device', () => {
  it.each<Architecture>(['x64', 'x86'])('calls its routine once a second at DISPATCH_LEVEL (%s)', (arch) => {
    const { nt, calls, device } = withTimer(arch);
    nt.time.advance(5n * SECOND);
    expect(calls).toEqual([]);
    const start = nt.KeQueryInterruptTime();
    nt.IoStartTimer(device);
    nt.time.advance(2500n * MS);
    expect(calls).toEqual([
      [true, 0x1234, DISPATCH_LEVEL, start + SECOND],
      [true, 0x1234, DISPATCH_LEVEL, start + 2n * SECOND],
    ]);
    nt.IoStopTimer(device);
    nt.time.advance(5000n * MS);
    expect(calls).toHaveLength(2);
    nt.IoStartTimer(device);
    nt.time.advance(1000n * MS);
    expect(calls).toHaveLength(3);
  });

  it('goes on as it is when it is started again, with the routine of the last IoInitializeTimer', () => {
    const { nt, calls, device } = withTimer();
    nt.IoStartTimer(device);
    nt.time.advance(600n * MS);
    nt.IoStartTimer(device);
    let others = 0;
    nt.IoInitializeTimer(device, () => void others++, NULL);
    nt.time.advance(500n * MS);
    expect([calls.length, others]).toEqual([0, 1]);
  });

  it('ends with its device', () => {
    const { test, nt, calls, device } = withTimer();
    nt.IoStartTimer(device);
    test.driver.unload();
    nt.time.advance(5000n * MS);
    expect(calls).toEqual([]);
  });

  it('is part of a snapshot', () => {
    const { nt, calls, device } = withTimer();
    nt.IoStartTimer(device);
    const snapshot = nt.snapshot();
    nt.IoStopTimer(device);
    nt.restore(snapshot);
    nt.time.advance(1000n * MS);
    expect(calls).toHaveLength(1);
  });
});
