/** The site in Chromium: from the file system and from a static host, in light and dark, with the keyboard. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filesOf, type StaticServer, serve, startChromium } from './chromium.ts';
import { readSite, siteRoot } from './site.ts';
import { type Watched, watch } from './watch.ts';

let browser: Browser;
let server: StaticServer;
let page: Page;
let watched: Watched;
const fileBase = `${pathToFileURL(siteRoot).href}/`;
const baseOf = (host: 'file' | 'http') => (host === 'file' ? fileBase : server.base);

beforeAll(async () => {
  [browser, server] = await Promise.all([startChromium(), serve(filesOf(siteRoot))]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  watched = watch(page);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
});

// A test that fails leaves nothing to the next.
beforeEach(async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  watched.complaints();
  watched.strangers('');
});

const ready = () =>
  page.waitForFunction(() => document.querySelector('#tsd-nav-container')?.textContent !== 'Loading...');

async function open(host: 'file' | 'http', path: string): Promise<void> {
  await page.goto(baseOf(host) + path.split('/').map(encodeURIComponent).join('/'));
  await ready();
}

/** One page of every kind: the ones that readers begin with, and one of every folder of TypeDoc. */
const named = [
  'index.html',
  'modules.html',
  'hierarchy.html',
  'documents/Limits.html',
  'documents/Diagrams.Locks.html',
  'documents/Diagrams.The_life_of_an_exception.html',
  'documents/Guides.html',
  'documents/Guides.Structured_exception_handling.html',
  'documents/Routines.html',
  'documents/Glossary.Statuses.html',
  'documents/Tables.Routines_by_IRQL.html',
  'documents/Routines.RtlAllocateHeap_function.html',
];
function sample(): string[] {
  const site = [...readSite().keys()].sort();
  const folders = [
    ...new Set(site.filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? '')),
  ];
  const first = folders.map((folder) => site.find((path) => path.startsWith(`${folder}/`)) ?? '');
  return [...new Set([...named, ...first])];
}
const kinds = sample();

describe.each(['file', 'http'] as const)('from %s', (host) => {
  it.each(kinds)('%s renders', async (path) => {
    await open(host, path);
    expect(await page.title()).toMatch(/irqlab/);
    expect(await page.locator('h1:visible').count()).toBe(1);
    expect((await page.locator('h1:visible').innerText()).trim()).not.toBe('');
    expect(watched.complaints()).toEqual([]);
    expect(watched.strangers(baseOf(host))).toEqual([]);
  });

  it('search finds RtlAllocateHeap and opens its page, with the keyboard alone', async () => {
    await open(host, 'index.html');
    await page.keyboard.press('/');
    await page.locator('#tsd-search-input').waitFor({ state: 'visible' });
    await page.keyboard.type('RtlAllocateHeap');
    await page.locator('#tsd-search-results [role=option] a[href*="RtlAllocateHeap"]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/RtlAllocateHeap/);
    expect(await page.locator('h1:visible').innerText()).toContain('RtlAllocateHeap');
    expect(watched.complaints()).toEqual([]);
    expect(watched.strangers(baseOf(host))).toEqual([]);
  });
});

describe('the keyboard', () => {
  /** Presses Tab until something is focused for which the test holds. */
  async function tabTo(test: (element: Element) => boolean, most: number): Promise<boolean> {
    for (let press = 0; press < most; press++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluateHandle(() => document.activeElement ?? document.body);
      if (await focused.evaluate(test)) return true;
    }
    return false;
  }

  it('reaches the search and leaves it', async () => {
    await open('file', 'index.html');
    expect(await tabTo((element) => element.id === 'tsd-search-trigger', 5)).toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('#tsd-search-input').waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await page.locator('#tsd-search-input').waitFor({ state: 'hidden' });
  });

  it('reaches the navigation, shows where it is, and follows a link', async () => {
    await open('file', 'hierarchy.html');
    const before = page.url();
    expect(await tabTo((element) => element.matches('#tsd-nav-container a[href*="documents/"]'), 80)).toBe(
      true,
    );
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement as Element).outlineStyle,
    );
    expect(outline).not.toBe('none');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).not.toBe(before);
    await page.waitForLoadState();
    await ready();
    expect(await page.locator('h1:visible').count()).toBe(1);
  });

  it('moves a picture that is wider than the page', async () => {
    await page.setViewportSize({ width: 480, height: 900 });
    await open('file', 'documents/Diagrams.The_life_of_an_exception.html');
    await page.locator('.picture').focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => (document.querySelector('.picture')?.scrollLeft ?? 0) > 0);
  });
});

describe('light and dark', () => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  it('follow the system, and the reader may choose', async () => {
    const seen: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await open('file', 'index.html');
      seen.push(await background());
    }
    expect(new Set(seen).size).toBe(2);
    await page.locator('.settings summary').first().click();
    await page.locator('#tsd-theme').selectOption('light');
    expect(await background()).toBe(seen[0]);
    await page.locator('#tsd-theme').selectOption('os');
    expect(await background()).toBe(seen[1]);
  });
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe says of a page: rule, and the first elements. */
interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

// What differs in the dark is colours.
const optionsOf = (colorScheme: 'light' | 'dark') => ({
  resultTypes: ['violations'],
  ...(colorScheme === 'dark' ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {}),
});

describe.each(['light', 'dark'] as const)('axe in %s finds nothing serious', (colorScheme) => {
  beforeAll(() => page.emulateMedia({ colorScheme }));

  it.each(kinds)(
    '%s',
    async (path) => {
      await open('file', path);
      // The navigation, with a thousand links, is the same on all pages: one is enough.
      if (path !== 'index.html')
        await page.evaluate(() => document.querySelector('#tsd-nav-container')?.replaceChildren());
      await page.evaluate(axe);
      const violations = await page.evaluate(async (options) => {
        const { axe } = globalThis as unknown as {
          axe: { run(options: object): Promise<{ violations: Violation[] }> };
        };
        return (await axe.run(options)).violations;
      }, optionsOf(colorScheme));
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map(({ target }) => target.join(' '))
              .join(', ')}`,
        );
      expect(serious).toEqual([]);
    },
    60_000,
  );
});
