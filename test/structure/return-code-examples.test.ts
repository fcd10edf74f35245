/** Every return code that irqlab produces has an example; test/docs/return-codes.test.ts runs them. */
import { describe, expect, it } from 'vitest';
import { examplesOf, readCodeExamples } from '../../scripts/code-examples.mjs';
import { projectRoot } from './public-entries.ts';
import { pairsOf } from './return-code-pairs.ts';

describe('examples of return codes', () => {
  const examples = readCodeExamples(projectRoot);
  const written = [...examples].flatMap(([routine, codes]) =>
    [...codes.keys()].map((code) => `${routine}__${code}`),
  );

  it('there is one for each code that a routine produces: add it to a file of examples/return-codes', () => {
    expect(pairsOf('produced').filter((name) => !written.includes(name))).toEqual([]);
  });

  it('there is none of what no routine gives', () => {
    const given = new Set([...pairsOf('produced'), ...pairsOf('injectable')]);
    expect(written.filter((name) => !given.has(name))).toEqual([]);
  });

  it('what only fault injection gives can be injected into an example of its routine', () => {
    const routines = new Set(pairsOf('injectable').map((name) => name.split('__')[0] ?? ''));
    expect([...routines].filter((name) => !examples.has(name))).toEqual([]);
  });
});

describe('the reader of examples', () => {
  const file = `// Head.
#include <a.h>

#define MANY 3

// Two of them; main knows them.
static int first, other[MANY];

static int *Make(void)
{
    return other;
}

// Never called.
static int Unused(void)
{
    return 1;
}

DWORD Sleep__STATUS_ALERTED(void)
{
    return *Make();
}

LONG Sleep__STATUS_SUCCESS(void)
{
    return first;
}

int main(void)
{
    return Unused();
}
`;
  const found = examplesOf(file);

  it('finds a function by its name', () => {
    expect(found.map(({ name, routine, code }) => [name, routine, code])).toEqual([
      ['Sleep__STATUS_ALERTED', 'Sleep', 'STATUS_ALERTED'],
      ['Sleep__STATUS_SUCCESS', 'Sleep', 'STATUS_SUCCESS'],
    ]);
  });

  it('shows what it uses, also by way of others, in the order of the file, and nothing else', () => {
    const parts = found[0]?.text.split('\n\n').map((part) => part.split('\n').at(-1));
    expect(parts).toEqual(['#define MANY 3', 'static int first, other[MANY];', '}', '}']);
    expect(found[0]?.text).not.toMatch(/include|Unused|SUCCESS/);
    expect(found[1]?.text).toMatch(
      /^#define MANY 3\n\n.*\nstatic int first[\s\S]*\n\nLONG Sleep__STATUS_SUCCESS/,
    );
  });

  it('reads TypeScript too', () => {
    const text = `import { a } from 'irqlab';\n\nfunction help(): void {\n}\n\nexport function Do__STATUS_SUCCESS(nt: Nt): number {\n  help();\n}\n`;
    expect(examplesOf(text)).toMatchObject([
      { routine: 'Do', code: 'STATUS_SUCCESS', text: expect.stringMatching(/^function help/) },
    ]);
  });
});
