/** Vectored exception and continue handlers. */
import {
  boot,
  EXCEPTION_CONTINUE_EXECUTION,
  EXCEPTION_CONTINUE_SEARCH,
  EXCEPTION_NONCONTINUABLE,
  MiB,
  type UserProcess,
} from 'irqlab';
import { compileC } from 'irqlab/c';
import { beforeEach, describe, expect, it } from 'vitest';

const CODE = 0xe0000001;
const SEARCH = EXCEPTION_CONTINUE_SEARCH;
const CONTINUE = EXCEPTION_CONTINUE_EXECUTION;

const nt = boot();
let process: UserProcess;
let seen: string[];
beforeEach(() => {
  process = nt.startProcess();
  seen = [];
});

/** A handler that notes its name and answers. */
const note = (name: string, answer: number) => () => {
  seen.push(name);
  return answer;
};

/** Raises under a guard that notes its filter and its handler; gives 'returned' when the raise was continued. */
const run = (raise = () => process.RaiseException(CODE, 0, 0, 0), filter = 1) =>
  process.__try(
    () => {
      raise();
      return 'returned';
    },
    process.__except(
      () => {
        seen.push('filter');
        return filter;
      },
      () => 'handled',
    ),
  );

describe('AddVectoredExceptionHandler', () => {
  it('E-032: vectored handlers run before frame handlers', () => {
    process.AddVectoredExceptionHandler(0, note('vectored', SEARCH));
    expect(run()).toBe('handled');
    expect(seen).toEqual(['vectored', 'filter']);
  });

  it('E-032: one that continues keeps the frames from being asked', () => {
    process.AddVectoredExceptionHandler(0, note('first', CONTINUE));
    process.AddVectoredExceptionHandler(0, note('second', CONTINUE));
    expect(run()).toBe('returned');
    expect(seen).toEqual(['first']);
  });

  it('First decides about the place in the list', () => {
    for (const [name, first] of [
      ['a', 0],
      ['b', 0],
      ['c', 1],
      ['d', 0xff],
    ] as const) {
      process.AddVectoredExceptionHandler(first, note(name, SEARCH));
    }
    run();
    expect(seen).toEqual(['d', 'c', 'a', 'b', 'filter']);
  });

  it('E-032: they see the record of a fault, and a store is retried after they mended it', () => {
    const base = { type: 'PVOID', value: 0 };
    const size = { type: 'SIZE_T', value: 4096 };
    process.NtAllocateVirtualMemory(-1, base, 0, size, 0x2000, 4);
    process.AddVectoredExceptionHandler(1, ({ ExceptionRecord, ContextRecord }) => {
      seen.push(`${ExceptionRecord.ExceptionInformation.join()} ${ContextRecord}`);
      return process.NtAllocateVirtualMemory(-1, base, 0, size, 0x1000, 4) === 0 ? CONTINUE : SEARCH;
    });
    process.run(() => process.memory.writeUint32(base.value, 7));
    expect(process.memory.readUint32(base.value)).toBe(7);
    expect(seen).toEqual([`1,${base.value} null`]);
  });

  it('a handler of the kernel side, of another process and after its removal is not called', () => {
    const handle = process.AddVectoredExceptionHandler(1, note('mine', SEARCH));
    nt.__try(
      () => nt.ExRaiseStatus(0xc0000001),
      nt.__except(1, () => {}),
    );
    const other = nt.startProcess();
    other.__try(
      () => other.RtlRaiseStatus(0xc0000001),
      other.__except(1, () => {}),
    );
    expect(process.RemoveVectoredExceptionHandler(handle)).not.toBe(0);
    expect(process.RemoveVectoredExceptionHandler(handle)).toBe(0);
    run();
    expect(seen).toEqual(['filter']);
  });

  it('a handler may remove itself and others while it runs', () => {
    const handles: number[] = [];
    handles.push(
      process.AddVectoredExceptionHandler(0, () => {
        for (const handle of handles) process.RemoveVectoredExceptionHandler(handle);
        process.AddVectoredExceptionHandler(0, note('new', SEARCH));
        return SEARCH;
      }),
    );
    handles.push(process.AddVectoredExceptionHandler(0, note('removed', SEARCH)));
    run();
    run();
    expect(seen).toEqual(['filter', 'new', 'filter']);
  });

  it('an exception of a handler is dispatched in turn; endless ones stop the machine', () => {
    let depth = 0;
    process.AddVectoredExceptionHandler(1, () => {
      depth += 1;
      if (depth === 1) process.RaiseException(CODE + 1, 0, 0, 0);
      seen.push(`handler at depth ${depth}`);
      return SEARCH;
    });
    expect(run()).toBe('handled');
    expect(seen).toEqual(['handler at depth 2', 'filter']);

    const own = boot();
    const endless = own.startProcess();
    endless.AddVectoredExceptionHandler(1, () => {
      endless.RaiseException(CODE, 0, 0, 0);
      return SEARCH;
    });
    const what = own.outcome(() => endless.run(() => endless.RaiseException(CODE, 0, 0, 0)));
    expect(what).toMatchObject({ kind: 'stopped', reason: 'fault-limit' });
  });

  it('the intrinsics are not for them in a handler of the program either, which keeps its own', () => {
    const result = process.__try(
      () => process.RtlRaiseStatus(CODE),
      process.__except(1, () => {
        process.AddVectoredExceptionHandler(1, () => {
          expect(() => process.GetExceptionCode()).toThrow(TypeError);
          return CONTINUE;
        });
        process.RaiseException(CODE + 1, 0, 0, 0);
        return process.GetExceptionCode();
      }),
    );
    expect(result).toBe(CODE);
  });

  it('the intrinsics are not for them, and an answer must be a number', () => {
    process.AddVectoredExceptionHandler(1, () => Number(process.GetExceptionCode()));
    expect(() => run()).toThrow(TypeError);
    const other = nt.startProcess();
    other.AddVectoredExceptionHandler(1, () => 'continue' as unknown as number);
    expect(() => other.RaiseException(CODE, 0, 0, 0)).toThrow(/a number/);
  });

  it.each([
    { arch: 'x64', width: 8 },
    { arch: 'x86', width: 4 },
  ] as const)('a handler by address gets EXCEPTION_POINTERS in memory, on $arch', ({ arch, width }) => {
    const own = boot({ arch });
    const user = own.startProcess();
    const { memory } = user;
    const information = width === 8 ? 32 : 20;
    const handler = own.functionAddress((pointers = 0) => {
      const record = memory.readPointer(pointers);
      seen.push(`context ${memory.readPointer(pointers + width)}`);
      seen.push(`code ${memory.readUint32(record).toString(16)} flags ${memory.readUint32(record + 4)}`);
      seen.push(own.debug.symbolOf(memory.readPointer(record + 8 + width)) ?? '');
      seen.push(
        `${memory.readUint32(record + 8 + 2 * width)}: ${memory.readPointer(record + information + width)}`,
      );
      const chained = memory.readPointer(record + 8);
      seen.push(`chained ${memory.readUint32(chained).toString(16)}`);
      return 0xffffffff;
    });
    user.AddVectoredExceptionHandler(1, handler);
    const chained = {
      ExceptionCode: 0xc0000094,
      ExceptionFlags: 0,
      ExceptionRecord: null,
      ExceptionAddress: 0,
      ExceptionInformation: [],
    };
    user.RtlRaiseException({
      ExceptionCode: CODE,
      ExceptionFlags: EXCEPTION_NONCONTINUABLE,
      ExceptionInformation: [1, 77],
      ExceptionRecord: chained,
    });
    expect(seen).toEqual(['context 0', 'code e0000001 flags 1', 'program!main', '2: 77', 'chained c0000094']);
  });

  it('E-032 in user mode: no driver has them', () => {
    const driver = nt as unknown as Record<string, () => void>;
    expect(() => driver['AddVectoredExceptionHandler']?.()).toThrow(/user-mode routine/);
  });
});

