/** What is known of the function whose text is being written: where its variables are, its temporaries, its frame. */
import type { Architecture } from '../../contract/c-types.ts';
import type { Position } from '../source/position.ts';
import type { Call, FunctionDefinition, FunctionSymbol, StringLiteral, Variable } from '../tree/tree.ts';
import type { Type } from '../tree/type.ts';
import type { AccessTemporaries, MemoryDialect } from './memory-text.ts';
import { alignOf, bytesOf } from './value-class.ts';

/** What a function's text asks of the program around it. */
export interface ProgramContext {
  readonly architecture: Architecture;
  readonly dialect: MemoryDialect;
  /** True when the program may unmask floating-point exceptions: it names _controlfp or its kin. */
  readonly floatTraps: boolean;
  /** A number for a place in the function that is being written. */
  site(at: Position): number;
  /** JavaScript name to call a function by, defined here or elsewhere. */
  callName(symbol: FunctionSymbol): string;
  /** True for a function of the program itself: it takes the stack pointer as its first argument. */
  isDefined(symbol: FunctionSymbol): boolean;
  /** Text of a function's address. */
  functionAddress(symbol: FunctionSymbol): string;
  /** Text of the address of a variable with static storage, so many bytes into it. */
  staticAddress(variable: Variable, offset: number): string;
  /** Where a variable with static storage lies: name of its section's offset in the region, and bytes; null for one of the system. */
  staticOffset(variable: Variable): { readonly section: string; readonly bytes: number } | null;
  stringAddress(literal: StringLiteral, offset: number): string;
  /** Text that a function begins with whose code is not always there: pageable, or gone after DriverEntry. Empty for others. */
  entry(definition: FunctionDefinition): string;
  /** Number of a signature: functions of one number can be called the same way. */
  signature(type: Type): number;
  /** True when accesses are checked by shadow memory (docs/decisions/0084-shadow-memory.md). */
  readonly checks: boolean;
  /** Number of a variable that lives in JavaScript, for reports of its use. */
  namedVariable(variable: Variable, functionName: string): number;
  /** Number of a frame's layout, for a program whose accesses are checked. */
  frameLayout(layout: FrameLayout): number;
}

/** A variable in a frame. */
export interface FrameVariable {
  /** Name in C; empty for what has none: a compound literal, the result of a call. */
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
  /** False for bytes of the emitter's own: they count as stored. */
  readonly watched: boolean;
}

/** What lies where in the frames of a function. */
export interface FrameLayout {
  readonly name: string;
  /** Size of the frame in bytes. */
  readonly bytes: number;
  /** Bytes of variables, and of what lies between them, from the beginning of the frame. */
  readonly variableBytes: number;
  readonly variables: readonly FrameVariable[];
}

/** Bytes beside each variable of a frame that nobody owns, while accesses are checked (*ours*). */
const FRAME_GAP = 16;

/** Where an automatic variable or parameter lives. */
export type Place =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'frame'; readonly offset: number };

/** Bytes of the smallest frame: return address, home of four registers, alignment (*ours*, decision 0077). */
const LEAST_FRAME = { x64: 48, x86: 16 } as const satisfies Record<Architecture, number>;

/** True for a variable whose value JavaScript holds: a scalar whose address nobody takes. A compound literal has no name and lives in memory. */
const livesInName = ({ name, type, addressTaken }: Variable): boolean =>
  !addressTaken &&
  name !== '' &&
  (type.kind === 'integer' || type.kind === 'float' || type.kind === 'pointer');

/** One function on its way to text. */
export class FunctionContext {
  readonly program: ProgramContext;
  readonly definition: FunctionDefinition;
  readonly #places = new Map<Variable, Place>();
  /** Temporaries of the function, and then of each closure inside. */
  #temporaries: { all: string[]; free: string[] } = { all: [], free: [] };
  #names = 0;
  /** Bytes of variables. */
  #frame = 0;
  /** What lies in them, while accesses are checked. */
  readonly #layout: FrameVariable[] = [];
  /** Bytes of arguments in slots that are in use now, and the most that ever were. */
  #scratch = 0;
  #scratchMost = 0;
  /** Name of the stack pointer in the text that is being written: a filter runs below the frames that are in use. */
  sp = '$fp';
  /** True once the text calls something: only such a function needs a frame of its own. */
  calls = false;
  /** True once the text uses the address of the frame. */
  usesFrame = false;
  /** True once the text uses the frame, by address or by offset. */
  usesStack = false;
  /** Number of each setjmp among the targets of the function. */
  setjmpTargets: ReadonlyMap<number, number> = new Map();
  /** Regions with an exception clause: two or more share an activation (decision 0005). */
  exceptClauses = 0;
  /** Where in the frame the results of calls by value lie: the native form has them in the same places. */
  readonly resultPlaces = new Map<Call, number>();

  constructor(program: ProgramContext, definition: FunctionDefinition) {
    this.program = program;
    this.definition = definition;
    for (const variable of [...definition.parameters, ...definition.locals]) this.#place(variable);
  }

