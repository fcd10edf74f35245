/** Debian's Chromium without a window, and a server for what it shows. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const candidates = [process.env['IRQLAB_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** Starts the browser. Throws an error where there is none: nothing is skipped silently. */
export function startChromium(): Promise<Browser> {
  const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined)
    throw new Error('no Chromium: install Debian’s package `chromium`, or name one in IRQLAB_CHROMIUM');
  // A sandbox of its own needs rights that root in a container does not have. Only pages of ours are opened.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** An answer to a path; null for a path that there is not. */
export interface Answer {
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The files of a folder, as a static host gives them. */
export function filesOf(root: string): (path: string) => Answer | null {
  return (path) => {
    const file = join(root, normalize(decodeURIComponent(path)));
    if (!file.startsWith(root) || !existsSync(file) || extname(file) === '') return null;
    return { type: TYPES[extname(file)] ?? 'application/octet-stream', body: readFileSync(file) };
  };
}

/** A server on this machine. */
export interface StaticServer {
  /** Begin of every address: `http://127.0.0.1:40000/`. */
  readonly base: string;
  close(): void;
}

/** Serves what `answer` gives. */
export async function serve(answer: (path: string) => Answer | null): Promise<StaticServer> {
  const server: Server = createServer((request, response) => {
    const found = answer((request.url ?? '/').replace(/[?#].*$/, ''));
    if (found === null) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': found.type, ...found.headers }).end(found.body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { base: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
