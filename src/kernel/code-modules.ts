/** The modules that code lies in. */
import type { Architecture } from '../contract/c-types.ts';
import type { SymbolTable } from '../machine/symbols.ts';

/** Where the code of the modules lies. *Ours*: docs/decisions/0009-machine.md. */
const CODE_BASES = {
  x64: {
    nt: -0x07fe_f000_0000,
    driver: -0x07fe_dcbb_0000,
    ntdll: 0x7ff9_1234_0000,
    kernel32: 0x7ff9_10e8_0000,
    kernelbase: 0x7ff9_0f2c_0000,
    user32: 0x7ff9_1020_0000,
    advapi32: 0x7ff9_1148_0000,
    winmm: 0x7ff9_0a10_0000,
    program: 0x7ff6_4321_0000,
  },
  x86: {
    nt: 0x8280_0000,
    driver: 0x8f20_0000,
    ntdll: 0x77a0_0000,
    kernel32: 0x7660_0000,
    kernelbase: 0x7580_0000,
    user32: 0x75c0_0000,
    advapi32: 0x7620_0000,
    winmm: 0x7310_0000,
    program: 0x0040_0000,
  },
} as const satisfies Record<Architecture, Record<string, number>>;

/** Modules of user-mode code. */
const USER_MODULES = ['ntdll', 'kernel32', 'kernelbase', 'user32', 'advapi32', 'winmm', 'program'] as const;

/** Name in the symbol table of a module that programs for x86 have on a machine for x64. */
const x86Module = (module: string): string => `${module} (x86)`;

/** Makes the modules of a machine known to its symbol table. */
export function addCodeModules(symbols: SymbolTable, architecture: Architecture): void {
  for (const [module, base] of Object.entries(CODE_BASES[architecture])) symbols.addModule(module, base);
  if (architecture === 'x86') return;
  for (const module of USER_MODULES) symbols.addModule(x86Module(module), CODE_BASES.x86[module], module);
}

/** Name in the symbol table of a module as the program of a process has it. */
export const moduleOfProgram = (symbols: SymbolTable, module: string, program: Architecture): string =>
  program === 'x86' && symbols.baseOf(x86Module(module)) !== undefined ? x86Module(module) : module;
