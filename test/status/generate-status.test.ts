import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { facts, generator, root } from './facts.ts';

const directory = path.join(root, 'src', 'status');
const committed = new Map(
  readdirSync(directory)
    .filter((name) => name.endsWith('.generated.ts'))
    .map((name) => [name, readFileSync(path.join(directory, name), 'utf8')] as const),
);
const digestText = readFileSync(path.join(root, 'test', 'status', 'generated.sha256.json'), 'utf8');

describe('src/status/*.generated.ts', () => {
  test('have the recorded SHA-256, also where the facts are not at hand', () => {
    const sorted = (text: string) => Object.entries(JSON.parse(text) as Record<string, string>).sort();
    expect(sorted(generator.digests(committed))).toEqual(sorted(digestText));
  });

  test(`are what the facts give, byte for byte (facts ${facts ? 'present' : 'absent: digests decide'})`, () => {
    const expected = facts ? generator.generate(facts) : committed;
    expect([...committed.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [name, text] of expected) expect(committed.get(name) === text, name).toBe(true);
    if (facts) expect(digestText).toBe(generator.digests(expected));
  });

  test('stay below 250,000 bytes together', () => {
    const bytes = [...committed.values()].reduce((sum, text) => sum + text.length, 0);
    expect(bytes).toBeLessThan(250_000);
  });
});

describe('generate refuses facts that the compact form cannot carry', () => {
  const empty = {
    ntstatus: [{ name: 'STATUS_SUCCESS', value: 0, severity: 'SUCCESS' }],
    win32errors: {
      errors: [{ name: 'ERROR_SUCCESS', value: 0 }],
      ntstatusToDos: [{ status: 'STATUS_SUCCESS', statusValue: 0, error: 'ERROR_SUCCESS', errorValue: 0 }],
      ntstatusUnmapped: [],
    },
    bugchecks: [{ code: 1, name: 'ONE', documented: true }],
    wws: { hresults: [{ name: 'S_OK', value: 0, facility: 0, code: 0 }] },
  };
  const status = (name: string, value: number) => ({ name, value, severity: 'SUCCESS' });
  const bug = (label: string) => ({
    code: 1,
    name: 'ONE',
    documented: true,
    subtypes: [{ value: 0, label }],
  });

  test('but takes a minimal set', () => expect(generator.generate(empty).size).toBe(5));

  test.each([
    ['two canonical names of one value', { ntstatus: [...empty.ntstatus, status('STATUS_OTHER', 0)] }],
    ['a name twice', { ntstatus: [...empty.ntstatus, status('STATUS_SUCCESS', 1)] }],
    ['a name that is not an identifier', { ntstatus: [status('STATUS OK', 0)] }],
    ['a label with the field separator', { bugchecks: [bug('a|b')] }],
    ['a label that would end the template string', { bugchecks: [bug('`')] }],
    [
      'a status that is mapped and unmapped',
      { win32errors: { ...empty.win32errors, ntstatusUnmapped: empty.win32errors.ntstatusToDos } },
    ],
  ])('%s', (_why, change) => {
    expect(() => generator.generate({ ...empty, ...change })).toThrow(Error);
  });
});
