/** The source line under a message is the one that is there, whatever `#line` says. */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../src/c-programs.ts';

const shown = (text: string, files: Readonly<Record<string, string>> = {}): readonly string[] => {
  const include = (name: string) => (name in files ? { name, text: files[name] ?? '' } : null);
  return compileC({ name: 'here.c', text }, { include }).diagnosticText().split('\n').slice(0, 2);
};

describe('a message behind #line', () => {
  it('has the number that it gives, and the line that is there', () => {
    expect(shown('int a;\n#line 1\nint main(void) { return b; }')).toEqual([
      "here.c(1,25): error C2065: 'b': undeclared identifier",
      'int main(void) { return b; }',
    ]);
  });

  it('has the name that it gives, also that of another file of the program', () => {
    const files = { 'other.h': 'int other;\n' };
    const text = '#include "other.h"\n#line 1 "other.h"\n\nint main(void) { return b; }';
    expect(shown(text, files)).toEqual([
      "other.h(2,25): error C2065: 'b': undeclared identifier",
      'int main(void) { return b; }',
    ]);
  });

  it('does not reach into the file behind the one that it stands in', () => {
    const files = { 'other.h': '#line 90 "x.y"\nint other;\n' };
    expect(shown('#include "other.h"\nint main(void) { return b; }', files)).toEqual([
      "here.c(2,25): error C2065: 'b': undeclared identifier",
      'int main(void) { return b; }',
    ]);
  });
});
