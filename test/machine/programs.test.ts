/** Programs of BEHAVIOUR-DECISIONS ("ten programs"), the letters that TypeScript can already write. */
import {
  DISPATCH_LEVEL,
  EXCEPTION_CONTINUE_EXECUTION,
  EXCEPTION_CONTINUE_SEARCH,
  EXCEPTION_EXECUTE_HANDLER,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  KIRQL,
  type Nt,
  out,
  STATUS_ACCESS_VIOLATION,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_HEAP_CORRUPTION,
  STATUS_NO_MEMORY,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, commitFor, ended, places, reserveFor, siteOf, userOf } from '../heap/fixture.ts';
import { same } from '../same.ts';

describe.each(architectures)('program a: a nongrowable heap, and the IRQL, %s', (arch) => {
  const fixedHeap = (nt: Nt): number =>
    nt.RtlCreateHeap(0, nt.reserve({ bytes: 0x100000, commit: 0x10000 }), 0x100000, 0x10000, 0, 0);

  it.each([
    ['documented', STATUS_BUFFER_TOO_SMALL],
    ['observed', STATUS_NO_MEMORY],
  ] as const)(
    '0x7F001 bytes, %s profile: the handler sees the status; without the flag NULL',
    (profile, status) => {
      const { nt } = siteOf(arch, 'kernel', { profile });
      const heap = fixedHeap(nt);
      const code = nt.__try(
        () => nt.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, 0x7f001),
        nt.__except(EXCEPTION_EXECUTE_HANDLER, () => nt.GetExceptionCode()),
      );
      expect(code).toBe(status);
      expect(nt.RtlAllocateHeap(heap, 0, 0x7f001)).toBe(0);
    },
  );

  it('the same call at DISPATCH_LEVEL in a guarded body: 0xC4 (0xE5, 2, 0, 0); the finally block does not run', () => {
    const { nt } = siteOf(arch, 'kernel');
    const heap = fixedHeap(nt);
    const old = out(KIRQL);
    let ran = false;
    const outcome = nt.outcome(() => {
      nt.KeRaiseIrql(DISPATCH_LEVEL, old);
      nt.__try(
        () => nt.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, 0x7f001),
        nt.__finally(() => {
          ran = true;
          nt.KeLowerIrql(old.value);
        }),
      );
    });
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xc4, parameters: [0xe5, 2, 0, 0] });
    expect(ran).toBe(false);
  });
});

describe.each(places)('program b: three nested guarded regions, $arch $mode mode', ({ arch, mode }) => {
  it('inner filter, outer filter, then the finally block, then the handler', () => {
    const { caller } = siteOf(arch, mode);
    const filter = (name: string, answer: number) => () => {
      seen.push(name);
      return answer;
    };
    const heap = caller.RtlCreateHeap(HEAP_GROWABLE | HEAP_GENERATE_EXCEPTIONS, 0, 0, 0, 0, 0);
    const seen: string[] = [];
    caller.__try(
      () =>
        caller.__try(
          () =>
            caller.__try(
              () => caller.RtlAllocateHeap(heap, 0, 2 ** 30),
              caller.__finally(() => seen.push(`finally ${caller.AbnormalTermination()}`)),
            ),
          caller.__except(filter('F1', EXCEPTION_CONTINUE_SEARCH), () => seen.push('inner handler')),
        ),
      caller.__except(filter('F2', EXCEPTION_EXECUTE_HANDLER), () => seen.push('handler')),
    );
    expect(seen).toEqual(['F1', 'F2', 'finally 1', 'handler']);
  });
});

describe.each(places)('program c: a finally block left behind, $arch $mode mode', ({ arch, mode }) => {
  it('by __leave, return, a jump out and a fault: AbnormalTermination 0, 1 for the fault', () => {
    const { caller, nt, process } = siteOf(arch, mode);
    const leave = process?.__leave ?? nt.__leave;
    const seen: number[] = [];
    const note = () => caller.__finally(() => seen.push(caller.AbnormalTermination()));
    caller.__try(() => leave(), note());
    caller.__try(() => 1, note());
    caller.outcome(() => caller.__try(() => caller.memory.readUint8(0x10), note()));
    expect(seen).toEqual([0, 0, 1]);
  });
});

describe.each(places)('program h: commit on demand, $arch $mode mode', ({ arch, mode }) => {
  it('64 KB reserved, the filter commits the faulting page and goes on: 16 faults for 16 pages', () => {
    const { nt, caller } = siteOf(arch, mode);
    const base = reserveFor(caller, 0x10000);
    const { usedBytes } = nt.debug.physicalMemory;
    const faults: number[] = [];
    caller.__try(
      () => {
        for (let at = 0; at < 0x10000; at += 4) caller.memory.writeUint32(base + at, at);
      },
      caller.__except(
        () => {
          const { ExceptionCode, ExceptionInformation } = caller.GetExceptionInformation().ExceptionRecord;
          const [access, address = 0] = ExceptionInformation;
          if (ExceptionCode !== STATUS_ACCESS_VIOLATION || access !== 1) return EXCEPTION_EXECUTE_HANDLER;
          faults.push(address);
          return commitFor(caller, address, 1) === 0
            ? EXCEPTION_CONTINUE_EXECUTION
            : EXCEPTION_EXECUTE_HANDLER;
        },
        () => {
          throw new Error('the handler ran');
        },
      ),
    );
    expect(faults).toEqual(Array.from({ length: 16 }, (_, page) => base + page * 0x1000));
    expect(nt.debug.physicalMemory.usedBytes - usedBytes).toBe(0x10000);
    for (let at = 0; at < 0x10000; at += 4) same(caller.memory.readUint32(base + at), at);
  });
});

describe.each(architectures)('program i, as far as Rtl routines go, %s', (arch) => {
  it('zero bytes give a block of size 0; a double free ends the process and no handler runs', () => {
    const { process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const block = process.RtlAllocateHeap(heap, 0, 0);
    expect(process.RtlSizeHeap(heap, 0, block)).toBe(0);
    expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    let ran = false;
    const outcome = process.outcome(() =>
      process.__try(
        () => process.RtlFreeHeap(heap, 0, block),
        process.__except(EXCEPTION_EXECUTE_HANDLER, () => {
          ran = true;
        }),
      ),
    );
    expect(outcome).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
    expect(ran).toBe(false);
  });
});

describe.each(architectures)('program j without the spin lock, %s', (arch) => {
  it('a level kept on an error path: the second raise saves it, and lowering to it is right', () => {
    const { nt } = siteOf(arch, 'kernel');
    const [first, second] = [out(KIRQL), out(KIRQL)];
    nt.KeRaiseIrql(DISPATCH_LEVEL, first);
    nt.KeRaiseIrql(DISPATCH_LEVEL, second);
    expect([first.value, second.value]).toEqual([0, 2]);
    nt.KeLowerIrql(second.value);
    nt.KeLowerIrql(first.value);
    expect(nt.irql).toBe(0);
    const again = nt.outcome(() => nt.KeLowerIrql(DISPATCH_LEVEL));
    expect(again).toMatchObject({ kind: 'bugcheck', code: 0xc4, parameters: [0x31, 0, 2, 0] });
  });
});
