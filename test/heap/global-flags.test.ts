/** Global flags, the heap flags they bring, and when they count (facts B.12). */
import {
  boot,
  FLG_HEAP_DISABLE_COALESCING,
  FLG_HEAP_ENABLE_FREE_CHECK,
  FLG_HEAP_ENABLE_TAIL_CHECK,
  FLG_HEAP_PAGE_ALLOCS,
  FLG_HEAP_VALIDATE_ALL,
  FLG_HEAP_VALIDATE_PARAMETERS,
  FLG_USER_STACK_TRACE_DB,
  type GlobalFlagName,
  type GlobalFlags,
  HEAP_DISABLE_COALESCE_ON_FREE,
  HEAP_FREE_CHECKING_ENABLED,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  HEAP_TAIL_CHECKING_ENABLED,
  HEAP_VALIDATE_ALL_ENABLED,
  HEAP_VALIDATE_PARAMETERS_ENABLED,
  HEAP_ZERO_MEMORY,
  MiB,
  NotModelled,
  type Profile,
  STATUS_NO_MEMORY,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf } from './fixture.ts';

const SMALL = { userBytes: 64 * MiB, kernelBytes: 4 * MiB, physicalMemory: 64 * MiB };
const TAIL = 0x20;
const FREE = 0x40;

/** Flags and ForceFlags, read where the fact says they are. */
function flagFields(process: Pick<UserProcess, 'memory'>, heap: number) {
  const at = heap + (process.memory.architecture === 'x64' ? 0x70 : 0x40);
  return { flags: process.memory.readUint32(at), force: process.memory.readUint32(at + 4) };
}

const newHeap = (process: Pick<UserProcess, 'RtlCreateHeap'>, flags = HEAP_GROWABLE): number =>
  process.RtlCreateHeap(flags, 0, 0, 0, 0, 0);

describe.each(architectures)('%s', (arch) => {
  it.each([
    ['htc', FLG_HEAP_ENABLE_TAIL_CHECK, 0x10, TAIL],
    ['hfc', FLG_HEAP_ENABLE_FREE_CHECK, 0x20, FREE],
    ['hpc', FLG_HEAP_VALIDATE_PARAMETERS, 0x40, 0x4000_0000 | TAIL | FREE],
    ['hvc', FLG_HEAP_VALIDATE_ALL, 0x80, 0x2000_0000 | TAIL | FREE],
    ['dhc', FLG_HEAP_DISABLE_COALESCING, 0x20_0000, 0x80],
    ['hpa', FLG_HEAP_PAGE_ALLOCS, 0x200_0000, 0x100_0000],
    ['ust', FLG_USER_STACK_TRACE_DB, 0x1000, 0x800_0000],
  ] as const)('B-193: the global flag %s gives every heap its heap flags', (name, constant, value, bits) => {
    expect(constant).toBe(value);
    for (const given of [[name], value] satisfies GlobalFlags[]) {
      const nt = boot({ ...SMALL, arch, profile: 'observed' });
      const process = nt.startProcess({ globalFlags: given });
      expect(process.globalFlags).toBe(value);
      for (const heap of [process.processHeap, newHeap(process)])
        expect(flagFields(process, heap).flags & ~0x1000).toBe(HEAP_GROWABLE | bits);
    }
  });

  it('B-195: Flags and ForceFlags of a heap', () => {
    const process = boot({ ...SMALL, arch }).startProcess();
    const heap = newHeap(process, HEAP_GROWABLE | HEAP_NO_SERIALIZE | HEAP_TAIL_CHECKING_ENABLED);
    expect(flagFields(process, heap)).toEqual({ flags: 0x23, force: 0x21 });
    expect(flagFields(process, newHeap(process))).toEqual({ flags: 2, force: 0 });
  });

  it.each([
    ['documented', 0x5000_0062],
    ['observed', 0x4000_0062],
  ] as const)('B-200: parameter, tail and free checking, %s profile', (profile: Profile, flags) => {
    const process = boot({ ...SMALL, arch, profile }).startProcess({ globalFlags: ['hpc'] });
    expect(flagFields(process, process.processHeap)).toEqual({ flags, force: 0x4000_0060 });
  });

  it('B-199: what ForceFlags hold counts for every call', () => {
    const process = boot({ ...SMALL, arch }).startProcess({ globalFlags: ['htc'] });
    const heap = newHeap(process, HEAP_GROWABLE | HEAP_GENERATE_EXCEPTIONS | HEAP_ZERO_MEMORY);
    expect(flagFields(process, heap).force).toBe(0x2c);
    expect(codeOf(process, () => process.RtlAllocateHeap(heap, 0, 128 * MiB))).toBe(STATUS_NO_MEMORY);
    const block = process.RtlAllocateHeap(heap, 0, 20);
    expect([...process.memory.readBytes(block, 28)]).toEqual([
      ...new Array<number>(20).fill(0),
      ...new Array<number>(8).fill(0xab),
    ]);
  });

  it('a creator can give the flags itself; the ones that validate bring both patterns (ours)', () => {
    const nt = boot({ ...SMALL, arch, profile: 'observed' });
    const process = nt.startProcess();
    for (const [given, expected] of [
      [HEAP_TAIL_CHECKING_ENABLED, TAIL],
      [HEAP_FREE_CHECKING_ENABLED, FREE],
      [HEAP_DISABLE_COALESCE_ON_FREE, 0x80],
      [HEAP_VALIDATE_PARAMETERS_ENABLED, 0x4000_0060],
      [HEAP_VALIDATE_ALL_ENABLED, 0x2000_0060],
    ] as const)
      expect(flagFields(process, newHeap(process, HEAP_GROWABLE | given)).flags).toBe(2 | expected);
  });
});

