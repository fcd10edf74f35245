/** Calls of C functions from TypeScript: `fn`. */
import { describe, expect, it } from 'vitest';
import { compileC, type LoadedC } from '../../../src/c-programs.ts';
import { boot } from '../../../src/index.ts';

const TEXT = `
#include <ntddk.h>
typedef struct { int a; char b; long long c; } BIG;
typedef struct { unsigned char r, g, b; } SMALL;
typedef union { int i; float f; } BOTH;
BIG MakeBig(int a, char b, long long c) { BIG big; big.a = a; big.b = b; big.c = c; return big; }
SMALL Mix(SMALL x, int by, SMALL y) { x.r += y.r; x.g += y.g; x.b = (unsigned char)(x.b + y.b + by); return x; }
int Deep(BIG big) { int local[40]; local[39] = big.a; big.a = 0; return local[39] + big.b + (int)big.c; }
BOTH AsFloat(int i) { BOTH both; both.i = i; return both; }
int Sum(int a, int b) { return a + b; }
unsigned char Byte(unsigned char b) { return b; }
_Bool Flag(_Bool b) { return b; }
BOOLEAN Flag8(BOOLEAN b) { return b; }
NTSTATUS Status(NTSTATUS s) { return s; }
double Half(double d) { return d / 2; }
float Third(float f) { return f / 3; }
unsigned long long Wide(unsigned long long w) { return w; }
long long Signed(long long w) { return w; }
PVOID Pointer(PVOID p) { return p; }
ULONG_PTR Number(PVOID p) { return (ULONG_PTR)p; }
int Log(const char *text, ...) { va_list list; va_start(list, text); va_end(list); return text == 0; }
int Nothing(void) { return 7; }
typedef struct { char bytes[4000]; } HUGE;
int Huge(HUGE huge) { return huge.bytes[3999]; }
NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) { UNREFERENCED_PARAMETER(d); UNREFERENCED_PARAMETER(r); return 0; }
`;

const compiled = (arch: 'x64' | 'x86'): LoadedC => {
  const program = compileC({ name: 'calls.c', text: TEXT }, { arch });
  expect(program.diagnosticText()).toBe('');
  return program.load(boot({ arch }));
};
const onMachine = { x64: compiled('x64'), x86: compiled('x86') };

