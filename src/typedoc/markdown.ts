/** Markdown of the generated pages. */
import type { Addresses } from './names.ts';

/** Last line of every generated page: by it the plugin knows its own files. */
export const MARK = '<!-- Written by irqlab/typedoc, which overwrites this file. -->';

/** A page with its title, and the pages that stand below it in the navigation. */
export function page(title: string, sections: readonly string[], children: readonly string[] = []): string {
  const below = children.length === 0 ? [] : ['children:', ...children.map((file) => `  - ./${file}`)];
  const matter = ['---', `title: ${title}`, ...below, '---'].join('\n');
  return `${[matter, `# ${title}`, ...sections, MARK].join('\n\n')}\n`;
}

/** A table; a bar in a cell would end it. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A name as a link to its page, where it has one. */
export function linkTo(name: string, addresses: Addresses): string {
  const address = addresses.get(name);
  return address === undefined ? name : `[${name}](./${address})`;
}

/** A sentence in which every name that has a page is a link. */
export const linkNames = (text: string, addresses: Addresses): string =>
  text.replace(/(?<![\w`[/])[A-Za-z_]\w+(?![\w`\]])/g, (name) =>
    /[a-z][A-Z]|_|^[A-Z]+$/.test(name) ? linkTo(name, addresses) : name,
  );

/** A number as the pages of bug checks write it. */
export const hex = (value: number): string =>
  `0x${(value < 0 ? value + 2 ** 32 : value).toString(16).toUpperCase()}`;
