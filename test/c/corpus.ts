/** The programs in C of this folder: a file or a folder of files each, whose `main` returns 0 when all is well. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from '../../src/c/source/position.ts';
import { compileC } from '../../src/c-programs.ts';

const source = (file: string): SourceFile => ({ name: file, text: readFileSync(file, 'utf8') });

/** A program of the corpus. */
export interface CorpusProgram {
  readonly name: string;
  readonly files: readonly string[];
  /** What it must print, or null when it says nothing. */
  readonly expected: string | null;
  /** True for one that only MSVC takes. */
  readonly msvcOnly: boolean;
}

/** The programs of a folder beside this file. */
export function corpus(folder: string): CorpusProgram[] {
  const root = join(dirname(fileURLToPath(import.meta.url)), folder);
  const programs: CorpusProgram[] = [];
  for (const entry of readdirSync(root)) {
    const path = join(root, entry);
    const whole = statSync(path).isDirectory();
    if (!whole && !entry.endsWith('.c')) continue;
    const files = whole
      ? readdirSync(path)
          .filter((name) => name.endsWith('.c'))
          .map((name) => join(path, name))
      : [path];
    const output = path.replace(/\.c$/, '.out');
    const expected = !whole && existsSync(output) ? readFileSync(output, 'utf8') : null;
    const msvcOnly = files.some((file) => /^\/\/ msvc/.test(readFileSync(file, 'utf8')));
    programs.push({ name: basename(path, '.c'), files, expected, msvcOnly });
  }
  return programs;
}

/** What came of a program: messages that are errors, its exit code and how it ended when not by returning, its text. */
export interface CorpusResult {
  readonly errors: readonly string[];
  readonly exitCode: number | null;
  readonly output: string;
}

/** A main that calls the program's own in a thread: what may stop then runs in its other form (decision 0081). */
const IN_THREAD = `#undef main
#include <windows.h>
extern int main_of_program(int argc, char **argv);
static int count;
static DWORD WINAPI body(LPVOID vector) { return (DWORD)main_of_program(count, vector); }
int main(int argc, char **argv) {
  DWORD code;
  HANDLE thread = CreateThread(NULL, 0, body, argv, (count = argc, 0), NULL);
  WaitForSingleObject(thread, INFINITE);
  GetExitCodeThread(thread, &code);
  return (int)code;
}`;

/** Compiles and runs a program, on the first thread of a process or on another one. */
export function runCorpus(
  { files }: CorpusProgram,
  arch: 'x64' | 'x86',
  thread: 'first' | 'other' = 'first',
  checks = false,
): CorpusResult {
  const include = (name: string, form: 'quoted' | 'angled', from: string): SourceFile | null => {
    const path = join(dirname(from), name);
    return form === 'quoted' && existsSync(path) ? source(path) : null;
  };
  const own = files.map(source);
  const program =
    thread === 'first'
      ? compileC(own, { arch, include, checks })
      : compileC([...own, { name: 'thread.c', text: IN_THREAD }], {
          arch,
          include,
          checks,
          defines: { main: 'main_of_program' },
        });
  const errors = program.diagnostics
    .filter(({ severity }) => severity !== 'warning')
    .map(({ code, message, at }) => `${code} ${at?.line}:${at?.column} ${message}`);
  if (errors.length > 0) return { errors, exitCode: null, output: '' };
  const { exitCode, stdout } = program.run();
  return { errors, exitCode, output: stdout };
}
