/**
 * The prose side of a declaration: the interface with one documented call signature, read with the TypeScript
 * compiler. Types are compared by the compiler itself (`routine()`), names and documentation here.
 */
import ts from 'typescript';

/** A declared routine as its source file shows it. */
export interface SourceRoutine {
  /** Name of the exported constant. */
  readonly constant: string;
  /** Name of the interface given to `routine<…>()`. */
  readonly interfaceName: string;
  /** The call signatures of that interface; empty when the file does not have it. */
  readonly signatures: readonly SourceSignature[];
}

/** A call signature and its documentation. */
export interface SourceSignature {
  readonly parameters: readonly string[];
  readonly returnsNothing: boolean;
  /** Prose before the tags. */
  readonly prose: string;
  /** `@param` texts by name, in order. */
  readonly params: readonly (readonly [name: string, text: string])[];
  /** `@returns` text; undefined without the tag. */
  readonly returns: string | undefined;
}

const textOf = (comment: string | ts.NodeArray<ts.JSDocComment> | undefined) =>
  (ts.getTextOfJSDocComment(comment) ?? '').trim();

function readSignature(signature: ts.CallSignatureDeclaration): SourceSignature {
  const docs = ts.getJSDocCommentsAndTags(signature).filter(ts.isJSDoc);
  const tags = ts.getJSDocTags(signature);
  const returns = tags.find((tag) => tag.tagName.text === 'returns');
  return {
    parameters: signature.parameters.map(({ name }) => name.getText()),
    returnsNothing: signature.type?.kind === ts.SyntaxKind.VoidKeyword,
    prose: textOf(docs.at(-1)?.comment),
    params: tags.filter(ts.isJSDocParameterTag).map((tag) => [tag.name.getText(), textOf(tag.comment)]),
    returns: returns && textOf(returns.comment),
  };
}

/** The interface name in `routine<Name>()(…)`, or undefined for another expression. */
function routineArgument(initializer: ts.Expression | undefined): string | undefined {
  if (!initializer || !ts.isCallExpression(initializer) || !ts.isCallExpression(initializer.expression)) {
    return undefined;
  }
  const inner = initializer.expression;
  if (!ts.isIdentifier(inner.expression)) return undefined;
  if (inner.expression.text !== 'routine' && inner.expression.text !== 'blockingRoutine') return undefined;
  return inner.typeArguments?.[0]?.getText();
}

/** Every routine that a source file declares. */
export function sourceRoutines(fileName: string, text: string): SourceRoutine[] {
  if (!/outine</.test(text)) return [];
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true);
  const signaturesOf = (name: string) =>
    source.statements
      .filter((statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name)
      .flatMap((declaration) =>
        (declaration as ts.InterfaceDeclaration).members.filter(ts.isCallSignatureDeclaration),
      )
      .map(readSignature);
  return source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
    declarationList.declarations.flatMap(({ name, initializer }) => {
      const interfaceName = routineArgument(initializer);
      return interfaceName === undefined
        ? []
        : [{ constant: name.getText(), interfaceName, signatures: signaturesOf(interfaceName) }];
    }),
  );
}

/** What is wrong with the prose side of a routine whose contract has these names. */
export function proseFindings(routine: SourceRoutine, name: string, parameters: readonly string[]): string[] {
  const [signature] = routine.signatures;
  const say = (what: string) => `${name}: ${what}`;
  const names = [routine.constant, routine.interfaceName]
    .filter((other) => other !== name)
    .map((other) => say(`is declared as ${other}`));
  if (signature === undefined || routine.signatures.length > 1) {
    return [
      ...names,
      say(`interface ${routine.interfaceName} has ${routine.signatures.length} call signatures`),
    ];
  }
  const findings = [...names];
  const list = (words: readonly string[]) => words.join(', ') || 'none';
  if (list(signature.parameters) !== list(parameters)) {
    findings.push(say(`parameters ${list(signature.parameters)}; the contract has ${list(parameters)}`));
  }
  if (signature.prose === '') findings.push(say('no doc comment on the call signature'));
  const documented = signature.params.map(([parameter]) => parameter);
  if (list(documented) !== list(parameters)) {
    findings.push(say(`@param for ${list(documented)}; the contract has ${list(parameters)}`));
  }
  for (const [parameter, text] of signature.params) {
    if (text === '') findings.push(say(`@param ${parameter} says nothing`));
  }
  if (!signature.returnsNothing && !signature.returns) findings.push(say('no @returns'));
  if (signature.returnsNothing && signature.returns !== undefined) findings.push(say('@returns of void'));
  return findings;
}
