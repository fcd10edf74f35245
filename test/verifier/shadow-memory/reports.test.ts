import { describe, expect, it } from 'vitest';
import { compileC, loadDriver } from '../../../src/c-programs.ts';
import { boot } from '../../../src/index.ts';
import { file } from './bugs.ts';

const DRIVER = `#include <ntddk.h>
static PUCHAR block;
NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path) {
  UNREFERENCED_PARAMETER(Driver);
  UNREFERENCED_PARAMETER(Path);
  block = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_UNINITIALIZED, 24, 'tseT');
  return STATUS_SUCCESS;
}
UCHAR Read(ULONG at) { return block[at]; }
void Store(ULONG at) { block[at] = 1; }
void Fill(ULONG bytes) { RtlFillMemory(block, bytes, 1); }
void Free(void) { ExFreePool(block); }
`;

const rules = (found: readonly { readonly rule: string }[]): readonly string[] =>
  found.map(({ rule }) => rule);

describe('findings with onViolation: report', () => {
  it('are recorded once for a call stack, and the access is made', () => {
    const program = compileC(
      file(`#include <stdlib.h>
int main(void) {
  int i, sum = 0, *p = calloc(3, 4);
  for (i = 0; i < 6; i++) sum += p[i] != 12345;
  p[3] = 7;
  return sum + p[3];
}`),
      { checks: true },
    );
    const { exitCode, findings } = program.run({ onViolation: 'report' });
    expect(exitCode).toBe(6 + 7);
    expect(findings).toMatchObject([
      { memory: { access: 'read', line: 4, offset: 12, bytes: 4, object: { bytes: 12 } } },
      { memory: { access: 'write', line: 5, offset: 12 } },
      { memory: { access: 'read', line: 6, offset: 12 } },
    ]);
  });

  it('name the routine, the allocation and the free', () => {
    const nt = boot({ onViolation: 'report' });
    const { fn } = loadDriver(file(DRIVER), { nt, checks: true });
    fn['Fill']?.(25);
    fn['Free']?.();
    fn['Read']?.(2);
    expect(nt.findings).toMatchObject([
      { rule: 'memory-out-of-bounds', routine: 'RtlFillMemory', values: [expect.any(Number), 25, 1] },
      {
        rule: 'memory-after-free',
        routine: 'Read',
        memory: { offset: 2, object: { bytes: 24, name: 'Test' } },
      },
    ]);
    const { allocated, freed } = nt.findings[1]?.memory?.object ?? { allocated: [], freed: [] };
    expect(allocated[0]).toBe('nt!ExAllocatePool2');
    expect(allocated[1]).toMatch(/^driver!DriverEntry.*bug\.c @ 6\]$/);
    expect(freed[0]).toBe('nt!ExFreePool');
    expect(freed[1]).toMatch(/^driver!Free.*bug\.c @ 12\]$/);
  });
});

describe('accesses of TypeScript', () => {
  it('are nobody’s mistake, and store what C then uses', () => {
    const other = boot();
    const driver = compileC(file(DRIVER), { checks: true }).load(other);
    driver.start();
    const block = other.memory.readPointer(driver.addressOf('block'));
    other.memory.readUint8(block + 100);
    other.memory.writeUint8(block + 1, 9);
    expect(driver.fn['Read']?.(1)).toBe(9);
    expect(other.findings).toEqual([]);
  });
});

describe('snapshots', () => {
  it('have the shadow: what was stored or freed since is not', () => {
    const nt = boot();
    const { fn } = loadDriver(file(DRIVER), { nt, checks: true });
    const read = () => nt.outcome(() => fn['Read']?.(3)).kind;
    const before = nt.snapshot();
    fn['Store']?.(3);
    expect(read()).toBe('returned');
    const stored = nt.snapshot();
    fn['Free']?.();
    expect(read()).toBe('bugcheck');
    nt.restore(stored);
    expect(read()).toBe('returned');
    nt.restore(before);
    expect(read()).toBe('bugcheck');
    expect(rules(nt.findings)).toEqual(['memory-uninitialised']);
  });

  it('of before the first program with checks know of no block', () => {
    const nt = boot();
    const before = nt.snapshot();
    loadDriver(file(DRIVER), { nt, checks: true }).fn['Free']?.();
    nt.restore(before);
    const { fn } = loadDriver(file(DRIVER), { nt, checks: true });
    fn['Store']?.(23);
    expect(fn['Read']?.(23)).toBe(1);
    expect(nt.findings).toEqual([]);
  });
});
