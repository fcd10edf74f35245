import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../src/contract/c-types.ts';
import { formatPrint, printFormat } from '../../src/memory/print-format.ts';
import { architectures, faultOf, makeMachine } from './machine.ts';
import { latin1, type PrintValue, printArguments, textOf, utf16 } from './print-arguments.ts';

interface How {
  architecture?: Architecture;
  wide?: boolean;
  strict?: boolean;
}

function setUp({ architecture = 'x64', wide = false, strict = true }: How = {}) {
  const machine = makeMachine(architecture);
  const memory = machine.memory();
  let free = machine.committed(machine.kernel, 0x1000);
  const place = (write: (address: number) => number): number => {
    const address = free;
    free += (write(address) + 15) & ~15;
    return address;
  };
  const print = (format: string, ...values: PrintValue[]) =>
    printFormat(memory, wide ? utf16(format) : latin1(format), printArguments(values), {
      wide,
      architecture,
      strict,
    });
  return {
    machine,
    memory,
    print,
    text: (format: string, ...values: PrintValue[]) => textOf(print(format, ...values).units),
    ansi: (text: string) => place((address) => memory.writeAnsiString(address, text)),
    wide: (text: string) => place((address) => memory.writeUtf16String(address, text)),
    counted: (bytes: number, buffer: number) =>
      place((address) => {
        memory.writeUint16(address, bytes);
        memory.writeUint16(address + 2, bytes);
        memory.writePointer(address + (architecture === 'x64' ? 8 : 4), buffer);
        return 16;
      }),
  };
}

describe('printFormat: what MSVC has and standard C has not', () => {
  it.each<[string, PrintValue[], string, Architecture]>([
    ['%I64d', [-1n], '-1', 'x64'],
    ['%I64u', [-1n], '18446744073709551615', 'x86'],
    ['%I64x', [0xdeadbeefcafen], 'deadbeefcafe', 'x64'],
    ['%I32u', [-1], '4294967295', 'x64'],
    ['%Id', [-5n], '-5', 'x64'],
    ['%Iu', [-1n], '18446744073709551615', 'x64'],
    ['%Iu', [-1], '4294967295', 'x86'],
    ['%zu', [-1], '4294967295', 'x86'],
    ['%td', [-1n], '-1', 'x64'],
    ['%lu', [0x1_0000_0001n], '1', 'x64'],
    ['%lx', [-1], 'ffffffff', 'x64'],
    ['%jd', [-7n], '-7', 'x86'],
    ['%ju', [-1n], '18446744073709551615', 'x86'],
    ['%p', [0x12ab], '00000000000012AB', 'x64'],
    ['%p', [-1], 'FFFFFFFFFFFFFFFF', 'x64'],
    ['%p', [0x12ab], '000012AB', 'x86'],
    ['%20p|', [0], '    0000000000000000|', 'x64'],
    ['%-10p|', [1], '00000001  |', 'x86'],
    ['%#p', [0x12ab], '0X00000000000012AB', 'x64'],
    ['%a', [1], '0x1.0000000000000p+0', 'x64'],
    ['%A', [-0.1], '-0X1.999999999999AP-4', 'x64'],
    ['%a', [0], '0x0.0000000000000p+0', 'x64'],
    ['%e', [1e100], '1.000000e+100', 'x64'],
    ['%f', [Number.NaN], 'nan', 'x64'],
    ['%05E', [Number.POSITIVE_INFINITY], '  INF', 'x64'],
    ['%Lf', [1.5], '1.500000', 'x64'],
    ['%05c', [0x41], '0000A', 'x64'],
  ])('%s of %o is %s on %s', (format, values, wanted, architecture) => {
    expect(setUp({ architecture }).text(format, ...values)).toBe(wanted);
  });

  it('shows the exact value of a pointer that is not canonical', () => {
    const { machine, text } = setUp();
    expect(text('%p', machine.pointers.intern(0xdeadbeefdeadbeefn))).toBe('DEADBEEFDEADBEEF');
  });
});

