/** The modules of a program by address, as GetModuleHandle and GetProcAddress see them. */
export interface ProgramModules {
  /** Address of the program itself. */
  readonly program: number;
  /** Address of a module; names know no case and need no `.dll`. Null for one that the process has not. */
  find(name: string): number | null;
  /** True for the address of a module. */
  has(module: number): boolean;
  /** Address of a routine that a module exports: a call of it calls the routine. Null for one that it does not export. */
  routine(module: number, name: string): number | null;
}
