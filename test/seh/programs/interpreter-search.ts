/** The first pass: filters are asked from the innermost frame outwards, on top of the raising stack (E-033). */
import { type Faulting, type Raising, raisedCode } from './ast.ts';
import {
  type Dispatch,
  type Except,
  type Exception,
  type Exit,
  InterpreterState,
} from './interpreter-state.ts';

/** What a raise statement raises. */
export const exceptionOf = (id: number, how: Raising): Exception => ({
  code: raisedCode(id),
  noncontinuable: how !== 'software',
  chain: null,
  information: how === 'status' ? [] : [id, 7],
});

const hex = (code: number) => code.toString(16);

/** Searching for a handler. */
export abstract class InterpreterSearch extends InterpreterState {
  /** Control leaves what is innermost: the second pass. */
  protected abstract exit(exit: Exit): void;

  protected fault(id: number, what: Faulting, times: number) {
    if (this.count(id) >= times) return;
    const information = what === 'divide' ? [] : [what === 'read' ? 0 : 1, 0];
    const code = what === 'divide' ? raisedCode(id) : 0xc0000005;
    const exception = { code, noncontinuable: false, chain: null, information };
    // A continued execution tries the access again (E-044 for raises; the processor for faults).
    this.raise(exception, 1, () => this.fault(id, what, times));
  }

  protected raise(exception: Exception, turns: number, resume: () => void) {
    const inProgress = this.stack.filter((entry) => entry.kind === 'filter').length;
    if (turns + inProgress > 200) return this.end('runaway');
    const chain = exception.chain === null ? '-' : hex(exception.chain);
    const flags = exception.noncontinuable ? 1 : 0;
    this.trace.push(
      `raise ${hex(exception.code)} flags ${flags} chain ${chain} information [${exception.information.join(' ')}]`,
    );
    const height = this.stack.length;
    this.askNext({ exception, height, asked: height, turns, resume });
  }

  /** Asks the next outer filter. Nothing is unwound while it runs (E-033). */
  protected askNext(dispatch: Dispatch): void {
    for (let at = dispatch.asked - 1; at >= 0; at -= 1) {
      const entry = this.stack[at];
      if (entry?.kind !== 'guarded' || entry.statement.kind !== 'except') continue;
      dispatch.asked = at;
      this.ask(entry.statement, dispatch);
      return;
    }
    this.end(`unhandled ${hex(dispatch.exception.code)}`);
  }

  protected ask(statement: Except, dispatch: Dispatch) {
    const { filter, id } = statement;
    if (filter.constant !== null) return this.answered(dispatch, filter.constant);
    if (!this.burn()) return;
    const flags = this.flags(dispatch);
    this.trace.push(`ask ${id} code ${hex(dispatch.exception.code)} flags ${flags} g ${this.g}`);
    if (filter.call === null) return this.filterEnds(statement, dispatch);
    this.stack.push({ kind: 'filter', dispatch });
    this.enterFunction(filter.call);
  }

  protected filterEnds({ id, filter }: Except, dispatch: Dispatch) {
    if (filter.set !== null) this.g = filter.set;
    this.answered(dispatch, filter.answers[Math.min(this.count(id), filter.answers.length - 1)] ?? 0);
  }

  protected answered(dispatch: Dispatch, answer: number) {
    const entry = this.stack[dispatch.asked];
    if (entry?.kind !== 'guarded') throw new Error('a guarded body was asked');
    const { exception } = dispatch;
    const flags = this.flags(dispatch);
    this.trace.push(`filter @${entry.depth} code ${hex(exception.code)} flags ${flags} answer ${answer}`);
    if (answer > 0) return this.exit({ kind: 'unwind', to: entry, exception });
    if (answer === 0) return this.askNext(dispatch);
    if (exception.noncontinuable) {
      const next = { code: 0xc0000025, noncontinuable: true, chain: exception.code, information: [] };
      return this.raise(next, dispatch.turns + 1, dispatch.resume);
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
  protected flags({ exception, asked, height }: Dispatch): number {
    const here = this.stack[asked];
    const nested = this.stack.some((entry, at) => {
      if (entry.kind !== 'filter' || at <= asked || at >= height) return false;
      const running = this.stack[entry.dispatch.asked];
      const sameCall = here?.kind === 'guarded' && running?.kind === 'guarded' && here.call === running.call;
      return entry.dispatch.asked <= asked || sameCall;
    });
    return (exception.noncontinuable ? 1 : 0) + (nested ? 0x10 : 0);
  }
}
