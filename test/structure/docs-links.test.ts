import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './public-entries.ts';

/** Reads a file, or undefined where there is none; a folder reads as ''. */
type Read = (path: string) => string | undefined;

/** Code blocks and code spans hold text that only looks like a link. */
const withoutCode = (markdown: string) =>
  markdown.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '').replace(/(`+)[^`][\s\S]*?\1/g, 'code');

/** Anchors that GitHub makes: the heading in lower case, without punctuation, with `-` for blanks; repeats counted. */
function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  const seen = new Map<string, number>();
  const prose = markdown.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '');
  for (const [, heading = ''] of prose.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  for (const [, id = ''] of prose.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

/** Targets of inline links, images, reference definitions and HTML attributes. */
function targetsOf(markdown: string): string[] {
  const prose = withoutCode(markdown);
  const patterns = [
    /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g,
    /^\[[^\]]+\]:\s*<?([^\s>]+)>?/gm,
    /\b(?:href|src)="([^"]+)"/g,
  ];
  return patterns.flatMap((pattern) => [...prose.matchAll(pattern)].map(([, target = '']) => target));
}

/** Broken relative links of one page, as `page: target: why`. Links with a scheme are not followed: no network. */
function brokenLinks(page: string, read: Read): string[] {
  const text = read(page) ?? '';
  return targetsOf(text).flatMap((target) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : resolve(dirname(page), decodeURIComponent(path));
    const found = read(file);
    if (found === undefined) return [`${page}: ${target}: no such file`];
    if (anchor === undefined || !file.endsWith('.md')) return [];
    return anchorsOf(found).has(anchor) ? [] : [`${page}: ${target}: no such heading`];
  });
}

const readFromDisk: Read = (path) => {
  if (!existsSync(path)) return undefined;
  return statSync(path).isDirectory() ? '' : readFileSync(path, 'utf8');
};

/** README.md, CONTRIBUTING.md and every guide; not the generated API pages. */
function pages(): string[] {
  const guides = readdirSync(join(projectRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md') && !name.startsWith('api/') && !name.startsWith('api-pages/'));
  return ['README.md', 'CONTRIBUTING.md', ...guides.map((name) => `docs/${name}`)].map((name) =>
    join(projectRoot, name),
  );
}

describe('the guides', () => {
  it('are there', () => expect(pages().filter((page) => !existsSync(page))).toEqual([]));
  it('link only to files and headings that exist', () => {
    expect(pages().flatMap((page) => brokenLinks(page, readFromDisk))).toEqual([]);
  });
});

describe('the checker', () => {
  const files = new Map([
    ['/README.md', '# Title\n## `boot()`: one machine\n## Same\n## Same\n<a id="own"></a>\n'],
    ['/docs/limits.md', '# Limits\n'],
    ['/docs', ''],
  ]);
  const broken = (markdown: string) => {
    const page = '/docs/page.md';
    return brokenLinks(page, (path) => (path === page ? markdown : files.get(path))).map((text) =>
      text.slice(page.length + 2),
    );
  };

  it.each([
    '[a](../README.md)',
    '[a](limits.md#limits "with a title")',
    '[a](../README.md#boot-one-machine)',
    '[a](../README.md#same-1)',
    '[a](../README.md#own)',
    '# Here\n[a](#here)',
    '[a](https://example.com/nothing#there)',
    '[a](../docs)',
    '`[a](nothing.md)`',
    '```md\n[a](nothing.md)\n```\n',
    '[ref]: limits.md',
  ])('accepts %j', (markdown) => expect(broken(markdown)).toEqual([]));

  it.each([
    ['[a](nothing.md)', 'nothing.md: no such file'],
    ['![picture](picture.svg)', 'picture.svg: no such file'],
    ['[ref]: nothing.md', 'nothing.md: no such file'],
    ['<img src="nothing.png">', 'nothing.png: no such file'],
    ['[a](limits.md#none)', 'limits.md#none: no such heading'],
    ['[a](../README.md#same-2)', '../README.md#same-2: no such heading'],
    ['[a](#none)', '#none: no such heading'],
    ['`code` [a](nothing.md) `code`', 'nothing.md: no such file'],
  ])('refuses %j', (markdown, finding) => expect(broken(markdown)).toEqual([finding]));
});