describe.each(['x64', 'x86'] as const)('functions of a driver on %s', (arch) => {
  const loaded = onMachine[arch];
  const call = (name: string, ...args: readonly unknown[]): unknown => loaded.fn[name]?.(...args);

  it('give structures as their bytes, large ones and small', () => {
    const big = call('MakeBig', -2, 65, -3n) as Uint8Array;
    const view = new DataView(big.buffer, big.byteOffset, big.byteLength);
    expect([big.length, view.getInt32(0, true), big[4], view.getBigInt64(8, true)]).toEqual([
      16,
      -2,
      65,
      -3n,
    ]);
    expect(call('AsFloat', 0x3f80_0000)).toEqual(Uint8Array.of(0, 0, 0x80, 0x3f));
  });

  it('take structures by value, several of them, and change no bytes of the caller', () => {
    const [x, y] = [Uint8Array.of(1, 2, 3), Uint8Array.of(10, 20, 30)];
    expect(call('Mix', x, 100, y)).toEqual(Uint8Array.of(11, 22, 133));
    expect([...x, ...y]).toEqual([1, 2, 3, 10, 20, 30]);
    expect(call('Deep', call('MakeBig', 1, 2, 3))).toBe(6);
    const huge = new Uint8Array(4000).fill(9);
    expect(call('Huge', huge)).toBe(9);
  });

  it.each([
    ['Sum', [1], 'Sum takes 2 arguments (int a, int b), not 1'],
    ['Sum', [1, 2, 3], 'Sum takes 2 arguments (int a, int b), not 3'],
    ['Nothing', [1], 'Nothing takes 0 arguments (void), not 1'],
    ['Sum', [1, undefined], 'Sum: parameter 2 (int b) got undefined: it takes a number or a bigint'],
    ['Sum', [null, 1], 'Sum: parameter 1 (int a) got null: it takes a number or a bigint'],
    ['Sum', [Number.NaN, 1], 'Sum: parameter 1 (int a) got NaN: it takes a whole number'],
    ['Sum', [1, 2.5], 'Sum: parameter 2 (int b) got 2.5: it takes a whole number'],
    ['Sum', [2 ** 32, 0], 'Sum: parameter 1 (int a) got 4294967296: it does not fit 32 bits'],
    ['Sum', [0, -(2n ** 31n) - 1n], 'Sum: parameter 2 (int b) got -2147483649n: it does not fit 32 bits'],
    ['Byte', [256], 'Byte: parameter 1 (unsigned char b) got 256: it does not fit 8 bits'],
    ['Flag', [2], 'Flag: parameter 1 (_Bool b) got 2: it does not fit 1 bit'],
    ['Status', ['0'], 'Status: parameter 1 (NTSTATUS s) got "0": it takes a number or a bigint'],
    ['Wide', [2n ** 64n], 'does not fit 64 bits'],
    ['Half', [{}], 'Half: parameter 1 (double d) got an object: it takes a number or a bigint'],
    ['Pointer', [1.5], 'Pointer: parameter 1 (PVOID p) got 1.5: it takes a whole number'],
    ['Pointer', [Number.POSITIVE_INFINITY], 'it takes a whole number'],
    ['Pointer', [() => 1], 'Pointer: parameter 1 (PVOID p) got a function: it takes an address'],
    ['Pointer', [2n ** 64n], 'does not fit'],
    ['Deep', [1], 'Deep: parameter 1 (BIG big) got 1: a structure is given as a Uint8Array of its 16 bytes'],
    ['Deep', [new Uint8Array(15)], 'got a Uint8Array of 15 bytes: the structure has 16 bytes'],
    ['Log', [null, 1], "Log: a call from TypeScript passes nothing for '...'"],
  ])('refuse a call of %s with a TypeError (case %$)', (name, args, message) => {
    let thrown: unknown = null;
    try {
      call(name, ...args);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(TypeError);
    expect((thrown as TypeError).message).toContain(message);
  });

  it('take a value in the signed and in the unsigned way, booleans, and every double', () => {
    expect(call('Status', 0xc000_0005)).toBe(0xc000_0005);
    expect(call('Status', -0x3fff_fffb)).toBe(0xc000_0005);
    expect(call('Sum', 0xffff_ffff, 3n)).toBe(2);
    expect([call('Flag', true), call('Flag8', true), call('Byte', -1)]).toEqual([1, 1, 255]);
    expect(call('Wide', -1)).toBe(2n ** 64n - 1n);
    expect(call('Signed', 2n ** 64n - 2n)).toBe(-2n);
    expect(call('Half', Number.NaN)).toBeNaN();
    expect([call('Half', 3n), call('Third', 1)]).toEqual([1.5, Math.fround(Math.fround(1) / 3)]);
    expect([call('Log', null), call('Nothing')]).toEqual([1, 7]);
  });

  it('have their stack back after a call that was refused or threw', () => {
    for (let index = 0; index < 20; index++) {
      expect(call('Huge', new Uint8Array(4000).fill(index))).toBe(index);
      expect(() => call('Huge', 1)).toThrow(TypeError);
    }
  });
});

describe('pointers from TypeScript', () => {
  it('on x64: a kernel address is the same pointer however it is written', () => {
    const { fn } = onMachine.x64;
    for (const address of [
      0xffff_f800_0000_0000n,
      -0x800_0000_0000n,
      -0x800_0000_0000,
      0xffff_f800_0000_0000,
    ]) {
      expect(fn['Pointer']?.(address)).toBe(-0x800_0000_0000);
      expect(fn['Number']?.(address)).toBe(0xffff_f800_0000_0000n);
    }
    expect(fn['Pointer']?.(null)).toBe(0);
  });

  it('on x64: a wild one is kept exactly; a number that cannot be exact is refused', () => {
    const { fn } = onMachine.x64;
    expect(fn['Number']?.(0xdead_beef_dead_beefn)).toBe(0xdead_beef_dead_beefn);
    expect(fn['Number']?.(fn['Pointer']?.(0xdead_beef_dead_beefn))).toBe(0xdead_beef_dead_beefn);
    expect(() => fn['Pointer']?.(Number(0xdead_beef_dead_beefn))).toThrow('write it as a bigint');
  });

  it('on x86: 32 bits', () => {
    const { fn } = onMachine.x86;
    expect([fn['Pointer']?.(0x8000_0000), fn['Pointer']?.(-1), fn['Number']?.(0xffff_fff0n)]).toEqual([
      0x8000_0000, 0xffff_ffff, 0xffff_fff0,
    ]);
    expect(() => fn['Pointer']?.(0xffff_f800_0000_0000n)).toThrow('does not fit 32 bits');
  });
});

describe('functions of a program', () => {
  it('are called in its process', () => {
    const nt = boot();
    const process = nt.startProcess({ name: 'pair.exe' });
    const text = `typedef struct { double x, y; } PAIR;
PAIR Swap(PAIR pair) { PAIR other; other.x = pair.y; other.y = pair.x; return other; }
int main(void) { return 0; }`;
    const { fn } = compileC({ name: 'pair.c', text }).load(nt, { process });
    const pair = new Uint8Array(new Float64Array([1, 2]).buffer);
    expect(fn['Swap']?.(pair)).toEqual(new Uint8Array(new Float64Array([2, 1]).buffer));
  });
});
