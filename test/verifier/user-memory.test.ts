/** Drivers that touch the memory of a program: outside of guarded bodies, and twice in one request. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileC, type SourceFile, sweepC } from '../../src/c-entry.ts';

const folder = fileURLToPath(new URL('seeded/', import.meta.url));
const include = (name: string): SourceFile | null =>
  name === 'seeded.h' || name === 'client.h'
    ? { name, text: readFileSync(`${folder}${name}`, 'utf8') }
    : null;
const client = compileC(
  { name: 'client.c', text: '#include "client.h"\n' },
  { include, defines: { METHOD: 'METHOD_NEITHER' } },
);

/** Rule and lines of each finding. The body begins in line 5. */
function found(body: string, options: { checks?: boolean; recorders?: object } = {}): readonly string[] {
  const { checks = false, recorders = {} } = options;
  const text = `#include "seeded.h"
static NTSTATUS Work(PREQUEST request) {
  PUCHAR user = (PUCHAR)request->Stack->Parameters.DeviceIoControl.Type3InputBuffer;
  UCHAR copy[8] = { 0 }, first = 0, second = 0;
${body}
  return first + second + copy[0] == 1000 ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS;
}`;
  const program = compileC({ name: 'd.c', text }, { include, mode: 'kernel', checks });
  expect(program.diagnosticText()).toBe('');
  const { findings } = sweepC(program, { name: 'd', client, include: [], recorders });
  return findings.map(({ details: [rule = '', ...rest], stack, text: what }) => {
    const lines = [...[...rest, ...stack].join(' ').matchAll(/d\.c @ (\d+)\]/g)].map(([, line]) => line);
    return [rule === '' ? what : rule, ...new Set(lines)].join(' ');
  });
}

const guarded = (body: string): string => `__try { ProbeForWrite(user, 8, 1);
${body}
} __except (EXCEPTION_EXECUTE_HANDLER) { return GetExceptionCode(); }`;

describe('the memory of a program', () => {
  it.each([
    ['a read without a guarded body', 'first = user[0];', ['user-memory-unguarded 5']],
    ['a write without one', 'user[0] = 1;', ['user-memory-unguarded 5']],
    ['a copy without one', 'RtlCopyMemory(copy, user, 8);', ['user-memory-unguarded 5']],
    ['a copy to it without one', 'RtlCopyMemory(user, copy, 8);', ['user-memory-unguarded 5']],
    [
      'a __finally is no handler',
      '__try { first = user[0]; } __finally { second = 1; }',
      ['user-memory-unguarded 5'],
    ],
    ['inside of one', guarded('first = user[0]; user[1] = 2;'), []],
    [
      'in a function that is called from one',
      guarded('first = user[0];').replace('first = user[0]', 'RtlCopyMemory(copy, user, 8)'),
      [],
    ],
    [
      'after the guarded body',
      `${guarded('first = user[0];')}\nsecond = user[1];`,
      ['user-memory-unguarded 8'],
    ],
    [
      'the same byte twice',
      guarded('first = user[0];\nsecond = user[0];'),
      ['user-memory-fetched-twice 6 7'],
    ],
    [
      'a part of what was read before',
      guarded('first = (UCHAR)*(ULONG *)user;\nsecond = user[3];'),
      ['user-memory-fetched-twice 6 7'],
    ],
    ['different bytes', guarded('first = user[0]; second = user[1];'), []],
    ['what the driver has stored', guarded('first = user[0];\nuser[0] = 3;\nsecond = user[0];'), []],
    ['a copy is captured', guarded('RtlCopyMemory(copy, user, 8); first = copy[0]; second = copy[0];'), []],
    [
      'a loop tells once',
      'for (first = 0; first < 8; first++) second += user[first];',
      ['user-memory-unguarded 5'],
    ],
  ])('%s', (_, body, expected) => expect(found(body)).toEqual(expected));

  it('with accesses that shadow memory checks too', () => {
    const body = `first = user[0];\n${guarded('second = user[0]; RtlCopyMemory(copy, user, 8);')}`;
    expect(found(body, { checks: true })).toEqual([
      'user-memory-unguarded 5',
      'user-memory-fetched-twice 5 7',
    ]);
  });
});

it('each request has fetches of its own', () => {
  const twice = client.ok
    ? readFileSync(`${folder}client.h`, 'utf8').replace(
        /( {2}DeviceIoControl.*\n)/,
        (call: string) => call + call,
      )
    : '';
  const both = compileC({ name: 'c.c', text: twice }, { defines: { METHOD: 'METHOD_NEITHER' } });
  const text = `#include "seeded.h"
    static NTSTATUS Work(PREQUEST request) {
      PUCHAR user = (PUCHAR)request->Stack->Parameters.DeviceIoControl.Type3InputBuffer;
      __try { ProbeForRead(user, 8, 1); return *user == 77 ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS; }
      __except (EXCEPTION_EXECUTE_HANDLER) { return GetExceptionCode(); }
    }`;
  const program = compileC({ name: 'd.c', text }, { include, mode: 'kernel' });
  expect(sweepC(program, { name: 'd', client: both, include: [] }).findings).toEqual([]);
});

it('nothing with the recorder off', () => {
  expect(found('first = user[0]; second = user[0];', { recorders: { userMemory: false } })).toEqual([]);
  expect(
    found('first = user[0]; second = user[0];', { checks: true, recorders: { userMemory: false } }),
  ).toEqual([]);
});
