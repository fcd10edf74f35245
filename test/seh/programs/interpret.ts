/**
 * A second implementation of structured exceptions, slow and plain, written from
 * the documentation (facts E-033 to E-107). It shares the AST with the first one
 * and nothing else; above all it uses no JavaScript exception: the guest's stack
 * is an array, every way out of a construct is a value, and one loop makes one
 * small step after the other.
 */
import { type Block, innerBlocks, type Statement, setjmpsIn } from './ast.ts';
import { exceptionOf, InterpreterSearch } from './interpreter-search.ts';
import type { Call, Dispatch, Entry, Exit } from './interpreter-state.ts';

const normal: Exit = { kind: 'normal' };
const hex = (code: number) => code.toString(16);

/** What a program does, line by line, as `run` gives it. */
export function interpret(program: Block): string[] {
  const interpreter = new Interpreter();
  interpreter.start(program);
  while (!interpreter.ended) interpreter.step();
  return interpreter.trace;
}

/** Statements, and the second pass: leaving constructs, innermost first. */
class Interpreter extends InterpreterSearch {
  readonly #buffers = new Map<number, { call: Call; setjmp: number }>();

  start(program: Block) {
    this.enterFunction(program);
  }

  /** Runs the next statement, or leaves a list that is at its end. */
  step() {
    const top = this.stack.at(-1);
    if (top?.kind !== 'list') throw new Error('the innermost entry is always a list');
    const statement = top.block.statements[top.next];
    if (statement === undefined) {
      this.stack.pop();
      return this.exit(normal);
    }
    top.next += 1;
    if (this.burn()) this.execute(statement);
  }

  protected execute(statement: Statement) {
    switch (statement.kind) {
      case 'mark':
        return this.mark(statement);
      case 'set':
        this.g = statement.value;
        return;
      case 'raise':
        return this.raise(exceptionOf(statement.id, statement.how), 1, () => {});
      case 'fault':
        return this.fault(statement.id, statement.what, statement.times);
      case 'if':
        if (this.isTrue(statement)) this.enter(statement.body);
        return;
      case 'loop':
        this.call().indices.set(statement.id, 0);
        return this.loop(statement);
      case 'while':
        return this.loop(statement);
      case 'switch':
        this.stack.push({ kind: 'switch', id: statement.id });
        return this.enter(statement.body);
      case 'call':
        return this.enterFunction(statement.body);
      case 'except':
      case 'finally':
        this.guard(statement);
        return this.enter(statement.body);
      case 'setjmp':
        this.#buffers.set(statement.buffer, { call: this.call(), setjmp: statement.id });
        return this.setjmpGives(statement, 0);
      case 'longjmp':
        return this.longjmp(statement.buffer, statement.value);
      case 'stop':
        return this.end('stopped');
      case 'return':
      case 'error':
      case 'break':
      case 'continue':
      case 'leave':
      case 'goto':
        return this.exit(statement);
    }
  }

  /** Another round of a loop, if its test says so. */
  protected loop(statement: Statement & { kind: 'loop' | 'while' }) {
    if (!this.burn()) return;
    const again =
      statement.kind === 'while'
        ? this.g !== 0
        : (this.call().indices.get(statement.id) ?? 0) < statement.count;
    if (!again) return;
    this.stack.push({ kind: 'loop', statement });
    this.enter(statement.body);
  }

  protected nextRound(statement: Statement & { kind: 'loop' | 'while' }) {
    const { indices } = this.call();
    indices.set(statement.id, (indices.get(statement.id) ?? 0) + 1);
    this.loop(statement);
  }

  protected isTrue(statement: Statement & { kind: 'if' }): boolean {
    const { condition } = statement;
    if (condition.kind === 'first') return this.count(statement.id) < condition.times;
    if (condition.kind === 'after') return this.count(statement.id) >= condition.times;
    const index = this.call().indices.get(statement.loop) ?? 0;
    return condition.kind === 'even' ? index % 2 === 0 : index === condition.is;
  }

  /** Prints what the intrinsics give where the text of the program allows them. */
  protected mark(statement: Statement & { kind: 'mark' }) {
    const handler = this.innermost('handler');
    const block = this.innermost('finally');
    const code = statement.code && handler?.kind === 'handler' ? ` code ${hex(handler.exception.code)}` : '';
    const abnormal = statement.abnormal && block?.kind === 'finally' ? ` abnormal ${block.abnormal}` : '';
    this.trace.push(`mark ${statement.label || statement.id} g ${this.g}${code}${abnormal}`);
  }

  /** Control leaves what was innermost in this way, and goes on outwards until something holds it. */
  protected override exit(exit: Exit) {
    for (let way: Exit | null = exit; way !== null && !this.ended; ) {
      const entry = this.stack.at(-1);
      if (entry === undefined) return this.end(way.kind === 'error' ? 'javascript error' : 'returned');
      way = this.pass(entry, way);
    }
  }

