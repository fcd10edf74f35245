import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BugCheck, type BugCheckOutcome, Stopped } from 'irqlab';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { allocateAtDispatchLevel } from '../../src/cli/heap-demo.ts';
import { capture } from './capture.ts';

const GOOD = '# small test 4 192\na 0 64\na 1 128\nr 1 100\nf 0\n';
let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'irqlab-cli-'));
  writeFileSync(at('good.trace'), GOOD);
  writeFileSync(at('good.trace.gz'), gzipSync(GOOD));
  writeFileSync(at('gzip-inside.trace'), gzipSync(GOOD));
  writeFileSync(at('plain.trace.gz'), GOOD);
  writeFileSync(at('empty.trace.gz'), '');
  writeFileSync(at('cut.trace.gz'), gzipSync(GOOD.repeat(100)).subarray(0, 40));
  writeFileSync(at('flipped.trace.gz'), gzipSync(GOOD).fill(0xff, 12, 20));
  writeFileSync(at('malformed.trace'), 'a 0 64\nwhat is this\n');
  writeFileSync(at('unknown.trace'), 'a 0 64\nf 9\n');
  writeFileSync(at('letters.trace'), 'a 0 64\na 1 many\n');
  writeFileSync(at('big.trace'), 'a 0 4294967296\nf 0\n');
  writeFileSync(at('promise.trace'), '# promise test 9 64\na 0 64\n');
  mkdirSync(at('folder.trace.gz'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('irqlab replay', () => {
  it.each(['good.trace', 'good.trace.gz', 'gzip-inside.trace'])('prints a summary of %s', async (name) => {
    const { code, stdout, stderr } = await capture(['replay', at(name)]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^small, replayed through RtlAllocateHeap/);
    expect(stdout).toMatch(/^ {2}operations {6}4: 2 allocate, 1 resize, 1 free$/m);
    expect(stdout).toMatch(/^ {2}time {12}\d+ ns per operation, median of \d+ passes$/m);
    expect(stdout).toMatch(/^ {2}peak live {7}192 bytes requested, in 2 blocks$/m);
    expect(stdout).toMatch(/^ {2}fragmentation {3}\d+\.\d\d committed \/ live at the peak; /m);
    expect(stdout).toMatch(/^ {2}failures {8}0$/m);
    expect(stdout).toMatch(/^ {2}valid {11}yes: /m);
    expect(stdout).toMatch(/^[0-9a-f]{12} {2}[█▓▒░·]+$/m);
    expect(stdout).toMatch(/^· free {2}░ under 1\/3 .* one cell is \d+ bytes$/m);
  });

  it('prints one JSON object on one line, with these keys and no others', async () => {
    const { code, stdout, stderr } = await capture(['replay', '--json', at('good.trace')]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^\{[^\n]*\}\n$/);
    expect(JSON.parse(stdout)).toEqual({
      name: 'small',
      ops: 4,
      nsPerOp: expect.any(Number),
      peakLiveBytes: 192,
      peakCommittedBytes: expect.any(Number),
      segments: 1,
      largeBlocks: 0,
      failures: 0,
      valid: true,
    });
    expect(Object.keys(JSON.parse(stdout))).toEqual(
      'name ops nsPerOp peakLiveBytes peakCommittedBytes segments largeBlocks failures valid'.split(' '),
    );
  });

  it.each([
    ['--arch', 'x86', /^x86, documented profile, verifier on$/m, /^[0-9a-f]{8} {2}[█▓▒░·]+$/m],
    ['--arch', 'x64', /^x64, documented profile, verifier on$/m, /^[0-9a-f]{12} {2}/m],
    ['--profile', 'observed', /^x64, observed profile, verifier on$/m, /valid {11}yes/],
    ['--verifier', 'off', /^x64, documented profile, verifier off$/m, /valid {11}yes/],
  ])('%s %s', async (option, value, settings, picture) => {
    const { code, stdout } = await capture(['replay', at('good.trace'), option, value]);
    expect(code).toBe(0);
    expect(stdout).toMatch(settings);
    expect(stdout).toMatch(picture);
  });

  it('draws in ASCII on a dumb terminal', async () => {
    const { stdout } = await capture(['replay', at('good.trace')], { env: { TERM: 'dumb' } });
    expect(stdout).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('tells how many allocations failed', async () => {
    const { code, stdout } = await capture(['replay', at('big.trace'), '--json']);
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ failures: 1, valid: true })]);
    expect((await capture(['replay', at('big.trace')])).stdout).toMatch(
      /failures {8}1 allocations gave NULL/,
    );
  });

  it('notes on stderr that the first line promises something else, and replays', async () => {
    const { code, stdout, stderr } = await capture(['replay', '--json', at('promise.trace')]);
    expect(code).toBe(0);
    expect(stderr).toBe(`${at('promise.trace')}:1: the first line promises 9 operations, the trace has 1\n`);
    expect(JSON.parse(stdout)).toMatchObject({ ops: 1, valid: true });
  });
});

