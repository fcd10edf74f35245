import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from './capture.ts';

let folder = '';
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const lastLine = (text: string): unknown => JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'irqlab-run-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hello =
  '#include <stdio.h>\nint main(int argc, char **argv) { printf("%s\\n", argv[argc - 1]); return argc - 1; }\n';

describe('irqlab run of a program', () => {
  it('prints what the program prints, and its own bytes', async () => {
    const file = write('hello.c', hello);
    expect(await capture(['run', file])).toEqual({ code: 0, stdout: 'hello.exe\n', stderr: '' });
  });

  it('gives it arguments; the exit code says how it went, or is its own', async () => {
    const file = write('hello.c', hello);
    expect(await capture(['run', file, '--args', 'a', 'b'])).toMatchObject({ code: 1, stdout: 'b\n' });
    expect(await capture(['run', file, '--exit-code', 'program', '--args', 'a', 'b'])).toMatchObject({
      code: 2,
    });
  });

  it('of several files is one program', async () => {
    const main = write('main.c', '#include "part.h"\nint main(void) { return twice(NUMBER) - 42; }');
    const part = write('part.c', 'int twice(int x) { return 2 * x; }');
    write('part.h', 'int twice(int x);');
    expect(await capture(['run', main, part, '-D', 'NUMBER=21'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('runs on x86', async () => {
    const file = write('size.c', 'int main(void) { return sizeof(void *) == 4 ? 0 : 1; }');
    expect(await capture(['run', file, '--arch', 'x86'])).toMatchObject({ code: 0 });
  });

  it('shows errors with their line and a caret, several of them, and exits with 2', async () => {
    const file = write('wrong.c', 'int main(void) {\n  return x;\n  y = 1;\n}\n');
    const { code, stdout, stderr } = await capture(['run', file, '--json']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "wrong.c(2,10): error C2065: 'x': undeclared identifier\n  return x;\n         ^",
    );
    expect(lastLine(stdout)).toMatchObject({
      exitCode: 2,
      bugcheck: null,
      diagnostics: [
        { code: 'C2065', at: { line: 2, column: 10 } },
        { code: 'C2065', at: { line: 3, column: 3 } },
      ],
    });
  });

  it('names a routine that is not modelled', async () => {
    const file = write('missing.c', 'int main(void) { return IoFoo(); }');
    const { code, stderr } = await capture(['run', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('warning C4013');
    expect(stderr).toContain('error LNK2019: unresolved external symbol IoFoo: not modelled by irqlab');
  });

  it.each([
    ['steps', ['--max-steps', '1000']],
    ['time', ['--timeout', '1']],
  ])('stops a loop without end at its limit of %s', async (_, limit) => {
    const file = write('loop.c', 'int main(void) { for (;;) ; }');
    const { code, stderr } = await capture(['run', file, ...limit]);
    expect(code).toBe(4);
    expect(stderr).toContain('loop.c @ 1');
  });

  it('tells of an exception that ended it, with the line', async () => {
    const file = write('null.c', 'int main(void) {\n  int *p = 0;\n  return *p;\n}\n');
    const { code, stderr } = await capture(['run', file]);
    expect(code).toBe(1);
    expect(stderr).toContain('STATUS_ACCESS_VIOLATION');
    expect(stderr).toMatch(/null\.c @ 3/);
  });

  it.each([
    [['nowhere.c'], 'there is no such file'],
    [['.'], 'this is a directory'],
  ])('refuses %j', async (files, message) => {
    const { code, stderr } = await capture(['run', ...files]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('refuses options that need a driver', async () => {
    const file = write('hello.c', hello);
    for (const option of ['--client', '--script'])
      expect(await capture(['run', file, option, write('x.txt', 'open x')])).toMatchObject({ code: 2 });
    expect(await capture(['run', file, '--max-steps', '-1'])).toMatchObject({ code: 2 });
  });
});

const driver = (body: string): string => `#include <ntifs.h>
static void Unload(PDRIVER_OBJECT DriverObject) { UNREFERENCED_PARAMETER(DriverObject); }
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    ${body}
}
`;

describe('irqlab run of a driver', () => {
  it('loads and unloads it; DbgPrint goes to standard output', async () => {
    const file = write('ok.c', driver('DbgPrint("loaded %d\\n", 7); return STATUS_SUCCESS;'));
    expect(await capture(['run', file])).toEqual({ code: 0, stdout: 'loaded 7\n', stderr: '' });
  });

  it('says why it was not loaded', async () => {
    const file = write('no.c', driver('return STATUS_NO_MEMORY;'));
    const { code, stderr } = await capture(['run', file]);
    expect(code).toBe(1);
    expect(stderr).toContain('DriverEntry returned STATUS_NO_MEMORY');
  });

  it('shows a bug check with rule, page, line and fix', async () => {
    const file = write(
      'irql.c',
      driver(
        'KIRQL old;\n    KeRaiseIrql(DISPATCH_LEVEL, &old);\n    RtlCreateHeap(0, 0, 0, 0, 0, 0);\n    return 0;',
      ),
    );
    const { code, stdout, stderr } = await capture(['run', file, '--json']);
    expect(code).toBe(3);
    expect(stderr).toContain('DRIVER_VERIFIER_DETECTED_VIOLATION');
    expect(stderr).toMatch(/irql!DriverEntry\+0x[0-9a-f]+ \[\S*irql\.c @ 8\]/);
    expect(lastLine(stdout)).toMatchObject({ bugcheck: { code: 0xc4, parameters: [0xe5, 2, 0, 0] } });
  });

  it('answers the requests of a script, and names a line of it that is none', async () => {
    const file = write('none.c', driver('return STATUS_SUCCESS;'));
    const script = write('requests.txt', 'open \\\\.\\Nothing  # no such device\nread 4\n');
    const { code, stdout, stderr } = await capture(['run', file, '--script', script]);
    expect(stdout).toContain('open \\\\.\\Nothing: STATUS_OBJECT_NAME_NOT_FOUND');
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'read: no device is open\n' });
    const wrong = write('wrong.txt', 'open \\\\.\\Nothing\nioctl x\n');
    expect(await capture(['run', file, '--script', wrong])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('wrong.txt(2): ioctl takes'),
    });
  });
});
