import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

  it('checks every access with --checks: the line, the block and where it was allocated', async () => {
    const file = write(
      'past.c',
      '#include <stdlib.h>\nint main(void) {\n  char *p = malloc(4);\n  p[4] = 1;\n  return 0;\n}\n',
    );
    expect(await capture(['run', file])).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout, stderr } = await capture(['run', file, '--checks', '--json']);
    expect(code).toBe(1);
    expect(stderr).toContain('write of 1 byte just past the end of a heap block of 4 bytes');
    expect(stderr).toMatch(/allocated by .*past\.c @ 3\]/);
    expect(lastLine(stdout)).toMatchObject({ findings: [expect.stringMatching(/past\.c @ 4\]/)] });
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

  it('tells of damage of a heap that ended it, with the line', async () => {
    const twice = write(
      'twice.c',
      '#include <stdlib.h>\nint main(void) {\n  char *p = malloc(9);\n  free(p);\n  free(p);\n}\n',
    );
    const { code, stderr } = await capture(['run', twice]);
    expect(code).toBe(1);
    expect(stderr).toContain('STATUS_HEAP_CORRUPTION');
    expect(stderr).toContain('the block is already free');
    expect(stderr).toMatch(/twice!main\+0x[0-9a-f]+ \[\S*twice\.c @ 5\]/);
    // A program that ends itself with such a number found no damage.
    const own = write('own.c', '#include <windows.h>\nint main(void) { ExitProcess(0xC0000374); }');
    expect(await capture(['run', own])).toEqual({ code: 1, stdout: '', stderr: '' });
  });

  it('shows who called what raised an exception, and of a deep recursion the two ends', async () => {
    const nested =
      'static void inner(int *p) { *p = 1; }\nstatic void outer(void) { inner(0); }\nint main(void) { outer(); }\n';
    const { stderr } = await capture(['run', write('nested.c', nested)]);
    expect(stderr.match(/nested!\w+/g)).toEqual([
      'nested!inner',
      'nested!inner',
      'nested!outer',
      'nested!main',
    ]);
    const raised = write(
      'raised.c',
      '#include <windows.h>\nint main(void) {\n  RaiseException(7, 0, 0, 0);\n}\n',
    );
    expect((await capture(['run', raised])).stderr).toMatch(/raised!main\+0x[0-9a-f]+ \[\S*raised\.c @ 3\]/);
    const deep = await capture([
      'run',
      write(
        'deep.c',
        'static int f(int n) { return n ? f(n - 1) + 1 : *(volatile int *)8; }\nint main(void) { return f(99); }',
      ),
    ]);
    expect(deep.stderr.split('\n').length).toBeLessThan(30);
    expect(deep.stderr).toContain('… 81 more');
  });

  it('says that DriverEntry returned at a raised level', async () => {
    const raising = write(
      'raising.c',
      driver('KIRQL old; KeRaiseIrql(DISPATCH_LEVEL, &old); return STATUS_SUCCESS;'),
    );
    const { code, stderr } = await capture(['run', raising]);
    expect(code).toBe(4);
    expect(stderr).toContain('a DriverEntry that returns at DISPATCH_LEVEL');
  });

  it.each([
    ['*(volatile int *)16 = 1;', 'which wrote to 00000000`00000010'],
    ['return *(volatile int *)16;', 'which read from 00000000`00000010'],
    ['((void (*)(void))16)();', 'which ran code at 00000000`00000010'],
    ['*(volatile int *)0x123456789abcdef0 = 1;', 'which read from ffffffff`ffffffff'],
  ])('says what an access violation was: %s', async (statement, what) => {
    const { stderr } = await capture(['run', write('av.c', `int main(void) { ${statement} }`)]);
    expect(stderr).toContain(what);
  });

  it.each([
    ['<iostream>', 'a header of C++'],
    ['<wdf.h>', 'irqlab has no header of this name'],
  ])('says why it does not find %s', async (header, why) => {
    const { code, stderr } = await capture(['run', write('include.c', `#include ${header}\n`)]);
    expect(code).toBe(2);
    expect(stderr).toContain('fatal error C1083');
    expect(stderr).toContain(why);
  });

  it.each([
    ['nowhere.c', 'nowhere.c: there is no such file'],
    ['', ': there is no such file'],
    ['.', '.: this is a directory; give the C files in it'],
    ['package.json/x.c', 'package.json/x.c: there is no such file'],
    ['a'.repeat(300), `${'a'.repeat(300)}: the name is too long`],
    ['\x1b[31m.c', '"\\u001b[31m.c": there is no such file'],
    ['/dev/zero', '/dev/zero: more than 16777216 bytes are too many for a C source file'],
  ])('refuses %j as a file, and as a client and a script', async (file, message) => {
    const driverFile = write('driver.c', driver('return STATUS_SUCCESS;'));
    for (const args of [[file], [driverFile, '--client', file], [driverFile, '--script', file]]) {
      const { code, stdout, stderr } = await capture(['run', ...args]);
      expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `irqlab: ${message}\n` });
    }
  });

  it('refuses a link that leads to itself', async () => {
    symlinkSync('circle.c', join(folder, 'circle.c'));
    const { code, stderr } = await capture(['run', join(folder, 'circle.c')]);
    expect(code).toBe(2);
    expect(stderr).toContain('too many symbolic links');
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffint main(void) { return 0; }')],
    ['UTF-16', Buffer.from('\ufeffint main(void) { return 0; }', 'utf16le')],
    ['UTF-16, high bytes first', Buffer.from('\ufeffint main(void) { return 0; }', 'utf16le').swap16()],
    [
      'lines that end with CR LF',
      Buffer.from('#define ZERO \\\r\n 0\r\nint main(void) {\r\n return ZERO;\r\n}\r\n'),
    ],
    ['another code page', Buffer.from('char *a = "\xe9"; int main(void) { return 0; }', 'latin1')],
  ])('reads %s', async (_, bytes) => {
    writeFileSync(join(folder, 'coded.c'), bytes);
    expect(await capture(['run', join(folder, 'coded.c')])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each([
    [[0xff, 0xfe, 0, 0, 0x69, 0, 0, 0], 'this is UTF-32; save it as UTF-8'],
    [[0, 0, 0xfe, 0xff, 0, 0, 0, 0x69], 'this is UTF-32; save it as UTF-8'],
    [[0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0], 'this is a compiled program; irqlab runs C source'],
    [[0x7f, 0x45, 0x4c, 0x46, 2, 1, 1], 'this is a compiled program; irqlab runs C source'],
  ])('refuses a file that begins with the bytes %j', async (bytes, message) => {
    writeFileSync(join(folder, 'coded.c'), Buffer.from(bytes));
    const { code, stderr } = await capture(['run', join(folder, 'coded.c')]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `irqlab: ${join(folder, 'coded.c')}: ${message}\n` });
  });

  it('shows the part of a long line around the error, and no character that a terminal obeys', async () => {
    const long = write(
      'long.c',
      `int main(void) { return ${'1 + '.repeat(100_000)}x + ${'1 + '.repeat(100)}1; }`,
    );
    const shown = await capture(['run', long]);
    const [head = '', line = '', caret = ''] = shown.stderr.split('\n');
    expect(head).toContain('long.c(1,400025): error C2065');
    expect(line).toMatch(/^…(1 \+ )+x \+ ( |1|\+)*…$/);
    expect(line).toHaveLength(202);
    expect(line[caret.indexOf('^')]).toBe('x');

    const name = 'i'.repeat(5000);
    const message = await capture(['run', write('name.c', `int main(void) { return ${name}; }`)]);
    expect(message.stderr.split('\n')[0]).toMatch(/error C2065: 'i{999}…$/);

    const hostile = write('hostile.c', 'int main(void) {\n\treturn "\x1b[31m\u202e"[0] + x; }');
    const { stderr } = await capture(['run', hostile]);
    expect(stderr.split('\n').slice(1)).toEqual([
      '\treturn "\\x1b[31m\\u202e"[0] + x; }',
      `\t${' '.repeat(29)}^`,
      '',
    ]);
  });

  it('gives it standard input, and what the reading of it takes is no running time', async () => {
    const file = write(
      'sum.c',
      '#include <stdio.h>\nint main(void) { int a, b; scanf("%d %d", &a, &b); return a + b - 42; }',
    );
    const lines = ['40\n', ' 2\n'];
    let time = 0;
    const readLine = (): Uint8Array | null => {
      time += 1e9;
      const line = lines.shift();
      return line === undefined ? null : Buffer.from(line);
    };
    const about = { stdin: { readLine }, now: () => time++ };
    expect(await capture(['run', file, '--timeout', '1'], about)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('stops a loop whose turns take long soon after its time', async () => {
    const file = write('slow.c', '#include <stdio.h>\nint main(void) { for (;;) puts("x"); }');
    let printed = 0;
    const stdout = { write: (): number => printed++ };
    const { code } = await capture(['run', file, '--timeout', '1'], { stdout, now: () => printed });
    expect(code).toBe(4);
    expect(printed).toBeLessThan(200_000);
  });

  it('says when the program is larger than its machine', async () => {
    const large = write('large.c', 'char a[0x7fff0000]; int main(void) { return a[5]; }');
    const problem = {
      code: 2,
      stderr: expect.stringMatching(/^irqlab: the program needs \d+ more bytes than its machine has free\n$/),
    };
    expect(await capture(['run', large])).toMatchObject(problem);
    const larger = write(
      'larger.c',
      'char a[0x7fff0000], b[0x7fff0000]; int main(void) { return a[5] + b[6]; }',
    );
    expect(await capture(['run', larger])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error LNK1248'),
    });
  });

  it('refuses options that need a driver', async () => {
    const file = write('hello.c', hello);
    for (const option of ['--client', '--script'])
      expect(await capture(['run', file, option, write('x.txt', 'open x')])).toMatchObject({ code: 2 });
  });

  it.each([
    ['--max-steps', ['-1', '0', '1.5', 'NaN', '', '1e400', '9007199254740993']],
    ['--timeout', ['-1', '0', '1.5', 'soon', '']],
    ['--arch', ['arm', '', 'X64']],
    ['--mode', ['driver', '']],
    ['--profile', ['windows']],
    ['--verifier', ['maybe']],
    ['--exit-code', ['mine']],
    ['--schedule', ['-1', '1.5', 'irqlab1', 'irqlab1:A', 'irqlab1:(', '4294967296', '']],
    ['--gflags', ['xyz', '', 'htc,', 'htc hfc', '__proto__']],
  ])('refuses wrong values of %s in one line', async (option, values) => {
    const file = write('hello.c', hello);
    for (const value of values) {
      const { code, stdout, stderr } = await capture(['run', file, option, value]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(new RegExp(`^irqlab: option '${option}[^\n]*\n$`));
    }
  });

  it('draws the order of threads from a seed, prints it, and repeats it', async () => {
    const threads = `#include <windows.h>
      #include <stdio.h>
      static DWORD WINAPI body(LPVOID p) { for (int i = 0; i < 3; i++) { printf("%d", (int)(ULONG_PTR)p); Sleep(0); } return 0; }
      int main(void) {
        HANDLE all[3];
        for (int i = 0; i < 3; i++) all[i] = CreateThread(NULL, 0, body, (LPVOID)(ULONG_PTR)i, 0, NULL);
        return WaitForMultipleObjects(3, all, TRUE, INFINITE);
      }`;
    const file = write('order.c', threads);
    expect(await capture(['run', file])).toMatchObject({ stdout: '012012012', stderr: '' });
    const orders = new Set<string>();
    for (const seed of ['1', '2', '3']) {
      const drawn = await capture(['run', file, '--schedule', seed]);
      const [, schedule = ''] = /^schedule: (\S+)$/m.exec(drawn.stderr) ?? [];
      expect(await capture(['run', file, '--schedule', schedule])).toEqual(drawn);
      orders.add(drawn.stdout);
    }
    expect(orders.size).toBeGreaterThan(1);
    const wrong = await capture(['run', file, '--schedule', 'irqlab1:zzz']);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toMatch(/^irqlab: schedule: [^\n]*\n$/);
  });

  it('names the global flags that it knows, and its help does', async () => {
    const file = write('hello.c', hello);
    const { stderr } = await capture(['run', file, '--gflags', 'xyz']);
    const help = (await capture(['run', '--help'])).stdout.replace(/\s+/g, ' ');
    for (const name of ['htc', 'hfc', 'hpc', 'hvc', 'dhc', 'hpa', 'ust']) {
      expect(stderr).toContain(name);
      expect(help).toMatch(new RegExp(`global flags of the process: [a-z,]*${name}`));
      expect(await capture(['run', file, '--gflags', ` ${name.toUpperCase()},htc`])).toMatchObject({
        code: 0,
      });
    }
    expect(help).not.toContain('(default: [])');
    expect(help).not.toContain('(default: false)');
    // What gflags knows and irqlab does not model is a stop, as everywhere.
    expect(await capture(['run', file, '--gflags', 'soe'])).toMatchObject({ code: 4 });
  });

  it('shows no control character of an option', async () => {
    const { code, stderr } = await capture(['run', '--x\x1b[31m\x07']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "irqlab: unknown option '--x?[31m?'\n" });
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

  it('lets a thread that DriverEntry has started run, and reports one that outlives the driver', async () => {
    const begin = `HANDLE thread; PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Work, NULL);`;
    const thread = (work: string): string =>
      driver(`${begin} ZwClose(thread); DbgPrint("entry\\n"); return STATUS_SUCCESS;`).replace(
        'static void Unload',
        `static void Work(PVOID context) { UNREFERENCED_PARAMETER(context); ${work} }\nstatic void Unload`,
      );
    const ends = write('ends.c', thread('DbgPrint("thread\\n");'));
    expect(await capture(['run', ends])).toEqual({ code: 0, stdout: 'entry\nthread\n', stderr: '' });
    const stays = write(
      'stays.c',
      thread('for (;;) KeDelayExecutionThread(KernelMode, FALSE, &(LARGE_INTEGER){ 0, -1 });'),
    );
    const { code, stderr } = await capture(['run', stays]);
    expect(code).toBe(3);
    expect(stderr).toContain('DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS');
    expect(stderr).toMatch(/stays!Work\S* \[\S*stays\.c @ 2\]/);
  });

  it('a client may stop the driver itself', async () => {
    const unloads = `#include <ntddk.h>
      static VOID Unload(PDRIVER_OBJECT driver) { DbgPrint("unloaded"); }
      NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) { driver->DriverUnload = Unload; return 0; }`;
    const client = `#include <windows.h>
      int main(void) { SERVICE_STATUS status; SC_HANDLE manager = OpenSCManager(NULL, NULL, SC_MANAGER_ALL_ACCESS);
      return !ControlService(OpenService(manager, TEXT("x"), SERVICE_ALL_ACCESS), SERVICE_CONTROL_STOP, &status); }`;
    const { code, stdout, stderr } = await capture([
      'run',
      write('unloads.c', unloads),
      '--client',
      write('stops.c', client),
    ]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'unloaded', stderr: '' });
  });

  it('closes what a client left open, also one that an exception ended', async () => {
    const echo = fileURLToPath(new URL('../../examples/echo/driver.c', import.meta.url));
    for (const end of ['return 0;', '*(volatile int *)h = 1; return 0;']) {
      const client = `#include <windows.h>
int main(void) { HANDLE h = CreateFileA("\\\\\\\\.\\\\Echo", GENERIC_READ, 0, 0, OPEN_EXISTING, 0, 0); ${end} }`;
      const { stdout } = await capture(['run', echo, '--client', write('lazy.c', client)]);
      expect(stdout).toContain('echo: unloaded');
    }
  });

  it('says when DriverUnload was not called', async () => {
    const attaching = write(
      'attach.c',
      driver(
        `PDEVICE_OBJECT low, high;
    IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &low);
    IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &high);
    low->Flags &= ~DO_DEVICE_INITIALIZING;
    return IoAttachDeviceToDeviceStack(high, low) != NULL ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;`,
      ),
    );
    const { code, stderr } = await capture(['run', attaching]);
    expect(code).toBe(1);
    expect(stderr).toContain('DriverUnload was not called');
  });

  it('refuses options that have nothing to do', async () => {
    const file = write('ok.c', driver('return STATUS_SUCCESS;'));
    const client = write('hello.c', hello);
    const script = write('x.txt', 'open x');
    for (const [args, message] of [
      [['--client', client, '--script', script], 'give one of them'],
      [['--args', 'a'], '--args goes to a program'],
      [['--gflags', 'htc'], '--gflags goes to a program'],
    ] as const) {
      const { code, stderr } = await capture(['run', file, ...args]);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    }
    expect(await capture(['run', file, '--client', client, '--gflags', 'htc'])).toMatchObject({ code: 0 });
  });

  it.each(['read 16777217', 'ioctl 0x222000 - 4294967295', 'write zz', 'open', 'close x', '\x1b[31m'])(
    'refuses the request %j before anything runs',
    async (request) => {
      const file = write('ok.c', driver('DbgPrint("loaded"); return STATUS_SUCCESS;'));
      const { code, stdout, stderr } = await capture([
        'run',
        file,
        '--script',
        write('wrong.txt', `\n${request}\n`),
      ]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('wrong.txt(2): ');
      expect(stderr).not.toContain('\x1b');
    },
  );

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