  /** What one construct makes of an exit: another exit, or null when execution goes on here. */
  protected pass(entry: Entry, exit: Exit): Exit | null {
    switch (entry.kind) {
      case 'list':
        return this.passList(entry, exit);
      case 'loop':
        return this.passLoop(entry.statement, exit);
      case 'switch':
        this.stack.pop();
        return exit.kind === 'break' && exit.to === entry.id ? normal : exit;
      case 'guarded':
        return this.passGuarded(entry, exit);
      case 'handler':
        this.stack.pop();
        return exit;
      case 'finally':
        // A block that ends lets the pending exit go on (E-084); any other way out of it wins (E-082, E-085, E-095).
        this.stack.pop();
        return exit.kind === 'normal' ? entry.pending : exit;
      case 'call':
        return this.passCall(entry.call, exit);
      case 'filter':
        return this.passFilter(entry.dispatch, exit);
    }
  }

  protected passList(entry: Entry & { kind: 'list' }, exit: Exit): Exit | null {
    if (exit.kind === 'normal') return null;
    if (exit.kind === 'goto' && exit.list === entry.block.id) {
      entry.next = exit.index;
      return null;
    }
    this.stack.pop();
    return exit;
  }

  protected passLoop(statement: Statement & { kind: 'loop' | 'while' }, exit: Exit): Exit | null {
    this.stack.pop();
    if (exit.kind === 'break' && exit.to === statement.id) return normal;
    if (exit.kind === 'normal' || (exit.kind === 'continue' && exit.to === statement.id)) {
      const height = this.stack.length;
      this.nextRound(statement);
      return this.stack.length > height ? null : normal;
    }
    return exit;
  }

  protected passGuarded(entry: Entry & { kind: 'guarded' }, exit: Exit): Exit | null {
    this.stack.pop();
    const { statement, depth } = entry;
    const ended = exit.kind === 'leave' && exit.to === statement.id ? normal : exit;
    if (statement.kind === 'finally') {
      const abnormal = ended.kind !== 'normal';
      this.trace.push(`finally @${depth} abnormal ${abnormal}`);
      this.stack.push({ kind: 'finally', abnormal, pending: ended });
      this.enter(statement.block);
      return null;
    }
    if (ended.kind !== 'unwind' || ended.to !== entry) return ended;
    this.trace.push(`handler @${depth} code ${hex(ended.exception.code)}`);
    this.stack.push({ kind: 'handler', exception: ended.exception });
    this.enter(statement.handler);
    return null;
  }

  protected passCall(call: Call, exit: Exit): Exit | null {
    if (exit.kind === 'longjmp' && exit.to === call) {
      this.land(call, exit.setjmp, exit.value);
      return null;
    }
    this.stack.pop();
    call.returned = true;
    return exit.kind === 'return' ? normal : exit;
  }

  protected passFilter(dispatch: Dispatch, exit: Exit): Exit | null {
    this.stack.pop();
    if (exit.kind !== 'normal') return exit;
    const entry = this.stack[dispatch.asked];
    if (entry?.kind !== 'guarded' || entry.statement.kind !== 'except')
      throw new Error('a filter was running');
    this.filterEnds(entry.statement, dispatch);
    return null;
  }

  protected setjmpGives(statement: Statement & { kind: 'setjmp' }, value: number) {
    this.trace.push(`setjmp ${statement.id} gave ${value}`);
    if (value !== 0) this.enter(statement.again);
  }

  protected longjmp(buffer: number, value: number) {
    const target = this.#buffers.get(buffer);
    if (target === undefined || target.call.returned) {
      const exception = { code: 0xc0000029, noncontinuable: true, chain: null, information: [] };
      return this.raise(exception, 1, () => {});
    }
    this.exit({ kind: 'longjmp', to: target.call, setjmp: target.setjmp, value: value === 0 ? 1 : value });
  }

  /** Builds the stack from the function's start down to a setjmp, whose second return this is. */
  protected land(call: Call, setjmp: number, value: number) {
    let block = call.body;
    for (;;) {
      const next = block.statements.findIndex((one) => setjmpsIn(one).includes(setjmp));
      const statement = block.statements[next];
      if (statement === undefined) throw new Error('the setjmp is in its function');
      this.stack.push({ kind: 'list', block, next: next + 1 });
      if (statement.kind === 'setjmp' && statement.id === setjmp) return this.setjmpGives(statement, value);
      this.reenter(statement);
      const inner = innerBlocks(statement).find((one) =>
        one.statements.some((two) => setjmpsIn(two).includes(setjmp)),
      );
      if (inner === undefined) throw new Error('a setjmp stands in a list');
      block = inner;
    }
  }

  protected reenter(statement: Statement) {
    if (statement.kind === 'loop' || statement.kind === 'while') this.stack.push({ kind: 'loop', statement });
    else if (statement.kind === 'switch') this.stack.push({ kind: 'switch', id: statement.id });
    else if (statement.kind === 'except' || statement.kind === 'finally') this.guard(statement);
  }
}
