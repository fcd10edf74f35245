/**
 * The examples of return codes (examples/return-codes) give their codes. That there is one for each code is a matter of
 * test/structure/return-code-examples.test.ts, which is quick.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BootOptions, boot, type Nt, type ProcessOptions, type UserProcess } from 'irqlab';
import { compileC } from 'irqlab/c';
import { hresultValue, ntStatusValue, rtlNtStatusToDosError } from 'irqlab/status';
import { describe, expect, it } from 'vitest';
import { exampleFiles, examplesOf, folder } from '../../scripts/code-examples.mjs';
import { projectRoot } from '../structure/public-entries.ts';
import { pairsOf } from '../structure/return-code-pairs.ts';

/** What the machine and process of a file have that others have not; the file says so at its head. */
const settings: Readonly<Record<string, { readonly boot?: BootOptions; readonly process?: ProcessOptions }>> =
  {
    'dispatcher-abandoned.c': { boot: { onViolation: 'report' } },
    'io-without-verifier.c': { boot: { verifier: 'off' } },
    'ntdll.c': { process: { terminateOnCorruption: false } },
    'win32-heaps.c': { process: { terminateOnCorruption: false } },
    'win32-memory.c': { process: { lockMemory: true } },
  };

/** Routines that leave no status: FALSE or NULL is all that they tell, and fault injection calls it by a name. */
const TELLS_NO_STATUS = /Acquire|^RtlCreateHeap$|^AddVectored/;

/** A code that an example is to give. */
interface Asked {
  readonly routine: string;
  readonly code: string;
  /** The function, and the type of its result. */
  readonly name: string;
  readonly type: string;
}

const statusOf = (code: string): number | undefined => ntStatusValue(code) ?? hresultValue(code);
const hexadecimal = (value: unknown): string =>
  typeof value === 'number' ? `0x${(value >>> 0).toString(16)}` : String(value);

/** What is wrong with the result of an example; null when it is as the head of its file says. */
function wrong(
  result: unknown,
  { routine, code, type }: Asked,
  failure: Nt['debug']['lastFailure'],
): string | null {
  const status = statusOf(code);
  if (status === undefined) return 'is no code';
  const expected = { DWORD: rtlNtStatusToDosError(status), BOOL: 1, BOOLEAN: 1 }[type] ?? status;
  if (typeof result !== 'number' || result >>> 0 !== expected >>> 0)
    return `gives ${hexadecimal(result)}, not ${hexadecimal(expected)}`;
  if (!type.startsWith('BOOL') || failure?.status === status) return null;
  if (failure === null && TELLS_NO_STATUS.test(routine)) return null;
  return `leaves ${hexadecimal(failure?.status)}`;
}

interface LoadedFile {
  readonly nt: Nt;
  readonly process: UserProcess | null;
  /** Calls an example. */
  readonly call: (name: string) => unknown;
}

const sourceOf = (file: string): string => readFileSync(join(projectRoot, folder, file), 'utf8');

async function load(file: string): Promise<LoadedFile> {
  if (file.endsWith('.ts')) {
    const fn = (await import(join(projectRoot, folder, file))) as Readonly<
      Record<string, (nt: Nt) => unknown>
    >;
    const nt = boot();
    return { nt, process: null, call: (name) => fn[name]?.(nt) };
  }
  const program = compileC({ name: file, text: sourceOf(file) });
  expect(program.diagnosticText()).toBe('');
  const { boot: bootOptions, process: processOptions } = settings[file] ?? {};
  const nt = boot({ physicalMemory: 0x200_0000, ...bootOptions });
  const driver = /^\/\/ With (\S+\.c)/m.exec(sourceOf(file))?.[1];
  if (driver !== undefined)
    compileC({ name: driver, text: sourceOf(driver) })
      .load(nt)
      .start();
  const process = program.mode === 'user' ? nt.startProcess(processOptions) : null;
  const loaded = program.load(nt, process === null ? {} : { process });
  if (process === null) expect(loaded.start().status).toBe(0);
  return { nt, process, call: (name) => loaded.fn[name]?.() };
}

/** An outcome that is none, in a line. */
const shown = (what: object): string => {
  const { callStack: _, message, rule, ...rest } = { message: '', rule: '', callStack: [], ...what };
  return `${JSON.stringify(rest, (_key, value: unknown) => (typeof value === 'bigint' ? hexadecimal(Number(value)) : value)).slice(0, 160)} ${rule}${message}`;
};

/** Runs an example; what is wrong with it, or null. */
function tryExample({ nt, process, call }: LoadedFile, asked: Asked): string | null {
  process?.SetLastError(0);
  const before = nt.debug.lastFailure;
  const what = (process ?? nt).outcome(() => call(asked.name));
  if (what.kind !== 'returned') return `ends with ${shown(what)}`;
  const { lastFailure } = nt.debug;
  return wrong(what.value, asked, lastFailure === before ? null : lastFailure);
}

/** Type of the result of a function in a file. */
const typeOf = (text: string, name: string): string =>
  new RegExp(`^(\\w+) ${name}\\(`, 'm').exec(text)?.[1] ?? '';

describe('examples of return codes', () => {
  const files = exampleFiles(projectRoot)
    .map((file) => ({ file, examples: examplesOf(sourceOf(file)) }))
    .filter(({ examples }) => examples.length > 0);
  const written = new Set(files.flatMap(({ examples }) => examples.map(({ name }) => name)));
  const [produced, injectable] = [pairsOf('produced'), pairsOf('injectable')];
  /** What only fault injection gives, by the example that is to give it then: one of its own, or another one of the routine. */
  const injected = new Map<string, Asked[]>();
  for (const pair of injectable) {
    const [routine = '', code = ''] = pair.split('__');
    const own = [pair, `${routine}__STATUS_SUCCESS`].find((name) => written.has(name));
    const name = own ?? [...written].find((other) => other.startsWith(`${routine}__`)) ?? '';
    injected.set(name, [...(injected.get(name) ?? []), { routine, code, name, type: '' }]);
  }

  it.each(files)('$file: each gives its code', async ({ file, examples }) => {
    const loaded = await load(file);
    const text = sourceOf(file);
    const found: string[] = [];
    const attempt = (asked: Asked, how: string): boolean => {
      const said = tryExample(loaded, asked);
      if (said !== null) found.push(`${asked.name}${how}: ${said}`);
      // Nothing runs on a machine that has halted, or in a process that has ended.
      return said?.startsWith('ends with') !== true || said.includes('"kind":"raised"');
    };
    for (const { name, routine, code } of examples) {
      if (!new RegExp(`\\b${routine}\\(`).test(text)) found.push(`${name} does not call ${routine}`);
      const type = typeOf(text, name);
      if (produced.includes(name) && !attempt({ name, routine, code, type }, '')) break;
      for (const asked of injected.get(name) ?? []) {
        const fault = loaded.nt.injectFault({ routine, failure: asked.code, times: 1 });
        attempt({ ...asked, type }, ` with ${asked.code} injected`);
        if (fault.injected.length !== 1) found.push(`${asked.code} cannot be injected into ${name}`);
        fault.remove();
      }
    }
    expect(found).toEqual([]);
  });
});
