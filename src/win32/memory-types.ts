/** Structures of the memory routines at run time, for `out()`. Each is a value and, under the same name, a type. */

import type * as w from '../contract/win32-types.ts';
import type { CType } from '../machine/out.ts';

/** Pages of equal state and protection: `out(MEMORY_BASIC_INFORMATION)`. */
export const MEMORY_BASIC_INFORMATION: CType<w.MEMORY_BASIC_INFORMATION> = {
  name: 'MEMORY_BASIC_INFORMATION',
  initial: {
    BaseAddress: 0,
    AllocationBase: 0,
    AllocationProtect: 0,
    RegionSize: 0,
    State: 0,
    Protect: 0,
    Type: 0,
  },
};
/** Pages of equal state and protection. */
export type MEMORY_BASIC_INFORMATION = w.MEMORY_BASIC_INFORMATION;
