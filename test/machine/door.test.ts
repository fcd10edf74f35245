/** The one way into every routine: who may call what, at which level, on which machine. */
import {
  APC_LEVEL,
  DISPATCH_LEVEL,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  highLevel,
  KIRQL,
  type MachineEvent,
  out,
  STATUS_NO_MEMORY,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, ended, siteOf, userOf } from '../heap/fixture.ts';

const kernelSite = (arch: 'x64' | 'x86', options = {}) => {
  const { nt } = siteOf(arch, 'kernel', options);
  return { nt, heap: nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0) };
};

describe.each(architectures)('a machine that has halted, %s', (arch) => {
  it('refuses every later call with the same bug check, processes included', () => {
    const { nt, heap } = kernelSite(arch);
    const process = nt.startProcess();
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const first = nt.outcome(() => nt.RtlAllocateHeap(heap, 0, 8));
    expect(first).toMatchObject({ kind: 'bugcheck', code: 0xc4, parameters: [0xe5, 2, 0, 0] });
    const later = [
      () => nt.RtlFreeHeap(heap, 0, 0),
      () => nt.KeGetCurrentIrql(),
      () => nt.KeLowerIrql(0),
      () => nt.call('RtlAllocateHeap', heap, 0, 8),
      () => process.RtlAllocateHeap(process.processHeap, 0, 8),
      () => process.run(() => 1),
      () => nt.startProcess(),
      () => nt.memory.readUint8(0x10),
    ];
    for (const call of later) expect(nt.outcome(call)).toEqual(first);
  });

  it('runs no guest code: neither a guarded body nor its clauses', () => {
    const { nt, heap } = kernelSite(arch);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const ran: string[] = [];
    const finish = nt.__finally(() => ran.push('finally'));
    const first = nt.outcome(() => nt.__try(() => nt.RtlAllocateHeap(heap, 0, 8), finish));
    expect(first.kind).toBe('bugcheck');
    nt.outcome(() => nt.__try(() => nt.RtlFreeHeap(heap, 0, 0), finish));
    expect(ran).toEqual([]);
  });
});

describe.each(architectures)('calls by name, %s', (arch) => {
  it('nt.call goes through the same door', () => {
    const { nt, heap } = kernelSite(arch);
    const block = nt.call('RtlAllocateHeap', heap, 0, 64) as number;
    expect(nt.RtlSizeHeap(heap, 0, block)).toBe(64);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.outcome(() => nt.call('RtlFreeHeap', heap, 0, block))).toMatchObject({ code: 0xc4 });
  });

  it('a routine of ntdll, called from a driver: a TypeError that names the way', () => {
    const { nt, heap } = kernelSite(arch);
    const asProcess = nt as unknown as ReturnType<typeof nt.startProcess>;
    for (const call of [
      () => asProcess.RtlReAllocateHeap(heap, 0, 0, 8),
      () => nt.call('RtlReAllocateHeap', heap, 0, 0, 8),
      () => asProcess.RtlValidateHeap(heap, 0, 0),
      () => nt.call('RtlLockHeap', heap),
    ])
      expect(call).toThrow(TypeError);
    expect(() => asProcess.RtlLockHeap(heap)).toThrow(/user-mode.*nt\.startProcess\(\)\.RtlLockHeap/);
  });

  it('a name that is not modelled: a TypeError, not a quiet success', () => {
    const { nt } = kernelSite(arch);
    for (const name of ['IoConnectInterruptEx', '', 'toString', 'constructor', '__try'])
      expect(() => nt.call(name)).toThrow(TypeError);
  });
});

describe.each(architectures)('members, %s', (arch) => {
  it('are one callable each, however they are read', () => {
    const { nt, process } = userOf(arch);
    const { KeGetCurrentIrql } = nt;
    expect([nt.KeGetCurrentIrql, { ...nt }.KeGetCurrentIrql]).toEqual([KeGetCurrentIrql, KeGetCurrentIrql]);
    const copy = { ...process };
    expect(process.RtlSizeHeap).toBe(copy.RtlSizeHeap);
    expect(KeGetCurrentIrql.name).toBe('KeGetCurrentIrql');
    expect(Object.keys(nt)).toEqual(expect.arrayContaining(['KeRaiseIrql', 'RtlAllocateHeap', '__try']));
  });
});

