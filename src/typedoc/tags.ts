/** The tags `@irql`, `@status`, `@bugcheck` and `@source`: what stands in them, and whether it is right. */
import { type Comment, type CommentDisplayPart, CommentTag, type TagString } from 'typedoc';
import { type PageLinks, textOf } from './comments.ts';
import type { FindingKind } from './findings.ts';
import { bugCheckOf, isLevel, statusValue } from './names.ts';

/** The tags, in the order in which a page shows them. */
export const TAGS = ['@irql', '@status', '@bugcheck', '@source'] as const satisfies readonly TagString[];

/** A tag that is wrong. */
export interface TagProblem {
  readonly kind: FindingKind;
  /** What stands there instead of a name. */
  readonly name: string;
  readonly message: string;
}

/** What is wrong with the tags of a comment. */
export function tagProblems(comment: Comment, known: ReadonlySet<string>): readonly TagProblem[] {
  return comment.blockTags.flatMap(({ tag, content }): readonly TagProblem[] => {
    if (!(TAGS as readonly string[]).includes(tag)) return [];
    const text = textOf(content).trim();
    if (text === '') return [{ kind: 'empty-tag', name: tag, message: `${tag} says nothing` }];
    const first = firstWord(text);
    if (tag === '@status' && statusValue(first) === undefined && !known.has(first))
      return [{ kind: 'unknown-status', name: first, message: `there is no status ${first}` }];
    if (tag === '@bugcheck' && bugCheckOf(first) === undefined)
      return [{ kind: 'unknown-bug-check', name: first, message: `there is no bug check ${first}` }];
    if (tag === '@irql' && !namesLevel(text))
      return [{ kind: 'unknown-level', name: text, message: `@irql names no level: ${text}` }];
    return [];
  });
}

const firstWord = (text: string): string => /^`?(\w+)/.exec(text)?.[1] ?? text;

const namesLevel = (text: string): boolean =>
  /\bany level\b/i.test(text) || (text.match(/\w+/g) ?? []).some(isLevel);

/**
 * Puts the tags of a comment behind its other tags, in the order of `TAGS`; several of the same are one list.
 */
export function arrangeTags(comment: Comment, links: PageLinks): void {
  const ours = TAGS.flatMap((name) => {
    const same = comment.blockTags.filter(({ tag }) => tag === name);
    const items = same.map(({ content }) => itemOf(name, content, links));
    if (items.length < 2) return items.map((content) => new CommentTag(name, content));
    return [
      new CommentTag(
        name,
        items.flatMap((content) => [text('\n- '), ...content]),
      ),
    ];
  });
  const others = comment.blockTags.filter(({ tag }) => !(TAGS as readonly string[]).includes(tag));
  comment.blockTags = [...others, ...ours];
}

const text = (value: string): CommentDisplayPart => ({ kind: 'text', text: value });

/** One tag: the code of a bug check as its name, everything else as it stands there. Links come later. */
function itemOf(
  name: TagString,
  content: readonly CommentDisplayPart[],
  links: PageLinks,
): CommentDisplayPart[] {
  const [head, ...rest] = content;
  const code = /^\s*(0x[\dA-Fa-f]+)/.exec(head?.text ?? '')?.[1];
  const bugCheck = name === '@bugcheck' && code !== undefined ? bugCheckOf(code) : undefined;
  if (head === undefined || code === undefined || bugCheck === undefined || !links.has(bugCheck)) {
    return [...content];
  }
  return [text(`${bugCheck} (${code})`), text(head.text.trimStart().slice(code.length)), ...rest];
}
