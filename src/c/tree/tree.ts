/**
 * The checked program: what the parser hands to the emitter. One file, because declarations, statements and
 * expressions contain each other.
 */
import type { Position } from '../source/position.ts';
import type { FunctionType, Member, Type } from './type.ts';

/** Whatever stands somewhere in the source. */
interface Placed {
  readonly at: Position;
}

// === Expressions ============================================================
//
// Checked expressions. The parser has resolved names, decided types and made every conversion a node, so the
// emitter never asks what C would do with an operand.
//
// Two classes of expression: an **lvalue** names an object (`Lvalue`), everything else is a value. An lvalue becomes
// a value through `load` (scalars, records) or `decay` (arrays, functions) and in no other way.

interface Node extends Placed {
  readonly type: Type;
}

// --- lvalues ---------------------------------------------------------------

export interface VariableReference extends Node {
  readonly kind: 'variable';
  readonly variable: Variable;
}

export interface FunctionReference extends Node {
  readonly kind: 'function';
  readonly symbol: FunctionSymbol;
}

/** A string literal: an array with static storage. */
export interface StringLiteral extends Node {
  readonly kind: 'string';
  /** Characters with the NUL at the end; 16-bit units of a wide one. */
  readonly units: Uint8Array | Uint16Array;
}

/** `*pointer`; `a[i]` is the dereference of a sum. */
export interface Dereference extends Node {
  readonly kind: 'dereference';
  readonly pointer: Expression;
}

/** `object.member`; `p->m` is that of a dereference. Through anonymous members the offsets are summed up. */
export interface MemberAccess extends Node {
  readonly kind: 'member';
  /** An lvalue, or a value of record type (a call that returns one). */
  readonly object: Lvalue | Expression;
  /** `type` is that of the access: the member's, with the qualifiers of the object. */
  readonly offset: number;
  readonly bits: Member['bits'];
}

/** `(type){ … }`: an object of its own, initialised each time it is reached. */
export interface CompoundLiteral extends Node {
  readonly kind: 'compound literal';
  readonly variable: Variable;
  readonly initializer: Initializer;
}

export type Lvalue =
  | VariableReference
  | FunctionReference
  | StringLiteral
  | Dereference
  | MemberAccess
  | CompoundLiteral;

// --- values ----------------------------------------------------------------

/** An integer constant, in the range of its type. Folded constants and `sizeof` are these too; a constant of pointer type is a folded cast. */
export interface IntegerConstant extends Node {
  readonly kind: 'integer';
  readonly value: bigint;
  /** True for `__assume(0)`: control never gets there. */
  readonly unreachable?: true;
}

export interface FloatConstant extends Node {
  readonly kind: 'float';
  readonly value: number;
}

/** Value of an object: a scalar, a bit-field, or the bytes of a record. */
export interface Load extends Node {
  readonly kind: 'load';
  readonly from: Lvalue;
}

/** Address of the first element of an array, or of a function. */
export interface Decay extends Node {
  readonly kind: 'decay';
  readonly of: Lvalue;
}

/** `&object`. */
export interface AddressOf extends Node {
  readonly kind: 'address';
  readonly of: Lvalue;
}

/** Conversion of a scalar to another scalar type, or of anything to void. */
export interface Convert extends Node {
  readonly kind: 'convert';
  readonly operand: Expression;
}

