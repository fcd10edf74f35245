/** Exceptions that get lost: ended by a jump out of a `__finally` block, or caught by a handler that does nothing. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileC, type SourceFile, sweepC } from '../../src/c-entry.ts';

const folder = fileURLToPath(new URL('seeded/', import.meta.url));
const include = (name: string): SourceFile | null =>
  name === 'seeded.h' || name === 'client.h'
    ? { name, text: readFileSync(`${folder}${name}`, 'utf8') }
    : null;
const client = compileC({ name: 'client.c', text: '#include "client.h"\n' }, { include });

/** Rule and lines of each finding. The body begins in line 7. */
function found(body: string, recorders: object = {}): readonly string[] {
  const text = `#include "seeded.h"
#pragma warning(disable : 4532)
static NTSTATUS Work(PREQUEST request) {
  PULONG block; ULONG turns = 0, done = 0; NTSTATUS status = STATUS_SUCCESS;
  UNREFERENCED_PARAMETER(request);
  __try {
${body}
  } __except (EXCEPTION_EXECUTE_HANDLER) { status = GetExceptionCode(); }
  goto end;
end:
  return status == STATUS_SUCCESS && turns + done > 100 ? STATUS_UNSUCCESSFUL : status;
}`;
  const program = compileC({ name: 'd.c', text }, { include, mode: 'kernel' });
  expect(program.diagnosticText()).toBe('');
  const { findings } = sweepC(program, { name: 'd', client, recorders });
  return findings.map(({ details: [rule = '', ...rest], stack, text: what }) => {
    const lines = [...[...rest, ...stack].join(' ').matchAll(/!Work\S* \[d\.c @ (\d+)\]/g)].map(
      ([, line]) => line,
    );
    return [rule === '' ? what : rule, ...new Set(lines)].join(' ');
  });
}

const ALLOCATE =
  'block = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_RAISE_ON_FAILURE, 32, TAG); ExFreePoolWithTag(block, TAG); done = 1;';

describe('a jump out of a __finally block', () => {
  const guarded = (block: string): string => `__try {\n${ALLOCATE}\n} __finally {\n${block}\n}`;
  const LOST = ['exception-abandoned 8 10'];

  it.each([
    ['return', guarded('return status;'), LOST],
    ['goto', guarded('goto end;'), LOST],
    ['break', `do { ${guarded('break;')} } while (turns++ < 1);`, LOST],
    ['continue', `do { ${guarded('continue;')} } while (turns++ < 0);`, LOST],
    [
      'in each turn of a loop: one finding',
      `do { ${guarded('continue;').replace(ALLOCATE, 'ExRaiseStatus(STATUS_NO_MEMORY);')} } while (turns++ < 3);`,
      LOST,
    ],
    ['__leave', `__try { ${guarded('__leave;')} } __finally { turns++; }`, LOST],
    ['out of two blocks', guarded('__try { turns++; } __finally { return status; }'), LOST],
    ['from a body in the block', guarded('__try { return status; } __finally { turns++; }'), LOST],
    ['no jump', guarded('turns++;'), []],
    ['a jump inside', guarded('for (;;) { if (turns++ == 3) break; else continue; }'), []],
    ['a jump inside of a switch', guarded('switch (turns) { case 0: break; default: turns = 1; }'), []],
    ['a jump to a label inside', guarded('goto in; in: turns++;'), []],
    ['__leave inside', guarded('__try { __leave; } __finally { turns++; }'), []],
    ['when no exception passes', guarded('if (!AbnormalTermination()) return status;'), []],
    [
      'when another jump passes',
      'do { __try { turns++; break; } __finally { goto end; } } while (turns < 2);',
      [],
    ],
  ])('%s', (_, body, expected) => expect(found(body)).toEqual(expected));

  it('computes the result first, and is silent when its recorder is off', () => {
    const body = guarded('return (turns++, status);');
    expect(found(body)).toEqual(LOST);
    expect(found(body, { lostExceptions: false })).toEqual([]);
  });
});

describe('a handler that does nothing', () => {
  const guarded = (handler: string, filter = 'EXCEPTION_EXECUTE_HANDLER'): string =>
    `__try {\n${ALLOCATE}\n} __except (${filter}) {\n${handler}\n}`;
  const LOST = ['exception-swallowed 8 9'];

  it.each([
    ['is empty', guarded(''), LOST],
    ['says that it is empty', guarded('{ ; } NOTHING;'), LOST],
    ['prints', guarded('DbgPrint("no memory\\n");'), LOST],
    ['keeps the code', guarded('status = GetExceptionCode();'), []],
    ['has another way', guarded('done = 1;'), []],
    ['looks at the code before', guarded('', 'GetExceptionCode() == STATUS_INSUFFICIENT_RESOURCES'), []],
    ['in a request that fails', `${guarded('')}\nif (done == 0) status = STATUS_INSUFFICIENT_RESOURCES;`, []],
    [
      'an exception that nobody injected',
      guarded('').replace(ALLOCATE, 'ExRaiseStatus(STATUS_NO_MEMORY);'),
      [],
    ],
  ])('%s', (_, body, expected) => expect(found(body)).toEqual(expected));

  it('is silent when its recorder is off', () =>
    expect(found(guarded(''), { lostExceptions: false })).toEqual([]));
});