describe('whom global flags reach', () => {
  const htc: GlobalFlagName[] = ['htc'];
  const hasTail = (process: UserProcess) => (flagFields(process, newHeap(process)).flags & TAIL) !== 0;

  it('B-214: only processes that are started after the flag was set; setting it twice changes nothing', () => {
    const nt = boot(SMALL);
    const before = nt.startProcess();
    nt.setGlobalFlags(htc);
    const between = nt.startProcess();
    nt.setGlobalFlags(htc);
    const after = nt.startProcess();
    expect(nt.globalFlags).toBe(0x10);
    expect([before, between, after].map(hasTail)).toEqual([false, true, true]);
    expect([before, between, after].map(({ globalFlags }) => globalFlags)).toEqual([0, 0x10, 0x10]);
    expect(flagFields(after, newHeap(after))).toEqual(flagFields(between, newHeap(between)));
    nt.setGlobalFlags(0);
    expect([hasTail(after), hasTail(nt.startProcess())]).toEqual([true, false]);
  });

  it('flags of a process take the place of those of the machine', () => {
    const nt = boot({ ...SMALL, globalFlags: htc });
    expect(nt.globalFlags).toBe(0x10);
    expect(hasTail(nt.startProcess())).toBe(true);
    expect(hasTail(nt.startProcess({ globalFlags: 0 }))).toBe(false);
    expect(nt.startProcess({ globalFlags: ['hfc', 'dhc', 'hfc'] }).globalFlags).toBe(0x20_0020);
  });

  it('heaps of kernel-mode code take those of the machine, but no page heap', () => {
    const nt = boot({ ...SMALL, globalFlags: ['htc', 'hpa'] });
    const process = nt.startProcess({ globalFlags: 0 });
    const inKernel = process.run(() => nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0));
    expect(flagFields(process, inKernel).flags).toBe(2 | TAIL);
  });

  it('a snapshot holds them', () => {
    const nt = boot({ ...SMALL, globalFlags: htc });
    const start = nt.snapshot();
    nt.setGlobalFlags(['hfc']);
    nt.restore(start);
    expect(nt.globalFlags).toBe(0x10);
    expect(hasTail(nt.startProcess())).toBe(true);
  });
});

describe('what is no global flag', () => {
  it.each([-1, 1.5, 2 ** 32, Number.NaN])('%d: a RangeError', (globalFlags) => {
    const nt = boot(SMALL);
    expect(() => nt.startProcess({ globalFlags })).toThrow(RangeError);
    expect(() => nt.setGlobalFlags(globalFlags)).toThrow(RangeError);
    expect(() => boot({ ...SMALL, globalFlags })).toThrow(RangeError);
  });

  it.each([[['htx']], ['htc'], [[16]], [null], [{}], [['toString']]])('%j: a TypeError', (given) => {
    const globalFlags = given as unknown as GlobalFlags;
    const nt = boot(SMALL);
    expect(() => nt.setGlobalFlags(globalFlags)).toThrow(TypeError);
    if (given !== null) expect(() => nt.startProcess({ globalFlags })).toThrow(TypeError);
  });

  it('a page heap that is neither full nor light: a TypeError', () => {
    const nt = boot(SMALL);
    expect(() => nt.startProcess({ pageHeap: 'both' as 'full' })).toThrow(TypeError);
  });

  it('a flag of Windows that is not modelled stops, by number and by name', () => {
    for (const given of [0x2, ['sls'], 0x200, ['vrf', 'htc'], 0x8000_0000]) {
      const globalFlags = given as GlobalFlags;
      const nt = boot(SMALL);
      expect(nt.outcome(() => nt.startProcess({ globalFlags }))).toMatchObject({ reason: 'not-modelled' });
      expect(() => nt.startProcess()).toThrow(NotModelled);
      expect(() => boot({ ...SMALL, globalFlags })).toThrow(NotModelled);
    }
  });
});