/** `-`, `~` on their promoted operand; `!` on any scalar, giving int. */
export interface Unary extends Node {
  readonly kind: 'unary';
  readonly operator: '-' | '~' | '!';
  readonly operand: Expression;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';

/** Arithmetic: both operands have the type of the result, except that the right one of a shift has its own promoted type. */
export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** Comparison of two operands of one arithmetic type, or of two pointers. Gives int. */
export interface Compare extends Node {
  readonly kind: 'compare';
  readonly operator: '<' | '>' | '<=' | '>=' | '==' | '!=';
  readonly left: Expression;
  readonly right: Expression;
}

/** `&&` and `||` of any scalars. Gives int. */
export interface Logical extends Node {
  readonly kind: 'logical';
  readonly operator: '&&' | '||';
  readonly left: Expression;
  readonly right: Expression;
}

/** `pointer + index`, or `- index`: the index has any integer type. */
export interface PointerAdd extends Node {
  readonly kind: 'pointer add';
  readonly pointer: Expression;
  readonly index: Expression;
  readonly subtract: boolean;
  readonly elementBytes: number;
}

/** `left - right` of two pointers; its type is ptrdiff_t. */
export interface PointerDifference extends Node {
  readonly kind: 'pointer difference';
  readonly left: Expression;
  readonly right: Expression;
  readonly elementBytes: number;
}

export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

export interface Comma extends Node {
  readonly kind: 'comma';
  readonly left: Expression;
  readonly right: Expression;
}

/** `target = value`; the value has the target's type already. */
export interface Assign extends Node {
  readonly kind: 'assign';
  readonly target: Lvalue;
  readonly value: Expression;
}

/**
 * `target op= value`: the target is converted to `computeType`, combined with the value (which has that type
 * already; the count of a shift its own), and converted back. For a pointer target `computeType` is the
 * pointer type, the operator `+` or `-`, and the value any integer, counted in elements.
 */
export interface CompoundAssign extends Node {
  readonly kind: 'compound assign';
  readonly operator: ArithmeticOperator;
  readonly target: Lvalue;
  readonly value: Expression;
  readonly computeType: Type;
  /** For a pointer target, else 1. */
  readonly elementBytes: number;
}

/** `++` and `--`. */
export interface Step extends Node {
  readonly kind: 'step';
  readonly target: Lvalue;
  /** 1 or -1; for a pointer times the bytes of an element. */
  readonly by: number;
  /** True when the value is that of before. */
  readonly postfix: boolean;
}

export interface Call extends Node {
  readonly kind: 'call';
  /** A function itself, or a value of type pointer to function. */
  readonly callee: FunctionReference | Expression;
  readonly signature: FunctionType;
  /** Converted to the parameter types; what stands for `...` promoted. */
  readonly args: readonly Expression[];
}

/** `va_start(list, …)`: makes the list point at the first unnamed argument. Type void. */
export interface VaStart extends Node {
  readonly kind: 'va_start';
  readonly list: Lvalue;
}

/** `va_arg(list, type)`. */
export interface VaArg extends Node {
  readonly kind: 'va_arg';
  readonly list: Lvalue;
}

/** GetExceptionCode(), GetExceptionInformation(), AbnormalTermination(): the parser has checked where they stand. */
export interface SehIntrinsic extends Node {
  readonly kind: 'exception code' | 'exception information' | 'abnormal termination';
}

/** `setjmp(buffer)`. */
export interface Setjmp extends Node {
  readonly kind: 'setjmp';
  readonly buffer: Expression;
  /** 1 for the first of its function. */
  readonly point: number;
}

export type Expression =
  | IntegerConstant
  | FloatConstant
  | Load
  | Decay
  | AddressOf
  | Convert
  | Unary
  | Binary
  | Compare
  | Logical
  | PointerAdd
  | PointerDifference
  | Conditional
  | Comma
  | Assign
  | CompoundAssign
  | Step
  | Call
  | VaStart
  | VaArg
  | SehIntrinsic
  | Setjmp;

// === Initialisers, flattened: nesting and designators are gone ===============

/** One scalar, record or string that is stored into the object. */
export interface InitialValue {
  /** Byte offset in the object. */
  readonly offset: number;
  readonly bits: Member['bits'];
  /** Type of the place: the value has it already. For a string literal, the array (bytes beyond the literal are 0). */
  readonly type: Type;
  readonly value: Expression | StringLiteral;
}

/** What an object begins with, in the order of evaluation. */
export interface Initializer {
  /** True when bytes that no value covers must be 0: every list of values in braces. */
  readonly zeroed: boolean;
  readonly values: readonly InitialValue[];
}

// === Statements: labels stand in lists beside the statement that they label ==

export interface BlockStatement extends Placed {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
  /** The closing brace. */
  readonly end: Position;
}

/** An expression whose value nobody uses. */
export interface ExpressionStatement extends Placed {
  readonly kind: 'expression';
  readonly expression: Expression;
}

/** An automatic variable comes to life. Its value is undefined when it has no initialiser. */
export interface DeclarationStatement extends Placed {
  readonly kind: 'declare';
  readonly variable: Variable;
  readonly initializer: Initializer | null;
}

export interface IfStatement extends Placed {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Statement;
  readonly else: Statement | null;
}

export interface WhileStatement extends Placed {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: Statement;
}

export interface DoStatement extends Placed {
  readonly kind: 'do';
  readonly body: Statement;
  readonly condition: Expression;
}

export interface ForStatement extends Placed {
  readonly kind: 'for';
  /** Declarations or an expression. */
  readonly first: readonly Statement[];
  readonly condition: Expression | null;
  readonly step: Expression | null;
  readonly body: Statement;
}

export interface SwitchStatement extends Placed {
  readonly kind: 'switch';
  /** Promoted; the constants of the cases have its type. */
  readonly value: Expression;
  readonly body: Statement;
}

/** `case value:` of the innermost switch. */
export interface CaseLabel extends Placed {
  readonly kind: 'case';
  readonly value: bigint;
}

export interface DefaultLabel extends Placed {
  readonly kind: 'default';
}

/** `name:`. */
export interface Label extends Placed {
  readonly kind: 'label';
  readonly name: string;
}

export interface GotoStatement extends Placed {
  readonly kind: 'goto';
  readonly label: string;
}

export interface JumpStatement extends Placed {
  readonly kind: 'break' | 'continue' | 'leave' | 'empty';
}

export interface ReturnStatement extends Placed {
  readonly kind: 'return';
  /** Converted to the type of the result. */
  readonly value: Expression | null;
}

export interface TryExceptStatement extends Placed {
  readonly kind: 'try except';
  readonly body: BlockStatement;
  /** An int. */
  readonly filter: Expression;
  readonly handler: BlockStatement;
}

export interface TryFinallyStatement extends Placed {
  readonly kind: 'try finally';
  readonly body: BlockStatement;
  readonly block: BlockStatement;
}

export type Statement =
  | BlockStatement
  | ExpressionStatement
  | DeclarationStatement
  | IfStatement
  | WhileStatement
  | DoStatement
  | ForStatement
  | SwitchStatement
  | CaseLabel
  | DefaultLabel
  | Label
  | GotoStatement
  | JumpStatement
  | ReturnStatement
  | TryExceptStatement
  | TryFinallyStatement;

// === Declarations ===========================================================

/** Who sees a name: other translation units, this one, or its block. */
export type Linkage = 'external' | 'internal' | 'none';

/** An object that has a name. One per object: redeclarations share it. */
export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
  /** Completed later for `int a[] = { … }` and tentative definitions. */
  type: Type;
  /** `parameter` and `automatic` live in a call, `static` as long as the program. */
  readonly storage: 'parameter' | 'automatic' | 'static';
  readonly linkage: Linkage;
  readonly at: Position;
  /** True once `&` or a decay needs it in memory. */
  addressTaken: boolean;
  /** False while only `extern` declarations were seen; a definition in another unit is meant then. */
  defined: boolean;
  /** Of a static variable; null: zeroes. */
  initializer: Initializer | null;
  /** From `__declspec(allocate)` or data_seg; null for the usual one. */
  section: string | null;
  /** Alignment asked for by `__declspec(align)`; 0 for the type's own. */
  align: number;
  /** True for `__declspec(selectany)`: several units may define it, and one definition is taken. */
  selectany: boolean;
}

