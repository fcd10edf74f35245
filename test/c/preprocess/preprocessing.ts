/** Runs the preprocessor on text, with files that are only there. */
import type { PreprocessOptions } from '../../../src/c/preprocess/preprocess.ts';
import { preprocess } from '../../../src/c/preprocess/preprocess.ts';
import { preprocessedText } from '../../../src/c/preprocess/preprocessed-text.ts';
import { Diagnostics, FatalDiagnostic } from '../../../src/c/source/diagnostics.ts';
import type { Token } from '../../../src/c/source/token.ts';

/** What a test may choose. */
export interface Choice extends Partial<Omit<PreprocessOptions, 'include' | 'diagnostics'>> {
  /** Included files by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What came of a text. */
export interface Result {
  readonly tokens: readonly Token[];
  readonly text: string;
  /** `C4005 3:9`: code, line and column. */
  readonly said: readonly string[];
  readonly sources: readonly string[];
}

/** Preprocesses a text, that of `main.c`. */
export function run(text: string, { files = {}, ...choice }: Choice = {}): Result {
  const diagnostics = new Diagnostics();
  let tokens: readonly Token[] = [];
  let sources: readonly string[] = [];
  try {
    const result = preprocess(
      { name: 'main.c', text },
      {
        arch: 'x64',
        mode: 'kernel',
        ...choice,
        diagnostics,
        include: (name) => (files[name] === undefined ? null : { name, text: files[name] }),
      },
    );
    tokens = result.tokens;
    sources = result.sources.map(({ name }) => name);
  } catch (thrown) {
    if (!(thrown instanceof FatalDiagnostic)) throw thrown;
  }
  const said = diagnostics.list.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`);
  return { tokens, text: preprocessedText(tokens), said, sources };
}

/** The text that comes of a text without a word. */
export function clean(text: string, choice: Choice = {}): string {
  const result = run(text, choice);
  if (result.said.length > 0) throw new Error(result.said.join('\n'));
  return result.text;
}

/** What is said about a text. */
export const said = (text: string, choice: Choice = {}): readonly string[] => run(text, choice).said;
