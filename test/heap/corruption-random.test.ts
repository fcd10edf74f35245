/**
 * A heap whose bytes a guest writes at random, headers with a right checksum
 * included. Whatever is called then returns, raises or stops: never a JavaScript
 * error of ours, never without end.
 */
import fc from 'fast-check';
import { HEAP_GROWABLE, type Nt, type UserProcess } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { headerWord } from '../../src/heap/block-header.ts';
import { layouts } from '../../src/heap/layout.ts';
import { architectures, type Caller, siteOf, userOf } from './fixture.ts';

type Damage =
  | { readonly kind: 'byte'; readonly at: number; readonly value: number }
  | {
      readonly kind: 'header';
      readonly block: number;
      readonly size: number;
      readonly flags: number;
      readonly rest: number;
    }
  | { readonly kind: 'link'; readonly block: number; readonly word: number; readonly to: number };
type Call = {
  readonly routine: number;
  readonly block: number;
  readonly bytes: number;
  readonly off: number;
};

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('byte' as const), at: fc.nat(), value: fc.nat(255) }),
  fc.record({
    kind: fc.constant('header' as const),
    block: fc.nat(),
    size: fc.oneof(fc.nat(0xffff), fc.nat(64)),
    flags: fc.constantFrom(0, 1, 0x10, 0x11, 8, 9, 0xff),
    rest: fc.nat(0xffff_ffff),
  }),
  fc.record({ kind: fc.constant('link' as const), block: fc.nat(), word: fc.nat(3), to: fc.nat() }),
);
const call: fc.Arbitrary<Call> = fc.record({
  routine: fc.nat(9),
  block: fc.nat(),
  bytes: fc.oneof(
    { weight: 4, arbitrary: fc.nat(0x200) },
    { weight: 2, arbitrary: fc.nat(0x9000) },
    fc.nat(0x100000),
  ),
  off: fc.constantFrom(0, 0, 0, 0, 0, 0, 8, 16, 1, 0x100, -16),
});
const runs = fc.record({
  damages: fc.array(damage, { minLength: 1, maxLength: 6, size: 'max' }),
  calls: fc.array(call, { minLength: 1, maxLength: 25, size: 'max' }),
});

/** A heap with live, free, merged and large blocks. */
function populate(caller: Caller) {
  const heap = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0x20000, 0x4000, 0, {
    DeCommitTotalFreeThreshold: 0x2000,
  });
  const blocks = Array.from({ length: 60 }, (_, n) => caller.RtlAllocateHeap(heap, 0, (n * 53) % 700));
  blocks.push(...[0x3000, 0x9000, 0x90000].map((bytes) => caller.RtlAllocateHeap(heap, 0, bytes)));
  blocks.push(...Array.from({ length: 40 }, () => caller.RtlAllocateHeap(heap, 0, 0x30))); // often enough for a front end
  for (const n of [0, 3, 4, 5, 11, 20, 21, 40, 58, 60, 64, 65, 80, 81, 95, 102])
    caller.RtlFreeHeap(heap, 0, blocks[n]!);
  return { heap, blocks };
}

const places: readonly [
  string,
  (arch: 'x64' | 'x86') => { nt: Nt; caller: Caller; process: UserProcess | null },
][] = [
  ['kernel mode', (arch) => siteOf(arch, 'kernel')],
  ['a process', (arch) => siteOf(arch, 'user')],
  ['a process with termination off', (arch) => ({ ...userOf(arch, false), caller: undefined as never })],
];

describe.each(architectures)('random damage, %s', (arch) => {
  it.each(places)(
    '%s: every call returns, raises or stops',
    (_name, make) => {
      const made = make(arch);
      const { nt, process } = made;
      const caller = made.caller ?? (process as UserProcess);
      const { heap, blocks } = populate(caller);
      const start = nt.snapshot();
      const memory = process === null ? nt.debug.memory : nt.debug.memoryOf(process);
      const spoil = (what: Damage): void => {
        const at = blocks[what.kind === 'byte' ? 0 : what.block % blocks.length]!;
        if (what.kind === 'byte') {
          const where = heap + (what.at % 0x8000);
          if (memory.isCommitted(where, 1)) memory.writeUint8(where, what.value);
        } else if (!memory.isCommitted(at - 8, 24)) return;
        else if (what.kind === 'link') {
          const to =
            what.to % 3 === 0
              ? blocks[what.to % blocks.length]!
              : what.to % 3 === 1
                ? heap + (what.to % 0x2000)
                : what.to;
          memory.writePointer(at + what.word * 4, to);
        } else {
          const key = heap + layouts[arch].encoding;
          memory.writeUint32(at - 8, (headerWord(what.size, what.flags) ^ memory.readUint32(key)!) >>> 0);
          if (what.rest % 2 === 0)
            memory.writeUint32(at - 4, (what.rest ^ memory.readUint32(key + 4)!) >>> 0);
        }
      };
      const perform = ({ routine, block, bytes, off }: Call): unknown => {
        const at = blocks[block % blocks.length]! + off;
        const flags = block % 5 === 0 ? 4 : block % 7 === 0 ? 8 : 0;
        if (routine <= 2) return blocks.push(caller.RtlAllocateHeap(heap, flags, bytes));
        if (routine <= 5) return caller.RtlFreeHeap(heap, flags, at);
        if (routine === 6) return caller.RtlSizeHeap(heap, 0, at);
        if (process === null) return block % 40 === 0 ? caller.RtlDestroyHeap(heap) : 0;
        if (routine === 7) return process.RtlReAllocateHeap(heap, flags, at, bytes);
        if (routine === 8) return process.RtlValidateHeap(heap, 0, block % 2 === 0 ? 0 : at);
        return block % 40 === 0
          ? caller.RtlDestroyHeap(heap)
          : process.RtlLockHeap(heap) && process.RtlUnlockHeap(heap);
      };
      const isHeap = () => memory.readUint32(heap + layouts[arch].signature) === 0xeeffeeff;
      const count = blocks.length;
      const kinds = new Set<string>();
      fc.assert(
        fc.property(runs, ({ damages, calls }) => {
          nt.restore(start);
          blocks.length = count;
          damages.forEach(spoil);
          for (const one of calls) {
            const { kind } = caller.outcome(() => perform(one));
            kinds.add(kind);
            if (kind === 'bugcheck' || kind === 'stopped') break;
            if (isHeap()) nt.debug.heapFinding(process, heap);
          }
        }),
        { numRuns: 800, seed: 20261121 },
      );
      expect(kinds).toContain('returned');
    },
    60_000,
  );
});
