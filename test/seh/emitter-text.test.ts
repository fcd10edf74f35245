/** The text in docs/decisions/0005-seh-emitter-contract.md is the text that the test emitter writes. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { block } from './programs/ast.ts';
import { call, mark, program, raise, tryExcept } from './programs/build.ts';
import { emit, exceptText, finallyText, resumable, setjmpText } from './programs/emit.ts';

const page = readFileSync(
  new URL('../../docs/decisions/0005-seh-emitter-contract.md', import.meta.url),
  'utf8',
);
const [except, last, entering, resuming, setjmp] = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(
  ([, text = '']) => text,
);

/** Without layout, and with a number in place of the page's N. */
const squeezed = (text = '') =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll(/(\$[ft])N/g, '$17')
    .trim();

it('a guarded body with an exception clause', () => {
  expect(squeezed(exceptText(7, 'FILTER', ', $call', 'BODY', 'HANDLER'))).toBe(squeezed(except));
});

it('a guarded body with a termination clause', () => {
  expect(squeezed(finallyText(7, 'BODY', 'BLOCK'))).toBe(squeezed(last));
});

it('a function with two exception clauses, and only such a one, starts with the activation', () => {
  const one = tryExcept([raise], 1, [mark('H')]);
  const many = emit(program(one, tryExcept([raise], 1)));
  expect(squeezed(many)).toContain(`function $main() { ${squeezed(entering)}`);
  expect(many).toContain('$seh.pushExcept(1, $call)');
  const single = emit(program(one, call(tryExcept([raise], 1))));
  expect(single).not.toContain('$call');
});

it('a function that contains setjmp', () => {
  expect(squeezed(resumable('BODY'))).toBe(squeezed(resuming));
});

it('a setjmp', () => {
  const text = squeezed(setjmpText(7, 'BUFFER', 'VALUE'));
  expect(text.replaceAll('7', 'N')).toBe(squeezed(setjmp));
});

it('an emitted program is JavaScript', () => {
  expect(() => new Function(emit(program(...block(raise).statements)))).not.toThrow();
});
