/** A heap of every kind, what a hostile guest does to its bytes, and a call of every heap routine on it. */
import fc from 'fast-check';
import {
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  type Nt,
  out,
  type ProcessOptions,
  PVOID,
  type RTL_HEAP_COMMIT_ROUTINE,
  RTL_HEAP_SEGMENT,
  RTL_HEAP_TAG_INFO,
  RTL_HEAP_UNCOMMITTED_RANGE,
  RTL_HEAP_WALK_ENTRY,
  SIZE_T,
  STATUS_SUCCESS,
  ULONG,
  type UserProcess,
} from 'irqlab';
import { expect } from 'vitest';
import { headerWord } from '../../src/heap/block-header.ts';
import { layouts } from '../../src/heap/layout.ts';
import { type Caller, commitFor, siteOf, userOf } from './fixture.ts';

/** Somebody's heap, and where its structures lie. */
export interface Scene {
  readonly arch: 'x64' | 'x86';
  readonly nt: Nt;
  readonly caller: Caller;
  readonly process: UserProcess | null;
  readonly heap: number;
  /** Address of the header that the engine works with: a page behind the handle with page heap. */
  readonly header: number;
  /** What calls name: every block that was ever given out. */
  readonly blocks: number[];
  /** Addresses of words that the engine believes or checks. */
  readonly spots: number[];
  /** Addresses of payloads, free ones too. */
  readonly payloads: number[];
  /** What the commit routine does, one after the other; nothing special when they are used up. */
  readonly inside: Inside[];
}

interface Damage {
  readonly spot: number;
  readonly how: 'bit' | 'byte' | 'word' | 'zeros' | 'header' | 'copy' | 'link';
  readonly value: number;
}

interface Call {
  readonly routine: number;
  readonly block: number;
  readonly bytes: number;
  readonly flags: number;
  readonly off: number;
}

interface Inside {
  readonly damage: Damage;
  readonly call: Call | null;
  /** What it says it has committed: the truth, or these bytes. */
  readonly says: number | null;
  /** Whether it commits anything. */
  readonly commits: boolean;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  spot: fc.nat(),
  how: fc.constantFrom('bit', 'byte', 'word', 'zeros', 'header', 'copy', 'link'),
  value: fc.nat(0xffff_ffff),
});
const call: fc.Arbitrary<Call> = fc.record({
  routine: fc.nat(),
  block: fc.nat(),
  bytes: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(0x30, 0x30, 0x10, 0x200) },
    { weight: 4, arbitrary: fc.nat(0x200) },
    { weight: 3, arbitrary: fc.nat(0x9000) },
    fc.nat(0x100000),
  ),
  flags: fc.constantFrom(0, 0, 0, 0, HEAP_NO_SERIALIZE, 4, 8, 0xc, 0x10, 0x18, 0x100, 0x410, 3 << 18),
  off: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 8, 16, 1, 0x100, -16),
});
const inside: fc.Arbitrary<Inside> = fc.record({
  damage,
  call: fc.option(call),
  says: fc.option(fc.constantFrom(0, 1, 8, 0x800, 0x1000, 0x1008, 0x3000, 0x7000_0000, -1, -0x1000)),
  commits: fc.boolean(),
});
export const program = fc.record({
  damages: fc.array(damage, { maxLength: 5, size: 'max' }),
  inside: fc.array(inside, { maxLength: 5, size: 'max' }),
  calls: fc.array(call, { minLength: 1, maxLength: 25, size: 'max' }),
});

type Perform = (scene: Scene, call: Call, address: number) => unknown;
type PerformInProcess = (process: UserProcess, heap: number, call: Call, address: number) => unknown;

