import { describe, expect, it } from 'vitest';
import {
  ANY,
  ARCHITECTURES,
  bugCheckOf,
  type Change,
  expected,
  frame,
  lineOf,
  MACHINES,
  runPair,
  source,
} from './harness.ts';

describe('echo, broken', () => {
  const noTry: readonly Change[] = [
    ['    __try {\n        ProbeForRead', '    if (TRUE) {\n        ProbeForRead'],
    ['} __except (EXCEPTION_EXECUTE_HANDLER) {\n        return GetExceptionCode();\n    }', '}'],
  ];

  it.each(MACHINES)(
    'BEHAVIOUR-DECISIONS 8, programs e and f: without __try a released page is a bug check ($arch, verifier $verifier)',
    (options) => {
      const check = bugCheckOf(runPair('echo', { ...options, changes: noTry }));
      expect(check).toMatchObject(
        options.arch === 'x64'
          ? { code: 0x3b, parameters: [0xc000_0005, ANY, ANY, 0] }
          : { code: 0x8e, parameters: [0xc000_0005, ANY, ANY, 0] },
      );
      expect(check.callStack[0]).toEqual(
        frame('echo', 'EchoNeither', noTry, 'RtlCopyMemory(copy, from, input)'),
      );
    },
  );

  const noProbe: readonly Change[] = [['        ProbeForWrite(to, output, sizeof(UCHAR));\n', '']];

  it.each(MACHINES)(
    'BEHAVIOUR-DECISIONS 9: without the probe a kernel address is written, guarded or not ($arch, verifier $verifier)',
    (options) => {
      const check = bugCheckOf(runPair('echo', { ...options, changes: noProbe }));
      const address = options.arch === 'x64' ? -0x10_0000 : 0xfff0_0000;
      expect(check).toMatchObject({ code: 0x50, parameters: [address, 2, ANY, 2] });
      expect(check.callStack[0]).toEqual(
        frame('echo', 'EchoNeither', noProbe, 'RtlCopyMemory(to, copy, input)'),
      );
    },
  );
});

describe('ring, broken', () => {
  const kept: readonly Change[] = [
    ['statistics->Refused++;\n        KeReleaseSpinLock(&Ring->Lock, irql);\n', 'statistics->Refused++;\n'],
  ];

  it.each(ARCHITECTURES)(
    'BEHAVIOUR-DECISIONS, program j: a spin lock kept on an error path is 0xC9 with the verifier on, else 0x4A (%s)',
    (arch) => {
      const withVerifier = runPair('ring', { arch, changes: kept });
      expect(bugCheckOf(withVerifier)).toMatchObject({ code: 0xc9, parameters: [0x05, ANY, 0, 2] });
      const put = source('ring', kept).slice(0, source('ring', kept).indexOf('if (Bytes > RING_BYTES'));
      const acquire = put.slice(0, put.lastIndexOf('KeAcquireSpinLock')).split('\n').length;
      expect(bugCheckOf(withVerifier).details).toContainEqual(
        expect.stringMatching(
          new RegExp(`KeAcquireSpinLock.* ring!RingPut\\+0x[0-9a-f]+ \\[driver\\.c @ ${acquire}\\]`),
        ),
      );
      expect(withVerifier.stdout).toBe(expected('ring').slice(0, expected('ring').indexOf("put '!'")));
      const without = runPair('ring', { arch, verifier: 'off', changes: kept });
      const { code, parameters } = bugCheckOf(without);
      expect([code, ...parameters.slice(1)]).toEqual([0x4a, 2, 0, 0]);
      expect(without.nt.debug.symbolOf(parameters[0])).toBe('nt!NtWriteFile');
    },
  );

  const paged: readonly Change[] = [['POOL_FLAG_NON_PAGED', 'POOL_FLAG_PAGED']];

  it.each(MACHINES)(
    'BEHAVIOUR-DECISIONS, program d: paged pool under a spin lock is 0xD1 at the write ($arch, verifier $verifier)',
    (options) => {
      const result = runPair('ring', { ...options, changes: paged });
      const check = bugCheckOf(result);
      const at = result.nt.debug.pool.blocks().find(({ tagText }) => tagText === 'Ring')?.address;
      expect(check).toMatchObject({ code: 0xd1, parameters: [at, 2, 1, ANY] });
      expect(check.callStack[0]).toEqual(frame('ring', 'RingPut', paged, '% RING_BYTES] = From[index]'));
    },
  );
});

