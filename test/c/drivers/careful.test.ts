import { describe, expect, it } from 'vitest';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_OBJECT_NAME_NOT_FOUND } from '../../../src/status/common.ts';
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

describe('careful', () => {
  const failures = [
    [
      'IoCreateDevice',
      'status = IoCreateDevice(DriverObject, sizeof(CAREFUL_EXTENSION), &name, FILE_DEVICE_UNKNOWN,\n                            FILE_DEVICE_SECURE_OPEN, FALSE, &device);',
      'status = STATUS_INSUFFICIENT_RESOURCES;',
    ],
    [
      'the copy of the path',
      '(PWCH)ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length, TAG_PATH)',
      'NULL',
    ],
    [
      'the table',
      '(PULONG)ExAllocatePool2(POOL_FLAG_NON_PAGED, CAREFUL_MAXIMUM_NUMBERS * sizeof(ULONG), TAG_TABLE)',
      'NULL',
    ],
    ['the work item', 'IoAllocateWorkItem(device)', 'NULL'],
    ['the link', 'status = IoCreateSymbolicLink(&link, &name);', 'status = STATUS_INSUFFICIENT_RESOURCES;'],
  ] as const;

  it.each(failures.flatMap((failure) => ARCHITECTURES.map((arch) => [...failure, arch] as const)))(
    'leaves nothing behind when it does not get %s (%#)',
    (_, from, to, arch) => {
      const result = runPair('careful', { arch, changes: [[from, to]] });
      expect(result).toMatchObject({ status: STATUS_INSUFFICIENT_RESOURCES, outcome: { kind: 'returned' } });
      expect(result.nt.findings).toEqual([]);
      expect(result.nt.debug.pool.blocks().filter(({ driver }) => driver === 'careful')).toEqual([]);
      expect(result.nt.openDevice('\\\\.\\IrqlabCareful').status).toBe(STATUS_OBJECT_NAME_NOT_FOUND);
      expect(result.nt.debug.pool.tags().some(({ tagText }) => tagText === 'Devi')).toBe(false);
    },
  );

  it.each(ARCHITECTURES)('fails a sort without scratch memory, and goes on (%s)', (arch) => {
    const from = '(PULONG)ExAllocatePool2(POOL_FLAG_PAGED, bytes, TAG_SCRATCH)';
    const result = runPair('careful', { arch, changes: [[from, 'NULL']] });
    expect(result.stdout).toContain('6 numbers: error 1450\n');
    expect(result).toMatchObject({ exitCode: 0, unloaded: 0, outcome: { kind: 'returned' } });
    expect(result.nt.findings).toEqual([]);
  });
});

