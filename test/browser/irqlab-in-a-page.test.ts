/** The package in Chromium: TypeScript and C, as in Node; and a page that forbids code from text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from '../docs/blocks.ts';
import { projectRoot } from '../structure/public-entries.ts';
import { type Answer, type StaticServer, serve, startChromium } from './chromium.ts';
import { watch } from './watch.ts';

const read = (name: string) => readFileSync(join(projectRoot, name), 'utf8');

/** The ten lines of README.md, and what they print. */
const [tenLines, theirOutput] = blocksOf(read('README.md'));

/** A driver that touches paged pool under a spin lock, as a reader of the guides would write it. */
const BUG = `#include <ntddk.h>

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KSPIN_LOCK lock;
    KIRQL old;
    ULONG *numbers = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'mun1');

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    DbgPrint("numbers are there\\n");
    KeInitializeSpinLock(&lock);
    KeAcquireSpinLock(&lock, &old);
    numbers[0] = 1;
    KeReleaseSpinLock(&lock, old);
    return STATUS_SUCCESS;
}
`;

/** Source files that the page compiles. */
const files = {
  driver: { name: 'driver.c', text: read('examples/echo/driver.c') },
  client: { name: 'client.c', text: read('examples/echo/client.c') },
  header: { name: 'echo.h', text: read('examples/echo/echo.h') },
  bug: { name: 'bug.c', text: BUG },
};

/** A module that runs everything and keeps what happened in `globalThis.results`; the page and Node run the same. */
const PROGRAM = `
import { boot } from 'irqlab';
import { compileC } from 'irqlab/c';

const include = (name) => (name === files.header.name ? files.header : null);

function driverWithClient() {
  const nt = boot();
  let printed = '';
  const driver = compileC(files.driver, { include });
  const client = compileC(files.client, { include });
  nt.events.on((event) => { if (event.kind === 'debug-print') printed += event.text; });
  const control = driver.load(nt, { module: 'echo' }).start();
  const process = nt.startProcess({ name: 'client.exe' });
  const onOutput = (_, bytes) => { printed += new TextDecoder().decode(bytes); };
  client.load(nt, { process, module: 'client' }, { onOutput }).runMain();
  control.unload();
  return printed;
}

function driverWithBug() {
  const nt = boot();
  const outcome = nt.outcome(() => compileC(files.bug).load(nt).start());
  const { kind, code, name, parameters, rule } = outcome;
  return { kind, code, name, parameters: parameters?.map(String), rule };
}

const told = (run) => {
  try {
    return run();
  } catch (error) {
    return error.name + ': ' + error.message;
  }
};
const program = () => compileC({ name: 'sum.c', text: files.sum }).run().stdout;
globalThis.results = { echo: told(driverWithClient), bug: told(driverWithBug), sum: told(program) };
`;

/** Adds in 64 bits, catches a fault, and prints. */
const SUM = `#include <windows.h>
#include <stdio.h>

int main(void)
{
    unsigned long long sum = 0;
    int number;

    for (number = 1; number <= 100000; number++)
        sum += (unsigned long long)number * number;
    __try {
        *(volatile int *)0 = 1;
    } __except (GetExceptionCode() == STATUS_ACCESS_VIOLATION) {
        printf("caught, %llu\\n", sum);
    }
    return 0;
}
`;

interface Results {
  readonly echo: string;
  readonly bug: unknown;
  readonly sum: string;
}

/** A module bundled with the built package, as a page would load it. */
async function bundled(contents: string): Promise<string> {
  const given = `const files = ${JSON.stringify({ ...files, sum: SUM })};\n${contents}`;
  const { outputFiles } = await build({
    stdin: { contents: given, resolveDir: projectRoot },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    alias: { irqlab: join(projectRoot, 'dist/index.js'), 'irqlab/c': join(projectRoot, 'dist/c-entry.js') },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

let browser: Browser;
let server: StaticServer;
let inNode: Results;

const page = (script: string, headers = {}): Answer => ({
  type: 'text/html',
  body: `<!doctype html><html lang="en"><title>irqlab</title><link rel="icon" href="data:,"><script type="module" src="/${script}"></script></html>`,
  headers,
});

beforeAll(async () => {
  const script = { type: 'text/javascript' };
  const [program, readme] = await Promise.all([bundled(PROGRAM), bundled(tenLines?.text ?? '')]);
  const answers = new Map<string, Answer>([
    ['/program.js', { ...script, body: program }],
    ['/readme.js', { ...script, body: `${readme};globalThis.results = true;` }],
    ['/program', page('program.js')],
    ['/readme', page('readme.js')],
    ['/program-without-eval', page('program.js', { 'content-security-policy': "script-src 'self'" })],
    ['/readme-without-eval', page('readme.js', { 'content-security-policy': "script-src 'self'" })],
  ]);
  [browser, server] = await Promise.all([startChromium(), serve((path) => answers.get(path) ?? null)]);
  new Function(program)();
  inNode = (globalThis as unknown as { results: Results }).results;
}, 120_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Opens a page of ours and waits for its results. */
async function visit(path: string) {
  const tab = await browser.newPage();
  const watched = watch(tab);
  const printed: string[] = [];
  tab.on('console', (message) => {
    if (message.type() === 'log') printed.push(message.text());
  });
  await tab.goto(`${server.base}${path}`);
  await tab.waitForFunction(() => 'results' in globalThis);
  const results = await tab.evaluate(() => (globalThis as unknown as { results: Results }).results);
  const complaints = watched.complaints();
  const strangers = watched.strangers(server.base);
  await tab.close();
  return { results, printed: printed.join('\n'), complaints, strangers };
}

describe('in a page', () => {
  it('the ten lines of README.md print what stands below them', async () => {
    expect(tenLines?.language).toBe('ts');
    const { printed, complaints, strangers } = await visit('readme');
    expect(printed).toBe(theirOutput?.text);
    expect([...complaints, ...strangers]).toEqual([]);
  });

  it('C is compiled and run, with the results of Node', async () => {
    const { results, complaints, strangers } = await visit('program');
    expect(results.sum).toBe('caught, 333338333350000\n');
    expect(results.echo).toContain('client: hello, kernel -> HELLO, KERNEL\n');
    expect(results.bug).toMatchObject({
      kind: 'bugcheck',
      code: 0xd1,
      name: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL',
    });
    expect(results).toEqual(inNode);
    expect([...complaints, ...strangers]).toEqual([]);
  });
});

describe('in a page whose content security policy forbids code from text', () => {
  it('TypeScript runs', async () => {
    expect((await visit('readme-without-eval')).printed).toBe(theirOutput?.text);
  });

  it('C says what the page has to allow', async () => {
    const { results } = await visit('program-without-eval');
    expect(results.sum).toMatch(/^TypeError: .*'unsafe-eval'/);
    expect(results.echo).toBe(results.sum);
    expect(results.bug).toBe(results.sum);
  });
});