describe.each(architectures)('without Driver Verifier, %s', (arch) => {
  it('a heap call at DISPATCH_LEVEL touches paged memory: 0xA with address, IRQL, read, instruction', () => {
    const { nt, heap } = kernelSite(arch, { verifier: 'off' });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const outcome = nt.outcome(() => nt.RtlAllocateHeap(heap, 0, 8));
    if (outcome.kind !== 'bugcheck') throw new Error(outcome.kind);
    expect([outcome.code, ...outcome.parameters.slice(0, 3)]).toEqual([0xa, heap, 2, 0]);
    expect(nt.debug.symbolOf(outcome.parameters[3])).toMatch(/^nt!RtlAllocateHeap/);
  });

  it('and a routine that touches nothing paged may appear to work', () => {
    const { nt } = kernelSite(arch, { verifier: 'off' });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const { kind } = nt.outcome(() => nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0));
    expect(['returned', 'bugcheck']).toContain(kind);
  });
});

describe.each(architectures)('onViolation: report, %s', (arch) => {
  it('records the broken rule and goes on', () => {
    const { nt, heap } = kernelSite(arch, { onViolation: 'report' });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const block = nt.RtlAllocateHeap(heap, 0, 64);
    expect(nt.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(nt.findings.map(({ rule, routine }) => [rule, routine])).toEqual([
      ['irql-too-high', 'RtlAllocateHeap'],
      ['irql-too-high', 'RtlFreeHeap'],
    ]);
  });
});

describe.each(architectures)('a process that ended, %s', (arch) => {
  it('refuses its calls and its code with the way it ended; others go on', () => {
    const { nt, process } = userOf(arch);
    const other = nt.startProcess();
    const heap = process.processHeap;
    const first = process.outcome(() => process.RtlRaiseStatus(STATUS_NO_MEMORY));
    expect(first.kind).toBe('raised'); // outcome() itself catches it
    const end = nt.outcome(() => process.run(() => process.RtlFreeHeap(heap, 0, heap + 4)));
    expect(end).toMatchObject(ended(0xc000_0374));
    for (const call of [
      () => process.RtlAllocateHeap(heap, 0, 8),
      () => process.run(() => 1),
      () =>
        process.__try(
          () => 1,
          process.__finally(() => {}),
        ),
      () => process.NtAllocateVirtualMemory(-1, 0, 0, 0, 0, 0),
    ])
      expect(nt.outcome(call)).toEqual(end);
    expect(other.RtlAllocateHeap(other.processHeap, 0, 8)).not.toBe(0);
    expect(process.exitCode).toBe(0xc000_0374);
  });
});

describe.each(architectures)('user mode at a raised IRQL, %s', (arch) => {
  it('is bug check 0x4A: system routine, IRQL, 0, 0', () => {
    const { nt, process } = userOf(arch);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const outcome = nt.outcome(() => process.RtlAllocateHeap(process.processHeap, 0, 8));
    if (outcome.kind !== 'bugcheck') throw new Error(outcome.kind);
    expect([outcome.code, ...outcome.parameters.slice(1)]).toEqual([0x4a, 2, 0, 0]);
    expect(nt.debug.symbolOf(outcome.parameters[0])).toMatch(/!RtlAllocateHeap/);
  });
});

describe.each(architectures)('members taken apart, %s', (arch) => {
  it('work alone, of the machine and of a process', () => {
    const { nt, process } = userOf(arch);
    const { RtlCreateHeap, RtlAllocateHeap, outcome, call, KeGetCurrentIrql } = nt;
    const heap = RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    expect(outcome(() => RtlAllocateHeap(heap, 0, 8)).kind).toBe('returned');
    expect([call('KeGetCurrentIrql'), KeGetCurrentIrql()]).toEqual([0, 0]);
    const {
      RtlAllocateHeap: allocate,
      RtlSizeHeap,
      __try,
      __except,
      GetExceptionCode,
      processHeap,
    } = process;
    const block = allocate(processHeap, 0, 24);
    expect(RtlSizeHeap(processHeap, 0, block)).toBe(24);
    const code = __try(
      () => allocate(processHeap, HEAP_GENERATE_EXCEPTIONS, 2 ** 30),
      __except(1, () => GetExceptionCode()),
    );
    expect(code).toBe(STATUS_NO_MEMORY);
  });
});

describe.each(architectures)('a listener, %s', (arch) => {
  it('changes no result: addresses, statuses and final state are the same without one', () => {
    const results = [false, true].map((listening) => {
      const { nt, process } = userOf(arch, false);
      const events: MachineEvent[] = [];
      if (listening) nt.events.on((event) => events.push(event));
      const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
      const log: unknown[] = [];
      const live: number[] = [];
      for (let n = 0; n < 400; n++) {
        const bytes = (n * 7919) % (n % 50 === 0 ? 0x90000 : 900);
        if (n % 3 !== 2) live.push(process.RtlAllocateHeap(heap, n % 4 === 0 ? 8 : 0, bytes));
        else log.push(process.RtlFreeHeap(heap, 0, live.splice((n * 31) % live.length, 1)[0]!));
        if (n % 10 === 0) live[0] = process.RtlReAllocateHeap(heap, 0, live[0]!, bytes);
        if (n % 40 === 0) log.push(process.RtlFreeHeap(heap, 0, live[0]! + 4), process.lastStatus);
        log.push(live.at(-1));
      }
      return { log, fingerprints: nt.debug.fingerprints(), events: events.length };
    });
    expect(results[1]!.events).toBeGreaterThan(800);
    expect(results[1]!.log).toEqual(results[0]!.log);
    expect(results[1]!.fingerprints).toEqual(results[0]!.fingerprints);
  });

  it('hears of nothing after it was removed', () => {
    const { nt, heap } = kernelSite(arch);
    const seen: string[] = [];
    const stop = nt.events.on(({ kind }) => seen.push(kind));
    nt.RtlAllocateHeap(heap, 0, 8);
    stop();
    nt.RtlAllocateHeap(heap, 0, 8);
    expect(seen).toEqual(['call', 'allocate', 'return']);
  });
});

describe.each(architectures)('a call in a report, %s', (arch) => {
  it.each([
    ['kernel32!SetUnhandledExceptionFilter', 'SetUnhandledExceptionFilter', [0]],
    ['ntdll!RtlSizeHeap', 'RtlSizeHeap', [0, 0, 0]],
  ] as const)('of a program is that of the DLL in its contract: %s', (shown, name, args) => {
    const { nt } = siteOf(arch, 'kernel');
    const process = nt.startProcess();
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const routine = process[name] as (...values: readonly number[]) => unknown;
    const outcome = nt.outcome(() => routine(...args));
    if (outcome.kind !== 'bugcheck') throw new Error(`it is ${outcome.kind}`);
    expect(outcome.callStack[0]).toBe(shown);
    expect(nt.debug.symbolOf(outcome.parameters[0])).toBe(shown);
  });

  /** What the door's short way noted in the gate only. */
  it.each([
    ['KeReleaseSpinLock', 'wdm/nf-wdm-kereleasespinlock', [APC_LEVEL]],
    ['KeAcquireSpinLock', 'debugger/bug-check-0xf--spin-lock-already-owned', [0]],
    ['KfLowerIrql', 'wdm/nf-wdm-kelowerirql', null],
  ] as const)('of a rule that %s breaks has its frame and its page', (name, page, rest) => {
    const { nt } = siteOf(arch, 'kernel');
    const lock = nt.variable('KSPIN_LOCK');
    nt.KeAcquireSpinLock(lock, out(KIRQL));
    const outcome = nt.outcome(() => nt.call(name, ...(rest === null ? [highLevel(arch)] : [lock, ...rest])));
    expect(outcome).toMatchObject({ page, callStack: [`nt!${name}`, 'driver!TypeScript'] });
  });

  it('of an access that the kernel makes for its caller has the frame of the routine', () => {
    const { nt } = siteOf(arch, 'kernel');
    const outcome = nt.outcome(() => nt.KeAcquireSpinLock(0, out(KIRQL)));
    expect(outcome).toMatchObject({ code: 0xa, callStack: ['nt!KeAcquireSpinLock', 'driver!TypeScript'] });
    const { nt: other } = siteOf(arch, 'kernel');
    other.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(other.outcome(() => other.memory.readUint8(0))).toMatchObject({
      code: 0xd1,
      callStack: ['driver!TypeScript'],
    });
  });
});