/** One call of every routine that drivers and programs have. */
export const inBothModes: Readonly<Record<string, Perform>> = {
  RtlAllocateHeap: ({ caller, heap, blocks }, { flags, bytes }) =>
    blocks.push(caller.RtlAllocateHeap(heap, flags, bytes)),
  RtlFreeHeap: ({ caller, heap }, { flags }, address) => caller.RtlFreeHeap(heap, flags, address),
  RtlSizeHeap: ({ caller, heap }, { flags }, address) => caller.RtlSizeHeap(heap, flags, address),
  RtlCreateHeap: ({ caller }, { flags, bytes }) =>
    caller.RtlCreateHeap(HEAP_GROWABLE | (flags & 0xff), 0, bytes, 0, 0, 0),
  RtlZeroHeap: ({ caller, heap }, { flags }) => caller.RtlZeroHeap(heap, flags & 1),
  RtlDestroyHeap: ({ caller, heap }, { block }) => (block % 8 === 0 ? caller.RtlDestroyHeap(heap) : 0),
};
/** One call of every routine that only programs have. */
export const inUserMode: Readonly<Record<string, PerformInProcess>> = {
  RtlReAllocateHeap: (process, heap, { flags, bytes }, address) =>
    process.RtlReAllocateHeap(heap, flags, address, bytes),
  RtlValidateHeap: (process, heap, { flags, block }, address) =>
    process.RtlValidateHeap(heap, flags & 1, block % 2 === 0 ? 0 : address),
  RtlLockHeap: (process, heap) => process.RtlLockHeap(heap),
  RtlUnlockHeap: (process, heap) => process.RtlUnlockHeap(heap),
  RtlSetUserValueHeap: (process, heap, { flags, bytes }, address) =>
    process.RtlSetUserValueHeap(heap, flags & 1, address, bytes),
  RtlSetUserFlagsHeap: (process, heap, { flags, bytes, block }, address) =>
    process.RtlSetUserFlagsHeap(heap, flags & 1, address, bytes, block),
  RtlGetUserInfoHeap: (process, heap, { flags }, address) =>
    process.RtlGetUserInfoHeap(heap, flags & 1, address, out(PVOID), out(ULONG)),
  // A place that is right, nearly right or made up; and a few steps from there.
  RtlWalkHeap: (process, heap, { block, bytes, off }, address) => {
    const entry = out(RTL_HEAP_WALK_ENTRY);
    const places = [
      0,
      heap,
      address,
      address + off + 0x30,
      heap + (bytes & ~0xfff),
      address - (address % 0x1000),
      bytes,
    ];
    const DataAddress = places[block % places.length]!;
    const Flags = [0, 0, RTL_HEAP_SEGMENT, RTL_HEAP_UNCOMMITTED_RANGE][bytes % 4]!;
    entry.value = { ...entry.value, DataAddress, Flags };
    for (let steps = 0; steps < 8 && process.RtlWalkHeap(heap, entry) === STATUS_SUCCESS; steps++);
  },
  RtlCompactHeap: (process, heap, { flags }) => process.RtlCompactHeap(heap, flags & 1),
  RtlGetProcessHeaps: (process, _heap, { block }, address) =>
    process.RtlGetProcessHeaps(block % 3, block % 2 === 0 ? address : 0x10),
  RtlEnumProcessHeaps: (process, _heap, { flags }) =>
    process.RtlEnumProcessHeaps((handle) => process.RtlValidateHeap(handle, flags & 1, 0) * 0, 0),
  RtlMultipleAllocateHeap: (process, heap, { flags, bytes, block }, address) =>
    process.RtlMultipleAllocateHeap(heap, flags, bytes, block % 4, address),
  RtlMultipleFreeHeap: (process, heap, { flags, block }, address) =>
    process.RtlMultipleFreeHeap(heap, flags, block % 4, address),
  RtlQueryHeapInformation: (process, heap, { block, bytes }, address) =>
    process.RtlQueryHeapInformation(heap, block % 2, address, bytes, out(SIZE_T)),
  RtlSetHeapInformation: (process, heap, { block }, address) =>
    process.RtlSetHeapInformation(heap, block % 2 === 0 ? 0 : 3, address, block % 2 === 0 ? 4 : 8),
  RtlCreateTagHeap: (process, heap, { flags, block }, address) =>
    process.RtlCreateTagHeap(heap, flags & 1, 0, block % 2 === 0 ? 'a\0b' : address),
  RtlQueryTagHeap: (process, heap, { flags, block }) =>
    process.RtlQueryTagHeap(heap, flags & 1, block % 5, block & 1, out(RTL_HEAP_TAG_INFO)),
  RtlProtectHeap: (process, heap, { block }) => process.RtlProtectHeap(heap, block % 8 === 0 ? 1 : 0),
  RtlExtendHeap: (process, heap, { flags, bytes }, address) =>
    process.RtlExtendHeap(heap, flags & 1, address - (address % 0x1000), bytes),
};
/** Calls that change the heap come often, so that the damage is met. */
const often = ['RtlAllocateHeap', 'RtlAllocateHeap', 'RtlFreeHeap', 'RtlFreeHeap', 'RtlFreeHeap'];
const kernelNames = [...Object.keys(inBothModes), ...often];
const userNames = [...kernelNames, ...Object.keys(inUserMode), 'RtlReAllocateHeap', 'RtlReAllocateHeap'];

export function perform(scene: Scene, one: Call): unknown {
  const { process, heap, blocks } = scene;
  const names = process === null ? kernelNames : userNames;
  const name = names[one.routine % names.length]!;
  const address = blocks[one.block % blocks.length]! + one.off;
  const forProgram = inUserMode[name];
  return process !== null && forProgram !== undefined
    ? forProgram(process, heap, one, address)
    : inBothModes[name]?.(scene, one, address);
}

export interface Kind {
  readonly name: string;
  readonly mode: 'kernel' | 'user';
  readonly terminate: boolean;
  readonly flags: number;
  /** Where the memory of the heap comes from. */
  readonly memory: 'own' | 'user' | 'system';
  /** Whether a commit routine commits it. */
  readonly routine?: true;
  /** How the process is started: debug flags, page heap. */
  readonly start?: ProcessOptions;
}

const RESERVE = 0x80000;

