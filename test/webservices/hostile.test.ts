/** Bad input, other processes, snapshots and threads. */
import {
  EXCEPTION_CONTINUE_EXECUTION,
  MEM_COMMIT,
  MEM_RESERVE,
  type Nt,
  NtCurrentProcess,
  out,
  PAGE_READWRITE,
  PVOID,
  SIZE_T,
  STATUS_ACCESS_VIOLATION,
  STATUS_HEAP_CORRUPTION,
} from 'irqlab';
import { E_INVALIDARG, S_OK, WS_E_QUOTA_EXCEEDED, WS_STRING } from 'irqlab/webservices';
import { describe, expect, it } from 'vitest';
import {
  actual,
  architectures,
  blockOf,
  errorOf,
  heapOf,
  liveBlocks,
  requested,
  type Site,
  siteIn,
  siteOf,
  stringsOf,
} from './fixture.ts';

/** Every call with one object argument, on that object. */
function calls({ process, buffer, P }: Site, object: number): Record<string, () => unknown> {
  const cell = () => out(PVOID);
  return {
    WsAlloc: () => process.WsAlloc(object, 8, cell(), 0),
    WsResetHeap: () => process.WsResetHeap(object, 0),
    WsFreeHeap: () => process.WsFreeHeap(object),
    WsGetHeapProperty: () => process.WsGetHeapProperty(object, 0, buffer, P, 0),
    WsCreateXmlBuffer: () => process.WsCreateXmlBuffer(object, 0, 0, cell(), 0),
    'WsCreateHeap (error)': () => process.WsCreateHeap(1, 1, 0, 0, cell(), object),
    WsResetError: () => process.WsResetError(object),
    WsFreeError: () => process.WsFreeError(object),
    WsAddErrorString: () => process.WsAddErrorString(object, 'x'),
    WsGetErrorString: () => process.WsGetErrorString(object, 0, out(WS_STRING)),
    WsGetErrorProperty: () => process.WsGetErrorProperty(object, 0, buffer, 4),
    WsSetErrorProperty: () => process.WsSetErrorProperty(object, 1, buffer, 4),
  };
}

const faulted = { kind: 'raised', record: { ExceptionCode: STATUS_ACCESS_VIOLATION } };

describe.each(architectures)('bad input, %s', (arch) => {
  const garbage =
    arch === 'x64' ? [8, 0x7ff0_0000_0000, -8, -0x7f00_0000_0000] : [8, 0x7fff_0000, 0xffff_0000];
  it.each(garbage)('a pointer to nothing (%d) is an access violation', (pointer) => {
    const site = siteOf(arch);
    for (const [name, call] of Object.entries(calls(site, pointer)))
      expect([name, site.process.outcome(call)]).toEqual([name, expect.objectContaining({ kind: 'raised' })]);
    expect(site.process.outcome(() => site.process.WsAlloc(pointer, 8, out(PVOID), 0))).toMatchObject(
      faulted,
    );
  });

  it.each([Number.NaN, 0.5, Number.POSITIVE_INFINITY])('a pointer of %d cannot exist in C', (pointer) => {
    const site = siteOf(arch);
    for (const call of Object.values(calls(site, pointer))) expect(call).toThrow(RangeError);
  });

  const tooLarge = arch === 'x64' ? [2 ** 64, 2n ** 64n] : [2 ** 32, 2n ** 32n];
  it.each([Number.NaN, 1.5, Number.POSITIVE_INFINITY, ...tooLarge])(
    'a size of %d cannot exist in C',
    (size) => {
      const site = siteOf(arch);
      const heap = heapOf(site);
      expect(() => site.process.WsAlloc(heap, size, out(PVOID), 0)).toThrow(RangeError);
      expect(() => site.process.WsCreateHeap(size, 0, 0, 0, out(PVOID), 0)).toThrow(RangeError);
      expect(() => site.process.WsCreateHeap(0, size, 0, 0, out(PVOID), 0)).toThrow(RangeError);
      expect(requested(site, heap)).toBe(0);
    },
  );

  it.each([Number.NaN, 1.5, 2 ** 32, -(2 ** 31) - 1])('a count or size of %d is no ULONG', (value) => {
    const site = siteOf(arch);
    const { process, buffer } = site;
    const [heap, error] = [heapOf(site), errorOf(site)];
    const calls = [
      () => process.WsCreateHeap(1, 1, 0, value, out(PVOID), 0),
      () => process.WsCreateXmlBuffer(heap, 0, value, out(PVOID), 0),
      () => process.WsGetHeapProperty(heap, 0, buffer, value, 0),
      () => process.WsCreateError(0, value, out(PVOID)),
      () => process.WsGetErrorString(error, value, out(WS_STRING)),
      () => process.WsGetErrorProperty(error, 0, buffer, value),
      () => process.WsSetErrorProperty(error, 1, buffer, value),
    ];
    for (const call of calls) expect(call).toThrow(RangeError);
  });

  it('a filter that mends a fault may use the same error object', () => {
    const site = siteOf(arch);
    const { process, P, buffer } = site;
    const { memory } = process;
    const error = errorOf(site);
    const page = out(PVOID);
    const reserve = (type: number) =>
      process.NtAllocateVirtualMemory(NtCurrentProcess(), page, 0, out(SIZE_T, 4096), type, PAGE_READWRITE);
    reserve(MEM_RESERVE);
    memory.writeUint32(buffer, 2);
    memory.writePointer(buffer + P, page.value);
    const added = process.__try(
      () => process.WsAddErrorString(error, buffer),
      process.__except(
        () => {
          reserve(MEM_COMMIT);
          memory.writeUtf16String(page.value, 'ok');
          process.WsAddErrorString(error, 'filter');
          return EXCEPTION_CONTINUE_EXECUTION;
        },
        () => -1,
      ),
    );
    expect(added).toBe(S_OK);
    expect(stringsOf(site, error)).toEqual(['ok', 'filter']);
  });

  it('a place for the result that cannot be written is an access violation, and the heap is as good as before', () => {
    const site = siteOf(arch);
    const heap = heapOf(site);
    expect(site.process.outcome(() => site.process.WsAlloc(heap, 8, 16, 0))).toMatchObject(faulted);
    expect(site.process.outcome(() => site.process.WsCreateHeap(1, 1, 0, 0, 16, 0))).toMatchObject(faulted);
    expect(site.process.outcome(() => site.process.WsCreateError(0, 0, 16))).toMatchObject(faulted);
    blockOf(site, heap, 8);
    expect(site.process.WsResetHeap(heap, 0)).toBe(S_OK);
  });

  it('an object of one process is none in another', () => {
    const one = siteOf(arch);
    const other = siteIn(one.nt, arch);
    const heap = heapOf(one);
    const error = errorOf(one);
    const results = [heap, error].flatMap((object) =>
      Object.entries(calls(other, object))
        .filter(([name]) => !name.includes('Free'))
        .map(([name, call]) => [name, other.process.outcome(call)] as const),
    );
    for (const [name, outcome] of results) {
      const isRefused =
        outcome.kind === 'raised' || (outcome.kind === 'returned' && outcome.value === E_INVALIDARG);
      expect([name, isRefused]).toEqual([name, true]);
    }
    expect(requested(one, heap)).toBe(0);
    expect(stringsOf(one, error)).toEqual([]);
  });

  it('an overrun out of a chunk damages the process heap, and freeing the heap finds it', () => {
    const site = siteOf(arch);
    const heap = heapOf(site);
    const block = blockOf(site, heap, 5000);
    site.process.memory.fill(block, 5000 + 3300, 0xff);
    expect(site.nt.outcome(() => site.process.WsFreeHeap(heap))).toMatchObject({
      kind: 'stopped',
      exitCode: STATUS_HEAP_CORRUPTION,
    });
  });

  it('is refused for kernel-mode code', () => {
    const { nt } = siteOf(arch);
    expect(() => (nt as unknown as Site['process']).WsFreeHeap(0)).toThrow(TypeError);
  });
});

