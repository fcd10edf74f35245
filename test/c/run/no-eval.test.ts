/** A page whose content security policy forbids code from text: the machine runs, and C says what it needs. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-entry.ts';
import { boot, POOL_FLAG_NON_PAGED } from '../../../src/index.ts';

const real = globalThis.Function;

beforeEach(() => {
  globalThis.Function = function refused() {
    throw new EvalError('Refused to evaluate a string as JavaScript');
  } as unknown as FunctionConstructor;
});
afterEach(() => {
  globalThis.Function = real;
});

describe('without code from text', () => {
  it('routines do the same', () => {
    const nt = boot();
    const block = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, 0x6b61654c);
    nt.memory.writeUint8(block, 7);
    expect(nt.memory.readUint8(block)).toBe(7);
    nt.ExFreePool(block);
    expect(nt.outcome(() => nt.ExFreePool(block))).toMatchObject({ kind: 'bugcheck' });
  });

  it('a C program compiles, and its run says what the page must allow', () => {
    const program = compileC({ name: 'three.c', text: 'int main(void) { return 3; }' });
    expect(program.ok).toBe(true);
    expect(() => program.run()).toThrow(TypeError);
    expect(() => program.run()).toThrow("'unsafe-eval'");
  });
});
