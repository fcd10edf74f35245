/** WebAssembly of C statements. */
import type { Position } from '../../source/position.ts';
import type { Expression, ForStatement, Statement, SwitchStatement } from '../../tree/tree.ts';
import { bytesOf, isBig, isRecord } from '../value-class.ts';
import { condition, effect, initialize, value } from './native-expressions.ts';
import { HasNoNativeForm, type NativeFunction, pushRegister, Register } from './native-function.ts';
import { copyTo } from './native-memory.ts';
import { I32, I64, Op } from './wasm.ts';

/** Blocks that jumps lead out of, or to the beginning of; 0 for none. */
interface Around {
  readonly breaks: number;
  readonly continues: number;
}

const OUTSIDE: Around = { breaks: 0, continues: 0 };

/** Most entries of a jump table for each case that is in it. */
const TABLE_SPREAD = 4;

/** Writes the statements of a function's body. */
export function body(f: NativeFunction, statements: readonly Statement[]): void {
  list(f, statements, OUTSIDE);
}

function list(f: NativeFunction, statements: readonly Statement[], around: Around): void {
  for (const one of statements) statement(f, one, around);
}

function statement(f: NativeFunction, s: Statement, around: Around): void {
  const { code } = f;
  switch (s.kind) {
    case 'block':
      list(f, s.statements, around);
      break;
    case 'expression':
      effect(f, s.expression);
      break;
    case 'declare':
      declaration(f, s);
      break;
    case 'if':
      condition(f, s.condition);
      code.open(Op.if);
      statement(f, s.then, around);
      if (s.else !== null) {
        code.otherwise();
        statement(f, s.else, around);
      }
      code.end();
      break;
    case 'while':
      loop(f, { condition: s.condition, step: null, body: s.body, at: s.at }, around);
      break;
    case 'do':
      doLoop(f, s.body, s.condition, s.at);
      break;
    case 'for':
      list(f, s.first, around);
      loop(f, s, around);
      break;
    case 'switch':
      if (f.written.hardSwitches.has(s)) throw new HasNoNativeForm('cases inside of other statements');
      switchStatement(f, s, around);
      break;
    case 'break':
      code.branch(Op.br, around.breaks);
      break;
    case 'continue':
      code.branch(Op.br, around.continues);
      break;
    case 'return':
      returnStatement(f, s.value, s.at);
      break;
    case 'empty':
    case 'label':
      break;
    default:
      throw new HasNoNativeForm(s.kind);
  }
}

function declaration(
  f: NativeFunction,
  { variable, initializer }: Extract<Statement, { kind: 'declare' }>,
): void {
  if (variable.storage === 'static' || initializer === null) return;
  const place = f.ctx.place(variable);
  if (place.kind === 'frame') {
    initialize(f, initializer, variable.type, { kind: 'frame', offset: place.offset });
    return;
  }
  const local = f.localOf({ kind: 'variable', variable, type: variable.type, at: variable.at });
  if (local === null) throw new HasNoNativeForm('a variable without a local');
  const first = initializer.values[0];
  if (first === undefined || first.value.kind === 'string') {
    f.code.i32(0);
    if (f.scalarType(variable.type) !== I32) throw new HasNoNativeForm('empty braces');
  } else value(f, first.value);
  f.code.set(local);
}

/** True for a statement with a loop in it. */
export function hasLoop(s: Statement): boolean {
  switch (s.kind) {
    case 'while':
    case 'do':
    case 'for':
      return true;
    case 'block':
      return s.statements.some(hasLoop);
    case 'if':
      return hasLoop(s.then) || (s.else !== null && hasLoop(s.else));
    case 'switch':
      return hasLoop(s.body);
    default:
      return false;
  }
}

/** Begins to count turns of loops in a local: in the memory each count would wait for the one before. */
export function beginSteps(f: NativeFunction): void {
  f.steps = f.local(I32);
  pushRegister(f, Register.steps);
  f.code.set(f.steps);
}

/** Counts a turn of a loop. */
function tick(f: NativeFunction, at: Position): void {
  const { code, steps } = f;
  code.get(steps);
  code.i32(1);
  code.op(Op.i32Sub);
  code.tee(steps);
  code.i32(0);
  code.op(Op.i32LtS);
  code.openSeldom();
  code.i32(f.site(at));
  code.get(f.fp);
  const signature = { parameters: [I32, I32], result: I32 };
  f.callSeldom('moreSteps', signature, (w) => {
    w.code.get(0);
    w.code.get(1);
    w.callImport('moreSteps', signature, () => '(s, p) => $.moreSteps(s, p)');
  });
  code.set(steps);
  code.end();
}

