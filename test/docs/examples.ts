/** TypeScript blocks of a Markdown page, as programs: their text, their expected output, what they really print. */
import { join } from 'node:path';
import { format } from 'node:util';
import ts from 'typescript';
import { projectRoot } from '../structure/public-entries.ts';

/** A fenced block of a page. */
interface Block {
  readonly language: string;
  readonly text: string;
  /** Line of its first line of text, from 1. */
  readonly line: number;
}

/** A ```ts block and the ```text block behind it. */
export interface Example {
  readonly source: string;
  readonly line: number;
  /** What the page says it prints; undefined when the next block is no ```text. */
  readonly output: string | undefined;
}

function fencedBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { language: string; line: number; lines: string[] } | undefined;
  markdown.split('\n').forEach((text, at) => {
    if (open === undefined) {
      const language = /^```(\w*)\s*$/.exec(text)?.[1];
      if (language !== undefined) open = { language, line: at + 2, lines: [] };
    } else if (/^```\s*$/.test(text)) {
      blocks.push({ language: open.language, line: open.line, text: open.lines.join('\n') });
      open = undefined;
    } else open.lines.push(text);
  });
  return blocks;
}

/** The examples of a page, in order. */
export function examplesOf(markdown: string): Example[] {
  const blocks = fencedBlocks(markdown);
  return blocks.flatMap(({ language, text, line }, at) => {
    if (language !== 'ts') return [];
    const next = blocks[at + 1];
    return [{ source: text, line, output: next?.language === 'text' ? next.text : undefined }];
  });
}

/** Compiler options of a user who is as strict as we are; `irqlab` is the sources. */
function userOptions(): ts.CompilerOptions {
  const path = join(projectRoot, 'tsconfig.check.json');
  const { config } = ts.readConfigFile(path, ts.sys.readFile) as { config: unknown };
  return ts.parseJsonConfigFileContent(config, ts.sys, projectRoot).options;
}

/** The sources and libraries that a checked example reached: the examples of the next page reach them too. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of the examples, as `line: message`. */
export function typeErrors(examples: readonly Example[]): string[] {
  const options = userOptions();
  const byFile = new Map(
    examples.map((one, at) => [join(projectRoot, 'test', 'docs', `example-${at}.ts`), one]),
  );
  const host = ts.createCompilerHost(options, true);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (name) => byFile.has(name) || fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    const example = byFile.get(name);
    if (example !== undefined) return ts.createSourceFile(name, example.source, version, true);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, version, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram([...byFile.keys()], options, host);
  return [...byFile].flatMap(([name, { line }]) => {
    const source = program.getSourceFile(name);
    return ts.getPreEmitDiagnostics(program, source).map(({ messageText, start = 0, file }) => {
      const at = file === undefined ? 0 : ts.getLineAndCharacterOfPosition(file, start).line;
      return `line ${line + at}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}

/** Runs an example with the given packages and gives what it printed with console.log. */
export function run(example: Example, packages: Readonly<Record<string, unknown>>): string {
  const { outputText } = ts.transpileModule(example.source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const printed: string[] = [];
  const log = (...values: unknown[]) => void printed.push(format(...values));
  const load = (name: string) => {
    if (name in packages) return packages[name];
    throw new Error(`an example imports ${name}, which is none of ${Object.keys(packages).join(', ')}`);
  };
  new Function('require', 'exports', 'console', outputText)(load, {}, { log });
  return printed.join('\n');
}