  #place(variable: Variable): void {
    if (livesInName(variable)) {
      this.#places.set(variable, { kind: 'name', name: this.newName(variable.name) });
      return;
    }
    const { architecture } = this.program;
    const { type } = variable;
    const align = Math.max(variable.align, alignOf(type, architecture), architecture === 'x64' ? 8 : 4);
    const bytes = bytesOf(type, architecture);
    this.#places.set(variable, { kind: 'frame', offset: this.#reserve(bytes, align, variable.name, true) });
  }

  #reserve(bytes: number, align: number, name = '', watched = false): number {
    const gap = this.program.checks ? FRAME_GAP : 0;
    const offset = Math.ceil((this.#frame + gap) / align) * align;
    this.#frame = offset + bytes;
    if (this.program.checks) this.#layout.push({ name, offset, bytes, watched });
    return offset;
  }

  /** Where a variable of this function lives. */
  place(variable: Variable): Place {
    const known = this.#places.get(variable);
    if (known !== undefined) return known;
    this.#place(variable);
    return this.place(variable);
  }

  /** Text of an address in the frame. */
  frameAddress(offset: number): string {
    this.usesFrame = true;
    this.usesStack = true;
    return offset === 0 ? '$b' : `$b + ${offset}`;
  }

  /** A JavaScript name of its own. What it says of the C name is for readers only. */
  newName(hint: string): string {
    this.#names += 1;
    return `v${this.#names}_${hint.replace(/[^A-Za-z0-9_]/g, '')}`;
  }

  /** Runs `write` with a temporary that nobody else uses meanwhile. */
  withTemporary(write: (name: string) => string): string {
    const { all, free } = this.#temporaries;
    let name = free.pop();
    if (name === undefined) {
      this.#names += 1;
      name = `$t${this.#names}`;
      all.push(name);
    }
    const text = write(name);
    this.#temporaries.free.push(name);
    return text;
  }

  /** Runs `write` with the two temporaries of a memory access. */
  withAccess(write: (temporaries: AccessTemporaries) => string): string {
    return this.withTemporary((offset) => this.withTemporary((part) => write({ offset, part, sp: this.sp })));
  }

  /** Runs `write` for the text of a closure: it has temporaries of its own, because it may run amid an expression. */
  inClosure(write: () => string): { readonly text: string; readonly declarations: string } {
    const outer = this.#temporaries;
    this.#temporaries = { all: [], free: [] };
    this.sp = '$q';
    const text = write();
    this.sp = '$fp';
    const declarations = declare(this.#temporaries.all);
    this.#temporaries = outer;
    return { text, declarations };
  }

  /** Declarations of the function's temporaries. */
  get temporaries(): string {
    return declare(this.#temporaries.all);
  }

  /** Address of bytes in the frame that nothing else ever uses: the result of a call by value lives until its use. */
  resultPlace(call: Call, bytes: number): string {
    const offset = this.#reserve(bytes, 16);
    this.resultPlaces.set(call, offset);
    return this.frameAddress(offset);
  }

  /**
   * Runs `write` with bytes of the frame that are free again afterwards: arguments in slots.
   * @returns what it writes
   */
  withScratch(bytes: number, write: (offset: () => string) => string): string {
    // A filter may run amid a call of its own function: nothing that it uses may be that call's.
    if (this.sp !== '$fp') {
      const place = this.#reserve(bytes, 16);
      return write(() => this.frameAddress(place));
    }
    const start = this.#scratch;
    this.#scratch += Math.ceil(bytes / 16) * 16;
    this.#scratchMost = Math.max(this.#scratchMost, this.#scratch);
    // Variables come after: their number is not known yet, the scratch area begins at a fixed distance from the base.
    const text = write(() => {
      this.usesFrame = true;
      this.usesStack = true;
      return `$b + (${SCRATCH} + ${start})`;
    });
    this.#scratch = start;
    return text;
  }

  /** Size of the frame in bytes, a multiple of 16, and where the scratch area begins in it. */
  get frame(): { readonly bytes: number; readonly scratch: number } {
    const gap = this.#layout.length > 0 ? FRAME_GAP : 0;
    const scratch = Math.ceil((this.#frame + gap) / 16) * 16;
    const bytes = scratch + this.#scratchMost + LEAST_FRAME[this.program.architecture];
    return { bytes: Math.ceil(bytes / 16) * 16, scratch };
  }

  /** What lies where in the frame. */
  get layout(): FrameLayout {
    const { bytes, scratch } = this.frame;
    return {
      name: this.definition.symbol.name,
      bytes,
      variableBytes: scratch,
      variables: this.#layout,
    };
  }
}

/** Stands in the text for the offset of the scratch area until the frame is complete. */
export const SCRATCH = '$SCRATCH';

const declare = (names: readonly string[]): string =>
  names.length === 0 ? '' : `let ${names.map((name) => `${name} = 0`).join(', ')};`;
