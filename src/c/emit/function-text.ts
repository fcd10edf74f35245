/** JavaScript of one C function: its frame, its variables, its body. */
import type { FunctionDefinition, Statement, Variable } from '../tree/tree.ts';
import { watchedFrame } from './checked-text.ts';
import { FunctionContext, type ProgramContext, SCRATCH } from './function-context.ts';
import { storeText } from './memory-text.ts';
import { ACTIVATION, StatementWriter } from './statements.ts';
import { findTargets } from './targets.ts';
import { accessOf, bytesOf, isRecord, unsetText } from './value-class.ts';

/** A function's text, and the size of its frame: 0 when it needs none. */
export interface FunctionText {
  readonly text: string;
  readonly frameBytes: number;
  /** What it was written with. */
  readonly ctx: FunctionContext;
  /** Switches with cases inside of other statements. */
  readonly hardSwitches: ReadonlySet<Statement>;
}

/** Writes the JavaScript function `name` for a definition. */
export function functionText(
  program: ProgramContext,
  definition: FunctionDefinition,
  name: string,
): FunctionText {
  const ctx = new FunctionContext(program, definition);
  const targets = findTargets(definition);
  ctx.setjmpTargets = targets.setjmps;
  const body = new StatementWriter(ctx, targets).body();
  const copies = definition.parameters.map((parameter) => copyOfParameter(ctx, parameter));
  const parameters = parameterNames(ctx, definition);
  if (definition.setjmps > 0) ctx.calls = true;
  const hasFrame = ctx.calls || ctx.usesStack;
  const { bytes, scratch } = ctx.frame;
  const declarations = variableDeclarations(ctx, definition);
  const jumps = targets.range(definition.body.statements);
  const whole = [...copies, definition.setjmps > 0 ? withJumps(body) : body]
    .filter((line) => line !== '')
    .join('\n');
  const text = [
    `function ${name}(${[hasFrame ? '$sp' : '$fp', ...parameters].join(', ')}) {`,
    hasFrame
      ? `const $fp = $sp - ${bytes}; if ($fp < $low) $.stackOverflow($sp, ${program.site(definition.at)});`
      : '',
    program.entry(definition),
    ctx.usesFrame ? 'const $b = STK + $fp;' : '',
    declarations,
    jumps.last >= jumps.first ? 'let $p = 0;' : '',
    ctx.exceptClauses > 1 ? 'const $call = $.seh.enterFunction();' : '',
    ctx.temporaries,
    program.checks && ctx.usesStack ? watchedFrame(program.frameLayout(ctx.layout), whole) : whole,
    '}',
  ]
    .filter((line) => line !== '')
    .join('\n')
    .replaceAll(`, ${ACTIVATION}`, ctx.exceptClauses > 1 ? ', $call' : '')
    .replaceAll(SCRATCH, `${scratch}`);
  return { text, frameBytes: hasFrame ? bytes : 0, ctx, hardSwitches: targets.hardSwitches };
}

/** The text of decision 0005 around the body of a function that calls setjmp. */
function withJumps(body: string): string {
  return `const $jumps = $.seh.openJumps();
try {
for (;;) {
try {
${body}
return;
} catch ($e) {
$p = $.landing($jumps, $e);
}
}
} finally {
$.seh.closeJumps($jumps);
}`;
}

function parameterNames(ctx: FunctionContext, { parameters, symbol }: FunctionDefinition): readonly string[] {
  const names = parameters.map((parameter) => {
    const place = ctx.place(parameter);
    return place.kind === 'name' ? place.name : incoming(ctx, parameter);
  });
  if (isRecord(symbol.type.returns)) names.unshift('$ret');
  if (symbol.type.variadic) names.push('$va');
  return names;
}

const incomingNames = new WeakMap<Variable, string>();

/** JavaScript name under which a parameter arrives that lives in the frame. */
function incoming(ctx: FunctionContext, parameter: Variable): string {
  let name = incomingNames.get(parameter);
  if (name === undefined) {
    name = ctx.newName(parameter.name);
    incomingNames.set(parameter, name);
  }
  return name;
}

/** Text that brings a parameter into the frame: by value means that the callee has bytes of its own. */
function copyOfParameter(ctx: FunctionContext, parameter: Variable): string {
  const place = ctx.place(parameter);
  if (place.kind === 'name') return '';
  const { type } = parameter;
  const { architecture, dialect } = ctx.program;
  const site = ctx.program.site(parameter.at);
  const from = incoming(ctx, parameter);
  const to = ctx.frameAddress(place.offset);
  if (isRecord(type)) return `$.copy(${to}, ${from}, ${bytesOf(type, architecture)}, ${site}, $fp);`;
  return ctx.withAccess(
    (temporaries) =>
      `${storeText(dialect, accessOf(type), { kind: 'address', text: to }, from, temporaries, site)};`,
  );
}

function variableDeclarations(ctx: FunctionContext, { locals }: FunctionDefinition): string {
  const wide = ctx.program.architecture === 'x64';
  const parts = locals.flatMap((local) => {
    if (local.storage === 'static') return [];
    const place = ctx.place(local);
    return place.kind === 'name'
      ? [ctx.program.checks ? place.name : `${place.name} = ${unsetText(local.type, wide)}`]
      : [];
  });
  return parts.length === 0 ? '' : `let ${parts.join(', ')};`;
}
