/** Where a declaration names something. */
import type { TypeScript as ts } from 'typedoc';
import { type Place, placeAt } from './findings.ts';

/**
 * The line of a text in the source that declares a routine: after the routine's own name in quotes, where there is
 * one; the top of no file when no source declares it.
 */
export function placeOfText(files: readonly ts.SourceFile[], routine: string, text: string): Place {
  const own = new RegExp(`name:\\s*(['"\`])${routine}\\1`);
  for (const { fileName, text: source } of files) {
    const start = own.exec(source)?.index;
    if (start === undefined) continue;
    const at = source.indexOf(text, start);
    return placeAt(fileName, source, at < 0 ? start : at);
  }
  return { file: '', line: 0 };
}
