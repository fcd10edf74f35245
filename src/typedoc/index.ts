/**
 * `irqlab/typedoc`: a plug-in of TypeDoc for projects that declare routines as irqlab does. It writes a reference
 * page for each routine, a glossary and tables, and fails the build on what is wrong in comments.
 *
 * ```json
 * { "plugin": ["irqlab/typedoc"], "irqlabRoutines": ["./dist/routines.js"], "irqlabPages": "./docs/api-pages" }
 * ```
 *
 * @packageDocumentation
 */
import { Application, Converter } from 'typedoc';
import { Plugin } from './plugin.ts';

export { type Finding, type FindingKind, findingsOf, type Place } from './findings.ts';

/**
 * Adds the plug-in to TypeDoc, which calls this for every plug-in of its options.
 *
 * @param app the run of TypeDoc
 */
export function load(app: Application): void {
  const plugin = new Plugin(app);
  app.options.addReader(plugin.reader);
  app.on(Application.EVENT_BOOTSTRAP_END, () => plugin.adjustOptions());
  app.converter.on(Converter.EVENT_BEGIN, (context) => plugin.writePages(context));
  // After the links of comments were resolved: what is linked here needs no resolving.
  app.converter.on(Converter.EVENT_RESOLVE_END, (context) => plugin.completeComments(context), -1000);
  app.on(Application.EVENT_VALIDATE_PROJECT, () => plugin.check());
}
