/**
 * A second implementation of structured exceptions, slow and plain, written from
 * the documentation (facts E-033 to E-107). It shares the AST with the first one
 * and nothing else; above all it uses no JavaScript exception: the guest's stack
 * is an array, every way out of a construct is a value, and one loop makes one
 * small step after the other.
 */
import {
  type Block,
  type Faulting,
  FUEL,
  innerBlocks,
  type Raising,
  raisedCode,
  type Statement,
  setjmpsIn,
} from './ast.ts';

type Except = Statement & { kind: 'except' };
type Finally = Statement & { kind: 'finally' };

interface Exception {
  readonly code: number;
  readonly noncontinuable: boolean;
  readonly chain: number | null;
  readonly information: readonly number[];
}

/** One call of a function. */
interface Call {
  readonly body: Block;
  readonly indices: Map<number, number>;
  returned: boolean;
}

/** A search for a handler, while a filter that it asked is running. */
interface Dispatch {
  readonly exception: Exception;
  /** Height of the stack at the raise: everything below is asked. */
  readonly height: number;
  /** Position of the guarded body whose filter is asked. */
  asked: number;
  /** "Continue" answers on noncontinuable exceptions so far, and 1. */
  readonly turns: number;
  /** What to do when the execution continues. */
  readonly resume: () => void;
}

/** How control leaves a construct. */
type Exit =
  | { readonly kind: 'normal' | 'return' | 'error' }
  | { readonly kind: 'break' | 'continue' | 'leave'; readonly to: number }
  | { readonly kind: 'goto'; readonly list: number; readonly index: number }
  | { readonly kind: 'unwind'; readonly to: Entry; readonly exception: Exception }
  | { readonly kind: 'longjmp'; readonly to: Call; readonly setjmp: number; readonly value: number };

/** One thing that is in progress; the last one on the stack is innermost. */
type Entry =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'list'; readonly block: Block; next: number }
  | { readonly kind: 'loop'; readonly statement: Statement & { kind: 'loop' | 'while' } }
  | { readonly kind: 'switch'; readonly id: number }
  /** A guarded body is running. */
  | {
      readonly kind: 'guarded';
      readonly statement: Except | Finally;
      readonly depth: number;
      readonly call: Call;
    }
  | { readonly kind: 'handler'; readonly exception: Exception }
  /** A finally block is running; afterwards `pending` goes on. */
  | { readonly kind: 'finally'; readonly abnormal: boolean; readonly pending: Exit }
  | { readonly kind: 'filter'; readonly dispatch: Dispatch };

const normal: Exit = { kind: 'normal' };
const hex = (code: number) => code.toString(16);

/** What a program does, line by line, as `run` gives it. */
export function interpret(program: Block): string[] {
  const interpreter = new Interpreter();
  interpreter.start(program);
  while (!interpreter.ended) interpreter.step();
  return interpreter.trace;
}

class Interpreter {
  readonly trace: string[] = [];
  ended = false;
  #stack: Entry[] = [];
  #g = 1;
  #fuel = FUEL;
  readonly #counts = new Map<number, number>();
  readonly #buffers = new Map<number, { call: Call; setjmp: number }>();

  start(program: Block) {
    this.#enterFunction(program);
  }

  /** Runs the next statement, or leaves a list that is at its end. */
  step() {
    const top = this.#stack.at(-1);
    if (top?.kind !== 'list') throw new Error('the innermost entry is always a list');
    const statement = top.block.statements[top.next];
    if (statement === undefined) {
      this.#stack.pop();
      return this.#exit(normal);
    }
    top.next += 1;
    if (this.#burn()) this.#execute(statement);
  }

  #end(how: string) {
    this.trace.push(how);
    this.ended = true;
  }

  /** Takes one unit of fuel. False when the machine has stopped for lack of it. */
  #burn(): boolean {
    this.#fuel -= 1;
    if (this.#fuel < 0) this.#end('out of fuel');
    return !this.ended;
  }

