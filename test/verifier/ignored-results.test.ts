/** Results that are thrown away: the warning of the compiler, and the failure that nobody saw. */
import { describe, expect, it } from 'vitest';
import { compileC, sweepC } from '../../src/c-entry.ts';

const driver = (body: string): string => `#include <ntddk.h>
static KSPIN_LOCK lock;
static ERESOURCE resource;
static VOID Thread(PVOID context) { UNREFERENCED_PARAMETER(context); }
static VOID Unload(PDRIVER_OBJECT driver) { UNREFERENCED_PARAMETER(driver); }
NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
  UNICODE_STRING text = { 0, 0, NULL }, copy;
  ANSI_STRING ansi = { 0, 0, NULL };
  HANDLE handle = NULL;
  UNREFERENCED_PARAMETER(path); UNREFERENCED_PARAMETER(text); UNREFERENCED_PARAMETER(ansi);
  UNREFERENCED_PARAMETER(handle); UNREFERENCED_PARAMETER(copy); UNREFERENCED_PARAMETER(lock); UNREFERENCED_PARAMETER(resource);
  driver->DriverUnload = Unload;
${body}
  return STATUS_SUCCESS;
}`;

const compiled = (body: string, analyze = true) =>
  compileC({ name: 'd.c', text: driver(body) }, { mode: 'kernel', analyze });
const codes = (body: string, analyze = true): readonly string[] =>
  compiled(body, analyze).diagnostics.map(({ code }) => code);

describe('C6031', () => {
  const CREATE = 'PsCreateSystemThread(&handle, 0, NULL, NULL, NULL, Thread, NULL);';
  it.each([
    ['a result that has to be looked at', CREATE, ['C6031']],
    ['the last one of several', `handle = NULL, ${CREATE}`, ['C6031']],
    ['one that is looked at', `if (!NT_SUCCESS(${CREATE.replace(';', '')})) return STATUS_NO_MEMORY;`, []],
    ['(void) says that it is meant so', `(void)${CREATE}`, []],
    ['VOID too', `(VOID)${CREATE}`, []],
    ['a result that need not be looked at', 'IoDeleteSymbolicLink(&text);', []],
    ['a wait that cannot fail', 'ExAcquireResourceExclusiveLite(&resource, TRUE);', []],
    ['the same that may', 'ExAcquireResourceExclusiveLite(&resource, FALSE);', ['C6031']],
    ['one that the program switched off', `#pragma warning(suppress: 6031)\n  ${CREATE}`, []],
    ['what is not evaluated', `(void)sizeof(${CREATE.replace(';', '')});`, []],
  ])('%s', (_, body, expected) => expect(codes(body)).toEqual(expected));

  it('names the routine and the line; nothing without `analyze`', () => {
    expect(compiled(`  ${CREATE}`).diagnosticText()).toContain(
      "d.c(13,3): warning C6031: return value ignored: 'PsCreateSystemThread'",
    );
    expect(codes(CREATE, false)).toEqual([]);
  });
});

describe('a failure that nobody saw', () => {
  const COPY = 'RtlAnsiStringToUnicodeString(&copy, &ansi, TRUE)';
  const found = (body: string, recorders = {}) =>
    sweepC(compiled(body), { name: 'd', recorders }).findings.filter(({ kind }) => kind === 'rule');

  it('is found at its line', () => {
    const findings = found(`  copy.Buffer = NULL;\n  ${COPY};\n  RtlFreeUnicodeString(&copy);`);
    expect(findings.map(({ details }) => details[0])).toEqual(['result-ignored']);
    expect(findings[0]?.text).toBe('RtlAnsiStringToUnicodeString: the caller looks at the result');
    expect(findings[0]?.stack[1]).toMatch(/d\.c @ 14/);
    expect(findings[0]?.replay).toContain('RtlAnsiStringToUnicodeString');
  });

  it('is none where the result is looked at, meant to be lost, or its recorder is off', () => {
    const rest = '\n  RtlFreeUnicodeString(&copy);';
    expect(
      found(`  copy.Buffer = NULL;\n  if (!NT_SUCCESS(${COPY})) return STATUS_NO_MEMORY;${rest}`),
    ).toEqual([]);
    expect(found(`  copy.Buffer = NULL;\n  (void)${COPY};${rest}`)).toEqual([]);
    expect(found(`  copy.Buffer = NULL;\n  ${COPY};${rest}`, { ignoredResults: false })).toEqual([]);
  });
});
