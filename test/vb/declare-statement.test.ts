import { boot, routineContracts } from 'irqlab';
import { declare, declareStatement } from 'irqlab/vb';
import { describe, expect, it } from 'vitest';

const contractOf = (name: string) => {
  const contract = routineContracts.find((one) => one.name === name);
  if (contract === undefined) throw new Error(`no routine ${name}`);
  return contract;
};

describe('declareStatement', () => {
  it('S5-002: HeapAlloc takes three Longs by value and gives one', () => {
    expect(declareStatement(contractOf('HeapAlloc'))).toBe(
      'Declare Function HeapAlloc Lib "kernel32" (ByVal hHeap As Long, ByVal dwFlags As Long, _\n  ByVal dwBytes As Long) As Long',
    );
  });

  it.each([
    ['GetLastError', 'Declare Function GetLastError Lib "kernel32" () As Long', 'no parameters'],
    ['Sleep', 'Declare Sub Sleep Lib "kernel32" (ByVal dwMilliseconds As Long)', 'no result'],
    ['TryAcquireSRWLockExclusive', ') As Byte', 'a BOOLEAN'],
    ['GetTickCount64', 'As Currency', '64 bits'],
    ['OpenEventA', 'ByVal lpName As String', 'text of one byte a character'],
    ['OpenEventW', 'ByVal lpName As Long', 'wide text'],
    ['GetSystemInfo', 'lpSystemInfo As Any', 'a structure'],
  ])('%s: %s (%s)', (name, part) => expect(declareStatement(contractOf(name))).toContain(part));

  it('gives a statement for what a program for x86 can declare, and each of them binds', () => {
    const process = boot().startProcess({ arch: 'x86' });
    const exported = new Set(
      ['kernel32', 'kernelbase', 'ntdll', 'webservices'].flatMap((module) => [
        ...(process.exportsOf(module)?.keys() ?? []),
      ]),
    );
    const statements = routineContracts.map((contract) => [contract, declareStatement(contract)] as const);
    const declared = statements.filter(([, statement]) => statement !== null).map(([{ name }]) => name);
    const fixed = routineContracts.filter(({ variadic }) => !variadic).map(({ name }) => name);
    expect(declared).toEqual(fixed.filter((name) => exported.has(name)));
    expect(declared.length).toBeGreaterThan(200);
    // One by one: wrong declarations are told for all statements of a source together, and this names the routine.
    const wrong = statements.flatMap(([{ name }, statement]) => {
      if (statement === null) return [];
      try {
        return declare(statement).bind(process) === undefined ? [name] : [];
      } catch (error) {
        return [`${name}: ${String(error)}`];
      }
    });
    expect(wrong).toEqual([]);
  });

  it('gives none for a macro, a routine of drivers, and one with a number of arguments that is not fixed', () => {
    for (const name of ['InitializeListHead', 'KeRaiseIrql', 'DbgPrint'])
      expect(declareStatement(contractOf(name))).toBeNull();
  });
});
