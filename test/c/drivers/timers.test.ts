/** Routines that take a LARGE_INTEGER by value or give one, from C. */
import { describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/c-programs.ts';

const text = `#include <ntddk.h>
static KTIMER timer; static KDPC dpc; static LONG hits;
static VOID Inner(int depth) { char room[64]; room[0] = (char)depth; if (depth) Inner(depth - 1); hits += room[0]; }
static VOID Dpc(PKDPC d, PVOID c, PVOID a, PVOID b) {
  UNREFERENCED_PARAMETER(d); UNREFERENCED_PARAMETER(c); UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b);
  Inner(3);
}
static VOID Unload(PDRIVER_OBJECT d) { UNREFERENCED_PARAMETER(d); }
NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) {
  LARGE_INTEGER due, wait, frequency, before, after;
  UNREFERENCED_PARAMETER(r);
  d->DriverUnload = Unload;
  KeInitializeTimer(&timer);
  KeInitializeDpc(&dpc, Dpc, NULL);
  due.QuadPart = -5000;
  wait.QuadPart = -10000;
  before = KeQueryPerformanceCounter(&frequency);
  if (KeSetTimer(&timer, due, &dpc)) return STATUS_UNSUCCESSFUL;
  if (KeDelayExecutionThread(KernelMode, FALSE, &wait) != STATUS_SUCCESS) return STATUS_UNSUCCESSFUL;
  after = KeQueryPerformanceCounter(NULL);
  if ((after.QuadPart - before.QuadPart) * 10000000 / frequency.QuadPart < 10000) return STATUS_TIMEOUT;
  return hits == 6 ? STATUS_SUCCESS : STATUS_DATA_ERROR;
}`;

describe.each(['x64', 'x86'] as const)('a timer of a driver in C on %s', (arch) => {
  it('takes its due time by value and its DPC calls functions of C', () => {
    expect(loadDriver(text, { arch }).status).toBe(0);
  });
});

describe.each(['x64', 'x86'] as const)(
  'a fault in a function without a frame, entered from outside, on %s',
  (arch) => {
    it('has the line of the function', () => {
      const fault = `#include <ntddk.h>
      VOID Fall(PULONG where) {
        *where = 1;
      }
      NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) { (void)d; (void)r; return STATUS_SUCCESS; }`;
      const { fn, nt } = loadDriver({ name: 'fall.c', text: fault }, { arch });
      expect(nt.outcome(() => fn['Fall']?.(arch === 'x64' ? -0x10_0000 : 0xfff0_0000))).toMatchObject({
        kind: 'bugcheck',
        callStack: [expect.stringContaining('[fall.c @ 3]')],
      });
    });
  },
);