function loop(
  f: NativeFunction,
  { condition: test, step, body: inside, at }: Pick<ForStatement, 'condition' | 'step' | 'body' | 'at'>,
  _around: Around,
): void {
  const { code } = f;
  const breaks = code.open(Op.block);
  const again = code.open(Op.loop);
  if (test !== null) {
    condition(f, test);
    code.op(Op.i32Eqz);
    code.branch(Op.brIf, breaks);
  }
  tick(f, at);
  const continues = code.open(Op.block);
  statement(f, inside, { breaks, continues });
  code.end();
  if (step !== null) effect(f, step);
  code.branch(Op.br, again);
  code.end();
  code.end();
}

function doLoop(f: NativeFunction, inside: Statement, test: Expression, at: Position): void {
  const { code } = f;
  const breaks = code.open(Op.block);
  const again = code.open(Op.loop);
  tick(f, at);
  const continues = code.open(Op.block);
  statement(f, inside, { breaks, continues });
  code.end();
  condition(f, test);
  code.branch(Op.brIf, again);
  code.end();
  code.end();
}

/** A part of a switch that is entered at its beginning. */
interface Segment {
  readonly cases: bigint[];
  isDefault: boolean;
  readonly statements: Statement[];
}

function switchStatement(f: NativeFunction, s: SwitchStatement, around: Around): void {
  const { code } = f;
  const segments: Segment[] = [];
  for (const one of s.body.kind === 'block' ? s.body.statements : [s.body]) {
    let last = segments[segments.length - 1];
    if (one.kind === 'case' || one.kind === 'default') {
      if (last === undefined || last.statements.length > 0) {
        last = { cases: [], isDefault: false, statements: [] };
        segments.push(last);
      }
      if (one.kind === 'case') last.cases.push(one.value);
      else last.isDefault = true;
    } else if (last !== undefined) last.statements.push(one);
    // What stands before the first label is never reached.
  }
  const breaks = code.open(Op.block);
  const blocks = segments.map(() => code.open(Op.block)).reverse();
  const isWide = isBig(s.value.type);
  f.withLocal(isWide ? I64 : I32, (chosen) => {
    value(f, s.value);
    code.set(chosen);
    const otherwise = blocks[segments.findIndex(({ isDefault }) => isDefault)] ?? breaks;
    const choices = segments.flatMap(({ cases }, index) =>
      cases.map((constant) => ({
        constant: BigInt.asIntN(isWide ? 64 : 32, constant),
        block: blocks[index] ?? breaks,
      })),
    );
    choose(f, chosen, isWide, choices, otherwise);
  });
  for (const { statements } of segments) {
    code.end();
    list(f, statements, { ...around, breaks });
  }
  code.end();
}

function choose(
  f: NativeFunction,
  chosen: number,
  isWide: boolean,
  choices: readonly { readonly constant: bigint; readonly block: number }[],
  otherwise: number,
): void {
  const { code } = f;
  const constants = choices.map(({ constant }) => Number(constant));
  const least = Math.min(...constants);
  const spread = Math.max(...constants) - least + 1;
  if (!isWide && choices.length >= 4 && spread <= choices.length * TABLE_SPREAD) {
    const table = Array.from({ length: spread }, () => otherwise);
    for (const { constant, block } of choices) table[Number(constant) - least] = block;
    code.get(chosen);
    code.i32(least);
    code.op(Op.i32Sub);
    code.branchTable(table, otherwise);
    return;
  }
  for (const { constant, block } of choices) {
    code.get(chosen);
    if (isWide) code.i64(constant);
    else code.i32(Number(constant));
    code.op(isWide ? Op.i64Eq : Op.i32Eq);
    code.branch(Op.brIf, block);
  }
  code.branch(Op.br, otherwise);
}

function returnStatement(f: NativeFunction, result: Expression | null, at: Position): void {
  const { code } = f;
  const { returns } = f.ctx.definition.symbol.type;
  if (result === null) {
    pushNothing(f);
  } else if (isRecord(returns)) {
    value(f, result);
    copyTo(f, { kind: 'local', local: f.result }, 0, bytesOf(returns, f.architecture), f.site(at));
    code.get(f.result);
  } else if (returns.kind === 'void') effect(f, result);
  else value(f, result);
  f.leave();
  code.op(Op.return);
}

/** Pushes what a function gives that returns without a value: 0. */
export function pushNothing(f: NativeFunction): void {
  const type = f.typeOf(f.ctx.definition.symbol.type.returns);
  if (type === null) return;
  if (type === I32) f.code.i32(0);
  else if (type === I64) f.code.i64(0n);
  else if (type === 0x7d) f.code.f32(0);
  else f.code.f64(0);
}
