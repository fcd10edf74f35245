/** Prints a program as C, for people who read a failure. */
import type { Block, Condition, Filter, Statement } from './ast.ts';

/** The program in C, with the functions it calls first. */
export function printC(main: Block): string {
  const printer = new Printer();
  printer.function('void main(void)', main);
  return ['int g = 1; jmp_buf b[2];', ...printer.functions].join('\n');
}

const indent = (text: string) => text.replace(/^(?=.)/gm, '  ');

class Printer {
  readonly functions: string[] = [];

  function(head: string, body: Block): void {
    this.functions.push(`${head} {\n${indent(this.#block(body))}\n}`);
  }

  #block({ id, statements }: Block): string {
    const lines = statements.map((one, index) => `L${id}_${index}: ${this.#statement(one)}`);
    return [...lines, `L${id}_${statements.length}: ;`].join('\n');
  }

  #braces(block: Block): string {
    return `{\n${indent(this.#block(block))}\n}`;
  }

  #statement(statement: Statement): string {
    switch (statement.kind) {
      case 'mark':
        return `mark(${statement.label || statement.id}${statement.code ? ', GetExceptionCode()' : ''}${statement.abnormal ? ', AbnormalTermination()' : ''});`;
      case 'set':
        return `g = ${statement.value};`;
      case 'raise':
        return `raise_${statement.how}(0xE0000000 + ${statement.id});`;
      case 'fault':
        return `fault_${statement.what}(/* ${statement.times} times */);`;
      case 'call':
        this.function(`void f${statement.id}(void)`, statement.body);
        return `f${statement.id}();`;
      case 'longjmp':
        return `longjmp(b[${statement.buffer}], ${statement.value});`;
      case 'return':
        return 'return;';
      case 'break':
      case 'continue':
        return `${statement.kind}; /* of S${statement.to} */`;
      case 'leave':
        return `__leave; /* of S${statement.to} */`;
      case 'goto':
        return `goto L${statement.list}_${statement.index};`;
      case 'stop':
        return 'KeBugCheck(0);';
      case 'error':
        return 'javascript_error();';
      default:
        return `/* S${statement.id} */ ${this.#compound(statement)}`;
    }
  }

  #compound(statement: Statement): string {
    switch (statement.kind) {
      case 'if':
        return `if (${test(statement.condition, statement.loop)}) ${this.#braces(statement.body)}`;
      case 'loop': {
        const i = `i${statement.id}`;
        return `for (${i} = 0; ${i} < ${statement.count}; ${i}++) ${this.#braces(statement.body)}`;
      }
      case 'while':
        return `while (g) ${this.#braces(statement.body)}`;
      case 'switch':
        return `switch (1) { case 1: ${this.#braces(statement.body)} }`;
      case 'except':
        return `__try ${this.#braces(statement.body)} __except (${this.#filter(statement.id, statement.filter)}) ${this.#braces(statement.handler)}`;
      case 'finally':
        return `__try ${this.#braces(statement.body)} __finally ${this.#braces(statement.block)}`;
      case 'setjmp':
        return `if (setjmp(b[${statement.buffer}]) != 0) ${this.#braces(statement.again)}`;
      default:
        return `/* ${statement.kind} */`;
    }
  }

  #filter(id: number, filter: Filter): string {
    if (filter.constant !== null) return String(filter.constant);
    const parts: string[] = [];
    if (filter.call !== null) {
      this.function(`int filter${id}(void)`, filter.call);
      parts.push(`filter${id}()`);
    }
    if (filter.set !== null) parts.push(`g = ${filter.set}`);
    return [...parts, `/* in turn, the last stays: */ ${filter.answers.join(' | ')}`].join(', ');
  }
}

function test(condition: Condition, loop: number): string {
  if (condition.kind === 'first') return `/* the first ${condition.times} times */`;
  if (condition.kind === 'after') return `/* not the first ${condition.times} times */`;
  return condition.kind === 'even' ? `i${loop} % 2 == 0` : `i${loop} == ${condition.is}`;
}
