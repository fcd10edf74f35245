/** Where the words of structured exception handling may stand. */
import { describe, expect, it } from 'vitest';
import { findings, parseText } from './parse-text.ts';

const said = (body: string): string =>
  findings(parseText(`int a; int f(void) {\n${body}\nreturn 0; }`).diagnostics)
    .map((one) => one.replace(/ .*/, ''))
    .join(' ');

describe('E-039: the intrinsics are compile-time errors outside of their places', () => {
  it.each([
    ['__try { } __except (_exception_code() == 1) { }', '', 'the code in the filter'],
    ['__try { } __except (1) { a = _exception_code(); }', '', 'the code in the handler'],
    ['__try { } __except (1) { if (a) { a = _exception_code(); } }', '', 'deeper in the handler'],
    ['__try { a = _exception_code(); } __except (1) { }', 'C2707', 'the code in the body'],
    ['__try { } __finally { a = _exception_code(); }', 'C2707', 'the code in a termination block'],
    ['a = _exception_code();', 'C2707', 'the code anywhere else'],
    ['__try { } __except (_exception_info() != 0) { }', '', 'the record in the filter'],
    ['__try { } __except (1) { void *p = _exception_info(); }', 'C2707', 'the record in the handler'],
    ['void *p = _exception_info();', 'C2707', 'the record anywhere else'],
    [
      '__try { } __finally { a = _abnormal_termination(); }',
      '',
      'the end of the body in its termination block',
    ],
    ['__try { a = _abnormal_termination(); } __finally { }', 'C2707', 'in the body'],
    ['__try { } __except (_abnormal_termination()) { }', 'C2707', 'in a filter'],
    ['a = _abnormal_termination();', 'C2707', 'anywhere else'],
  ])('%s: %s, %s', (body, expected) => expect(said(body)).toBe(expected));
});

describe('E-040: guarded bodies, handlers and termination blocks are left, not entered', () => {
  it.each([
    ['goto l; __try { l: ; } __except (1) { }', 'C2705', 'into a body, from before'],
    ['__try { l: ; } __finally { } goto l;', 'C2705', 'into a body, from behind'],
    ['__try { } __except (1) { l: ; } goto l;', 'C2705', 'into a handler'],
    ['__try { } __finally { l: ; } goto l;', 'C2705', 'into a termination block'],
    ['__try { goto l; } __except (1) { l: ; }', 'C2705', 'from a body into its handler'],
    [
      '__try { goto l; } __except (1) { } __try { l: ; } __except (1) { }',
      'C2705',
      'from a body into another',
    ],
    ['__try { goto l; __try { l: ; } __except (1) { } } __finally { }', 'C2705', 'into an inner body'],
    ['switch (a) { __try { case 1: ; } __except (1) { } }', 'C2705', 'a case in a body'],
    ['switch (a) { __try { } __except (1) { default: ; } }', 'C2705', 'a default in a handler'],
    ['__try { goto l; l: ; } __except (1) { goto m; m: ; }', '', 'inside of one'],
    ['__try { switch (a) { case 1: ; } } __except (1) { }', '', 'a switch inside of one'],
    ['__try { goto l; } __except (1) { goto l; } l: ;', '', 'out of a body and a handler'],
    ['__try { __try { goto l; } __finally { } l: ; } __except (1) { }', '', 'out of an inner body'],
    ['while (a) { __try { break; } __finally { } }', '', 'out of a body by break'],
    ['while (a) { __try { continue; } __except (1) { break; } }', '', 'out of both by continue and break'],
  ])('%s: %s, %s', (body, expected) => expect(said(body)).toBe(expected));
});

describe('C4532, jumps out of termination blocks', () => {
  it.each([
    ['while (a) { __try { } __finally { break; } }', 'C4532', 'break'],
    ['while (a) { __try { } __finally { continue; } }', 'C4532', 'continue'],
    ['__try { } __finally { return 1; }', 'C4532', 'return'],
    ['__try { } __finally { goto l; } l: ;', 'C4532', 'goto'],
    ['__try { __try { } __finally { __leave; } } __finally { }', 'C4532', '__leave of a body around'],
    ['__try { } __finally { while (a) break; }', '', 'a loop inside'],
    ['__try { } __finally { goto l; l: ; }', '', 'a label inside'],
    ['__try { } __finally { __try { __leave; } __finally { } }', '', 'a body inside'],
    ['__try { } __finally { switch (a) { case 1: break; } }', '', 'a switch inside'],
  ])('%s: %s, %s', (body, expected) => expect(said(body)).toBe(expected));
});

describe('__leave', () => {
  it.each([
    ['__try { __leave; } __except (1) { }', '', 'in a body'],
    ['__try { if (a) { while (a) __leave; } } __finally { }', '', 'deep in a body'],
    ['__leave;', 'C2703', 'nowhere'],
    ['__try { } __except (1) { __leave; }', 'C2703', 'in a handler'],
    ['__try { __try { } __except (1) { __leave; } } __finally { }', '', 'in a handler in a body'],
  ])('%s: %s, %s', (body, expected) => expect(said(body)).toBe(expected));
});

describe('words that stand alone', () => {
  it.each([
    ['__try { }', 'C2143', 'a body without a handler'],
    ['__except (1) { }', 'C2706', 'a handler without a body'],
    ['__try { } __except (1) { } __except (1) { }', 'C2706', 'two handlers'],
    ['__finally { }', 'C3274', 'a termination block without a body'],
    ['__try { } __except (1) { } __finally { }', 'C3274', 'a handler and a termination block'],
    ['_try { _leave; } _except (1) { } _try { } _finally { }', '', 'the old spellings'],
  ])('%s: %s, %s', (body, expected) => expect(said(body)).toBe(expected));
});
