/**
 * Watches over the accesses of one machine with shadow memory: out of bounds, after free, after return, before a
 * value was stored (docs/decisions/0084-shadow-memory.md). It exists only once somebody asked for it.
 *
 * Emitted code asks for `use` and `raw` before its accesses; all others are those of routines and of the C library,
 * for the code that called them. An access while no C code runs is TypeScript's, or the machine's own, and nobody's
 * mistake.
 */
import type { Machine } from '../kernel/machine.ts';
import type { MemoryFinding, MemoryObject } from '../kernel/memory-finding.ts';
import { isRecorded } from '../kernel/recorders.ts';
import type { Process } from '../kernel/records.ts';
import { resolveViolation } from '../kernel/violations.ts';
import type { BlockWatcher, OpenedBlock } from '../machine/events.ts';
import type { Violation } from '../machine/ports.ts';
import type { Part } from '../machine/snapshot.ts';
import type { Memory } from '../memory/memory.ts';
import type { MemoryWatcher } from '../memory/memory-watcher.ts';
import type { Region } from '../memory/region.ts';
import { STATUS_VERIFIER_STOP } from '../status/common.ts';
import { KnownStacks } from './known-stacks.ts';
import { MemoryObjects, type ObjectsImage, objectText, placeText } from './memory-objects.ts';
import { BESIDE_BLOCK, FREED, LEFT, type ShadowImage, ShadowMemory, UNDEFINED } from './shadow-memory.ts';

/** What a wrong access was. */
interface WrongAccess {
  readonly rule: MemoryFinding['rule'];
  readonly access: 'read' | 'write';
  readonly address: number;
  readonly bytes: number;
  readonly object: MemoryObject | null;
}

/** State for snapshots. */
interface Image {
  readonly shadows: readonly (readonly [ShadowMemory, ShadowImage])[];
  readonly objects: ObjectsImage;
}

/** Which access the code that runs is about to make itself, so that the watcher can tell it from a routine's. */
const NONE = Number.NaN;

const PAGE_MASK = 0xfff;

