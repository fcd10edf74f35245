/**
 * The test emitter: a program as the JavaScript of docs/decisions/0005-seh-emitter-contract.md.
 *
 * `$seh` is the implementation under test, `$m` the program's machine (run.ts):
 * its step counter, its global, its trace.
 */
import { type Block, type Filter, holds, raisedCode, type Statement, setjmpsIn } from './ast.ts';

/** Text of a whole program: a function body with the parameters `$seh` and `$m`. */
export function emit(main: Block): string {
  const emitter = new Emitter();
  emitter.function('$main', main);
  return [...emitter.functions, '$main();'].join('\n');
}

class Emitter {
  readonly functions: string[] = [];
  /** Lists that a goto of the function being emitted leads into. */
  #labelled: ReadonlySet<number> = new Set();
  #resumes = false;
  #call = '';

  function(name: string, body: Block): void {
    const outside = { labelled: this.#labelled, resumes: this.#resumes, call: this.#call };
    this.#labelled = new Set(body.statements.flatMap(gotoLists));
    this.#resumes = body.statements.some((one) => setjmpsIn(one).length > 0);
    const excepts = body.statements.map(countExcepts).reduce((sum, n) => sum + n, 0);
    this.#call = excepts > 1 ? ', $call' : '';
    const text = this.#block(body);
    const prologue = excepts > 1 ? '  const $call = $seh.enterFunction();\n' : '';
    const loops = [...new Set(body.statements.flatMap(loopIds))].map((id) => `  let $i${id} = 0;\n`).join('');
    this.functions.push(
      `function ${name}() {\n${prologue}${loops}${indent(this.#resumes ? resumable(text) : text)}\n}`,
    );
    this.#labelled = outside.labelled;
    this.#resumes = outside.resumes;
    this.#call = outside.call;
  }

  #block(block: Block): string {
    const parts = block.statements.map((one) => this.#guarded(one));
    if (!this.#labelled.has(block.id)) return parts.join('\n');
    const cases = [...parts, ''].map((part, index) => `case ${index}:\n${indent(part)}`).join('\n');
    const list = `$g${block.id}: for (;;) {\n  switch ($p${block.id}) {\n${indent(indent(cases))}\n  }\n  break;\n}`;
    return `let $p${block.id} = 0;\n${list}`;
  }

  /** A statement in braces, skipped on the way to a setjmp that is not in it. */
  #guarded(statement: Statement): string {
    const text = `{\n  $m.step();\n${indent(this.#statement(statement))}\n}`;
    if (!this.#resumes) return text;
    const ids = setjmpsIn(statement);
    const onTheWay = [0, ...ids].map((id) => `$resume === ${id}`).join(' || ');
    const step = ids.length === 0 ? text : text.replace('$m.step();', 'if ($resume === 0) $m.step();');
    return `if (${onTheWay}) ${step}`;
  }

  #statement(statement: Statement): string {
    switch (statement.kind) {
      case 'mark':
        return mark(statement);
      case 'set':
        return `$m.g = ${statement.value};`;
      case 'raise':
        return `$m.raise(${statement.id}, '${statement.how}');`;
      case 'fault':
        return `while ($m.faults(${statement.id}, ${statement.times})) $m.fault('${statement.what}', ${raisedCode(statement.id)});`;
      case 'call':
        this.function(`$fn${statement.id}`, statement.body);
        return `$fn${statement.id}();`;
      case 'longjmp':
        return `$seh.longjmp($m.buffer(${statement.buffer}), ${statement.value});`;
      case 'return':
        return 'return;';
      case 'break':
        return `break $s${statement.to};`;
      case 'continue':
        return `continue $s${statement.to};`;
      case 'leave':
        return `break $t${statement.to};`;
      case 'goto':
        return `$p${statement.list} = ${statement.index};\ncontinue $g${statement.list};`;
      case 'stop':
        return '$m.stop();';
      case 'error':
        return '$m.error();';
      default:
        return this.#compound(statement);
    }
  }

  #compound(statement: Statement): string {
    switch (statement.kind) {
      case 'if':
        return `if (${this.#enters(setjmpsIn(statement))}${condition(statement)}) {\n${indent(this.#block(statement.body))}\n}`;
      case 'loop':
        return this.#loop(statement);
      case 'while': {
        const test = `${this.#enters(setjmpsIn(statement))}$m.whileTest()`;
        return `$s${statement.id}: while (${test}) {\n${indent(this.#block(statement.body))}\n}`;
      }
      case 'switch':
        return `$s${statement.id}: {\n${indent(this.#block(statement.body))}\n}`;
      case 'except':
        return this.#except(statement);
      case 'finally':
        return finallyText(statement.id, this.#block(statement.body), this.#block(statement.block));
      case 'setjmp':
        return this.#setjmp(statement);
      default:
        throw new Error(`no text for ${statement.kind}`);
    }
  }

  /** On the way to one of these setjmps, conditions are not tested. */
  #enters(setjmps: readonly number[]): string {
    return this.#resumes ? setjmps.map((id) => `$resume === ${id} || `).join('') : '';
  }