describe('cache, broken', () => {
  const kept: readonly Change[] = [
    [
      '    ExReleaseFastMutex(&Cache->Mutex);\n\n    if (entry == NULL) return STATUS_NOT_FOUND;\n',
      '    if (entry == NULL) return STATUS_NOT_FOUND;\n    ExReleaseFastMutex(&Cache->Mutex);\n',
    ],
  ];

  it.each(ARCHITECTURES)(
    'BEHAVIOUR-DECISIONS 7: a fast mutex kept on an error path is 0xC9 at APC_LEVEL, else 0x4A (%s)',
    (arch) => {
      const withVerifier = runPair('cache', { arch, changes: kept });
      expect(bugCheckOf(withVerifier)).toMatchObject({ code: 0xc9, parameters: [0x05, ANY, 0, 1] });
      expect(withVerifier.stdout.trimEnd().split('\n').at(-1)).toBe('remove 11: error 0');
      const without = runPair('cache', { arch, verifier: 'off', changes: kept });
      const { code, parameters } = bugCheckOf(without);
      expect([code, ...parameters.slice(1)]).toEqual([0x4a, 1, 0, 0]);
      expect(without.nt.debug.symbolOf(parameters[0])).toBe('nt!NtDeviceIoControlFile');
    },
  );

  const leaks: readonly Change[] = [
    [
      '    ExFreeToNPagedLookasideList(&Cache->Lookaside, entry);\n    return STATUS_SUCCESS;',
      '    return STATUS_SUCCESS;',
    ],
  ];

  it.each(ARCHITECTURES)(
    'BEHAVIOUR-DECISIONS, program g: the two entries that a remove forgot are 0xC4/0x62 at the unload (%s)',
    (arch) => {
      const result = runPair('cache', { arch, changes: leaks });
      const check = bugCheckOf(result);
      expect(check).toMatchObject({ code: 0xc4, parameters: [0x62, ANY, 0, 2] });
      expect(result).toMatchObject({ stdout: expected('cache'), exitCode: 0, unloaded: null });
      const line = lineOf(source('cache', leaks), 'ExAllocateFromNPagedLookasideList(');
      const blocks = check.details.filter((text) => text.includes(`cache!CacheInsert`));
      expect(blocks).toHaveLength(2);
      for (const block of blocks) expect(block).toContain(`[driver.c @ ${line}]`);
    },
  );

  it('leaves the same entries behind without a word when the verifier is off', () => {
    const result = runPair('cache', { arch: 'x64', verifier: 'off', changes: leaks });
    expect(result).toMatchObject({ unloaded: 0, outcome: { kind: 'returned' } });
    expect(result.nt.debug.pool.blocks().filter(({ driver }) => driver === 'cache')).toHaveLength(2);
  });
});

describe('filter, broken', () => {
  const complete = '    IoCompleteRequest(Irp, IO_NO_INCREMENT);\n';
  const twice: readonly Change[] = [
    [complete, `${complete}    IoCompleteRequest(Irp, IO_NO_INCREMENT + 0);\n`],
  ];

  it.each(MACHINES)(
    'BEHAVIOUR-DECISIONS 14: a double completion is 0x44 ($arch, verifier $verifier)',
    (options) => {
      const check = bugCheckOf(runPair('filter', { ...options, changes: twice }));
      expect(check).toMatchObject({ code: 0x44, parameters: [ANY, 0, 0, 0] });
      expect(check.callStack.find((text) => text.startsWith('filter!'))).toEqual(
        frame('filter', 'FilterComplete', twice, 'IO_NO_INCREMENT + 0'),
      );
    },
  );

  const late: readonly Change[] = [
    [
      '    return FilterComplete(Irp, status, 0);\n',
      '    FilterComplete(Irp, status, 0);\n    return Irp->IoStatus.Status;\n',
    ],
  ];

  it.each(ARCHITECTURES)(
    '0070: an IRP that is read after its completion is 0xD5 with the verifier (%s)',
    (arch) => {
      const check = bugCheckOf(runPair('filter', { arch, changes: late }));
      expect(check).toMatchObject({ code: 0xd5, parameters: [ANY, 0, ANY, 0] });
      expect(check.callStack[0]).toEqual(
        frame('filter', 'FilterControl', late, 'return Irp->IoStatus.Status'),
      );
    },
  );

  const noTry: readonly Change[] = [
    ['    __try {\n        ProbeForRead(Request->Source', '    {\n        ProbeForRead(Request->Source'],
    [
      'Request->Length);\n    } __except (FilterException(GetExceptionCode())) {\n        return GetExceptionCode();\n    }\n',
      'Request->Length);\n    }\n',
    ],
  ];

  it.each(MACHINES)(
    'BEHAVIOUR-DECISIONS, program e: without __try the probe itself ends the machine ($arch, verifier $verifier)',
    (options) => {
      const result = runPair('filter', { ...options, changes: noTry });
      const check = bugCheckOf(result);
      expect(check).toMatchObject({
        code: options.arch === 'x64' ? 0x3b : 0x8e,
        parameters: [0xc000_0005, ANY, ANY, 0],
      });
      expect(check.callStack.find((text) => text.startsWith('filter!'))).toEqual(
        frame('filter', 'FilterCapture', noTry, 'ProbeForRead(Request->Source'),
      );
    },
  );

  const noProbe: readonly Change[] = [
    ['        ProbeForRead(Request->Source, Request->Length, sizeof(CHAR));\n', ''],
  ];

  it.each(MACHINES)(
    'BEHAVIOUR-DECISIONS 9: without the probe a kernel address is 0x50, guarded or not ($arch, verifier $verifier)',
    (options) => {
      const check = bugCheckOf(runPair('filter', { ...options, changes: noProbe }));
      const address = options.arch === 'x64' ? -0x10_0000 : 0xfff0_0000;
      expect(check).toMatchObject({ code: 0x50, parameters: [address, 0, ANY, 2] });
      expect(check.callStack[0]).toEqual(
        frame('filter', 'FilterCapture', noProbe, 'RtlCopyMemory(To, Request->Source'),
      );
    },
  );
});
