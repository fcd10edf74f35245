/** An assertion for loops that make it a hundred thousand times: `expect` takes ten microseconds, which was 5 % of all tests. */
import { expect } from 'vitest';

/** What `expect(actual).toBe(expected)` says. */
export function same(actual: unknown, expected: unknown): void {
  if (!Object.is(actual, expected)) expect(actual).toBe(expected);
}