/** Live, free, merged and large blocks, two segments, slots, and a second heap. */
export function makeScene(arch: 'x64' | 'x86', kind: Kind): Scene {
  const made = kind.mode === 'kernel' ? siteOf(arch, 'kernel') : userOf(arch, kind.terminate, {}, kind.start);
  const { nt, process } = made;
  const caller: Caller = process ?? nt;
  const reserve = (): number =>
    nt.reserve({ bytes: RESERVE, space: kind.memory === 'system' ? 'system' : 'user' });
  const base = kind.memory === 'own' ? 0 : process === null ? reserve() : process.run(reserve);
  const CommitRoutine: RTL_HEAP_COMMIT_ROUTINE = (_base, address, bytes) => {
    const next = scene.inside.shift();
    if (next === undefined) return commitFor(caller, address.value, bytes.value);
    if (next.commits) commitFor(caller, address.value, bytes.value);
    bytes.value = next.says ?? bytes.value;
    spoil(scene, next.damage);
    if (next.call !== null) perform(scene, next.call);
    return 0;
  };
  const heap = caller.RtlCreateHeap(kind.flags, base, base === 0 ? 0x20000 : RESERVE, 0x4000, 0, {
    DeCommitTotalFreeThreshold: 0x2000,
    SegmentReserve: 0x10000,
    ...(kind.routine === true ? { CommitRoutine } : {}),
  });
  const sizes = Array.from({ length: 60 }, (_, n) => (n * 53) % 700);
  sizes.push(0x3000, 0x9000, 0x90000, ...Array.from({ length: 40 }, () => 0x30), 0x18000);
  const blocks: number[] = [];
  const header = heap + (kind.start?.pageHeap === undefined ? 0 : 0x1000);
  const scene: Scene = {
    arch,
    nt,
    caller,
    process,
    heap,
    header,
    blocks,
    spots: [],
    payloads: [],
    inside: [],
  };
  // Some blocks have an extra record or a settable flag.
  sizes.forEach((bytes, n) => {
    blocks.push(caller.RtlAllocateHeap(heap, [0, 0, 0, 0, 0x100, 0x400, 1 << 18][n % 7]!, bytes));
  });
  for (const n of [0, 3, 4, 5, 11, 20, 21, 40, 58, 60, 64, 65, 80, 81, 95, 102])
    caller.RtlFreeHeap(heap, 0, blocks[n]!);
  const other = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
  blocks.push(caller.RtlAllocateHeap(other, 0, 0x30));
  expect(nt.debug.heapFinding(process, heap)).toBeNull();
  findPlaces(scene);
  return scene;
}

/** Notes where headers, links and payloads of a sound heap lie. */
function findPlaces({ arch, nt, process, heap, header, spots, payloads }: Scene): void {
  const { heapHeaderBytes, segmentHeaderBytes, largeHeaderBytes } = layouts[arch];
  const words = (from: number, to: number): void => {
    for (let at = from; at < to; at += 4) spots.push(at);
  };
  words(header, header + heapHeaderBytes);
  for (const { address, bytes, state, slot } of nt.debug.heapBlocks(process, heap)) {
    if (state === 'uncommitted') {
      words(address + bytes, address + bytes + segmentHeaderBytes + 0x20); // a row of blocks, or another segment
      continue;
    }
    payloads.push(address);
    words(address - (state === 'large' ? largeHeaderBytes : 8), address);
    words(address - 8, address + (state === 'free' && slot !== true ? 16 : 4)); // the links of a list, or of a chain
  }
}

/** Writes where a guest could: to memory that is committed. */
export function spoil(scene: Scene, { spot, how, value }: Damage): void {
  const { arch, nt, process, header, spots, payloads } = scene;
  const memory = process === null ? nt.debug.memory : nt.debug.memoryOf(process);
  const at = spots[spot % spots.length]!;
  const other = payloads[value % payloads.length]! - 8;
  const key = header + layouts[arch].encoding;
  if (![at, other, key].every((place) => memory.isCommitted(place, 8))) return;
  const read = (address: number): number => memory.readUint32(address) ?? 0;
  if (how === 'bit') memory.writeUint8(at, ((memory.readUint8(at) ?? 0) ^ (1 << (value & 7))) & 0xff);
  else if (how === 'byte') memory.writeUint8(at + (value & 3), (value >>> 8) & 0xff);
  else if (how === 'word') memory.writeUint32(at, value);
  else if (how === 'zeros') for (const word of [0, 4]) memory.writeUint32(at + word, 0);
  else if (how === 'copy') for (const word of [0, 4]) memory.writeUint32(at + word, read(other + word));
  else if (how === 'link') memory.writePointer(at, linkTo(scene, value));
  else {
    const size = (value & 0x100) !== 0 ? value >>> 16 : value >>> 26;
    const flags = [0, 1, 0x10, 0x11, 8, 9, 0xff][value % 7]!;
    memory.writeUint32(at, (headerWord(size, flags) ^ read(key)) >>> 0);
  }
}

/** Where a damaged link leads: to a block, into the heap header, anywhere. */
function linkTo({ heap, payloads }: Scene, value: number): number {
  if (value % 3 === 0) return payloads[value % payloads.length]!;
  return value % 3 === 1 ? heap + (value % 0x2000) : value;
}
