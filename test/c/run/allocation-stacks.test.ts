/** Who allocated a block of a heap, in a C program with stack traces (gflags `ust`). */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-entry.ts';
import { boot } from '../../../src/index.ts';

const text = `#include <windows.h>
#include <stdlib.h>
void *kept;
static void *make(int bytes) {
  return malloc(bytes);
}
void *fill(void) {
  kept = make(24);
  return kept;
}
int main(void) { return 0; }
`;

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  it('the stack of a block names the lines of C', () => {
    const nt = boot({ arch });
    const process = nt.startProcess({ globalFlags: ['ust'] });
    const program = compileC({ name: 'kept.c', text }, { arch }).load(nt, { process, module: 'kept' });
    const block = program.fn['fill']?.();
    expect(block).toBeTypeOf('number');
    const stack = nt.debug.allocationStack(process, process.processHeap, block as number);
    expect(stack.filter((frame) => frame.includes('[kept.c @ '))).toEqual([
      expect.stringMatching(/^kept!make\+0x[0-9a-f]+ \[kept\.c @ 5\]$/),
      expect.stringMatching(/^kept!fill\+0x[0-9a-f]+ \[kept\.c @ 8\]$/),
    ]);
  });
});
