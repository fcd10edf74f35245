// What the generator of the interlocked operations (generate-interlocked.mjs) knows beside the fact tables:
// what each operation does, in words. The rest (names, parameters, types, modes) comes from signatures.json
// and ddi.json; how it is done stands in src/kernel/interlocked/interlocked-operations.ts.

/** What a width is called in a sentence, and the key of its implementation. */
export const widths = {
  8: 'an 8-bit integer',
  16: 'a 16-bit integer',
  32: 'a 32-bit integer',
  64: 'a 64-bit integer',
  128: '128 bits of memory',
  Pointer: 'a pointer',
  SizeT: 'a pointer-sized integer',
};

/** What the suffix of a form promises about other accesses. */
export const orders = {
  Acquire: 'accesses that follow it stay behind it',
  Release: 'accesses that precede it stay before it',
  NoFence: 'other accesses may move across it',
};

const target = 'address of the variable; any memory that is valid at the current IRQL';
const old = 'what the variable held before';

/** Words of the parameters by the role that the implementation gives them, in order. */
export const operations = {
  Add: {
    does: (variable) => `Adds a value to ${variable}`,
    parameters: [target, 'what is added; the sum wraps around'],
    returns: 'the sum',
  },
  And: {
    does: (variable) => `Combines ${variable} bit by bit with a mask by AND`,
    parameters: [target, 'bits that stay set if they are'],
    returns: old,
  },
  BitTestAndReset: {
    does: (variable) => `Clears one bit of ${variable}`,
    parameters: [
      target,
      'number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)',
    ],
    returns: '1 when the bit was set before, else 0',
  },
  BitTestAndSet: {
    does: (variable) => `Sets one bit of ${variable}`,
    parameters: [
      target,
      'number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)',
    ],
    returns: '1 when the bit was set before, else 0',
  },
  CompareExchange: {
    does: (variable) => `Stores a value in ${variable} if that holds an expected one`,
    parameters: [target, 'value to store', 'value that the variable must hold for that'],
    returns: 'what the variable held before: equal to the expected value when the new one was stored',
  },
  CompareExchange128: {
    does: (variable) => `Stores a value in ${variable} if that holds an expected one`,
    parameters: [
      'address of the variable, a multiple of 16',
      'upper half of the value to store',
      'lower half of the value to store',
      'address of the expected value, lower half first; receives what the variable held before',
    ],
    returns: '1 when the new value was stored, else 0',
  },
  Decrement: {
    does: (variable) => `Subtracts 1 from ${variable}`,
    parameters: [target],
    returns: 'the difference',
  },
  Exchange: {
    does: (variable) => `Stores a value in ${variable}`,
    parameters: [target, 'value to store'],
    returns: old,
  },
  ExchangeAdd: {
    does: (variable) => `Adds a value to ${variable}`,
    parameters: [target, 'what is added; the sum wraps around'],
    returns: old,
  },
  Increment: {
    does: (variable) => `Adds 1 to ${variable}`,
    parameters: [target],
    returns: 'the sum',
  },
  Or: {
    does: (variable) => `Combines ${variable} bit by bit with a mask by OR`,
    parameters: [target, 'bits that get set'],
    returns: old,
  },
  Xor: {
    does: (variable) => `Combines ${variable} bit by bit with a mask by XOR`,
    parameters: [target, 'bits that are inverted'],
    returns: old,
  },
};
