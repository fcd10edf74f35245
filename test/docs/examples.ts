/** Programs of pages: whether TypeScript type-checks, and what programs and commands really print. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { format } from 'node:util';
import * as c from 'irqlab/c';
import ts from 'typescript';
import { capture } from '../cli/capture.ts';
import { projectRoot } from '../structure/public-entries.ts';
import type { Block } from './blocks.ts';

/** Compiler options of a user who is as strict as we are; `irqlab` is the sources. */
function userOptions(): ts.CompilerOptions {
  const path = join(projectRoot, 'tsconfig.check.json');
  const { config } = ts.readConfigFile(path, ts.sys.readFile) as { config: unknown };
  return ts.parseJsonConfigFileContent(config, ts.sys, projectRoot).options;
}

type Place = Pick<Block, 'file' | 'line' | 'text'>;

/** What the compiler says of blocks of TypeScript, as `file:line: message`. One program for all: most of it is ours. */
export function typeErrors(blocks: readonly Place[]): string[] {
  const options = userOptions();
  const byFile = new Map(
    blocks.map((one, at) => [join(projectRoot, 'test', 'docs', `example-${at}.ts`), one]),
  );
  const host = ts.createCompilerHost(options, true);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (name) => byFile.has(name) || fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    const block = byFile.get(name);
    return block === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, block.text, version, true);
  };
  const program = ts.createProgram([...byFile.keys()], options, host);
  return [...byFile].flatMap(([name, { file: page, line }]) => {
    const source = program.getSourceFile(name);
    return ts.getPreEmitDiagnostics(program, source).map(({ messageText, start = 0, file }) => {
      const at = file === undefined ? 0 : ts.getLineAndCharacterOfPosition(file, start).line;
      return `${page}:${line + at}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}

/** Runs TypeScript with the given packages and gives what it printed with console.log. */
export function runTypeScript(text: string, packages: Readonly<Record<string, unknown>>): string {
  const { outputText } = ts.transpileModule(text, {
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

/** Compiles C and runs what it is: a program to its end, a driver from loading to unloading; gives what it printed. */
export function runC(text: string, arch: 'x86' | 'x64'): string {
  const source = { name: 'example.c', text };
  const program = c.compileC(source, { arch });
  if (!program.ok) throw new Error(program.diagnosticText());
  if (program.mode === 'user') {
    const { stdout, stderr, outcome } = program.run();
    if (outcome.kind !== 'returned') throw new Error(`the program did not return: ${stderr}`);
    return stdout + stderr;
  }
  const driver = c.loadDriver(source, { arch });
  driver.unload();
  return '';
}

/** The commands of a block, and the output that a `console` block shows below each. */
export function commandsOf({ language, text }: Pick<Block, 'language' | 'text'>) {
  const commands: { line: string; shown: string[] }[] = [];
  for (const line of text.split('\n')) {
    if (language === 'sh') commands.push({ line, shown: [] });
    else if (line.startsWith('$ ')) commands.push({ line: line.slice(2), shown: [] });
    else commands.at(-1)?.shown.push(line);
  }
  return commands.map(({ line, shown }) => ({
    argv: line.replace(/\s+#.*$/, '').split(/\s+/),
    shown: language === 'console' ? shown.join('\n') : undefined,
  }));
}

/** A folder with files, as the commands of a page find it. */
export function folderWith(files: ReadonlyMap<string, string>, copies: ReadonlyMap<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'irqlab-docs-'));
  const place = (name: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    return join(folder, name);
  };
  for (const [name, text] of files) writeFileSync(place(name), text);
  for (const [name, from] of copies) copyFileSync(join(projectRoot, from), place(name));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Runs `irqlab …` or `npx irqlab …` in this process, in a folder; gives the exit code and what it printed.
 *
 * @throws Error for another command
 */
export async function runCommand(argv: readonly string[], folder: string) {
  const [command, ...rest] = argv[0] === 'npx' ? argv.slice(1) : argv;
  if (command !== 'irqlab') throw new Error(`${argv.join(' ')}: only irqlab can run here; mark the block`);
  const back = process.cwd();
  process.chdir(folder);
  try {
    const { code, stdout, stderr } = await capture(rest);
    return { code, printed: stdout + stderr };
  } finally {
    process.chdir(back);
  }
}
