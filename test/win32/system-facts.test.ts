/** What a program is told about its process, the machine and its time. */
import { boot } from 'irqlab';
import { describe, expect, it } from 'vitest';

const start = () => {
  const nt = boot();
  return { nt, process: nt.startProcess() };
};

describe('a program asks', () => {
  it('for the version of Windows: that of a program without a manifest', () => {
    const version = start().process.GetVersion();
    expect([version & 0xff, (version >> 8) & 0xff, version >>> 16]).toEqual([6, 2, 9200]);
  });

  it('for its process and its thread', () => {
    const { nt, process } = start();
    const other = nt.startProcess();
    expect(process.GetCurrentProcessId()).toBe(process.id);
    expect(other.GetCurrentProcessId()).toBe(other.id);
    expect(other.GetCurrentThreadId()).not.toBe(process.GetCurrentThreadId());
  });

  it('for the time since the boot, which passes when somebody lets it', () => {
    const { nt, process } = start();
    const before = process.GetTickCount64();
    nt.time.advance(15_000_000);
    expect(process.GetTickCount64() - before).toBe(1500n);
    expect(process.GetTickCount()).toBe(Number(before) + 1500);
  });

  it('for a debugger, of which there is none', () => expect(start().process.IsDebuggerPresent()).toBe(0));
});

describe('ExitProcess', () => {
  it('E-041: ends the process with its code; no handler and no finally block runs', () => {
    const { process } = start();
    const ran: string[] = [];
    const body = () =>
      process.__try(
        () =>
          process.__try(
            () => process.ExitProcess(7),
            process.__finally(() => ran.push('finally')),
          ),
        process.__except(
          () => 1,
          () => ran.push('handler'),
        ),
      );
    expect(process.outcome(body)).toMatchObject({ kind: 'stopped', reason: 'process-exit', exitCode: 7 });
    expect(ran).toEqual([]);
    expect(process.exitCode).toBe(7);
  });
});

describe('DebugBreak', () => {
  it('E-015: raises EXCEPTION_BREAKPOINT', () => {
    const { process } = start();
    expect(process.outcome(() => process.DebugBreak())).toMatchObject({
      record: { ExceptionCode: 0x8000_0003 },
    });
  });
});
