/** Where no snapshot can be taken, and what cannot be restored. */
import { STATUS_NO_MEMORY } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, siteOf } from '../heap/fixture.ts';

describe.each(architectures)('a snapshot is refused, %s', (arch) => {
  it('inside a guarded body, a filter, a handler and a finally block', () => {
    const { nt } = siteOf(arch, 'kernel');
    const tries: string[] = [];
    const attempt = (where: string): number => {
      expect(() => nt.snapshot()).toThrow(TypeError);
      tries.push(where);
      return 1;
    };
    nt.__try(
      () =>
        nt.__try(
          () => {
            attempt('body');
            nt.ExRaiseStatus(STATUS_NO_MEMORY);
          },
          nt.__finally(() => attempt('finally')),
        ),
      nt.__except(
        () => attempt('filter'),
        () => attempt('handler'),
      ),
    );
    expect(tries).toEqual(['body', 'filter', 'finally', 'handler']);
    expect(nt.snapshot().number).toBe(1);
  });

  it.each(['a function', 'an address'])('inside a routine: in a commit routine given as %s', (how) => {
    const { nt } = siteOf(arch, 'kernel');
    const base = nt.reserve({ bytes: 0x20000, commit: 0x1000 });
    let asked = 0;
    const body = (): number => {
      asked += 1;
      expect(() => nt.snapshot()).toThrow(TypeError);
      return STATUS_NO_MEMORY;
    };
    const CommitRoutine = how === 'a function' ? body : nt.functionAddress(body);
    const heap = nt.RtlCreateHeap(0, base, 0x20000, 0x1000, 0, { CommitRoutine });
    expect(nt.RtlAllocateHeap(heap, 0, 0x5000)).toBe(0);
    expect(asked).toBeGreaterThan(0);
  });

  it('after a halt; restoring is the way back', () => {
    const { nt } = siteOf(arch, 'kernel');
    const start = nt.snapshot();
    nt.outcome(() => nt.KeBugCheck(0xe2));
    expect(() => nt.snapshot()).toThrow(TypeError);
    nt.restore(start);
    expect(nt.snapshot().number).toBe(2);
  });

  it('when it is of another machine', () => {
    const [a, b] = [siteOf(arch, 'kernel').nt, siteOf(arch, 'kernel').nt];
    expect(() => b.restore(a.snapshot())).toThrow(TypeError);
  });
});
