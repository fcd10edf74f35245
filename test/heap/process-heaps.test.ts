/** RtlGetProcessHeaps and RtlEnumProcessHeaps. */
import {
  HEAP_GROWABLE,
  NULL,
  out,
  PVOID,
  STATUS_ACCESS_VIOLATION,
  STATUS_NO_MEMORY,
  STATUS_SUCCESS,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf, reserveFor, userOf } from './fixture.ts';

const create = (process: UserProcess) => process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);

/** The handles that RtlGetProcessHeaps stores with room for `room`. */
function heapsOf(process: UserProcess, P: number, room: number) {
  const array = reserveFor(process, 0x1000, 0x1000);
  process.memory.fill(array, 0x1000, 0xee);
  const count = process.RtlGetProcessHeaps(room, array);
  const read = (index: number) => process.memory.readPointer(array + index * P);
  const stored = Array.from({ length: Math.min(count, room) }, (_, index) => read(index));
  expect(process.memory.readUint8(array + stored.length * P)).toBe(0xee);
  return { count, stored };
}

describe.each(architectures)('RtlGetProcessHeaps, %s', (arch) => {
  it('B-038: no room and NULL: the number of heaps, and no fault', () => {
    const { process } = userOf(arch);
    expect(process.RtlGetProcessHeaps(0, NULL)).toBe(1);
    create(process);
    expect(process.RtlGetProcessHeaps(0, NULL)).toBe(2);
  });

  it('the heap of the process first, the others in order of their creation', () => {
    const { process, P } = userOf(arch);
    const made = [1, 2, 3, 4].map(() => create(process));
    expect(heapsOf(process, P, 8)).toEqual({ count: 5, stored: [process.processHeap, ...made] });
    process.RtlDestroyHeap(made[1]!);
    const last = create(process);
    const stored = [process.processHeap, made[0]!, made[2]!, made[3]!, last];
    expect(heapsOf(process, P, 5)).toEqual({ count: 5, stored });
    expect(heapsOf(process, P, 2)).toEqual({ count: 5, stored: stored.slice(0, 2) });
  });

  it('a snapshot brings the order back', () => {
    const { nt, process, P } = userOf(arch);
    const made = [1, 2, 3].map(() => create(process));
    const start = nt.snapshot();
    process.RtlDestroyHeap(made[0]!);
    create(process);
    nt.restore(start);
    expect(heapsOf(process, P, 8).stored).toEqual([process.processHeap, ...made]);
  });

  it('heaps of another process, and of a driver in this one, are not among them', () => {
    const { nt, process } = userOf(arch);
    create(nt.startProcess());
    process.run(() => nt.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL));
    expect(process.RtlGetProcessHeaps(0, NULL)).toBe(1);
  });

  it('takes a cell for one handle, refuses it for more, and faults where the array cannot be written', () => {
    const { process } = userOf(arch);
    const cell = out(PVOID);
    expect(process.RtlGetProcessHeaps(9, cell)).toBe(1); // there is only one to store
    expect(cell.value).toBe(process.processHeap);
    create(process);
    expect(() => process.RtlGetProcessHeaps(2, out(PVOID))).toThrow(TypeError);
    expect(codeOf(process, () => process.RtlGetProcessHeaps(1, NULL))).toBe(STATUS_ACCESS_VIOLATION);
  });
});

describe.each(architectures)('RtlEnumProcessHeaps, %s', (arch) => {
  it('calls a routine with each heap and the parameter', () => {
    const { process } = userOf(arch);
    const made = [1, 2].map(() => create(process));
    const seen: number[][] = [];
    const status = process.RtlEnumProcessHeaps((heap, parameter) => {
      seen.push([heap, parameter]);
      return STATUS_SUCCESS;
    }, 0x77);
    expect(status).toBe(STATUS_SUCCESS);
    expect(seen).toEqual([process.processHeap, ...made].map((heap) => [heap, 0x77]));
  });

  it('calls one at an address as well', () => {
    const { nt, process } = userOf(arch);
    const heap = create(process);
    const seen: number[] = [];
    const routine = nt.functionAddress((handle = 0, parameter = 0) => {
      seen.push(handle, parameter);
      return 0;
    }, 'SeeHeap');
    expect(process.RtlEnumProcessHeaps(routine, 5)).toBe(STATUS_SUCCESS);
    expect(seen).toEqual([process.processHeap, 5, heap, 5]);
  });

  it('a failure status ends it and is its result; other statuses do not', () => {
    const { process } = userOf(arch);
    create(process);
    let calls = 0;
    const answering = (status: number) => () => {
      calls += 1;
      return status;
    };
    expect(process.RtlEnumProcessHeaps(answering(STATUS_NO_MEMORY), 0)).toBe(STATUS_NO_MEMORY);
    expect(calls).toBe(1);
    expect(process.RtlEnumProcessHeaps(answering(0x4000_0000), 0)).toBe(STATUS_SUCCESS);
    expect(calls).toBe(3);
  });

  it('a routine may make and destroy heaps: new ones are not visited, destroyed ones left out', () => {
    const { process } = userOf(arch);
    const made = [1, 2, 3].map(() => create(process));
    const seen: number[] = [];
    process.RtlEnumProcessHeaps((heap) => {
      seen.push(heap);
      if (heap === made[0]) process.RtlDestroyHeap(made[1]!);
      if (heap === made[2]) create(process);
      return STATUS_SUCCESS;
    }, 0);
    expect(seen).toEqual([process.processHeap, made[0], made[2]]);
    expect(process.RtlGetProcessHeaps(0, NULL)).toBe(4);
  });

  it('an exception of the routine leaves the call', () => {
    const { process } = userOf(arch);
    const code = codeOf(process, () => process.RtlEnumProcessHeaps(() => process.memory.readUint8(0x10), 0));
    expect(code).toBe(STATUS_ACCESS_VIOLATION);
  });
});
