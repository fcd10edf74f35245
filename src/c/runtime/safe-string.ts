/**
 * The engine of strsafe.h and ntstrsafe.h: text goes into a target of known size, always ends with a NUL, and what did
 * not fit is reported. The flags of the `Ex` functions say what becomes of the target then.
 */
import { type CharacterKind, lengthOf, storeUnits } from './character-kind.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { toSize } from './sizes.ts';

/** `STRSAFE_…` flags; the low byte is what targets are filled with. */
export const SafeFlag = {
  ignoreNulls: 0x100,
  fillBehindNull: 0x200,
  fillOnFailure: 0x400,
  nullOnFailure: 0x800,
  noTruncation: 0x1000,
} as const;

const FILL_BYTE = 0xff;
const VALID_FLAGS = 0x1fff;
/** STRSAFE_MAX_CCH: a target or text of more characters is an invalid parameter. */
export const MOST_SAFE_CHARACTERS = 0x7fff_ffff;

/** What became of a write. */
export type SafeResult = 'success' | 'overflow' | 'invalid';

/** A target and what its caller wants to know about it. */
export interface SafeTarget {
  readonly kind: CharacterKind;
  readonly address: number;
  /** Bytes of the target; a byte that is no whole character stays unused. */
  readonly bytes: number;
  /** Whether the text goes behind what is there. */
  readonly appends: boolean;
  /** Whether sizes are counted in bytes (`Cb`), else in characters (`Cch`). */
  readonly countsBytes: boolean;
  /** Where the address of the new end goes; 0 for nowhere. */
  readonly endAddress: number;
  /** Where the remaining size goes; 0 for nowhere. */
  readonly remainingAddress: number;
  readonly flags: number;
}

/** The text to store: up to `most` characters, and whether there were more. Null for an invalid one. */
export type SafeText = (most: number) => { units: ArrayLike<number>; isWhole: boolean } | null;

/** Where the text of a target ends, and the characters from there on, the NUL among them. */
interface End {
  readonly used: number;
  readonly remaining: number;
}

/** Stores a text and gives its result; the target ends with a NUL whatever happens, if it has room for one. */
export function safeWrite(host: RuntimeHost, target: SafeTarget, text: SafeText): SafeResult {
  const { kind, address, flags } = target;
  const capacity = Math.floor(target.bytes / kind.bytes);
  const ignoresNulls = (flags & SafeFlag.ignoreNulls) !== 0;
  const isNothing = capacity === 0 && ignoresNulls;
  if (capacity > MOST_SAFE_CHARACTERS || (capacity === 0 && !ignoresNulls)) return 'invalid';
  if (address === 0 && capacity > 0 && ignoresNulls) return 'invalid';
  const used = target.appends && capacity > 0 ? lengthOf(host.memory, kind, address, capacity) : 0;
  if (capacity > 0 && used === capacity) return 'invalid';
  const isKnown = (flags & ~VALID_FLAGS) === 0;
  const found = isKnown ? text(isNothing ? 0 : capacity - used - 1) : null;
  if (isNothing) return nothingFits(target, found);
  if (found !== null) storeUnits(host.memory, kind, address + kind.bytes * used, found.units);
  else if (!target.appends) kind.write(host.memory, address, 0);
  const stored = used + (found?.units.length ?? 0);
  const result: SafeResult = found === null ? 'invalid' : found.isWhole ? 'success' : 'overflow';
  const end = { used: stored, remaining: capacity - stored };
  report(host, target, result, afterwards(host, target, result, end, used));
  return result;
}

/** A target without room takes an empty text only. */
function nothingFits(target: SafeTarget, found: ReturnType<SafeText>): SafeResult {
  if (found === null) return 'invalid';
  if (found.isWhole) return 'success';
  return target.address === 0 ? 'invalid' : 'overflow';
}

/** What the flags make of the target after a write, and where its text ends then. */
function afterwards(
  { memory }: RuntimeHost,
  { kind, address, bytes, appends, flags }: SafeTarget,
  result: SafeResult,
  end: End,
  before: number,
): End {
  const capacity = Math.floor(bytes / kind.bytes);
  const fill = flags & FILL_BYTE;
  if (result === 'success') {
    const behind = address + kind.bytes * (end.used + 1);
    if ((flags & SafeFlag.fillBehindNull) !== 0) memory.fill(behind, address + bytes - behind, fill);
    return end;
  }
  let now = end;
  if ((flags & SafeFlag.noTruncation) !== 0 && result === 'overflow') {
    const kept = appends ? before : 0;
    kind.write(memory, address + kind.bytes * kept, 0);
    now = { used: kept, remaining: capacity - kept };
  }
  if ((flags & SafeFlag.fillOnFailure) !== 0) {
    memory.fill(address, bytes, fill);
    now = fill === 0 ? { used: 0, remaining: capacity } : { used: capacity - 1, remaining: 1 };
    kind.write(memory, address + kind.bytes * now.used, 0);
  }
  if ((flags & SafeFlag.nullOnFailure) !== 0) {
    kind.write(memory, address, 0);
    now = { used: 0, remaining: capacity };
  }
  return now;
}

/** Tells the caller where the text ends and how much is left; not after an invalid parameter. */
function report(host: RuntimeHost, target: SafeTarget, result: SafeResult, end: End): void {
  if (result === 'invalid') return;
  const { kind, address, bytes, countsBytes, endAddress, remainingAddress } = target;
  if (endAddress !== 0) host.memory.writePointer(endAddress, address + kind.bytes * end.used);
  if (remainingAddress === 0) return;
  const left = countsBytes ? kind.bytes * end.remaining + (bytes % kind.bytes) : end.remaining;
  const size = toSize(host, left);
  if (typeof size === 'bigint') host.memory.writeBigUint64(remainingAddress, size);
  else host.memory.writeUint32(remainingAddress, size);
}
