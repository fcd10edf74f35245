/** A program that calls itself through a routine of the system until no stack is left. */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-entry.ts';

const ARCHITECTURES = ['x64', 'x86'] as const;
const FORMS = ARCHITECTURES.flatMap((arch) => [true, false].map((webAssembly) => ({ arch, webAssembly })));

/** Its commit routine allocates from the heap that is about to get memory for an allocation. */
const TEXT = `#include <windows.h>
#include <ntrtl.h>
static PVOID heap;
static NTSTATUS NTAPI commit(PVOID base, PVOID *at, PSIZE_T bytes) {
  RtlAllocateHeap(heap, 0, 3000);
  return VirtualAlloc(*at, *bytes, MEM_COMMIT, PAGE_READWRITE) == NULL;
}
static int fill(void) { int count = 0; while (RtlAllocateHeap(heap, 0, 3000)) count++; return count; }
int main(int argc, char **argv) {
  RTL_HEAP_PARAMETERS parameters = {sizeof parameters};
  PVOID memory = VirtualAlloc(NULL, 0x40000, MEM_RESERVE, PAGE_READWRITE);
  VirtualAlloc(memory, 0x1000, MEM_COMMIT, PAGE_READWRITE);
  parameters.CommitRoutine = commit;
  parameters.InitialCommit = 0x1000;
  parameters.InitialReserve = 0x40000;
  heap = RtlCreateHeap(0, memory, 0x40000, 0x1000, NULL, &parameters);
  if (argc == 1) return fill();
  __try { fill(); } __except (GetExceptionCode() == EXCEPTION_STACK_OVERFLOW) {
    return RtlValidateHeap(heap, 0, NULL) && RtlLockHeap(heap) && RtlUnlockHeap(heap) && !RtlUnlockHeap(heap) ? 7 : 8;
  }
  return 9;
}`;

describe.each(FORMS)('on $arch, WebAssembly $webAssembly', ({ arch, webAssembly }) => {
  const compiled = compileC({ name: 'endless.c', text: TEXT }, { arch });

  it('a commit routine without end is STATUS_STACK_OVERFLOW, which ends the program', () => {
    const { outcome } = compiled.run({ webAssembly });
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'process-exit', exitCode: 0xc000_00fd });
  });

  it('so it is where the engine’s stack ends once more while the program ends', () => {
    let told = 0;
    const { outcome } = compiled.run({
      webAssembly,
      onMachine: (nt) => {
        nt.events.on((event) => {
          if (event.kind !== 'stop') return;
          told += 1;
          throw new RangeError('Maximum call stack size exceeded'); // as a listener does where no stack is left
        });
      },
    });
    expect(told).toBe(1);
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'process-exit', exitCode: 0xc000_00fd });
  });

  it('where the program handles it, the heap is sound and nobody holds its lock', () => {
    const { outcome } = compiled.run({ webAssembly, args: ['handled'] });
    expect(outcome).toMatchObject({ kind: 'returned', value: 7 });
  });
});