  #count(id: number): number {
    const count = this.#counts.get(id) ?? 0;
    this.#counts.set(id, count + 1);
    return count;
  }

  #execute(statement: Statement) {
    switch (statement.kind) {
      case 'mark':
        return this.#mark(statement);
      case 'set':
        this.#g = statement.value;
        return;
      case 'raise':
        return this.#raise(exceptionOf(statement.id, statement.how), 1, () => {});
      case 'fault':
        return this.#fault(statement.id, statement.what, statement.times);
      case 'if':
        if (this.#isTrue(statement)) this.#enter(statement.body);
        return;
      case 'loop':
        this.#call().indices.set(statement.id, 0);
        return this.#loop(statement);
      case 'while':
        return this.#loop(statement);
      case 'switch':
        this.#stack.push({ kind: 'switch', id: statement.id });
        return this.#enter(statement.body);
      case 'call':
        return this.#enterFunction(statement.body);
      case 'except':
      case 'finally':
        this.#guard(statement);
        return this.#enter(statement.body);
      case 'setjmp':
        this.#buffers.set(statement.buffer, { call: this.#call(), setjmp: statement.id });
        return this.#setjmpGives(statement, 0);
      case 'longjmp':
        return this.#longjmp(statement.buffer, statement.value);
      case 'stop':
        return this.#end('stopped');
      case 'return':
      case 'error':
      case 'break':
      case 'continue':
      case 'leave':
      case 'goto':
        return this.#exit(statement);
    }
  }

  // Lists, loops and functions

  #enter(block: Block) {
    this.#stack.push({ kind: 'list', block, next: 0 });
  }

  #enterFunction(body: Block) {
    this.#stack.push({ kind: 'call', call: { body, indices: new Map(), returned: false } });
    this.#enter(body);
  }

  #guard(statement: Except | Finally) {
    const depth = this.#stack.filter((entry) => entry.kind === 'guarded').length + 1;
    this.#stack.push({ kind: 'guarded', statement, depth, call: this.#call() });
  }

  #call(): Call {
    const entry = this.#innermost('call');
    if (entry?.kind !== 'call') throw new Error('no function is running');
    return entry.call;
  }

  #innermost(kind: Entry['kind']): Entry | undefined {
    return [...this.#stack].reverse().find((entry) => entry.kind === kind);
  }

  /** Another round of a loop, if its test says so. */
  #loop(statement: Statement & { kind: 'loop' | 'while' }) {
    if (!this.#burn()) return;
    const again =
      statement.kind === 'while'
        ? this.#g !== 0
        : (this.#call().indices.get(statement.id) ?? 0) < statement.count;
    if (!again) return;
    this.#stack.push({ kind: 'loop', statement });
    this.#enter(statement.body);
  }

  #nextRound(statement: Statement & { kind: 'loop' | 'while' }) {
    const { indices } = this.#call();
    indices.set(statement.id, (indices.get(statement.id) ?? 0) + 1);
    this.#loop(statement);
  }

  #isTrue(statement: Statement & { kind: 'if' }): boolean {
    const { condition } = statement;
    if (condition.kind === 'first') return this.#count(statement.id) < condition.times;
    if (condition.kind === 'after') return this.#count(statement.id) >= condition.times;
    const index = this.#call().indices.get(statement.loop) ?? 0;
    return condition.kind === 'even' ? index % 2 === 0 : index === condition.is;
  }

  /** Prints what the intrinsics give where the text of the program allows them. */
  #mark(statement: Statement & { kind: 'mark' }) {
    const handler = this.#innermost('handler');
    const block = this.#innermost('finally');
    const code = statement.code && handler?.kind === 'handler' ? ` code ${hex(handler.exception.code)}` : '';
    const abnormal = statement.abnormal && block?.kind === 'finally' ? ` abnormal ${block.abnormal}` : '';
    this.trace.push(`mark ${statement.label || statement.id} g ${this.#g}${code}${abnormal}`);
  }

  // The first pass: searching

  #fault(id: number, what: Faulting, times: number) {
    if (this.#count(id) >= times) return;
    const information = what === 'divide' ? [] : [what === 'read' ? 0 : 1, 0];
    const code = what === 'divide' ? raisedCode(id) : 0xc0000005;
    const exception = { code, noncontinuable: false, chain: null, information };
    // A continued execution tries the access again (E-044 for raises; the processor for faults).
    this.#raise(exception, 1, () => this.#fault(id, what, times));
  }

  #raise(exception: Exception, turns: number, resume: () => void) {
    const inProgress = this.#stack.filter((entry) => entry.kind === 'filter').length;
    if (turns + inProgress > 200) return this.#end('runaway');
    const chain = exception.chain === null ? '-' : hex(exception.chain);
    const flags = exception.noncontinuable ? 1 : 0;
    this.trace.push(
      `raise ${hex(exception.code)} flags ${flags} chain ${chain} information [${exception.information.join(' ')}]`,
    );
    const height = this.#stack.length;
    this.#askNext({ exception, height, asked: height, turns, resume });
  }

  /** Asks the next outer filter. Nothing is unwound while it runs (E-033). */
  #askNext(dispatch: Dispatch): void {
    for (let at = dispatch.asked - 1; at >= 0; at -= 1) {
      const entry = this.#stack[at];
      if (entry?.kind !== 'guarded' || entry.statement.kind !== 'except') continue;
      dispatch.asked = at;
      this.#ask(entry.statement, dispatch);
      return;
    }
    this.#end(`unhandled ${hex(dispatch.exception.code)}`);
  }

  #ask(statement: Except, dispatch: Dispatch) {
    const { filter, id } = statement;
    if (filter.constant !== null) return this.#answered(dispatch, filter.constant);
    if (!this.#burn()) return;
    const flags = this.#flags(dispatch);
    this.trace.push(`ask ${id} code ${hex(dispatch.exception.code)} flags ${flags} g ${this.#g}`);
    if (filter.call === null) return this.#filterEnds(statement, dispatch);
    this.#stack.push({ kind: 'filter', dispatch });
    this.#enterFunction(filter.call);
  }

  #filterEnds({ id, filter }: Except, dispatch: Dispatch) {
    if (filter.set !== null) this.#g = filter.set;
    this.#answered(dispatch, filter.answers[Math.min(this.#count(id), filter.answers.length - 1)] ?? 0);
  }

  #answered(dispatch: Dispatch, answer: number) {
    const entry = this.#stack[dispatch.asked];
    if (entry?.kind !== 'guarded') throw new Error('a guarded body was asked');
    const { exception } = dispatch;
    const flags = this.#flags(dispatch);
    this.trace.push(`filter @${entry.depth} code ${hex(exception.code)} flags ${flags} answer ${answer}`);
    if (answer > 0) return this.#exit({ kind: 'unwind', to: entry, exception });
    if (answer === 0) return this.#askNext(dispatch);
    if (exception.noncontinuable) {
      const next = { code: 0xc0000025, noncontinuable: true, chain: exception.code, information: [] };
      return this.#raise(next, dispatch.turns + 1, dispatch.resume);
    }
    this.trace.push(`continue ${hex(exception.code)}`);
    dispatch.resume();
  }

  /**
   * Flags that the asked frame sees. Nested (0x10) when the exception was raised
   * while a filter was running, and the asked frame lies on that filter's raising
   * stack, not further out than the frame whose filter it was (E-061) or than the
   * function that one stands in.
   */
  #flags({ exception, asked, height }: Dispatch): number {
    const here = this.#stack[asked];
    const nested = this.#stack.some((entry, at) => {
      if (entry.kind !== 'filter' || at <= asked || at >= height) return false;
      const running = this.#stack[entry.dispatch.asked];
      const sameCall = here?.kind === 'guarded' && running?.kind === 'guarded' && here.call === running.call;
      return entry.dispatch.asked <= asked || sameCall;
    });
    return (exception.noncontinuable ? 1 : 0) + (nested ? 0x10 : 0);
  }

  // The second pass: leaving constructs, innermost first

  /** Control leaves what was innermost in this way, and goes on outwards until something holds it. */
  #exit(exit: Exit) {
    for (let way: Exit | null = exit; way !== null && !this.ended; ) {
      const entry = this.#stack.at(-1);
      if (entry === undefined) return this.#end(way.kind === 'error' ? 'javascript error' : 'returned');
      way = this.#pass(entry, way);
    }
  }

  /** What one construct makes of an exit: another exit, or null when execution goes on here. */
  #pass(entry: Entry, exit: Exit): Exit | null {
    switch (entry.kind) {
      case 'list':
        return this.#passList(entry, exit);
      case 'loop':
        return this.#passLoop(entry.statement, exit);
      case 'switch':
        this.#stack.pop();
        return exit.kind === 'break' && exit.to === entry.id ? normal : exit;
      case 'guarded':
        return this.#passGuarded(entry, exit);
      case 'handler':
        this.#stack.pop();
        return exit;
      case 'finally':
        // A block that ends lets the pending exit go on (E-084); any other way out of it wins (E-082, E-085, E-095).
        this.#stack.pop();
        return exit.kind === 'normal' ? entry.pending : exit;
      case 'call':
        return this.#passCall(entry.call, exit);
      case 'filter':
        return this.#passFilter(entry.dispatch, exit);
    }
  }

  #passList(entry: Entry & { kind: 'list' }, exit: Exit): Exit | null {
    if (exit.kind === 'normal') return null;
    if (exit.kind === 'goto' && exit.list === entry.block.id) {
      entry.next = exit.index;
      return null;
    }
    this.#stack.pop();
    return exit;
  }

  #passLoop(statement: Statement & { kind: 'loop' | 'while' }, exit: Exit): Exit | null {
    this.#stack.pop();
    if (exit.kind === 'break' && exit.to === statement.id) return normal;
    if (exit.kind === 'normal' || (exit.kind === 'continue' && exit.to === statement.id)) {
      const height = this.#stack.length;
      this.#nextRound(statement);
      return this.#stack.length > height ? null : normal;
    }
    return exit;
  }

  #passGuarded(entry: Entry & { kind: 'guarded' }, exit: Exit): Exit | null {
    this.#stack.pop();
    const { statement, depth } = entry;
    const ended = exit.kind === 'leave' && exit.to === statement.id ? normal : exit;
    if (statement.kind === 'finally') {
      const abnormal = ended.kind !== 'normal';
      this.trace.push(`finally @${depth} abnormal ${abnormal}`);
      this.#stack.push({ kind: 'finally', abnormal, pending: ended });
      this.#enter(statement.block);
      return null;
    }
    if (ended.kind !== 'unwind' || ended.to !== entry) return ended;
    this.trace.push(`handler @${depth} code ${hex(ended.exception.code)}`);
    this.#stack.push({ kind: 'handler', exception: ended.exception });
    this.#enter(statement.handler);
    return null;
  }

  #passCall(call: Call, exit: Exit): Exit | null {
    if (exit.kind === 'longjmp' && exit.to === call) {
      this.#land(call, exit.setjmp, exit.value);
      return null;
    }
    this.#stack.pop();
    call.returned = true;
    return exit.kind === 'return' ? normal : exit;
  }

  #passFilter(dispatch: Dispatch, exit: Exit): Exit | null {
    this.#stack.pop();
    if (exit.kind !== 'normal') return exit;
    const entry = this.#stack[dispatch.asked];
    if (entry?.kind !== 'guarded' || entry.statement.kind !== 'except')
      throw new Error('a filter was running');
    this.#filterEnds(entry.statement, dispatch);
    return null;
  }

  // setjmp and longjmp

  #setjmpGives(statement: Statement & { kind: 'setjmp' }, value: number) {
    this.trace.push(`setjmp ${statement.id} gave ${value}`);
    if (value !== 0) this.#enter(statement.again);
  }

  #longjmp(buffer: number, value: number) {
    const target = this.#buffers.get(buffer);
    if (target === undefined || target.call.returned) {
      const exception = { code: 0xc0000029, noncontinuable: true, chain: null, information: [] };
      return this.#raise(exception, 1, () => {});
    }
    this.#exit({ kind: 'longjmp', to: target.call, setjmp: target.setjmp, value: value === 0 ? 1 : value });
  }

  /** Builds the stack from the function's start down to a setjmp, whose second return this is. */
  #land(call: Call, setjmp: number, value: number) {
    let block = call.body;
    for (;;) {
      const next = block.statements.findIndex((one) => setjmpsIn(one).includes(setjmp));
      const statement = block.statements[next];
      if (statement === undefined) throw new Error('the setjmp is in its function');
      this.#stack.push({ kind: 'list', block, next: next + 1 });
      if (statement.kind === 'setjmp' && statement.id === setjmp) return this.#setjmpGives(statement, value);
      this.#reenter(statement);
      const inner = innerBlocks(statement).find((one) =>
        one.statements.some((two) => setjmpsIn(two).includes(setjmp)),
      );
      if (inner === undefined) throw new Error('a setjmp stands in a list');
      block = inner;
    }
  }

  #reenter(statement: Statement) {
    if (statement.kind === 'loop' || statement.kind === 'while')
      this.#stack.push({ kind: 'loop', statement });
    else if (statement.kind === 'switch') this.#stack.push({ kind: 'switch', id: statement.id });
    else if (statement.kind === 'except' || statement.kind === 'finally') this.#guard(statement);
  }
}

const exceptionOf = (id: number, how: Raising): Exception => ({
  code: raisedCode(id),
  noncontinuable: how !== 'software',
  chain: null,
  information: how === 'status' ? [] : [id, 7],
});
