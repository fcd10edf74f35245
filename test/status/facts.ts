import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

interface Named {
  readonly name: string;
  readonly value: number;
  readonly aliasOf?: string;
}
interface DosRow {
  readonly status: string;
  readonly statusValue: number;
  readonly error?: string;
  readonly errorValue: number;
}
interface SubtypeRow {
  readonly value: number;
  readonly label: string;
  readonly parameter?: number;
  readonly symbol?: string;
  readonly rule?: string;
  readonly mask?: 'low byte';
  readonly documentedForBugCheck?: boolean;
}
interface BugCheckRow {
  readonly code: number;
  readonly name: string;
  readonly documented: boolean;
  readonly docName?: string;
  readonly parameters?: readonly string[];
  readonly subtypes?: readonly SubtypeRow[];
}

/** The columns of the fact tables that these tests read. */
export interface Facts {
  readonly ntstatus: readonly (Named & { readonly severity: string })[];
  readonly win32errors: {
    readonly errors: readonly Named[];
    readonly ntstatusToDos: readonly DosRow[];
    readonly ntstatusUnmapped: readonly DosRow[];
  };
  readonly bugchecks: readonly BugCheckRow[];
  readonly wws: {
    readonly hresults: readonly (Named & { readonly facility: number; readonly code: number })[];
  };
}

interface Generator {
  readonly defaultFactsDirectory: string;
  readonly readFacts: (directory: string) => Facts;
  readonly generate: (facts: Facts) => Map<string, string>;
  readonly digests: (files: Map<string, string>) => string;
}

// A script without type declarations, so it is loaded by address and given its type here.
const script = pathToFileURL(path.join(root, 'scripts', 'generate-status.mjs')).href;
export const generator = (await import(/* @vite-ignore */ script)) as Generator;

/**
 * The fact tables, or undefined in a clone that has no ../shared/facts. Nothing is skipped then:
 * generate-status.test.ts holds the committed tables to recorded digests in either case.
 */
export const facts = existsSync(generator.defaultFactsDirectory)
  ? generator.readFacts(generator.defaultFactsDirectory)
  : undefined;
