/** Runs a C program with gcc and its library, for the tests that hold ours against them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the program prints, as Latin-1. No gcc, an error of the compiler or an exit code other than 0 fails the test. */
export function runWithGcc(source: string, options: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'irqlab-oracle-'));
  try {
    const file = join(folder, 'program.c');
    const program = join(folder, 'program');
    writeFileSync(file, source);
    execFileSync('gcc', ['-w', '-O0', '-std=gnu17', ...options, '-o', program, file, '-lm'], {
      stdio: 'pipe',
    });
    return execFileSync(program, { encoding: 'latin1', maxBuffer: 2 ** 28, timeout: 60_000 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A C string literal of a text in Latin-1. */
export function literal(text: string): string {
  const escaped = Array.from(
    text,
    (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${escaped.join('')}"`;
}

/** Numbers of a fixed seed (a linear congruential generator of 64 bits), as unsigned values of 32 bits. */
export function seeded(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 32n);
  };
}
