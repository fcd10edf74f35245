/** The fenced blocks of Markdown pages and of doc comments: where they stand, what they are, and how they are marked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../structure/public-entries.ts';

/** A fenced block. */
export interface Block {
  /** File below the root of the project. */
  readonly file: string;
  /** Line of its first line of text, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** Name that the paragraph above it gives it: `` `ring.c`: ``. */
  readonly name?: string;
  /** Marks in comments above it, which readers do not see: `<!-- not run: why -->`. */
  readonly marks: Readonly<Partial<Record<Mark, string>>>;
}

/**
 * What may be said of a block:
 * - `not run`: why it cannot run;
 * - `run by`: the test that runs it;
 * - `files`: what the commands of the block find in their folder, `a.c = examples/a.c, …`.
 */
export type Mark = 'not run' | 'run by' | 'files';

const MARK = /^\s*<!-- (not run|run by|files): (.*) -->\s*$/;
const NAME = /^\s*`([\w.-]+)`:\s*$/;
const FENCE = /^\s*(`{3,})\s*([\w-]*)/;

/** The blocks of a text. */
export function blocksOf(markdown: string, file = '', firstLine = 1): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const [, fence, language] = FENCE.exec(lines[at] ?? '') ?? [];
    if (fence === undefined || language === undefined) continue;
    let end = at + 1;
    while (end < lines.length && lines[end]?.trim() !== fence) end++;
    const text = lines.slice(at + 1, end).join('\n');
    blocks.push({ file, line: firstLine + at + 1, language, text, ...above(lines, at) });
    at = end;
  }
  return blocks;
}

/** Name and marks in the lines above a fence. */
function above(lines: readonly string[], fence: number): Pick<Block, 'name' | 'marks'> {
  const marks: Partial<Record<Mark, string>> = {};
  for (let at = fence - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    const [, mark, text] = MARK.exec(line) ?? [];
    const name = NAME.exec(line)?.[1];
    if (mark !== undefined && text !== undefined) marks[mark as Mark] = text;
    else if (name !== undefined) return { name, marks };
    else if (line.trim() !== '') break;
  }
  return { marks };
}

const markdownBelow = (folder: string): string[] =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

/** The Markdown files that people write: those that `npm run docs` makes are no part of the repository. */
export function pages(): string[] {
  const written = [...markdownBelow('docs'), ...markdownBelow('examples')];
  return ['README.md', 'CONTRIBUTING.md', ...written.filter((name) => !/^docs\/api(-pages)?\//.test(name))];
}

/** The blocks of the doc comments of a source. */
export function docCommentBlocks(source: string, file = ''): Block[] {
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(({ 0: comment, index }) =>
    comment.includes('```')
      ? blocksOf(comment.replace(/^\s*\* ?/gm, ''), file, source.slice(0, index).split('\n').length)
      : [],
  );
}

/** Every block of pages and doc comments, file by file. */
export function allBlocks(): Block[][] {
  const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
  const sources = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.generated.ts'))
    .map((name) => `src/${name}`);
  return [
    ...pages().map((file) => blocksOf(read(file), file)),
    ...sources.map((file) => docCommentBlocks(read(file), file)),
  ].filter((blocks) => blocks.length > 0);
}

/** What may become of a block. */
export type Kind = 'ts' | 'c' | 'commands' | 'output' | 'listing';

/** Languages that nobody runs: pictures, which tests compare with the machines they show, and files of other tools. */
const LISTINGS: ReadonlySet<string> = new Set(['mermaid', 'md', 'yaml', 'json']);
const PROGRAMS: Readonly<Record<string, Kind>> = { ts: 'ts', c: 'c', sh: 'commands', console: 'commands' };

/**
 * What a block is. `text` behind a program is its output; other `text` is a listing, and a mark says of what.
 *
 * @returns null for a block of which nobody can tell: an unknown language, `text` without a mark
 */
export function kindOf({ language, marks }: Block, before: Block | undefined): Kind | null {
  if (marks['not run'] !== undefined || LISTINGS.has(language)) return 'listing';
  if (language !== 'text') return PROGRAMS[language] ?? null;
  if (marks['run by'] !== undefined) return 'output';
  return before !== undefined && runs(before) ? 'output' : null;
}

const runs = ({ language, marks }: Block): boolean => language in PROGRAMS && marks['not run'] === undefined;