/** A function: its declarations and its definition share this. */
export interface FunctionSymbol {
  readonly kind: 'function';
  readonly name: string;
  type: FunctionType;
  readonly linkage: Linkage;
  readonly at: Position;
  /** True for `inline`, `__inline` and `__forceinline`. */
  inline: boolean;
  /** True when it was called without a declaration (C4013). */
  readonly implicit: boolean;
  definition: FunctionDefinition | null;
  /** Section of the code, from `#pragma alloc_text`; null for the usual one. Names that begin with PAGE or INIT matter. */
  section: string | null;
  /** First place where it is called or its address is used; null when it never is. */
  usedAt: Position | null;
}

/** The body of a function. */
export interface FunctionDefinition {
  readonly symbol: FunctionSymbol;
  readonly parameters: readonly Variable[];
  /** All automatic variables of its blocks, also those of compound literals. */
  readonly locals: readonly Variable[];
  readonly body: BlockStatement;
  /** setjmps in it. */
  readonly setjmps: number;
  /** Where the body begins. */
  readonly at: Position;
  /** Its closing brace. */
  readonly end: Position;
}

/** A checked translation unit. */
export interface TranslationUnit {
  /** Name of the source file. */
  readonly file: string;
  /** Every function that was declared, defined ones in the order of definition. */
  readonly functions: readonly FunctionSymbol[];
  /** Every variable with static storage, those of functions too. */
  readonly variables: readonly Variable[];
  /** Places of calls whose results are thrown away although they have to be looked at. */
  readonly ignored: readonly Position[];
}
