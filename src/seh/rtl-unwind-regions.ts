/**
 * The guarded regions of a thread as RtlUnwind names them.
 *
 * Windows names a frame by its address on the stack and a handler by its
 * instruction address. irqlab has neither, so both are made up from the depth
 * of the region: they are stable while it is open, differ from those of every
 * other open region of the thread, and hold no bytes
 * (*ours*, docs/decisions/0011-raising-routines.md).
 */
import type { Architecture, PVOID } from '../contract/c-types.ts';
import type { Frame, SehThread } from './frames.ts';

/** A guarded region that is open on the current thread. */
export interface GuardedRegion {
  /** What its `__try` has. */
  readonly kind: 'except' | 'finally';
  /** Address of its frame. */
  readonly TargetFrame: PVOID;
  /** Address of its handler; 0 for a `__finally`, which has none. */
  readonly TargetIp: PVOID;
}

/** Where the stack of the first thread begins, by architecture and mode. */
const STACKS = {
  x64: { kernel: -0x0620_0000_0000, user: 0x00d0_0000_0000 },
  x86: { kernel: 0xf780_0000, user: 0x0013_0000 },
} as const satisfies Record<Architecture, Record<'kernel' | 'user', number>>;

/** Bytes between the frames of two nested regions, and between their handlers. */
const FRAME_BYTES = 0x40;
const HANDLER_BYTES = 0x10;

/** What the addresses are made from. */
export interface RegionAddresses {
  readonly architecture: Architecture;
  readonly mode: 'kernel' | 'user';
  /** First address of the code that handlers stand in. */
  readonly handlers: number;
}

/** Address of the frame of an open region: inner ones lie lower, as on a stack. */
export const frameAddress = (frame: Frame, { architecture, mode }: RegionAddresses): PVOID =>
  STACKS[architecture][mode] - frame.depth * FRAME_BYTES;

/** Address of the handler of an open region, 0 when it has none. */
export const handlerAddress = (frame: Frame, { handlers }: RegionAddresses): PVOID =>
  frame.kind === 'except' ? handlers + frame.depth * HANDLER_BYTES : 0;

/** The regions that are open on a thread, innermost first. Running filters and nt.outcome are none. */
export function openFrames(thread: SehThread): Frame[] {
  const frames: Frame[] = [];
  for (let at = thread.frame; at !== null; at = at.outer) {
    if (at.kind === 'except' || at.kind === 'finally') frames.push(at);
  }
  return frames;
}

/** The open regions with their addresses, innermost first. */
export const guardedRegions = (thread: SehThread, addresses: RegionAddresses): readonly GuardedRegion[] =>
  openFrames(thread).map((frame) => ({
    kind: frame.kind === 'except' ? 'except' : 'finally',
    TargetFrame: frameAddress(frame, addresses),
    TargetIp: handlerAddress(frame, addresses),
  }));
