/** The timer of a device: IoInitializeTimer, IoStartTimer, IoStopTimer. What is ours: docs/decisions/0070-io-manager.md. */
import {
  type Architecture,
  DISPATCH_LEVEL,
  FILE_DEVICE_UNKNOWN,
  KIRQL,
  NULL,
  out,
  PVOID,
  STATUS_SUCCESS,
} from 'irqlab';
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
    const others: number[] = [];
    nt.IoInitializeTimer(device, (_device: number, context: number) => void others.push(context), 0x5678);
    nt.time.advance(500n * MS);
    expect([calls.length, others]).toEqual([0, [0x5678]]);
    nt.IoStopTimer(device);
    nt.time.advance(5000n * MS);
    expect(others).toHaveLength(1);
  });

  it('does not call any more when a DPC in front of its own stops it', () => {
    const { nt, calls, device } = withTimer();
    const level = out(KIRQL);
    const dpc = nt.variable('KDPC');
    let stops = 0;
    nt.KeInitializeDpc(
      dpc,
      () => {
        stops += 1;
        nt.IoStopTimer(device);
      },
      NULL,
    );
    nt.IoStartTimer(device);
    nt.KeRaiseIrql(DISPATCH_LEVEL, level);
    nt.time.advance(1500n * MS);
    nt.KeInsertQueueDpc(dpc, NULL, NULL);
    // The timer expires first, and queues its DPC behind this one.
    nt.KeLowerIrql(level.value);
    expect([stops, calls]).toEqual([1, []]);
  });

  it('calls for the driver: a stop in its routine says so', () => {
    const { nt, device } = withTimer();
    nt.IoInitializeTimer(device, () => nt.KeBugCheck(0xe2), NULL);
    nt.IoStartTimer(device);
    expect(nt.outcome(() => nt.time.advance(SECOND))).toMatchObject({
      kind: 'bugcheck',
      code: 0xe2,
      callStack: expect.arrayContaining(['test!IoTimer routine']),
    });
  });

  it('is there for devices that exist alone', () => {
    const { nt, test, device } = withTimer();
    test.driver.unload();
    expect(nt.outcome(() => nt.IoInitializeTimer(device, () => {}, NULL))).toMatchObject({
      kind: 'bugcheck',
    });
  });

  it('ends with its device', () => {
    const { test, nt, calls, device } = withTimer();
    nt.IoStartTimer(device);
    test.driver.unload();
    nt.time.advance(5000n * MS);
    expect(calls).toEqual([]);
  });

  it('leaves no memory when its device is deleted', () => {
    const { test, nt } = withTimer();
    const made = out(PVOID);
    const devices = (count: number): void => {
      for (let n = 0; n < count; n++) {
        nt.IoCreateDevice(test.driver.object, 0, NULL, FILE_DEVICE_UNKNOWN, 0, 0, made);
        nt.IoInitializeTimer(made.value, () => {}, NULL);
        nt.IoDeleteDevice(made.value);
      }
    };
    devices(1);
    const before = nt.debug.pool.sizes();
    devices(100);
    expect(nt.debug.pool.sizes()).toEqual(before);
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
