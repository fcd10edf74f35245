/** Words of the reference pages that stand in no declaration: `npm run build` collects them beside this file. */
import { readFileSync } from 'node:fs';
import type { PageExample } from '../index.ts';

/** Words by the name of the routine. */
export interface PageWords {
  /** Text of each parameter: the `@param` of the routine's interface. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** An example for each code that has one. */
  readonly examples: Readonly<Record<string, Readonly<Record<string, PageExample>>>>;
}

/** Reads the collected words. */
export const readPageWords = (): PageWords =>
  JSON.parse(readFileSync(new URL('./page-words.json', import.meta.url), 'utf8')) as PageWords;
