/** A program whose accesses are checked: shadow memory learns where its variables are, and what its functions leave behind. */
import type { MemoryObject } from '../../kernel/memory-finding.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Region } from '../../memory/region.ts';
import type { AccessRules } from '../../verifier/access-rules.ts';
import { nearest, type ObjectSource } from '../../verifier/memory-objects.ts';
import {
  BESIDE_LOCAL,
  BESIDE_STATIC,
  LEFT,
  type ShadowMemory,
  UNDEFINED,
} from '../../verifier/shadow-memory.ts';
import type { FrameLayout } from '../emit/function-context.ts';
import type { EmittedChecks, EmittedProgram } from '../emit/program-text.ts';
import type { StringLiteral } from '../tree/tree.ts';
import { checkedAccesses } from './checked-accesses.ts';

/** What checks need of the program. */
export interface CheckedProgramHost {
  readonly emitted: EmittedProgram;
  readonly checks: EmittedChecks;
  readonly rules: AccessRules;
  readonly memory: Memory;
  readonly region: Region;
  /** Memory of all its stacks. */
  readonly stacks: { readonly address: number; readonly bytes: number };
  begins(site: number, sp: number): void;
  ends(): void;
}

/** Frames begin at multiples of it. */
const FRAME_SHIFT = 4;
const UNNAMED = { name: '', bytes: 0 };
const NO_HISTORY = { allocated: [], freed: [] };

/** The checks of one loaded program. */
export class CheckedProgram {
  readonly #host: CheckedProgramHost;
  readonly #shadow: ShadowMemory;
  /** By frame (offset in the stacks / 16), the number of its layout plus 1; 0 where none begins. */
  readonly #layouts: Int32Array;
  readonly #sources: ObjectSource[] = [];
  readonly #stackOffset: number;

  constructor(host: CheckedProgramHost) {
    const { rules, region, stacks } = host;
    this.#host = host;
    this.#shadow = rules.shadowOf(region);
    this.#layouts = new Int32Array((stacks.bytes >> FRAME_SHIFT) + 1);
    this.#stackOffset = stacks.address - region.base;
    this.#add({ ...stacks, objectAt: (address) => this.#localAt(address) });
  }

  /** Members of the environment that take the place of others. */
  members(): Record<string, unknown> {
    const { memory, region, rules, checks, begins, ends } = this.#host;
    return {
      ...checkedAccesses({ memory, region, rules, shadow: this.#shadow, begins, ends }),
      enterFrame: (frame: number, layout: number) => this.#enter(frame, this.#layoutOf(layout), layout),
      leaveFrame: (frame: number, layout: number) => this.#leave(frame, this.#layoutOf(layout)),
      unset(variable: number, site: number, sp: number): void {
        begins(site, sp);
        const { name, bytes } = checks.named[variable] ?? UNNAMED;
        rules.unset({ kind: 'local variable', name, address: 0, bytes, ...NO_HISTORY });
        ends();
      },
    };
  }

  /** A section was placed: what lies between its variables is nobody's. */
  section(name: string, address: number, bytes: number): void {
    const { variables, literals } = this.#host.emitted;
    const objects: MemoryObject[] = variables
      .filter((one) => one.section === name)
      .map((one) => ({
        kind: 'global variable',
        name: one.variable.name,
        address: address + one.offset,
        bytes: one.bytes,
        ...NO_HISTORY,
      }));
    if (name === '.rdata')
      for (const { units, offset } of literals)
        objects.push({
          kind: 'string literal',
          name: literalText(units),
          address: address + offset,
          bytes: units.byteLength,
          ...NO_HISTORY,
        });
    const start = address - this.#shadow.region.base;
    this.#shadow.fill(start, bytes, BESIDE_STATIC);
    for (const object of objects)
      this.#shadow.fill(object.address - this.#shadow.region.base, object.bytes, 0);
    this.#add({ address, bytes, objectAt: (at) => nearest(objects, at) });
  }

  /** Bytes of the stack are set aside for a call from outside, whoever left them. */
  setAside(address: number, bytes: number): void {
    this.#shadow.fill(address - this.#shadow.region.base, bytes, 0);
  }

  /** The program is taken out of the machine. */
  remove(): void {
    for (const source of this.#sources) this.#host.rules.objects.remove(source);
  }

  #add(source: ObjectSource): void {
    this.#sources.push(source);
    this.#host.rules.objects.add(source);
  }

  // --- frames ----------------------------------------------------------------

  #layoutOf(number: number): FrameLayout {
    const layout = this.#host.checks.frames[number];
    if (layout === undefined) throw new RangeError(`no frame has layout ${number}`);
    return layout;
  }

  #enter(frame: number, layout: FrameLayout, number: number): void {
    const start = this.#stackOffset + frame;
    const first = frame >> FRAME_SHIFT;
    this.#layouts.fill(0, first, first + (layout.bytes >> FRAME_SHIFT));
    this.#layouts[first] = number + 1;
    const { variables, variableBytes, bytes } = layout;
    this.#shadow.fill(start, variableBytes, BESIDE_LOCAL);
    this.#shadow.fill(start + variableBytes, bytes - variableBytes, 0);
    for (const one of variables)
      this.#shadow.fill(start + one.offset, one.bytes, one.watched ? UNDEFINED : 0);
  }

  #leave(frame: number, { bytes }: FrameLayout): void {
    this.#shadow.fill(this.#stackOffset + frame, bytes, LEFT);
  }

  /** The variable of a frame that an address is in or beside. */
  #localAt(address: number): MemoryObject | null {
    const { stacks, checks } = this.#host;
    const offset = address - stacks.address;
    for (let slot = offset >> FRAME_SHIFT; slot >= 0; slot--) {
      const number = this.#layouts[slot] ?? 0;
      if (number === 0) continue;
      const layout = checks.frames[number - 1];
      const frame = slot << FRAME_SHIFT;
      if (layout === undefined || offset >= frame + layout.bytes) return null;
      const objects = layout.variables.map(
        ({ name, offset: at, bytes }): MemoryObject => ({
          kind: 'local variable',
          name: `${name === '' ? '(unnamed)' : name} of ${layout.name}`,
          address: stacks.address + frame + at,
          bytes,
          ...NO_HISTORY,
        }),
      );
      return nearest(objects, address);
    }
    return null;
  }
}

/** The beginning of a literal as C writes it. */
function literalText(units: StringLiteral['units']): string {
  const shown = [...units.subarray(0, -1)].slice(0, 20);
  const text = shown.map((unit) => (unit >= 0x20 && unit < 0x7f ? String.fromCharCode(unit) : '?')).join('');
  return `"${text}${units.length - 1 > shown.length ? '…' : ''}"`;
}