/** The rules of one machine. */
export class AccessRules implements MemoryWatcher, BlockWatcher, Part {
  readonly name = 'shadow memory';
  readonly objects = new MemoryObjects();
  readonly #machine: Machine;
  readonly #shadows = new Map<Region, ShadowMemory>();
  /** Address of the access of emitted code that is under way. */
  #own = NONE;
  /** Whether that access uses the value. */
  #uses = false;
  #isWatching = true;
  /** Function of the C library that runs; empty for none. */
  #library = '';
  /** Findings that were recorded and not stopped for, by rule and call stack: a loop tells one of them. */
  readonly #told = new Set<string>();
  readonly #stacks: KnownStacks;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#stacks = new KnownStacks(machine);
  }

  /** Begins to watch over what a driver, or the program of a process, can reach. */
  watch(process: Process | null): void {
    const { memory, driverMemory, kernelMemory, events, parts } = this.#machine;
    this.#shadow(memory.kernelRegion);
    driverMemory.watcher = this;
    kernelMemory.watcher = this;
    events.blocks = this;
    const user = process?.programSpace.user ?? null;
    if (process !== null && user !== null) {
      this.#shadow(user);
      process.memory.watcher = this;
    }
    // A restore may have forgotten it: the snapshot was taken before anybody asked.
    if (!parts.has(this)) parts.register(this);
  }

  /** Shadow of a region that is watched over. */
  shadowOf(region: Region): ShadowMemory {
    return this.#shadows.get(region) ?? this.#shadow(region);
  }

  #shadow(region: Region): ShadowMemory {
    const known = this.#shadows.get(region);
    if (known !== undefined) return known;
    const made = new ShadowMemory(region);
    this.#shadows.set(region, made);
    region.watcher = made;
    return made;
  }

  // --- accesses --------------------------------------------------------------

  /** Runs an access of emitted code. @param uses whether it reads a value to use it */
  own<T>(address: number, uses: boolean, access: () => T): T {
    const before = { own: this.#own, uses: this.#uses };
    this.#own = address;
    this.#uses = uses;
    try {
      return access();
    } finally {
      this.#own = before.own;
      this.#uses = before.uses;
    }
  }

  /** Runs a function of the C library: what it reads one by one, it uses. */
  library<T>(name: string, run: () => T): T {
    const before = this.#library;
    this.#library = name;
    try {
      return run();
    } finally {
      this.#library = before;
    }
  }

  accessed(region: Region, offset: number, bytes: number, access: 'read' | 'write'): void {
    const shadow = this.#shadows.get(region);
    if (shadow === undefined || shadow.isPlain(offset, bytes)) return;
    this.#checkOpen(shadow, offset, bytes, access);
    if (access === 'write') shadow.define(offset, bytes);
  }

  used(region: Region, offset: number, bytes: number): void {
    const shadow = this.#shadows.get(region);
    if (shadow === undefined || shadow.isPlain(offset, bytes)) return;
    this.#checkOpen(shadow, offset, bytes, 'read');
    const isOwn = this.#own === region.base + offset;
    if (isOwn ? this.#uses : this.#library !== '') this.#checkDefined(shadow, offset, bytes);
  }

  copied(to: Region, toAddress: number, from: Region, fromAddress: number, bytes: number): void {
    const [source, target] = [this.#shadows.get(from), this.#shadows.get(to)];
    const [start, end] = [fromAddress - from.base, toAddress - to.base];
    if (source !== undefined) this.#checkOpen(source, start, bytes, 'read');
    // What a driver hands to a program is used: a program must not see what others left in system memory.
    if (to.space === 'user' && from.space === 'kernel' && source !== undefined)
      this.#checkDefined(source, start, bytes);
    if (target === undefined) return;
    this.#checkOpen(target, end, bytes, 'write');
    // What comes from a program is whatever it is: a driver has to look at it in any case.
    const states = to.space === from.space ? source?.undefinedIn(start, bytes) : null;
    target.putUndefined(end, bytes, states ?? null);
  }

  /** Emitted code uses bytes that it reads otherwise: those of a bit-field. */
  defined(memory: Memory, address: number, bytes: number): void {
    const shadow = this.#shadowIn(memory, address);
    if (shadow === null) return;
    this.own(address, true, () => this.#checkDefined(shadow, address - shadow.region.base, bytes));
  }

  /**
   * Emitted code is about to store a storage unit of which some bytes alone get a value. What it gives makes the others
   * what they were before.
   */
  keeping(
    memory: Memory,
    address: number,
    bytes: number,
    { first, count }: { readonly first: number; readonly count: number },
  ): () => void {
    const shadow = this.#shadowIn(memory, address);
    const offset = address - (shadow?.region.base ?? 0);
    const states = shadow?.undefinedIn(offset, bytes) ?? null;
    if (shadow === null || states === null) return () => {};
    states.fill(0, first, first + count);
    return () => shadow.putUndefined(offset, bytes, states);
  }

  #shadowIn({ space }: Memory, address: number): ShadowMemory | null {
    const region = space.regionOf(address);
    return region === null ? null : (this.#shadows.get(region) ?? null);
  }

  /** A variable that lives in no memory is used before anything was stored in it. */
  unset(object: MemoryObject): void {
    this.#report({ rule: 'memory-uninitialised', access: 'read', address: 0, bytes: object.bytes, object });
  }

  #checkOpen(shadow: ShadowMemory, offset: number, bytes: number, access: 'read' | 'write'): void {
    const wrong = shadow.firstClosed(offset, bytes);
    if (wrong < 0) return;
    const address = shadow.region.base + wrong;
    const why = shadow.at(wrong) & ~UNDEFINED;
    if (why === LEFT && access === 'write' && this.#own !== shadow.region.base + offset) {
      // The machine itself writes below the frames of a thread: exception records, arguments of calls from outside.
      shadow.fill(offset, bytes, 0);
      return;
    }
    const rule =
      why === FREED ? 'memory-after-free' : why === LEFT ? 'memory-after-return' : 'memory-out-of-bounds';
    const object = why === FREED ? this.objects.freedAt(address) : this.objects.objectAt(address);
    this.#report({ rule, access, address, bytes, object });
  }

  #checkDefined(shadow: ShadowMemory, offset: number, bytes: number): void {
    const wrong = shadow.firstUndefined(offset, bytes);
    if (wrong < 0) return;
    const address = shadow.region.base + wrong;
    const object = this.objects.objectAt(address);
    this.#report({ rule: 'memory-uninitialised', access: 'read', address, bytes, object });
    shadow.define(offset, bytes);
  }

  // --- blocks ----------------------------------------------------------------

  opened(block: OpenedBlock): void {
    const shadow = this.#shadowAt(block.address);
    if (shadow === null) return;
    this.#open(shadow, block);
    shadow.fill(block.address - shadow.region.base, block.bytes, block.zeroed ? 0 : UNDEFINED);
    this.objects.opened(block, this.#stacks.now());
  }

  closed(address: number): void {
    const shadow = this.#shadowAt(address);
    const bytes = this.objects.bytesOf(address);
    if (shadow === null || bytes === undefined) return;
    shadow.close(address - shadow.region.base, bytes, FREED);
    this.objects.closed(address, this.#stacks.now());
  }

  resized(from: number, block: OpenedBlock): void {
    const shadow = this.#shadowAt(block.address);
    if (shadow === null) return;
    const old = this.objects.bytesOf(from);
    const kept = Math.min(old ?? 0, block.bytes);
    const start = block.address - shadow.region.base;
    const states =
      old === undefined ? null : this.#shadowAt(from)?.undefinedIn(from - shadow.region.base, kept);
    if (from !== block.address) this.closed(from);
    this.#open(shadow, block);
    // Of a block that was there before somebody watched nothing is known: it counts as stored.
    shadow.fill(start, block.bytes, block.zeroed || old === undefined ? 0 : UNDEFINED);
    shadow.putUndefined(start, kept, states ?? null);
    this.objects.opened(block, this.#stacks.now());
  }

  handedIn(address: number, bytes: number): void {
    const shadow = this.#shadowAt(address);
    shadow?.define(address - shadow.region.base, bytes);
  }

  handedOut(address: number, bytes: number): void {
    const shadow = this.#shadowAt(address);
    if (shadow === null) return;
    const offset = address - shadow.region.base;
    this.#checkOpen(shadow, offset, bytes, 'read');
    this.#checkDefined(shadow, offset, bytes);
  }

  reopened(address: number): void {
    const block = this.objects.freedBlock(address);
    if (block !== undefined) this.opened({ ...block, zeroed: false });
  }

  unwatched<T>(work: () => T): T {
    const before = this.#isWatching;
    this.#isWatching = false;
    try {
      return work();
    } finally {
      this.#isWatching = before;
    }
  }

  /** Closes what lies beside a block: the headers, and what rounding added. No page but the block's own is touched. */
  #open(shadow: ShadowMemory, { from, address, bytes }: OpenedBlock): void {
    const wide = this.#wideAt(shadow.region);
    const granule = wide ? 16 : 8;
    const header = from === 'heap' ? 8 : granule;
    const start = address - shadow.region.base;
    const end = start + bytes;
    if ((start & PAGE_MASK) >= header) shadow.close(start - header, header, BESIDE_BLOCK);
    const beside = Math.ceil((end + header) / granule) * granule;
    const pageEnd = (Math.floor(Math.max(end - 1, start) / 4096) + 1) * 4096;
    const upTo = Math.min(beside, pageEnd);
    if (upTo > end) shadow.close(end, upTo - end, BESIDE_BLOCK);
  }

  #wideAt(region: Region): boolean {
    const { architecture, process, memory } = this.#machine;
    return (region === memory.kernelRegion ? architecture : process.architecture) === 'x64';
  }

  #shadowAt(address: number): ShadowMemory | null {
    const { memory, process } = this.#machine;
    const { kernelRegion } = memory;
    const region = kernelRegion.contains(address) ? kernelRegion : process.programSpace.userInUse;
    return region === null ? null : (this.#shadows.get(region) ?? null);
  }

  // --- reports ---------------------------------------------------------------

  #report(wrong: WrongAccess): void {
    const machine = this.#machine;
    if (!this.#isWatching || machine.codeStack.length === 0 || machine.halted()) return;
    if (!isRecorded(machine.settings.recorders, wrong.rule)) return;
    if (machine.settings.onViolation === 'report') {
      const key = `${wrong.rule} ${machine.codePath('')}`;
      if (this.#told.has(key)) return;
      this.#told.add(key);
    }
    const { rule, access, address, bytes } = wrong;
    const stack = this.#stacks.now();
    const routine = this.#routine(stack);
    const violation: Violation = {
      rule,
      routine,
      values: [address, bytes, access === 'write' ? 1 : 0],
      details: detailsOf(wrong),
    };
    const { architecture, verifier, settings, reports } = machine;
    const told = resolveViolation(violation, { architecture, verifier });
    const text = [told?.rule ?? rule, ...detailsOf(wrong), ...stack.map((frame) => `  ${frame}`)].join(
      '\n  ',
    );
    reports.findings.push({ rule, routine, text, values: violation.values, memory: findingOf(wrong, stack) });
    if (settings.onViolation === 'report') return;
    if (machine.inKernelMode) machine.violation(violation);
    else {
      const lines = [told?.rule ?? rule, ...detailsOf(wrong), `FIX: ${told?.fix ?? ''}`];
      machine.terminateProcess(STATUS_VERIFIER_STOP, lines);
    }
  }

  /** Name of the function of C, of the C library, or of the routine that makes the access. */
  #routine([innermost]: readonly string[]): string {
    if (Number.isNaN(this.#own) && this.#library !== '') return this.#library;
    return /!([^+ ]+)/.exec(innermost ?? '')?.[1] ?? 'the program';
  }

  // --- snapshots -------------------------------------------------------------

  save(): Image {
    return {
      shadows: [...this.#shadows.values()].map((shadow) => [shadow, shadow.save()] as const),
      objects: this.objects.save(),
    };
  }

  load(saved: unknown): void {
    const { shadows, objects } = saved as Image;
    for (const [shadow, image] of shadows) shadow.load(image);
    this.objects.load(objects);
    this.#told.clear();
  }

  fingerprint(): string {
    const { shadows } = this.save();
    return JSON.stringify(
      shadows.map(([, image]) => [...image].map(([page, states]) => [page, [...states]])),
    );
  }
}

/** What was wrong, in lines. */
function detailsOf({ access, address, bytes, object }: WrongAccess): readonly string[] {
  const size = `${bytes} byte${bytes === 1 ? '' : 's'}`;
  if (object === null) return [`${access} of ${size}`];
  const where = address === 0 ? '' : ` ${placeText(address - object.address, object)}`;
  return [
    `${access} of ${size}${where} ${objectText(object)}`,
    ...history('allocated', object.allocated),
    ...history('freed', object.freed),
  ];
}

const history = (what: string, stack: readonly string[]): readonly string[] =>
  stack.length === 0 ? [] : [`${what} by ${stack.join(' < ')}`];

function findingOf(wrong: WrongAccess, stack: readonly string[]): MemoryFinding {
  const { object, address } = wrong;
  const place = stack.map((frame) => /\[(.+) @ (\d+)\]$/.exec(frame)).find((found) => found !== null);
  return {
    ...wrong,
    offset: object === null || address === 0 ? 0 : address - object.address,
    file: place?.[1] ?? '',
    line: Number(place?.[2] ?? 0),
    stack,
  };
}

const known = new WeakMap<Machine, AccessRules>();

/** The rules of a machine, made when they are first asked for. */
export function accessRulesOf(machine: Machine): AccessRules {
  const rules = known.get(machine) ?? new AccessRules(machine);
  known.set(machine, rules);
  return rules;
}