describe.each(architectures)('printFormat of strings on %s', (architecture) => {
  it('%s, %S and their sizes choose the width of the characters', () => {
    const { text, ansi, wide } = setUp({ architecture });
    const narrow = ansi('narrow');
    const broad = wide('broad');
    expect(text('%s %hs %hS', narrow, narrow, narrow)).toBe('narrow narrow narrow');
    expect(text('%S %ls %ws %lS', broad, broad, broad, broad)).toBe('broad broad broad broad');
    expect(text('%c%hc%C%lc%wc', 0x141, 0x42, 0x43, 0x44, 0x45)).toBe('ABCDE');
  });

  it('in a wide format the plain ones are wide and the capitals narrow', () => {
    const { text, ansi, wide } = setUp({ architecture, wide: true });
    const narrow = ansi('n\u00e9');
    const broad = wide('b\u4e2d');
    expect(text('%s %ls %ws', broad, broad, broad)).toBe('b\u4e2d b\u4e2d b\u4e2d');
    expect(text('%S %hs', narrow, narrow)).toBe('n\u00e9 n\u00e9');
    expect(text('%c%C%hc', 0x4e2d, 0x141, 0x142)).toBe('\u4e2dAB');
  });

  it('width, precision and flags', () => {
    const { text, ansi } = setUp({ architecture });
    const word = ansi('word');
    expect(text('[%6s][%-6s][%.2s][%6.1s][%06s][%.*s]', word, word, word, word, word, -1, word)).toBe(
      '[  word][word  ][wo][     w][00word][word]',
    );
  });

  it('NULL is (null), also cut', () => {
    const { text } = setUp({ architecture });
    expect(text('%s|%.3s|%8S|%Z|%wZ', 0, 0, 0, 0, 0)).toBe('(null)|(nu|  (null)|(null)|(null)');
  });

  it('%Z takes an ANSI_STRING, %wZ and %lZ a UNICODE_STRING; the length counts', () => {
    const { text, ansi, wide, counted } = setUp({ architecture });
    const narrow = counted(3, ansi('abcdef'));
    const broad = counted(6, wide('xyzuvw'));
    expect(text('[%Z][%hZ][%wZ][%lZ][%5wZ]', narrow, narrow, broad, broad, broad)).toBe(
      '[abc][abc][xyz][xyz][  xyz]',
    );
    expect(text('%wZ', counted(2, 0))).toBe('(null)');
  });

  it('reads no further than the precision, and faults where a string of garbage is', () => {
    const { text, print, memory, machine } = setUp({ architecture });
    const page = machine.committed(machine.user, 0x1000);
    memory.fill(page, 0x1000, 0x61);
    expect(text('%.4s', page + 0xffc)).toBe('aaaa');
    expect(faultOf(() => print('%s', page + 0xffc))).toMatchObject({
      address: page + 0x1000,
      access: 'read',
    });
    expect(faultOf(() => print('%S', 0x10))).toMatchObject({ address: 0x10, bytes: 2 });
  });
});

describe('printFormat that ends early', () => {
  it('%n is an invalid parameter, as MSVC has it off', () => {
    for (const strict of [true, false])
      expect(setUp({ strict }).print('ab%ncd', 0x1000)).toMatchObject({
        units: latin1('ab'),
        failure: 'invalid-parameter',
      });
  });

  it.each(['%y', '%', '%5', '%.2Q', '%I'])('%s is an invalid parameter for programs', (format) => {
    expect(setUp().print(`a${format}`)).toEqual({ units: latin1('a'), failure: 'invalid-parameter' });
  });

  it('drivers get the character of a directive that does not exist', () => {
    expect(setUp({ strict: false }).print('%y%-5k%')).toEqual({ units: latin1('yk'), failure: null });
  });

  it('a character without a byte ends a print of programs, and is ? for drivers', () => {
    const strict = setUp();
    expect(strict.print('%S.', strict.wide('a\u4e2db'))).toEqual({
      units: latin1('a'),
      failure: 'illegal-sequence',
    });
    const kernel = setUp({ strict: false });
    expect(kernel.print('%S.', kernel.wide('a\u4e2db'))).toEqual({ units: latin1('a?b.'), failure: null });
  });

  it.each(['%2147483647d', '%.2147483647d', '%99999999999999999999d', '%.999999999f'])(
    '%s is too long',
    (format) => {
      expect(setUp().print(format, 1).failure).toBe('too-long');
    },
  );

  it('formatPrint gives what was printed', () => {
    const { memory } = setUp();
    const options = { wide: false, architecture: 'x64' } as const;
    expect(textOf(formatPrint(memory, latin1('%d%%'), printArguments([5]), options))).toBe('5%');
  });
});
