/** Comments of reflections: links to the glossary, our tags, tables on the pages of routine interfaces. */
import { join } from 'node:path';
import {
  type Comment,
  type CommentDisplayPart,
  CommentTag,
  normalizePath,
  type ProjectReflection,
  type TagString,
} from 'typedoc';
import type { Addresses } from './names.ts';

/** Makes links to the generated pages. */
export class PageLinks {
  readonly #project: ProjectReflection;
  readonly #folder: string;
  readonly #addresses: Addresses;

  constructor(project: ProjectReflection, folder: string, addresses: Addresses) {
    this.#project = project;
    this.#folder = folder;
    this.#addresses = addresses;
  }

  /** True for a name that has a page. */
  has(name: string): boolean {
    return this.#addresses.has(name);
  }

  /** `[name](page)`, as the parts of a comment; the text alone for a name without a page. */
  to(name: string, shown: CommentDisplayPart): CommentDisplayPart[] {
    const address = this.#addresses.get(name);
    if (address === undefined) return [shown];
    const { target, anchor } = this.#project.files.registerAbsolute(
      normalizePath(join(this.#folder, address)),
    );
    return [
      { kind: 'text', text: '[' },
      shown,
      { kind: 'text', text: '](' },
      { kind: 'relative-link', text: address, target, targetAnchor: anchor },
      { kind: 'text', text: ')' },
    ];
  }

  /** Parts in which every name that has a page is a link. What stands inside of a link already stays as it is. */
  inParts(parts: readonly CommentDisplayPart[]): CommentDisplayPart[] {
    let depth = 0;
    return parts.flatMap((part): CommentDisplayPart[] => {
      if (part.kind === 'code') {
        const name = /^`([\w]+)`$/.exec(part.text)?.[1];
        return name === undefined || depth > 0 ? [part] : this.to(name, part);
      }
      if (part.kind !== 'text') return [part];
      const linked: CommentDisplayPart[] = [];
      for (const piece of part.text.split(/([[\]]|(?<![\w[/.])[A-Za-z_]\w*(?!\w))/)) {
        if (piece === '') continue;
        if (piece === '[') depth += 1;
        if (piece === ']') depth = Math.max(0, depth - 1);
        const text: CommentDisplayPart = { kind: 'text', text: piece };
        const isName = depth === 0 && /[a-z][A-Z]|_|^DIRQL$/.test(piece);
        linked.push(...(isName ? this.to(piece, text) : [text]));
      }
      return joined(linked);
    });
  }

  /** Links in every part of a comment. */
  inComment(comment: Comment): void {
    comment.summary = this.inParts(comment.summary);
    for (const tag of comment.blockTags) if (tag.tag !== '@example') tag.content = this.inParts(tag.content);
  }

  /** Markdown whose links have the form `[text](./page.md#anchor)`, as parts of a comment. */
  parts(markdown: string): CommentDisplayPart[] {
    return markdown.split(/(\]\(\.\/[^)\s]+\))/).flatMap((piece): CommentDisplayPart[] => {
      const address = /^\]\(\.\/([^)]+)\)$/.exec(piece)?.[1];
      if (address === undefined) return piece === '' ? [] : [{ kind: 'text', text: piece }];
      const { target, anchor } = this.#project.files.registerAbsolute(
        normalizePath(join(this.#folder, address)),
      );
      return [
        { kind: 'text', text: '](' },
        { kind: 'relative-link', text: address, target, targetAnchor: anchor },
        { kind: 'text', text: ')' },
      ];
    });
  }
}

/** Neighbouring texts as one. */
function joined(parts: readonly CommentDisplayPart[]): CommentDisplayPart[] {
  const result: CommentDisplayPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      result[result.length - 1] = { kind: 'text', text: last.text + part.text };
    else result.push(part);
  }
  return result;
}

/** The text of parts, as it was written. */
export const textOf = (parts: readonly CommentDisplayPart[]): string =>
  parts.map(({ text }) => text).join('');

/** Puts a block at the end of a comment, with a heading from its tag. */
export function addBlock(comment: Comment, tag: TagString, content: CommentDisplayPart[]): void {
  comment.blockTags.push(new CommentTag(tag, content));
}
