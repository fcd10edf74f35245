/** Every page of the site, without a browser: title, heading, links, and nothing that is loaded from elsewhere. */
import { beforeAll, describe, expect, it } from 'vitest';
import { brokenLink, isExternal, type Page, pathsInScript, readPage, readSite } from './site.ts';

let site: ReadonlyMap<string, Page>;
beforeAll(() => {
  site = readSite();
});
const pages = () => [...site.values()];

describe('the pages of the site', () => {
  it('are many, each with a title and one first-level heading', () => {
    expect(site.size).toBeGreaterThan(1500);
    expect(pages().filter(({ title }) => title === '' || title.startsWith('undefined'))).toEqual([]);
    expect(pages().flatMap(({ path, headings }) => (headings === 1 ? [] : [`${path}: ${headings}`]))).toEqual(
      [],
    );
  });

  it('link to pages, and to places in them, that exist', () => {
    const broken = pages().flatMap(({ path, links }) =>
      [...new Set(links)]
        .filter((link) => !isExternal(link))
        .flatMap((link) => {
          const why = brokenLink(site, path, link);
          return why === null ? [] : [`${path} -> ${link}: ${why}`];
        }),
    );
    expect(broken).toEqual([]);
  }, 60_000);

  it('link elsewhere only by whole addresses: `limits.md` is a file, and no host in Moldova', () => {
    const elsewhere = pages().flatMap(({ path, links }) =>
      links.filter(isExternal).map((link) => `${path} -> ${link}`),
    );
    expect(elsewhere.filter((link) => !/ -> https:\/\//.test(link))).toEqual([]);
  });

  it('load nothing from another host', () => {
    expect(
      pages().flatMap(({ path, loads }) => loads.filter(isExternal).map((one) => `${path}: ${one}`)),
    ).toEqual([]);
  });

  it.each(['navigation', 'search'] as const)('are where the data of the %s say', (name) => {
    const paths = pathsInScript(name);
    expect(paths.length).toBeGreaterThan(500);
    expect(paths.filter((path) => brokenLink(site, 'index.html', path) !== null)).toEqual([]);
  });
});

describe('the reader of pages', () => {
  const html =
    '<title>A &amp; B</title><h1>A</h1><a class="x" href="../b.html#c&quot;">B</a><p id="c&quot;">&lt;a href="x"&gt;</p><script src="s.js"></script>';
  const page = readPage('a/a.html', html);
  const two = new Map([
    ['a/a.html', page],
    ['b.html', readPage('b.html', '<h1 id="d">')],
  ]);

  it('finds titles, headings, links and places', () => {
    expect(page).toEqual({
      path: 'a/a.html',
      title: 'A & B',
      headings: 1,
      links: ['../b.html#c"'],
      loads: ['s.js'],
      anchors: new Set(['c"']),
    });
  });

  it('tells of pages and places that there are not', () => {
    expect(brokenLink(two, 'a/a.html', '../b.html#d')).toBeNull();
    expect(brokenLink(two, 'a/a.html', '#c%22')).toBeNull();
    expect(brokenLink(two, 'a/a.html', '../b.html#c')).toBe('no place c in b.html');
    expect(brokenLink(two, 'a/a.html', 'b.html')).toBe('no page a/b.html');
    expect(['https://a.b/c', '//a.b/c', 'mailto:a@b', 'a.html', '#x'].map(isExternal)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
