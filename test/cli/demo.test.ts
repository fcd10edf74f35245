import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allocateAtDispatchLevel, shownSource } from '../../src/cli/heap-demo.ts';
import { capture } from './capture.ts';

it('irqlab demo heap shows a replay, a broken rule, the lines that broke it and its bug check', async () => {
  const { code, stdout, stderr } = await capture(['demo', 'heap']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^win-setupapi, replayed through RtlAllocateHeap/m);
  expect(stdout).toMatch(/valid +yes: /);
  expect(stdout).toMatch(/^ {4}nt\.KeRaiseIrql\(DISPATCH_LEVEL, old\);$/m);
  expect(stdout).toMatch(/^\*\*\* STOP: 0x000000C4 /m);
  expect(stdout).toContain('RtlAllocateHeap: IRQL < DISPATCH_LEVEL');
});

it('irqlab demo runs a driver in C with its client, then without the line that releases its lock', async () => {
  const { code, stdout, stderr } = await capture(['demo']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('client: hello, kernel -> HELLO, KERNEL\n');
  expect(stdout).toContain('client: too long -> error 122\n');
  expect(stdout).toContain('echo: unloaded after 3 requests\n');
  expect(stdout).toMatch(/^ {4}DISPATCH_LEVEL KeReleaseSpinLock$/m);
  expect(stdout).toMatch(/^\*\*\* STOP: 0x000000C9 \(0x0{15}5,/m);
  const line = /without line (\d+): KeReleaseSpinLock/.exec(stdout)?.[1];
  expect(Number(line)).toBeGreaterThan(0);
  expect(stdout).toContain(
    `KeAcquireSpinLock acquired at echo!EchoDeviceControl+0x18 [driver.c @ ${Number(line) - 3}]`,
  );
});

it('the broken rule is 0xC4 (0xE5, IRQL, 0, 0)', () => {
  expect(allocateAtDispatchLevel()).toMatchObject({
    kind: 'bugcheck',
    code: 0xc4,
    parameters: [0xe5, 2, 0, 0],
  });
});

it('the lines it prints are the lines it runs', () => {
  const source = readFileSync(new URL('../../src/cli/heap-demo.ts', import.meta.url), 'utf8');
  const [, run = ''] = /\/\/ shown from here\n([\s\S]*?)\n *\/\/ shown to here/.exec(source) ?? [];
  expect(run.split('\n').map((line) => line.replace(/^ {2}/, ''))).toEqual(shownSource.split('\n'));
});
