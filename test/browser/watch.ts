/** What a page of the browser complains of, and what it asks for. */
import type { Page } from 'playwright-core';

/** A page that is being watched. */
export interface Watched {
  /** Errors of the console, of scripts and of requests since the last call. */
  complaints(): string[];
  /** Addresses that were asked for since the last call and do not begin with `base`. */
  strangers(base: string): string[];
}

/** Begins to watch a page. */
export function watch(page: Page): Watched {
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('request', (request) => requests.push(request.url()));
  return {
    complaints: () => complaints.splice(0),
    strangers: (base) =>
      requests.splice(0).filter((url) => !url.startsWith(base) && !url.startsWith('data:')),
  };
}