describe('AddVectoredContinueHandler', () => {
  beforeEach(() => {
    process.AddVectoredContinueHandler(0, note('continue 1', SEARCH));
    process.AddVectoredContinueHandler(0, note('continue 2', SEARCH));
  });

  it('is called when a filter or a vectored handler continues, and not when a handler runs', () => {
    run(undefined, 1);
    expect(seen).toEqual(['filter']);
    run(undefined, -1);
    expect(seen.splice(0)).toEqual(['filter', 'filter', 'continue 1', 'continue 2']);
    process.AddVectoredExceptionHandler(1, note('vectored', CONTINUE));
    run();
    expect(seen).toEqual(['vectored', 'continue 1', 'continue 2']);
  });

  it('has an order, an end and a removal of its own', () => {
    const handle = process.AddVectoredContinueHandler(1, note('last word', CONTINUE));
    run(undefined, -1);
    expect(seen.splice(0)).toEqual(['filter', 'last word']);
    expect(process.RemoveVectoredExceptionHandler(handle)).toBe(0);
    expect(process.RemoveVectoredContinueHandler(handle)).not.toBe(0);
    run(undefined, -1);
    expect(seen).toEqual(['filter', 'continue 1', 'continue 2']);
  });
});

describe('a snapshot', () => {
  it('holds the handlers and the top-level filter', () => {
    process.AddVectoredExceptionHandler(0, note('kept', SEARCH));
    const before = nt.debug.fingerprints();
    const snapshot = nt.snapshot();
    process.AddVectoredExceptionHandler(1, note('lost', SEARCH));
    process.SetUnhandledExceptionFilter(() => 1);
    expect(nt.debug.fingerprints()).not.toEqual(before);
    nt.restore(snapshot);
    expect(nt.debug.fingerprints()).toEqual(before);
    run();
    expect(seen).toEqual(['kept', 'filter']);
    expect(process.SetUnhandledExceptionFilter(0)).toBe(0);
  });
});

describe('a handler in C, when nothing is left', () => {
  const text = `#include <windows.h>
static LONG CALLBACK Handler(PEXCEPTION_POINTERS pointers) { return EXCEPTION_CONTINUE_EXECUTION; }
int main(void) {
  ULONG bytes;
  AddVectoredExceptionHandler(1, Handler);
  for (bytes = 0x1000000; bytes >= 0x1000; bytes /= 2)
    while (VirtualAlloc(NULL, bytes, TYPE, PAGE_READWRITE) != NULL) ;
  RaiseException(0xe0000001, 0, 0, NULL);
  return 0;
}`;

  it.each(['MEM_RESERVE', 'MEM_RESERVE | MEM_COMMIT'])('%s: ours has no place for its arguments', (TYPE) => {
    const program = compileC({ name: 'v.c', text }, { defines: { TYPE } });
    const { outcome } = program.run({ physicalMemory: 32 * MiB });
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });
});
