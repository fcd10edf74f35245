/** The words of the reference pages' parameters: the `@param` texts of the interfaces of routines. */
import { TypeScript as ts } from 'typedoc';

/** Text of each parameter by the name of the routine and of the parameter. */
export type ParameterTexts = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * Reads the texts of the routines that sources declare: `const Name = routine<Interface>()(…)`, or `blockingRoutine`.
 *
 * @param files the sources; an interface may stand in another file than its routine
 */
export function parameterTexts(files: Iterable<ts.SourceFile>): ParameterTexts {
  const interfaces = new Map<string, Readonly<Record<string, string>>>();
  const routines = new Map<string, string>();
  for (const file of files) {
    if (!file.text.includes('outine<')) continue;
    for (const statement of file.statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        const signature = statement.members.find(ts.isCallSignatureDeclaration);
        if (signature !== undefined) interfaces.set(statement.name.text, textsOf(signature, file));
      } else if (ts.isVariableStatement(statement)) {
        for (const { name, initializer } of statement.declarationList.declarations) {
          const declared = interfaceOf(initializer, file);
          if (declared !== undefined && ts.isIdentifier(name)) routines.set(name.text, declared);
        }
      }
    }
  }
  return new Map([...routines].map(([name, declared]) => [name, interfaces.get(declared) ?? {}]));
}

/** The `@param` texts of a call signature by name, each on one line. A program that nobody checked has no parents, so the file is named. */
function textsOf(signature: ts.CallSignatureDeclaration, file: ts.SourceFile): Record<string, string> {
  const tags = ts.getJSDocTags(signature).filter(ts.isJSDocParameterTag);
  return Object.fromEntries(
    tags.map((tag) => [
      tag.name.getText(file),
      (ts.getTextOfJSDocComment(tag.comment) ?? '').replace(/\s+/g, ' ').trim(),
    ]),
  );
}

/** The interface in `routine<Name>()(…)`; undefined for any other initializer. */
function interfaceOf(initializer: ts.Expression | undefined, file: ts.SourceFile): string | undefined {
  if (initializer === undefined || !ts.isCallExpression(initializer)) return undefined;
  const made = initializer.expression;
  if (!ts.isCallExpression(made) || !ts.isIdentifier(made.expression)) return undefined;
  if (!/^(?:blockingR|r)outine$/.test(made.expression.text)) return undefined;
  return made.typeArguments?.[0]?.getText(file);
}
