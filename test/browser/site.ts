/** The documentation site as `npm run docs` built it: its pages, and what stands in them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { inflateSync } from 'node:zlib';
import { projectRoot } from '../structure/public-entries.ts';

/** Folder of the built site. */
export const siteRoot = join(projectRoot, 'docs', 'api');

/** What the tests read of a page. */
export interface Page {
  /** Path below the site: `documents/Limits.html`. */
  readonly path: string;
  readonly title: string;
  /** Number of its first-level headings. */
  readonly headings: number;
  /** Targets of its links. */
  readonly links: readonly string[];
  /** Scripts, style sheets, pictures: what a browser loads by itself. */
  readonly loads: readonly string[];
  /** Names that a link can lead to with `#`. */
  readonly anchors: ReadonlySet<string>;
}

const decoded = (text: string) =>
  text
    .replace(/&#(?:x([\da-f]+)|(\d+));/gi, (_, hex?: string, decimal?: string) =>
      String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
    )
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const valuesOf = (html: string, form: RegExp) =>
  [...html.matchAll(form)].map(([, value = '']) => decoded(value));

/** Reads a page. What a program shows as text is escaped, and so no part of this. */
export function readPage(path: string, html: string): Page {
  return {
    path,
    title: valuesOf(html, /<title>([^<]*)<\/title>/g)[0] ?? '',
    headings: html.match(/<h1[ >]/g)?.length ?? 0,
    links: valuesOf(html, /<a\s[^>]*?\bhref="([^"]*)"/g),
    loads: [
      ...valuesOf(html, /<(?:script|img|iframe|source|video|audio|embed)\s[^>]*?\bsrc="([^"]*)"/g),
      ...valuesOf(html, /<link\s[^>]*?\bhref="([^"]*)"/g),
      ...valuesOf(html, /<use\s[^>]*?\bhref="([^"]*)"/g),
    ],
    anchors: new Set(valuesOf(html, /\s(?:id|name)="([^"]*)"/g)),
  };
}

/** Every page of the site, by its path. Throws an error when it has not been built. */
export function readSite(): ReadonlyMap<string, Page> {
  if (!existsSync(join(siteRoot, 'index.html')))
    throw new Error('there is no docs/api: run `npm run docs` first');
  const names = readdirSync(siteRoot, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  );
  return new Map(names.map((name) => [name, readPage(name, readFileSync(join(siteRoot, name), 'utf8'))]));
}

/** A link that leaves the site. */
export const isExternal = (link: string): boolean => /^[a-z][a-z\d+.-]*:|^\/\//i.test(link);

/**
 * What is wrong with a link.
 *
 * @returns null when its page and its place in the page exist
 */
export function brokenLink(site: ReadonlyMap<string, Page>, from: string, link: string): string | null {
  const [path = '', anchor = ''] = link.split('#').map(decodeURIComponent);
  const target = path === '' ? from : posix.normalize(posix.join(dirname(from), path));
  const page = site.get(target);
  if (page === undefined)
    return existsSync(join(siteRoot, target)) && !target.endsWith('/') ? null : `no page ${target}`;
  return anchor === '' || page.anchors.has(anchor) ? null : `no place ${anchor} in ${target}`;
}

/** The pages that the navigation or the search lead to: TypeDoc keeps both as compressed data in a script. */
export function pathsInScript(name: 'navigation' | 'search'): string[] {
  const script = readFileSync(join(siteRoot, 'assets', `${name}.js`), 'utf8');
  const data = /"([A-Za-z\d+/=]+)"/.exec(script)?.[1];
  if (data === undefined) throw new Error(`assets/${name}.js is not what TypeDoc 0.28 writes`);
  const text = inflateSync(Buffer.from(data, 'base64')).toString('utf8');
  return [...text.matchAll(/"([\w./%,~()-]+\.html(?:#[^"]*)?)"/g)].map(([, path = '']) => path);
}
