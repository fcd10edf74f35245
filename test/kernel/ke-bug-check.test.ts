import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../src/contract/c-types.ts';
import { KeBugCheck } from '../../src/kernel/ke-bug-check.ts';
import { type BugCheckServices, KeBugCheckEx } from '../../src/kernel/ke-bug-check-ex.ts';
import { PointerTable } from '../../src/machine/addresses.ts';

/** What reached the machine. */
interface Asked {
  readonly code: number;
  readonly parameters: readonly number[];
  readonly about: Parameters<BugCheckServices['bugCheck']>[2];
}

/** The routines on a machine whose stop is a thrown record. */
function machine(architecture: Architecture = 'x64') {
  const pointers = new PointerTable();
  const services: BugCheckServices = {
    architecture,
    pointers,
    bugCheck: (code, parameters, about) => {
      throw { code, parameters, about };
    },
  };
  const asked = (block: () => void): Asked => {
    try {
      block();
    } catch (thrown) {
      if (thrown instanceof Error) throw thrown;
      return thrown as Asked;
    }
    throw new Error('the machine did not stop');
  };
  return {
    pointers,
    asked,
    KeBugCheckEx: KeBugCheckEx.bind(services),
    KeBugCheck: KeBugCheck.bind(services),
  };
}

describe('KeBugCheckEx', () => {
  it('stops with the code and the four parameters', () => {
    const { asked, KeBugCheckEx } = machine();
    expect(asked(() => KeBugCheckEx(0xe2, 1, -2, 3n, -4n))).toEqual({
      code: 0xe2,
      parameters: [1, -2, 3, -4],
      about: {
        rule: 'KeBugCheckEx: driver code asked for this bug check',
        page: 'debugger/bug-check-0xe2--manually-initiated-crash',
        fix: expect.any(String),
      },
    });
  });

  it('keeps a 64-bit value that is no address exactly', () => {
    const { asked, pointers, KeBugCheckEx } = machine();
    const { parameters } = asked(() => KeBugCheckEx(0xe2, 0xdead_beef_cafe_f00dn, 0, 0, 0));
    expect(BigInt.asUintN(64, pointers.exact(parameters[0] ?? 0))).toBe(0xdead_beef_cafe_f00dn);
  });

  it('keeps a pointer of this machine as it is', () => {
    const { asked, pointers, KeBugCheckEx } = machine();
    const pointer = pointers.intern(0x1234_5678_9abc_def0n);
    expect(asked(() => KeBugCheckEx(0xe2, pointer, 0, 0, 0)).parameters[0]).toBe(pointer);
  });

  it.each([
    [0xffff_ffff, -1, 'x86: 32 bits, shown signed like every ULONG_PTR'],
    [-1, -1, 'the same value'],
  ])('on x86 %d arrives as %d (%s)', (value, shown) => {
    const { asked, KeBugCheckEx } = machine('x86');
    expect(asked(() => KeBugCheckEx(0xe2, value, 0, 0, 0)).parameters[0]).toBe(shown);
  });

  it('a code without a page has none in the report', () => {
    const { asked, KeBugCheckEx } = machine();
    expect(asked(() => KeBugCheckEx(0xdead_beef, 0, 0, 0, 0)).about).not.toHaveProperty('page');
  });

  it.each([
    [Number.NaN, 0],
    [1.5, 0],
    [0xe2, 1.5],
    [0xe2, 2n ** 64n],
    [0xe2, 2 ** 53],
  ])('(%d, %d) is misuse of the TypeScript API', (code, parameter) => {
    const { KeBugCheckEx } = machine();
    expect(() => KeBugCheckEx(code, parameter, 0, 0, 0)).toThrow(RangeError);
  });
});

describe('KeBugCheck', () => {
  it('stops with the code; the parameters are 0', () => {
    const { asked, KeBugCheck } = machine();
    expect(asked(() => KeBugCheck(0xe2))).toMatchObject({
      code: 0xe2,
      parameters: [],
      about: { rule: 'KeBugCheck: driver code asked for this bug check' },
    });
  });
});
