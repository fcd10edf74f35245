import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = fileURLToPath(new URL('src', import.meta.url));

export default defineConfig({
  // Tests name the package as its users do; they run on the sources, so no build is needed before them.
  resolve: {
    alias: [
      { find: /^irqlab$/, replacement: `${source}/index.ts` },
      { find: /^irqlab\/c$/, replacement: `${source}/c-entry.ts` },
      { find: /^irqlab\/vitest\/plugin$/, replacement: `${source}/vitest/plugin.ts` },
      { find: /^irqlab\/([\w-]+)$/, replacement: `${source}/$1/index.ts` },
    ],
  },
  test: {
    // vitest leaves one core free, which is half of a machine with two.
    maxWorkers: '100%',
    // Files of a worker share the modules: no module of src keeps state of a machine, and importing all of them
    // for each file would take a fifth of the time.
    isolate: false,
    // What has been transformed once is read from a file the next time: 8 seconds of processor time.
    experimental: { fsModuleCache: true },
    // A boot is mostly memory for the collector to see to, and its helper threads would take the other worker's core.
    // A machine reserves 1.25 GiB that it hardly touches; below a limit that follows from the heap's, reserving starts no
    // collection of everything. Few objects live long: in a large young space they are dead when it is full, and the
    // collector has no old ones to look for. Together they take a tenth of the time of all tests.
    execArgv: [
      '--single-threaded-gc',
      '--max-old-space-size=32768',
      '--initial-old-space-size=1024',
      '--min-semi-space-size=32',
      '--max-semi-space-size=64',
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/oracle/**', 'test/browser/**', 'test/fixtures/**'],
          environment: 'node',
          // Some tests parse all sources; a busy machine is no failure.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          // Compared with gcc and its library; without gcc it fails (ENGINEERING-DECISIONS 13).
          name: 'oracle',
          include: ['test/oracle/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          // The documentation site and the package in Chromium; without it, and without docs/api, it fails.
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['**/*.generated.ts'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'coverage',
    },
  },
});
