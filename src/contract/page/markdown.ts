/** Markdown, as far as reference pages are made of it. */
import type { PageLink } from './page-texts.ts';

/** A section with its heading. */
export const section = (heading: string, ...paragraphs: readonly string[]): string =>
  [`## ${heading}`, ...paragraphs].join('\n\n');

/** A Markdown table; a bar or a line break in a cell would end it. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A fenced block. A fence in the text would end it, so the block's own is longer. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([fence]) => fence.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n+$/, '')}\n${fence}`;
}

/** What a name in prose looks like: `Sleep` at the start of a sentence is a word. */
const NAME = /(?<![\w/.])[A-Za-z_]\w*(?:[a-z][A-Z]|_|[A-Z]{2}|\d)\w*(?!\w)/g;

const linked = (name: string, shown: string, link: PageLink): string => {
  const target = link(name);
  return target === undefined ? shown : `[${shown}](${target})`;
};

/** Text outside of code: names become links, and nothing in it is HTML or emphasis but our mark `*ours*`. */
const plain = (text: string, link: PageLink): string =>
  text
    .split(/(\*ours\*)/)
    .map((part) =>
      part === '*ours*'
        ? part
        : part.replace(/<(?=[A-Za-z/!?])|\*/g, '\\$&').replace(NAME, (name) => linked(name, name, link)),
    )
    .join('');

/**
 * A sentence of ours as Markdown: names that have a page become links, characters that Markdown would take for
 * its own do not count.
 */
export const prose = (text: string, link: PageLink = () => undefined): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 0 ? plain(part, link) : linked(part.slice(1, -1), part, link)))
    .join('');

/** A phrase of a doc comment as a sentence. A name at its start keeps its first letter. */
export function sentence(text: string): string {
  const begun = text.replace(/^[a-z]+(?=[\s,;:]|$)/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  return /[.!?…:]$/.test(begun) ? begun : `${begun}.`;
}
