// The words of the reference pages' parameters: the `@param` texts of the routines' interfaces in src.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The `@param` texts of a call signature by name. */
function parameterTexts(signature) {
  const tags = ts.getJSDocTags(signature).filter(ts.isJSDocParameterTag);
  const text = (tag) => (ts.getTextOfJSDocComment(tag.comment) ?? '').replace(/\s+/g, ' ').trim();
  return Object.fromEntries(tags.map((tag) => [tag.name.getText(), text(tag)]));
}

/** The interface in `routine<Name>()(…)`; undefined for any other initializer. */
function routineInterface(initializer) {
  const inner = initializer?.expression?.expression ?? {};
  return inner.text === 'routine' || inner.text === 'blockingRoutine'
    ? initializer.expression.typeArguments?.[0]?.getText()
    : undefined;
}

/**
 * Reads every source file once.
 *
 * @param folder the folder of the sources
 * @returns {(routine: string) => Record<string, string>} gives the texts of a routine by parameter; a routine has the name of its constant
 */
export function readParameterTexts(folder) {
  const interfaces = new Map();
  const routines = new Map();
  for (const name of readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ts'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    if (!/outine</.test(text)) continue;
    for (const statement of ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true).statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        const signature = statement.members.find(ts.isCallSignatureDeclaration);
        if (signature !== undefined) interfaces.set(statement.name.text, parameterTexts(signature));
      } else if (ts.isVariableStatement(statement)) {
        for (const { name: constant, initializer } of statement.declarationList.declarations) {
          const declared = routineInterface(initializer);
          if (declared !== undefined) routines.set(constant.getText(), declared);
        }
      }
    }
  }
  return (routine) => interfaces.get(routines.get(routine)) ?? {};
}
