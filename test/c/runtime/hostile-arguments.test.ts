import { describe, expect, it } from 'vitest';
import { functionsOf } from '../../../src/c/runtime/library.ts';
import type { Mode } from '../../../src/contract/contract.ts';
import { architectures, Exited, type Program, program } from './program.ts';

/** Numbers of a fixed seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}

/** What the caller may hand over for a parameter of a C type. */
function values(run: Program, valid: number, parameter: string): readonly (number | bigint)[] {
  const { architecture } = run.host;
  const is64 = architecture === 'x64';
  if (/\*|va_list|_onexit_t|_crt_signal_t|_handler/.test(parameter)) {
    const wild = is64 ? [run.wild, -(2 ** 40), 2 ** 47 - 1] : [0xffff_ffff, 0x8000_0000];
    return [0, 1, 0x10, valid, valid, valid + 1, ...wild];
  }
  if (/\br?size_t\b/.test(parameter)) return [0, 1, 7, 0x7fff_ffff, -1].map(run.size);
  if (/long long|__int64|time64_t|time_t|intmax_t|uintmax_t/.test(parameter)) return [0n, 1n, -1n, 1n << 62n];
  if (/double|float/.test(parameter)) return [0, -1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300];
  if (/unsigned char|unsigned short|wchar_t|wint_t/.test(parameter)) return [0, 1, 0x41, 0xff];
  return /unsigned/.test(parameter) ? [0, 1, 0x41, 0xffff_ffff] : [0, 1, -1, 0x41, 0x7fff_ffff, -0x8000_0000];
}

/** The parameters of a prototype; `...` is the address of the first slot. */
function parametersOf(prototype: string): string[] {
  const list = prototype
    .slice(prototype.indexOf('(') + 1, -1)
    .replace(/\(__cdecl \*(\w+)\)\([^)]*\)/g, '* $1');
  return list === 'void' ? [] : list.split(',').map((one) => (one.includes('...') ? 'va_list' : one));
}

const IN_CONTROL = new Set(['returned', 'raised', 'stopped', 'bugcheck']);

/** A program with a buffer that calls may destroy. */
function start(arch: 'x64' | 'x86', mode: Mode): { run: Program; valid: number } {
  const run = program(arch, mode);
  return { run, valid: run.buffer(64) };
}

/** What a call ends with, where it is none of the ends that a program may meet. */
function failureOf(run: Program, name: string, args: readonly (number | bigint)[]): string | null {
  try {
    const { kind } = run.outcome(() => run.call(name, ...args));
    return IN_CONTROL.has(kind) ? null : kind;
  } catch (thrown) {
    if (thrown instanceof Exited) return null;
    const text = String(thrown);
    return /not modelled|no function at|raised/.test(text) ? null : text;
  }
}

describe.each(architectures.flatMap((arch) => (['user', 'kernel'] as const).map((mode) => ({ arch, mode }))))(
  'hostile arguments on $arch in $mode mode',
  ({ arch, mode }: { arch: 'x64' | 'x86'; mode: Mode }) => {
    it('end in a value, an exception, or the end of the program; never in an error of the host', () => {
      const random = seeded(5);
      let { run, valid } = start(arch, mode);
      const failures: string[] = [];
      for (const { name, prototype } of Object.values(functionsOf(mode))) {
        const result = /^(div|ldiv|lldiv|imaxdiv)$/.test(name) ? ['void *result'] : [];
        const parameters = [...result, ...parametersOf(prototype)];
        for (let round = 0; round < 5; round++) {
          run.memory.writeAnsiString(valid, '%d %s %n x,1.5e3');
          const args = parameters.map((one) => {
            const choices = values(run, valid, one);
            return choices[random() % choices.length]!;
          });
          const failure = failureOf(run, name, args);
          if (failure !== null) failures.push(`${name}(${args.join(', ')}): ${failure}`);
          // A process that has ended is no place for the next call.
          if (run.outcome(() => 0).kind !== 'returned') ({ run, valid } = start(arch, mode));
        }
      }
      expect(failures).toEqual([]);
    }, 120_000);
  },
);