describe('the progress bar', () => {
  const terminal = () => {
    const written: string[] = [];
    return { written, stderr: { isTTY: true, write: (text: string) => written.push(text) } };
  };

  it('is drawn on a terminal and removed again', async () => {
    const { written, stderr } = terminal();
    await capture(['replay', at('good.trace')], { stderr });
    expect(written[0]).toBe('\r\x1b[2Ksmall [------------------------------] 0%');
    expect(written.at(-1)).toBe('\r\x1b[2K');
  });

  it.each([
    ['with --json', ['--json'], {}],
    ['in CI', [], { CI: 'true' }],
    ['on a dumb terminal', [], { TERM: 'dumb' }],
  ])('is not there %s', async (_, options, env) => {
    const { written, stderr } = terminal();
    await capture(['replay', at('good.trace'), ...options], { stderr, env });
    expect(written).toEqual([]);
  });
});

describe('bad input is one line on stderr and exit code 2', () => {
  it.each([
    ['missing.trace.gz', [], 'FILE: no such file'],
    ['good.trace/below', [], 'FILE: no such file'],
    ['folder.trace.gz', [], 'FILE: is a directory, expected a trace file'],
    ['plain.trace.gz', [], 'FILE:1: not gzip although the name ends in .gz: "# small test 4 192"'],
    ['empty.trace.gz', [], 'FILE:1: not gzip although the name ends in .gz: ""'],
    ['cut.trace.gz', [], 'FILE:1: damaged gzip data: it ends too early'],
    ['flipped.trace.gz', [], /^FILE:1: damaged gzip data: \w[ -~]+$/],
    ['malformed.trace', [], 'FILE:2: unknown operation "what", expected a, r or f: "what is this"'],
    ['unknown.trace', [], 'FILE:2: free of id 9, which was never allocated: "f 9"'],
    ['letters.trace', [], 'FILE:2: size "many" is not a number: "a 1 many"'],
    ['big.trace', ['--arch', 'x86'], /^FILE:1: size "4294967296" is too large, the largest is 4294967295: /],
  ])('%s %j', async (name, options, message) => {
    const { code, stdout, stderr } = await capture(['replay', at(name), ...options]);
    expect([code, stdout]).toEqual([2, '']);
    const line = stderr.replaceAll(at(name), 'FILE');
    expect(line).toMatch(/^[^\n]+\n$/);
    if (typeof message === 'string') expect(line).toBe(`${message}\n`);
    else expect(line.trimEnd()).toMatch(message);
  });

  it('for a file that may not be read', async () => {
    writeFileSync(at('secret.trace'), GOOD);
    chmodSync(at('secret.trace'), 0);
    const { code, stderr } = await capture(['replay', at('secret.trace')]);
    // Root reads everything: then there is nothing to refuse.
    if (process.getuid?.() === 0) expect([code, stderr]).toEqual([0, '']);
    else expect([code, stderr]).toEqual([2, `${at('secret.trace')}: no permission to read it\n`]);
  });

  it.each([
    [['foo'], "irqlab: unknown command 'foo'"],
    [['repaly', 'x'], "irqlab: unknown command 'repaly' (Did you mean replay?)"],
    [['help', 'foo'], "irqlab: unknown command 'foo'"],
    [['--foo'], "irqlab: unknown option '--foo'"],
    [['replay'], "irqlab: missing required argument 'trace'"],
    [['replay', '--jsn', 'x'], "irqlab: unknown option '--jsn' (Did you mean --json?)"],
    [['replay', 'x', 'y'], "irqlab: too many arguments for 'replay'. Expected 1 argument but got 2."],
    [['replay', '--arch'], "irqlab: option '--arch <arch>' argument missing"],
    [['replay', '--arch', 'arm', 'x'], /^irqlab: option '--arch <arch>' argument 'arm' is invalid\. Allowed/],
    [
      ['replay', '--profile', '', 'x'],
      /^irqlab: option '--profile <profile>' argument '' is invalid\. Allowed/,
    ],
    [
      ['demo', 'x'],
      "irqlab: command-argument value 'x' is invalid for argument 'what'. Allowed choices are driver, heap.",
    ],
    [['demo', 'heap', 'x'], "irqlab: too many arguments for 'demo'. Expected 1 argument but got 2."],
  ])('%j', async (argv, message) => {
    const { code, stdout, stderr } = await capture(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    if (typeof message === 'string') expect(stderr).toBe(`${message}\n`);
    else expect(stderr).toMatch(message);
  });

  it('without a command the help goes to stderr', async () => {
    const { code, stdout, stderr } = await capture([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage: irqlab /);
  });
});

describe('help and version', () => {
  it.each([
    [['--help'], /^Usage: irqlab \[options\] \[command\]/],
    [['-h'], /Examples:\n {2}irqlab demo/],
    [['help'], /^Usage: irqlab /],
    [['help', 'replay'], /^Usage: irqlab replay \[options\] <trace>/],
    [['replay', '--help'], /Examples:\n {2}irqlab replay program\.trace\.gz/],
    [['demo', '--help'], /^Usage: irqlab demo[\s\S]*Examples:/],
    [['help', '--help'], /^Usage: irqlab help/],
  ])('%j', async (argv, text) => {
    const { code, stdout, stderr } = await capture(argv);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(text);
  });

  it.each(['--version', '-V'])('%s prints the version of the package', async (option) => {
    expect(await capture([option])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });
});

describe('a bug of ours', () => {
  const failing = (env: Record<string, string>) =>
    capture(['replay', at('good.trace')], {
      env,
      now: () => {
        throw new TypeError('the clock\nis broken');
      },
    });

  it('is one line, without a stack trace', async () => {
    const { code, stdout, stderr } = await failing({});
    expect([code, stdout]).toEqual([70, '']);
    expect(stderr).toMatch(/^irqlab: internal error: the clock is broken; please report it [^\n]*\n$/);
  });

  it('shows where only to whoever asks', async () => {
    expect((await failing({ IRQLAB_DEBUG: '1' })).stderr).toMatch(/\n\s+at /);
  });
});

describe('a replay that halts', () => {
  const ended = (stop: Error) =>
    capture(['replay', at('good.trace')], {
      now: () => {
        throw stop;
      },
    });

  it('with a bug check prints its report and ends with 3', async () => {
    const what = allocateAtDispatchLevel();
    const { kind, report, ...data } = what as BugCheckOutcome;
    expect(kind).toBe('bugcheck');
    expect(await ended(new BugCheck(data, report))).toEqual({ code: 3, stdout: '', stderr: `${report}\n` });
  });

  it('without one says why and ends with 4', async () => {
    const stop = new Stopped('step-limit', 'loop', 'the step limit was reached');
    expect(await ended(stop)).toEqual({ code: 4, stdout: '', stderr: 'the step limit was reached\n' });
  });
});
