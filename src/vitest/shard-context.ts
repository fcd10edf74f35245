/** What the plug-in of the configuration hands to the tests. Types alone: a configuration cannot load what runs in tests. */
import type {} from 'vitest';
import type { SweepShard } from '../index.ts';

/** The part that a run of vitest makes, and the test files that are split, as a regular expression. */
export interface SplitFiles extends SweepShard {
  /** Source of the expression. */
  readonly pattern: string;
  /** Its flags. */
  readonly flags: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Set by `irqlabShards()` in a run with `--shard`. */
    irqlabShard: SplitFiles;
  }
}
