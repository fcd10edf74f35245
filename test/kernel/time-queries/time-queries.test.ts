/** The clock as drivers read it. The rates are ours: docs/decisions/0032-dpcs-and-timers.md. */
import { boot, DISPATCH_LEVEL, PagedPool } from 'irqlab';
import { describe, expect, it } from 'vitest';

/** 1 January 2024 in 100 ns units since 1601: when a machine boots (docs/decisions/0020-threads.md). */
const BOOT = 133_485_408_000_000_000n;

describe.each(['x64', 'x86'] as const)('time queries, %s', (arch) => {
  it('stand still until time passes, and agree with each other', () => {
    const nt = boot({ arch });
    const at = nt.variable(8);
    const read = () => {
      nt.KeQuerySystemTime(at);
      const system = nt.memory.readBigInt64(at);
      nt.KeQuerySystemTimePrecise(at);
      const precise = nt.memory.readBigInt64(at);
      const interrupt = nt.KeQueryInterruptTimePrecise(at);
      const counter = nt.memory.readBigInt64(at);
      return { system, precise, interrupt, counter };
    };
    expect(read()).toEqual({ system: BOOT, precise: BOOT, interrupt: 0n, counter: 0n });
    expect(read()).toEqual({ system: BOOT, precise: BOOT, interrupt: 0n, counter: 0n });
    nt.time.advance(12_345n);
    expect(read()).toEqual({
      system: BOOT + 12_345n,
      precise: BOOT + 12_345n,
      interrupt: 12_345n,
      counter: 12_345n,
    });
    expect([nt.KeQueryInterruptTime(), nt.KeQueryUnbiasedInterruptTime()]).toEqual([12_345n, 12_345n]);
  });

  it('KeQueryTickCount counts whole clock interrupts of KeQueryTimeIncrement', () => {
    const nt = boot({ arch });
    const at = nt.variable(8);
    const ticks = (): bigint => {
      nt.KeQueryTickCount(at);
      return nt.memory.readBigInt64(at);
    };
    const increment = BigInt(nt.KeQueryTimeIncrement());
    expect(increment).toBe(156_250n);
    nt.time.advance(increment - 1n);
    expect(ticks()).toBe(0n);
    nt.time.advance(1n + 2n * increment);
    expect(ticks()).toBe(3n);
  });

  it('KeQueryPerformanceCounter gives counts and, where it is wanted, their rate', () => {
    const nt = boot({ arch });
    const frequency = nt.variable(8);
    nt.time.advance(7n);
    expect(nt.KeQueryPerformanceCounter(0)).toBe(7n);
    expect(nt.KeQueryPerformanceCounter(frequency)).toBe(7n);
    expect(nt.memory.readBigInt64(frequency)).toBe(10_000_000n);
  });

  it('KeStallExecutionProcessor lets time pass at any level', () => {
    const nt = boot({ arch });
    for (const none of [0.5, Number.NaN, 2 ** 32])
      expect(() => nt.KeStallExecutionProcessor(none)).toThrow(RangeError);
    nt.KeStallExecutionProcessor(3);
    expect(nt.time.now).toBe(30n);
    nt.KfRaiseIrql(DISPATCH_LEVEL + 1);
    nt.KeStallExecutionProcessor(2);
    expect([nt.time.now, nt.irql]).toEqual([50n, DISPATCH_LEVEL + 1]);
  });

  it('a macro stores as the driver does, a routine as the kernel', () => {
    for (const [name, code] of [
      ['KeQueryTickCount', 0xd1],
      ['KeQuerySystemTimePrecise', 0xa],
    ] as const) {
      const nt = boot({ arch });
      const paged = nt.ExAllocatePoolWithTag(PagedPool, 8, 0x74_73_65_74);
      nt.KeRaiseIrqlToDpcLevel();
      expect(nt.outcome(() => nt[name](paged))).toMatchObject({ kind: 'bugcheck', code });
    }
  });
});
