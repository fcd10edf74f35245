/** Options of the plugin, as typedoc.json has them (docs/guide/typedoc-plugin.md). */
import { type Application, type Options, ParameterType } from 'typedoc';

/** What the options say. */
export interface PluginOptions {
  /** Paths of the modules that export routines. */
  readonly routines: readonly string[];
  /** Folder for the generated pages; empty for none. */
  readonly pages: string;
  /** Path of the module that exports examples; empty for none. */
  readonly examples: string;
  /** Names that are right although no table has them. */
  readonly names: ReadonlySet<string>;
  /** What needs no documentation: patterns for whole names and files. */
  readonly undocumented: readonly RegExp[];
  /** What a finding is: an error ends the build. */
  readonly findings: 'error' | 'warning';
}

/** Tells TypeDoc about the options. */
export function declareOptions({ options }: Application): void {
  options.addDeclaration({
    name: 'irqlabRoutines',
    type: ParameterType.PathArray,
    help: 'irqlab: modules that export declared routines, or lists of their contracts',
  });
  options.addDeclaration({
    name: 'irqlabPages',
    type: ParameterType.Path,
    help: 'irqlab: folder that the generated pages are written to; without it there are none',
  });
  options.addDeclaration({
    name: 'irqlabExamples',
    type: ParameterType.Path,
    help: 'irqlab: module that exports `examples`, a map from routine and code to an example',
  });
  options.addDeclaration({
    name: 'irqlabNames',
    type: ParameterType.Array,
    help: 'irqlab: statuses that comments may name although no table has them',
  });
  options.addDeclaration({
    name: 'irqlabUndocumented',
    type: ParameterType.Array,
    help: 'irqlab: regular expressions for the names and files of what needs no documentation',
    validate: (patterns: readonly string[]) => {
      for (const pattern of patterns) new RegExp(pattern);
    },
  });
  options.addDeclaration({
    name: 'irqlabFindings',
    type: ParameterType.Map,
    map: { error: 'error', warning: 'warning' },
    defaultValue: 'error',
    help: 'irqlab: whether what is wrong is an error, which ends the build, or a warning',
  });
}

/** Reads the options. */
export function readOptions(options: Options): PluginOptions {
  const list = (name: string) => options.getValue(name) as readonly string[];
  return {
    routines: list('irqlabRoutines'),
    pages: options.getValue('irqlabPages') as string,
    examples: options.getValue('irqlabExamples') as string,
    names: new Set(list('irqlabNames')),
    undocumented: list('irqlabUndocumented').map((pattern) => new RegExp(pattern)),
    findings: options.getValue('irqlabFindings') as 'error' | 'warning',
  };
}
