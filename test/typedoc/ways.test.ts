import { routineContracts } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { waysOf } from '../../src/typedoc/ways.ts';

const contractOf = (name: string) => routineContracts.find((contract) => contract.name === name)!;
const ways = (name: string, code: string) =>
  waysOf(contractOf(name), (contractOf(name).codes ?? []).find((one) => one.code === code)!);

describe('waysOf', () => {
  it.each([
    ['RtlAllocateHeap', 'STATUS_NO_MEMORY', ['raised', 'last status']],
    ['HeapAlloc', 'STATUS_NO_MEMORY', ['raised']],
    ['HeapCreate', 'STATUS_NO_MEMORY', ['last error']],
    ['RtlCreateHeap', 'STATUS_NO_MEMORY', ['NULL']],
    ['ExAllocatePool2', 'STATUS_INSUFFICIENT_RESOURCES', ['raised', 'NULL']],
    ['ExTryToAcquireFastMutex', 'STATUS_LOCK_NOT_GRANTED', ['FALSE']],
    ['KeWaitForSingleObject', 'STATUS_TIMEOUT', ['returned']],
    ['KeWaitForSingleObject', 'STATUS_MUTANT_LIMIT_EXCEEDED', ['raised']],
    ['WsAlloc', 'E_OUTOFMEMORY', ['returned']],
  ])('%s gives %s: %j', (name, code, expected) => expect(ways(name, code)).toEqual(expected));

  // The glossary would have an empty cell: say in `when` that it is raised, the last status or error, or the result.
  it('knows how each code of each routine comes', () => {
    const silent = routineContracts.flatMap((contract) =>
      (contract.codes ?? [])
        .filter((code) => waysOf(contract, code).length === 0)
        .map(({ code }) => `${contract.name}: ${code}`),
    );
    expect(silent).toEqual([]);
  });
});