describe.each(architectures)('snapshots, %s', (arch) => {
  const states = (nt: Nt) => nt.debug.fingerprints();
  it.each([undefined, 'full' as const])(
    'a restore brings heaps, blocks and error objects back (page heap: %s)',
    (pageHeap) => {
      const site = siteOf(arch, {}, pageHeap === undefined ? {} : { pageHeap });
      const { nt, process } = site;
      const [heap, error] = [heapOf(site, 300, 128), errorOf(site)];
      const block = blockOf(site, heap, 129);
      process.memory.fill(block, 129, 0x33);
      process.WsAddErrorString(error, 'before');
      const before = { live: liveBlocks(site), actual: actual(site, heap) };
      const snapshot = nt.snapshot();
      const state = states(nt);
      const other = heapOf(site);
      blockOf(site, heap, 100);
      process.WsFreeHeap(heap);
      process.WsFreeError(error);
      blockOf(site, other, 10);
      expect(states(nt)).not.toEqual(state);
      nt.restore(snapshot);
      expect(states(nt)).toEqual(state);
      expect({ live: liveBlocks(site), actual: actual(site, heap) }).toEqual(before);
      expect(requested(site, heap)).toBe(129);
      expect(process.memory.readUint8(block + 128)).toBe(0x33);
      expect(stringsOf(site, error)).toEqual(['before']);
      const outcome = process.outcome(() => process.WsResetHeap(other, 0));
      expect(
        outcome.kind === 'raised' || (outcome.kind === 'returned' && outcome.value === E_INVALIDARG),
      ).toBe(true);
      blockOf(site, heap, 171);
      expect(process.WsAlloc(heap, 1, out(PVOID), 0)).toBe(WS_E_QUOTA_EXCEEDED);
      process.WsFreeHeap(heap);
    },
  );
});

describe.each(architectures)('threads, %s', (arch) => {
  it('the generator form waits while another thread holds the lock of the process heap', () => {
    const site = siteOf(arch);
    const { nt, process } = site;
    const heap = heapOf(site);
    const order: string[] = [];
    process.RtlLockHeap(process.processHeap);
    process.startThread(function* () {
      order.push('asks');
      const result = yield* process.wait.WsAlloc(heap, 8, out(PVOID), 0);
      order.push(`has ${result}`);
    });
    nt.runThreads();
    order.push('unlocks');
    process.RtlUnlockHeap(process.processHeap);
    nt.runThreads();
    expect(order).toEqual(['asks', 'unlocks', 'has 0']);
  });
});