  #loop(statement: Statement & { kind: 'loop' }): string {
    const index = `$i${statement.id}`;
    const start = this.#resumes ? `if ($resume === 0) ${index} = 0;` : `${index} = 0;`;
    const test = `${this.#enters(setjmpsIn(statement))}$m.loopTest(${index}, ${statement.count})`;
    const body = indent(this.#block(statement.body));
    return `${start}\n$s${statement.id}: for (; ${test}; ${index} += 1) {\n${body}\n}`;
  }

  #except(statement: Statement & { kind: 'except' }): string {
    const filter = this.#filter(statement.id, statement.filter);
    return exceptText(
      statement.id,
      filter,
      this.#call,
      this.#block(statement.body),
      this.#block(statement.handler),
    );
  }

  #filter(id: number, filter: Filter): string {
    if (filter.constant !== null) return String(filter.constant);
    const parts = [`$m.asked(${id});`];
    if (filter.call !== null) {
      this.function(`$filter${id}`, filter.call);
      parts.push(`$filter${id}();`);
    }
    if (filter.set !== null) parts.push(`$m.g = ${filter.set};`);
    return `() => {\n${indent([...parts, `return $m.answer(${id}, ${JSON.stringify(filter.answers)});`].join('\n'))}\n}`;
  }

  #setjmp(statement: Statement & { kind: 'setjmp' }): string {
    const { id } = statement;
    const value = `$v${id}`;
    const call = setjmpText(id, `$m.buffer(${statement.buffer})`, value);
    const again = indent(this.#block(statement.again));
    const test = `${this.#enters(setjmpsIn(statement).filter((one) => one !== id))}$m.setjmpGave(${id}, ${value})`;
    return `let ${value};\n${call}\nif (${test}) {\n${again}\n}`;
  }
}

/** Text of a `__try/__except`. */
export const exceptText = (id: number, filter: string, call: string, body: string, handler: string): string =>
  `const $f${id} = $seh.pushExcept(${filter}${call});
try {
  $t${id}: {
${indent(indent(body))}
  }
} catch ($e) {
  $seh.accept($f${id}, $e);
${indent(handler)}
} finally {
  $seh.pop($f${id});
}`;

/** Text of a `__try/__finally`. */
export const finallyText = (id: number, body: string, block: string): string =>
  `const $f${id} = $seh.pushFinally();
try {
  $t${id}: {
${indent(indent(body))}
  }
  $seh.completed($f${id});
} catch ($e) {
  throw $seh.passing($f${id}, $e);
} finally {
  if ($seh.enterFinally($f${id})) {
    try {
${indent(indent(indent(block)))}
    } finally {
      $seh.pop($f${id});
    }
  }
}`;

/** Text of a function that contains setjmp. */
export const resumable = (body: string): string =>
  `const $jumps = $seh.openJumps();
let $resume = 0;
try {
  for (;;) {
    try {
${indent(indent(indent(body)))}
      return;
    } catch ($e) {
      $resume = $seh.landing($jumps, $e);
    }
  }
} finally {
  $seh.closeJumps($jumps);
}`;

/** Text of a setjmp. */
export const setjmpText = (id: number, buffer: string, value: string): string =>
  `if ($resume === 0) {
  $seh.setjmp($jumps, ${buffer}, ${id});
  ${value} = 0;
} else if ($resume === ${id}) {
  $resume = 0;
  ${value} = $jumps.value;
}`;

function mark(statement: Statement & { kind: 'mark' }): string {
  const code = statement.code ? '$seh.exceptionCode()' : 'null';
  const abnormal = statement.abnormal ? '$seh.abnormalTermination()' : 'null';
  return `$m.mark('${statement.label || statement.id}', ${code}, ${abnormal});`;
}

function condition(statement: Statement & { kind: 'if' }): string {
  switch (statement.condition.kind) {
    case 'first':
      return `$m.first(${statement.id}, ${statement.condition.times})`;
    case 'after':
      return `!$m.first(${statement.id}, ${statement.condition.times})`;
    case 'even':
      return `$i${statement.loop} % 2 === 0`;
    case 'index':
      return `$i${statement.loop} === ${statement.condition.is}`;
  }
}

const inside = <T>(statement: Statement, of: (one: Statement) => T[]): T[] => {
  const found: T[] = [];
  holds(statement, (one) => {
    found.push(...of(one));
    return false;
  });
  return found;
};

const gotoLists = (statement: Statement) =>
  inside(statement, (one) => (one.kind === 'goto' ? [one.list] : []));
const loopIds = (statement: Statement) => inside(statement, (one) => (one.kind === 'loop' ? [one.id] : []));
const countExcepts = (statement: Statement) =>
  inside(statement, (one) => (one.kind === 'except' ? [1] : [])).length;

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ');
