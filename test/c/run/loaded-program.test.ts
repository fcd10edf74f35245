/** What a loaded program keeps and gives back: constants, its functions by address, its turns of loops, its memory. */
import { boot, type Nt, NULL } from 'irqlab';
import { compileC, type LoadedC } from 'irqlab/c';
import { describe, expect, it } from 'vitest';

type Arch = 'x64' | 'x86';

const loadDriver = (nt: Nt, arch: Arch): LoadedC => {
  const text = `#include <ntddk.h>
    int Value = 5;
    void Nothing(void) { }
    NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) { return STATUS_SUCCESS; }`;
  return compileC({ name: 'driver.c', text }, { arch, mode: 'kernel' }).load(nt);
};

describe.each<Arch>(['x64', 'x86'])('on %s', (arch) => {
  it('constants and literals of a program cannot be written', () => {
    const text = `#include <windows.h>
      static const int table[4] = { 1, 2, 3, 4 };
      static int writes(char *at) {
        __try { *at = 7; } __except (GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION) { return 0; }
        return 1;
      }
      int main(void) { return writes((char *)&table[2]) || writes((char *)"literal") || table[2] != 3; }`;
    expect(compileC({ name: 'constant.c', text }, { arch }).run()).toMatchObject({ exitCode: 0 });
  });

  it('turns of loops come back with a snapshot, all and those of the slice', () => {
    const text =
      'static volatile int n; int spin(int turns) { while (turns-- > 0) n++; return n; } int main(void) { return 0; }';
    const nt = boot({ arch });
    const process = nt.startProcess({ arch });
    const program = compileC({ name: 'spin.c', text }, { arch });
    const { fn } = program.load(nt, { process }, { maxSteps: 200_000 });
    fn['spin']?.(20_000);
    const start = nt.snapshot();
    const left = (): number => {
      for (let calls = 0; ; calls++)
        if (process.outcome(() => fn['spin']?.(1000)).kind !== 'returned') return calls;
    };
    const first = left();
    nt.restore(start);
    expect([first, left()]).toEqual([180, 180]);
  });

  it('its functions cannot be called by address when it is gone', () => {
    const nt = boot({ arch });
    const loaded = loadDriver(nt, arch);
    const dpc = nt.variable('KDPC');
    const calls = (): string => nt.outcome(() => nt.KeInsertQueueDpc(dpc, NULL, NULL)).kind;
    nt.KeInitializeDpc(dpc, loaded.addressOf('Nothing'), NULL);
    expect(calls()).toBe('returned');
    loaded.unload();
    expect(calls()).not.toBe('returned');
  });

  it('its memory is given back, also when a snapshot has brought it back once', () => {
    const nt = boot({ arch });
    const loaded = loadDriver(nt, arch);
    const value = loaded.addressOf('Value');
    const isThere = (): boolean => nt.outcome(() => nt.memory.readUint32(value)).kind === 'returned';
    const start = nt.snapshot();
    loaded.unload();
    nt.restore(start);
    expect([isThere(), nt.memory.readUint32(value)]).toEqual([true, 5]);
    loaded.unload();
    expect(isThere()).toBe(false);
  });
});
