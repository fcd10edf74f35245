/** Stack traces of blocks: the global flag ust (decision 0012). */
import {
  type Architecture,
  boot,
  HEAP_CAPTURE_STACK_BACKTRACES,
  HEAP_GROWABLE,
  HEAP_SETTABLE_USER_VALUE,
  MiB,
  out,
  type ProcessOptions,
  PVOID,
  ULONG,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { StackTraces } from '../../src/heap/stack-traces.ts';
import { architectures } from './fixture.ts';

const settings: readonly (readonly [string, ProcessOptions])[] = [
  ['ust', { globalFlags: ['ust'] }],
  ['ust and tail checking', { globalFlags: ['ust', 'htc'] }],
  ['ust and light page heap', { globalFlags: ['ust'], pageHeap: 'light' }],
  ['ust and full page heap', { globalFlags: ['ust', 'hpa'] }],
];

function heapOf(arch: Architecture, options: ProcessOptions) {
  const nt = boot({ arch, userBytes: 64 * MiB, kernelBytes: 4 * MiB, physicalMemory: 64 * MiB });
  const process = nt.startProcess(options);
  const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
  const stackOf = (block: number) => nt.debug.allocationStack(process, heap, block);
  return { nt, process, heap, stackOf, P: arch === 'x64' ? 8 : 4 };
}

describe.each(architectures)('%s', (arch) => {
  describe.each(settings)('%s', (_name, options) => {
    it('a block tells the stack of the program that allocated it, without irqlab', () => {
      const { process, heap, stackOf } = heapOf(arch, options);
      function firstCaller() {
        return process.RtlAllocateHeap(heap, 0, 20);
      }
      const secondCaller = () => process.RtlReAllocateHeap(heap, 0, firstCaller(), 5000);
      for (const bytes of [0, 0x100000]) {
        const block = process.RtlAllocateHeap(heap, 0, bytes);
        expect(stackOf(block)[0]).toMatch(/stack-traces\.test\.ts:\d+:\d+/);
      }
      const [own, resized] = [firstCaller(), secondCaller()];
      expect(stackOf(own)[0]).toMatch(/^firstCaller /);
      // A block that is resized keeps the stack of its allocation.
      expect(stackOf(resized).slice(0, 2).join()).toMatch(/^firstCaller .*secondCaller /);
      expect(stackOf(own).join()).not.toMatch(/\/src\//);
    });

    it('a block has an extra record with the index: equal stacks have one, others another', () => {
      const { nt, process, heap, P } = heapOf(arch, options);
      const index = (block: number, bytes: number) => {
        const tail = options.globalFlags?.toString().includes('htc') ? 2 * P : 0;
        const isPaged = options.pageHeap !== undefined || options.globalFlags?.toString().includes('hpa');
        return process.memory.readUint16(isPaged ? block - 4 * P : block + bytes + tail);
      };
      const blocks = [1, 2, 3].map(() => process.RtlAllocateHeap(heap, 0, 24));
      const other = process.RtlAllocateHeap(heap, 0, 24);
      const [first = 0, ...same] = blocks.map((block) => index(block, 24));
      expect(first).toBeGreaterThan(0);
      expect(same).toEqual([first, first]);
      expect(index(other, 24)).not.toBe(first);
      expect(nt.debug.heapFinding(process, heap)).toBeNull();
      for (const block of [...blocks, other]) expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
      expect(nt.debug.heapFinding(process, heap)).toBeNull();
    });

    it('user values, tags and sizes are as without', () => {
      const { process, heap } = heapOf(arch, options);
      const block = process.RtlAllocateHeap(heap, HEAP_SETTABLE_USER_VALUE | 0x200, 33);
      process.RtlSetUserValueHeap(heap, 0, block, 0x1234);
      const [value, flags] = [out(PVOID), out(ULONG)];
      expect(process.RtlGetUserInfoHeap(heap, 0, block, value, flags)).toBe(1);
      expect([value.value, flags.value, process.RtlSizeHeap(heap, 0, block)]).toEqual([0x1234, 0x200, 33]);
    });

    it('a snapshot holds the database: the same program has the same indexes', () => {
      const { nt, process, heap, stackOf } = heapOf(arch, options);
      const kept = process.RtlAllocateHeap(heap, 0, 16);
      const start = nt.snapshot();
      process.RtlAllocateHeap(heap, 0, 16);
      nt.restore(start);
      expect(stackOf(kept)[0]).toContain('stack-traces.test.ts');
      const take = () => process.RtlAllocateHeap(heap, 0, 16);
      const fingerprints = [0, 1].map(() => {
        nt.restore(start);
        take();
        return nt.debug.fingerprints();
      });
      expect(fingerprints[0]).toEqual(fingerprints[1]);
    });
  });

  it('the details of a bug check say who allocated the damaged block', () => {
    for (const names of [
      ['ust', 'htc'],
      ['ust', 'hvc'],
    ] as const) {
      const nt = boot({ arch, userBytes: 64 * MiB, globalFlags: names });
      const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
      function overrunsItsBlock() {
        const block = nt.RtlAllocateHeap(heap, 0, 5);
        nt.memory.writeUint8(block + 5, 0);
        return block;
      }
      const block = overrunsItsBlock();
      const outcome = nt.outcome(() => nt.RtlFreeHeap(heap, 0, block));
      expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0x13a, parameters: [6, heap, block + 5, 0] });
      const details = outcome.kind === 'bugcheck' ? outcome.details : [];
      expect(details.findIndex((line) => line.includes('overrunsItsBlock'))).toBe(2);
    }
  });

  it('an ordinary heap tells nothing, and neither does an address that is no block', () => {
    const { nt, process } = heapOf(arch, {});
    const block = process.RtlAllocateHeap(process.processHeap, 0, 8);
    expect(nt.debug.allocationStack(process, process.processHeap, block)).toEqual([]);
    const traced = heapOf(arch, { globalFlags: ['ust'] });
    expect(traced.stackOf(traced.heap)).toEqual([]);
  });

  it('heaps of kernel-mode code remember it too', () => {
    const nt = boot({ arch, userBytes: 64 * MiB, globalFlags: ['ust'] });
    const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    expect(nt.memory.readUint32(heap + (arch === 'x64' ? 0x70 : 0x40))).toBe(
      2 | HEAP_CAPTURE_STACK_BACKTRACES,
    );
    const block = nt.RtlAllocateHeap(heap, 0, 8);
    expect(nt.debug.allocationStack(null, heap, block)[0]).toContain('stack-traces.test.ts');
  });
});

describe('the database', () => {
  it('gives equal stacks one index, and forgets what came after a snapshot', () => {
    const traces = new StackTraces(() => []);
    const [first, again] = [1, 2].map(() => traces.capture());
    const count = traces.save();
    const other = traces.capture();
    expect([first, again, other]).toEqual([1, 1, 2]);
    expect([traces.at(2).length > 0, traces.at(0), traces.at(3)]).toEqual([true, [], []]);
    traces.load(count);
    expect([traces.at(2), traces.capture()]).toEqual([[], 2]);
  });

  it('gives a stack that it forgot a new index', () => {
    const traces = new StackTraces(() => []);
    const seen = [0, 1].map((n) => {
      if (n === 1) {
        traces.load(0);
        traces.capture();
      }
      return traces.capture();
    });
    expect(seen).toEqual([1, 2]);
  });

  it('leaves the number of frames that errors have as it was', () => {
    const before = Error.stackTraceLimit;
    Error.stackTraceLimit = 7;
    new StackTraces(() => []).capture();
    expect(Error.stackTraceLimit).toBe(7);
    Error.stackTraceLimit = before;
  });
});