describe('careful, broken', () => {
  const table = 'ExFreePoolWithTag(Extension->Table, TAG_TABLE);';
  const release = 'if (Extension->Table != NULL) ExFreePoolWithTag(';
  const addressOf = ({ nt }: ReturnType<typeof runPair>): unknown =>
    nt.debug.pool.blocks().find(({ tagText }) => tagText === 'Ceab')?.address;

  it.each(MACHINES)(
    'BEHAVIOUR-DECISIONS, program g: a free with another tag is 0xC2/0x0A ($arch, verifier $verifier)',
    (options) => {
      const changes: readonly Change[] = [[table, 'ExFreePoolWithTag(Extension->Table, TAG_PATH);']];
      const result = runPair('careful', { ...options, changes });
      const check = bugCheckOf(result);
      expect(check).toMatchObject({
        code: 0xc2,
        parameters: [0x0a, addressOf(result), 0x6261_6543, 0x7061_6543],
      });
      expect(check.callStack[1]).toEqual(frame('careful', 'CarefulRelease', changes, release));
    },
  );

  it.each(MACHINES)(
    'BEHAVIOUR-DECISIONS, program g: a double free is 0xC4/0x13, or 0xC2/0x07 ($arch, verifier $verifier)',
    (options) => {
      const again = 'ExFreePoolWithTag((PVOID)Extension->Table, TAG_TABLE);';
      const changes: readonly Change[] = [[table, `{\n${table}\n${again}\n}`]];
      const check = bugCheckOf(runPair('careful', { ...options, changes }));
      expect(check).toMatchObject(
        options.verifier === 'on'
          ? { code: 0xc4, parameters: [0x13, ANY, 0, 0] }
          : { code: 0xc2, parameters: [0x07, 0, 0, ANY] },
      );
      expect(check.callStack[1]).toEqual(frame('careful', 'CarefulRelease', changes, again));
    },
  );

  it.each(ARCHITECTURES)(
    'BEHAVIOUR-DECISIONS, program g: a block that is not freed is 0xC4 (0x62, name, 0, 1) (%s)',
    (arch) => {
      const changes: readonly Change[] = [
        [
          '    if (Extension->Path.Buffer != NULL) ExFreePoolWithTag(Extension->Path.Buffer, TAG_PATH);\n',
          '',
        ],
      ];
      const result = runPair('careful', { arch, changes });
      const check = bugCheckOf(result);
      expect(check).toMatchObject({ code: 0xc4, parameters: [0x62, ANY, 0, 1] });
      const line = lineOf(source('careful', changes), 'RegistryPath->Length, TAG_PATH)');
      expect(check.details[0]).toContain(`[driver.c @ ${line}]`);
      expect(result.stdout).toBe(expected('careful'));
    },
  );

  it.each(MACHINES)(
    'BEHAVIOUR-DECISIONS, program f: a null write in a DPC is 0xD1 even when guarded ($arch, verifier $verifier)',
    (options) => {
      const changes: readonly Change[] = [
        [
          '    InterlockedIncrement(&extension->Deferred);\n',
          '    __try {\n        *(volatile ULONG *)NULL = 1;\n    } __except (EXCEPTION_EXECUTE_HANDLER) {\n        return;\n    }\n',
        ],
      ];
      const check = bugCheckOf(runPair('careful', { ...options, changes }));
      expect(check).toMatchObject({ code: 0xd1, parameters: [0, 2, 1, ANY] });
      expect(check.callStack[0]).toEqual(
        frame('careful', 'CarefulDeferred', changes, '*(volatile ULONG *)NULL'),
      );
    },
  );

  it.each(MACHINES)(
    'BEHAVIOUR-DECISIONS 7: a wait in a DPC is 0xC4/0x3B, or 0xB8 ($arch, verifier $verifier)',
    (options) => {
      const changes: readonly Change[] = [
        [
          '    InterlockedIncrement(&extension->Deferred);\n',
          '    KeWaitForSingleObject(&extension->Turn, UserRequest, KernelMode, FALSE, NULL);\n',
        ],
      ];
      const check = bugCheckOf(runPair('careful', { ...options, changes }));
      expect(check).toMatchObject(
        options.verifier === 'on' ? { code: 0xc4, parameters: [0x3b, 2, ANY, 0] } : { code: 0xb8 },
      );
      expect(check.callStack[1]).toEqual(frame('careful', 'CarefulDeferred', changes, 'UserRequest'));
    },
  );

  it.each(MACHINES)(
    'BEHAVIOUR-DECISIONS, program d: paged scratch memory under the spin lock is 0xD1 ($arch, verifier $verifier)',
    (options) => {
      const changes: readonly Change[] = [
        [
          'RtlCopyMemory(Extension->Table, Numbers, bytes)',
          'RtlCopyMemory(Extension->Table, scratch, bytes)',
        ],
      ];
      const check = bugCheckOf(runPair('careful', { ...options, changes }));
      expect(check).toMatchObject({ code: 0xd1, parameters: [ANY, 2, 0, ANY] });
      expect(check.callStack[0]).toEqual(
        frame('careful', 'CarefulSort', changes, 'RtlCopyMemory(Extension->Table'),
      );
    },
  );
});
